"""Notices: who is told, by mail and in the application."""
