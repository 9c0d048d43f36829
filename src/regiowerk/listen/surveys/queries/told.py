"""A draft or a submission, told section by section to whoever reads it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from regiowerk.listen.questionnaires.domain.instrument import Kind
from regiowerk.listen.questionnaires.domain.pages import Option
from regiowerk.listen.questionnaires.queries.places import places_of
from regiowerk.listen.surveys.domain.progress import Layout
from regiowerk.listen.surveys.models import Participation, Submission
from regiowerk.listen.surveys.queries.submissions import (
    Draft,
    not_agreed_told,
    record_in,
    sheet_in,
)
from regiowerk.listen.surveys.queries.summaries import (
    HIDDEN_FROM_OFFICE,
    SectionSummary,
    Telling,
)
from regiowerk.listen.surveys.queries.versions import known


def draft_told(
    draft: Draft, at: datetime, *, only: Iterable[str] | None = None, only_changed: bool = False
) -> tuple[SectionSummary, ...]:
    """What would be signed, with what was signed last where it says something else."""
    participation = draft.participation
    telling = Telling(
        draft.sheet,
        known(participation.version).instrument,
        draft.layout,
        participation.language,
        places=_labels(picked_places(participation, draft.layout, at)),
        changes={one.field: one for one in draft.changes},
        not_agreed=not_agreed_told(draft.record),
        only_changed=only_changed,
    )
    return telling.summary(only)


def submission_told(
    submission: Submission, at: datetime, *, for_office: bool
) -> tuple[SectionSummary, ...]:
    """What was handed in; the office does not read what is about a person."""
    content = known(submission.version)
    telling = Telling(
        sheet_in(submission),
        content.instrument,
        content.layout,
        submission.participation.language,
        places=_labels(picked_places(submission.participation, content.layout, at)),
        not_agreed=not_agreed_told(record_in(submission)),
        hidden=HIDDEN_FROM_OFFICE if for_office else frozenset(),
    )
    return telling.summary()


def picked_places(participation: Participation, layout: Layout, at: datetime) -> tuple[Option, ...]:
    """The municipalities that may be an answer; none, and no query, where nothing asks for one."""
    if not any(question.kind is Kind.GEOPOINT for question in layout.questions.values()):
        return ()
    return places_of(participation.wave.survey.process.region, timezone.localdate(at))


def _labels(places: Iterable[Option]) -> dict[str, str]:
    return {one.code: one.label for one in places}
