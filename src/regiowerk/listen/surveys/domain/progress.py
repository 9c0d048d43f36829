"""How far a section is, counted over the fields that are asked now.  Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

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
    items_of: Mapping[str, frozenset[str]]  # names of the first level, by section, in its order
    repeats: tuple[str, ...]  # the paths of all repeats

    @property
    def sections(self) -> tuple[str, ...]:
        return tuple(self.items_of)


def layout_of(instrument: Instrument) -> Layout:
    """The same for every participation of a version."""
    items_of = {
        section.name: frozenset(item.name for item in section.items)
        for section in sections(instrument)
    }
    by_item = {name: section for section, names in items_of.items() for name in names}
    section_of, questions, repeats_of = {}, {}, {}
    for placed in walk(instrument):
        section_of[placed.path] = by_item[placed.path.split("/")[1]]
        repeats_of[placed.path] = placed.repeats
        if isinstance(placed.item, Question):
            questions[placed.path] = placed.item
    repeats = dict.fromkeys(path for around in repeats_of.values() for path in around)
    return Layout(section_of, questions, repeats_of, items_of, tuple(repeats))


def counts_of(
    sheet: Sheet, layout: Layout, *, only: Iterable[str] | None = None
) -> dict[str, Count]:
    """How far each section is, or only those that are named."""
    return {
        section: _count(sheet, layout, section)
        for section in set(layout.sections if only is None else only)
    }


def _count(sheet: Sheet, layout: Layout, section: str) -> Count:
    asked = answered = missing = invalid = 0
    for field in sheet.fields_under(layout.items_of[section]):
        state = sheet.state(field)
        is_asked = state.is_relevant and not state.is_read_only
        if not is_asked or not layout.questions[field.path].is_answerable:
            continue
        asked += 1
        answered += state.value is not None
        missing += state.problem is Problem.REQUIRED
        invalid += state.problem is not None and state.problem is not Problem.REQUIRED
    return Count(asked, answered, missing, invalid)
