"""Small changes of an instrument: every function gives a new one.  Pure."""
