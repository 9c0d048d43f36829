"""Documents: plain values in, PDF, slides and tables out; it knows no chapter."""
