"""What a questionnaire is read from, written to and printed as."""
