"""How the example office publishes the results of a wave, with the deeds an office has."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from regiowerk.listen.surveys.actions.releasing import (
    DisclosingError,
    keep_draft,
    leave_out_questions,
    prepare_release,
    release_results,
)
from regiowerk.listen.surveys.management.playing import office_of
from regiowerk.listen.surveys.models import Release, Wave
from regiowerk.listen.surveys.queries.evaluation.axes import Crossing
from regiowerk.listen.surveys.queries.evaluation.drafting import draft_of


@dataclass(frozen=True, slots=True)
class Attempt:
    """Results prepared at a moment; `leaves_out` what would give somebody away, or waits."""

    at: datetime
    audience: str
    note: str
    leaves_out: bool


def play_releases(wave: Wave, attempts: tuple[Attempt, ...]) -> int:
    """Prepare results again and again; how many releases came out of it."""
    if wave.releases.exists():
        return 0
    return sum(_play(wave, attempt) for attempt in attempts)


def _play(wave: Wave, attempt: Attempt) -> bool:
    office, at = office_of(wave), attempt.at
    release = prepare_release(
        wave=wave, audience=attempt.audience, note=attempt.note, by=office, at=at
    )
    _count(release)
    if release.against and attempt.leaves_out:
        leave_out_questions(release=release, by=office, at=at)
        release.refresh_from_db()
        _count(release)
    try:
        release_results(release=release, by=office, at=at)
    except DisclosingError:
        return False
    return True


def _count(release: Release) -> None:
    """As the background task would, with what lay there at the moment."""
    draft = draft_of(
        release.wave,
        timezone.localdate(release.asked_at),
        until=release.asked_at,
        left_out=release.questions_left_out,
        crossings=[Crossing(*one) for one in release.crossings_chosen],
    )
    keep_draft(release=release, draft=draft, at=release.asked_at)
