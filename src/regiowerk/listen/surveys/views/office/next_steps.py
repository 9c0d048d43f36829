"""What comes next in a survey: one step, with the way to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _, ngettext

from regiowerk.listen.surveys.models import Survey, Wave
from regiowerk.listen.surveys.views.office.wave_pages import of_survey, of_wave


@dataclass(frozen=True, slots=True)
class NextStep:
    """The one thing to do now, and why; without a label there is nothing to do."""

    reason: str
    label: str = ""
    address: str = ""


def next_step(survey: Survey, waves: Sequence[Wave], today: date) -> NextStep:
    """What the newest wave waits for; a new wave when it is over.  Waves carry their numbers."""
    if not waves:
        return NextStep(
            _("A wave says from when to when you ask, and who helps with questions."),
            _("Plan the first wave"),
            of_survey("plan_wave", survey),
        )
    wave = waves[0]
    steps = {Wave.State.PLANNED: _planned, Wave.State.OPEN: _open, Wave.State.CLOSED: _closed}
    return steps[Wave.State(wave.state)](wave, today)


def _planned(wave: Wave, today: date) -> NextStep:
    if not _number(wave, "asked"):
        return NextStep(
            _("Nobody takes part yet."),
            _("Choose organisations"),
            of_wave("choose_participants", wave),
        )
    return NextStep(
        _("Everything is prepared. Nobody can answer before the wave is open."),
        _("Open the wave"),
        of_wave("open_wave", wave),
    )


def _open(wave: Wave, today: date) -> NextStep:
    waiting = _number(wave, "not_invited")
    if waiting:
        reason = ngettext(
            "One organisation is not invited yet.",
            "%(number)d organisations are not invited yet.",
            waiting,
        )
        return NextStep(reason % {"number": waiting}, _("Invite"), of_wave("invite", wave))
    if wave.closes_on < today:
        return NextStep(
            _("The last day has passed."), _("Close the wave"), of_wave("close_wave", wave)
        )
    reason = _("The organisations answer until %(day)s. Until then nothing has to be done here.")
    day = date_format(wave.closes_on)
    return NextStep(reason % {"day": day}, _("See how far they are"), of_wave("wave", wave))


def _closed(wave: Wave, today: date) -> NextStep:
    return NextStep(
        _("This wave is over. A further one asks the same organisations again."),
        _("Plan a further wave"),
        of_survey("plan_wave", wave.survey),
    )


def _number(wave: Wave, name: str) -> int:
    number: int = getattr(wave, name)
    return number
