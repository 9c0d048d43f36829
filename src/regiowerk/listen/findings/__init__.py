"""Findings: what was found, of which kind, and the source it rests on."""
