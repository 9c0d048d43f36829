"""What every change to answers keeps up: the lock, the counters, the state, who is at it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import Case, F, Q, QuerySet, Value, When

from regiowerk.listen.questionnaires.models import Version
from regiowerk.listen.surveys.domain.claims import CLAIM
from regiowerk.listen.surveys.domain.progress import counts_of
from regiowerk.listen.surveys.domain.states import check_follow
from regiowerk.listen.surveys.domain.writers import Writer
from regiowerk.listen.surveys.models import Participation, SectionTask
from regiowerk.listen.surveys.queries.answers import Book, Claim

# "Answered last at" is shown in minutes.
_MINUTE = timedelta(minutes=1)

_BEFORE_WORK = (
    Participation.State.PLANNED,
    Participation.State.INVITED,
    Participation.State.OPENED,
)


_LOCK = (
    "SELECT p.state, p.version_id, w.state FROM surveys_participation p "
    "JOIN surveys_wave w ON w.id = p.wave_id WHERE p.id = %s"
)


def lock(participation: Participation) -> None:
    """Hold the row, so that two changes to one participation happen one after the other.

    Its state and that of its wave are read anew: they may have changed since the page was asked.
    In plain SQL, because every answer asks this and the ORM takes longer to write it than it runs.
    """
    with connection.cursor() as cursor:
        held = " FOR UPDATE OF p" if connection.features.has_select_for_update else ""
        cursor.execute(_LOCK + held, [participation.pk])
        participation.state, version, participation.wave.state = cursor.fetchone()
    if version != participation.version_id:
        participation.version = Version.objects.get(pk=version)


def note_answers(participation: Participation, at: datetime) -> None:
    """The participation is in work, and was answered now."""
    begins = participation.state in _BEFORE_WORK
    last = participation.answered_at
    if not begins and last is not None and _MINUTE > at - last >= timedelta():
        return
    if begins:
        set_state(participation, Participation.State.IN_WORK)
    participation.answered_at = at
    participation.save(update_fields=["state", "answered_at"])


def set_state(participation: Participation, state: Participation.State) -> None:
    """The one place where a participation moves on; the caller saves.

    Refuses with `StateError` what cannot follow.
    """
    check_follow(participation.state, state)
    participation.state = state


def keep_counts(participation: Participation, book: Book, sections: Iterable[str]) -> None:
    """Count sections anew; those whose numbers changed are written."""
    for name in _recounted(book, sections):
        _task(participation, name).update(**asdict(book.counts[name]))


def keep_work(
    participation: Participation,
    book: Book,
    *,
    worked: Iterable[str],
    touched: Iterable[str],
    writer: Writer,
    at: datetime,
) -> None:
    """Sections are worked on, by whom and until when; others are counted anew with them.

    What is no longer whole is not ready.
    """
    changed = _recounted(book, touched)
    for name in worked:
        numbers = asdict(book.counts[name]) if name in changed else {}
        is_whole = book.counts[name].is_complete
        claim = book.claims.get(name)
        if not numbers and claim and claim.is_fresh(writer.label, at):
            continue
        book.claims[name] = Claim(writer.label, at)
        _task(participation, name).update(**numbers, **_work(writer, at, is_whole=is_whole))
    for name in changed - set(worked):
        _task(participation, name).update(**asdict(book.counts[name]))


def _recounted(book: Book, sections: Iterable[str]) -> set[str]:
    """The sections whose numbers are others than before; all are looked at in a new book."""
    wanted = book.layout.sections if book.is_new else sections
    new = counts_of(book.sheet, book.layout, only=wanted)
    changed = {name for name, count in new.items() if book.counts.get(name) != count}
    book.counts.update(new)
    book.is_new = False
    return changed


def _task(participation: Participation, section: str) -> QuerySet[SectionTask]:
    return SectionTask.objects.filter(participation=participation, section=section)


def _work(writer: Writer, at: datetime, *, is_whole: bool) -> dict[str, object]:
    state = SectionTask.State
    begun = [state.OPEN] if is_whole else [state.OPEN, state.READY]
    same = Q(claimed_by=writer.label, claim_ends_at__gte=at)
    return {
        "state": Case(When(state__in=begun, then=Value(state.WORKING)), default=F("state")),
        "claimed_at": Case(When(same, then=F("claimed_at")), default=Value(at)),
        "claimed_by": writer.label[:200],
        "claim_ends_at": at + CLAIM,
    }
