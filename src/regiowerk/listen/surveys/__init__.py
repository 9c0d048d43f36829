"""Surveys: organisations are asked, several departments answer, one authorised person signs."""
