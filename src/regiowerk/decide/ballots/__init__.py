"""Ballots: what is put to the vote, by which rule, and what came of it."""
