"""The goal tree leaves with its process and comes back as it was."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from regiowerk.decide.ballots.models import Round
from regiowerk.decide.ballots.tests.factories import OFFICE, a_round, an_option
from regiowerk.decide.goals import actions
from regiowerk.decide.goals.models import Branch, Goal, GoalEvidence, Weighing
from regiowerk.decide.goals.queries.weighing import standings_of
from regiowerk.decide.goals.tests.factories import (
    a_goal_option,
    a_weighing,
    open_papers,
    weigh,
)
from regiowerk.decide.goals.tests.test_pages import a_forest
from regiowerk.ground.people.tests.factories import AT
from regiowerk.ground.process.models import Process
from regiowerk.ground.regions.queries.members import municipalities_of
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
    top = a_forest(found, 2)
    _weighed(found, top)
    return found


def _weighed(process: Process, top: Goal) -> None:
    """The two goals under the top are weighed in two turns, taken over, and put to the vote."""
    towns = [one.organisation for one in municipalities_of(process.region, AT.date())]
    weighing = a_weighing(process, towns, nodes=[top.key])
    at = AT
    for _turn in range(2):
        open_papers(weighing, at)
        round = standings_of(weighing)[0].running
        for town in towns:
            weigh(round, town, at, **{"ziel-0": 100, "ziel-1": 50})
        actions.close_weighing(weighing=weighing, by=OFFICE, at=at)
        if round.follows_id is None:
            at += timedelta(days=1)
            window = {"opens_on": at.date(), "closes_on": at.date()}
            actions.repeat_weighing(weighing=weighing, nodes=[top.key], **window, by=OFFICE, at=at)
    actions.take_over_weights(weighing=weighing, label="Gewichtet", by=OFFICE, at=at)


def test_a_goal_tree_comes_back_as_it_was(process: Process, tmp_path: Path) -> None:
    files = do_export()
    write_folder(files, tmp_path / "out")
    Goal.objects.filter(key="massnahme-1").update(title="Inzwischen anders")

    do_import(tmp_path / "out", replace=True)

    assert do_export() == files
    assert [
        name for name in files if name.startswith("goal") and files[name].count(b"\n") < 2
    ] == []
    assert [
        (branch.goal.key, branch.weight, branch.weighed_in.follows_id is not None)
        for branch in Branch.objects.filter(weighed_in__isnull=False).order_by("goal__key")
        if branch.weighed_in
    ] == [("ziel-0", 667, True), ("ziel-1", 333, True)]


def test_of_a_weighing_that_runs_only_what_was_counted_leaves(process: Process) -> None:
    weighing = Weighing.objects.get()
    Round.objects.filter(second_of__weighing=weighing).update(state="open")

    content = read_content(process)

    (node,) = content.rows("goal_weighed_nodes")
    assert (node.text("first"), node.text("second")) == (weighing.nodes.get().first.key, "")


def test_votes_that_stay_find_their_goals_again(process: Process, tmp_path: Path) -> None:
    goal = Goal.objects.get(key="ziel-1")
    towns = [one.organisation for one in municipalities_of(process.region, AT.date())]
    write_folder(do_export(), tmp_path / "out")
    option = a_goal_option(an_option(a_round(process, title="Läuft", voters=towns)), goal)
    Goal.objects.filter(key="ziel-0").update(title="Inzwischen anders")

    do_import(tmp_path / "out", replace=True)

    option.refresh_from_db()
    assert option.goal == Goal.objects.get(key="ziel-1")


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
        ("goal_options.csv", "ziel-ziel-1,ziel-1", "gibt-es-nicht,ziel-1", Kind.UNKNOWN_REFERENCE),
        ("goal_branches.csv", "verwaltung,100,667", "verwaltung,100,", Kind.ONE_WITHOUT_OTHER),
    ],
)
def test_a_tree_that_is_none_is_refused(
    process: Process, tmp_path: Path, file: str, old: str, new: str, kind: Kind
) -> None:
    write_folder(do_export(), tmp_path / "out")
    edit(tmp_path / "out", file, old, new)

    with pytest.raises(PackageRefusedError) as refusal:
        do_import(tmp_path / "out", replace=True)

    assert {fault.kind for fault in refusal.value.faults} == {kind}
