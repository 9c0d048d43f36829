"""The goals of the example are weighed by all towns in two turns, put to the vote, and travel so."""

from __future__ import annotations

from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from regiowerk.decide.ballots.domain.rounds.reading import panels_from
from regiowerk.decide.ballots.domain.rounds.record import recount
from regiowerk.decide.ballots.models import Result, Round
from regiowerk.decide.goals.domain.freezing import tree_from
from regiowerk.decide.goals.models import Branch, Goal, Weighing
from regiowerk.decide.goals.queries.weighing import standings_of
from regiowerk.ground.journal.domain.actor import SYSTEM
from regiowerk.ground.people.tests.factories import AT
from regiowerk.ground.process.models import Process
from regiowerk.tell.exchange.actions import export_package
from regiowerk.tell.exchange.documents.packing import write_folder
from regiowerk.tell.exchange.tests.factories import EXAMPLE, do_import
from regiowerk.tell.exchange.tests.test_export_package import forget_everything

pytestmark = pytest.mark.django_db


@pytest.fixture
def played(settings: Any) -> Process:
    settings.DEMO, settings.STORY_DAY = True, date(2022, 1, 24)
    do_import(EXAMPLE)
    for _again in range(2):  # the second time there is nothing left to play
        call_command("demo_weights", "paderborn", stdout=StringIO())
    return Process.objects.get()


def test_all_towns_weigh_the_tree_in_two_turns_and_it_travels(
    played: Process, tmp_path: Path
) -> None:
    weighing = Weighing.objects.select_related("process", "version", "frozen_as").get()
    standings = standings_of(weighing)
    outcomes = [one for row in standings for one in (row.first, row.second) if one]
    agreements = [
        (row.first.main.consensus, row.second.main.consensus)
        for row in standings
        if row.first and row.first.main and row.second and row.second.main
    ]

    assert (
        Goal.objects.filter(evidence__isnull=True, level__in=["guiding", "goal"]).count(),
        len(outcomes),
        {outcome.came["bodies"] for outcome in outcomes},
        all(before < after for before, after in agreements),
        any(row.first.main.opposites for row in standings if row.first and row.first.main),
        Branch.objects.filter(parent__isnull=False, weight=None).count(),
        len(tree_from(weighing.frozen_as.content).weighed) if weighing.frozen_as else 0,
        max(timezone.localdate(one.closed_at) for one in Round.objects.all() if one.closed_at),
        all(recount(one.record.encode()).ok for one in Result.objects.all()),
    ) == (0, 14, {(29, 29)}, True, True, 0, 7, date(2022, 1, 21), True)

    vote = Result.objects.get(round__first_of=None, round__second_of=None)
    compared = panels_from(vote.panels)[0].compared
    assert compared is not None
    assert len(compared.variants) >= 3

    files = export_package(process=played, by=SYSTEM, at=AT)
    write_folder(files, tmp_path / "out")
    forget_everything()
    do_import(tmp_path / "out")
    assert export_package(process=Process.objects.get(), by=SYSTEM, at=AT) == files


def test_without_the_demo_nothing_is_played(settings: Any) -> None:
    settings.DEMO = False

    with pytest.raises(CommandError):
        call_command("demo_weights", "paderborn")
