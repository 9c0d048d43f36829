"""Counted votes go along with everything to count them again; secret papers stay nobody's."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from regiowerk.decide.ballots.domain.rounds.marks import Marks
from regiowerk.decide.ballots.domain.rounds.record import recount
from regiowerk.decide.ballots.models import Paper, Result, Round
from regiowerk.decide.ballots.tests.factories import (
    APPROVAL,
    a_paper,
    a_result,
    a_round,
    a_voter,
    an_exclusion,
    an_option,
    an_own_share,
    opened,
)
from regiowerk.ground.journal.domain.actor import SYSTEM
from regiowerk.ground.journal.domain.frozen import canonical
from regiowerk.ground.people.tests.factories import AT
from regiowerk.ground.process.models import Process
from regiowerk.ground.regions.queries.members import municipalities_of
from regiowerk.ground.regions.tests.factories import a_membership, a_municipality
from regiowerk.tell.exchange.actions import export_package
from regiowerk.tell.exchange.documents.packing import write_folder
from regiowerk.tell.exchange.tests.factories import a_package_folder, do_import, refused
from regiowerk.tell.exchange.tests.test_export_package import forget_everything

pytestmark = pytest.mark.django_db

FILE = "votes/themen.json"


@pytest.fixture
def process(tmp_path: Path) -> Process:
    do_import(a_package_folder(tmp_path))
    return Process.objects.select_related("region").get()


def voted(process: Process, *, is_secret: bool = False) -> Result:
    """A counted vote of all member municipalities."""
    towns = [one.organisation for one in municipalities_of(process.region, AT.date())]
    rule = replace(APPROVAL, is_secret=is_secret)
    round = a_round(process, rule, voters=towns)
    an_own_share(an_option(round), towns[0])
    an_exclusion(an_option(round), towns[0])
    opened(round)
    for town in towns:
        a_paper(a_voter(round, town), Marks(options=frozenset({"beta"})))
    return a_result(round)


def do_export() -> dict[str, bytes]:
    return export_package(process=Process.objects.get(), by=SYSTEM, at=AT)


def travelled(folder: Path) -> dict[str, bytes]:
    """Leave, forget everything here, come back, and leave again."""
    first = do_export()
    write_folder(first, folder)
    forget_everything()
    do_import(folder)
    return first


def test_a_counted_vote_leaves_and_comes_back_identically(process: Process, tmp_path: Path) -> None:
    before = voted(process)
    papers = list(Paper.objects.order_by("receipt").values_list("receipt", "content", "number"))

    first = travelled(tmp_path / "out")

    result = Result.objects.select_related("round").get()
    assert (
        do_export() == first,
        (result.record, result.panels, result.record_hash),
        recount(result.record.encode()).ok,
        list(Paper.objects.order_by("receipt").values_list("receipt", "content", "number")),
        Paper.objects.filter(voter=None).count(),
    ) == (True, (before.record, before.panels, before.record_hash), True, papers, 0)


def test_a_vote_that_runs_stays_behind(process: Process) -> None:
    towns = [one.organisation for one in municipalities_of(process.region, AT.date())]
    round = opened(a_round(process, voters=towns))
    a_paper(a_voter(round, towns[0]), Marks(options=frozenset({"beta"})))

    files = do_export()

    assert [path for path in files if path.startswith("votes/")] == []
    assert len(files["rounds.csv"].splitlines()) == 1


def test_a_replaced_process_keeps_the_votes_that_run(process: Process, tmp_path: Path) -> None:
    towns = [one.organisation for one in municipalities_of(process.region, AT.date())]
    write_folder(do_export(), tmp_path / "out")
    voted(process)
    a_round(process, title="Läuft", voters=towns)

    do_import(tmp_path / "out", replace=True)

    assert list(Round.objects.values_list("title", flat=True)) == ["Läuft"]


def test_of_a_secret_vote_nothing_says_whose_a_paper_is(process: Process, tmp_path: Path) -> None:
    _more_towns(process)
    voted(process, is_secret=True)

    first = travelled(tmp_path / "out")

    vote = json.loads(first[FILE])
    assert {tuple(sorted(paper)) for paper in vote["papers"]} == {
        ("chamber", "content", "receipt", "weight")
    }
    assert (do_export() == first, Paper.objects.exclude(voter=None).count()) == (True, 0)


@pytest.mark.parametrize(
    "change",
    [
        lambda vote: vote.update(record=vote["record"].replace('"beta"', '"gamma"')),
        lambda vote: vote["papers"].append(vote["papers"][0]),
        lambda vote: vote["papers"][0].update(content="{}"),
        lambda vote: vote["voters"][0].update(organisation="gibt-es-nicht"),
        lambda vote: vote.pop("panels"),
    ],
)
def test_a_vote_that_was_changed_is_refused(process: Process, tmp_path: Path, change) -> None:  # type: ignore[no-untyped-def]
    voted(process)
    files = do_export()
    vote = json.loads(files[FILE])
    change(vote)
    write_folder({**files, FILE: canonical(vote)}, tmp_path / "out")
    forget_everything()

    assert refused(tmp_path / "out") == [
        "votes/themen.json: Dies sind keine veröffentlichten Ergebnisse, wie Regiowerk sie "
        "schreibt. Legen Sie die ursprüngliche Datei dorthin."
    ]


def _more_towns(process: Process) -> None:
    for number in range(3):
        a_membership(process.region, a_municipality(f"0599907{number}", f"Ort {number}"))
