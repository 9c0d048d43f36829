"""The choices of a list: relabelled, reordered, added and removed; codes stay what they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from regiowerk.ground.process.domain.order import Direction
from regiowerk.listen.questionnaires.domain.editing.references import who_needs_choice
from regiowerk.listen.questionnaires.domain.editing.refusals import (
    NoChoiceLeftError,
    UsedElsewhereError,
)
from regiowerk.listen.questionnaires.domain.editing.tree import new_name
from regiowerk.listen.questionnaires.domain.instrument import (
    Choice,
    Instrument,
    Question,
    Words,
    walk,
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A choice as it shall be: a code that exists, or "" for a new choice."""

    code: str
    label: Words


def users_of(instrument: Instrument, name: str) -> tuple[str, ...]:
    """The paths of the questions that offer a list."""
    return tuple(
        placed.path
        for placed in walk(instrument)
        if isinstance(placed.item, Question) and placed.item.choice_list == name
    )


def with_choices(instrument: Instrument, name: str, wanted: Sequence[Wanted]) -> Instrument:
    """The instrument with a list as wanted.

    Refused when it would be empty, or when a choice goes that rules elsewhere name.
    """
    if not wanted:
        raise NoChoiceLeftError
    before = {choice.code: choice for choice in instrument.choice_lists.get(name, ())}
    kept = {choice.code for choice in wanted}
    for code in before.keys() - kept:
        needed_by = who_needs_choice(instrument, name, code)
        if needed_by:
            raise UsedElsewhereError(needed_by)
    taken = set(before)
    choices = []
    for choice in wanted:
        code = choice.code or _new_code(choice.label, taken)
        taken.add(code)
        old = before.get(code, Choice(code, {}))
        choices.append(replace(old, label=dict(choice.label)))
    return replace(instrument, choice_lists={**instrument.choice_lists, name: tuple(choices)})


def moved_choice(instrument: Instrument, name: str, code: str, direction: Direction) -> Instrument:
    """The instrument with one choice a place further up or down; at the end it stays."""
    choices = list(instrument.choice_lists.get(name, ()))
    codes = [choice.code for choice in choices]
    here = codes.index(code) if code in codes else 0
    there = here + (-1 if direction is Direction.UP else 1)
    if code in codes and 0 <= there < len(choices):
        choices[here], choices[there] = choices[there], choices[here]
    return replace(instrument, choice_lists={**instrument.choice_lists, name: tuple(choices)})


def _new_code(label: Words, taken: set[str]) -> str:
    """A code made of the label; codes are never used again for something else."""
    nobody = Instrument("", {}, (), dict.fromkeys(taken, ()))
    return new_name(nobody, next(iter(label.values()), ""))
