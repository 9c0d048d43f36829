"""What one evaluation carries along: its surroundings and what is left of its budgets."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from regiowerk.listen.questionnaires.domain.expressions.errors import EvaluationError
from regiowerk.listen.questionnaires.domain.expressions.limits import (
    MAX_PATTERN_SECONDS,
    MAX_STEPS,
    MAX_TEXT,
)
from regiowerk.listen.questionnaires.domain.expressions.nodes import Node


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What an expression may know of the world; nothing else is read."""

    today: date
    now: datetime
    properties: Mapping[str, str] = field(default_factory=dict)
    positions: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    seed: str = ""


class Run:
    """One evaluation: where it stands and what it may still spend."""

    __slots__ = (
        "current", "instances", "language", "pattern_seconds",
        "place", "position", "size", "steps", "surroundings",
    )  # fmt: skip

    def __init__(
        self,
        surroundings: Surroundings,
        current: Node,
        instances: Mapping[str, Node] | None = None,
        *,
        place: str = "",
        language: str = "en",
    ) -> None:
        self.surroundings = surroundings
        self.instances: Mapping[str, Node] = instances or {}
        self.language = language
        self.begin(current, place)

    def begin(self, current: Node, place: str) -> None:
        """Start over at a node with full budgets; `place` names it for what is drawn by chance."""
        self.current = current
        self.place = place
        self.position = 1
        self.size = 1
        self.steps = MAX_STEPS
        self.pattern_seconds = MAX_PATTERN_SECONDS

    def spend(self, steps: int) -> None:
        """Take steps from the budget.  Raises EvaluationError when it is used up."""
        self.steps -= steps
        if self.steps < 0:
            raise EvaluationError("too-many-steps")

    def chance(self) -> int:
        """A number of 256 bits drawn from the seed and the place, always the same there."""
        self.spend(1)
        source = f"{self.surroundings.seed}|{self.place}"
        return int.from_bytes(hashlib.sha256(source.encode()).digest())


def bounded(text: str) -> str:
    """The text, when it is not longer than allowed.  Raises EvaluationError."""
    if len(text) > MAX_TEXT:
        raise EvaluationError("too-long")
    return text
