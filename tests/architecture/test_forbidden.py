"""What the house forbids, looked for in every file."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver

from tests.architecture.tree import (
    ROOT,
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
# Ways to ask the machine what time it is; localdate and localtime only without an argument.
CLOCK = {
    "timezone.now",
    "now",
    "datetime.now",
    "datetime.today",
    "datetime.utcnow",
    "date.today",
    "time.time",
    "time.monotonic",
    "time.localtime",
}
CLOCK_WITHOUT_ARGUMENT = {"timezone.localdate", "timezone.localtime", "localdate", "localtime"}
WRITES = {
    "bulk_create",
    "bulk_update",
    "create",
    "delete",
    "get_or_create",
    "save",
    "update_or_create",
}
# What looks like a write to the database and is none, with what it is.
NO_WRITES = {
    "src/regiowerk/ground/documents/slides/__init__.py": "a slide file is saved into memory",
}
PURE = ("domain", "models", "actions", "queries")
# Settings and chance where the house wants none, with the reason.
SETTINGS_NEVERTHELESS = {
    "src/regiowerk/ground/people/models.py": "names the user model, and the keys of sessions",
    "src/regiowerk/ground/regions/models.py": "names the user model",
}
INLINE = re.compile(
    r"<style|<script(?![^>]*\bsrc=)|\sstyle\s*=|\son[a-z]+\s*=|javascript:", re.IGNORECASE
)
# Spelled apart, so that this file names none of them.
REGISTRIES = tuple(
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("files", "pythonhosted", "org"),
        ("pythonhosted", "org"),
        ("registry", "npmjs", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("registry", "yarnpkg", "com"),
        ("deb", "debian", "org"),
        ("debian", "net/debian"),
        ("unpkg", "com"),
        ("jsdelivr", "net"),
        ("cdnjs", "cloudflare", "com"),
    )
)


def test_names_say_what_they_hold() -> None:
    assert [
        name(path)
        for path in sorted(SOURCES.rglob("*"))
        if (path.is_dir() or path.suffix == ".py")
        and {path.stem, path.stem.strip("_")} & REFUSING_TO_SAY
    ] == []


def test_no_hidden_callers() -> None:
    words = re.compile(
        r"django\.dispatch|\bSignal\(|\.signals\b|\bimport [^\n]*\bsignals\b|(pre|post)_(save|delete|init)\b"
        r"|m2m_changed|GenericForeignKey|GenericRelation|models\.JSONField"
    )

    assert [f"{name(path)}:{line}" for path in modules() for line in _lines_with(path, words)] == []


def test_nothing_saves_behind_ones_back() -> None:
    """A table that saves or deletes in its own way, a form that saves at all."""
    assert [
        f"{name(path)}: {node.name}.{function.name}"
        for path in modules()
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.ClassDef)
        for function in node.body
        if isinstance(function, ast.FunctionDef)
        and function.name in {"save", "delete", "save_base", "asave", "adelete", "save_form"}
    ] == []
    assert [
        f"{name(path)}: {node.name}"
        for path in modules()
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.ClassDef)
        and any(ast.unparse(base).rsplit(".", 1)[-1] == "ModelForm" for base in node.bases)
    ] == []


def test_writes_stand_in_actions() -> None:
    """Forms ask, views answer, queries read: only verbs write."""
    assert [
        f"{name(path)}:{node.lineno}: {ast.unparse(node.func)}"
        for path in modules()
        if "actions" not in {path.stem, *path.parts} and name(path) not in NO_WRITES
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and (node.func.attr in WRITES or _is_an_update(node))
    ] == []


def _is_an_update(call: ast.Call) -> bool:
    """`rows.update(name=...)`; a dict or a set is given one thing or none by name."""
    return (
        isinstance(call.func, ast.Attribute)
        and call.func.attr in {"update", "aupdate"}
        and bool(call.keywords)
        and not call.args
    )


def test_views_are_functions() -> None:
    assert [
        f"{name(path)}: {node.name}"
        for path in modules()
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.ClassDef)
        and any(
            re.search(r"(View|Mixin)\b", ast.unparse(one)) for one in (*node.bases, _named(node))
        )
    ] == []
    assert [
        str(pattern.pattern) for pattern in _patterns() if not inspect.isfunction(pattern.callback)
    ] == []
    assert [str(one.pattern) for one in _patterns() if hasattr(one.callback, "view_class")] == []


def test_the_administration_of_django_is_not_installed() -> None:
    assert apps.is_installed("django.contrib.admin") is False
    assert [name(path) for path in SOURCES.rglob("admin.py")] == []


def test_the_clock_is_read_at_the_edge() -> None:
    assert [
        f"{name(path)}:{node.lineno}: {ast.unparse(node.func)}"
        for path in modules()
        if not any(edge in path.parts for edge in AT_THE_EDGE)
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Call) and _asks_the_clock(node)
    ] == []


def _asks_the_clock(call: ast.Call) -> bool:
    asked = ".".join(ast.unparse(call.func).split(".")[-2:])
    return asked in CLOCK or (
        asked in CLOCK_WITHOUT_ARGUMENT and not call.args and not call.keywords
    )


def test_no_column_is_filled_by_the_clock() -> None:
    assert [
        f"{name(path)}:{line}"
        for path in modules()
        for line in _lines_with(
            path, re.compile(r"auto_now|default=(timezone|datetime|date)\.|\bNow\(\)")
        )
    ] == []


def test_what_is_tested_without_a_site_knows_no_settings_and_no_chance() -> None:
    """Domain, models, actions and queries: what they need is handed to them."""
    unwanted = re.compile(
        r"^(from django\.conf import settings|(from|import) (random|secrets|uuid)\b)"
    )

    assert [
        f"{name(path)}:{line}"
        for path in modules()
        if set(PURE) & {path.stem, *path.parent.parts} and name(path) not in SETTINGS_NEVERTHELESS
        for line in _lines_with(path, unwanted)
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
    """A comment of words on the same line or the one before; "# noqa" is no reason."""
    lines = path.read_text(encoding="utf-8").splitlines()
    before = lines[line - 2].strip()
    comments = [lines[line - 1].partition("# ")[2], before[1:] if before.startswith("#") else ""]
    return any(re.match(r"(?!noqa|type:|pragma)\w+ \w", text.strip()) for text in comments)


def test_pages_carry_no_style_and_no_script() -> None:
    """A strict policy would block them; documents for print are no pages."""
    assert [
        f"{name(path)}:{line}"
        for path in templates()
        if room_of(path) != "ground/documents"
        for line in _lines_with(path, INLINE)
    ] == []


def test_modules_write_no_style_and_no_script() -> None:
    """Markup made in Python goes into pages too; pages for print and slides do not."""
    assert [
        f"{name(path)}:{node.lineno}"
        for path in modules()
        if room_of(path) != "ground/documents"
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and "<" in node.value
        and INLINE.search(node.value)
    ] == []


def test_pages_fetch_nothing_from_elsewhere() -> None:
    foreign = re.compile(
        r"(?:\bsrc|\bsrcset|<link[^>]*\bhref)\s*=\s*[\"'](?:https?:)?//", re.IGNORECASE
    )

    assert [
        f"{name(path)}:{line}" for path in templates() for line in _lines_with(path, foreign)
    ] == []


def test_the_design_system_stays_in_its_room() -> None:
    assert [
        f"{name(path)}:{line}"
        for path in (*templates(), *modules())
        if room_of(path) != "ground/ui"
        for line in _lines_with(path, re.compile(r"\bkern-[a-z]"))
    ] == []


@pytest.mark.parametrize("ending", ["py", "html"])
def test_unescaped_text_is_made_in_one_room(ending: str) -> None:
    words = {
        "py": re.compile(
            r"mark_safe|SafeString\(|SafeData|__html__|safestring import (?!SafeString\n)"
        ),
        "html": re.compile(r"\|\s*safe(seq)?\b|autoescape\s+off"),
    }[ending]

    assert [
        f"{name(path)}:{line}"
        for path in (modules() if ending == "py" else templates())
        if room_of(path) != "ground/ui"
        for line in _lines_with(path, words)
    ] == []


def test_no_file_says_where_packages_are_downloaded_from() -> None:
    """In any file git knows, whatever is in it."""
    assert [
        f"{path.relative_to(ROOT)}: {host}"
        for path in tracked()
        if path.is_file()
        for host in REGISTRIES
        if host.encode() in path.read_bytes()
    ] == []


def _lines_with(path: Path, words: re.Pattern[str]) -> Iterator[int]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if words.search(line):
            yield number


def _named(node: ast.ClassDef) -> ast.Name:
    return ast.Name(id=node.name)


def _patterns(resolver: URLResolver | None = None) -> Iterator[URLPattern]:
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            yield from _patterns(pattern)
        else:
            yield pattern
