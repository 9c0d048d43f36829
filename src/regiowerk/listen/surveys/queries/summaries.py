"""What was answered, section by section and in words, for whoever reads before signing or checking."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field as entry
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from regiowerk.listen.questionnaires.domain.answers import Field, Value, from_json
from regiowerk.listen.questionnaires.domain.instrument import (
    Instrument,
    Kind,
    Placed,
    Question,
    Repeat,
    Visibility,
    say,
    sections,
    walk,
)
from regiowerk.listen.questionnaires.domain.logic import Sheet
from regiowerk.listen.surveys.domain.progress import Layout
from regiowerk.listen.surveys.domain.record import Change
from regiowerk.listen.surveys.queries.words import in_words

# Answers of this class are for the person they are about.
HIDDEN_FROM_OFFICE = frozenset({Visibility.PERSONAL})


@dataclass(frozen=True, slots=True)
class Said:
    """A question and its answer in words."""

    label: str
    answer: str
    before: str = ""  # what was signed last, where it is something else
    is_changed: bool = False
    is_answered: bool = True

    @property
    def text(self) -> str:
        """The answer, and what it was when it was signed last."""
        if not self.is_changed:
            return self.answer
        return _("%(answer)s (before: %(before)s)") % {
            "answer": self.answer,
            "before": self.before,
        }


@dataclass(frozen=True, slots=True)
class Block:
    """Questions under one heading: of a group, or of one entry."""

    heading: str
    lines: tuple[Said, ...]

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Question and answer."""
        return [(line.label, line.text) for line in self.lines]


@dataclass(frozen=True, slots=True)
class SectionSummary:
    """All answers of a section in words."""

    name: str
    label: str
    blocks: tuple[Block, ...]
    is_changed: bool = False

    @property
    def number(self) -> int:
        return sum(line.is_answered for block in self.blocks for line in block.lines)


@dataclass(frozen=True)
class Telling:
    """How answers are told: in which language, with what differs, and what stays untold."""

    sheet: Sheet
    instrument: Instrument
    layout: Layout
    language: str
    places: Mapping[str, str] = entry(default_factory=dict)
    changes: Mapping[Field, Change] = entry(default_factory=dict)
    not_agreed: Mapping[Field, Sequence[Any]] = entry(default_factory=dict)
    hidden: frozenset[Visibility] = frozenset()
    only_changed: bool = False

    def summary(self, only: Iterable[str] | None = None) -> tuple[SectionSummary, ...]:
        """The sections in the author's order, those without a line left out."""
        wanted = None if only is None else frozenset(only)
        placed = {one.path: one for one in walk(self.instrument)}
        told = [field for field in self.sheet.fields() if self._is_told(field)]
        found = []
        for section in sections(self.instrument):
            here = [one for one in told if self.layout.section_of[one.path] == section.name]
            if here and (wanted is None or section.name in wanted):
                found.append(
                    SectionSummary(
                        section.name,
                        self._say(section.label) or section.name,
                        self._blocks(here, placed),
                        any(one in self.changes for one in here),
                    )
                )
        return tuple(found)

    def _is_told(self, field: Field) -> bool:
        question = self.layout.questions[field.path]
        if not question.is_answerable or not self.sheet.state(field).is_relevant:
            return False
        return not self.only_changed or field in self.changes

    def _blocks(self, fields: Sequence[Field], placed: Mapping[str, Placed]) -> tuple[Block, ...]:
        return tuple(
            Block(heading, tuple(self._line(one) for one in inside))
            for heading, inside in groupby(fields, key=lambda one: self._heading(one, placed))
        )

    def _heading(self, field: Field, placed: Mapping[str, Placed]) -> str:
        """The groups and entries between the section and the question."""
        parts, depth = field.path.split("/")[1:-1], 0
        words = []
        for number in range(1, len(parts)):
            path = "/" + "/".join(parts[: number + 1])
            item = placed[path].item
            label = self._say(item.label)
            if isinstance(item, Repeat):
                label = self._entry(label or item.name, Field(path, field.rows[:depth]), field)
                depth += 1
            words += [label] if label else []
        return " – ".join(words)

    def _entry(self, label: str, repeat: Field, field: Field) -> str:
        ids = self.sheet.rows_of(repeat)
        number = ids.index(field.rows[len(repeat.rows)]) + 1
        return f"{label} {number}"

    def _line(self, field: Field) -> Said:
        question = self.layout.questions[field.path]
        value = self.sheet.state(field).value
        label = self.sheet.say(question.label, field, self.language) or question.name
        if question.visibility in self.hidden:
            return Said(label, _("stays with the organisation"), is_answered=value is not None)
        change = self.changes.get(field)
        before = self._stored(change.before, question) if change else ""
        return Said(label, self._answer(field, value), before, bool(change), value is not None)

    def _answer(self, field: Field, value: Value) -> str:
        question = self.layout.questions[field.path]
        both = self.not_agreed.get(field)
        if both:
            texts = (self._stored(one, question) for one in both)
            return _("not agreed: %(answers)s") % {"answers": " / ".join(texts)}
        return self._words(value, question)

    def _stored(self, stored: Any, question: Question) -> str:
        try:
            return self._words(from_json(question.kind, stored), question)
        except ValueError:
            return str(stored)

    def _words(self, value: Value, question: Question) -> str:
        if question.kind is Kind.GEOPOINT and isinstance(value, str):
            return self.places.get(value, value)
        return in_words(value, question, self.instrument, self.language)

    def _say(self, words: Mapping[str, str]) -> str:
        return say(words, self.language, self.instrument.default_language)
