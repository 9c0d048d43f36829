"""The goal tree leaves with its process and comes back as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from regiowerk.decide.goals.models import Branch, Goal, GoalEvidence
from regiowerk.decide.goals.tests.test_pages import a_forest
from regiowerk.ground.process.models import Process
from regiowerk.listen.findings.models import Citation
from regiowerk.tell.exchange.actions import PackageRefusedError
from regiowerk.tell.exchange.documents.packing import write_folder
from regiowerk.tell.exchange.domain.faults import Kind
from regiowerk.tell.exchange.queries import read_content
from regiowerk.tell.exchange.tests.factories import a_package_folder, do_import, edit
from regiowerk.tell.exchange.tests.test_export_package import do_export

pytestmark = pytest.mark.django_db


@pytest.fixture
def process(tmp_path: Path) -> Process:
    do_import(a_package_folder(tmp_path))
    found = Process.objects.select_related("region").get()
    a_forest(found, 2)
    return found


def test_a_goal_tree_comes_back_as_it_was(process: Process, tmp_path: Path) -> None:
    Branch.objects.filter(goal__key="ziel-0").update(weight=7)
    files = do_export()
    write_folder(files, tmp_path / "out")
    Goal.objects.filter(key="massnahme-1").update(title="Inzwischen anders")

    do_import(tmp_path / "out", replace=True)

    assert do_export() == files
    assert [
        name for name in files if name.startswith("goal") and files[name].count(b"\n") < 2
    ] == []


def test_what_only_the_office_may_read_does_not_leave_with_others(process: Process) -> None:
    Citation.objects.filter(finding__key="erkenntnis-0").update(audience="office")
    GoalEvidence.objects.filter(finding__key="erkenntnis-0").update(audience="office")

    content = read_content(process, with_answers=False)

    assert {row.text("finding") for row in content.rows("goal_evidence")} == {"erkenntnis-1"}


@pytest.mark.parametrize(
    ("file", "old", "new", "kind"),
    [
        ("goal_branches.csv", "massnahme-0,ziel-0,100", "massnahme-0,ziel-0,90", Kind.CIRCLE),
        ("goal_branches.csv", "ziel-0,verwaltung,100", "ziel-0,massnahme-0,100", Kind.CIRCLE),
        ("goal_tree_versions.csv", "Ziel verwaltung", "Ziel anders", Kind.HASH_DIFFERS),
    ],
)
def test_a_tree_that_is_none_is_refused(
    process: Process, tmp_path: Path, file: str, old: str, new: str, kind: Kind
) -> None:
    write_folder(do_export(), tmp_path / "out")
    edit(tmp_path / "out", file, old, new)

    with pytest.raises(PackageRefusedError) as refusal:
        do_import(tmp_path / "out", replace=True)

    assert [fault.kind for fault in refusal.value.faults] == [kind]
