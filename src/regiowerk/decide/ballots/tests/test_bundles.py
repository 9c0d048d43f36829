"""Several papers as one errand by one link, and the same question asked a second time."""

from __future__ import annotations

import pytest
from django.test import Client

from regiowerk.decide.ballots import actions
from regiowerk.decide.ballots.domain.rounds.marks import Marks
from regiowerk.decide.ballots.domain.rounds.rulebook import Form, Method, Rulebook
from regiowerk.decide.ballots.models import Link, Option, Round
from regiowerk.decide.ballots.queries.standing import open_steps
from regiowerk.decide.ballots.tests.factories import (
    DAY,
    OFFICE,
    TOKEN,
    a_bundle,
    a_link,
    a_paper,
    a_result,
    a_round,
    a_voter,
    opened,
)
from regiowerk.ground.notices.models import Mail
from regiowerk.ground.people.tests.factories import AT
from regiowerk.ground.regions.tests.factories import a_municipality
from regiowerk.ground.regions.tests.strangers import as_user, mandate_of

pytestmark = pytest.mark.django_db

SWING = Rulebook(Form.SWING, Method.MEAN_WEIGHT)
AHP = Rulebook(Form.AHP, Method.MEAN_WEIGHT)
FIRST, SECOND = f"/stimme/{TOKEN}/", f"/stimme/{TOKEN}/zettel/zweites/"


@pytest.fixture
def own(crowd):
    return mandate_of(crowd.member).organisation


@pytest.fixture
def two(process, own):
    """Two open rounds in one bundle, and one that stands alone."""
    towns = [own, a_municipality("05999077", "Fern")]
    rounds = [a_round(process, SWING, title=name, voters=towns) for name in ("Erstes", "Zweites")]
    a_bundle(process, rounds=rounds)
    alone = opened(a_round(process, SWING, title="Allein", voters=towns))
    return [*map(opened, rounds), alone]


def filled(page, round, *points):
    """What a browser sends for a paper of swing weights."""
    options = Option.objects.filter(round=round).order_by("position")
    fields = {f"o-{one.pk}": value for one, value in zip(options, points, strict=True)}
    return {**fields, "seen": page.context["seen"], "step": "cast"}


def test_one_link_leads_from_paper_to_paper(two, own) -> None:
    first, second, _alone = two
    a_link(a_voter(first, own))
    browser = Client()

    page = browser.get(FIRST)
    cast = browser.post(FIRST, filled(page, first, 100, 50, 20), follow=True)
    following = cast.context["next_address"]
    page = browser.get(following)
    last = browser.post(following, filled(page, second, 10, 100, 0), follow=True)

    assert (
        [(sheet.round.key, address) for sheet, address in page.context["sheets"]],
        following,
        last.context["next_address"],
        a_voter(first, own).has_voted,
        a_voter(second, own).has_voted,
        "Das war der letzte Stimmzettel" in last.content.decode(),
    ) == ([("erstes", FIRST), ("zweites", SECOND)], SECOND, "", True, True, True)


def test_a_link_opens_no_paper_outside_its_bundle(two, own) -> None:
    first, _second, _alone = two
    a_link(a_voter(first, own))

    found = [Client().get(f"/stimme/{TOKEN}/zettel/{key}/").status_code for key in ("allein", "x")]

    assert found == [404, 404]


def test_a_link_that_only_prepares_casts_nothing_in_the_whole_bundle(two, own) -> None:
    first, second, _alone = two
    link = a_link(a_voter(first, own), may_cast=False)

    with pytest.raises(actions.NoMandateError):
        actions.cast_paper(
            voter=a_voter(second, own),
            marks=Marks(points={"alpha": 100, "beta": 1, "gamma": 1}),
            seen=0,
            receipt="R",
            desk="link",
            by=OFFICE,
            at=AT,
            link=link,
        )


def test_a_link_works_until_the_last_round_of_the_bundle_is_closed(two, own) -> None:
    first, second, _alone = two
    link = a_link(a_voter(first, own))

    a_result(first)
    between = Link.objects.get(pk=link.pk).may_cast
    a_result(second)

    assert (between, Link.objects.get(pk=link.pk).may_cast) == (True, False)


def test_an_organisation_is_waited_for_once_however_many_papers_there_are(
    process, two, own
) -> None:
    a_paper(a_voter(two[0], own), Marks(points={"alpha": 100, "beta": 1, "gamma": 1}))

    steps = [one for one in open_steps(process, DAY) if one.organisation_id == own.pk]

    assert [(one.label, one.minutes) for one in steps] == [
        ("Abstimmung: Gewichte", 5),
        ("Abstimmung: Allein", 5),
    ]


def test_the_invitation_names_the_errand_and_how_long_it_takes(process, two, own) -> None:
    actions.make_link(
        voter=a_voter(two[0], own),
        name="Rathaus",
        email="rathaus@example.org",
        may_cast=True,
        token="wort",
        by=OFFICE,
        at=AT,
    )

    mail = Mail.objects.get()
    assert (
        mail.subject,
        "„Gewichte“, 2 kurze Stimmzettel nacheinander." in mail.text,
        "etwa 6 Minuten" in mail.text,
    ) == ("Abstimmung: Gewichte", True, True)


def test_the_results_of_an_errand_are_told_in_one_mail(two, own) -> None:
    first, second, _alone = two
    for round in (first, second):
        voter = a_voter(round, own)
        voter.email = "rathaus@example.org"
        voter.save(update_fields=["email"])
        a_paper(voter, Marks(points={"alpha": 100, "beta": 0, "gamma": 0}))

    a_result(first)
    between = Mail.objects.filter(to="rathaus@example.org").count()
    a_result(second)

    mail = Mail.objects.get(to="rathaus@example.org")
    assert (between, mail.subject, mail.text.count("wiegt am meisten")) == (
        0,
        "Ergebnis der Abstimmung: Gewichte",
        2,
    )


@pytest.fixture
def again(process, own):
    """A counted round of weights, and an open one that asks the same again."""
    other = a_municipality("05999077", "Fern")
    first = opened(a_round(process, SWING, title="Erste Runde", voters=[own, other]))
    a_paper(a_voter(first, own), Marks(points={"alpha": 100, "beta": 60, "gamma": 40}))
    a_paper(a_voter(first, other), Marks(points={"alpha": 0, "beta": 100, "gamma": 0}))
    a_result(first)
    second = a_round(process, SWING, title="Zweite Runde", voters=[own, other])
    second.follows = first
    second.save(update_fields=["follows"])
    return opened(second)


def test_the_second_time_the_paper_begins_as_before_beside_what_came_out(again, own) -> None:
    a_link(a_voter(again, own))

    page = Client().get(FIRST)

    earlier = page.context["earlier"]
    options = Option.objects.filter(round=again).order_by("position")
    assert (
        [page.context["form"].initial[f"o-{one.pk}"] for one in options],
        [(row.own, row.group, row.span) for row in earlier.rows.values()],
        earlier.hint("alpha"),
    ) == (
        [100, 60, 40],
        [
            ("50 %", "25 %", "0 % bis 50 %"),
            ("30 %", "65 %", "30 % bis 100 %"),
            ("20 %", "10 %", "0 % bis 20 %"),
        ],
        "beim letzten Mal: Sie 50 %, alle zusammen 25 %",
    )


def test_who_did_not_vote_before_reads_what_came_out_and_begins_with_an_empty_paper(
    process, own
) -> None:
    other = a_municipality("05999077", "Fern")
    first = opened(a_round(process, SWING, title="Erste Runde", voters=[own, other]))
    a_paper(a_voter(first, other), Marks(points={"alpha": 100, "beta": 100, "gamma": 0}))
    a_result(first)
    second = a_round(process, SWING, title="Zweite Runde", voters=[own, other])
    Round.objects.filter(pk=second.pk).update(follows=first)
    a_link(a_voter(opened(second), own))

    page = Client().get(FIRST)

    earlier = page.context["earlier"]
    assert (
        earlier.has_own,
        [row.group for row in earlier.rows.values()],
        earlier.hint("gamma"),
    ) == (
        False,
        ["50 %", "50 %", "0 %"],
        "beim letzten Mal: alle zusammen 0 %",
    )
    assert page.context["form"].initial == {}


def test_judgements_that_contradict_themselves_are_an_offer_and_can_be_cast(process, own) -> None:
    round = opened(a_round(process, AHP, title="Paare", voters=[own]))
    a_link(a_voter(round, own))
    a, b, c = (f"{one.pk}" for one in round.options.order_by("position"))
    said = {f"p-{a}-{b}": "9", f"p-{b}-{c}": "9", f"p-{a}-{c}": "1/9", "seen": 0}
    browser = Client()

    review = browser.post(FIRST, {**said, "step": "review"})
    cast = browser.post(FIRST, {**said, "step": "cast"})

    doubts = review.context["doubts"]
    assert (doubts.triples, doubts.repair, cast.status_code) == (
        (
            "„Alpha“ zu „Beta“ ist 9 zu 1, „Beta“ zu „Gamma“ ist 9 zu 1. Daraus folgt 81 zu 1 für "
            "„Alpha“ zu „Gamma“; gesagt wurde 1 zu 9.",
        ),
        doubts.repair,
        302,
    )
    assert doubts.repair


def test_judgements_that_fit_are_not_questioned(process, own) -> None:
    round = opened(a_round(process, AHP, title="Paare", voters=[own]))
    a_link(a_voter(round, own))
    a, b, c = (f"{one.pk}" for one in round.options.order_by("position"))
    said = {f"p-{a}-{b}": "3", f"p-{b}-{c}": "3", f"p-{a}-{c}": "9", "seen": 0, "step": "review"}

    assert Client().post(FIRST, said).context["doubts"] is None


def test_nobody_reads_an_earlier_paper_of_a_secret_round(process, own) -> None:
    secret = Rulebook(Form.SWING, Method.MEAN_WEIGHT, is_secret=True)
    towns = [own, *(a_municipality(f"0599907{n}", f"Ort {n}") for n in range(3))]
    first = opened(a_round(process, secret, title="Geheim", voters=towns))
    for town in towns:
        a_paper(a_voter(first, town), Marks(points={"alpha": 100, "beta": 50, "gamma": 50}))
    a_result(first)
    second = a_round(process, secret, title="Noch einmal", voters=towns)
    Round.objects.filter(pk=second.pk).update(follows=first)
    a_link(a_voter(opened(second), own))

    earlier = Client().get(FIRST).context["earlier"]

    assert (earlier.has_own, [row.group for row in earlier.rows.values()]) == (
        False,
        ["50 %", "25 %", "25 %"],
    )


def test_in_the_list_they_are_one_line(two, crowd) -> None:
    entries = as_user(crowd.member).get("/verfahren/muster/abstimmungen/").context["entries"]

    assert [
        (str(one.bundle or ""), sorted(row.title for row, _standing in one.rows)) for one in entries
    ] == [("", ["Allein"]), ("Gewichte", ["Erstes", "Zweites"])]


def test_how_many_have_voted_is_the_offices_while_it_runs(two, crowd, own) -> None:
    a_paper(a_voter(two[2], own), Marks(points={"alpha": 100, "beta": 60, "gamma": 40}))
    address = "/verfahren/muster/abstimmungen/"
    told = [
        "1 von 2 Stimmberechtigten" in as_user(one).get(address).text
        for one in (crowd.member, crowd.office)
    ]

    assert told == [False, True]
