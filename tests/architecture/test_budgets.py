"""Sizes that only ever get smaller: what no longer fits a head is split."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterable
from pathlib import Path

from django.urls import URLPattern, URLResolver, get_resolver

from tests.architecture.tree import ROOT, SOURCES, functions, modules, name, parsed, templates

FILE, FUNCTION, VIEW, TEMPLATE = 400, 40, 20, 150
OWN_JAVASCRIPT, DEPENDENCIES, COMPLEXITY = 2000, 30, 8


def test_files_are_short() -> None:
    assert _longer(modules(), FILE) == []


def test_functions_are_short() -> None:
    """From `def` to the last line, without the docstring."""
    assert [
        f"{name(path)}: {function.name} ({length})"
        for path in modules()
        for function in functions(path)
        if (length := _signature(function) + _body(function)) > FUNCTION
    ] == []


def test_functions_are_simple() -> None:
    """Ruff counts the branches, nobody excuses a function from it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    lint = project["tool"]["ruff"]["lint"]

    excused = {rule for rules in lint["per-file-ignores"].values() for rule in rules}
    excused |= set(lint["ignore"])

    assert lint["mccabe"]["max-complexity"] <= COMPLEXITY
    assert lint["pylint"]["max-statements"] <= FUNCTION
    assert {"C90", "PLR0915"} - set(lint["select"]) == set()
    assert {"C90", "C901", "PLR0915"} & excused == set()
    assert [
        name(path)
        for path in modules()
        if re.search(r"noqa: ?[^\n]*(C901|PLR0915)|noqa(?!:)", path.read_text(encoding="utf-8"))
    ] == []


def test_views_are_sentences() -> None:
    assert [
        f"{name(path)}: {function.name} ({_body(function)})"
        for path in modules()
        if "views" in path.parts or path.name == "views.py"
        for function in functions(path)
        if _is_view(function) and _body(function) > VIEW
    ] == []


def test_every_address_leads_to_a_view_that_says_which_methods_it_takes() -> None:
    """That is how the test above finds views."""
    found = {
        (path.relative_to(SOURCES.parent).with_suffix(""), function.name)
        for path in modules()
        for function in parsed(path).body
        if isinstance(function, ast.FunctionDef) and _is_view(function)
    }
    assert [
        f"{callback.__module__}.{callback.__name__}"
        for callback in _views(get_resolver())
        if (Path(callback.__module__.replace(".", "/")), callback.__name__) not in found
        and (Path(callback.__module__.replace(".", "/")) / "__init__", callback.__name__)
        not in found
    ] == []


def test_templates_are_short() -> None:
    assert _longer(templates(), TEMPLATE) == []


def test_own_javascript_is_little() -> None:
    scripts = [path for path in SOURCES.rglob("*.js") if "vendor" not in path.parts]

    assert sum(_lines(path) for path in scripts) <= OWN_JAVASCRIPT


def test_every_dependency_is_counted_and_explained() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    project = tomllib.loads(text)
    wanted = project["project"]["dependencies"]
    groups = [entry for group in project["dependency-groups"].values() for entry in group]

    assert [
        entry
        for entry in (*wanted, *groups)
        if not re.search(rf'"{re.escape(entry)}",[ \t]+# \S+ \S+', text)
    ] == []
    assert len(wanted) <= DEPENDENCIES


def _longer(paths: Iterable[Path], budget: int) -> list[str]:
    return [f"{name(path)} ({_lines(path)})" for path in paths if _lines(path) > budget]


def _lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def _signature(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return function.body[0].lineno - function.lineno


def _body(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """The lines of the body, without the docstring."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    if not body:
        return 0
    return (body[-1].end_lineno or 0) - body[0].lineno + 1


def _is_view(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    return any("require_" in ast.unparse(decorator) for decorator in function.decorator_list)


def _views(resolver: URLResolver) -> list[object]:
    found = []
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            found += _views(pattern)
        elif isinstance(pattern, URLPattern):
            found.append(pattern.callback)
    return found
