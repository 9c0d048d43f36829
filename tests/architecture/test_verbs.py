"""Verbs are found by what they do: whatever can be called from outside and writes is one."""

from __future__ import annotations

import ast
import importlib
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.architecture.tree import SOURCES, modules, name, parsed, room_of

WRITES = {"bulk_create", "bulk_update", "create", "delete", "get_or_create", "save", "update", "update_or_create"}  # fmt: skip
JOURNAL = "regiowerk.ground.journal.actions"
# What a verb may take without its name, as one says it: import_package(folder, by=...).
BY_PLACE = {"tell/exchange: import_package": {"folder"}}
# Nobody in particular does this, or nobody is known yet.
NOBODY = {
    "ground/notices: queue_mail": "the deed that sends it says who",
    "ground/notices: notify": "the deed that tells it says who",
    "ground/notices: mark_read": "the recipient",
    "ground/notices: send_due": "a program",
    "ground/notices: queue_digests": "a program",
    "ground/notices: forget": "a program",
    "ground/notices: note_bounce": "a mail server",
    "ground/people: note_attempt": "nobody is signed in yet",
    "ground/people: take_back_attempt": "nobody is signed in yet",
    "ground/people: ask_for_sign_in_link": "nobody is signed in yet",
    "ground/people: use_sign_in_link": "nobody is signed in yet",
    "ground/people: forget": "a program",
    "decide/ballots: forget": "a program",
    "listen/surveys: forget": "a program",
    "listen/surveys: remind_due": "a program, and the journal says so",
    "listen/surveys: keep_draft": "a program, and the journal says so",
    "listen/surveys: give_up_draft": "a program, and the journal says so",
    "listen/surveys: note_use": "whoever has the link",
    "listen/surveys: renew_link": "whoever has the link",
    "listen/surveys: send_code": "whoever has the link",
    "listen/surveys: try_code": "whoever has the link",
    "listen/surveys: prepare_sections": "the deed that needs them says who",
    "tell/reports: note_progress": "a program",
    "tell/reports: keep_report": "a program, and the journal says so",
    "tell/reports: give_up_report": "a program, and the journal says so",
}
# A writer is an actor with the words that stand beside an answer.
DOERS = {"by", "writer"}
# Nothing of this is kept with a time.
NO_TIME = {
    "ground/people: take_back_attempt": "what is taken back was not there",
    "tell/reports: note_progress": "only the last word is kept",
}
TOLD_ALL_THE_SAME = {
    "listen/surveys: keep_draft",
    "listen/surveys: give_up_draft",
    "listen/surveys: remind_due",
    "tell/reports: keep_report",
    "tell/reports: give_up_report",
    "listen/surveys: renew_link",
    "listen/surveys: send_code",
}
# The journal does not tell this.
UNTOLD = {
    **{verb: why for verb, why in NOBODY.items() if verb not in TOLD_ALL_THE_SAME},
    "ground/people: add_demo_person": "an example person is nobody",
    "ground/journal: record": "that is the journal",
    "listen/surveys: save_answer": "revisions are their own journal",
    "listen/surveys: save_answers": "revisions are their own journal",
    "listen/surveys: save_upload": "revisions are their own journal",
    "decide/ballots: save_draft": "a draft is its organisation's own until it is handed in",
    "listen/surveys: claim_section": "it ends by itself after five minutes",
}
# Part of a deed: the verb that calls it says who and when, tells it, and is the transaction.
PARTS = {"ground/process: move": "several rooms arrange things by hand in the same way"}
# Not one transaction.
LOOSE = {
    "listen/surveys: remind_due": "one transaction for each mail",
    "ground/notices: send_due": "what a mail server has accepted cannot be rolled back",
    "tell/reports: note_progress": "one row",
    "ground/journal: record": "one row, in the transaction of the deed",
}


@dataclass(frozen=True)
class Verb:
    label: str
    function: ast.FunctionDef
    named: frozenset[str]
    placed: frozenset[str]


@cache
def action_modules() -> tuple[Path, ...]:
    return tuple(p for p in modules() if p.name == "actions.py" or p.parent.name == "actions")


def dotted(path: Path) -> str:
    parts = path.relative_to(SOURCES.parent).with_suffix("").parts
    return ".".join(parts).removesuffix(".__init__")


@cache
def everything() -> Mapping[str, ast.FunctionDef | ast.ClassDef]:
    """What stands in the actions of all rooms, by its full name."""
    return {
        f"{dotted(path)}.{node.name}": node
        for path in action_modules()
        for node in parsed(path).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
    }


@cache
def known_as(module: str) -> Mapping[str, str]:
    """What a name means in a module: its full name."""
    path = SOURCES.parent / module.replace(".", "/")
    file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    meant = {}
    for node in ast.walk(parsed(file)):
        if isinstance(node, ast.ImportFrom) and node.module:
            meant |= {
                alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names
            }
    own = (one for one in parsed(file).body if isinstance(one, ast.FunctionDef | ast.ClassDef))
    return meant | {one.name: f"{module}.{one.name}" for one in own}


def resolved(full: str) -> str:
    """Where something really stands that a package passes on."""
    module, _, last = full.rpartition(".")
    if full in everything() or not module.startswith("regiowerk."):
        return full
    if dotted_exists(module) and (there := known_as(module).get(last, full)) != full:
        return resolved(there)
    return full


def dotted_exists(module: str) -> bool:
    path = SOURCES.parent / module.replace(".", "/")
    return path.with_suffix(".py").is_file() or (path / "__init__.py").is_file()


@cache
def calls(full: str) -> frozenset[str]:
    """The full names of what something in the actions calls, as far as they can be told."""
    meant = known_as(full.rpartition(".")[0])
    found = set()
    for node in ast.walk(everything()[full]):
        if isinstance(node, ast.Call):
            first, _, rest = ast.unparse(node.func).partition(".")
            if first in meant:
                found.add(resolved(f"{meant[first]}.{rest}" if rest else meant[first]))
    return frozenset(found)


@cache
def reaching(target: str) -> frozenset[str]:
    """Everything that writes or that tells, itself or through what it calls."""
    found = {full for full in everything() if _does(full, target)}
    while more := {one for one in everything() if one not in found and found & calls(one)}:
        found |= more
    return frozenset(found)


def _does(full: str, target: str) -> bool:
    if target == "tells":
        return f"{JOURNAL}.record" in calls(full)
    return any(
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in WRITES
        for node in ast.walk(everything()[full])
    )


@cache
def exposed() -> frozenset[str]:
    """What can be called from outside: what the actions of a room pass on, what others import."""
    passed_on = {
        resolved(f"{dotted(path)}.{word}")
        for path in action_modules()
        if dotted(path).endswith(".actions")
        for word in known_as(dotted(path))
        if not word.startswith("_")
    }
    taken = set()
    for path in modules():
        for meant in known_as(dotted(path)).values():
            if ".actions." in meant and room_of(path) != _room(meant):
                taken |= {
                    one for one in everything() if one == meant or one.startswith(f"{meant}.")
                }
    return frozenset(
        one
        for one in (passed_on | taken) & set(everything())
        if not one.rpartition(".")[2].startswith("_")
    )


def _room(full: str) -> str:
    return "/".join(full.split(".")[1:3])


@cache
def verbs() -> tuple[Verb, ...]:
    found = []
    for full in sorted(exposed() & reaching("writes")):
        node = everything()[full]
        if isinstance(node, ast.FunctionDef):
            named = frozenset(argument.arg for argument in node.args.kwonlyargs)
            placed = frozenset(one.arg for one in (*node.args.posonlyargs, *node.args.args))
            found.append(Verb(f"{_room(full)}: {node.name}", node, named, placed))
    return tuple(found)


def test_verbs_are_found() -> None:
    assert len(verbs()) > 60
    assert len({verb.label.split(":")[0] for verb in verbs()}) > 7


def test_a_verb_takes_everything_by_name() -> None:
    assert [
        f"{verb.label}({', '.join(sorted(wrong))})"
        for verb in verbs()
        if (wrong := verb.placed - BY_PLACE.get(verb.label, set()))
    ] == []


def test_a_verb_knows_who_does_it() -> None:
    assert [v.label for v in verbs() if not DOERS & v.named and v.label not in NOBODY | PARTS] == []


def test_a_verb_knows_when_it_is_done() -> None:
    assert [
        v.label for v in verbs() if "at" not in v.named and v.label not in NO_TIME | PARTS
    ] == []


def test_nobody_is_handed_over_in_vain() -> None:
    """Whoever takes `by` or `at` does something with it."""
    assert [
        f"{verb.label}: {word}"
        for verb in verbs()
        for word in sorted(DOERS | {"at"})
        if word in verb.named
        and not any(isinstance(n, ast.Name) and n.id == word for n in ast.walk(verb.function))
    ] == []


def test_a_verb_is_told_in_the_journal() -> None:
    telling = {f"{_room(one)}: {one.rpartition('.')[2]}" for one in reaching("tells")}

    assert [
        verb.label for verb in verbs() if verb.label not in telling | set(UNTOLD) | set(PARTS)
    ] == []


def test_a_verb_is_one_transaction() -> None:
    """All of it, or nothing."""
    assert [
        verb.label
        for verb in verbs()
        if verb.label not in LOOSE | PARTS
        and "transaction.atomic" not in ast.unparse(verb.function)
    ] == []


def test_the_exceptions_are_still_needed() -> None:
    by_label = {verb.label: verb for verb in verbs()}
    telling = {f"{_room(one)}: {one.rpartition('.')[2]}" for one in reaching("tells")}

    assert [
        verb
        for verb in (*BY_PLACE, *NOBODY, *NO_TIME, *UNTOLD, *LOOSE, *PARTS)
        if verb not in by_label
    ] == []
    assert [verb for verb in NOBODY if "by" in by_label[verb].named] == []
    assert [verb for verb in NO_TIME if "at" in by_label[verb].named] == []
    assert sorted(set(UNTOLD) & telling) == []


def test_a_part_of_a_deed_is_asked_for_by_verbs_only() -> None:
    parts = {full for full in everything() if f"{_room(full)}: {full.rpartition('.')[2]}" in PARTS}
    around = {part.rpartition(".")[0] for part in parts}
    assert [
        name(path)
        for path in modules()
        if path not in action_modules()
        and (parts | around) & {resolved(meant) for meant in known_as(dotted(path)).values()}
    ] == []


def test_only_verbs_write_into_the_journal() -> None:
    assert [
        name(path)
        for path in modules()
        if path not in action_modules()
        and re.search(r"journal\.actions|journal import actions", path.read_text(encoding="utf-8"))
    ] == []


def test_no_two_rooms_have_the_same_deed() -> None:
    """The history has one sentence for each."""
    told = Counter(
        deed
        for room in sorted({room_of(path) for path in action_modules()})
        for deed in getattr(
            importlib.import_module(f"regiowerk.{room.replace('/', '.')}.actions"), "DEEDS", ()
        )
    )
    assert [deed for deed, times in told.items() if times > 1] == []
