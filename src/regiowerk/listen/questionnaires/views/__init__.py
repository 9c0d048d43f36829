"""Pages of questionnaires: reading, importing, publishing, comparing, changing."""
