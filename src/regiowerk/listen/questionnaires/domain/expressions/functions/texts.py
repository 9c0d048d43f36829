"""Functions on text."""

from __future__ import annotations

import base64
import binascii
import hashlib
import math

import regex

from regiowerk.listen.questionnaires.domain.expressions.functions.patterns import matches_whole
from regiowerk.listen.questionnaires.domain.expressions.functions.registry import Function
from regiowerk.listen.questionnaires.domain.expressions.nodes import Result
from regiowerk.listen.questionnaires.domain.expressions.running import Run, bounded
from regiowerk.listen.questionnaires.domain.expressions.values import (
    scalars_of,
    to_number,
    to_text,
)

_SPACES = regex.compile(r"[ \t\r\n]+")


def _string(run: Run, value: Result) -> Result:
    return to_text(value)


def _concat(run: Run, *arguments: Result) -> Result:
    values = scalars_of(arguments)
    run.spend(len(values))
    return bounded("".join(map(to_text, values)))


def _join(run: Run, separator: Result, *arguments: Result) -> Result:
    values = scalars_of(arguments)
    run.spend(len(values))
    return bounded(to_text(separator).join(map(to_text, values)))


def _string_length(run: Run, text: Result) -> Result:
    return float(len(to_text(text)))


def _substr(run: Run, text: Result, start: Result, end: Result = math.inf) -> Result:
    whole = to_text(text)
    return whole[_index(start, len(whole)) : _index(end, len(whole))]


def _index(value: Result, length: int) -> int:
    number = to_number(value)
    if math.isnan(number):
        return 0
    return int(max(-length, min(length, number)))


def _substring(run: Run, text: Result, start: Result, length: Result | None = None) -> Result:
    """XPath 1.0: counted from 1, both numbers rounded."""
    first = round_half_up(to_number(start))
    last = math.inf if length is None else first + round_half_up(to_number(length))
    whole = to_text(text)
    if math.isnan(first) or math.isnan(last):
        return ""
    begin = max(1.0, min(first, len(whole) + 1.0))
    end = max(begin, min(last, len(whole) + 1.0))
    return whole[int(begin) - 1 : int(end) - 1]


def round_half_up(number: float) -> float:
    """XPath's rounding: a half goes towards positive infinity."""
    return math.floor(number + 0.5) if math.isfinite(number) else number


def _before(run: Run, text: Result, mark: Result) -> Result:
    head, found, _rest = to_text(text).partition(to_text(mark) or "\0")
    return head if found else ""


def _after(run: Run, text: Result, mark: Result) -> Result:
    sought = to_text(mark)
    return to_text(text).partition(sought)[2] if sought else to_text(text)


def _contains(run: Run, text: Result, part: Result) -> Result:
    return to_text(part) in to_text(text)


def _starts(run: Run, text: Result, part: Result) -> Result:
    return to_text(text).startswith(to_text(part))


def _ends(run: Run, text: Result, part: Result) -> Result:
    return to_text(text).endswith(to_text(part))


def _translate(run: Run, text: Result, old: Result, new: Result) -> Result:
    replacements = to_text(new)
    table: dict[int, str | None] = {}
    for index, letter in enumerate(to_text(old)):
        table.setdefault(ord(letter), replacements[index : index + 1] or None)
    return to_text(text).translate(table)


def _normalize(run: Run, text: Result) -> Result:
    return _SPACES.sub(" ", to_text(text)).strip(" ")


def _regex(run: Run, text: Result, pattern: Result) -> Result:
    return matches_whole(run, to_text(pattern), to_text(text))


_DIGESTS = {
    "md5": hashlib.md5,
    "sha-1": hashlib.sha1,
    "sha-256": hashlib.sha256,
    "sha-384": hashlib.sha384,
    "sha-512": hashlib.sha512,
}


def _digest(run: Run, text: Result, algorithm: Result, encoding: Result = "base64") -> Result:
    make = _DIGESTS.get(to_text(algorithm).lower())
    if make is None:
        return ""
    found = make(to_text(text).encode(), usedforsecurity=False).digest()
    return found.hex() if to_text(encoding).lower() == "hex" else base64.b64encode(found).decode()


def _base64_decode(run: Run, text: Result) -> Result:
    try:
        return base64.b64decode(to_text(text), validate=True).decode()
    except (binascii.Error, ValueError):
        return ""


FUNCTIONS = {
    "string": Function(_string, 1, 1, of_context=True),
    "concat": Function(_concat, 0, None),
    "join": Function(_join, 1, None),
    "string-length": Function(_string_length, 1, 1),
    "substr": Function(_substr, 2, 3),
    "substring": Function(_substring, 2, 3),
    "substring-before": Function(_before, 2, 2),
    "substring-after": Function(_after, 2, 2),
    "contains": Function(_contains, 2, 2),
    "starts-with": Function(_starts, 2, 2),
    "ends-with": Function(_ends, 2, 2),
    "translate": Function(_translate, 3, 3),
    "normalize-space": Function(_normalize, 1, 1, of_context=True),
    "regex": Function(_regex, 2, 2),
    "digest": Function(_digest, 2, 3),
    "base64-decode": Function(_base64_decode, 1, 1),
}
