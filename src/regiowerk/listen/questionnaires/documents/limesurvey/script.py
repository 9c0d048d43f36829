"""ExpressionScript, LimeSurvey's language of conditions: the part of it that is understood.

The grammar, weakest binding first: `or`, `and`, comparisons, `+ -`, `* /`, `! -`, then numbers, texts,
variables (`Q1_SQ001.NAOK`), calls and brackets.  Anything else raises NotUnderstoodError; nothing
is guessed.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

LONGEST = 4000  # characters; longer ones are not read
DEEPEST = 40  # brackets within brackets
MOST = 600  # words and signs


class NotUnderstoodError(ValueError):
    """An expression outside the part of the language that is read here."""


@dataclass(frozen=True, slots=True)
class Number:
    text: str


@dataclass(frozen=True, slots=True)
class Text:
    value: str


@dataclass(frozen=True, slots=True)
class Variable:
    """`Q1_SQ001.NAOK`: the code with its parts, and what of it is meant ("" its value)."""

    code: str
    aspect: str = ""


@dataclass(frozen=True, slots=True)
class Unary:
    operator: str  # "not" or "-"
    operand: Tree


@dataclass(frozen=True, slots=True)
class Binary:
    operator: str  # "or and = != < <= > >= + - * div"
    left: Tree
    right: Tree


@dataclass(frozen=True, slots=True)
class Call:
    name: str
    arguments: tuple[Tree, ...]


type Tree = Number | Text | Variable | Unary | Binary | Call

STRENGTH = {
    **dict.fromkeys(["or"], 1),
    **dict.fromkeys(["and"], 2),
    **dict.fromkeys(["=", "!=", "<", "<=", ">", ">="], 3),
    **dict.fromkeys(["+", "-"], 4),
    **dict.fromkeys(["*", "div"], 5),
}
_WORDS = {
    "||": "or",
    "&&": "and",
    "==": "=",
    "/": "div",
    "eq": "=",
    "ne": "!=",
    "lt": "<",
    "le": "<=",
    "gt": ">",
    "ge": ">=",
    "or": "or",
    "and": "and",
    **{same: same for same in ("!=", "<", "<=", ">", ">=", "+", "-", "*")},
}
_TOKEN = re.compile(
    r"""\s*(?:
      (?P<sgqa>\d+X\d+X\d+\w*(?:\.[A-Za-z]+)?)
    | (?P<number>\d+(?:\.\d+)?|\.\d+)
    | (?P<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')
    | (?P<name>[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z]+)?)
    | (?P<sign>\|\||&&|==|!=|<=|>=|[-+*/<>!(),])
    )""",
    re.VERBOSE,
)


def read(source: str) -> Tree:
    """The tree of an expression.  Raises NotUnderstoodError."""
    if len(source) > LONGEST:
        raise NotUnderstoodError(source[:80])
    parser = _Parser(_tokens(_unescaped(source)))
    tree = parser.expression(0)
    parser.expect("end", "")
    return tree


def _compares(operator: str) -> bool:
    return STRENGTH[operator] == STRENGTH["="]


def _unescaped(source: str) -> str:
    """Some editors stored conditions as HTML: `a &gt; b` is meant as `a > b`."""
    return html.unescape(source) if re.search(r"&(?:[a-z]+|#\d+);", source) else source


def _tokens(source: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    position, end = 0, len(source.rstrip())
    while position < end:
        match = _TOKEN.match(source, position)
        if match is None:
            raise NotUnderstoodError(source[position : position + 20])
        found.append((str(match.lastgroup), match.group(str(match.lastgroup))))
        position = match.end()
    if len(found) > MOST:
        raise NotUnderstoodError(source[:80])
    return [*found, ("end", "")]


class _Parser:
    """Reads by binding strength, one token ahead."""

    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self._tokens = tokens
        self._at = 0
        self._deep = 0

    def expression(self, weakest: int) -> Tree:
        self._deep += 1
        if self._deep > DEEPEST:
            raise NotUnderstoodError("(")
        left = self._operand()
        while (operator := self._operator()) and STRENGTH[operator] > weakest:
            if _compares(operator) and isinstance(left, Binary) and _compares(left.operator):
                raise NotUnderstoodError(operator)
            self._at += 1
            left = Binary(operator, left, self.expression(STRENGTH[operator]))
        self._deep -= 1
        return left

    def expect(self, kind: str, text: str) -> None:
        if self._tokens[self._at] != (kind, text):
            raise NotUnderstoodError(self._tokens[self._at][1])
        self._at += 1

    def _operator(self) -> str:
        kind, text = self._tokens[self._at]
        if kind not in {"sign", "name"}:
            return ""
        return _WORDS.get(text if kind == "sign" else text.lower(), "")

    def _operand(self) -> Tree:
        kind, text = self._tokens[self._at]
        self._at += 1
        match kind, text:
            case "number", _:
                return Number(text)
            case "text", _:
                return Text(re.sub(r"\\(.)", r"\1", text[1:-1]))
            case (("name" | "sgqa"), _):
                return self._named(text)
            case "sign", "!":
                return Unary("not", self.expression(STRENGTH["*"]))
            case "sign", "-":
                return Unary("-", self.expression(STRENGTH["*"]))
            case "sign", "(":
                inside = self.expression(0)
                self.expect("sign", ")")
                return inside
        raise NotUnderstoodError(text)

    def _named(self, text: str) -> Tree:
        if self._tokens[self._at] != ("sign", "("):
            code, _, aspect = text.partition(".")
            return Variable(code, aspect)
        self._at += 1
        arguments: list[Tree] = []
        while self._tokens[self._at] != ("sign", ")"):
            if arguments:
                self.expect("sign", ",")
            arguments.append(self.expression(0))
        self._at += 1
        return Call(text, tuple(arguments))
