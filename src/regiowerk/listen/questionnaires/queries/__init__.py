"""What is known about questionnaires."""

from __future__ import annotations

from regiowerk.listen.questionnaires.queries.comparing import compared, difference_sentence
from regiowerk.listen.questionnaires.queries.instruments import (
    instrument_of,
    logic_of,
    surroundings_for,
)
from regiowerk.listen.questionnaires.queries.overview import (
    by_level,
    finding_lines,
    questionnaires_of,
    section_lines,
    stored_finding_lines,
    versions_of,
)
from regiowerk.listen.questionnaires.queries.sentences import place_of, sentence_of

__all__ = [
    "by_level",
    "compared",
    "difference_sentence",
    "finding_lines",
    "instrument_of",
    "logic_of",
    "place_of",
    "questionnaires_of",
    "section_lines",
    "sentence_of",
    "stored_finding_lines",
    "surroundings_for",
    "versions_of",
]
