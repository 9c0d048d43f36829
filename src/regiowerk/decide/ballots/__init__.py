"""Ballots: weights of goals, appraisal of options, votes and their results."""
