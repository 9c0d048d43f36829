"""The method of questionnaires: the instrument, its logic, its answers.  No Django, no clock."""
