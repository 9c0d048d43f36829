"""The sections of a participation as people see them: label, minutes, state, who has it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from regiowerk.listen.questionnaires.domain.instrument import (
    Instrument,
    Section,
    say,
    sections,
)
from regiowerk.listen.questionnaires.domain.logic import Sheet
from regiowerk.listen.questionnaires.domain.minutes import minutes_for
from regiowerk.listen.surveys.domain.claims import is_claim_due
from regiowerk.listen.surveys.domain.progress import Count
from regiowerk.listen.surveys.models import Participation, SectionTask
from regiowerk.listen.surveys.queries.versions import Known, instrument_of, known


@dataclass(frozen=True, slots=True)
class SectionLine:
    """One section: what it is called, how far it is, who has it and until when."""

    name: str
    label: str
    number: int
    minutes: int  # that are still needed
    count: Count
    state: str
    unit: str = ""
    holder: str = ""  # name or address of whoever it was given to
    email: str = ""
    due_on: date | None = None
    claimed_by: str = ""
    claimed_at: datetime | None = None
    claim_ends_at: datetime | None = None

    @property
    def is_given(self) -> bool:
        return bool(self.email)

    @property
    def is_ready(self) -> bool:
        return self.state == SectionTask.State.READY

    @property
    def is_begun(self) -> bool:
        return bool(self.count.answered) or self.state != SectionTask.State.OPEN

    def is_claim_due(self, label: str, at: datetime) -> bool:
        """Whether it has to be said (again) that somebody has the section open."""
        return is_claim_due(self.claimed_by, self.claim_ends_at, label[:200], at)

    def claim_of_others(self, label: str, at: datetime) -> bool:
        """Whether somebody else has the section open now."""
        return (
            bool(self.claimed_by)
            and self.claimed_by != label
            and self.claim_ends_at is not None
            and self.claim_ends_at > at
        )


def section_lines(participation: Participation) -> tuple[SectionLine, ...]:
    """All sections in the author's order, in one query."""
    content = known(participation.version)
    tasks = {task.section: task for task in SectionTask.objects.filter(participation=participation)}
    return tuple(
        _line(number, section, tasks, content, participation.language)
        for number, section in enumerate(sections(content.instrument), start=1)
    )


def section_names(participation: Participation) -> frozenset[str]:
    """The names of all sections of its version."""
    return frozenset(section.name for section in sections(instrument_of(participation.version)))


def label_of(participation: Participation, name: str) -> str:
    """What a section is called."""
    instrument = instrument_of(participation.version)
    for section in sections(instrument):
        if section.name == name:
            return _label(section, instrument, participation.language)
    return name


def minutes_left(participation: Participation, section: str = "") -> int:
    """How long the rest takes, of one section or of all."""
    lines = section_lines(participation)
    return sum(line.minutes for line in lines if section in {"", line.name})


def _line(
    number: int,
    section: Section,
    tasks: Mapping[str, SectionTask],
    content: Known,
    language: str,
) -> SectionLine:
    task = tasks.get(section.name) or SectionTask(section=section.name)
    count = Count(task.asked, task.answered, task.missing, task.invalid)
    return SectionLine(
        name=section.name,
        label=_label(section, content.instrument, language),
        number=number,
        minutes=_minutes(content.minutes[section.name], count),
        count=count,
        state=task.state,
        unit=task.unit or section.unit,
        holder=task.name or task.email,
        email=task.email,
        due_on=task.due_on,
        claimed_by=task.claimed_by,
        claimed_at=task.claimed_at,
        claim_ends_at=task.claim_ends_at,
    )


def _label(section: Section, instrument: Instrument, language: str) -> str:
    return say(section.label, language, instrument.default_language) or section.name


def _minutes(whole: int, count: Count) -> int:
    """The whole at the beginning, then as much of it as questions are open."""
    if not count.asked:
        return whole
    return round(whole * (count.asked - count.answered) / count.asked + 0.49)


def line_of(participation: Participation, name: str) -> SectionLine:
    """One section.  Raises KeyError for one this version has not."""
    for line in section_lines(participation):
        if line.name == name:
            return line
    raise KeyError(name)


def section_after(participation: Participation, name: str, scope: frozenset[str]) -> str | None:
    """The next section among those that are open to whoever asks; None after the last."""
    names = [
        section.name
        for section in sections(instrument_of(participation.version))
        if section.name in scope
    ]
    behind = names[names.index(name) + 1 :] if name in names else []
    return behind[0] if behind else None


def minutes_open(sheet: Sheet, participation: Participation, section: str) -> int:
    """What the questions of a section take that are asked now and have no answer."""
    content = known(participation.version)
    asked, items = content.layout.questions, content.layout.items_of[section]
    states = ((asked[field.path], sheet.state(field)) for field in sheet.fields_under(items))
    still_open = [
        question
        for question, state in states
        if question.is_answerable and state.is_relevant and state.value is None
    ]
    return minutes_for(still_open, content.instrument)
