from datetime import date

import pytest
from django.urls import reverse

from regiowerk.ground.process.tests.factories import deeds
from regiowerk.ground.regions.tests.strangers import OFFICE_ACTS, OFFICE_LOOKS, asked_by_all
from regiowerk.listen.findings.models import Citation
from regiowerk.listen.findings.tests.factories import a_citation, a_finding

pytestmark = pytest.mark.django_db

PAGE = "/verfahren/muster/erkenntnisse/wenig-personal/"
ADD = f"{PAGE}belege/neu/"
DATA = {
    "source": "Interview mit einer Kommune",
    "place": "Frage 8",
    "words": "Uns fehlen Leute.",
    "source_on": "2021-11-05",
    "source_url": "",
}


@pytest.fixture
def finding(process):
    return a_finding(process)


def address_of(verb, citation):
    return reverse(f"findings:{verb}_citation", args=["muster", "wenig-personal", citation.pk])


def test_the_office_alone_names_sources(crowd, finding):
    first, second = finding.citations.get(), a_citation(finding, 2)
    edit, remove = address_of("edit", first), address_of("remove", second)

    assert (
        [asked_by_all(crowd, page) for page in (ADD, edit, remove)],
        [
            asked_by_all(crowd, ADD, DATA),
            asked_by_all(crowd, edit, DATA),
            asked_by_all(crowd, remove, {}),
        ],
    ) == ([OFFICE_LOOKS] * 3, [OFFICE_ACTS] * 3)


def test_a_further_source_comes_last(office, finding):
    answer = office.post(ADD, DATA)

    added = Citation.objects.values("finding", "position", *DATA).last()
    assert (answer.headers["Location"], added, deeds()) == (
        PAGE,
        DATA | {"finding": finding.pk, "position": 2, "source_on": date(2021, 11, 5)},
        [("citation.added", "Erkenntnis wenig-personal")],
    )


def test_a_source_is_corrected(office, finding):
    citation = finding.citations.get()

    office.post(address_of("edit", citation), DATA)

    citation.refresh_from_db()
    assert (citation.line, citation.words, deeds()) == (
        "Interview mit einer Kommune, Frage 8 (5. November 2021)",
        "Uns fehlen Leute.",
        [("citation.edited", "Erkenntnis wenig-personal")],
    )


@pytest.mark.parametrize("wrong", [{"source": ""}, {"source_on": "gestern"}, {"place": "x" * 121}])
def test_a_wrong_source_is_asked_again(office, finding, wrong):
    citation = finding.citations.get()

    answers = [office.post(page, DATA | wrong) for page in (ADD, address_of("edit", citation))]

    assert (
        [(answer.status_code, list(answer.context["form"].errors)) for answer in answers],
        deeds(),
    ) == ([(422, list(wrong))] * 2, [])


def test_a_removed_source_is_gone(office, finding):
    second = a_citation(finding, 2, source="Interview", words="Uns fehlen Leute.")

    lost = office.get(address_of("remove", second)).context["question"].lost
    office.post(address_of("remove", second))

    assert (lost, [citation.position for citation in finding.citations.all()], deeds()) == (
        ("Interview, Folie 2", "Uns fehlen Leute."),
        [1],
        [("citation.removed", "Erkenntnis wenig-personal")],
    )


def test_the_last_source_stays(office, finding):
    answer = office.post(address_of("remove", finding.citations.get()))

    assert (
        answer.status_code,
        answer.context["form"].non_field_errors(),
        finding.citations.count(),
        deeds(),
    ) == (
        422,
        [
            "Eine Erkenntnis beruht auf mindestens einer Quelle. "
            "Fügen Sie zuerst eine weitere hinzu, oder entfernen Sie die Erkenntnis."
        ],
        1,
        [],
    )


def test_the_last_source_is_not_offered_for_removal(office, finding):
    removal = address_of("remove", finding.citations.get())
    before = removal in office.get(PAGE).content.decode()
    a_citation(finding, 2)

    assert (before, removal in office.get(PAGE).content.decode()) == (False, True)


def test_a_source_of_another_finding_is_not_found_here(office, process, finding):
    elsewhere = a_finding(process, "anderes").citations.get()

    assert office.get(address_of("edit", elsewhere)).status_code == 404
