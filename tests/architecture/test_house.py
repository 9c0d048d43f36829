"""The plan of the house, the list of what is installed, and its papers say the same."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path
from typing import Any

from django.conf import settings

from tests.architecture.tree import ROOMS, ROOT, SOURCES, modules, name, parsed, tracked

KINDS_OF_FILES_OF_THEIR_OWN = {"ground/ui", "ground/documents"}  # docs/decisions/0005


def on_disk() -> set[str]:
    return {
        f"{path.parent.parent.name}/{path.parent.name}" for path in SOURCES.glob("*/*/__init__.py")
    }


def contracts() -> list[dict[str, Any]]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = project["tool"]["importlinter"]["contracts"]
    return found


def dotted(room: str) -> str:
    return f"regiowerk.{room.replace('/', '.')}"


def test_rooms_on_disk_in_settings_and_in_the_story_are_the_same() -> None:
    installed = {
        "/".join(app.split(".")[1:])
        for app in settings.INSTALLED_APPS
        if app.startswith("regiowerk.")
    }
    story = (ROOT / "docs/story.md").read_text(encoding="utf-8")
    told = re.findall(r"^\| `([a-z_]+/[a-z_]+)` \|", story, re.MULTILINE)

    assert [
        *(f"{room} is not installed" for room in sorted(on_disk() - installed)),
        *(f"{room} is installed and not on disk" for room in sorted(installed - on_disk())),
        *(f"{room} is not in docs/story.md" for room in sorted(on_disk() - set(told))),
        *(f"{room} is in docs/story.md only" for room in sorted(set(told) - on_disk())),
        *(f"{room} has no place in tree.py" for room in sorted(on_disk() ^ set(ROOMS))),
    ] == []


def test_the_story_tells_the_rooms_from_the_highest_to_the_lowest() -> None:
    story = (ROOT / "docs/story.md").read_text(encoding="utf-8")
    told = re.findall(r"^\| `([a-z_]+/[a-z_]+)` \|", story, re.MULTILINE)

    assert told == list(reversed(ROOMS))


def test_no_folder_is_an_empty_room() -> None:
    """A room is built when it is needed: a folder with code in it is a room, and has a sentence."""
    assert [
        name(folder)
        for folder in sorted(SOURCES.glob("*/*"))
        if folder.is_dir()
        and folder.name != "__pycache__"
        and folder.parent.name != "config"
        and f"{folder.parent.name}/{folder.name}" not in on_disk()
        and any(folder.rglob("*.py"))
    ] == []


def test_every_room_is_under_contract() -> None:
    """Its place among the rooms of its storey, and the order of the files inside it."""
    layered = {place for one in contracts() for place in one.get("containers", ())}
    placed = {
        f"{container}.{room.strip('() ')}"
        for one in contracts()
        for container in one.get("containers", ())
        for layer in one["layers"]
        for room in layer.split("|")
    }

    assert [room for room in sorted(on_disk()) if dotted(room) not in layered] == []
    assert [room for room in sorted(on_disk()) if dotted(room) not in placed] == []


def test_no_contract_has_gaps_or_exceptions() -> None:
    """A new kind of file is a decision; `ignore_imports` would be a hole in the wall."""
    excused = {"apps", "migrations", "templatetags", "__main__"}

    assert [
        one["name"]
        for one in contracts()
        if one.get("ignore_imports")
        or (one["type"] == "layers" and not one.get("exhaustive"))
        or not set(one.get("exhaustive_ignores", ())) <= excused
    ] == []


def test_rooms_with_kinds_of_files_of_their_own_are_the_two_decided_on() -> None:
    usual = {
        tuple(one["layers"])
        for one in contracts()
        if dotted("ground/process") in one.get("containers", ())
    }

    assert {
        container.removeprefix("regiowerk.").replace(".", "/")
        for one in contracts()
        for container in one.get("containers", ())
        if container.count(".") == 2 and tuple(one["layers"]) not in usual
    } == KINDS_OF_FILES_OF_THEIR_OWN


def test_every_room_says_in_one_sentence_what_it_is() -> None:
    assert [
        name(path)
        for path in sorted(SOURCES.glob("*/*/__init__.py"))
        if not _is_one_sentence(ast.get_docstring(parsed(path)) or "")
    ] == []


def _is_one_sentence(text: str) -> bool:
    words = " ".join(text.split())
    return words.endswith(".") and words.count(".") == 1


def test_every_variable_a_program_sets_or_reads_is_in_the_handbook() -> None:
    """What stands in bin and in config; test_papers.py asks the same of the settings themselves."""
    handbook = (ROOT / "docs/operating.md").read_text(encoding="utf-8")
    named = set(re.findall(r"\bREGIOWERK_[A-Z_]*[A-Z]\b", handbook))

    assert [
        f"{name(path)}: {word}"
        for path in (*sorted(SOURCES.glob("config/*.py")), *_programs())
        for word in sorted(_variables(path) - named)
    ] == []


def _variables(path: Path) -> set[str]:
    return set(re.findall(r"\bREGIOWERK_[A-Z_]*[A-Z]\b", path.read_text(encoding="utf-8")))


def _programs() -> list[Path]:
    return [path for path in tracked() if path.parent == ROOT / "bin" and path.is_file()]


def test_only_the_settings_read_the_environment() -> None:
    """One place to look; the way in only says which settings there are."""
    at_home = {"src/regiowerk/config/settings.py"}
    words = re.compile(r"os\.environ(?!\.setdefault\(\"DJANGO_SETTINGS_MODULE\")|\bgetenv\b")

    assert [
        name(path)
        for path in modules()
        if name(path) not in at_home and words.search(path.read_text(encoding="utf-8"))
    ] == []
