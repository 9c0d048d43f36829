"""Files of the library of participatory budgets (pabulib.org): read tolerantly, written exactly.  Pure.

Source: D. Stolicki, S. Szufa, N. Talmon, Pabulib: A Participatory Budgeting Library (2020).  Three
sections - META, PROJECTS, VOTES - of rows with semicolons; amounts in whole units of money, here in
cents.  What the format has no word for (weights, strata, interest groups, conditions) is written in
columns of our own names, which other programs pass over.  Who handed in no paper is not in the file.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal, DecimalException
from fractions import Fraction
from functools import cached_property
from io import StringIO
from typing import Literal

from regiowerk.decide.ballots.domain.elections import (
    Approval,
    Election,
    Option,
    Paper,
    Points,
    Ranking,
    Scores,
    Voter,
)

type FindingKind = Literal[
    "budget_missing",
    "cost_missing",  # counted as nothing
    "column_missing",
    "count_differs",  # META says another number of projects or votes
    "duplicate_option",  # the later row is left out
    "duplicate_voter",  # the later paper is left out
    "negative_points",  # read as nothing; such a file is not counted
    "not_a_number",  # counted as nothing
    "not_whole_cents",  # rounded
    "points_missing",  # fewer or more points than options: those without a partner are left out
    "repeated_option",  # within one paper: the later one is left out
    "section_missing",
    "unknown_option",  # left out
    "unknown_vote_type",  # read as crosses
]

SECTIONS = ("META", "PROJECTS", "VOTES")
VOTE_TYPES = {
    "approval": "approval",
    "cumulative": "points",
    "scoring": "scores",
    "ordinal": "ranking",
}
ONE_CROSS = "choose-1"  # read as crosses
SELECTED = "1"  # other marks than this and 0 are explained in a comment of the file


@dataclass(frozen=True, slots=True)
class Finding:
    """What is odd in a file, in which line (from 1; 0: the whole file)."""

    kind: FindingKind
    line: int
    value: str = ""


@dataclass(frozen=True, slots=True)
class Published:
    """What the file says of its outcome.

    `winners`: None where it says nothing; `special`: selected for a reason of its own.  `votes` and
    `points` of the options for which they are stated.
    """

    winners: frozenset[str] | None = None
    special: frozenset[str] = frozenset()
    votes: Mapping[str, int] = field(default_factory=dict)
    points: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PbFile:
    """What was read: the election, all of META, what was odd, and the outcome it states."""

    election: Election
    meta: Mapping[str, str]
    findings: tuple[Finding, ...]
    published: Published = field(default_factory=Published)

    @property
    def has_negative_points(self) -> bool:
        """Whether papers take something away from options: then no rule here may count them."""
        return any(one.kind == "negative_points" for one in self.findings)


def from_pb(text: str) -> PbFile:
    """Read a file; whatever can be understood is, the rest is named in `findings`."""
    reader = _Reader(text)
    reader.read()
    election = Election(
        options=tuple(reader.known(option) for option in reader.options.values()),
        voters=tuple(reader.voters),
        papers=tuple(reader.papers),
        budget=reader.budget(),
    )
    reader.check_counts()
    return PbFile(election, reader.meta, tuple(reader.findings), reader.published())


@dataclass(frozen=True, slots=True)
class _Row:
    line: int
    cells: Mapping[str, str]

    def get(self, name: str) -> str:
        return self.cells.get(name, "").strip()


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text.removeprefix("\ufeff")
        self.meta: dict[str, str] = {}
        self.lines: dict[str, int] = {}
        self.options: dict[str, Option] = {}
        self.voters: list[Voter] = []
        self.papers: list[Paper] = []
        self.findings: list[Finding] = []
        self._seen: set[str] = set()
        self._stated: dict[str, dict[str, str]] = {"selected": {}, "votes": {}, "score": {}}

    def read(self) -> None:
        sections = self._sections()
        for section in SECTIONS:
            if section not in sections:
                self._find("section_missing", 0, section)
        for line, cells in sections.get("META", ())[1:]:
            self.meta[cells[0].strip().lower()] = cells[1].strip() if cells[1:] else ""
            self.lines[cells[0].strip().lower()] = line
        for row in self._rows(sections.get("PROJECTS", []), "project_id"):
            self._read_option(row)
        kind = self._paper_kind()
        for row in self._rows(sections.get("VOTES", []), "voter_id"):
            self._read_paper(row, kind)

    def known(self, option: Option) -> Option:
        """The option without conditions on options that are not in the file."""
        named = option.needs | option.excludes
        unknown = frozenset(key for key in named if key not in self.options or key == option.key)
        for key in sorted(unknown):
            self._find("unknown_option", 0, key)
        if not unknown:
            return option
        return replace(option, needs=option.needs - unknown, excludes=option.excludes - unknown)

    def budget(self) -> int:
        if not self.meta.get("budget"):
            self._find("budget_missing", 0)
            return 0
        return self._cents(self.meta["budget"], self.lines["budget"])

    def published(self) -> Published:
        """The outcome as the file states it."""
        marks, votes, points = self._stated.values()
        return Published(
            winners=frozenset(key for key in marks if marks[key] == SELECTED) if marks else None,
            special=frozenset(key for key in marks if marks[key] not in ("0", SELECTED)),
            votes={key: int(word) for key, word in votes.items() if word.isdecimal()},
            points={key: int(word) for key, word in points.items() if word.isdecimal()},
        )

    def check_counts(self) -> None:
        for name, number in (("num_projects", len(self.options)), ("num_votes", len(self.papers))):
            stated = self.meta.get(name, "")
            if stated and stated != str(number):
                self._find("count_differs", self.lines[name], f"{name}={stated}")

    def _find(self, kind: FindingKind, line: int, value: str = "") -> None:
        self.findings.append(Finding(kind, line, value))

    def _sections(self) -> dict[str, list[tuple[int, list[str]]]]:
        found: dict[str, list[tuple[int, list[str]]]] = {}
        current: list[tuple[int, list[str]]] = []
        reader = csv.reader(StringIO(self.text, newline=""), delimiter=";")
        for cells in reader:
            word = cells[0].strip().upper() if cells else ""
            if word in SECTIONS and not any(cell.strip() for cell in cells[1:]):
                current = found.setdefault(word, [])
            elif any(cell.strip() for cell in cells):
                current.append((reader.line_num, cells))
        return found

    def _rows(self, rows: list[tuple[int, list[str]]], key: str) -> Iterable[_Row]:
        if not rows:
            return
        line, header = rows[0]
        names = [name.strip().lower() for name in header]
        if key not in names:
            self._find("column_missing", line, key)
            return
        for number, cells in rows[1:]:
            yield _Row(number, dict(zip(names, cells, strict=False)))

    def _cents(self, word: str, line: int) -> int:
        try:
            amount = Decimal(word.replace(" ", "").replace(",", ".")) * 100
            whole = int(amount.to_integral_value())
        except (DecimalException, ValueError, OverflowError):
            self._find("not_a_number", line, word)
            return 0
        if whole != amount:
            self._find("not_whole_cents", line, word)
        return self._not_negative(whole, line)

    def _not_negative(self, number: int, line: int) -> int:
        if number < 0:
            self._find("not_a_number", line, str(number))
        return max(0, number)

    def _whole(self, word: str, line: int) -> int:
        try:
            return self._not_negative(int(word), line)
        except ValueError:
            self._find("not_a_number", line, word)
            return 0

    def _read_option(self, row: _Row) -> None:
        key = row.get("project_id")
        if key in self.options:
            self._find("duplicate_option", row.line, key)
            return
        if not row.get("cost"):
            self._find("cost_missing", row.line, key)
        for name, stated in self._stated.items():
            if row.get(name):
                stated[key] = row.get(name)
        self.options[key] = Option(
            key=key,
            cost=self._cents(row.get("cost"), row.line) if row.get("cost") else 0,
            home=row.get("home") or None,
            own_shares={
                name: self._whole(share, row.line)
                for name, _, share in (item.partition(":") for item in _items(row, "own_shares"))
            },
            needs=frozenset(_items(row, "needs")),
            excludes=frozenset(_items(row, "excludes")),
            conflicts=frozenset(_items(row, "conflicts")),
        )

    def _paper_kind(self) -> str:
        word = self.meta.get("vote_type", "").lower()
        if word not in VOTE_TYPES and word != ONE_CROSS:
            self._find("unknown_vote_type", self.lines.get("vote_type", 0), word)
        return VOTE_TYPES.get(word, "approval")

    def _read_paper(self, row: _Row, kind: str) -> None:
        voter = row.get("voter_id")
        if voter in self._seen:
            self._find("duplicate_voter", row.line, voter)
            return
        self._seen.add(voter)
        population = row.get("population")
        self.voters.append(
            Voter(
                key=voter,
                chamber=row.get("chamber"),
                stratum=row.get("stratum") or row.get("district"),
                population=self._whole(population, row.line) if population else None,
                weight=self._weight(row),
            )
        )
        self.papers.append(self._paper(row, voter, kind))

    def _weight(self, row: _Row) -> Fraction:
        word = row.get("weight") or "1"
        try:
            weight = Fraction(word)
        except (ValueError, ZeroDivisionError):
            weight = Fraction(-1)
        if weight < 0:
            self._find("not_a_number", row.line, word)
        return max(weight, Fraction(0))

    def _paper(self, row: _Row, voter: str, kind: str) -> Paper:
        named = self._named(row, kind)
        match kind:
            case "points":
                return Points(voter, named)
            case "scores":
                return Scores(voter, named)
            case "ranking":
                return Ranking(voter, tuple(frozenset({key}) for key in named))
            case _:
                return Approval(voter, frozenset(named))

    def _named(self, row: _Row, kind: str) -> dict[str, int]:
        keys = _items(row, "vote")
        points = [1] * len(keys)
        if kind in ("points", "scores"):
            words = _items(row, "points")
            if len(words) != len(keys):
                self._find("points_missing", row.line, row.get("voter_id"))
            points = [self._points(word, row.line) for word in words]
        named: dict[str, int] = {}
        for key, value in zip(keys, points, strict=False):
            if key not in self.options:
                self._find("unknown_option", row.line, key)
            elif key in named:
                self._find("repeated_option", row.line, key)
            else:
                named[key] = value
        if kind == "scores" and self.default_mark:
            named |= {key: self.default_mark for key in self.options if key not in named}
        return named

    @cached_property
    def default_mark(self) -> int:
        """What an option gets that a paper with marks does not name."""
        word = self.meta.get("default_score", "")
        return self._points(word, self.lines["default_score"]) if word else 0

    def _points(self, word: str, line: int) -> int:
        try:
            points = int(word)
        except ValueError:
            self._find("not_a_number", line, word)
            return 0
        if points < 0:
            self._find("negative_points", line, word)
        return max(0, points)


def _items(row: _Row, name: str) -> list[str]:
    return [word for part in row.get(name).split(",") if (word := part.strip())]
