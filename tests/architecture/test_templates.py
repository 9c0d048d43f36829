"""Every template can be read, and somebody reads it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from django.template import TemplateDoesNotExist, TemplateSyntaxError, loader

from tests.architecture.tree import ROOMS, SOURCES, modules, room_of

# Read by something outside our modules and templates, each with its reason.
READ_ELSEWHERE = {
    f"ui/pages/{page}.html": "ui/views/legal.py puts the name together from the page's"
    for page in ("accessibility", "feedback", "imprint", "privacy")
}
NAMED = re.compile(r"{% (?:extends|include) [\"']([^\"'#]+)(?:#\w+)?[\"']")


def every_template() -> Iterator[Path]:
    """All files that are templates, whatever they are written in."""
    for folder in sorted(SOURCES.glob("*/*/templates")):
        yield from (path for path in sorted(folder.rglob("*")) if path.is_file())


def called(path: Path) -> str:
    """What a template is called by: "portal/start.html"."""
    parts = path.parts
    return "/".join(parts[parts.index("templates") + 1 :])


def test_every_template_can_be_read() -> None:
    wrong = []
    for path in every_template():
        try:
            loader.get_template(called(path))
        except (TemplateSyntaxError, TemplateDoesNotExist, UnicodeDecodeError) as problem:
            wrong.append(f"{called(path)}: {problem}")
    assert wrong == []


def test_every_template_lies_in_a_folder_named_like_its_room() -> None:
    """Otherwise one room's template hides another's of the same name."""
    assert [
        called(path)
        for path in every_template()
        if called(path).split("/")[0] != room_of(path).rsplit("/", 1)[1]
    ] == []


def test_every_template_that_is_named_exists() -> None:
    known = {called(path) for path in every_template()}

    assert (
        sorted(
            f"{called(path)}: {wanted}"
            for path in every_template()
            for wanted in NAMED.findall(path.read_text(encoding="utf-8"))
            if wanted not in known
        )
        == []
    )


def test_every_template_is_rendered_included_or_extended() -> None:
    """By a page that is read itself: two templates that only name each other are read by nobody."""
    by_name = {called(path): path for path in every_template()}
    reached: set[str] = set()
    ahead = [*_named_in_modules(), *READ_ELSEWHERE]
    while ahead:
        one = ahead.pop()
        if one in by_name and one not in reached:
            reached.add(one)
            ahead += NAMED.findall(by_name[one].read_text(encoding="utf-8"))
    assert sorted(set(by_name) - reached) == []


def test_the_exceptions_are_still_needed() -> None:
    named = set(_named_in_modules())
    known = {called(path) for path in every_template()}

    assert sorted(one for one in READ_ELSEWHERE if one in named or one not in known) == []


def test_templates_include_only_rooms_at_or_below_their_own() -> None:
    wrong = []
    for path in every_template():
        for wanted in NAMED.findall(path.read_text(encoding="utf-8")):
            if not _is_below(wanted.split("/")[0], room_of(path)):
                wrong.append(f"{called(path)}: {wanted}")
    assert wrong == []


def _named_in_modules() -> Iterator[str]:
    for path in modules():
        text = path.read_text(encoding="utf-8")
        yield from re.findall(r"[\"']([a-z_]+/[a-z_/]+\.[a-z]+)(?:#\w+)?[\"']", text)


def _is_below(room: str, here: str) -> bool:
    order = [one.rsplit("/", 1)[1] for one in ROOMS]
    return room in order and order.index(room) <= ROOMS.index(here)
