"""Results of a wave: what can be tabulated, and the tables that may be shown.  Pure."""
