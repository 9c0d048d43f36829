"""Constructs that other engines answer differently: no errors, but worth saying."""

from __future__ import annotations

from regiowerk.listen.questionnaires.domain.logic.entries import Entry
from regiowerk.listen.questionnaires.domain.logic.faults import Fault


def doubts_of(entry: Entry) -> list[Fault]:
    """The doubtful constructs in all expressions of an entry."""
    return []
