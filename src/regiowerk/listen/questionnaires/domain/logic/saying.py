"""Texts with `${name}` in them, filled in with what is shown there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from regiowerk.listen.questionnaires.domain.answers import Upload, Value
from regiowerk.listen.questionnaires.domain.expressions.nodes import Node
from regiowerk.listen.questionnaires.domain.instrument import CHOOSING, Question, Words, say
from regiowerk.listen.questionnaires.domain.logic.cells import Cell
from regiowerk.listen.questionnaires.domain.logic.compiled import Logic
from regiowerk.listen.questionnaires.domain.logic.reaching import way_between

_MENTIONED = re.compile(r"\$\{\s*([^{}]*?)\s*\}")
_COMMA = frozenset({"de", "fr", "nl", "pl", "cs", "da"})


def fill_in(words: Words, at: Cell | None, root: Node, logic: Logic, language: str) -> str:
    """A text in a language with every `${name}` replaced; a name nobody has stays as written."""
    text = say(words, language, logic.instrument.default_language)
    if "${" not in text:
        return text

    def shown(match: re.Match[str]) -> str:
        spots = logic.spots.by_name.get(match[1], [])
        if len(spots) != 1:
            return match[0]
        cells = _cells(at, root, logic, spots[0].path)
        parts = [shown_value(cell, logic, language) for cell in cells if not cell.is_hidden]
        return ", ".join(part for part in parts if part)

    return _MENTIONED.sub(shown, text)


def _cells(at: Cell | None, root: Node, logic: Logic, path: str) -> list[Cell]:
    spots = logic.spots
    owner = spots.root if at is None else at.entry.spot
    way = way_between(owner, spots.by_path[path])
    nodes: list[Node] = [root if at is None else at]
    for _ in range(way.ups):
        nodes = [node.parent for node in nodes if node.parent is not None]
    for name in way.names:
        nodes = [child for node in nodes for child in node.children.get(name, [])]
    return [node for node in nodes if isinstance(node, Cell)]


def shown_value(cell: Cell, logic: Logic, language: str) -> str:
    """An answer as people read it: labels for codes, numbers and dates as the language has them."""
    item = cell.entry.spot.item
    if not isinstance(item, Question):
        return ""
    if item.kind in CHOOSING:
        return _labels(item, cell.answer, logic, language)
    return _plain(cell.answer, language)


def _labels(question: Question, value: Value, logic: Logic, language: str) -> str:
    codes = value if isinstance(value, tuple) else (value,)
    choices = logic.instrument.choice_lists.get(question.choice_list, ())
    default = logic.instrument.default_language
    labels: Mapping[object, str] = {
        choice.code: say(choice.label, language, default) or choice.code for choice in choices
    }
    return ", ".join(labels.get(code, str(code)) for code in codes if code is not None)


def _plain(value: Value, language: str) -> str:
    match value:
        case None | bool():
            return ""
        case Decimal():
            text = format(value, "f")
            return text.replace(".", ",") if language in _COMMA else text
        case date():
            return value.strftime("%d.%m.%Y") if language == "de" else value.isoformat()
        case Upload():
            return value.name
        case tuple():
            return ", ".join(value)
        case _:
            return str(value)
