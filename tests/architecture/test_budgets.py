"""Sizes that only ever get smaller: what no longer fits a head is split."""

from __future__ import annotations

import ast
import re
import tomllib

from tests.architecture.tree import ROOT, SOURCES, functions, modules, name, templates

FILE, FUNCTION, VIEW, TEMPLATE = 400, 40, 20, 150
OWN_JAVASCRIPT, DEPENDENCIES = 2000, 30


def test_files_are_short() -> None:
    lengths = {name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in modules()}

    assert {path: length for path, length in lengths.items() if length > FILE} == {}


def test_functions_are_short() -> None:
    assert [
        f"{name(path)}: {function.name}"
        for path in modules()
        for function in functions(path)
        if _length(function) > FUNCTION
    ] == []


def test_views_are_sentences() -> None:
    assert [
        f"{name(path)}: {function.name} ({_length(function)})"
        for path in modules()
        if "views" in path.parts or path.name == "views.py"
        for function in functions(path)
        if _is_view(function) and _length(function) > VIEW
    ] == []


def test_templates_are_short() -> None:
    lengths = {
        name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in templates()
    }

    assert {path: length for path, length in lengths.items() if length > TEMPLATE} == {}


def test_own_javascript_is_little() -> None:
    scripts = [p for p in SOURCES.rglob("*.js") if "vendor" not in p.parts]

    assert (
        sum(len(path.read_text(encoding="utf-8").splitlines()) for path in scripts)
        <= OWN_JAVASCRIPT
    )


def test_every_dependency_is_counted_and_explained() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    project = tomllib.loads(text)
    wanted = project["project"]["dependencies"]
    named = [*wanted, *project["dependency-groups"]["dev"]]

    unexplained = [
        entry for entry in named if not re.search(rf'"{re.escape(entry)}",\s+# \w', text)
    ]

    assert (unexplained, len(wanted) <= DEPENDENCIES) == ([], True)


def _length(function: ast.FunctionDef) -> int:
    """The lines of the body, without the docstring."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    if not body:
        return 0
    return (body[-1].end_lineno or 0) - body[0].lineno + 1


def _is_view(function: ast.FunctionDef) -> bool:
    return any("require_" in ast.unparse(decorator) for decorator in function.decorator_list)
