from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from regiowerk.ground.journal.domain.actor import Actor
from regiowerk.ground.process.actions.record import tell
from regiowerk.ground.process.domain import calendar
from regiowerk.ground.process.domain.calendar import Hurdle
from regiowerk.ground.process.models import Stage


class StageRefusedError(Exception):
    """A stage that cannot be opened, closed or moved now, with every reason as a sentence."""

    def __init__(self, reasons: Sequence[str]) -> None:
        self.reasons = tuple(reasons)
        super().__init__(" ".join(self.reasons))


@transaction.atomic
def open_stage(*, stage: Stage, unmet: Iterable[str] = (), by: Actor, at: datetime) -> None:
    """Begin a stage; refused before its window and while a condition passed in is unmet."""
    stage = _locked(stage)
    hurdles = calendar.hurdles_to_open(stage.dates, timezone.localdate(at))
    _refuse([*(_sentence(hurdle, stage) for hurdle in hurdles), *unmet])
    stage.opened_at, stage.opened_by = at, by.label
    stage.save(update_fields=["opened_at", "opened_by"])
    tell(deed="stage.opened", label=stage.label, process=stage.process, by=by, at=at)


@transaction.atomic
def close_stage(
    *, stage: Stage, note: str = "", unmet: Iterable[str] = (), by: Actor, at: datetime
) -> None:
    """End a stage; refused while a condition is unmet, early or late only with a note."""
    stage = _locked(stage)
    hurdles = calendar.hurdles_to_close(stage.dates, timezone.localdate(at), note=note)
    _refuse([*(_sentence(hurdle, stage) for hurdle in hurdles), *unmet])
    stage.closed_at, stage.closed_by, stage.closing_note = at, by.label, note.strip()
    stage.save(update_fields=["closed_at", "closed_by", "closing_note"])
    tell(deed="stage.closed", label=stage.label, process=stage.process, by=by, at=at)


@transaction.atomic
def reopen_stage(*, stage: Stage, reason: str, by: Actor, at: datetime) -> None:
    """Take the closing of a stage back; the reason stays in the journal."""
    stage = _locked(stage)
    if stage.closed_at is None:
        _refuse([_("%(stage)s is not closed.") % {"stage": stage.short_name}])
    if not reason.strip():
        _refuse([_("Please say why %(stage)s is opened again.") % {"stage": stage.short_name}])
    stage.closed_at, stage.closed_by, stage.closing_note = None, "", ""
    stage.save(update_fields=["closed_at", "closed_by", "closing_note"])
    label = _("%(stage)s (reason: %(reason)s)") % {"stage": stage.label, "reason": reason.strip()}
    tell(deed="stage.reopened", label=label, process=stage.process, by=by, at=at)


@transaction.atomic
def reschedule_stage(
    *,
    stage: Stage,
    starts_on: date,
    ends_on: date,
    is_approximate: bool,
    by: Actor,
    at: datetime,
) -> None:
    """Give a stage another window, inside that of its process."""
    stage = _locked(stage)
    process = stage.process
    last = process.latest_end_on or process.ends_on
    if starts_on < process.starts_on or ends_on > last:
        reason = _(
            "The process runs from %(start)s to %(end)s at the latest. Choose days in between, or "
            "change the period of the process first."
        )
        _refuse([reason % {"start": date_format(process.starts_on), "end": date_format(last)}])
    stage.starts_on, stage.ends_on = starts_on, ends_on
    stage.is_approximate = is_approximate
    stage.save(update_fields=["starts_on", "ends_on", "is_approximate"])
    label = _("%(stage)s to %(start)s – %(end)s") % {
        "stage": stage.label,
        "start": date_format(starts_on),
        "end": date_format(ends_on),
    }
    tell(deed="stage.rescheduled", label=label, process=process, by=by, at=at)


def _locked(stage: Stage) -> Stage:
    """The stage as it is now, kept from others until the deed is done."""
    return (
        Stage.objects.select_for_update(of=("self",))
        .select_related("process__region")
        .get(pk=stage.pk)
    )


def _refuse(reasons: Sequence[str]) -> None:
    if reasons:
        raise StageRefusedError(reasons)


def _sentence(hurdle: Hurdle, stage: Stage) -> str:
    texts = {
        Hurdle.ALREADY_OPEN: _("%(stage)s is already open."),
        Hurdle.ALREADY_CLOSED: _("%(stage)s is already closed."),
        Hurdle.NOT_OPEN: _("%(stage)s is not open yet. Open it first."),
        Hurdle.BEFORE_WINDOW: _(
            "%(stage)s begins on %(start)s. Reschedule it if it is to begin earlier."
        ),
        Hurdle.NOTE_MISSING_EARLY: _(
            "%(stage)s was planned until %(end)s. Please say why it is closed earlier."
        ),
        Hurdle.NOTE_MISSING_LATE: _(
            "%(stage)s was planned until %(end)s. Please say why it is closed later."
        ),
    }
    return texts[hurdle] % {
        "stage": stage.short_name,
        "start": date_format(stage.starts_on),
        "end": date_format(stage.ends_on),
    }
