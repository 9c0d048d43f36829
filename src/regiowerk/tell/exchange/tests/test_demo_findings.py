"""Findings of the example are drawn by citing, stand in the project insight, and travel."""

from __future__ import annotations

from collections import Counter
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from regiowerk.ground.documents.domain.deck import Bullets, Chart
from regiowerk.ground.journal.domain.actor import SYSTEM, Actor, Role
from regiowerk.ground.people.tests.factories import AT
from regiowerk.ground.process.models import Process
from regiowerk.listen.findings.models import Citation, Finding
from regiowerk.listen.findings.queries import findings_of
from regiowerk.listen.findings.queries.readers import OFFICE, STRANGER
from regiowerk.listen.findings.queries.sources import findings_on_changed_basis
from regiowerk.tell.exchange.actions import export_package
from regiowerk.tell.exchange.documents.packing import write_folder
from regiowerk.tell.exchange.domain.outcome import Outcome
from regiowerk.tell.exchange.tests.factories import EXAMPLE, do_import, noted
from regiowerk.tell.exchange.tests.test_export_package import forget_everything
from regiowerk.tell.reports.documents import interim
from regiowerk.tell.reports.queries import state_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def played(settings: Any) -> Process:
    settings.DEMO, settings.STORY_DAY = True, date(2022, 1, 24)
    do_import(EXAMPLE)
    for command in ("demo_people", "demo_codes", "demo_results", "demo_findings", "demo_slides"):
        call_command(command, "paderborn", stdout=StringIO())
    return Process.objects.get()


def test_eight_findings_are_drawn_before_the_story_day(played: Process) -> None:
    call_command("demo_findings", "paderborn", stdout=StringIO())
    cited = Finding.objects.filter(citations__release__isnull=False).distinct()

    assert (
        cited.count(),
        Counter(Citation.objects.exclude(kind="document").values_list("kind", flat=True)),
        {f"{one.recorded_at:%d.%m.%Y}" for one in cited},
        {one.recorded_by for one in cited},
    ) == (
        8,
        {"table": 7, "chart": 4, "answer": 1, "quotation": 1},
        {"22.01.2022"},
        {"Stadt Paderborn"},
    )


def test_what_was_cited_a_week_before_has_changed_since(played: Process) -> None:
    changed = [
        len(findings_on_changed_basis(findings_of(played, reader), reader))
        for reader in (STRANGER, OFFICE)
    ]

    assert changed == [0, 1]  # the first release was for the region


def test_the_insight_shows_them_with_charts(played: Process) -> None:
    with translation.override("de"):
        slides = list(interim(state_of(played, date(2022, 1, 24))))
    statements = set(
        Finding.objects.filter(citations__release__isnull=False).values_list("statement", flat=True)
    )
    shown = [slide for slide in slides if slide.title in statements]

    assert len(shown) == 8
    assert sum(isinstance(slide.body, Chart) for slide in slides[1:]) >= 5
    assert not any(isinstance(slide.body, Bullets) for slide in slides[1:])


def test_evidence_travels_and_comes_back_alike(played: Process, tmp_path: Path) -> None:
    first = export_package(process=played, by=SYSTEM, at=AT)
    write_folder(first, tmp_path / "first")
    forget_everything()

    done = do_import(tmp_path / "first")

    again = Process.objects.select_related("region").get()
    assert (done.outcome, noted(done)) == (Outcome.CREATED, [])
    assert export_package(process=again, by=SYSTEM, at=AT) == first
    assert len(findings_on_changed_basis(findings_of(again, OFFICE), OFFICE)) == 1


def test_whoever_is_no_office_takes_the_words_along_without_the_results(played: Process) -> None:
    member = Actor(user_label="Max Muster", region_id=played.region_id, role=Role.CONTACT)
    files = export_package(process=played, by=member, at=AT)

    citations = files["citations.csv"].decode()
    assert (
        "releases/kommunen/1/2.json" in files,
        ",table," in citations,
        "Keine Strukturen für Projektmanagement" in citations,
    ) == (False, False, True)


def test_without_the_demo_nothing_is_drawn() -> None:
    for command in ("demo_findings", "demo_slides"):
        with pytest.raises(CommandError, match="REGIOWERK_DEMO=1"):
            call_command(command, "paderborn")
