"""Changing what a question says and asks."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from regiowerk.listen.questionnaires.domain.editing.tree import (
    added,
    item_at,
    new_name,
    question_at,
    replaced,
)
from regiowerk.listen.questionnaires.domain.instrument import (
    CHOOSING,
    Choice,
    Instrument,
    Kind,
    Question,
    Visibility,
    Words,
)

ADDABLE = (
    Kind.TEXT,
    Kind.INTEGER,
    Kind.DECIMAL,
    Kind.DATE,
    Kind.SELECT_ONE,
    Kind.SELECT_MULTIPLE,
    Kind.RANK,
    Kind.ACKNOWLEDGE,
    Kind.FILE,
    Kind.GEOPOINT,
    Kind.NOTE,
)


def with_question(instrument: Instrument, path: str, **changes: Any) -> Instrument:
    """The instrument with other values in some fields of a question; empty words are left out."""
    question = question_at(instrument, path)
    said: dict[str, Any] = {
        name: _said(value) if isinstance(value, dict) else value for name, value in changes.items()
    }
    return replaced(instrument, path, replace(question, **said))


def with_heading(instrument: Instrument, path: str, label: Words, hint: Words) -> Instrument:
    """The instrument with other words over a group."""
    item = item_at(instrument, path)
    return replaced(instrument, path, replace(item, label=_said(label), hint=_said(hint)))


def with_condition(instrument: Instrument, path: str, relevant: str) -> Instrument:
    """The instrument with another condition; a rule that was not understood gives way to it."""
    item = item_at(instrument, path)
    disabled = {name: rule for name, rule in item.disabled.items() if name != "relevant"}
    return replaced(instrument, path, replace(item, relevant=relevant, disabled=disabled))


def with_new_question(
    instrument: Instrument, parent: str, kind: Kind, label: Words, choices: tuple[Words, ...] = ()
) -> tuple[Instrument, str]:
    """The instrument with a further question at the end of a group, and its path."""
    name = new_name(instrument, next(iter(_said(label).values()), ""))
    visibility = None if kind is Kind.NOTE else Visibility.REGION
    question = Question(name, kind, _said(label), visibility=visibility)
    if kind in CHOOSING:
        question = replace(question, choice_list=name)
        offered: list[Choice] = []
        for words in choices:
            taken = Instrument("", {}, (), {choice.code: () for choice in offered})
            offered.append(Choice(new_name(taken, next(iter(words.values()), "")), _said(words)))
        lists = {**instrument.choice_lists, name: tuple(offered)}
        instrument = replace(instrument, choice_lists=lists)
    return added(instrument, parent, question), f"{parent}/{name}"


def _said(words: Words) -> dict[str, str]:
    return {language: text for language, text in words.items() if text}
