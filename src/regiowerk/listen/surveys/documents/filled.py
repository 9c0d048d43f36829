"""All answers of an organisation as a paper (PDF/UA-1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _, override

from regiowerk.listen.questionnaires.documents.prints import Facts, print_filled
from regiowerk.listen.questionnaires.domain.answers import Field, from_json
from regiowerk.listen.surveys.models import Participation, SignOff, Submission
from regiowerk.listen.surveys.queries.letters import whom_to_call
from regiowerk.listen.surveys.queries.submissions import (
    Draft,
    not_agreed_told,
    record_in,
    sheet_in,
)
from regiowerk.listen.surveys.queries.told import picked_places
from regiowerk.listen.surveys.queries.versions import Known, known
from regiowerk.listen.surveys.queries.words import in_words, signature_in_words


def filled_draft(draft: Draft, at: datetime) -> bytes:
    """The answers as they stand now, before anybody signed them."""
    participation = draft.participation
    content = known(participation.version)
    with override(participation.language):
        facts = _facts(participation, _("draft, not signed"), timezone.localdate(at))
        return print_filled(
            content.instrument,
            draft.sheet,
            language=participation.language,
            facts=facts,
            title=participation.wave.survey.title,
            not_agreed=_words(not_agreed_told(draft.record), content, participation.language),
            places=picked_places(participation, content.layout, at),
        )


def filled_submission(submission: Submission, sign_offs: Sequence[SignOff]) -> bytes:
    """The answers as they were signed, with who signed and the check number."""
    participation = submission.participation
    content = known(submission.version)
    handed_in = timezone.localtime(submission.handed_in_at)
    with override(participation.language):
        facts = _facts(
            participation,
            _("submission %(number)d") % {"number": submission.number},
            handed_in.date(),
            signed=tuple(signature_in_words(one) for one in sign_offs),
            content_hash=submission.content_hash,
            version=submission.version.number,
        )
        return print_filled(
            content.instrument,
            sheet_in(submission),
            language=participation.language,
            facts=facts,
            title=participation.wave.survey.title,
            not_agreed=_words(
                not_agreed_told(record_in(submission)), content, participation.language
            ),
            places=picked_places(participation, content.layout, submission.handed_in_at),
        )


def _facts(participation: Participation, state: str, on: Any, **rest: Any) -> Facts:
    number = rest.pop("version", participation.version.number)
    return Facts(
        organisation=str(participation.organisation),
        survey=participation.wave.survey.title,
        version=_("Version %(number)d") % {"number": number},
        state=state,
        on=on,
        call=whom_to_call(participation),
        **rest,
    )


def _words(
    both: Mapping[Field, Sequence[Any]], content: Known, language: str
) -> dict[Field, tuple[str, ...]]:
    """Answers nobody agreed on, in words."""
    asked = content.layout.questions
    return {
        field: tuple(
            in_words(
                from_json(asked[field.path].kind, one),
                asked[field.path],
                content.instrument,
                language,
            )
            for one in values
        )
        for field, values in both.items()
        if field.path in asked
    }
