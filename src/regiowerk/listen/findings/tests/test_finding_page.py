from datetime import date

import pytest
from django.urls import reverse

from regiowerk.ground.process.models import Process
from regiowerk.ground.process.tests.factories import a_process
from regiowerk.ground.regions.tests.strangers import INSIDERS_LOOK, as_user, asked_by_all
from regiowerk.listen.findings.models import Citation
from regiowerk.listen.findings.tests.factories import (
    a_citation,
    a_finding,
    areas_of_a_programme,
)

pytestmark = pytest.mark.django_db


def page_of(finding):
    return reverse("findings:finding", args=[finding.process.key, finding.key])


def test_insiders_read_a_finding(crowd, process):
    assert asked_by_all(crowd, page_of(a_finding(process))) == INSIDERS_LOOK


def test_everybody_reads_a_finding_of_a_public_process(crowd, process):
    Process.objects.update(is_public=True)
    page = page_of(a_finding(process))

    assert [as_user(user).get(page).status_code for user in (None, crowd.outsider)] == [200, 200]


def test_a_finding_says_what_it_is_and_who_recorded_it_when(office, process):
    digital, _care = areas_of_a_programme(process)

    context = office.get(page_of(a_finding(process, area=digital))).context

    assert context["facts"] == [
        ("Art", "Hemmnis"),
        ("Infrastrukturbereich", "Digitales"),
        ("Erfasst am", "24. Januar 2022"),
        ("Erfasst von", "Stadt Mitte"),
    ]


def test_a_finding_quotes_its_sources_in_order(office, process):
    finding = a_finding(process)
    a_citation(finding, 3, source="Interview", words="Uns fehlen Leute.")
    a_citation(finding, 2, source_on=date(2022, 1, 10))

    answer = office.get(page_of(finding))

    assert (
        [source.citation.line for source in answer.context["sources"]],
        "Uns fehlen Leute." in answer.content.decode(),
    ) == (
        [
            "Zwischenbericht, Folie 1",
            "Zwischenbericht, Folie 2 (10. Januar 2022)",
            "Interview, Folie 3",
        ],
        True,
    )


def test_an_address_that_would_run_a_script_is_no_link(office, process):
    finding = a_finding(process)
    Citation.objects.update(source_url="javascript:alert(1)")

    assert "javascript:" not in office.get(page_of(finding)).content.decode()


def test_others_of_the_kind_stand_beside_it(office, process):
    finding = a_finding(process)
    for number in range(2, 9):
        a_finding(process, f"hemmnis-{number}", position=number)
    a_finding(process, "bedarf", kind="need")

    page = office.get(page_of(finding))

    others = [other.key for other in page.context["others"]]
    assert others == [f"hemmnis-{number}" for number in range(2, 7)]
    assert 'href="/verfahren/muster/erkenntnisse/?kind=obstacle"' in page.text


def test_only_the_office_sees_what_can_be_changed(crowd, office, process):
    page = page_of(a_finding(process))
    words = ("bearbeiten/", "belege/neu/")

    assert [
        [word in client.get(page).content.decode() for word in words]
        for client in (as_user(crowd.member), office)
    ] == [[False, False], [True, True]]


def test_a_finding_of_another_process_is_not_found_here(office, crowd, process):
    elsewhere = a_finding(a_process(crowd.region, "anderes"))

    assert office.get(f"/verfahren/muster/erkenntnisse/{elsewhere.key}/").status_code == 404


@pytest.mark.parametrize("count", [1, 5])
def test_the_page_takes_few_queries(office, process, count, django_assert_max_num_queries):
    finding = a_finding(process)
    for number in range(2, count + 2):
        a_citation(finding, number)
        a_finding(process, f"hemmnis-{number}", position=number)

    with django_assert_max_num_queries(12):
        office.get(page_of(finding))
