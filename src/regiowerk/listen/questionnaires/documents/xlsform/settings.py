"""The sheet "settings": the name of the form, its key and its languages."""

from __future__ import annotations

import json
from collections.abc import Mapping

from regiowerk.ground.process.domain.keys import key_from
from regiowerk.listen.questionnaires.documents.xlsform.words import USUAL_LANGUAGE, Headings
from regiowerk.listen.questionnaires.domain.instrument import Words
from regiowerk.listen.questionnaires.domain.linting import Findings
from regiowerk.listen.questionnaires.domain.linting.tables import (
    Row,
    Workbook,
    choice_column_of,
    column_of,
    has_code,
    language_of,
)

LONGEST_TITLE = 200
_READ = frozenset({"form_title", "form_id", "id_string", "default_language", "namespaces", "name"})
NAMESPACE = 'rp="urn:regiowerk:xlsform"'


class Settings:
    """What the whole form says about itself."""

    def __init__(self, book: Workbook, file_name: str, found: Findings) -> None:
        table = book.settings
        self._row = table.rows[0] if table.rows else Row(2, {})
        self._heading = {
            heading.strip().lower().replace(" ", "_"): heading for heading in table.headings
        }
        for row in table.rows[1:]:
            found.warn("settings-second-row", table.place(row))
        survey = Headings(book.survey, column_of, USUAL_LANGUAGE)
        choices = Headings(book.choices, choice_column_of, USUAL_LANGUAGE)
        external = Headings(book.external, choice_column_of, USUAL_LANGUAGE)
        sheets = (survey, choices, external)
        named = tuple(dict.fromkeys(name for sheet in sheets for name in sheet.languages()))
        self.default_language = self._default(named)
        self.languages = self._ordered(named)
        self.choices = Headings(book.choices, choice_column_of, self.default_language)
        self.choices.tell(found)
        self.external = Headings(book.external, choice_column_of, self.default_language)
        self.external.tell(found)
        self._say_language(book, named, found)
        self.key = key_from(self._text("form_id") or self._text("id_string") or _stem(file_name))
        self.title = self._title(file_name)
        self.kept = self._kept(table.name, book, found)

    def _text(self, word: str) -> str:
        return self._row.cells.get(self._heading.get(word, ""), "")

    def _default(self, named: tuple[str, ...]) -> str:
        if name := self._text("default_language"):
            return language_of(name)
        return USUAL_LANGUAGE if USUAL_LANGUAGE in named or not named else named[0]

    def _ordered(self, named: tuple[str, ...]) -> tuple[str, ...]:
        listed = self._text("rp:languages").split()
        if set(listed) >= {*named, self.default_language}:
            return tuple(dict.fromkeys(listed))
        return named if self.default_language in named else (self.default_language, *named)

    def _say_language(self, book: Workbook, named: tuple[str, ...], found: Findings) -> None:
        text = self._text("default_language")
        place = book.settings.place(self._row, "default_language")
        if text and not has_code(text):
            found.warn("language-without-code", place, language=text)
        elif text and named and language_of(text) not in named:
            found.warn("default-language-not-used", place, language=text)
        if not text and not named:
            found.note("language-assumed", book.survey.place(), language=self.default_language)

    def _title(self, file_name: str) -> Words:
        title = self._text("form_title")[:LONGEST_TITLE]
        words = {self.default_language: title} if title else {}
        for heading in self._row.cells:
            base, mark, language = heading.partition("::")
            if mark and base.strip().lower() == "form_title":
                words[language_of(language)] = self._row.cells[heading][:LONGEST_TITLE]
        words |= self._packed("rp:title")
        return words or {self.default_language: _stem(file_name)[:LONGEST_TITLE]}

    def _kept(self, sheet: str, book: Workbook, found: Findings) -> Mapping[str, str]:
        kept: dict[str, str] = {}
        for word, heading in self._heading.items():
            text = self._row.cells.get(heading, "")
            is_read = word in _READ or word.startswith(("form_title::", "rp:"))
            if text and not is_read:
                kept[heading] = text
                if word not in {"version", "style", "instance_name"}:
                    place = book.settings.place(self._row, heading)
                    found.note("setting-kept", place, setting=heading)
        return kept | self._packed("rp:kept")

    def _packed(self, word: str) -> dict[str, str]:
        """What our own export could not write as a heading of its own."""
        try:
            packed = json.loads(self._text(word) or "{}")
        except ValueError:
            return {}
        return packed if isinstance(packed, dict) else {}


def _stem(file_name: str) -> str:
    return file_name.rpartition(".")[0] or file_name
