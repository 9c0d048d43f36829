"""Ui: the page frame, the KERN components, the form renderer, the drawings."""
