"""What is wrong with a workbook of values, and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from regiowerk.listen.questionnaires.queries.sentences import place_of, sentence_of

SENTENCES: Mapping[str, Promise] = {
    "not-xlsx": _("“%(name)s” is no Excel workbook. Save it as .xlsx and choose that file."),
    "no-sheet": _(
        "There is no sheet “%(sheet)s” among %(sheets)s. Name the sheet with the values “%(sheet)s”."
    ),
    "no-key-column": _(
        "There is no column “%(column)s”. Take the template and leave its first row as it is."
    ),
    "unknown-column": _(
        "No question that can be filled in has the column “%(column)s”. "
        "Remove it, or take its name from the template."
    ),
    "column-twice": _("The column “%(column)s” stands there twice. Remove one of the two."),
    "no-heading": _("The cell %(cell)s has no heading. Put a heading above it or empty the cell."),
    "no-organisation": _(
        "This row has values and no organisation. Enter its key in the first column."
    ),
    "unknown-organisation": _(
        "Nobody with the key “%(key)s” takes part in this wave. "
        "Take the key from the template, or choose the organisation first."
    ),
    "organisation-twice": _(
        "“%(key)s” stands in row %(first)s already. Put its values in one row."
    ),
    "handed-in": _(
        "%(organisation)s has handed in, waits for a signature or declined. Its row is left out."
    ),
    "not-in-list": _("“%(text)s” is not on the list. Possible are: %(offered)s."),
    "not-yes-no": _("“%(text)s” is neither 1 (chosen) nor 0 (not chosen). Enter one of the two."),
    "rank": _("The places need different choices without a gap, beginning with place 1."),
    "formula": _("The cell %(cell)s holds a formula. Formulas are never run: enter its value."),
    "fault": _("The cell %(cell)s holds a fault (%(text)s). Enter a value, or empty the cell."),
    "merged-cells": _("The cells %(cells)s are merged. Unmerge them and fill in each."),
    "unreadable": _("“%(text)s” cannot be the answer. %(why)s"),
    "refused": _("%(organisation)s: %(why)s"),
    "too-many-rows": _("There are more than %(limit)s rows. Remove those that are not needed."),
    "too-many-columns": _(
        "There are more than %(limit)s columns. Remove those that are not needed."
    ),
    "too-many-values": _(
        "These are more than %(limit)s values. Please fill them in with several files."
    ),
    "no-values": _("There is no value in the sheet. Fill in what you know, below the second row."),
}


@dataclass(frozen=True, slots=True)
class Note:
    """Something to look at; an error keeps the whole file from being filled in."""

    kind: str
    row: int | None = None
    column: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    is_error: bool = True


def told(note: Note) -> str:
    """One sentence: what is wrong and what to do."""
    if note.kind in SENTENCES:
        return str(SENTENCES[note.kind]) % note.values
    return sentence_of(note.kind, note.values)


def place_in_words(note: Note, sheet: str) -> str:
    """Where it stands: "sheet prefill, row 7, column staff"."""
    return place_of(sheet if note.row or note.column else "", note.row, note.column)
