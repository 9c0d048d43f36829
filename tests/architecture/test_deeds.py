"""Every deed is told, in a sentence of two languages."""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from django.utils import translation

from regiowerk.tell.portal.queries.history import SENTENCES
from tests.architecture.tree import modules, parsed, room_of

# Rooms whose verbs are no deeds; test_verbs.py looks at all verbs.
UNTOLD = {
    "ground/notices": "outbox and notices are how others are told",
    "ground/journal": "the journal itself",
}


def action_modules() -> Iterator[Path]:
    for path in modules():
        if path.name == "actions.py" or "actions" in path.parent.parts[-1:]:
            yield path


def rooms() -> list[str]:
    return sorted({room_of(path) for path in action_modules()} - set(UNTOLD))


def deeds_of(room: str) -> Mapping[str, object]:
    module = importlib.import_module(f"regiowerk.{room.replace('/', '.')}.actions")
    found: Mapping[str, object] = module.DEEDS
    return found


def told_in(room: str) -> set[str]:
    """Every word like "goal.adopted" that stands in the verbs of a room, outside DEEDS."""
    return {
        node.value
        for path in action_modules()
        if room_of(path) == room
        for statement in parsed(path).body
        if not _is_the_list_of_deeds(statement)
        for node in ast.walk(statement)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.fullmatch(r"[a-z]+\.[a-z_]+", node.value)
    }


def _is_the_list_of_deeds(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.AnnAssign) and ast.unparse(statement.target) == "DEEDS"


@pytest.mark.parametrize("room", rooms())
def test_what_is_told_and_the_sentences_for_it_are_the_same(room: str) -> None:
    assert told_in(room) == set(deeds_of(room))


@pytest.mark.parametrize("room", rooms())
def test_every_sentence_stands_in_both_languages(room: str) -> None:
    wrong = []
    for deed, sentence in deeds_of(room).items():
        with translation.override("en"):
            english = str(sentence)
        with translation.override("de"):
            german = str(sentence)
        placeholders = set(re.findall(r"%\((\w+)\)s", english))
        if english == german or placeholders != set(re.findall(r"%\((\w+)\)s", german)):
            wrong.append(deed)
        if not placeholders <= {"who", "what"}:
            wrong.append(deed)
    assert wrong == []


def test_every_deed_can_be_read_in_the_history() -> None:
    """A deed that is missing there would be told as "changed"."""
    assert {deed for room in rooms() for deed in deeds_of(room)} == set(SENTENCES)


def test_the_tree_was_looked_at() -> None:
    assert len(rooms()) > 5
