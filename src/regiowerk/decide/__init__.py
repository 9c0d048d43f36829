"""Decide: what matters, what is worth it, and what is voted on (modules 3 and 4)."""
