"""A vote in which options were rated by criteria goes along with every mark, also those taken back."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from regiowerk.decide.ballots.domain.rounds.counting import Held
from regiowerk.decide.ballots.domain.rounds.marks import Marks
from regiowerk.decide.ballots.domain.rounds.record import recount, result_of
from regiowerk.decide.ballots.domain.rounds.rulebook import Asked, Form, Method, Rulebook
from regiowerk.decide.ballots.models import Paper, Result, Round
from regiowerk.decide.ballots.queries.results import shown
from regiowerk.decide.ballots.queries.rounds import rule_of
from regiowerk.decide.ballots.tests.factories import (
    a_paper,
    a_result,
    a_round,
    a_voter,
    opened,
)
from regiowerk.ground.journal.domain.actor import Role
from regiowerk.ground.journal.domain.frozen import canonical
from regiowerk.ground.people.tests.factories import AT
from regiowerk.ground.process.models import Process
from regiowerk.ground.regions.models import Organisation, Region
from regiowerk.ground.regions.queries.members import municipalities_of
from regiowerk.ground.regions.tests.factories import a_member
from regiowerk.tell.exchange.documents.packing import write_folder
from regiowerk.tell.exchange.tests.factories import a_package_folder, do_import, edit, refused
from regiowerk.tell.exchange.tests.test_export_package import do_export, forget_everything

pytestmark = pytest.mark.django_db

FILE = "votes/themen.json"
CRITERIA = (
    Asked("wirkung", "Wirkung", 60, worst="niemand merkt es", best="alle merken es"),
    Asked("aufwand", "Aufwand", 40),
    Asked("recht", "Rechtlich möglich", is_must=True, best="es gibt eine Grundlage"),
)
RULE = Rulebook(
    Form.SCORING,
    Method.WEIGHTED,
    seats=0,
    budget=100_00,
    top=10,
    criteria=CRITERIA,
    reconciles=True,
    threshold=Fraction(1, 4),
)


@pytest.fixture
def process(tmp_path: Path) -> Process:
    do_import(a_package_folder(tmp_path / "by-hand"))
    return Process.objects.select_related("region").get()


def marks(**options: tuple[int, int, int]) -> Marks:
    """Of each option effect, effort and whether it is legal."""
    return Marks(
        ratings={
            (option, asked.key): mark
            for option, row in options.items()
            for asked, mark in zip(CRITERIA, row, strict=True)
        }
    )


def towns_of(process: Process) -> list[Organisation]:
    return [one.organisation for one in municipalities_of(process.region, AT.date())]


def rated(process: Process, rule: Rulebook = RULE) -> Round:
    """Two towns have rated and differ on one option; the second has brought its mark closer."""
    one, other = towns_of(process)
    round = a_round(process, rule, voters=[one, other])
    for key, cost in (("alpha", 60), ("beta", 30), ("gamma", 30)):
        round.options.filter(key=key).update(cost=cost)
    opened(round)
    same = {"beta": (9, 9, 0), "gamma": (5, 5, 1)}
    a_paper(a_voter(round, one), marks(alpha=(9, 5, 1), **same))
    a_paper(a_voter(round, other), marks(alpha=(2, 5, 1), **same))
    a_paper(a_voter(round, other), marks(alpha=(8, 5, 1), **same), seen=1)
    return round


def papers() -> list[tuple[object, ...]]:
    found = Paper.objects.order_by("receipt")
    return list(
        found.values_list("receipt", "content", "number", "cast_at", "voter__organisation__key")
    )


def told(result: Result) -> list[object]:
    """What the page says of the result."""
    return [
        (
            chamber.apart,
            chamber.marks,
            [(one.key, one.follows, one.reason) for one in chamber.places],
        )
        for chamber in shown(result).chambers
    ]


def page_of(process_key: str = "muster") -> str:
    client = Client()
    client.force_login(a_member(Region.objects.get(), "05999004", role=Role.OFFICE))
    answer = client.get(f"/verfahren/{process_key}/abstimmungen/themen/ergebnis/")
    assert answer.status_code == 200
    return answer.text


def test_a_rated_vote_leaves_and_comes_back_identically(process: Process, tmp_path: Path) -> None:
    before = a_result(rated(process))
    said, handed_in = told(before), papers()
    first = do_export()
    write_folder(first, tmp_path / "out")
    forget_everything()

    do_import(tmp_path / "out")

    after = Result.objects.select_related("round").get()
    (counted,) = result_of(after.record.encode())
    assert do_export() == first
    assert (after.record, after.panels, after.record_hash) == (
        before.record,
        before.panels,
        before.record_hash,
    )
    assert rule_of(after.round) == rule_of(before.round)
    assert recount(after.record.encode()).ok
    assert (counted.chosen, counted.held_back) == (("alpha", "gamma"), {"beta": Held.MUST})
    assert (len(handed_in), papers()) == (3, handed_in)
    assert told(after) == said


def test_of_a_rated_vote_that_came_along_the_page_tells_every_mark(
    process: Process, tmp_path: Path
) -> None:
    a_result(rated(process))
    write_folder(do_export(), tmp_path / "out")
    forget_everything()
    do_import(tmp_path / "out")

    page = page_of()

    for words in ("Alle Bewertungen", "Stadt Brakel: ", "Stadt Höxter: ", "Rechtlich möglich"):
        assert words in page


def test_what_was_not_brought_together_travels_without_a_place(
    process: Process, tmp_path: Path
) -> None:
    round = rated(process, replace(RULE, reconciles=False, gap_limit=Fraction(1, 20)))
    said = told(a_result(round))
    write_folder(do_export(), tmp_path / "out")
    forget_everything()

    do_import(tmp_path / "out")

    assert told(Result.objects.select_related("round").get()) == said
    assert "Wirkung" in str(said)


def test_a_rated_vote_that_is_open_stays_here_with_all_its_marks(
    process: Process, tmp_path: Path
) -> None:
    write_folder(do_export(), tmp_path / "out")
    round = rated(process)
    handed_in = papers()
    files = do_export()
    edit(tmp_path / "out", "bodies.csv", "Runde", "Große Runde")

    do_import(tmp_path / "out", replace=True)

    assert FILE not in files
    assert b"themen" not in files["rounds.csv"]
    round.refresh_from_db()
    assert (round.state, papers()) == (Round.State.OPEN, handed_in)
    assert result_of(a_result(round).record.encode())[0].chosen == ("alpha", "gamma")


def _of_paper(change: Callable[[dict[str, Any]], None]) -> Callable[[dict[str, Any]], None]:
    return lambda vote: change(vote["papers"][-1])


@pytest.mark.parametrize(
    "change",
    [
        _of_paper(lambda paper: paper.update(content=paper["content"].replace('"8"', '"10"'))),
        _of_paper(lambda paper: paper.update(content=paper["content"].replace("alpha", "delta"))),
        _of_paper(lambda paper: paper.update(content='{"points":{"alpha":"8"}}')),
        _of_paper(lambda paper: paper.update(number=7)),
        _of_paper(lambda paper: paper.update(weight="2")),
        lambda vote: vote["papers"].pop(),
        lambda vote: vote["options"].pop(),
        lambda vote: vote["voters"][0].update(cast_number=1 - vote["voters"][0]["cast_number"]),
        lambda vote: vote.update(record=vote["record"].replace('"wirkung","9"', '"wirkung","8"')),
    ],
)
def test_marks_that_are_not_those_that_were_counted_are_refused(
    process: Process, tmp_path: Path, change: Callable[[dict[str, Any]], None]
) -> None:
    a_result(rated(process))
    files = do_export()
    vote = json.loads(files[FILE])
    change(vote)
    assert canonical(vote) != files[FILE]
    write_folder({**files, FILE: canonical(vote)}, tmp_path / "out")
    forget_everything()

    assert [one.partition(":")[0] for one in refused(tmp_path / "out")] == [FILE]
    assert not Round.objects.exists()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('""weight"":""60""', '""weight"":""50""'),
        ('""is_must"":true', '""is_must"":false'),
        ('""key"":""wirkung""', '""key"":""ertrag""'),
        ('""method"":""weighted""', '""method"":""most""'),
        ('""method"":""weighted""', '""method"":""wie immer""'),
    ],
)
def test_criteria_other_than_those_that_were_counted_are_refused(
    process: Process, tmp_path: Path, old: str, new: str
) -> None:
    a_result(rated(process))
    write_folder(do_export(), tmp_path / "out")
    text = (tmp_path / "out" / "rounds.csv").read_text("utf-8")
    assert old in text, text
    (tmp_path / "out" / "rounds.csv").write_text(text.replace(old, new, 1), "utf-8")
    forget_everything()

    assert refused(tmp_path / "out") == [
        "rounds.csv, Zeile 2, rule: Dies sind keine veröffentlichten Ergebnisse, wie Regiowerk sie "
        "schreibt. Legen Sie die ursprüngliche Datei dorthin."
    ]
