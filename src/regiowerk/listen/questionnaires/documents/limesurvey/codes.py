"""Codes as LimeSurvey allows them: letters and digits, at most 20 for questions and 5 for answers."""

from __future__ import annotations

import re
import unicodedata

QUESTION_LENGTH = 20
ANSWER_LENGTH = 5
_NOT_IN_CODES = re.compile(r"[^A-Za-z0-9]+")
_LAST_DIGITS = re.compile(r"[0-9]+$")


class Codes:
    """Gives codes that are short enough and all different; the same input gives the same codes."""

    def __init__(self, length: int, first_letter: str = "") -> None:
        self._length = length
        self._first_letter = first_letter
        self._taken: set[str] = set()

    def take(self, wanted: str) -> str:
        """The code itself where it may stay, else shortened and, if need be, numbered."""
        plain = unicodedata.normalize("NFKD", wanted).encode("ascii", "ignore").decode()
        stem = _NOT_IN_CODES.sub("", plain) or "X"
        if self._first_letter and not stem[0].isalpha():
            stem = f"{self._first_letter}{stem}"
        code, number = self._short(stem), 2
        while code.casefold() in self._taken:
            tail = str(number)
            code, number = f"{stem[: self._length - len(tail)]}{tail}", number + 1
        self._taken.add(code.casefold())
        return code

    def _short(self, stem: str) -> str:
        """The beginning of a code, with the digits at its end: they tell codes apart."""
        if len(stem) <= self._length:
            return stem
        digits = _LAST_DIGITS.search(stem)
        tail = digits.group()[1 - self._length :] if digits else ""
        return stem[: self._length - len(tail)] + tail
