"""What a finding rests on, as a value: where it is read and what was cited, frozen.  Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from regiowerk.ground.journal.domain.frozen import fingerprint
from regiowerk.listen.surveys.domain.evaluation.tables import (
    Breakdown,
    Figure,
    Group,
    ResultTable,
    table_to_json,
)

DOCUMENT, TABLE, CHART, ANSWER = "document", "table", "chart", "answer"
QUOTATION = "quotation"
TOGETHER = "+"  # between the codes of a group that was put together of several


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where something can be read: document, place, the words themselves, day, address.

    Of a source of this house also which one it is, the figures, its class, and its SHA-256.
    """

    source: str
    place: str = ""
    words: str = ""
    source_on: date | None = None
    source_url: str = ""
    kind: str = DOCUMENT
    release_id: int | None = None
    submission_id: int | None = None
    quotation_id: int | None = None
    question: str = ""
    rows: str = ""
    answer: str = ""
    breakdown: str = ""
    group: str = ""
    base: str = ""
    version: int | None = None
    figures: str = ""
    source_hash: str = ""
    audience: str = "public"

    @property
    def is_in_words(self) -> bool:
        """Whether it is an answer of more than one word, of which a passage can be cited."""
        return self.kind == ANSWER and len(self.words.split()) > 1


@dataclass(frozen=True, slots=True)
class Cell:
    """What of a table is cited: an answer, or all of them; of a group, or of all organisations."""

    answer: str = ""
    breakdown: str = ""
    group: str = ""


WHOLE = Cell()


@dataclass(frozen=True, slots=True)
class Figures:
    """What a cell says: how many of how many, or everything told of a question."""

    n: Figure
    counts: tuple[Figure, ...]
    label: str = ""  # of the group; "": all organisations


def group_key(group: Group) -> str:
    """What a group of a breakdown is known by, over several releases."""
    return TOGETHER.join(group.codes)


def figures_of(table: ResultTable, cell: Cell) -> Figures | None:
    """The figures of a cell; None where the table does not have it."""
    found: Figures | None = Figures(table.n, table.counts)
    if cell.group:
        group = _group(table, cell)
        found = Figures(group.n, group.counts, group.label) if group else None
    if found is None or not cell.answer:
        return found
    place = place_of(table, cell.answer)
    if place is None or place >= len(found.counts):
        return None
    return replace(found, counts=(found.counts[place],))


def place_of(table: ResultTable, answer: str) -> int | None:
    """Where an answer stands among those of a question."""
    return table.codes.index(answer) if answer in table.codes else None


def reduced(table: ResultTable, cell: Cell) -> ResultTable:
    """The table with no more than the breakdown that is cited."""
    kept = tuple(one for one in table.breakdowns if one.key == cell.breakdown)
    return replace(table, breakdowns=kept)


def hash_of_cell(table: ResultTable, cell: Cell) -> str:
    """SHA-256 of the figures of a cell, without labels; "" where the table does not have it.

    The same as long as nothing that was cited changes, whatever happens elsewhere in the table.
    """
    found = figures_of(table, cell)
    if found is None:
        return ""
    return fingerprint({**_plain(table, cell), **_counted(found)})


def hash_of_answer(value: Any) -> str:
    """SHA-256 of an answer as it is kept in a submission."""
    return fingerprint(value)


def _plain(table: ResultTable, cell: Cell) -> dict[str, Any]:
    """What of a question is figures beside its counts; of one answer nothing."""
    if cell.answer:
        return {}
    told = table_to_json(reduced(table, cell))
    if not cell.group:
        # A chart of a breakdown is about all of its groups, a whole question about none.
        names = ("numbers", "places", "classes", "weighted_mean", "codes")
        groups = [_counted(Figures(g.n, g.counts)) for b in _shown(table, cell) for g in b.groups]
        return {name: told[name] for name in names if name in told} | {"groups": groups}
    group = _group(table, cell)
    return {"numbers": group.numbers.median} if group and group.numbers else {}


def _shown(table: ResultTable, cell: Cell) -> tuple[Breakdown, ...]:
    return reduced(table, cell).breakdowns


def _counted(figures: Figures) -> dict[str, Any]:
    return {"n": _figure(figures.n), "counts": [_figure(one) for one in figures.counts]}


def _figure(figure: Figure) -> object:
    return figure if isinstance(figure, int) else [figure.low, figure.high]


def _group(table: ResultTable, cell: Cell) -> Group | None:
    groups = (
        group for one in table.breakdowns if one.key == cell.breakdown for group in one.groups
    )
    return next((group for group in groups if group_key(group) == cell.group), None)
