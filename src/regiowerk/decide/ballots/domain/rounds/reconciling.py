"""Marks that lie far apart are brought together by those who gave them.  Pure.

Nobody sees what others gave before their own marks are in.  Once as many as the rule asks for have
rated an option, those who did see where they differ: there they rate again, everything else stands.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from regiowerk.decide.ballots.domain.rounds.marks import Marks
from regiowerk.decide.ballots.domain.rounds.rulebook import Asked, Rulebook

type Cell = tuple[str, str]  # option, criterion


@dataclass(frozen=True, slots=True)
class Seen:
    """What stands, and where others differ: their marks by name, the own one left out."""

    stands: Mapping[Cell, int] = field(default_factory=dict)
    apart: Mapping[Cell, Mapping[str, int]] = field(default_factory=dict)

    def allows(self, marks: Marks) -> bool:
        """Whether a new paper leaves alone what stands, and still rates what others differ on."""
        return all(marks.ratings.get(cell) == mark for cell, mark in self.stands.items()) and all(
            cell in marks.ratings for cell in self.apart
        )


def seen_by(rule: Rulebook, own: Marks | None, others: Mapping[str, Marks]) -> Seen:
    """What one of those who rate sees; nothing where nothing is to be brought together."""
    if own is None or not rule.reconciles:
        return Seen()
    stands: dict[Cell, int] = {}
    apart: dict[Cell, Mapping[str, int]] = {}
    asked = {one.key: one for one in rule.criteria}
    for (option, criterion), mark in own.ratings.items():
        cell = (option, criterion)
        same = {who: one.ratings[cell] for who, one in others.items() if cell in one.ratings}
        if len(same) + 1 < rule.scorers:
            continue
        if is_apart(rule, asked[criterion], [mark, *same.values()]):
            apart[cell] = same
        else:
            stands[cell] = mark
    return Seen(stands, apart)


def is_apart(rule: Rulebook, asked: Asked, marks: list[int]) -> bool:
    """Whether marks differ by more than the rule allows; of a must, at all."""
    if asked.is_must:
        return len(set(marks)) > 1
    return Fraction(max(marks) - min(marks), rule.top) > rule.gap_limit
