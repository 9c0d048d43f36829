"""What the start page of a participation says: how far it is, and the one next step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _, ngettext

from regiowerk.listen.surveys.models import Conflict, Participation, Remark
from regiowerk.listen.surveys.queries.sections import SectionLine


class Step(StrEnum):
    """What is to be done next by whoever looks."""

    BEGIN = "begin"
    GO_ON = "go_on"
    SETTLE = "settle"
    WAIT = "wait"  # every open section is with somebody else
    HAND_IN = "hand_in"
    READ = "read"  # nothing may be written now
    DONE = "done"  # of a section link: ready


@dataclass(frozen=True, slots=True)
class NextStep:
    step: Step
    section: SectionLine | None = None


def next_step(
    lines: Sequence[SectionLine], *, writable: frozenset[str], conflicts: int, coordinates: bool
) -> NextStep:
    """The one next step: what contradicts first, then the first section that is not whole."""
    if not writable:
        return NextStep(Step.READ)
    if conflicts:
        return NextStep(Step.SETTLE)
    open_lines = [
        line
        for line in lines
        if line.name in writable and not line.is_ready and not _is_whole(line)
    ]
    own = [line for line in open_lines if not (coordinates and line.is_given)]
    if own:
        begun = any(line.is_begun for line in lines)
        return NextStep(Step.GO_ON if begun else Step.BEGIN, own[0])
    if open_lines:
        return NextStep(Step.WAIT)
    return NextStep(Step.HAND_IN if coordinates else Step.DONE, lines[0] if lines else None)


def _is_whole(line: SectionLine) -> bool:
    return line.is_begun and line.count.is_complete and line.count.answered == line.count.asked


def open_conflicts(participation: Participation) -> dict[str, int]:
    """How many answers are to be settled, by path."""
    rows = (
        Conflict.objects.filter(participation=participation, state=Conflict.State.OPEN)
        .order_by("path")
        .values_list("path")
        .annotate(number=Count("pk"))
    )
    return dict(rows)


def open_remarks(participation: Participation) -> int:
    """How many remarks nobody has closed yet."""
    return Remark.objects.filter(participation=participation, closed_at__isnull=True).count()


def progress_sentence(lines: Sequence[SectionLine]) -> str:
    """How far all is, in words."""
    asked = sum(line.count.asked for line in lines)
    answered = sum(line.count.answered for line in lines)
    minutes = sum(line.minutes for line in lines)
    if asked and answered == asked:
        return _("All %(asked)d questions are answered.") % {"asked": asked}
    left = ngettext("about %(n)d minute", "about %(n)d minutes", minutes) % {"n": minutes}
    if not answered:
        return _("Nothing is answered yet; it takes %(left)s.") % {"left": left}
    return _("%(answered)d of %(asked)d questions are answered; %(left)s are left.") % {
        "answered": answered,
        "asked": asked,
        "left": left,
    }


def days_left(due_on: date, at: datetime) -> int:
    """Days until a deadline; negative when it has passed."""
    return (due_on - timezone.localdate(at)).days
