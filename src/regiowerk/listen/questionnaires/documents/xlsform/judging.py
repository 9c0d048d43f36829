"""Asks pyxform, the converter of the XLSForm project, whether a workbook is valid."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from pyxform.errors import PyXFormError
from pyxform.xls2xform import convert

from regiowerk.listen.questionnaires.documents.xlsform.settings import NAMESPACE
from regiowerk.listen.questionnaires.domain.instrument import Instrument
from regiowerk.listen.questionnaires.domain.linting import Findings, Place
from regiowerk.listen.questionnaires.domain.linting.tables import PREFIX, Table, Workbook

_ROW = re.compile(r"\[row : (\d+)\]\s*")
_LINK = re.compile(r"\s*Learn more: \S+")


def judge(book: Workbook, instrument: Instrument, found: Findings) -> None:
    """What pyxform refuses is an error; its warnings about translations we have said better."""
    del instrument
    _check_namespace(book, found)
    try:
        convert(_plain(book))
    except (PyXFormError, TypeError, ValueError, KeyError, AttributeError, IndexError) as refusal:
        message = _LINK.sub("", str(refusal) or type(refusal).__name__)
        row = _ROW.match(message)
        place = Place(book.survey.name, int(row.group(1)) if row else None)
        found.error("not-valid-xlsform", place, message=_ROW.sub("", message))


def _check_namespace(book: Workbook, found: Findings) -> None:
    uses_ours = any(heading.lower().startswith(PREFIX) for heading in book.survey.headings)
    if uses_ours and "rp=" not in _settings(book).get("namespaces", ""):
        found.warn("namespace-missing", book.settings.place(), text=NAMESPACE)


def _settings(book: Workbook) -> dict[str, str]:
    row = book.settings.rows[0].cells if book.settings.rows else {}
    return {heading.strip().lower().replace(" ", "_"): text for heading, text in row.items()}


def _plain(book: Workbook) -> dict[str, Any]:
    """The cells as pyxform wants them: row 2 is the first of the list."""
    settings = {word: text for word, text in _settings(book).items() if "::" not in word}
    if "rp=" not in settings.get("namespaces", ""):
        settings["namespaces"] = f"{settings.get('namespaces', '')} {NAMESPACE}".strip()
    return {
        "survey": _rows(book.survey),
        "survey_header": _header(book.survey.headings),
        "choices": _rows(book.choices),
        "choices_header": _header(book.choices.headings),
        "external_choices": _rows(book.external),
        "external_choices_header": _header(book.external.headings),
        "settings": [settings],
        "settings_header": _header(tuple(settings)),
        "sheet_names": [book.survey.name, "choices", "external_choices", "settings"],
    }


def _rows(table: Table) -> list[Mapping[str, str]]:
    by_number = {row.number: dict(row.cells) for row in table.rows}
    return [by_number.get(number, {}) for number in range(2, max(by_number, default=1) + 1)]


def _header(headings: Sequence[str]) -> list[dict[str, None]]:
    return [dict.fromkeys(headings)]
