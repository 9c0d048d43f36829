"""Open answers: read, coded, counted and quoted."""
