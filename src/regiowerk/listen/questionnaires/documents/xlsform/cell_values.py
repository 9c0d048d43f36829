"""Cells that allow only certain words: yes and no, classes, numbers, parameters."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from difflib import get_close_matches
from enum import StrEnum

from regiowerk.listen.questionnaires.documents.xlsform.words import Headings
from regiowerk.listen.questionnaires.domain.linting import Findings, Place
from regiowerk.listen.questionnaires.domain.linting.tables import PREFIX, Row

YES = frozenset({"yes", "true", "true()", "ja", "wahr", "1", "x"})
NO = frozenset({"no", "false", "false()", "nein", "falsch", "0", ""})
MOST_MINUTES = 600
_PARAMETER = re.compile(r"([\w-]+)\s*=\s*([^\s,;]+)")


class Cells:
    """What a row says in the columns with few allowed values; anything else is told."""

    def __init__(self, headings: Headings, found: Findings) -> None:
        self._headings, self._found = headings, found

    def place(self, row: Row, word: str) -> Place:
        return self._headings.table.place(row, self._headings.heading_of(word))

    def condition(self, row: Row, word: str) -> str:
        """An expression; yes and no are written as people write them."""
        text = self._headings.text(row, word)
        lowered = text.lower()
        if lowered in YES:
            return "true()"
        return "" if lowered in NO else text

    def is_yes(self, row: Row, word: str) -> bool:
        text = self._headings.text(row, word)
        if text.lower() not in YES | NO:
            self._refuse(row, word, text, ("yes", "no"))
        return text.lower() in YES

    def one_of[T: StrEnum](self, row: Row, word: str, offered: type[T]) -> T | None:
        text = self._headings.text(row, word)
        if not text:
            return None
        try:
            return offered(text.lower())
        except ValueError:
            self._refuse(row, word, text, tuple(offered))
            return None

    def number(self, row: Row, word: str, most: int) -> int | None:
        text = self._headings.text(row, word)
        if not text:
            return None
        if not re.fullmatch(r"[0-9]{1,9}", text) or not 0 < int(text) <= most:
            values = {"column": self._headings.heading_of(word), "value": text, "most": str(most)}
            self._found.error("not-a-number", self.place(row, word), **values)
            return None
        return int(text)

    def parameters(self, row: Row) -> dict[str, str]:
        text = self._headings.text(row, "parameters")
        rest = _PARAMETER.sub("", text).strip(" ,;")
        if rest:
            self._found.error("bad-parameters", self.place(row, "parameters"), text=rest)
        return dict(_PARAMETER.findall(text))

    def mapping(self, row: Row, word: str) -> Mapping[str, str]:
        """What our own export has packed into one cell."""
        text = self._headings.text(row, f"{PREFIX}{word}")
        if not text:
            return {}
        try:
            packed = json.loads(text)
        except ValueError:
            packed = None
        if isinstance(packed, dict) and all(isinstance(value, str) for value in packed.values()):
            return packed
        self._found.error("packed-cell-broken", self.place(row, f"{PREFIX}{word}"))
        return {}

    def _refuse(self, row: Row, word: str, text: str, offered: tuple[str, ...]) -> None:
        near = get_close_matches(text.lower(), offered, 1)
        values = {
            "column": self._headings.heading_of(word),
            "value": text,
            "offered": ", ".join(offered),
            "near": near[0] if near else "",
        }
        self._found.error("wrong-value", self.place(row, word), **values)
