"""Which sections of a participation may be written now, and how far each is."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from regiowerk.listen.surveys.domain.refusals import Refusal
from regiowerk.listen.surveys.models import Participation, Reopening, Wave
from regiowerk.listen.surveys.queries.refusals import AnswerRefusedError

_State = Participation.State

# In these nobody writes, and why.
_CLOSED = {
    _State.IN_SIGN_OFF: Refusal.WAITS_FOR_SIGNATURE,
    _State.SUBMITTED: Refusal.HANDED_IN,
    _State.ACCEPTED: Refusal.HANDED_IN,
    _State.DECLINED: Refusal.DECLINED,
}
# In these only sections that were opened again are written, whatever became of the wave.
_AGAIN = frozenset({_State.RETURNED, _State.REOPENED})


def reopened_sections(participation: Participation) -> frozenset[str]:
    """The sections of all reopenings that no submission has closed yet."""
    scopes = open_reopenings(participation).values_list("scope", flat=True)
    return frozenset(name for scope in scopes for name in scope.split("\n") if name)


def open_reopenings(participation: Participation) -> QuerySet[Reopening]:
    """What was opened again and not handed in since, in the order it was asked."""
    asked = Reopening.objects.filter(participation=participation, closed_with__isnull=True)
    return asked.order_by("opened_at", "pk")


def why_closed(participation: Participation) -> Refusal | None:
    """Why no section at all may be written now; None: at least some may."""
    state = Participation.State(participation.state)
    if state in _CLOSED:
        return _CLOSED[state]
    if state in _AGAIN:
        return None
    wave = participation.wave
    if wave.state == Wave.State.PLANNED:
        return Refusal.NOT_BEGUN
    return Refusal.WAVE_CLOSED if wave.state == Wave.State.CLOSED else None


def writable_sections(participation: Participation, sections: Iterable[str]) -> frozenset[str]:
    """Those of the sections that may be written now."""
    if why_closed(participation) is not None:
        return frozenset()
    if participation.state in _AGAIN:
        return frozenset(sections) & reopened_sections(participation)
    return frozenset(sections)


def check_writable(participation: Participation, sections: Iterable[str]) -> None:
    """Refuses when one of the sections may not be written now."""
    refusal = why_closed(participation)
    if refusal is not None:
        raise AnswerRefusedError(refusal)
    if participation.state in _AGAIN and set(sections) - reopened_sections(participation):
        raise AnswerRefusedError(Refusal.SECTION_CLOSED)
