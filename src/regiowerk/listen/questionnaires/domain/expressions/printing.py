"""From syntax tree to text; parsing the text gives the same tree again."""

from __future__ import annotations

from decimal import Decimal
from typing import assert_never

from regiowerk.listen.questionnaires.domain.expressions.parser import NEGATION_RANK, RANKS
from regiowerk.listen.questionnaires.domain.expressions.tree import (
    ANY_NODE,
    Axis,
    Call,
    Chain,
    Expression,
    Filtered,
    Negation,
    Number,
    Path,
    Reference,
    Root,
    Step,
    Text,
)

_HIGHEST = 9


def text_of(expression: Expression) -> str:
    """The expression as an author may write it."""
    match expression:
        case Number():
            return _number(expression.value)
        case Text():
            quote = "'" if '"' in expression.value else '"'
            return f"{quote}{expression.value}{quote}"
        case Reference():
            return f"${{{expression.name}}}"
        case Path():
            return _path(expression)
        case _:
            return _composed(expression)


def _composed(expression: Call | Negation | Chain | Filtered) -> str:
    match expression:
        case Call():
            return f"{expression.name}({', '.join(map(text_of, expression.arguments))})"
        case Negation():
            return f"-{_inside(expression.operand, NEGATION_RANK - 1)}"
        case Chain():
            return _chain(expression)
        case Filtered():
            return _filtered(expression)
    assert_never(expression)


def _number(value: float) -> str:
    text = format(Decimal(repr(value)), "f")
    return text.removesuffix(".0")


def _rank(expression: Expression) -> int:
    if isinstance(expression, Chain):
        return RANKS[expression.links[0].operator]
    return NEGATION_RANK if isinstance(expression, Negation) else _HIGHEST


def _inside(expression: Expression, rank: int) -> str:
    text = text_of(expression)
    return f"({text})" if _rank(expression) <= rank else text


def _chain(chain: Chain) -> str:
    rank = _rank(chain)
    parts = [_inside(chain.first, rank)]
    for link in chain.links:
        parts += [link.operator, _inside(link.operand, rank)]
    return " ".join(parts)


def _filtered(filtered: Filtered) -> str:
    base = text_of(filtered.base)
    if not isinstance(filtered.base, Call | Reference | Text):
        base = f"({base})"
    return base + _predicates(filtered.predicates)


def _path(path: Path) -> str:
    steps = "/".join(map(_step, path.steps))
    if path.origin is None:
        return steps
    if isinstance(path.origin, Root):
        return f"/{steps}"
    origin = text_of(path.origin)
    if not isinstance(path.origin, Call | Reference | Filtered):
        origin = f"({origin})"
    return f"{origin}/{steps}"


def _step(step: Step) -> str:
    prefix = "" if step.axis is Axis.CHILD else f"{step.axis}::"
    if step.axis is Axis.SELF and step.name == ANY_NODE:
        prefix, name = "", "."
    elif step.axis is Axis.PARENT and step.name == ANY_NODE:
        prefix, name = "", ".."
    elif step.axis is Axis.ATTRIBUTE:
        prefix, name = "@", step.name
    else:
        name = step.name
    return prefix + name + _predicates(step.predicates)


def _predicates(predicates: tuple[Expression, ...]) -> str:
    return "".join(f"[{text_of(predicate)}]" for predicate in predicates)
