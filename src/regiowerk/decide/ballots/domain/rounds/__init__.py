"""A round of voting as values: its published rule, its papers, the count, the record.  Pure."""
