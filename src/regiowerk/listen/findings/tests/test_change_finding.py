import pytest
from django.urls import reverse

from regiowerk.ground.journal.models import Entry
from regiowerk.ground.process.tests.factories import a_process, deeds
from regiowerk.ground.regions.tests.strangers import (
    OFFICE_ACTS,
    OFFICE_LOOKS,
    as_user,
    asked_by_all,
)
from regiowerk.listen.findings.models import Citation, Finding
from regiowerk.listen.findings.tests.factories import (
    a_citation,
    a_finding,
    areas_of_a_programme,
)

pytestmark = pytest.mark.django_db

LIST = "/verfahren/muster/erkenntnisse/"
DATA = {"kind": "need", "statement": "Mehr Personal wird gebraucht.", "explanation": "Überall"}


def address_of(verb, finding):
    return reverse(f"findings:{verb}_finding", args=["muster", finding.key])


def order_of(kind):
    rows = Finding.objects.filter(kind=kind).order_by("position")
    return list(rows.values_list("key", flat=True))


def test_the_office_alone_changes_findings(crowd, process):
    finding = a_finding(process)
    edit, move, remove = (address_of(verb, finding) for verb in ("edit", "move", "remove"))

    assert (
        [asked_by_all(crowd, page) for page in (edit, remove)],
        [
            asked_by_all(crowd, edit, DATA),
            asked_by_all(crowd, move, {"direction": "up"}),
            asked_by_all(crowd, remove, {}),
        ],
    ) == ([OFFICE_LOOKS] * 2, [OFFICE_ACTS] * 3)


def test_a_changed_finding_keeps_its_address_and_its_sources(office, process):
    digital, _care = areas_of_a_programme(process)
    finding = a_finding(process)

    answer = office.post(address_of("edit", finding), DATA | {"area": digital.pk})

    finding.refresh_from_db()
    assert (
        answer.headers["Location"],
        (finding.kind, finding.statement, finding.explanation, finding.area),
        finding.citations.count(),
        deeds(),
    ) == (
        f"{LIST}wenig-personal/",
        ("need", "Mehr Personal wird gebraucht.", "Überall", digital),
        1,
        [("finding.edited", "Mehr Personal wird gebraucht.")],
    )


def test_under_another_kind_a_finding_comes_last(office, process):
    finding = a_finding(process)
    a_finding(process, "schulungen", kind="need", position=3)

    office.post(address_of("edit", finding), DATA)

    assert order_of("need") == ["schulungen", "wenig-personal"]


def test_under_its_kind_a_finding_keeps_its_place(office, process):
    finding = a_finding(process)
    a_finding(process, "zweites", position=2)

    office.post(address_of("edit", finding), DATA | {"kind": "obstacle"})

    assert order_of("obstacle") == ["wenig-personal", "zweites"]


@pytest.mark.parametrize("wrong", [{"kind": ""}, {"statement": " "}])
def test_a_wrong_finding_is_asked_again(office, process, wrong):
    answer = office.post(address_of("edit", a_finding(process)), DATA | wrong)

    assert (answer.status_code, list(answer.context["form"].errors), deeds()) == (
        422,
        list(wrong),
        [],
    )


def test_a_finding_moves_among_those_of_its_kind(office, process):
    for position, key in enumerate(("eins", "zwei", "drei"), start=1):
        a_finding(process, key, position=position)
    a_finding(process, "bedarf", kind="need", position=1)

    answer = office.post(
        address_of("move", Finding.objects.get(key="drei")), {"direction": "up", "page": "2"}
    )

    assert (answer.headers["Location"], order_of("obstacle"), order_of("need"), deeds()) == (
        f"{LIST}?ordnen=1&page=2#drei",
        ["eins", "drei", "zwei"],
        ["bedarf"],
        [("finding.moved", "Erkenntnis drei")],
    )


def test_sideways_is_no_direction(office, process):
    answer = office.post(address_of("move", a_finding(process)), {"direction": "left"})

    assert (answer.status_code, deeds()) == (400, [])


def test_only_the_office_arranges_and_always_all_findings(crowd, office, process):
    a_finding(process)
    asked = {"ordnen": "1", "q": "wetter"}
    seen = [
        client.get(LIST, asked).context["is_arranging"]
        for client in (office, as_user(crowd.member))
    ]

    assert (seen, len(office.get(LIST, asked).context["page"])) == ([True, False], 1)


def test_the_first_cannot_go_up_and_the_last_not_down(office, process):
    for position, key in enumerate(("eins", "zwei", "drei"), start=1):
        a_finding(process, key, position=position)

    [group] = office.get(LIST, {"ordnen": "1"}).context["groups"]

    assert [(row.is_first, row.is_last) for row in group.rows] == [
        (True, False),
        (False, False),
        (False, True),
    ]


def test_over_the_edge_of_a_page_a_finding_can_go_on(office, process):
    for number in range(51):
        a_finding(process, f"eintrag-{number:02}", position=number)

    [before] = office.get(LIST, {"ordnen": "1"}).context["groups"]
    [after] = office.get(LIST, {"ordnen": "1", "page": 2}).context["groups"]

    assert (before.rows[-1].is_last, after.rows[0].is_first) == (False, False)


def test_the_page_that_removes_says_what_is_lost(office, process):
    finding = a_finding(process)
    a_citation(finding, 2, source="Interview")

    question = office.get(address_of("remove", finding)).context["question"]

    assert question.lost == (
        "Erkenntnis wenig-personal",
        "die Quelle Zwischenbericht, Folie 1",
        "die Quelle Interview, Folie 2",
    )


def test_a_removed_finding_is_gone_with_its_sources(office, process):
    answer = office.post(address_of("remove", a_finding(process)))

    assert (
        answer.headers["Location"],
        Finding.objects.count(),
        Citation.objects.count(),
        deeds(),
        Entry.objects.get().object_address,
    ) == (LIST, 0, 0, [("finding.removed", "Erkenntnis wenig-personal")], LIST)


def test_a_finding_of_another_process_is_not_found_here(office, crowd, process):
    elsewhere = a_finding(a_process(crowd.region, "anderes"))

    assert office.get(address_of("edit", elsewhere)).status_code == 404
