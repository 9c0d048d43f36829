"""People: accounts, signing in, and what is stored about a person."""
