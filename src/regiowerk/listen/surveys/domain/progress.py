"""How far a section is, counted over the fields that are asked now.  Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from regiowerk.listen.questionnaires.domain.answers import Field
from regiowerk.listen.questionnaires.domain.instrument import (
    Instrument,
    Question,
    sections,
    walk,
)
from regiowerk.listen.questionnaires.domain.logic import Problem, Sheet


@dataclass(frozen=True, slots=True)
class Count:
    """Questions asked now, how many have an answer, which required ones lack it, what is wrong."""

    asked: int = 0
    answered: int = 0
    missing: int = 0
    invalid: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(
            self.asked + other.asked,
            self.answered + other.answered,
            self.missing + other.missing,
            self.invalid + other.invalid,
        )

    @property
    def is_complete(self) -> bool:
        return not self.missing and not self.invalid


@dataclass(frozen=True, slots=True)
class Layout:
    """Which section a path stands in, and which paths anybody answers."""

    section_of: Mapping[str, str]
    questions: Mapping[str, Question]
    repeats_of: Mapping[str, tuple[str, ...]]

    @property
    def repeats(self) -> tuple[str, ...]:
        """The paths of all repeats."""
        return tuple(dict.fromkeys(path for around in self.repeats_of.values() for path in around))

    @property
    def sections(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.section_of.values()))


def layout_of(instrument: Instrument) -> Layout:
    """The same for every participation of a version."""
    by_item = {
        item.name: section.name for section in sections(instrument) for item in section.items
    }
    section_of, questions, repeats_of = {}, {}, {}
    for placed in walk(instrument):
        section_of[placed.path] = by_item[placed.path.split("/")[1]]
        repeats_of[placed.path] = placed.repeats
        if isinstance(placed.item, Question):
            questions[placed.path] = placed.item
    return Layout(section_of, questions, repeats_of)


def counts_of(
    sheet: Sheet, layout: Layout, *, only: Iterable[str] | None = None
) -> dict[str, Count]:
    """How far each section is, or only those that are named."""
    wanted = set(layout.sections if only is None else only)
    found: dict[str, list[Field]] = defaultdict(list)
    for field in sheet.fields():
        section = layout.section_of[field.path]
        if section in wanted and layout.questions[field.path].is_answerable:
            found[section].append(field)
    return {section: _count(sheet, found[section]) for section in wanted}


def _count(sheet: Sheet, fields: Iterable[Field]) -> Count:
    asked = answered = missing = invalid = 0
    for field in fields:
        state = sheet.state(field)
        if not state.is_relevant or state.is_read_only:
            continue
        asked += 1
        answered += state.value is not None
        missing += state.problem is Problem.REQUIRED
        invalid += state.problem is not None and state.problem is not Problem.REQUIRED
    return Count(asked, answered, missing, invalid)
