"""The syntax tree of an expression: frozen values that compare equal when they mean the same.

`at` is where the author wrote it, counted from 0; it does not take part in comparison.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum


class Axis(StrEnum):
    """The directions a step may take."""

    CHILD = "child"
    PARENT = "parent"
    SELF = "self"
    ATTRIBUTE = "attribute"
    DESCENDANT_OR_SELF = "descendant-or-self"


ANY_NAME = "*"
ANY_NODE = "node()"


@dataclass(frozen=True, slots=True)
class Number:
    value: float
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Text:
    value: str
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Reference:
    """`${name}`: a question or group by its name."""

    name: str
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Call:
    name: str
    arguments: tuple[Expression, ...]
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Negation:
    operand: Expression
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Link:
    operator: str
    operand: Expression
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Chain:
    """Operands joined from left to right by operators of the same rank."""

    first: Expression
    links: tuple[Link, ...]
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Step:
    axis: Axis
    name: str  # a name, "*" or "node()"
    predicates: tuple[Expression, ...] = ()
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Root:
    """Where a path that begins with "/" begins."""

    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Path:
    """Steps from an origin; without an origin they begin at the context node."""

    origin: Expression | Root | None
    steps: tuple[Step, ...]
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Filtered:
    """`(nodes)[predicate]`, positions counted over all nodes."""

    base: Expression
    predicates: tuple[Expression, ...]
    at: int = field(default=0, compare=False)


type Expression = Number | Text | Reference | Call | Negation | Chain | Path | Filtered


def parts_of(expression: Expression) -> Iterator[Expression]:
    """The expressions directly inside another."""
    match expression:
        case Call():
            yield from expression.arguments
        case Negation():
            yield expression.operand
        case Chain():
            yield expression.first
            yield from (link.operand for link in expression.links)
        case Filtered():
            yield expression.base
            yield from expression.predicates
        case Path():
            if expression.origin is not None and not isinstance(expression.origin, Root):
                yield expression.origin
            for step in expression.steps:
                yield from step.predicates
        case _:
            return


def walk(expression: Expression) -> Iterator[Expression]:
    """An expression and everything inside it, outermost first."""
    yield expression
    for part in parts_of(expression):
        yield from walk(part)
