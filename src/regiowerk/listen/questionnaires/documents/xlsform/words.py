"""Texts in several languages, and what a row says under each heading."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from regiowerk.listen.questionnaires.domain.instrument import Words
from regiowerk.listen.questionnaires.domain.linting import Findings
from regiowerk.listen.questionnaires.domain.linting.tables import (
    Column,
    Row,
    Table,
    has_code,
    language_of,
)

USUAL_LANGUAGE = "de"


class Headings:
    """The headings of one sheet, by what they mean."""

    def __init__(
        self, table: Table, meaning: Callable[[str], Column | None], default_language: str
    ) -> None:
        self.table = table
        self._default = default_language
        self.columns = {heading: meaning(heading) for heading in table.headings}

    def heading_of(self, word: str) -> str:
        """The heading a word stands under in this file, or the word itself."""
        named = (heading for heading, column in self.columns.items() if column)
        return next((h for h in named if self.columns[h].word == word), word)  # type: ignore[union-attr]

    def unknown(self) -> tuple[str, ...]:
        return tuple(heading for heading, column in self.columns.items() if column is None)

    def languages(self) -> tuple[str, ...]:
        """The languages in the order of the file, each once."""
        named = [column.language for column in self.columns.values() if column]
        return tuple(dict.fromkeys(language_of(name) for name in named if name))

    def text(self, row: Row, word: str) -> str:
        """What a row says under a word that has no languages."""
        for heading, column in self.columns.items():
            if column == Column(word) and heading in row.cells:
                return row.cells[heading]
        return ""

    def words(self, row: Row, word: str) -> Words:
        """What a row says in each language; a heading without language is the default one."""
        said: dict[str, str] = {}
        for heading, column in self.columns.items():
            if column is None or column.word != word or heading not in row.cells:
                continue
            if column.language:
                said[language_of(column.language)] = row.cells[heading]
            else:
                said.setdefault(self._default, row.cells[heading])
        return said

    def kept(self, row: Row) -> Mapping[str, str]:
        """What stands under headings we have no use for."""
        return {heading: row.cells[heading] for heading in self.unknown() if heading in row.cells}

    def tell(self, found: Findings) -> None:
        """Headings that mean the same as another, and languages whose code cannot be told."""
        seen: dict[Column, str] = {}
        for heading, column in self.columns.items():
            if column is None:
                continue
            language = language_of(column.language) if column.language else ""
            same = Column(column.word, language)
            place = self.table.place(heading=heading)
            if same in seen:
                found.error("column-twice", place, column=seen[same])
            seen.setdefault(same, heading)
            if column.language and not has_code(column.language):
                found.warn("language-without-code", place, language=column.language)
