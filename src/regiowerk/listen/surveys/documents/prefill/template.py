"""The empty workbook: a row per organisation, a column per question; no answer stands in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.translation import gettext as _

from regiowerk.ground.documents.sheets import Sheet, write_xlsx
from regiowerk.ground.regions.models import Organisation
from regiowerk.listen.questionnaires.domain.columns import Column, value_labels
from regiowerk.listen.questionnaires.domain.instrument import Instrument, Kind

SHEET = "prefill"
KEY, NAME = "organisation__key", "organisation__name"
REMARK = "#"  # a row that begins with it is for people


def write_template(
    columns: Sequence[Column],
    organisations: Iterable[Organisation],
    instrument: Instrument,
    language: str,
    on: date,
) -> bytes:
    """Names in the first row, questions in the second, then the organisations."""
    width = len(columns)
    asked = (REMARK, _("Please leave the first two rows as they are."), *(c.label for c in columns))
    rows = [asked, *((one.key, str(one), *([None] * width)) for one in organisations)]
    header = (KEY, NAME, *(column.name for column in columns))
    codes = [
        (column.name, code, label)
        for column in columns
        for code, label in _codes(column, instrument, language)
    ]
    return write_xlsx(
        [
            Sheet(SHEET, header, rows),
            Sheet(_("Codes"), (_("Column"), _("Code"), _("Meaning")), codes),
        ],
        on=on,
    )


def _codes(column: Column, instrument: Instrument, language: str) -> list[tuple[str, str]]:
    if column.kind is Kind.SELECT_MULTIPLE and column.code:
        return [("1", _("chosen")), ("0", _("not chosen"))]
    return list(value_labels(column, instrument, language).items())
