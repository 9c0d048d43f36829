from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from regiowerk.ground.process.models import Process
from regiowerk.ground.process.tests.factories import a_process
from regiowerk.ground.regions.tests.factories import a_region
from regiowerk.ground.regions.tests.strangers import (
    INSIDERS_LOOK,
    Crowd,
    a_crowd,
    as_user,
    asked_by_all,
)
from regiowerk.tell.reports.models import Report
from regiowerk.tell.reports.tests.factories import DAY, a_report

pytestmark = pytest.mark.django_db
EVERYBODY = ["anonymous: 200", "outsider: 200", "member: 200", "office: 200"]


@pytest.fixture(autouse=True)
def _files(settings: object, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]


@pytest.fixture
def crowd() -> Crowd:
    return a_crowd(a_region(is_public=True))


def a_written_report(process: Process) -> Report:
    report = a_report(process, state=Report.State.DONE)
    report.slides_file.save("einblick.pptx", ContentFile(b"PK"))
    report.pdf_file.save("einblick.pdf", ContentFile(b"%PDF-"))
    return report


def addresses(report: Report) -> list[str]:
    key = report.process.key
    names = ("reports:report", "reports:slides", "reports:pdf")
    return [
        reverse("reports:reports", args=[key]),
        *(reverse(name, args=[key, report.pk]) for name in names),
    ]


def test_insights_of_a_public_process_are_public(crowd: Crowd):
    report = a_written_report(a_process(crowd.region, is_public=True))

    assert [asked_by_all(crowd, address) for address in addresses(report)] == [EVERYBODY] * 4


def test_insights_of_any_other_process_are_for_those_inside(crowd: Crowd):
    report = a_written_report(a_process(crowd.region))

    assert [asked_by_all(crowd, address) for address in addresses(report)] == [INSIDERS_LOOK] * 4


def test_a_report_of_another_process_is_not_found(crowd: Crowd):
    report = a_written_report(a_process(crowd.region))
    other = a_process(crowd.region, "anderes")

    names = ("reports:report", "reports:slides", "reports:pdf")
    codes = [
        as_user(crowd.office).get(reverse(name, args=[other.key, report.pk])).status_code
        for name in names
    ]
    assert codes == [404] * 3


@pytest.mark.parametrize("state", ["waiting", "writing", "failed"])
def test_there_are_no_files_before_the_report_is_written(crowd: Crowd, state: str):
    report = a_report(a_process(crowd.region), state=state)
    client = as_user(crowd.office)

    page, *files = [client.get(address).status_code for address in addresses(report)[1:]]

    assert (page, files) == (200, [404, 404])


def test_a_report_that_failed_says_why(crowd: Crowd):
    report = a_report(a_process(crowd.region), state="failed")
    Report.objects.filter(pk=report.pk).update(problem="Die Karte fehlt.")

    page = as_user(crowd.member).get(addresses(report)[1]).content.decode()

    assert "Die Karte fehlt." in page


def test_only_the_office_is_offered_to_make_one(crowd: Crowd):
    process = a_process(crowd.region)
    ask = reverse("reports:ask_for_report", args=[process.key])
    pages = [
        as_user(user).get(reverse("reports:reports", args=[process.key])).content.decode()
        for user in (crowd.member, crowd.office)
    ]

    assert [ask in page for page in pages] == [False, True]


def test_the_list_costs_the_same_for_one_report_and_for_five(
    crowd: Crowd, django_assert_max_num_queries: object, django_assert_num_queries: object
):
    process, client = a_process(crowd.region), as_user(crowd.member)
    address = reverse("reports:reports", args=[process.key])
    a_written_report(process)
    with django_assert_max_num_queries(12) as counted:  # type: ignore[operator]
        client.get(address)
    for days in range(1, 5):
        a_report(process, on=DAY + timedelta(days=days))

    with django_assert_num_queries(len(counted)):  # type: ignore[operator]
        client.get(address)


def everybody_at(report: Report, crowd: Crowd) -> list[list[str]]:
    return [asked_by_all(crowd, address) for address in addresses(report)[1:]]


def test_an_insight_for_the_region_stays_there_when_the_process_becomes_public(crowd: Crowd):
    """It may show evidence the region alone may read."""
    report = a_written_report(a_process(crowd.region))
    Process.objects.update(is_public=True)
    outside = ["anonymous: sign in", "outsider: 404", "member: 200", "office: 200"]

    assert everybody_at(report, crowd) == [outside] * 3


def test_strangers_read_of_such_an_insight_in_no_list(crowd: Crowd):
    report = a_written_report(a_process(crowd.region))
    Process.objects.update(is_public=True)
    address = reverse("reports:report", args=[report.process.key, report.pk])
    lists = (addresses(report)[0], f"/verfahren/{report.process.key}/")

    told = [
        [address in as_user(user).get(one).text for one in lists]
        for user in (None, crowd.outsider, crowd.member, crowd.office)
    ]
    assert told == [[False, False], [False, False], [True, False], [True, False]]


def test_an_insight_for_everybody_stays_inside_when_the_process_does(crowd: Crowd):
    report = a_written_report(a_process(crowd.region, is_public=True))
    Process.objects.update(is_public=False)

    assert everybody_at(report, crowd) == [INSIDERS_LOOK] * 3
