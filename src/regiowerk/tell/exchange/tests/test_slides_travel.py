"""The slides the office chose go along with the findings and the results they show."""

from __future__ import annotations

from pathlib import Path

import pytest

from regiowerk.ground.people.tests.factories import AT
from regiowerk.ground.process.models import Process
from regiowerk.listen.findings.models import Citation, Finding
from regiowerk.listen.findings.tests.published import a_published_wave, publish, towns
from regiowerk.listen.surveys.models import Release
from regiowerk.tell.exchange.documents.packing import write_folder
from regiowerk.tell.exchange.queries import extent_of, read_content
from regiowerk.tell.exchange.tests.factories import a_package_folder, do_import, edit, refused
from regiowerk.tell.exchange.tests.test_export_package import do_export, forget_everything
from regiowerk.tell.reports.models import InsightSlide
from regiowerk.tell.reports.queries.selection import chosen_slides

pytestmark = pytest.mark.django_db

FILE = "insight_slides.csv"
OF_FINDING = "2,personal,,,,,"
OF_RESULTS = "5,,zahlen,1,1,all.public,"


@pytest.fixture
def process(tmp_path: Path) -> Process:
    """Two slides: a question of published results below a finding, with a gap between them."""
    do_import(a_package_folder(tmp_path / "by-hand"))
    process = Process.objects.select_related("region").get()
    wave = a_published_wave(process)
    towns(wave, 4, public="yes", region="yes", secret="yes")
    towns(wave, 2, first=11, public="no", region="no", secret="no")
    release = publish(wave)
    finding = Finding.objects.get(key="personal")
    a_slide(process, 5, release=release, question="all.public", headline="Alle sagen ja")
    a_slide(process, 2, finding=finding, note="Bitte „langsam“ sprechen,\nZeile zwei")
    return process


def a_slide(process: Process, position: int, **shown: object) -> InsightSlide:
    return InsightSlide.objects.create(
        process=process, position=position, chosen_at=AT, chosen_by="Erika Muster", **shown
    )


def test_slides_leave_and_come_back_identically(process: Process, tmp_path: Path) -> None:
    first = do_export()
    write_folder(first, tmp_path / "out")
    forget_everything()

    do_import(tmp_path / "out")

    (finding, results) = chosen_slides(Process.objects.get())
    assert do_export() == first
    assert finding.finding is not None
    assert (finding.finding.key, finding.slide.note) == (
        "personal",
        "Bitte „langsam“ sprechen,\nZeile zwei",
    )
    assert results.table is not None
    assert (results.table.key, results.slide.headline) == ("all.public", "Alle sagen ja")
    assert results.slide.release == Release.objects.get()


def test_who_chose_a_slide_is_no_person(process: Process) -> None:
    assert b"Erika" not in do_export()[FILE]
    assert do_export()[FILE].count(b"Musterland") == 2


def test_slides_are_replaced_by_those_of_the_package(process: Process, tmp_path: Path) -> None:
    first = do_export()
    write_folder(first, tmp_path / "out")
    InsightSlide.objects.filter(position=2).update(headline="Inzwischen anders")
    a_slide(process, 6, finding=Finding.objects.get(key="personal"))

    (told,) = refused(tmp_path / "out")
    assert "es weicht vom Paket ab in: insight_slides.csv (2)." in told
    do_import(tmp_path / "out", replace=True)

    assert (InsightSlide.objects.count(), do_export() == first) == (2, True)


def test_a_package_without_slides_leaves_none(process: Process, tmp_path: Path) -> None:
    write_folder(do_export(), tmp_path / "out")
    edit(tmp_path / "out", FILE, (tmp_path / "out" / FILE).read_text().partition("\n")[2], "")

    do_import(tmp_path / "out", replace=True)

    assert not InsightSlide.objects.exists()


def test_a_slide_of_results_stays_where_the_results_stay(process: Process) -> None:
    """Whoever is no office takes no releases along, and so no slides of them."""
    rows = read_content(process, with_answers=False).rows("insight_slides")
    counted = {
        part.table: part.rows
        for is_office in (True, False)
        for part in extent_of(process, with_answers=is_office).parts
        if part.table == "insight_slides"
    }

    assert ([row.text("finding") for row in rows], counted) == (
        ["personal"],
        {"insight_slides": 1},
    )


def test_a_slide_of_a_closed_finding_stays_as_the_finding_does(process: Process) -> None:
    Citation.objects.update(audience="office")

    assert read_content(process, with_answers=False).rows("insight_slides") == ()
    assert len(read_content(process).rows("insight_slides")) == 2


def test_a_slide_of_a_draft_stays_as_the_draft_does(process: Process) -> None:
    Release.objects.update(state=Release.State.DRAFT)

    assert [row.text("finding") for row in read_content(process).rows("insight_slides")] == [
        "personal"
    ]


UNKNOWN = (
    "Diesen Schlüssel gibt es in {} nicht. Ergänzen Sie dort eine Zeile oder berichtigen Sie den "
    "Schlüssel hier."
)
EITHER = (
    "Eine Folie zeigt eine Erkenntnis oder eine Frage aus veröffentlichten Ergebnissen. Nennen Sie "
    "nur die Erkenntnis, oder Befragung, Welle, Veröffentlichung und Frage zusammen."
)
SHOWN = "finding, result_survey, result_wave, result_release, question"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "2,personal,",
            "2,personnel,",
            f"Zeile 2, finding, „personnel“: {UNKNOWN.format('findings.csv')} "
            "Gemeint ist vermutlich: personal.",
        ),
        (
            OF_RESULTS,
            "5,,zahlen,1,7,all.public,",
            "Zeile 3, result_survey, result_wave, result_release, „zahlen, 1, 7“: "
            + UNKNOWN.format("releases.csv"),
        ),
        (
            OF_RESULTS,
            "5,,zahlen,1,1,all.publik,",
            "Zeile 3, question, „all.publik“: In den veröffentlichten Ergebnissen "
            "releases/zahlen/1/1.json gibt es diese Frage nicht. Nehmen Sie den Schlüssel einer "
            "Frage, die dort steht. Gemeint ist vermutlich: all.public.",
        ),
        (OF_RESULTS, "5,,zahlen,1,1,,", f"Zeile 3, {SHOWN}: {EITHER}"),
        (OF_RESULTS, "5,,zahlen,,1,all.public,", f"Zeile 3, {SHOWN}: {EITHER}"),
        (OF_RESULTS, "5,personal,zahlen,1,1,all.public,", f"Zeile 3, {SHOWN}: {EITHER}"),
        (OF_FINDING, "2,personal,,,,all.public,", f"Zeile 2, {SHOWN}: {EITHER}"),
        (OF_FINDING, "2,,,,,,", f"Zeile 2, {SHOWN}: {EITHER}"),
        (
            OF_RESULTS,
            "2,,zahlen,1,1,all.public,",
            "Zeile 3, position, „2“: Das steht schon in Zeile 2. Es darf nur einmal vorkommen;",
        ),
        (
            OF_RESULTS,
            "erste,,zahlen,1,1,all.public,",
            "Zeile 3, position, „erste“: Erwartet wird eine ganze Zahl, nur mit Ziffern geschrieben.",
        ),
        (
            "Alle sagen ja",
            "J" * 161,
            f"Zeile 3, headline, „{'J' * 80}“: Dieser Text hat 161 Zeichen; Platz ist für 160.",
        ),
        (
            "Alle sagen ja,,",
            "Alle sagen ja,,gestern ",
            "Zeile 3, chosen_at",
        ),
        (
            "Z,Musterland\n5,",
            "Z,Erika Muster\n5,",
            "Zeile 2, chosen_by, „Erika Muster“",
        ),
    ],
)
def test_a_slide_that_is_none_is_refused_with_its_place(
    process: Process, tmp_path: Path, old: str, new: str, told: str
) -> None:
    write_folder(do_export(), tmp_path / "out")
    edit(tmp_path / "out", FILE, old, new)
    forget_everything()

    (only,) = refused(tmp_path / "out")

    assert only.startswith(f"{FILE}, {told}")
    assert not InsightSlide.objects.exists()
