"""What a sheet tells of its fields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from regiowerk.listen.questionnaires.domain.answers import Field, Value


class Problem(StrEnum):
    """Why an answer cannot stand as it is."""

    REQUIRED = "required"
    CONSTRAINT = "constraint"
    NOT_OFFERED = "not_offered"  # not in the list, or filtered out
    NOT_POSSIBLE = "not_possible"  # out of range, wrong type, too long
    NOT_COMPUTED = "not_computed"  # the budget or the time of an expression was used up


@dataclass(frozen=True, slots=True)
class FieldState:
    """One field now: what expressions and exports see, and what is asked of it."""

    value: Value
    is_relevant: bool
    is_required: bool
    is_read_only: bool
    problem: Problem | None
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """What one change moved; nothing that stayed."""

    fields: Mapping[Field, FieldState]
    groups: Mapping[Field, bool]
    added: tuple[Field, ...] = ()
    removed: tuple[Field, ...] = ()
