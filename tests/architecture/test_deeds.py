"""Every deed is told, by whom and in two languages."""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from django.utils import translation

from regiowerk.tell.portal.queries.history import SENTENCES
from tests.architecture.tree import functions, modules, parsed, room_of

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
# What a verb is done with, as one says it: import_package(folder, by=...).
POSITIONAL = {"import_package": {"folder"}}


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


def test_every_verb_says_by_whom_and_when() -> None:
    assert [
        f"{room}: {verb.name}"
        for room in rooms()
        for verb in verbs_of(room)
        if {argument.arg for argument in verb.args.args} - POSITIONAL.get(verb.name, set())
        or not {"by", "at"} <= {argument.arg for argument in verb.args.kwonlyargs}
    ] == []


@pytest.mark.parametrize("room", rooms())
def test_every_verb_writes_into_the_journal(room: str) -> None:
    """Itself, or through a function of the same room that it calls."""
    everything = {
        function.name: function
        for path in action_modules()
        if room_of(path) == room
        for function in functions(path)
    }
    telling = {"record"}
    while (
        more := {name for name, function in everything.items() if _called_by(function) & telling}
        - telling
    ):
        telling |= more

    assert [verb.name for verb in verbs_of(room) if verb.name not in telling] == []


def test_exceptions_name_only_what_exists() -> None:
    known = {function.name for path in action_modules() for function in functions(path)}

    assert sorted({*UNTOLD_VERBS, *POSITIONAL} - known) == []


def verbs_of(room: str) -> list[ast.FunctionDef]:
    """The public functions of a room that write: in one transaction, or for somebody."""
    return [
        statement
        for path in action_modules()
        if room_of(path) == room
        for statement in parsed(path).body
        if isinstance(statement, ast.FunctionDef)
        and not statement.name.startswith("_")
        and statement.name not in UNTOLD_VERBS
        and (
            "by" in {argument.arg for argument in statement.args.kwonlyargs}
            or any("atomic" in ast.unparse(decorator) for decorator in statement.decorator_list)
        )
    ]


def _called_by(function: ast.FunctionDef) -> set[str]:
    """The last names of all calls: "record" for record() and journal.record()."""
    return {
        ast.unparse(node.func).rsplit(".", 1)[-1]
        for node in ast.walk(function)
        if isinstance(node, ast.Call)
    }


def test_the_tree_was_looked_at() -> None:
    assert len(rooms()) > 5
