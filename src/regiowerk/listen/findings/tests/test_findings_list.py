from datetime import UTC, date, datetime

import pytest
from django.test import Client

from regiowerk.ground.process.models import Process
from regiowerk.ground.process.tests.factories import a_process
from regiowerk.ground.regions.tests.strangers import INSIDERS_LOOK, as_user, asked_by_all
from regiowerk.listen.findings import queries
from regiowerk.listen.findings.models import Finding
from regiowerk.listen.findings.tests.factories import (
    a_citation,
    a_finding,
    areas_of_a_programme,
)

pytestmark = pytest.mark.django_db

Kind = Finding.Kind
PAGE = "/verfahren/muster/erkenntnisse/"


def shown(answer):
    return [
        (group.label, [row.finding.key for row in group.rows]) for group in answer.context["groups"]
    ]


def keys(findings):
    return [finding.key for finding in findings]


def test_insiders_read_the_findings_of_a_process_that_is_not_public(crowd, process):
    assert asked_by_all(crowd, PAGE) == INSIDERS_LOOK


def test_everybody_reads_the_findings_of_a_public_process(crowd, process):
    Process.objects.update(is_public=True)

    assert [as_user(user).get(PAGE).status_code for user in (None, crowd.outsider)] == [200, 200]


def test_kinds_come_in_the_order_people_think_in(office, process):
    for kind in reversed(Kind):
        a_finding(process, f"{kind}-2", kind=kind, position=2)
        a_finding(process, f"{kind}-1", kind=kind, position=1)

    assert shown(office.get(PAGE)) == [
        ("Bedarfe", ["need-1", "need-2"]),
        ("Hemmnisse", ["obstacle-1", "obstacle-2"]),
        ("Stärken", ["strength-1", "strength-2"]),
        ("Potenziale", ["potential-1", "potential-2"]),
        ("Trends", ["trend-1", "trend-2"]),
    ]


@pytest.mark.parametrize(
    ("kinds", "heading"),
    [
        ([], "Noch ist nichts erfasst"),
        ([Kind.NEED], "1 Erkenntnis"),
        ([Kind.NEED] * 2, "2 Erkenntnisse, am häufigsten Bedarfe"),
        ([Kind.NEED, Kind.OBSTACLE, Kind.OBSTACLE], "3 Erkenntnisse, am häufigsten Hemmnisse"),
        ([Kind.NEED, Kind.TREND], "2 Erkenntnisse"),
    ],
)
def test_the_heading_says_how_much_there_is_and_of_what(office, process, kinds, heading):
    for number, kind in enumerate(kinds):
        a_finding(process, f"eintrag-{number}", kind=kind, position=number)

    assert office.get(PAGE).context["heading"] == heading


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"kind": "need"}, ["schulungen"]),
        ({"bereich": "pflege"}, ["pflegekraefte"]),
        ({"q": "personal"}, ["wenig-personal"]),
        ({"q": "ÄMTER"}, ["wenig-personal"]),
        ({"q": "ämter personal"}, ["wenig-personal"]),
        ({"q": "ämter schulungen"}, []),
        ({"q": "befragung"}, ["schulungen"]),
        ({"q": "kaum jemand"}, ["pflegekraefte"]),
        ({"q": "100 %"}, []),
        ({"kind": "obstacle", "bereich": "pflege"}, ["pflegekraefte"]),
        ({"kind": "weather"}, []),
        ({"q": "x" * 5000}, []),
        ({"page": "99"}, ["schulungen", "wenig-personal", "pflegekraefte"]),
    ],
)
def test_findings_can_be_chosen_by_kind_area_and_words(office, process, asked, found):
    _digital, care = areas_of_a_programme(process)
    a_finding(process, statement="Es gibt wenig Personal", explanation="Ämter suchen lange")
    training = a_finding(process, "schulungen", kind=Kind.NEED, statement="Mehr Schulungen")
    a_citation(training, 2, source="Online-Befragung")
    carers = a_finding(process, "pflegekraefte", area=care, position=2)
    a_citation(carers, 2, words="Es bewirbt sich kaum jemand.")

    answer = office.get(PAGE, asked)

    assert (answer.status_code, keys(answer.context["page"])) == (200, found)


@pytest.mark.parametrize(
    ("asked", "lead"),
    [
        ({}, "Was die Analyse gezeigt hat, jeweils mit der Quelle, auf der es beruht."),
        ({"q": "personal"}, "Eine davon passt."),
        ({"q": "wetter"}, "0 davon passen."),
    ],
)
def test_the_page_says_how_many_fit(office, process, asked, lead):
    a_finding(process, statement="Es gibt wenig Personal")

    assert office.get(PAGE, asked).context["lead"] == lead


def test_only_areas_and_kinds_with_findings_can_be_chosen(office, process):
    digital, _care = areas_of_a_programme(process)
    a_finding(process, area=digital)
    a_finding(process, "zweites", area=digital, position=2)

    context = office.get(PAGE).context

    assert (context["kinds"], context["areas"]) == ([("obstacle", "Hemmnisse (2)")], [digital])


def test_more_than_fifty_findings_are_paged(office, process):
    for number in range(51):
        a_finding(process, f"eintrag-{number:02}", position=number)

    first, second = office.get(PAGE), office.get(PAGE, {"page": 2})

    assert (len(first.context["page"]), keys(second.context["page"])) == (50, ["eintrag-50"])


def test_only_the_office_is_offered_to_record_the_first_finding(crowd, office, process):
    word = "Die erste Erkenntnis erfassen"

    assert [
        client.get(PAGE).content.decode().count(word) for client in (office, as_user(crowd.member))
    ] == [1, 0]


def test_a_search_without_a_hit_leads_back_to_all(office, process):
    a_finding(process)

    page = office.get(PAGE, {"q": "wetter"}).content.decode()

    assert ("Keine Erkenntnis passt" in page, f'href="{PAGE}"' in page) == (True, True)


def test_what_was_known_on_a_day(process):
    a_finding(process, "alt", recorded_at=datetime(2022, 1, 24, 22, 59, tzinfo=UTC))
    a_finding(process, "neu-2", recorded_at=datetime(2022, 1, 24, 23, 1, tzinfo=UTC))

    assert (
        keys(queries.findings_of(process, on=date(2022, 1, 24))),
        keys(queries.findings_of(process, on=date(2022, 1, 25))),
    ) == (["alt"], ["alt", "neu-2"])


def test_findings_are_those_of_one_process(crowd, process):
    a_finding(a_process(crowd.region, "anderes"))

    assert (keys(queries.findings_of(process)), queries.counts_by_kind(process)) == ([], {})


def test_numbers_of_each_kind_come_in_the_order_of_kinds(process):
    a_finding(process, "a", kind=Kind.TREND)
    a_finding(process, "b", kind=Kind.NEED)
    a_finding(process, "c", kind=Kind.NEED)

    assert list(queries.counts_by_kind(process).items()) == [("need", 2), ("trend", 1)]


@pytest.mark.parametrize("count", [1, 5])
def test_the_page_takes_few_queries(office, process, count, django_assert_max_num_queries):
    digital, care = areas_of_a_programme(process)
    for number in range(count):
        finding = a_finding(process, f"eintrag-{number}", area=(digital, care)[number % 2])
        a_citation(finding, 2)

    with django_assert_max_num_queries(12):
        office.get(PAGE, {"q": "Erkenntnis"})


def test_strangers_are_asked_to_sign_in_whether_it_exists_or_not(process):
    answers = [Client().get(page) for page in (PAGE, "/verfahren/nichts/erkenntnisse/")]

    assert [answer.headers["Location"] for answer in answers] == [
        f"/anmelden/?next={PAGE}",
        "/anmelden/?next=/verfahren/nichts/erkenntnisse/",
    ]
