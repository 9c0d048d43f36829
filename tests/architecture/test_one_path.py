"""Results leave by one path: a released table.  Nothing that shows them reads an answer.

`queries/evaluation` drafts a release from submissions; pages, drawings, files, slides and quotations
are made from the tables that were frozen then (`domain/evaluation/tables.py`).
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.tree import SOURCES, functions, modules, name, parsed

SURVEYS = "regiowerk.listen.surveys"
# Whoever may draft: the background task, the command that plays the example, and the drafting itself.
DRAFTERS = {
    "listen/surveys/actions/releasing.py",  # keeps what was drafted
    "listen/surveys/management/publishing.py",
    "listen/surveys/queries/evaluation/axes.py",
    "listen/surveys/queries/evaluation/drafting.py",
    "listen/surveys/queries/evaluation/protection.py",
    "listen/surveys/tasks.py",
}
EVALUATION = f"{SURVEYS}.queries.evaluation"
DRAFTING = {
    f"{EVALUATION}.drafting.draft_of",
    f"{EVALUATION}.drafting.Draft",
    f"{EVALUATION}.protection.register_of",
    f"{EVALUATION}.protection.summed_of",
    f"{EVALUATION}.snapshot.snapshot_of",
    f"{EVALUATION}.snapshot.Snapshot",
}
# What shows results: it may know releases and their tables, and no answer.
SHOWING = (
    "listen/surveys/documents/results/",
    "listen/surveys/views/results/",
    "listen/surveys/queries/evaluation/words.py",
    "listen/surveys/queries/evaluation/results.py",
    "listen/surveys/queries/evaluation/crossing.py",
    "tell/reports/",
)
ANSWERS = (
    "models.Revision",
    "models.Head",
    "queries.answers",
    "queries.submissions",
    "queries.exports.reading",
    "queries.exports.export_of",
    "domain.record",
)
# Secret parts of a release: who stands in which group, and the columnar snapshot.
SECRET = {"register", "snapshot"}
WHERE_SECRET = {
    "listen/surveys/actions/releasing.py",  # writes them
    "listen/surveys/queries/evaluation/drafting.py",  # reads them
}


def _source(path: Path) -> str:
    return str(path.relative_to(SOURCES))


def _imported(path: Path) -> Iterator[str]:
    """Every name a module imports, with the module it comes from."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{one.name}" for one in node.names)
        elif isinstance(node, ast.Import):
            yield from (one.name for one in node.names)


def _sources() -> list[Path]:
    return [path for path in modules() if "/tests/" not in str(path)]


def test_only_drafting_reads_what_was_handed_in_for_results() -> None:
    drafting = {
        _source(path) for path in _sources() if any(one in DRAFTING for one in _imported(path))
    }

    assert drafting == DRAFTERS


def test_what_shows_results_knows_no_answer() -> None:
    wrong = [
        f"{_source(path)}: {one}"
        for path in _sources()
        if _source(path).startswith(SHOWING)
        for one in _imported(path)
        if one.startswith(tuple(f"{SURVEYS}.{answer}" for answer in ANSWERS))
    ]

    assert wrong == []


def test_protected_tables_with_their_members_stay_inside() -> None:
    inside = (
        "listen/surveys/domain/disclosure/",
        "listen/surveys/domain/evaluation/",
        "listen/surveys/queries/evaluation/protection.py",
        "listen/surveys/queries/themes.py",  # names of themes, from plain numbers
    )
    wrong = [
        _source(path)
        for path in _sources()
        if any(one.startswith(f"{SURVEYS}.domain.disclosure") for one in _imported(path))
        and not _source(path).startswith(inside)
    ]

    assert wrong == []


def test_the_secret_parts_of_a_release_are_read_in_one_place() -> None:
    found = {
        _source(path)
        for path in _sources()
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Attribute)
        and node.attr in SECRET
        and ast.unparse(node.value) in {"release", "found", "held", "self.release"}
    }

    assert found == WHERE_SECRET


def test_drawings_and_files_are_made_from_tables() -> None:
    """Whatever they are given of an evaluation is a released table or a part of one."""
    wrong = []
    for path in _sources():
        if not _source(path).startswith("listen/surveys/documents/results/"):
            continue
        for function in functions(path):
            given = [
                ast.unparse(one.annotation)
                for one in (*function.args.args, *function.args.kwonlyargs)
                if one.annotation is not None
            ]
            named = {word for one in given for word in _words(one)}
            if named & {"Snapshot", "SafeTable", "Draft", "Submission", "Participation", "Wave"}:
                wrong.append(f"{name(path)}: {function.name}")

    assert wrong == []


def _words(annotation: str) -> list[str]:
    return [
        node.id
        for node in ast.walk(ast.parse(annotation, mode="eval"))
        if isinstance(node, ast.Name)
    ]
