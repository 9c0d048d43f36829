"""What the room prints: tables, the council paper, charts, and what a recount says."""
