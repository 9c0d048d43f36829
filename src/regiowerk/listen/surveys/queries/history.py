"""Who wrote what and when: every revision of a field, and the last one of each in a section."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from regiowerk.listen.questionnaires.domain.answers import Field
from regiowerk.listen.surveys.domain.field_names import rows_text
from regiowerk.listen.surveys.models import Conflict, Participation, Revision
from regiowerk.listen.surveys.queries.answers import Standing

MOST = 100


@dataclass(frozen=True, slots=True)
class Past:
    """One answer that was given once."""

    revision_id: int
    value: str  # as stored
    author: str
    unit: str
    answered_at: datetime
    origin: str  # in words
    is_present: bool
    was_late: bool  # came from a stale page and was kept beside the present one


def revisions_of(
    participation: Participation, field: Field, present: int | None, *, is_office: bool = False
) -> list[Past]:
    """The latest hundred answers to one question, newest first; the office reads its own."""
    revisions = Revision.objects.filter(
        participation=participation, path=field.path, rows=rows_text(field.rows)
    )
    if is_office:
        revisions = revisions.exclude(origin=Revision.Origin.HUMAN)
    found = list(revisions.order_by("-pk")[:MOST])
    late = set(
        Conflict.objects.filter(offered__in=[revision.pk for revision in found]).values_list(
            "offered_id", flat=True
        )
    )
    return [
        Past(
            revision_id=revision.pk,
            value=revision.value,
            author=revision.author,
            unit=revision.unit,
            answered_at=revision.answered_at,
            origin=str(revision.get_origin_display()),
            is_present=revision.pk == present,
            was_late=revision.pk in late,
        )
        for revision in found
    ]


def last_changes(standings: Mapping[Field, Standing]) -> list[tuple[Field, Standing]]:
    """The present answers, the one given last first."""
    return sorted(standings.items(), key=lambda item: item[1].answered_at, reverse=True)
