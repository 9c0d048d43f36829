"""An expression cut into tokens."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from regiowerk.listen.questionnaires.domain.expressions.errors import ExpressionError
from regiowerk.listen.questionnaires.domain.expressions.limits import MAX_LENGTH


class TokenKind(StrEnum):
    """What a token is."""

    NUMBER = "number"
    TEXT = "text"
    REFERENCE = "reference"
    NAME = "name"
    SIGN = "sign"
    END = "end"


@dataclass(frozen=True, slots=True)
class Token:
    kind: TokenKind
    text: str  # without the quotes of a text and the braces of a reference
    at: int


_NAME = r"[^\W\d][\w.\-·]*"
_TOKENS = re.compile(
    rf"""
    (?P<space>\s*)(?:
      (?P<number>[0-9]+(?:\.[0-9]*)?|\.[0-9]+)
    | "(?P<double>[^"]*)" | '(?P<single>[^']*)'
    | \$\{{\s*(?P<reference>[^{{}}]*?)\s*\}}
    | (?P<name>{_NAME}(?::(?!:){_NAME})?)
    | (?P<sign>::|\.\.|//|!=|<=|>=|[-+*/=<>|()\[\],.@])
    | (?P<end>\Z)
    )""",
    re.VERBOSE,
)
_KINDS = {"double": TokenKind.TEXT, "single": TokenKind.TEXT}


def tokens_of(text: str) -> list[Token]:
    """The tokens of an expression, an END token last.  Raises ExpressionError."""
    if len(text) > MAX_LENGTH:
        raise ExpressionError("too-long", MAX_LENGTH, limit=str(MAX_LENGTH))
    found: list[Token] = []
    at = 0
    while not found or found[-1].kind is not TokenKind.END:
        match = _TOKENS.match(text, at)
        if match is None:
            raise _unreadable(text, at)
        group = match.lastgroup or "end"
        kind = _KINDS.get(group) or TokenKind(group)
        found.append(Token(kind, match[group], match.end("space")))
        at = match.end()
    return found


def _unreadable(text: str, at: int) -> ExpressionError:
    rest = text[at:].lstrip()
    start = len(text) - len(rest)
    if rest[0] in "\"'":
        return ExpressionError("syntax", start, found=rest[:20], expected=rest[0])
    return ExpressionError("syntax", start, found=rest[:20])
