import pytest

from regiowerk.ground.process.tests.factories import a_process, deeds
from regiowerk.ground.regions.tests.strangers import OFFICE_ACTS, OFFICE_LOOKS, asked_by_all
from regiowerk.listen.findings import actions, queries
from regiowerk.listen.findings.models import Finding
from regiowerk.listen.findings.tests.factories import a_citation, a_finding
from regiowerk.listen.findings.tests.published import AT, BY

pytestmark = pytest.mark.django_db

PAGE = "/verfahren/muster/erkenntnisse/wenig-personal/"
SPLIT = {"kind": "need", "statement": "Es braucht Schulungen.", "explanation": ""}


@pytest.fixture
def finding(process):
    return a_finding(process)


@pytest.fixture
def other(process):
    return a_finding(process, "wenig-zeit", position=2)


def lines(finding):
    return [one.line for one in finding.citations.order_by("position")]


def test_the_office_alone_merges_and_splits(crowd, finding, other):
    second = a_citation(finding, 2)
    merge, split = f"{PAGE}zusammenfuehren/", f"{PAGE}teilen/"

    assert (
        [asked_by_all(crowd, page) for page in (merge, split)],
        [
            asked_by_all(crowd, split, SPLIT | {"citations": [str(second.pk)]}),
            asked_by_all(crowd, merge, {"into": "wenig-zeit"}),
        ],
    ) == ([OFFICE_LOOKS] * 2, [OFFICE_ACTS] * 2)


def test_a_merged_finding_lives_on_with_all_its_sources(office, process, finding, other):
    a_citation(finding, 2, source="Interview")

    answer = office.post(f"{PAGE}zusammenfuehren/", {"into": "wenig-zeit"})

    page = office.get(answer.headers["Location"])
    assert (
        lines(other),
        list(other.citations.order_by("position").values_list("came_from", flat=True)),
        [found.key for found in queries.findings_of(process)],
        page.context["history"],
        deeds(),
    ) == (
        ["Zwischenbericht, Folie 1", "Zwischenbericht, Folie 1", "Interview, Folie 2"],
        ["", "Erkenntnis wenig-personal", "Erkenntnis wenig-personal"],
        ["wenig-zeit"],
        page.context["history"],
        [("finding.merged", "Erkenntnis wenig-personal")],
    )
    assert "Erkenntnis wenig-personal" in page.context["history"][0][0]


def test_the_address_of_a_merged_finding_leads_to_where_it_lives_on(
    office, process, finding, other
):
    third = a_finding(process, "drittes", position=3)
    actions.merge_findings(finding=finding, into=other, by=BY, at=AT)
    actions.merge_findings(finding=other, into=third, by=BY, at=AT)

    answers = [
        office.get(f"/verfahren/muster/erkenntnisse/{key}/")
        for key in ("wenig-personal", "wenig-zeit")
    ]
    assert [answer.headers["Location"] for answer in answers] == [
        "/verfahren/muster/erkenntnisse/drittes/"
    ] * 2


def test_a_finding_is_not_merged_into_itself_nor_elsewhere_nor_twice(crowd, finding, other):
    elsewhere = a_finding(a_process(crowd.region, "anderes"))
    third = a_finding(finding.process, "drittes", position=3)
    actions.merge_findings(finding=other, into=third, by=BY, at=AT)

    for into in (finding, elsewhere, other):
        with pytest.raises(actions.OtherFindingError):
            actions.merge_findings(finding=finding, into=into, by=BY, at=AT)


def test_a_split_keeps_every_source_in_one_of_both(office, process, finding):
    second = a_citation(finding, 2, source="Interview")

    office.post(f"{PAGE}teilen/", SPLIT | {"citations": [str(second.pk)]})

    part = Finding.objects.get(split_from=finding)
    assert (lines(finding), lines(part), part.kind, part.statement, deeds()) == (
        ["Zwischenbericht, Folie 1"],
        ["Interview, Folie 2"],
        "need",
        "Es braucht Schulungen.",
        [("finding.split", "Es braucht Schulungen.")],
    )


def test_a_split_that_leaves_nothing_is_refused(office, finding):
    second = a_citation(finding, 2)
    both = [str(second.pk), str(finding.citations.get(position=1).pk)]

    answer = office.post(f"{PAGE}teilen/", SPLIT | {"citations": both})

    assert (answer.status_code, list(answer.context["form"].errors), Finding.objects.count()) == (
        422,
        ["citations"],
        1,
    )


def test_both_tell_where_they_come_from(office, finding):
    second = a_citation(finding, 2)
    part = actions.split_finding(
        finding=finding,
        citations=[second.pk],
        kind="need",
        statement="Teil",
        explanation="",
        area=None,
        by=BY,
        at=AT,
    )

    told = [
        office.get(f"/verfahren/muster/erkenntnisse/{one.key}/").context["history"]
        for one in (finding, part)
    ]
    assert told == [
        [("„Teil“ wurde davon abgeteilt.", "/verfahren/muster/erkenntnisse/teil/")],
        [("Sie wurde von „Erkenntnis wenig-personal“ abgeteilt.", PAGE)],
    ]
