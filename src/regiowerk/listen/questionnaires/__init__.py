"""Questionnaires: versioned question forms, their logic, and how they are shown and exchanged."""
