"""What is known about questionnaires."""

from __future__ import annotations

from regiowerk.listen.questionnaires.queries.instruments import (
    instrument_of,
    logic_of,
    surroundings_for,
)

__all__ = ["instrument_of", "logic_of", "surroundings_for"]
