"""Evaluation: the snapshot of what was handed in, and what is counted over it."""
