"""Every deed is told, by whom and in two languages."""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from django.utils import translation

from regiowerk.tell.portal import actions as portal
from regiowerk.tell.portal.queries.history import SENTENCES
from tests.architecture.tree import SOURCES, functions, modules, name, parsed, room_of

# Verbs that are no deeds of a person: what programs do, and what must not be told.
UNTOLD = {
    "ground/notices": "outbox and notices are how others are told",
    "ground/journal": "the journal itself",
}
UNTOLD_VERBS = {
    "note_attempt": "signing in is nobody's business",
    "ask_for_sign_in_link": "signing in is nobody's business",
    "use_sign_in_link": "signing in is nobody's business",
    "forget": "a program deletes what is too old",
    "note_progress": "how far a program is",
    "keep_report": "the worker does it, and the journal says Regiowerk",
    "give_up_report": "the worker does it, and the journal says Regiowerk",
    "take_back_attempt": "signing in is nobody's business",
    "add_demo_person": "an example person is nobody",
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
    found = set()
    for path in action_modules():
        if room_of(path) != room:
            continue
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found |= set(re.findall(r"^[a-z]+\.[a-z_]+$", node.value))
    return found


@pytest.mark.parametrize("room", rooms())
def test_every_deed_told_has_a_sentence(room: str) -> None:
    assert sorted(told_in(room) - set(deeds_of(room))) == []


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
    known = {*SENTENCES, *portal.DEEDS}

    assert sorted({deed for room in rooms() for deed in deeds_of(room)} - known) == []


def test_every_verb_says_by_whom_and_when() -> None:
    wrong = []
    for path in action_modules():
        if room_of(path) in UNTOLD:
            continue
        for function in functions(path):
            if not _is_verb(path, function):
                continue
            named = {argument.arg for argument in function.args.kwonlyargs}
            if function.args.args or not {"by", "at"} <= named:
                wrong.append(f"{name(path)}: {function.name}")
    assert wrong == []


def _is_verb(path: Path, function: ast.FunctionDef) -> bool:
    """A public function that writes in one transaction."""
    return (
        function in parsed(path).body
        and not function.name.startswith("_")
        and function.name not in UNTOLD_VERBS
        and any("atomic" in ast.unparse(decorator) for decorator in function.decorator_list)
    )


def test_the_tree_was_looked_at() -> None:
    assert (SOURCES.is_dir(), len(rooms()) > 5) == (True, True)
