"""What the house forbids, looked for in every file."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from tests.architecture.tree import (
    SOURCES,
    functions,
    modules,
    name,
    parsed,
    room_of,
    templates,
    tracked,
)

REFUSING_TO_SAY = {"utils", "helpers", "tools", "common", "services", "managers"}
AT_THE_EDGE = ("middleware.py", "tasks.py", "commands")
# Spelled apart, so that this file names none of them.
REGISTRIES = tuple(".".join(parts) for parts in (("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("npmjs", "com"), ("debian", "net/debian")))  # fmt: skip
NO_CODE = {".png", ".woff2", ".ico"}


def test_names_say_what_they_hold() -> None:
    found = {
        part.removesuffix(".py") for path in modules() for part in path.relative_to(SOURCES).parts
    }

    assert found & REFUSING_TO_SAY == set()


def test_no_hidden_callers() -> None:
    words = re.compile(
        r"django\.dispatch|models\.signals|post_save|pre_save|GenericForeignKey|JSONField"
    )

    assert [
        name(path) for path in modules() if words.search(path.read_text(encoding="utf-8"))
    ] == []


def test_nothing_saves_behind_ones_back() -> None:
    assert [
        name(path)
        for path in modules()
        if path.name == "models.py" and any(f.name == "save" for f in functions(path))
    ] == []


def test_views_are_functions() -> None:
    assert [
        f"{name(path)}: {node.name}"
        for path in modules()
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.ClassDef)
        and any(re.search(r"(View|Mixin)$", ast.unparse(base)) for base in node.bases)
    ] == []


def test_the_clock_is_read_at_the_edge() -> None:
    assert [
        name(path)
        for path in modules()
        if "timezone.now()" in path.read_text(encoding="utf-8")
        and not any(edge in path.parts or path.name == edge for edge in AT_THE_EDGE)
    ] == []


def test_an_import_inside_a_function_says_why() -> None:
    assert [
        f"{name(path)}:{node.lineno}"
        for path in modules()
        for function in functions(path)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom) and not _has_reason(path, node.lineno)
    ] == []


def _has_reason(path: Path, line: int) -> bool:
    lines = path.read_text(encoding="utf-8").splitlines()
    return "# " in lines[line - 1] or lines[line - 2].strip().startswith("#")


def test_pages_carry_no_style_and_no_script() -> None:
    """A strict policy would block them; documents for print are no pages."""
    inline = re.compile(r"<style|<script(?![^>]*\bsrc=)|\sstyle=|\son[a-z]+=", re.IGNORECASE)

    assert [
        name(path)
        for path in templates()
        if room_of(path) != "ground/documents" and inline.search(path.read_text(encoding="utf-8"))
    ] == []


def test_the_design_system_stays_in_its_room() -> None:
    assert [
        name(path)
        for path in (*templates(), *modules())
        if room_of(path) != "ground/ui"
        and re.search(r"\bkern-[a-z]", path.read_text(encoding="utf-8"))
    ] == []


def test_unescaped_text_is_made_in_one_room() -> None:
    assert [
        name(path)
        for path in modules()
        if room_of(path) != "ground/ui" and "mark_safe" in path.read_text(encoding="utf-8")
    ] == []


def test_no_file_says_where_packages_are_downloaded_from() -> None:
    assert [
        f"{path.name}: {host}"
        for path in tracked()
        if path.exists() and path.suffix not in NO_CODE
        for host in REGISTRIES
        if host in path.read_text(encoding="utf-8", errors="replace")
    ] == []
