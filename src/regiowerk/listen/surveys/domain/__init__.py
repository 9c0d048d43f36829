"""The method of surveys: progress, states, reminder ladders, who is missing.  No Django, no clock."""
