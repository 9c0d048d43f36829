"""A template of a process: its stages, activities, bodies and milestones.  Pure.

A template is written in several languages at once and read in one.  Everything wrong with it is
said at once, each with the place where it stands.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from regiowerk.ground.process.domain.calendar import Window, add_months

ACTS = ("listen", "decide", "act", "tell")
LANGUAGES = ("de", "en")


class TemplateFaultsError(Exception):
    """A template that cannot be used, with all that is wrong in it."""

    def __init__(self, faults: Sequence[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(faults))


@dataclass(frozen=True, slots=True)
class ActivityPlan:
    name: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class StagePlan:
    key: str
    short_name: str
    name: str
    act: str
    months: int
    purpose: str
    closing_condition: str
    activities: tuple[ActivityPlan, ...]


@dataclass(frozen=True, slots=True)
class MilestonePlan:
    key: str
    name: str
    month: int  # counted from the start; 0 is the first day of the process


@dataclass(frozen=True, slots=True)
class BodyPlan:
    key: str
    name: str
    task: str
    rhythm: str
    members: str
    under: str  # key of the body above; empty: none


@dataclass(frozen=True, slots=True)
class Template:
    key: str
    name: str
    summary: str
    source: str
    stages: tuple[StagePlan, ...]
    milestones: tuple[MilestonePlan, ...]
    bodies: tuple[BodyPlan, ...]


def windows(template: Template, starts_on: date) -> tuple[Window, ...]:
    """The window of each stage: one after the other, approximate until somebody sets the days."""
    begun, months = [], 0
    for stage in template.stages:
        first = add_months(starts_on, months)
        months += stage.months
        last = add_months(starts_on, months) - timedelta(days=1)
        begun.append(Window(first, last, is_approximate=True))
    return tuple(begun)


def parse(document: Mapping[str, object], language: str) -> Template:
    """Read a template in one language; raises TemplateFaultsError with everything that is wrong."""
    reader = _Reader(language)
    root = _Table(document, "template", reader)
    template = Template(
        key=root.text("key"),
        name=root.words("name"),
        summary=root.words("summary", needed=False),
        source=root.text("source", needed=False),
        stages=tuple(_stage(table) for table in root.tables("stages", needed=True)),
        milestones=tuple(_milestone(table) for table in root.tables("milestones")),
        bodies=tuple(_body(table) for table in root.tables("bodies")),
    )
    _check_keys(template, reader)
    if reader.faults:
        raise TemplateFaultsError(reader.faults)
    return template


class _Reader:
    """The language asked for, and the faults found so far."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.faults: list[str] = []


@dataclass(frozen=True, slots=True)
class _Table:
    values: Mapping[str, object]
    place: str
    reader: _Reader

    def text(self, name: str, *, needed: bool = True) -> str:
        value = self.values.get(name, "")
        if not isinstance(value, str) or (needed and not value.strip()):
            self._fault(name, "a text is expected")
            return ""
        return value.strip()

    def words(self, name: str, *, needed: bool = True) -> str:
        """A text in all languages; returns the one asked for."""
        value = self.values.get(name)
        if value is None and not needed:
            return ""
        if not isinstance(value, Mapping):
            self._fault(name, "a table with the languages de and en is expected")
            return ""
        for language in LANGUAGES:
            if not isinstance(value.get(language), str) or not value[language].strip():
                self._fault(f"{name}.{language}", "a text is expected")
        return str(value.get(self.reader.language, "")).strip()

    def number(self, name: str, *, at_least: int) -> int:
        value = self.values.get(name)
        if isinstance(value, bool) or not isinstance(value, int) or value < at_least:
            self._fault(name, f"a whole number from {at_least} on is expected")
            return at_least
        return value

    def one_of(self, name: str, allowed: Sequence[str]) -> str:
        value = self.text(name)
        if value and value not in allowed:
            self._fault(name, f"one of {', '.join(allowed)} is expected, not {value}")
        return value

    def tables(self, name: str, *, needed: bool = False) -> list[_Table]:
        values = self.values.get(name, [])
        if not isinstance(values, list) or not all(isinstance(v, Mapping) for v in values):
            self._fault(name, "a list of tables is expected")
            return []
        if needed and not values:
            self._fault(name, "at least one is expected")
        return [
            _Table(value, f"{self.place}.{name}[{position}]", self.reader)
            for position, value in enumerate(values, start=1)
        ]

    def _fault(self, name: str, expected: str) -> None:
        self.reader.faults.append(f"{self.place}.{name}: {expected}")


def _stage(table: _Table) -> StagePlan:
    return StagePlan(
        key=table.text("key"),
        short_name=table.words("short_name"),
        name=table.words("name"),
        act=table.one_of("act", ACTS),
        months=table.number("months", at_least=1),
        purpose=table.words("purpose"),
        closing_condition=table.words("closing_condition"),
        activities=tuple(
            ActivityPlan(
                name=activity.words("name"),
                description=activity.words("description", needed=False),
            )
            for activity in table.tables("activities")
        ),
    )


def _milestone(table: _Table) -> MilestonePlan:
    return MilestonePlan(
        key=table.text("key"), name=table.words("name"), month=table.number("month", at_least=0)
    )


def _body(table: _Table) -> BodyPlan:
    return BodyPlan(
        key=table.text("key"),
        name=table.words("name"),
        task=table.words("task", needed=False),
        rhythm=table.words("rhythm", needed=False),
        members=table.words("members", needed=False),
        under=table.text("under", needed=False),
    )


def _check_keys(template: Template, reader: _Reader) -> None:
    for name, keys in (
        ("stages", [stage.key for stage in template.stages]),
        ("milestones", [milestone.key for milestone in template.milestones]),
        ("bodies", [body.key for body in template.bodies]),
    ):
        for key in sorted({key for key in keys if keys.count(key) > 1}):
            reader.faults.append(f"template.{name}: the key {key} stands there more than once")
    known: set[str] = set()
    for body in template.bodies:
        if body.under and body.under not in known:
            reader.faults.append(
                f"template.bodies: {body.key} stands under {body.under}, which is not above it"
            )
        known.add(body.key)
