"""How a function is declared: what it does with its arguments and how many it takes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from regiowerk.listen.questionnaires.domain.expressions.errors import ExpressionError
from regiowerk.listen.questionnaires.domain.expressions.nodes import Result

type Work = Callable[..., Result]  # work(run, *arguments)


@dataclass(frozen=True, slots=True)
class Function:
    """A function of the ODK XForms specification; `most` None takes any number of arguments.

    `of_nodes` wants nodes and no computed value; `of_context` means the own value without an argument.
    """

    work: Work
    least: int
    most: int | None
    of_nodes: bool = False
    of_context: bool = False

    def check(self, name: str, given: int, at: int) -> None:
        """Check the number of arguments.  Raises ExpressionError."""
        if given >= self.least and (self.most is None or given <= self.most):
            return
        raise ExpressionError(
            "wrong-number-of-arguments",
            at,
            function=name,
            given=str(given),
            least=str(self.least),
            most="" if self.most is None else str(self.most),
        )


DEVICE_FUNCTIONS = frozenset(
    {"here", "get-setting", "comment-status", "extract-signed", "property", "depend", "vibrate"}
)
