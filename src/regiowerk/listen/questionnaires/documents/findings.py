"""Findings as a table to work through: XLSX or CSV."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from io import StringIO

from django.utils.translation import gettext as _

from regiowerk.ground.documents.sheets import Sheet, write_xlsx
from regiowerk.listen.questionnaires.models import ImportFinding
from regiowerk.listen.questionnaires.queries.overview import FindingLine

DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def findings_xlsx(lines: Sequence[FindingLine]) -> bytes:
    """The findings as a workbook."""
    return write_xlsx([Sheet(_("Findings of the import"), _header(), _rows(lines))])


def findings_csv(lines: Sequence[FindingLine]) -> bytes:
    """The findings as a table with semicolons, as German spreadsheets open it."""
    out = StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(_header())
    for row in _rows(lines):
        writer.writerow([_harmless(cell) for cell in row])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _header() -> tuple[str, ...]:
    return (_("Level"), _("Sheet"), _("Row"), _("Column"), _("What is wrong and what to do"))


def _rows(lines: Sequence[FindingLine]) -> list[tuple[str | int | None, ...]]:
    return [
        (
            str(ImportFinding.Level(line.level).label),
            line.sheet,
            line.row,
            line.column,
            line.sentence,
        )
        for line in lines
    ]


def _harmless(cell: str | int | None) -> str | int | None:
    """Text that a spreadsheet would take for a formula, in quotes of its own."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(DANGEROUS) else cell
