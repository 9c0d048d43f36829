"""The source tree as the tests of the house see it."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ROOT / "src/regiowerk"
# From the lowest to the highest: a room may know those before it.
ROOMS = (
    "ground/ui",
    "ground/documents",
    "ground/journal",
    "ground/notices",
    "ground/people",
    "ground/regions",
    "ground/process",
    "listen/questionnaires",
    "listen/codes",
    "listen/surveys",
    "listen/findings",
    "decide/ballots",
    "decide/goals",
    "tell/reports",
    "tell/exchange",
    "tell/portal",
)


@cache
def modules() -> tuple[Path, ...]:
    """Every module of the product, without migrations and tests."""
    return tuple(
        path
        for path in sorted(SOURCES.rglob("*.py"))
        if "migrations" not in path.parts and "tests" not in path.parts
    )


@cache
def templates() -> tuple[Path, ...]:
    return tuple(sorted(SOURCES.rglob("templates/**/*.html")))


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def room_of(path: Path) -> str:
    """The room a file belongs to: "ground/ui"."""
    return "/".join(path.relative_to(SOURCES).parts[:2])


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@cache
def tracked() -> tuple[Path, ...]:
    """Every file git knows."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True
    )
    return tuple(ROOT / entry for entry in listed.stdout.split("\0") if entry)
