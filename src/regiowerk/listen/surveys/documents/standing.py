"""Who is where in a wave, as a table to take along."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from regiowerk.ground.documents.sheets import Sheet, write_xlsx
from regiowerk.listen.surveys.models import Wave
from regiowerk.listen.surveys.queries.turnout import Line


def standing_xlsx(wave: Wave, lines: Sequence[Line]) -> bytes:
    """One row per organisation; progress, no answers."""
    header = (
        _("Organisation"),
        _("District"),
        _("Inhabitants"),
        _("Standing"),
        _("Questions answered"),
        _("Questions asked"),
        _("Coordinates"),
        _("Deadline"),
        _("Last answer"),
        _("Last reminder"),
    )
    title = f"{wave.survey.title}, {wave.label}"
    return write_xlsx([Sheet(title[:31], header, [_row(line) for line in lines])])


def _row(line: Line) -> tuple[str | int | None, ...]:
    participation = line.participation
    answered = participation.answered_at
    return (
        line.name,
        line.district,
        line.inhabitants,
        participation.get_state_display(),
        line.answered,
        line.asked,
        participation.coordinator_name,
        date_format(participation.deadline, "SHORT_DATE_FORMAT"),
        date_format(answered, "SHORT_DATE_FORMAT") if answered else "",
        date_format(line.reminded_at, "SHORT_DATE_FORMAT") if line.reminded_at else "",
    )
