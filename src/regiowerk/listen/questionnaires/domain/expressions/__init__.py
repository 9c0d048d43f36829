"""The expressions of a questionnaire: read, printed, compiled and evaluated.  Pure."""

from __future__ import annotations

from regiowerk.listen.questionnaires.domain.expressions.errors import (
    EvaluationError,
    ExpressionError,
)
from regiowerk.listen.questionnaires.domain.expressions.evaluating import (
    ExpressionValue,
    evaluate,
)
from regiowerk.listen.questionnaires.domain.expressions.nodes import Node
from regiowerk.listen.questionnaires.domain.expressions.parser import parse
from regiowerk.listen.questionnaires.domain.expressions.printing import text_of
from regiowerk.listen.questionnaires.domain.expressions.reading import (
    UnreadableXmlError,
    lists_of_form,
    read_submission,
    types_of_form,
)
from regiowerk.listen.questionnaires.domain.expressions.running import Surroundings

__all__ = [
    "EvaluationError",
    "ExpressionError",
    "ExpressionValue",
    "Node",
    "Surroundings",
    "UnreadableXmlError",
    "evaluate",
    "lists_of_form",
    "parse",
    "read_submission",
    "text_of",
    "types_of_form",
]
