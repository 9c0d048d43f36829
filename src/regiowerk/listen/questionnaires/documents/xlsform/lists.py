"""The choices: of the sheet "choices", and of files that come with the workbook."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from io import StringIO

from regiowerk.listen.questionnaires.documents.xlsform.words import Headings
from regiowerk.listen.questionnaires.domain.instrument import Choice
from regiowerk.listen.questionnaires.domain.linting import Findings, Place
from regiowerk.listen.questionnaires.domain.linting.tables import Row

OTHER = "other"
OTHER_WORDS = {"de": "Anderes", "en": "Other", "fr": "Autre", "nl": "Anders"}
SPECIFY_WORDS = {
    "de": "Bitte nennen",
    "en": "Please specify",
    "fr": "Veuillez préciser",
    "nl": "Graag toelichten",
}
MOST_CHOICES_IN_FILE = 20_000
LARGEST_ATTACHMENT = 5 * 1024 * 1024


def in_languages(words: Mapping[str, str], languages: Iterable[str]) -> dict[str, str]:
    """Our own words in the languages of a questionnaire; English where we have none."""
    return {language: words.get(language, words["en"]) for language in languages}


def lists_of(headings: Headings, found: Findings) -> dict[str, tuple[Choice, ...]]:
    """The lists of the sheet, in its order."""
    lists: dict[str, list[Choice]] = {}
    for row in headings.table.rows:
        name, code = headings.text(row, "list_name"), headings.text(row, "name")
        if not name or not code:
            missing = headings.heading_of("name" if name else "list_name")
            found.error("choice-incomplete", headings.table.place(row, missing), column=missing)
            continue
        lists.setdefault(name, []).append(_choice(headings, row, code, found))
    return {name: tuple(choices) for name, choices in lists.items()}


def _choice(headings: Headings, row: Row, code: str, found: Findings) -> Choice:
    place = headings.table.place(row, headings.heading_of("name"))
    if len(code.split()) > 1:
        found.error("choice-with-space", place, code=code)
    label = headings.words(row, "label")
    if not label:
        found.warn("choice-without-label", place, code=code)
    return Choice(code, label, headings.kept(row))


def list_from_file(
    content: bytes, name: str, parameters: Mapping[str, str], language: str, found: Findings
) -> tuple[Choice, ...] | None:
    """The choices of a CSV file; None when it cannot be read, which has been told."""
    text = _decoded(content)
    if text is None or len(content) > LARGEST_ATTACHMENT:
        found.error("attachment-unreadable", Place(name), name=name)
        return None
    separator = (
        ";" if text.partition("\n")[0].count(";") > text.partition("\n")[0].count(",") else ","
    )
    value, label = parameters.get("value", "name"), parameters.get("label", "label")
    rows = csv.DictReader(StringIO(text), delimiter=separator)
    if value not in (rows.fieldnames or ()) or label not in (rows.fieldnames or ()):
        found.error("attachment-without-columns", Place(name, 1), value=value, label=label)
        return None
    choices = []
    for number, row in enumerate(rows, start=2):
        if number > MOST_CHOICES_IN_FILE:
            limit = str(MOST_CHOICES_IN_FILE)
            found.error("too-many-rows", Place(name, number), limit=limit)
            return None
        rest = {
            heading: cell
            for heading, cell in row.items()
            if heading and isinstance(cell, str) and cell and heading not in {value, label}
        }
        choices.append(Choice((row[value] or "").strip(), {language: row[label] or ""}, rest))
    return tuple(choices)


def _decoded(content: bytes) -> str | None:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None
