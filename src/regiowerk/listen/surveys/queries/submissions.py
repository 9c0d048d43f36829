"""What was handed in: the submissions of an organisation and the record that would be the next."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

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
    record = record_of(
        place_of(participation),
        sheet,
        content.instrument,
        content.layout,
        not_agreed_in(participation),
    )
    return Draft(participation, sheet, record, last_submission(participation))


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


def not_agreed_in(participation: Participation) -> dict[Field, tuple[Value, ...]]:
    """Both answers where an organisation has not agreed: the one that stands, and the others."""
    layout = layout_for(participation)
    conflicts = Conflict.objects.filter(
        participation=participation, state=Conflict.State.NOT_AGREED
    ).order_by("pk")
    found: dict[Field, tuple[Value, ...]] = {}
    for path, rows, offered in conflicts.values_list("path", "rows", "offered__value"):
        if path in layout.questions:
            field = field_at(path, rows)
            found[field] = (*found.get(field, ()), value_in(layout, path, offered))
    standing = _standing(participation, [field.path for field in found], layout)
    return {
        field: _distinct((standing.get(field), *values))
        for field, values in found.items()
        if len(_distinct((standing.get(field), *values))) > 1
    }


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


def not_agreed_of(submission: Submission) -> dict[Field, list[object]]:
    """Where a submission holds several answers to one question; JSON values."""
    return {
        Field(one["path"], tuple(one["rows"])): one["values"]
        for one in record_in(submission)["not_agreed"]
    }


def _standing(participation: Participation, paths: list[str], layout: Layout) -> dict[Field, Value]:
    heads = Head.objects.filter(participation=participation, path__in=paths)
    return {
        field_at(path, rows): value_in(layout, path, value)
        for path, rows, value in heads.values_list("path", "rows", "revision__value")
    }


def _distinct(values: tuple[Value, ...]) -> tuple[Value, ...]:
    return tuple(dict.fromkeys(value for value in values if value is not None))
