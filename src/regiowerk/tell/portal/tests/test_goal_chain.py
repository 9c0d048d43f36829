"""Goals in the chain: why one is a goal, and what became of a finding."""

from __future__ import annotations

import json
import re
from datetime import timedelta

import pytest
from django.test import Client

from regiowerk.decide.goals.actions import cite_finding, freeze_tree, split_goal
from regiowerk.decide.goals.actions.hanging import Part
from regiowerk.decide.goals.models import Goal, Stance
from regiowerk.decide.goals.tests.factories import (
    a_candidate,
    a_consultation,
    a_goal,
    a_goal_evidence,
    a_predecessor,
    a_stance,
)
from regiowerk.ground.process.models import Process
from regiowerk.ground.process.tests.conftest import crowd, office, process, today
from regiowerk.ground.regions.tests.factories import a_municipality
from regiowerk.ground.regions.tests.strangers import (
    INSIDERS_LOOK,
    Crowd,
    as_user,
    asked_by_all,
    mandate_of,
)
from regiowerk.listen.findings import actions as findings
from regiowerk.listen.findings.models import Finding
from regiowerk.listen.findings.queries.citing import evidence_of_answer
from regiowerk.listen.findings.tests.published import AT, BY, publish, towns
from regiowerk.listen.surveys.models import Release, Submission, Wave
from regiowerk.tell.portal.tests.found import a_found, finding, of_table, release, wave

__all__ = ["crowd", "finding", "office", "process", "release", "today", "wave"]

pytestmark = pytest.mark.django_db

CHAIN = "/verfahren/muster/kette/"


def page_of(goal: Goal) -> str:
    return f"{CHAIN}ziele/{goal.key}/"


def page_of_finding(finding: Finding) -> str:
    return f"{CHAIN}erkenntnisse/{finding.key}/"


@pytest.fixture
def goal(process: Process, finding: Finding) -> Goal:
    """A goal that rests on the finding."""
    goal = a_goal(process, "portal", title="Ein gemeinsames Portal")
    cite_finding(goal=goal, finding=finding, note="Es spart Zeit.", by=BY, at=AT)
    return goal


def a_closed_finding(process: Process) -> Finding:
    """A finding on one answer of another town that was told to the region alone."""
    submission = Submission.objects.order_by("pk").last()
    assert submission is not None
    return a_found(process, "Verschlossen", evidence_of_answer(submission, "/all/region", ""))


def test_a_goal_says_on_what_it_rests_down_to_the_sources(office: Client, goal: Goal) -> None:
    chain = office.get(page_of(goal)).context["chain"]

    (why,) = chain.why
    assert (
        chain.sentence,
        (why.finding.sentence, why.finding.note),
        [source.words for source in why.sources],
    ) == (
        "Dieses Ziel beruht auf einer Erkenntnis.",
        ("Zeit fehlt.", "Es spart Zeit."),
        ["6 von 6 sagen „ja“", "Streng intern", ""],
    )


def test_a_finding_names_the_goals_that_rest_on_it(
    office: Client, finding: Finding, goal: Goal
) -> None:
    (became,) = office.get(page_of_finding(finding)).context["chain"].became

    assert (became.sentence, became.address) == (
        "Das Ziel „Ein gemeinsames Portal“ beruht darauf.",
        page_of(goal),
    )


def test_a_goal_stays_with_a_finding_that_was_merged(
    office: Client, process: Process, release: Release, finding: Finding, goal: Goal
) -> None:
    into = a_found(process, "Es fehlt an Zeit und Geld.", of_table(release, "region"))
    findings.merge_findings(finding=finding, into=into, by=BY, at=AT + timedelta(days=1))

    (became,) = office.get(page_of_finding(into)).context["chain"].became
    (why,) = office.get(page_of(goal)).context["chain"].why

    assert (became.address, why.finding.sentence, bool(why.finding.changed)) == (
        page_of(goal),
        "Zeit fehlt.",
        True,
    )
    assert office.get(why.finding.address, follow=True).context["finding"] == into
    assert len(why.sources) == 4  # they went with it: three of its own and one of the other


def test_a_goal_knows_that_a_source_of_its_finding_says_something_else_today(
    office: Client, wave: Wave, goal: Goal
) -> None:
    card = f"/verfahren/muster/ziele/ziel/{goal.key}/"
    before = "sagt heute etwas anderes" in office.get(card).text
    towns(wave, 6, first=50, public="no", region="no", secret="no")
    publish(wave)

    assert (before, "sagt heute etwas anderes" in office.get(card).text) == (False, True)


def test_from_a_goal_to_a_source_in_three_clicks(office: Client, goal: Goal) -> None:
    """By links alone: card, chain, finding, page of the figures."""
    address = f"/verfahren/muster/ziele/ziel/{goal.key}/"
    steps = (
        r"/kette/ziele/[^/]+/$",
        r"/erkenntnisse/[^/]+/$",
        r"/auswertung/1/frage/all\.public/$",
    )
    for step in steps:
        links = re.findall(r'href="([^"]+)"', office.get(address).text)
        address = next(link for link in links if re.search(step, link))

    page = office.get(address)

    assert (page.status_code, "Frage public" in page.text) == (200, True)


def test_a_goal_tells_its_past_and_what_organisations_said(
    crowd: Crowd, process: Process, goal: Goal
) -> None:
    a_predecessor(goal)
    candidate = a_candidate(process)
    candidate.goal, candidate.settled_at, candidate.settled_by = goal, AT, "Stadt Mitte"
    candidate.save()
    own = mandate_of(crowd.member).organisation
    consultation = a_consultation(process)
    a_stance(consultation, own, goal, Stance.Answer.OBJECT)
    a_stance(consultation, a_municipality("05998001"), goal)

    chain = as_user(crowd.member).get(page_of(goal)).context["chain"]

    assert {link.sentence for link in chain.past} == {
        "„Ziel frueheres-ziel“ ist darin aufgegangen.",
        "Es wurde als „Vorschlag vorschlag“ vorgeschlagen.",
    }
    together, objection = chain.said
    assert (together.note, objection.words, str(own) in objection.sentence) == (
        "unterstützt: 1, Einwände: 1",
        "Uns fehlt Personal.",
        True,
    )


def test_a_goal_says_where_it_is_frozen_and_what_was_split_off(
    office: Client, process: Process, goal: Goal
) -> None:
    version = freeze_tree(process=process, label="Entwurf", by=BY, at=AT)
    split_goal(goal=goal, parts=[Part("Ein zweites Portal", "")], by=BY, at=AT)
    Goal.objects.filter(pk=goal.pk).update(title="Das Portal")
    part = Goal.objects.exclude(pk=goal.pk).get()

    became = office.get(page_of(goal)).context["chain"].became
    origin = office.get(page_of(part)).context["chain"].past

    assert [(link.address, link.words) for link in became] == [
        (f"/verfahren/muster/ziele/ziel/{part.key}/", ""),
        (f"/verfahren/muster/ziele/fassungen/{version.key}/", "Ein gemeinsames Portal"),
    ]
    assert [link.address for link in origin] == [f"/verfahren/muster/ziele/ziel/{goal.key}/"]


def test_the_doors_of_a_goal_s_chain(crowd: Crowd, goal: Goal) -> None:
    a_predecessor(goal, "frueher")

    moved = as_user(crowd.member).get(f"{CHAIN}ziele/frueher/")

    assert (asked_by_all(crowd, page_of(goal)), moved.headers["Location"]) == (
        INSIDERS_LOOK,
        page_of(goal),
    )


def test_a_closed_finding_stays_closed_on_the_way_to_its_goal(
    crowd: Crowd, office: Client, process: Process, goal: Goal
) -> None:
    Process.objects.update(is_public=True)
    a_goal_evidence(goal, a_closed_finding(process))
    a_stance(
        a_consultation(process), mandate_of(crowd.member).organisation, goal, Stance.Answer.OBJECT
    )
    files = (page_of(goal), f"{CHAIN}kette.json", f"{CHAIN}kette.html")

    told = []
    for client in (Client(), as_user(crowd.outsider), as_user(crowd.member), office):
        text = "".join(client.get(file).text for file in files)
        words = ("Zeit fehlt.", "Uns fehlt Personal.", "Verschlossen")
        told.append([word in text for word in words])

    assert told == [
        [True, False, False],
        [True, False, False],
        [True, True, True],
        [True, True, True],
    ]
    assert Client().get(page_of(goal)).context["chain"].unseen == (
        "Eine weitere Erkenntnis wird nicht gezeigt: Sie ist einem kleineren Kreis mitgeteilt worden."
    )


def test_use_by_a_goal_is_use_and_a_goal_without_finding_is_a_gap(
    office: Client, process: Process, finding: Finding
) -> None:
    goal = a_goal(process, "portal", title="Ein gemeinsames Portal")
    before = office.get(CHAIN).context["gaps"]
    cite_finding(goal=goal, finding=finding, note="", by=BY, at=AT)
    after = office.get(CHAIN).context["gaps"]

    assert [
        [[link.sentence for link in gaps[place].where] for place in (1, 3)]
        for gaps in (before, after)
    ] == [[["Zeit fehlt."], ["Ein gemeinsames Portal"]], [[], []]]


def test_the_chain_files_tell_the_goals(
    office: Client, process: Process, release: Release, finding: Finding, goal: Goal
) -> None:
    other = a_found(process, "Geld fehlt.", of_table(release, "region"))
    cite_finding(goal=a_goal(process, "kasse"), finding=other, by=BY, at=AT)
    one, every = (
        json.loads(office.get(f"{place}kette.json").content)
        for place in (page_of_finding(finding), CHAIN)
    )
    html = office.get(f"{CHAIN}kette.html").text

    evidence = goal.evidence.get()
    assert (
        [found["key"] for found in one["goals"]],
        [found["key"] for found in every["goals"]],
        [(why["finding"], why["content_hash"]) for why in one["goals"][0]["why"]],
        len(one["findings"][0]["became"]),
    ) == (["portal"], ["portal", "kasse"], [(finding.key, evidence.content_hash)], 1)
    assert evidence.content_hash in html
    assert "Ziel kasse" in html


@pytest.mark.parametrize("count", [1, 5])
def test_the_pages_with_goals_take_few_queries(
    crowd: Crowd,
    office: Client,
    process: Process,
    release: Release,
    finding: Finding,
    goal: Goal,
    count: int,
    django_assert_max_num_queries: object,
) -> None:
    consultation = a_consultation(process)
    for number in range(count):
        found = a_found(process, f"Weiter {number}", of_table(release, "region"))
        a_goal_evidence(goal, found)
        a_goal_evidence(a_goal(process, f"weiter-{number}"), found)
        a_predecessor(goal, f"frueher-{number}")
        town = a_municipality(f"0599{number + 8100:04d}")
        a_stance(consultation, town, goal, Stance.Answer.OBJECT)
    pages = (
        page_of(goal),
        page_of_finding(finding),
        CHAIN,
        f"{CHAIN}kette.json",
        f"{page_of_finding(finding)}kette.json",
    )

    for client in (office, as_user(crowd.member)):
        for page in pages:
            with django_assert_max_num_queries(12):  # type: ignore[operator]
                assert client.get(page).status_code == 200
