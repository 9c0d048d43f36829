"""Quotations: what the office proposed, what an organisation is asked, and what may be used."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from regiowerk.ground.process.models import Process
from regiowerk.listen.surveys.domain.field_names import rows_text
from regiowerk.listen.surveys.domain.passages import Passage, plain_text
from regiowerk.listen.surveys.models import Participation, Quotation, Wave
from regiowerk.listen.surveys.queries.exports.classes import Audience
from regiowerk.listen.surveys.queries.links import HEAVY
from regiowerk.listen.surveys.queries.submissions import record_in
from regiowerk.listen.surveys.queries.versions import known
from regiowerk.listen.surveys.queries.words import question_in_words

# Which circles a reader belongs to; the office keeps what it may use apart from what it asks for.
CIRCLES = {
    Audience.PUBLIC: ("public",),
    Audience.REGION: ("public", "region"),
    Audience.OFFICE: ("public", "region"),
}


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation as it may be used: nothing in it says more than the organisation agreed to."""

    id: int
    text: str
    who: str  # "" where the organisation is not named
    question: str
    survey: str
    wave: str
    visibility: str  # public or region
    content_hash: str
    approved_at: datetime


def quotations_for(
    process: Process, audience: Audience, language: str = "de"
) -> tuple[Quoted, ...]:
    """All approved quotations of a process that a circle may read, survey by survey."""
    found = _all().filter(
        submission__participation__wave__survey__process=process,
        state=Quotation.State.APPROVED,
        visibility__in=CIRCLES[audience],
    )
    ordered = found.order_by(
        "submission__participation__wave__survey__key",
        "submission__participation__wave__number",
        "path",
        "pk",
    )
    return tuple(quoted(one, language) for one in ordered)


def quotation_for(
    process: Process, audience: Audience, number: int, language: str = "de"
) -> Quoted | None:
    """One approved quotation by its id; None if this circle may not read it, or nobody any more."""
    return next(
        (one for one in quotations_for(process, audience, language) if one.id == number), None
    )


def quoted(quotation: Quotation, language: str) -> Quoted:
    """An approved quotation as a value.  Raises ValueError for one nobody agreed to."""
    if quotation.state != Quotation.State.APPROVED or quotation.decided_at is None:
        raise ValueError(quotation.state)
    participation = quotation.submission.participation
    return Quoted(
        id=quotation.pk,
        text=quotation.text,
        who=str(participation.organisation) if quotation.is_named else "",
        question=question_of(quotation, language),
        survey=participation.wave.survey.title,
        wave=participation.wave.label,
        visibility=quotation.visibility,
        content_hash=quotation.content_hash,
        approved_at=quotation.decided_at,
    )


def question_of(quotation: Quotation, language: str) -> str:
    """What was asked, in the version it was answered in."""
    content = known(quotation.submission.version)
    question = content.layout.questions.get(quotation.path)
    if question is None:
        return quotation.path
    return question_in_words(question, content.instrument, language)


def quotations_of_wave(wave: Wave) -> QuerySet[Quotation]:
    """Everything proposed in a wave, for the office: what waits comes first."""
    found = _all().filter(submission__participation__wave=wave)
    return found.order_by("-state", "-proposed_at", "-pk")


def quotations_of(participation: Participation) -> QuerySet[Quotation]:
    """Everything an organisation was asked about its answers, what waits first."""
    found = _all().filter(submission__participation=participation)
    return found.order_by("-state", "-proposed_at", "-pk")


def waiting_for(participation: Participation) -> int:
    """How many quotations wait for the organisation."""
    waiting = Quotation.objects.filter(
        submission__participation=participation, state=Quotation.State.PROPOSED
    )
    return waiting.count()


def outdated(quotations: Iterable[Quotation]) -> frozenset[int]:
    """Those whose words no longer stand in what the organisation handed in last."""
    asked = list(quotations)
    last = _last_texts({one.submission.participation_id for one in asked})
    return frozenset(
        one.pk
        for one in asked
        if one.words
        != Passage(one.start, one.end).of(
            last.get((one.submission.participation_id, one.path, one.rows), "")
        )
    )


def _last_texts(participations: Iterable[int]) -> dict[tuple[int, str, str], str]:
    found = Participation.objects.filter(pk__in=list(participations)).prefetch_related(
        "submissions"
    )
    texts: dict[tuple[int, str, str], str] = {}
    for participation in found:
        last = max(participation.submissions.all(), key=lambda one: one.number)
        for answer in record_in(last).get("answers", ()):
            place = (participation.pk, answer["path"], rows_text(tuple(answer["rows"])))
            texts[place] = plain_text(answer["value"])
    return texts


def _all() -> QuerySet[Quotation]:
    return Quotation.objects.select_related(
        "submission__version",
        "submission__participation__organisation",
        "submission__participation__wave__survey",
    ).defer(*(f"submission__version__{name}" for name in HEAVY))
