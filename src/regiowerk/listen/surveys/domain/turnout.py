"""Who answered and who is missing: response by organisations and by inhabitants.  Pure.

Response rates follow the counting of AAPOR's standard definitions, RR1: complete answers divided by
all that were asked; who declined or never opened counts as asked.  An organisation is one unit whatever
its size; beside it stands the share of inhabitants it speaks for, because a region of many small
municipalities can be answered by half of them and still by nine tenths of its people.

Size classes are the city types of the Federal Institute BBSR: rural municipality below 5,000, smaller
small town below 10,000, larger small town below 20,000, medium-sized town below 100,000, city.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from regiowerk.listen.surveys.domain.states import HANDED_IN, Stage

CLASSES = (5_000, 10_000, 20_000, 100_000)  # upper bounds, inhabitants
NOTABLE = 0.2  # how far a share has to lie below that of all to be said in words


@dataclass(frozen=True, slots=True)
class Asked:
    """An organisation that was asked: how large it is and how far it came."""

    key: str
    stage: str
    group: str = ""  # district
    inhabitants: int | None = None  # None: unknown

    @property
    def has_answered(self) -> bool:
        return self.stage in HANDED_IN


@dataclass(frozen=True, slots=True)
class Turnout:
    """How many answered, of organisations and of inhabitants.  Shares lie between 0 and 1."""

    name: str
    asked: int
    answered: int
    people_asked: int
    people_answered: int

    @property
    def missing(self) -> int:
        return self.asked - self.answered

    @property
    def share(self) -> float:
        return self.answered / self.asked if self.asked else 0.0

    @property
    def people_share(self) -> float:
        return self.people_answered / self.people_asked if self.people_asked else 0.0


def turnout(rows: Sequence[Asked], name: str = "") -> Turnout:
    """Of all rows."""
    return Turnout(
        name=name,
        asked=len(rows),
        answered=sum(row.has_answered for row in rows),
        people_asked=sum(row.inhabitants or 0 for row in rows),
        people_answered=sum(row.inhabitants or 0 for row in rows if row.has_answered),
    )


def turnout_by(rows: Iterable[Asked], name_of: Callable[[Asked], str]) -> list[Turnout]:
    """Of each group, by name; every row is in exactly one."""
    groups: dict[str, list[Asked]] = {}
    for row in rows:
        groups.setdefault(name_of(row), []).append(row)
    return [turnout(groups[name], name) for name in sorted(groups)]


def size_class(inhabitants: int | None) -> int:
    """0 to 4 from small to large, -1 where nobody knows."""
    if inhabitants is None:
        return -1
    return sum(inhabitants >= bound for bound in CLASSES)


def by_size(rows: Iterable[Asked]) -> list[tuple[int, Turnout]]:
    """Of each size class that occurs, small ones first."""
    groups: dict[int, list[Asked]] = {}
    for row in rows:
        groups.setdefault(size_class(row.inhabitants), []).append(row)
    return [(number, turnout(groups[number])) for number in sorted(groups)]


def under_represented(rows: Sequence[Asked]) -> list[int]:
    """Size classes of at least two organisations that answered notably less than all together."""
    whole = turnout(rows).share
    return [
        number
        for number, part in by_size(rows)
        if number >= 0 and part.asked > 1 and part.share <= whole - NOTABLE
    ]


def counts_by_stage(rows: Iterable[Asked]) -> dict[Stage, int]:
    """How many are in each state, those without any left out, in the order they are passed."""
    found = dict.fromkeys(Stage, 0)
    for row in rows:
        found[Stage(row.stage)] += 1
    return {stage: number for stage, number in found.items() if number}
