"""Regiowerk: a regional planning process of many municipalities, on one traceable chain."""

__version__ = "0.1.0"
