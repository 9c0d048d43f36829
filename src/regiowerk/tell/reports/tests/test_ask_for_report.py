from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.urls import reverse

from regiowerk.ground.journal.domain.actor import Role
from regiowerk.ground.journal.models import Entry
from regiowerk.ground.people.tests.factories import AT
from regiowerk.ground.process.tests.factories import a_process
from regiowerk.ground.regions.tests.factories import a_mandate, a_region, an_actor
from regiowerk.ground.regions.tests.strangers import (
    OFFICE_ACTS,
    OFFICE_LOOKS,
    Crowd,
    a_crowd,
    as_user,
    asked_by_all,
)
from regiowerk.tell.reports import actions, tasks
from regiowerk.tell.reports.documents import BeforeStartError
from regiowerk.tell.reports.models import Report
from regiowerk.tell.reports.tests.factories import DAY, a_report, a_told_process

pytestmark = pytest.mark.django_db
ASK = {"on": "2022-01-24", "language": "de"}


@pytest.fixture(autouse=True)
def _files(settings: object, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]


@pytest.fixture
def crowd() -> Crowd:
    return a_crowd(a_region())


def test_only_the_office_asks(crowd: Crowd):
    address = reverse("reports:ask_for_report", args=[a_process(crowd.region).key])

    assert asked_by_all(crowd, address) == OFFICE_LOOKS
    assert asked_by_all(crowd, address, dict(ASK)) == OFFICE_ACTS
    assert [(r.on, r.language, r.state) for r in Report.objects.all()] == [(DAY, "de", "waiting")]


def test_asking_is_a_deed(crowd: Crowd):
    process = a_process(crowd.region)
    office = an_actor(crowd.office)

    report = actions.ask_for_report(process=process, on=DAY, language="en", by=office, at=AT)

    entry = Entry.objects.get()
    assert (report.asked_by, entry.deed, entry.object_address, entry.process_key) == (
        "Stadt Mitte",
        "report.asked",
        f"/verfahren/{process.key}/berichte/{report.pk}/",
        process.key,
    )


@pytest.mark.parametrize(
    ("on", "problem"),
    [
        ("2020-12-31", "Das Verfahren begann am"),
        ("2999-01-01", "Dieser Tag liegt in der Zukunft."),
        ("", ""),
        ("gestern", ""),
    ],
)
def test_a_day_that_cannot_be_shown_is_asked_again(crowd: Crowd, on: str, problem: str):
    address = reverse("reports:ask_for_report", args=[a_process(crowd.region).key])

    response = as_user(crowd.office).post(address, {"on": on, "language": "de"})

    assert (response.status_code, Report.objects.count()) == (422, 0)
    assert problem in response.content.decode()


def test_a_day_before_the_start_is_refused_by_the_deed_itself(crowd: Crowd):
    process = a_process(crowd.region)
    before = date(2020, 12, 31)

    with pytest.raises(BeforeStartError):
        actions.ask_for_report(
            process=process, on=before, language="de", by=an_actor(crowd.office), at=AT
        )
    assert (Report.objects.count(), Entry.objects.count()) == (0, 0)


@pytest.mark.documents
def test_the_report_is_written_and_its_files_can_be_had(
    django_capture_on_commit_callbacks: object,
):
    process = a_told_process()
    office = a_mandate(process.region, process.region.regiopole, role=Role.OFFICE).user
    client = as_user(office)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        asked = client.post(reverse("reports:ask_for_report", args=[process.key]), ASK)

    report = Report.objects.get()
    page = client.get(asked.headers["Location"])
    slides = client.get(reverse("reports:slides", args=[process.key, report.pk]))
    pdf = client.get(reverse("reports:pdf", args=[process.key, report.pk]))
    assert (report.state, report.progress, report.problem) == ("done", "", "")
    assert report.content_hash in page.content.decode()
    assert (slides.content[:2], pdf.content[:5]) == (b"PK", b"%PDF-")
    stem = f"projekteinblick-muster-2022-01-24-{report.content_hash[:8]}"
    assert [r.headers["Content-Disposition"] for r in (slides, pdf)] == [
        f'attachment; filename="{stem}.pptx"',
        f'inline; filename="{stem}.pdf"',
    ]
    deeds = [entry.deed for entry in Entry.objects.order_by("pk")]
    assert deeds == ["report.asked", "report.written"]


def test_a_report_that_cannot_be_written_says_why():
    report = a_report(a_process(a_region()), on=date(2020, 12, 31))

    tasks.write_report.enqueue(report.pk)

    report.refresh_from_db()
    assert (report.state, report.problem.partition(" am ")[0]) == (
        "failed",
        "Das Verfahren begann",
    )
    assert Entry.objects.get().deed == "report.failed"
