"""Judging: what the criteria weigh and how the options stand up to them.  No Django, no clock."""
