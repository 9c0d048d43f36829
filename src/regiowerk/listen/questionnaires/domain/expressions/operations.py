"""The operators of XPath between two results."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable

from regiowerk.listen.questionnaires.domain.expressions.nodes import Result
from regiowerk.listen.questionnaires.domain.expressions.running import Run
from regiowerk.listen.questionnaires.domain.expressions.values import (
    COMPARISONS,
    NAN,
    Comparison,
    compare,
    to_number,
)

type Operation = Callable[[Run, Result, Result], Result]


def divide(left: float, right: float) -> float:
    """XPath's div: a division by zero is infinite, that of zero no number."""
    if right != 0:
        return left / right
    if left == 0 or math.isnan(left) or math.isnan(right):
        return NAN
    return math.copysign(math.inf, left) * math.copysign(1.0, right)


def modulo(left: float, right: float) -> float:
    """XPath's mod: the remainder has the sign of the dividend."""
    if right == 0 or math.isinf(left):
        return NAN
    return math.fmod(left, right)


_ARITHMETIC: dict[str, Callable[[float, float], float]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "div": divide,
    "mod": modulo,
}


def _computing(compute: Callable[[float, float], float]) -> Operation:
    return lambda run, left, right: compute(to_number(left), to_number(right))


def _comparing(comparison: Comparison) -> Operation:
    def compared(run: Run, left: Result, right: Result) -> Result:
        if type(left) is list and type(right) is list:
            run.spend(len(left) * len(right))
        return compare(comparison, left, right)

    return compared


OPERATIONS: dict[str, Operation] = {
    **{sign: _computing(compute) for sign, compute in _ARITHMETIC.items()},
    **{sign: _comparing(comparison) for sign, comparison in COMPARISONS.items()},
}
