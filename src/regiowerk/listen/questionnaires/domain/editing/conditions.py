"""Conditions that can be put together by picking: question, operator, value, joined by and/or.

| operator      | written as                                             |
|---------------|--------------------------------------------------------|
| IS, IS_NOT    | `${a} = 'x'`, `${a} != 'x'`                            |
| CHOSEN, NOT_  | `selected(${a}, 'x')`, `not(selected(${a}, 'x'))`      |
| MORE ... MOST | `${a} > 3`, `${a} >= 3`, `${a} < 3`, `${a} <= 3`       |
| ANSWERED, UN_ | `${a} != ''`, `${a} = ''`                              |

Whatever has another shape is left as its author wrote it: `condition_of` answers None.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from regiowerk.listen.questionnaires.domain.expressions.errors import ExpressionError
from regiowerk.listen.questionnaires.domain.expressions.parser import parse
from regiowerk.listen.questionnaires.domain.expressions.printing import text_of
from regiowerk.listen.questionnaires.domain.expressions.tree import (
    Call,
    Chain,
    Expression,
    Negation,
    Number,
    Reference,
    Text,
)
from regiowerk.listen.questionnaires.domain.instrument import Kind


class Operator(StrEnum):
    """What is asked of the answer to a question."""

    IS = "is"
    IS_NOT = "is_not"
    CHOSEN = "chosen"
    NOT_CHOSEN = "not_chosen"
    MORE = "more"
    AT_LEAST = "at_least"
    LESS = "less"
    AT_MOST = "at_most"
    ANSWERED = "answered"
    UNANSWERED = "unanswered"


class Join(StrEnum):
    AND = "and"
    OR = "or"


@dataclass(frozen=True, slots=True)
class Clause:
    """One question asked of one answer; `value` is a code, a number, a day or a text."""

    question: str
    operator: Operator
    value: str = ""


@dataclass(frozen=True, slots=True)
class Condition:
    clauses: tuple[Clause, ...] = ()
    join: Join = Join.AND


class UnfitValueError(ValueError):
    """A value that answers to the question cannot be compared with."""


_CODES = frozenset({Operator.CHOSEN, Operator.NOT_CHOSEN})
VALUELESS = frozenset({Operator.ANSWERED, Operator.UNANSWERED})
_SIGNS = {
    Operator.IS: "=",
    Operator.IS_NOT: "!=",
    Operator.MORE: ">",
    Operator.AT_LEAST: ">=",
    Operator.LESS: "<",
    Operator.AT_MOST: "<=",
}
_OPERATORS = {sign: operator for operator, sign in _SIGNS.items()}
_TURNED = {">": "<", ">=": "<=", "<": ">", "<=": ">="}
_NUMBER = re.compile(r"[+-]?[0-9]{1,15}(?:[.,][0-9]{1,9})?")
_NUMBERS = frozenset({Kind.INTEGER, Kind.DECIMAL, Kind.RANGE})
_ORDERED = (Operator.IS, Operator.MORE, Operator.AT_LEAST, Operator.LESS, Operator.AT_MOST)
_BY_KIND = {
    Kind.SELECT_ONE: (Operator.IS, Operator.IS_NOT),
    Kind.SELECT_MULTIPLE: (Operator.CHOSEN, Operator.NOT_CHOSEN),
    Kind.INTEGER: _ORDERED,
    Kind.DECIMAL: _ORDERED,
    Kind.RANGE: _ORDERED,
    Kind.CALCULATE: _ORDERED,
    Kind.DATE: _ORDERED,
    Kind.TEXT: (Operator.IS, Operator.IS_NOT),
    Kind.ACKNOWLEDGE: (),
    Kind.FILE: (),
    Kind.GEOPOINT: (),
    Kind.RANK: (),
}


def operators_for(kind: Kind) -> tuple[Operator, ...]:
    """What can be asked of answers of a kind; nothing of notes."""
    if kind is Kind.NOTE:
        return ()
    return (*_BY_KIND[kind], Operator.ANSWERED, Operator.UNANSWERED)


def condition_of(expression: str) -> Condition | None:
    """The clauses of an expression; None when it has a shape that cannot be picked."""
    if not expression.strip():
        return Condition()
    try:
        tree = parse(expression)
    except ExpressionError:
        return None
    join, parts = Join.AND, [tree]
    if isinstance(tree, Chain) and tree.links[0].operator in {"and", "or"}:
        join = Join(tree.links[0].operator)
        parts = [tree.first, *(link.operand for link in tree.links)]
    clauses = [_clause(part) for part in parts]
    found = tuple(clause for clause in clauses if clause is not None)
    return Condition(found, join) if len(found) == len(clauses) else None


def expression_of(condition: Condition, kinds: dict[str, Kind]) -> str:
    """The expression of a condition.  Raises UnfitValueError, KeyError for unknown questions."""
    written = [_written(clause, kinds[clause.question]) for clause in condition.clauses]
    return f" {condition.join} ".join(written)


def can_be_picked(condition: Condition, kinds: dict[str, Kind]) -> bool:
    """Whether every question is there, and is asked what its kind can be asked."""
    return all(
        clause.question in kinds
        and (
            clause.operator in operators_for(kinds[clause.question])
            or (clause.operator in _CODES and kinds[clause.question] is Kind.SELECT_ONE)
        )
        for clause in condition.clauses
    )


def _clause(tree: Expression) -> Clause | None:
    match tree:
        case Call("selected", (Reference(name), Text(code))):
            return Clause(name, Operator.CHOSEN, code)
        case Call("not", (Call("selected", (Reference(name), Text(code))),)):
            return Clause(name, Operator.NOT_CHOSEN, code)
        case Chain(first, (link,)) if link.operator in _OPERATORS:
            return _comparison(first, link.operator, link.operand)
    return None


def _comparison(left: Expression, sign: str, right: Expression) -> Clause | None:
    if isinstance(right, Reference) and not isinstance(left, Reference):
        left, sign, right = right, _TURNED.get(sign, sign), left
    value = _value(right)
    if not isinstance(left, Reference) or value is None:
        return None
    if right == Text("") and sign in {"=", "!="}:
        return Clause(left.name, Operator.UNANSWERED if sign == "=" else Operator.ANSWERED)
    return Clause(left.name, _OPERATORS[sign], value)


def _value(tree: Expression) -> str | None:
    match tree:
        case Text(value):
            return value
        case Number() | Negation(Number()):
            return text_of(tree)
        case Call("date", (Text(value),)):
            return value
    return None


def _written(clause: Clause, kind: Kind) -> str:
    reference = f"${{{clause.question}}}"
    match clause.operator:
        case Operator.ANSWERED:
            return f"{reference} != ''"
        case Operator.UNANSWERED:
            return f"{reference} = ''"
        case Operator.CHOSEN:
            return f"selected({reference}, {_quoted(clause.value)})"
        case Operator.NOT_CHOSEN:
            return f"not(selected({reference}, {_quoted(clause.value)}))"
    return f"{reference} {_SIGNS[clause.operator]} {_literal(clause.value, kind)}"


def _literal(value: str, kind: Kind) -> str:
    if kind is Kind.DATE:
        return f"date({_quoted(_day(value))})"
    if kind in _NUMBERS or (kind is Kind.CALCULATE and _is_number(value)):
        return _number(value)
    return _quoted(value)


def _day(value: str) -> str:
    try:
        return date.fromisoformat(value.strip()).isoformat()
    except ValueError as problem:
        raise UnfitValueError(value) from problem


def _number(value: str) -> str:
    if not _is_number(value):
        raise UnfitValueError(value)
    return format(Decimal(value.strip().replace(",", ".")), "f")


def _is_number(value: str) -> bool:
    return _NUMBER.fullmatch(value.strip()) is not None


def _quoted(value: str) -> str:
    if "'" not in value:
        return f"'{value}'"
    if '"' not in value:
        return f'"{value}"'
    raise UnfitValueError(value)
