"""What was handed in: the submissions of an organisation and the record that would be the next."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from regiowerk.ground.journal.domain.frozen import canonical, fingerprint
from regiowerk.listen.questionnaires.domain.answers import Field, Value
from regiowerk.listen.questionnaires.domain.logic import Sheet
from regiowerk.listen.surveys.domain.field_names import field_at
from regiowerk.listen.surveys.domain.progress import Layout
from regiowerk.listen.surveys.domain.record import (
    Change,
    Place,
    Record,
    answers_in,
    changed_sections,
    changes_between,
    hash_of_part,
    record_of,
    rows_in,
)
from regiowerk.listen.surveys.models import Conflict, Head, Participation, Submission
from regiowerk.listen.surveys.queries.answers import (
    layout_for,
    sheet_of,
    surroundings_of,
    value_in,
)
from regiowerk.listen.surveys.queries.versions import known


@dataclass(frozen=True)
class Draft:
    """What would be handed in now, and what was handed in last."""

    participation: Participation
    sheet: Sheet
    record: Record
    last: Submission | None
    to_settle: int  # questions with two answers of which nobody has chosen one

    @cached_property
    def content(self) -> str:
        return canonical(self.record).decode()

    @cached_property
    def content_hash(self) -> str:
        return fingerprint(self.record)

    @property
    def layout(self) -> Layout:
        return layout_for(self.participation)

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """What differs from what was signed last; nothing was signed: nothing."""
        return () if self.last is None else changes_between(record_in(self.last), self.record)

    @cached_property
    def changed_sections(self) -> frozenset[str]:
        """Where it differs; all sections if nothing was signed yet."""
        if self.last is None:
            return frozenset(self.layout.sections)
        return changed_sections(record_in(self.last), self.record, self.layout)

    def hash_of(self, section: str) -> str:
        """What an agreement to one section is bound to."""
        return hash_of_part(self.record, self.layout, [section])


def draft_of(participation: Participation, at: datetime) -> Draft:
    """What stands in the answers now, as it would be signed."""
    sheet = sheet_of(participation, at)
    content = known(participation.version)
    to_settle, not_agreed = _contested(participation)
    record = record_of(
        place_of(participation), sheet, content.instrument, content.layout, not_agreed
    )
    return Draft(participation, sheet, record, last_submission(participation), to_settle)


def place_of(participation: Participation) -> Place:
    """Whose answers, to what."""
    version, wave = participation.version, participation.wave
    return Place(
        organisation=participation.organisation.key,
        survey=wave.survey.key,
        wave=wave.number,
        questionnaire=known(version).instrument.key,
        version=version.number,
        version_hash=version.content_hash,
    )


def _contested(participation: Participation) -> tuple[int, dict[Field, tuple[Value, ...]]]:
    """How many questions wait for a choice; and all answers where an organisation has not agreed.

    Of the latter the one that stands comes first.
    """
    layout = layout_for(participation)
    conflicts = Conflict.objects.filter(participation=participation).exclude(
        state=Conflict.State.SETTLED
    )
    to_settle, found = 0, dict[Field, tuple[Value, ...]]()
    rows = conflicts.order_by("pk").values_list("state", "path", "rows", "offered__value")
    for state, path, row_ids, offered in rows:
        if path not in layout.questions:
            continue
        if state == Conflict.State.OPEN:
            to_settle += 1
            continue
        field = field_at(path, row_ids)
        found[field] = (*found.get(field, ()), value_in(layout, path, offered))
    standing = _standing(participation, [field.path for field in found], layout)
    both = {field: _distinct((standing.get(field), *values)) for field, values in found.items()}
    return to_settle, {field: values for field, values in both.items() if len(values) > 1}


def last_submission(participation: Participation) -> Submission | None:
    """What was handed in last."""
    return participation.submissions.select_related("version").order_by("-number").first()


def record_in(submission: Submission) -> Record:
    """A submission as it was frozen."""
    record: Record = json.loads(submission.content)
    return record


def sheet_in(submission: Submission) -> Sheet:
    """A submission as a filled questionnaire, in the version it was handed in with."""
    content = known(submission.version)
    record = record_in(submission)
    around = surroundings_of(submission.participation, submission.handed_in_at)
    answers = answers_in(record, content.layout)
    return Sheet(content.logic, answers, rows_in(record), around)


def not_agreed_told(record: Record) -> dict[Field, list[Any]]:
    """Where a record holds several answers to one question; JSON values."""
    return {Field(one["path"], tuple(one["rows"])): one["values"] for one in record["not_agreed"]}


def _standing(participation: Participation, paths: list[str], layout: Layout) -> dict[Field, Value]:
    if not paths:
        return {}
    heads = Head.objects.filter(participation=participation, path__in=paths)
    return {
        field_at(path, rows): value_in(layout, path, value)
        for path, rows, value in heads.values_list("path", "rows", "revision__value")
    }


def _distinct(values: tuple[Value, ...]) -> tuple[Value, ...]:
    return tuple(dict.fromkeys(value for value in values if value is not None))
