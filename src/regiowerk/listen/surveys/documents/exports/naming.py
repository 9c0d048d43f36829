"""What all files of an export have in common: whose answers a line holds, and what stands beside."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from tempfile import SpooledTemporaryFile

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from regiowerk.listen.questionnaires.documents.codebook import says
from regiowerk.listen.questionnaires.documents.ddi import Key
from regiowerk.listen.questionnaires.domain.columns import Cell, Table
from regiowerk.listen.questionnaires.domain.instrument import Visibility
from regiowerk.listen.surveys.models import Participation
from regiowerk.listen.surveys.queries.exports import (
    NOT_ASKED,
    Answered,
    Audience,
    Export,
    count_asked,
    day_of,
)

type File = SpooledTemporaryFile[bytes]
IN_MEMORY = 4 * 1024 * 1024  # bytes before a file goes to disk


def keys() -> tuple[Key, ...]:
    """The columns that say whose answers stand in a line."""
    return (
        Key("organisation__key", _("Organisation (key)")),
        Key("organisation__name", _("Organisation")),
        Key("organisation__ags", _("Municipality key (AGS)")),
        Key("organisation__district", _("District")),
        Key("submission__version", _("Version of the questionnaire")),
        Key("submission__number", _("Submission")),
        Key("submission__day", _("Handed in on")),
        Key("submission__state", _("Standing")),
    )


def key_cells(one: Answered) -> tuple[Cell, ...]:
    """The same in words and numbers for one organisation."""
    submission = one.submission
    organisation = submission.participation.organisation
    return (
        organisation.key,
        str(organisation),
        organisation.ags,
        str(organisation.district or ""),
        submission.version.number,
        submission.number,
        day_of(submission),
        submission.participation.state,
    )


def file_name(table: Table) -> str:
    """The name of the CSV file of a table."""
    return f"{table.name or 'answers'}.csv"


def explanations(export: Export, on: date) -> list[tuple[str, str]]:
    """What somebody has to know who finds the file in ten years."""
    wave, survey = export.wave, export.wave.survey
    told = [
        (_("Process"), str(survey.process)),
        (_("Survey"), str(survey)),
        (_("Wave"), f"{wave.number}, {wave.label}"),
        (_("Asked from"), date_format(wave.opens_on)),
        (_("Asked until"), date_format(wave.closes_on)),
        (_("Written on"), date_format(on)),
        (_("Organisations asked"), str(count_asked(wave))),
        (_("Made for"), circle_in_words(export.audience)),
        (_("Empty cell"), _("The question was asked and not answered.")),
        (
            NOT_ASKED,
            _("The question was not asked: because of other answers, or in this version."),
        ),
        (
            "submission__state",
            ", ".join(f"{state.value}: {state.label}" for state in _states()),
        ),
    ]
    told += [
        (_("Version %(number)d") % {"number": version.number}, version.content_hash)
        for version in export.versions
    ]
    return told + [(_("Left out"), f"{label}: {why}") for label, why in left_out(export)]


def left_out(export: Export) -> list[tuple[str, str]]:
    """What is not in the file, and why."""
    return [(one.label, reason_in_words(one.visibility)) for one in export.left_out]


def reason_in_words(visibility: Visibility | None) -> str:
    """Why single answers do not leave."""
    match visibility:
        case None:
            return _("nobody has said who may see it")
        case Visibility.AGGREGATE:
            return _("only in totals; single answers never leave")
        case Visibility.PERSONAL:
            return _("only the person concerned may see it")
    return _("only for: %(circle)s") % {"circle": says().visibility[visibility]}


def circle_in_words(audience: Audience) -> str:
    return {
        Audience.OFFICE: _("the project office"),
        Audience.REGION: _("the organisations of the region"),
        Audience.PUBLIC: _("everybody"),
    }[audience]


def header_of(table: Table, row_keys: Sequence[str]) -> list[str]:
    """The first line of a table."""
    return [*(key.name for key in keys()), *row_keys, *(column.name for column in table.columns)]


def _states() -> tuple[Participation.State, ...]:
    state = Participation.State
    return (state.SUBMITTED, state.ACCEPTED, state.RETURNED, state.REOPENED)


def contested_header() -> tuple[str, ...]:
    """The first line of the table of answers on which an organisation has not agreed."""
    return ("organisation__key", _("Column"), "rows", _("Answer"))


def contested_lines(export: Export, one: Answered) -> list[tuple[str, ...]]:
    """Every answer an organisation left standing side by side, the one in the table first."""
    key = one.submission.participation.organisation.key
    stems = {
        column.path: column.name.removesuffix(f"__{column.code}" if column.code else "")
        for table in export.tables
        for column in table.columns
    }
    return [
        (key, stems.get(field.path, field.path), "/".join(field.rows), _words(value))
        for field, values in one.not_agreed.items()
        for value in values
    ]


def _words(value: object) -> str:
    return " ".join(map(str, value)) if isinstance(value, list) else str(value)
