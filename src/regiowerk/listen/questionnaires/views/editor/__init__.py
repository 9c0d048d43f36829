"""Pages for small changes of a questionnaire, for offices without spreadsheet people."""
