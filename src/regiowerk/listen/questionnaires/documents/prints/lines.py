"""A page of a section as lines of a paper, one after the other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field as entry

from regiowerk.listen.questionnaires.documents.prints.conditions import Wording
from regiowerk.listen.questionnaires.domain.answers import Field
from regiowerk.listen.questionnaires.domain.instrument import (
    Instrument,
    Item,
    Question,
    say,
    walk,
)
from regiowerk.listen.questionnaires.domain.pages import (
    Block,
    GroupBlock,
    MatrixBlock,
    Option,
    QuestionBlock,
    RepeatBlock,
    SectionPage,
)

_NAMED = re.compile(r"\$\{[^{}]*\}")


@dataclass(frozen=True, slots=True)
class Line:
    """One thing on paper: a heading, a question, a table of questions, or an entry."""

    shape: str  # heading, question, table, entry, more
    label: str = ""
    hint: str = ""
    number: str = ""
    level: int = 3
    condition: str = ""
    asked: QuestionBlock | None = None
    columns: tuple[Option, ...] = ()
    rows: tuple[Line, ...] = ()
    not_agreed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PrintedSection:
    """A section on paper."""

    label: str
    hint: str
    condition: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Printing:
    """How lines are made: the numbers, the conditions, and whether only what was asked is told."""

    numbers: Mapping[str, str]
    items: Mapping[str, Item]
    wording: Wording | None = None  # None: conditions are not told
    only_asked: bool = False
    only_answered: bool = False
    not_agreed: Mapping[Field, Sequence[str]] = entry(default_factory=dict)

    def section(self, page: SectionPage) -> PrintedSection:
        path = f"/{page.name}"
        return PrintedSection(
            page.label, page.hint, self._condition(path), tuple(self._lines(page.blocks, 3))
        )

    def _condition(self, path: str) -> str:
        item = self.items.get(path)
        return self.wording.condition(item.relevant) if self.wording and item else ""

    def _lines(self, blocks: Sequence[Block], level: int) -> Iterator[Line]:
        for block in blocks:
            if self.only_asked and not block.is_relevant:
                continue
            match block:
                case QuestionBlock():
                    yield from self._question(block, level)
                case MatrixBlock():
                    yield from self._table(block, level)
                case GroupBlock():
                    inside = tuple(self._lines(block.blocks, level + 1))
                    yield from (self._heading(block, level), *inside) if inside else ()
                case RepeatBlock():
                    yield from self._entries(block, level)

    def _heading(self, block: GroupBlock | RepeatBlock, level: int) -> Line:
        condition = self._condition(block.field.path)
        return Line("heading", block.label, block.hint, level=level, condition=condition)

    def _question(self, block: QuestionBlock, level: int) -> Iterator[Line]:
        is_silent = block.look in {"note", "calculated"}
        names_answers = self._names_answers(block)
        if block.look == "note" and (self.only_asked or names_answers):
            return
        if self.only_answered and not block.is_answered:
            return
        yield Line(
            "question",
            self._label(block) if names_answers else block.label,
            block.hint,
            "" if is_silent else self.numbers.get(block.field.path, ""),
            level,
            self._condition(block.field.path),
            block,
            not_agreed=tuple(self.not_agreed.get(block.field, ())),
        )

    def _names_answers(self, block: QuestionBlock) -> bool:
        """Whether a label of an empty paper names answers nobody has given yet."""
        item = self.items[block.field.path]
        return bool(self.wording) and any("${" in text for text in item.label.values())

    def _label(self, block: QuestionBlock) -> str:
        words = self.items[block.field.path].label
        return _NAMED.sub("…", say(words, block.language))

    def _table(self, block: MatrixBlock, level: int) -> Iterator[Line]:
        rows = tuple(line for row in block.rows for line in self._lines((row,), level))
        if rows:
            condition = self._condition(block.field.path)
            yield Line(
                "table",
                block.label,
                block.hint,
                level=level,
                condition=condition,
                asked=block.first,
                columns=block.columns,
                rows=rows,
            )

    def _entries(self, block: RepeatBlock, level: int) -> Iterator[Line]:
        yield self._heading(block, level)
        for row in block.rows:
            yield Line("entry", row.heading, level=level + 1)
            yield from self._lines(row.blocks, level + 2)
        yield Line("more", block.label, level=level, number=str(len(block.rows)))


def numbers_of(instrument: Instrument) -> dict[str, str]:
    """Every question somebody answers has a number through the whole questionnaire."""
    asked = (
        placed.path
        for placed in walk(instrument)
        if isinstance(placed.item, Question) and placed.item.is_answerable
    )
    return {path: str(number) for number, path in enumerate(asked, start=1)}


def items_of(instrument: Instrument) -> dict[str, Item]:
    return {placed.path: placed.item for placed in walk(instrument)}
