"""What the pages of questionnaires ask."""
