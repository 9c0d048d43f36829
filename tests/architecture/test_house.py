"""The plan of the house, the list of what is installed, and its papers say the same."""

from __future__ import annotations

import ast
import re
import tomllib

from django.conf import settings

from tests.architecture.tree import ROOMS, ROOT, SOURCES, name, parsed


def test_rooms_on_disk_in_settings_and_in_the_story_are_the_same() -> None:
    on_disk = {
        f"{path.parent.parent.name}/{path.parent.name}" for path in SOURCES.glob("*/*/__init__.py")
    }
    installed = {
        "/".join(app.split(".")[1:])
        for app in settings.INSTALLED_APPS
        if app.startswith("regiowerk.")
    }
    story = (ROOT / "docs/story.md").read_text(encoding="utf-8")
    told = set(re.findall(r"^\| `([a-z]+/[a-z]+)` \|", story, re.MULTILINE))

    assert (installed, told, set(ROOMS)) == (on_disk, on_disk, on_disk)


def test_every_room_is_under_contract() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = project["tool"]["importlinter"]["contracts"]
    layered = {c for contract in contracts for c in contract.get("containers", ())}

    missing = [room for room in ROOMS if f"regiowerk.{room.replace('/', '.')}" not in layered]

    assert missing == []


def test_every_room_says_in_one_sentence_what_it_is() -> None:
    assert [
        name(path)
        for path in SOURCES.glob("*/*/__init__.py")
        if not (ast.get_docstring(parsed(path)) or "").endswith(".")
    ] == []
