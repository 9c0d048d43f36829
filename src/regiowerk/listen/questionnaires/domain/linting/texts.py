"""What is doubtful in the texts of a workbook: translations that are missing, markup.  Pure."""

from __future__ import annotations

import re

from regiowerk.listen.questionnaires.domain.linting.findings import Findings
from regiowerk.listen.questionnaires.domain.linting.tables import (
    TRANSLATED,
    Column,
    Table,
    Workbook,
    choice_column_of,
    column_of,
    language_of,
)

_MARKUP = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*)(?:\s[^<>]*)?/?>")


def check_texts(book: Workbook, found: Findings) -> None:
    """Labels and hints in every language that is used, and without markup."""
    _check(book.survey, column_of, found)
    _check(book.choices, choice_column_of, found)


def _check(table: Table, meaning: object, found: Findings) -> None:
    columns = {heading: meaning(heading) for heading in table.headings}  # type: ignore[operator]
    texts = {heading: column for heading, column in columns.items() if _is_text(column)}
    _check_markup(table, texts, found)
    _check_translations(table, texts, found)


def _is_text(column: Column | None) -> bool:
    return column is not None and column.word in TRANSLATED


def _check_markup(table: Table, texts: dict[str, Column], found: Findings) -> None:
    for row in table.rows:
        for heading in texts:
            if match := _MARKUP.search(row.cells.get(heading, "")):
                found.warn("markup", table.place(row, heading), element=match.group(1).lower())


def _check_translations(table: Table, texts: dict[str, Column], found: Findings) -> None:
    """A text in one language and not in another; each row says so once."""
    by_word: dict[str, dict[str, str]] = {}
    for heading, column in texts.items():
        if column.language:
            by_word.setdefault(column.word, {})[language_of(column.language)] = heading
    for row in table.rows:
        for word, headings in by_word.items():
            said = {language for language, heading in headings.items() if heading in row.cells}
            for language in headings:
                if said and language not in said:
                    place = table.place(row, headings[language])
                    found.warn("translation-missing", place, language=language, column=word)
