"""The methods of deciding: weighing, appraising, voting.  No Django, no clock."""
