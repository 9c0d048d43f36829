"""The office chooses what the interim results show."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import translation

from regiowerk.ground.documents.domain.deck import Bullets, Chart, Picture, Slide
from regiowerk.ground.people.tests.factories import AT
from regiowerk.ground.process.models import Process
from regiowerk.ground.process.tests.conftest import crowd, office, process, today
from regiowerk.ground.process.tests.factories import deeds
from regiowerk.ground.regions.tests.strangers import (
    OFFICE_ACTS,
    OFFICE_LOOKS,
    Crowd,
    asked_by_all,
)
from regiowerk.listen.findings.models import Citation, Finding
from regiowerk.listen.findings.queries.readers import OFFICE
from regiowerk.listen.findings.tests.published import a_published_wave, publish, towns
from regiowerk.listen.surveys.domain.evaluation.tables import ResultTable, Veiled
from regiowerk.listen.surveys.models import Release
from regiowerk.tell.reports.documents import interim
from regiowerk.tell.reports.documents.chosen import chart
from regiowerk.tell.reports.documents.results import found
from regiowerk.tell.reports.models import InsightSlide, Report
from regiowerk.tell.reports.queries import reports_showing, state_of
from regiowerk.tell.reports.tests.factories import DAY, a_report, an_insight_slide

__all__ = ["crowd", "office", "process", "today"]

pytestmark = pytest.mark.django_db

HOME = "/verfahren/muster/berichte/auswahl/"
CITE = "/verfahren/muster/erkenntnisse/belegen/ergebnis/zahlen/1/1/all."


@pytest.fixture
def release(process: Process) -> Release:
    wave = a_published_wave(process)
    towns(wave, 4, public="yes", region="yes", secret="yes")
    towns(wave, 2, first=11, public="no", region="no", secret="no")
    return publish(wave)


@pytest.fixture
def finding(process: Process) -> Finding:
    found = Finding.objects.create(
        process=process,
        key="zeit",
        kind="need",
        statement="Zeit fehlt.",
        position=1,
        recorded_at=AT,
        recorded_by="Stadt Mitte",
    )
    Citation.objects.create(
        finding=found,
        position=1,
        source="Zwischenbericht",
        words="Uns fehlt die Zeit.",
        cited_at=AT,
        cited_by="Stadt Mitte",
    )
    return found


def shown(process: Process) -> list[Slide]:
    with translation.override("de"):
        state = state_of(process, DAY)
        counted = len(list(found(state)))
        return list(interim(state))[counted:]


def test_the_office_alone_chooses(crowd: Crowd, process: Process, finding: Finding) -> None:
    slide = an_insight_slide(process, finding)
    change, move, remove = (f"{HOME}{slide.pk}/{verb}" for verb in ("", "versetzen/", "entfernen/"))

    assert (
        [asked_by_all(crowd, page) for page in (HOME, f"{HOME}neu/", change)],
        [
            asked_by_all(crowd, move, {"direction": "up"}),
            asked_by_all(crowd, change, {"headline": "Kurz", "note": ""}),
            asked_by_all(crowd, remove, {}),
        ],
    ) == ([OFFICE_LOOKS] * 3, [OFFICE_ACTS] * 3)


def test_a_question_is_shown_as_a_chart_one_can_edit(
    office: Client, process: Process, release: Release
) -> None:
    what = f"question:{release.pk}:all.public"
    office.post(f"{HOME}neu/", {"what": what, "headline": "", "note": "Bitte erläutern."})

    (slide,) = shown(process)
    assert isinstance(slide.body, Chart)
    assert (slide.title, slide.body.categories, slide.body.series[0].values, slide.source) == (
        "4 von 6 sagen „ja“",
        ("ja", "nein"),
        (4.0, 2.0),
        "Quelle: Digitale Verwaltung, Welle 1, Veröffentlichung 1, n = 6",
    )
    assert "Bitte erläutern." in slide.notes
    assert release.content_hash in slide.notes
    assert deeds()[-1] == ("slide.chosen", "Frage public")


def test_a_finding_is_shown_with_the_figures_it_rests_on(
    office: Client, process: Process, release: Release, finding: Finding
) -> None:
    office.post(f"{HOME}neu/", {"what": "finding:zeit", "headline": "Alle eilen", "note": ""})
    before = shown(process)
    office.post(f"{CITE}public/", {"known_finding": "zeit", "part": "chart", "group": ""})
    after = shown(process)

    assert (
        [(slide.title, type(slide.body)) for slide in before],
        [(slide.title, type(slide.body)) for slide in after],
    ) == ([("Alle eilen", Bullets)], [("Alle eilen", Chart)])


def test_slides_are_shown_in_the_order_of_the_office(
    office: Client, process: Process, release: Release, finding: Finding
) -> None:
    for what in (f"question:{release.pk}:all.public", "finding:zeit"):
        office.post(f"{HOME}neu/", {"what": what, "headline": what[:8], "note": ""})
    last = InsightSlide.objects.order_by("position").last()
    assert last is not None
    office.post(f"{HOME}{last.pk}/versetzen/", {"direction": "up"})

    assert [slide.title for slide in shown(process)] == ["finding:", "question"]


def test_what_is_chosen_is_not_offered_again_and_a_stranger_cannot_be_shown_more(
    office: Client, process: Process, release: Release, finding: Finding
) -> None:
    Process.objects.update(is_public=True)
    office.post(f"{HOME}neu/", {"what": "finding:zeit", "headline": "", "note": ""})
    closed = f"question:{release.pk}:all.region"

    offered = [
        value for value, _label in office.get(f"{HOME}neu/").context["form"].fields["what"].choices
    ]
    answer = office.post(f"{HOME}neu/", {"what": closed, "headline": "", "note": ""})
    assert (offered, answer.status_code) == (
        [f"question:{release.pk}:all.{name}" for name in ("public", "secret")],
        422,
    )


def test_what_everybody_may_not_read_any_more_is_left_out(
    process: Process, release: Release
) -> None:
    InsightSlide.objects.create(
        process=process,
        position=1,
        release=release,
        question="all.region",
        chosen_at=AT,
        chosen_by="Stadt Mitte",
    )
    before = len(shown(process))
    process.is_public = True
    process.save()

    assert (before, len(shown(process))) == (1, 0)


def test_what_was_chosen_later_does_not_appear(process: Process, finding: Finding) -> None:
    slide = an_insight_slide(process, finding)
    slide.chosen_at = AT.replace(year=AT.year + 1)
    slide.save()

    assert [slide.title for slide in shown(process)] == ["Ein Bedarf der Kommunen ist erfasst"]


def test_a_finding_under_another_headline_is_known_to_stand_in_the_insight(
    process: Process, finding: Finding
) -> None:
    slide = an_insight_slide(process, finding)
    slide.headline = "Alle eilen"
    slide.save()
    report = a_report(process, state=Report.State.DONE)
    Report.objects.update(findings="\n".join(state_of(process, DAY).findings_shown))

    assert reports_showing(process, [finding], OFFICE) == [(finding.pk, report)]


def test_an_insight_keeps_for_whom_it_was_written(process: Process, finding: Finding) -> None:
    """As evidence of the region was chosen, whatever becomes of the process before it is ready."""
    report = a_report(process)
    state = state_of(process, DAY)
    Process.objects.update(is_public=True)

    assert (report.audience, state.audience) == ("region", "region")


def test_a_long_list_with_ranges_stays_readable() -> None:
    """What is told stands on the slide; of the ranges as many as there is room for."""
    codes = tuple(f"a{number}" for number in range(20))
    counts = (*(Veiled(0, 7) for _code in codes[:19]), 8)
    table = ResultTable(
        "k", "Hemmnisse", "multiple", "s", "aggregate", codes, codes, 15, counts, is_protected=True
    )
    picture = chart(table, "Quelle")

    assert isinstance(picture, Picture)
    assert picture.scene.table is not None
    assert [row[0] for row in picture.scene.table.rows] == [*codes[:7], "a19"]
