"""One expression put to one tree, and what came out."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from regiowerk.listen.questionnaires.domain.expressions.anywhere import Anywhere
from regiowerk.listen.questionnaires.domain.expressions.compiling import compile_expression
from regiowerk.listen.questionnaires.domain.expressions.errors import (
    EvaluationError,
    ExpressionError,
)
from regiowerk.listen.questionnaires.domain.expressions.nodes import Node, Result
from regiowerk.listen.questionnaires.domain.expressions.parser import parse
from regiowerk.listen.questionnaires.domain.expressions.running import Run, Surroundings
from regiowerk.listen.questionnaires.domain.expressions.values import (
    text_of_date,
    text_of_number,
    to_text,
)

type ValueType = Literal["number", "string", "boolean", "date", "nodeset", "error"]


@dataclass(frozen=True, slots=True)
class ExpressionValue:
    """What an expression gives: a number, text, truth value, the texts of its nodes, or an error."""

    type: ValueType
    value: float | str | bool | tuple[str, ...]

    def plain(self) -> float | str | bool | list[str]:
        """The value as JSON may hold it; numbers JSON has no word for as text."""
        if isinstance(self.value, tuple):
            return list(self.value)
        if isinstance(self.value, float) and not math.isfinite(self.value):
            return text_of_number(self.value)
        if isinstance(self.value, float) and self.value.is_integer():
            return int(self.value)
        return self.value


def evaluate(
    text: str,
    tree: Node,
    *,
    at: Node | None = None,
    surroundings: Surroundings,
    instances: Mapping[str, Node] | None = None,
) -> ExpressionValue:
    """The value of an expression at a node of a tree (its root element when none is named)."""
    here = at or _first_element(tree)
    try:
        code = compile_expression(parse(text), Anywhere())
        return _told(code(here, Run(surroundings, here, instances)))
    except (ExpressionError, EvaluationError) as problem:
        return ExpressionValue("error", str(problem))


def _first_element(tree: Node) -> Node:
    return next((child for alike in tree.children.values() for child in alike), tree)


def _told(result: Result) -> ExpressionValue:
    if isinstance(result, list):
        return ExpressionValue("nodeset", tuple(to_text([node]) for node in result))
    if isinstance(result, bool):
        return ExpressionValue("boolean", result)
    if isinstance(result, float):
        return ExpressionValue("number", result)
    if isinstance(result, str):
        return ExpressionValue("string", result)
    return ExpressionValue("date", text_of_date(result))
