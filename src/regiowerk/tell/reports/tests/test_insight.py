from __future__ import annotations

import json
from datetime import date, timedelta
from hashlib import sha256
from io import BytesIO

import page as validation
import pytest
from django.utils import translation
from pptx import Presentation

from regiowerk.decide.goals.models import Goal
from regiowerk.decide.goals.tests.factories import a_goal, a_measurement, an_indicator
from regiowerk.ground.documents.domain.deck import (
    Chart,
    Columns,
    Deck,
    KeyFigures,
    Picture,
    Section,
    Slide,
    Table,
)
from regiowerk.ground.people.tests.factories import AT
from regiowerk.ground.process.models import Process
from regiowerk.ground.process.tests.factories import a_process
from regiowerk.ground.regions.models import Membership
from regiowerk.ground.regions.tests.factories import a_municipality, a_region
from regiowerk.listen.findings.models import Finding
from regiowerk.tell.reports.documents import BeforeStartError, deck_of, write_insight
from regiowerk.tell.reports.queries import state_of
from regiowerk.tell.reports.tests.factories import DAY, a_finding, a_told_process

pytestmark = pytest.mark.django_db


def deck(process: Process, on: date = DAY, language: str = "en") -> Deck:
    with translation.override(language):
        return deck_of(state_of(process, on), language)


def titles(deck: Deck) -> list[str]:
    return [f"# {s.title}" if isinstance(s, Section) else s.title for s in deck.slides]


def slide(deck: Deck, beginning: str) -> Slide:
    return next(s for s in deck.slides if s.title.startswith(beginning) and isinstance(s, Slide))


def test_the_titles_tell_the_story_of_the_process():
    assert titles(deck(a_told_process())) == [
        "# Network and region",
        "The network (founded: March 2016) has 2 cities",
        "3 municipalities with 179,004 inhabitants plan together",
        "We count 179,004 inhabitants, the published figure is about 181,000",
        "Most inhabitants: Kreis Ast with 170,004 of 179,004",
        "# The model project",
        "Musterland takes part in the federal programme “Region gestalten”",
        "The sources name different amounts (grant)",
        "Mitte leads “Verwaltung”, one of 3 areas",
        "# Course and organisation",
        "1 of 4 stages are closed, 12 of 24 months have passed",
        "The process runs until 31\N{NO-BREAK SPACE}December\N{NO-BREAK SPACE}2022,"
        " at the latest until 31\N{NO-BREAK SPACE}August\N{NO-BREAK SPACE}2023",
        "Modul 2: Trends should have been closed 24 days ago",
        "3 bodies carry the process",
        "Modul 1 and Modul 2: 4 building blocks",
        "# Interim results",
        "The analysis has brought 3 findings to light so far",
        "One need of the municipalities is on record",
        "2 obstacles stand in the way",
        "2 things describe the role of Mitte",
        "# Next steps and outlook",
        "Next: Modul 3: Ziele (about January 2022 to June 2022)",
        "Next: Modul 4: Leitprojekte (about July 2022 to December 2022)",
        "2 things point beyond the process",
    ]


def test_every_slide_names_its_source_and_has_notes():
    slides = [s for s in deck(a_told_process()).slides if isinstance(s, Slide)]

    assert [s.title for s in slides if not s.source or not s.notes] == []


def test_a_process_without_anything_still_has_a_deck():
    empty = deck(a_process(a_region()))

    assert titles(empty) == ["Nothing is recorded for this process yet"]
    assert (empty.title, empty.subtitle, empty.example_mark) == (
        "Verfahren muster",
        "Musterland",
        "",
    )


def test_a_process_with_a_single_municipality_and_an_open_stage_is_told():
    region = a_region()
    Membership.objects.create(region=region, organisation=a_municipality(), source="Konzept")
    process = a_process(region)

    assert titles(deck(process)) == [
        "# Network and region",
        "One municipality plans for the region",
    ]


def test_contradicting_figures_stand_side_by_side_with_their_sources():
    figures = slide(deck(a_told_process()), "We count").body

    assert isinstance(figures, KeyFigures)
    assert [(f.value, f.label, f.source) for f in figures.figures] == [
        ("179,004", "inhabitants on 2020-12-31", "Our count: Statistik"),
        ("about 181,000", "inhabitants", "Adorf"),
    ]


def test_the_inhabitants_by_district_are_a_chart():
    chart = slide(deck(a_told_process()), "Most inhabitants").body

    assert isinstance(chart, Chart)
    assert (chart.categories, chart.series[0].values, chart.highlighted) == (
        ("Kreis Ast", "Kreis Busch"),
        (170_004.0, 9_000.0),
        frozenset({0}),
    )


def test_statements_about_the_money_are_all_shown_with_their_source():
    table = slide(deck(a_told_process()), "The sources").body

    assert isinstance(table, Table)
    assert table.twin.rows == (
        ("Grant notice", "Bescheid vom 9. März 2020", "2020-03-09", "Zwischenbericht"),
        ("Grant", "1,5 Millionen Euro", "–", "Zwischenbericht"),
        ("Grant", "1,8 Millionen Euro", "–", "Zeitung"),
    )


def test_a_lead_that_is_not_confirmed_says_so():
    table = slide(deck(a_told_process()), "Mitte leads").body

    assert isinstance(table, Table)
    assert table.twin.rows == (
        ("1", "Energie", "Ferne", "not confirmed"),
        ("2", "Verwaltung", "Mitte", "yes"),
        ("3", "Kultur", "open", "–"),
    )


def test_a_rounded_sum_says_so_in_the_notes():
    notes = slide(deck(a_told_process()), "3 municipalities").notes

    assert "2 figures in the sum are rounded, so its last digits are not exact." in notes


def test_what_is_recorded_after_the_day_does_not_appear():
    process = a_told_process()
    before = deck(process)
    a_finding(process, Finding.Kind.TREND, 9, at=AT + timedelta(days=1))

    assert deck(process) == before
    assert slide(deck(process, DAY + timedelta(days=1)), "One trend").body.items == (
        "Erkenntnis 9",
    )


def test_activities_of_two_stages_stand_side_by_side():
    body = slide(deck(a_told_process()), "Modul 1 and").body

    assert isinstance(body, Columns)
    assert [(part.heading, part.items) for part in (body.left, body.right)] == [
        ("Modul 1: Analyse", ("Analyse: Schritt 1", "Analyse: Schritt 2")),
        ("Modul 2: Trends", ("Trends: Schritt 1", "Trends: Schritt 2")),
    ]


def test_an_example_is_marked_and_a_real_process_is_not():
    process = a_told_process()
    marks = [deck(process, language="de").example_mark]
    process.is_example = False

    assert [*marks, deck(process, language="de").example_mark] == ["Beispieldaten", ""]


def test_the_state_is_read_in_queries_that_do_not_grow(django_assert_num_queries: object):
    process = Process.objects.select_related(
        "region__network", "region__regiopole", "programme", "area__lead"
    ).get(pk=a_told_process().pk)
    with django_assert_num_queries(16):  # type: ignore[operator]
        state_of(process, DAY)
    for position in range(10, 15):
        a_finding(process, Finding.Kind.TREND, position)

    with django_assert_num_queries(16):  # type: ignore[operator]
        state_of(process, DAY)


def test_the_goal_tree_is_shown_as_it_stood():
    process = a_told_process()
    top = a_goal(process, "region", title="Alle sind digital")
    measured = a_goal(process, "schulung", under=top, title="Alle sind geschult")
    an_indicator(measured)
    a_measurement(measured, 29, measured_on=DAY + timedelta(days=1))
    later = a_goal(process, "spaeter", under=top)
    Goal.objects.filter(pk=later.pk).update(recorded_at=AT + timedelta(days=9))
    a_goal(process, "darunter", under=later)

    today, tomorrow = deck(process), deck(process, DAY + timedelta(days=1))
    pictures = [slide(one, "2 goals").body for one in (today, tomorrow)]

    assert all(isinstance(one, Picture) for one in pictures)
    assert [
        (slide(one, "2 goals").title, slide(one, "2 goals").body.scene.table.rows[1][0])
        for one in (today, tomorrow)
    ] == [
        ("2 goals, 0 of 1 measured", "1.1 Alle sind geschult"),
        ("2 goals, 1 of 1 measured", "1.1 Alle sind geschult"),
    ]


def test_a_day_before_the_start_is_refused():
    process = a_told_process()

    with pytest.raises(BeforeStartError) as refusal, translation.override("en"):
        write_insight(process, on=date(2020, 12, 31), language="en", say=print)

    with translation.override("en"):
        assert str(refusal.value) == (
            "The process began on 2021-01-01. Choose that day or a later one."
        )


@pytest.mark.documents
def test_the_same_state_gives_the_same_files_and_fingerprint():
    process, told = a_told_process(), list[str]()

    first = write_insight(process, on=DAY, language="de", say=told.append)
    again = write_insight(process, on=DAY, language="de", say=told.append)

    assert first == again
    assert first.content_hash == sha256(first.content.encode()).hexdigest()
    assert first.file_stem == "projekteinblick-muster-2022-01-24"
    assert told[:4] == [
        "Das Erfasste wird gelesen …",
        "Karten und Diagramme werden gezeichnet …",
        "Die Folien werden geschrieben …",
        "Das PDF wird geschrieben …",
    ]


@pytest.mark.documents
def test_another_state_has_another_fingerprint():
    process = a_told_process()
    before = write_insight(process, on=DAY, language="en", say=lambda _text: None)
    a_finding(process, Finding.Kind.TREND, 9)

    after = write_insight(process, on=DAY, language="en", say=lambda _text: None)

    assert before.content_hash != after.content_hash


@pytest.mark.documents
@pytest.mark.parametrize("language", ["de", "en"])
def test_both_files_are_whole_in_both_languages(language: str):
    insight = write_insight(a_told_process(), on=DAY, language=language, say=lambda _text: None)

    said = json.loads(insight.content)
    slides = [s.shapes.title.text for s in Presentation(BytesIO(insight.slides)).slides]
    assert slides == [said["title"], *(s["title"] for s in said["slides"])]
    assert list(validation.validate_pdf_bytes(insight.pdf, profile="ua1").failures) == []


@pytest.mark.documents
def test_an_empty_process_can_be_written():
    insight = write_insight(a_process(a_region()), on=DAY, language="de", say=lambda _text: None)

    assert len(Presentation(BytesIO(insight.slides)).slides) == 2
    assert list(validation.validate_pdf_bytes(insight.pdf, profile="ua1").failures) == []
