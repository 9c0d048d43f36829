"""Voting as people do it: signed in, by link, without a script, two at once."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from django.test import Client

from regiowerk.decide.ballots import actions
from regiowerk.decide.ballots.domain.rounds.marks import Marks
from regiowerk.decide.ballots.domain.rounds.rulebook import Form, Method, Rulebook
from regiowerk.decide.ballots.models import Draft, Option, Paper, Round
from regiowerk.decide.ballots.tests.factories import (
    APPROVAL,
    OFFICE,
    TOKEN,
    a_draft,
    a_link,
    a_paper,
    a_result,
    a_round,
    a_voter,
    an_exclusion,
    an_option,
    opened,
)
from regiowerk.ground.people.tests.factories import AT
from regiowerk.ground.regions.models import Organisation
from regiowerk.ground.regions.tests.factories import a_municipality
from regiowerk.ground.regions.tests.strangers import as_user, asked_by_all, mandate_of

pytestmark = pytest.mark.django_db

PAPER = "/verfahren/muster/abstimmungen/themen/stimmzettel/ags-05999002/"
LINK = f"/stimme/{TOKEN}/"


@pytest.fixture
def own(crowd):
    """The organisation of the member."""
    return mandate_of(crowd.member).organisation


@pytest.fixture
def member(crowd):
    return as_user(crowd.member)


def begin(process, own, rule=APPROVAL, **facts):
    return a_round(process, rule, voters=[own, a_municipality("05999077", "Fern")], **facts)


def field(key):
    return f"o-{Option.objects.get(key=key).pk}"


def test_only_an_organisations_own_people_see_its_paper(crowd, process, own):
    opened(begin(process, own))

    assert asked_by_all(crowd, PAPER) == [
        "anonymous: sign in",
        "outsider: 404",
        "member: 200",
        "office: 403",
    ]


def test_a_paper_is_filled_in_looked_over_and_handed_in(member, process, own):
    opened(begin(process, own))

    review = member.post(PAPER, {"step": "review", "seen": 0, field("beta"): "on"})
    cast = member.post(PAPER, {"step": "cast", "seen": 0, field("beta"): "on"})
    receipt = member.get(cast.headers["Location"]).text

    paper = Paper.objects.get()
    assert (
        "Ist das richtig so?" in review.text,
        "Beta" in review.text,
        cast.headers["Location"],
        paper.content,
        bool(re.fullmatch(r"([A-Z0-9]{4}-){2}[A-Z0-9]{4}", paper.receipt)),
        paper.receipt in receipt,
    ) == (True, True, f"{PAPER}quittung/", '{"options":["beta"]}', True, True)


def test_a_paper_is_changed_until_the_end_and_begins_as_it_counts(member, process, own):
    a_paper(a_voter(opened(begin(process, own)), own), Marks(options=frozenset({"alpha"})))

    page = member.get(PAPER).text
    member.post(PAPER, {"step": "cast", "seen": 1, field("gamma"): "on"})

    checked = re.findall(r'<input type="checkbox" name="([^"]+)"[^>]*checked', page)
    assert (checked, Paper.objects.order_by("number").last().content) == (
        [field("alpha")],
        '{"options":["gamma"]}',
    )


def test_what_the_rule_does_not_allow_comes_back_with_the_paper(member, process, own):
    opened(begin(process, own, replace(APPROVAL, most=1)))
    both = {field("alpha"): "on", field("beta"): "on"}

    answer = member.post(PAPER, {"step": "review", "seen": 0, **both})

    assert (answer.status_code, "Bitte machen Sie höchstens 1 Kreuz." in answer.text) == (422, True)


def test_points_are_counted_up_without_a_script(member, process, own):
    rule = Rulebook(Form.POINTS, Method.MOST, seats=1, points=10)
    opened(begin(process, own, rule))
    given = {field("alpha"): "4", field("beta"): "3"}

    answer = member.post(PAPER, {"step": "change", "seen": 0, **given}).text
    over = member.post(PAPER, {"step": "review", "seen": 0, **given, field("gamma"): "9"})

    assert ("Noch zu vergebende Punkte: 3" in answer, over.status_code) == (True, 422)
    assert "Punkte zu viel: 6" in over.text


def test_a_ranking_is_given_by_choosing_places(member, process, own):
    opened(begin(process, own, Rulebook(Form.RANKING, Method.BORDA)))
    places = {field("alpha"): "2", field("beta"): "1", field("gamma"): "2"}

    member.post(PAPER, {"step": "cast", "seen": 0, **places})

    assert Paper.objects.get().content == '{"tiers":[["beta"],["alpha","gamma"]]}'


def test_who_comes_second_reads_what_counts_and_keeps_a_draft(member, process, own):
    voter = a_voter(opened(begin(process, own)), own)
    member.get(PAPER)
    a_paper(voter, Marks(options=frozenset({"alpha"})))

    answer = member.post(PAPER, {"step": "cast", "seen": 0, field("beta"): "on"})
    again = member.post(PAPER, {"step": "cast", "seen": 1, field("beta"): "on"})

    assert (
        answer.status_code,
        "Jemand anderes war schneller" in answer.text,
        [one.content for one in Paper.objects.order_by("number")],
        again.status_code,
        Draft.objects.count(),
    ) == (409, True, ['{"options":["alpha"]}', '{"options":["beta"]}'], 302, 0)


def test_a_department_prepares_and_the_head_goes_on_with_it(member, process, own):
    voter = a_voter(opened(begin(process, own)), own)
    a_link(voter, may_cast=False)

    kept = Client().post(LINK, {"step": "draft", "seen": 0, field("gamma"): "on"})
    tried = Client().post(LINK, {"step": "cast", "seen": 0, field("gamma"): "on"})
    page = member.get(PAPER, {"entwurf": Draft.objects.get().pk}).text

    assert (kept.status_code, tried.status_code, Paper.objects.count()) == (302, 200, 0)
    assert "Fachbereich Zentrale Dienste" in page
    assert re.findall(r'<input type="checkbox" name="([^"]+)"[^>]*checked', page) == [
        field("gamma")
    ]


def test_by_link_one_votes_without_an_account(process, own):
    a_link(a_voter(opened(begin(process, own)), own))

    page = Client().get(LINK)
    cast = Client().post(LINK, {"step": "cast", "seen": 0, field("alpha"): "on"})

    assert (page.status_code, cast.headers["Location"], Paper.objects.get().cast_by) == (
        200,
        f"{LINK}quittung/",
        "Stadt Musterstadt 002",
    )


@pytest.mark.parametrize(
    ("break_it", "status", "sentence"),
    [
        (lambda link: None, 404, "Dieser Link ist nicht vollständig."),
        (
            lambda link: actions.revoke_link(link=link, by=OFFICE, at=AT),
            410,
            "Dieser Link wurde zurückgenommen.",
        ),
    ],
)
def test_a_link_that_opens_nothing_says_why(process, own, break_it, status, sentence):
    link = a_link(a_voter(opened(begin(process, own)), own))
    break_it(link)
    address = LINK if status == 410 else "/stimme/falsch/"

    answer = Client().get(address)

    assert (answer.status_code, sentence in answer.text) == (status, True)


def test_a_link_taken_back_between_page_and_button_hands_in_nothing(process, own):
    link = a_link(a_voter(opened(begin(process, own)), own))
    client = Client()
    client.get(LINK)
    actions.revoke_link(link=link, by=OFFICE, at=AT)

    answer = client.post(LINK, {"step": "cast", "seen": 0, field("alpha"): "on"})

    assert (answer.status_code, Paper.objects.count()) == (410, 0)


def test_options_of_ones_own_cause_are_named_and_not_asked(member, process, own):
    round = begin(process, own)
    an_exclusion(an_option(round), own)
    opened(round)

    page = member.get(PAPER).text

    assert (field("alpha") in page, "Eigenes Vorhaben" in page, field("beta") in page) == (
        False,
        True,
        True,
    )


@pytest.mark.parametrize("state", ["published", "open", "closed", "cancelled"])
def test_when_nothing_is_taken_the_page_says_so(member, process, own, state):
    round = opened(begin(process, own))
    a_paper(a_voter(round, own), Marks())
    if state == "closed":
        a_result(round)
    elif state == "cancelled":
        actions.cancel_round(round=round, reason="Neue Frage", by=OFFICE, at=AT)
    elif state == "open":
        Round.objects.update(opens_on="2021-01-01", closes_on="2021-01-02")
    else:
        Round.objects.update(state="published", opened_at=None, opened_by="")

    page = member.get(PAPER).text
    member.post(PAPER, {"step": "cast", "seen": 1, field("alpha"): "on"})

    heading = re.findall(r"<h1[^>]*>(.*?)</h1>", page, re.DOTALL)[0].strip()
    assert (heading, Paper.objects.filter(content__contains="alpha").count()) == (
        {
            "published": "Diese Abstimmung ist noch nicht eröffnet",
            "open": "Die Zeit zum Abstimmen ist vorbei",
            "closed": "Diese Abstimmung ist beendet",
            "cancelled": "Diese Abstimmung wurde abgebrochen",
        }[state],
        0,
    )


def test_a_proxy_is_given_and_taken_back_on_the_page(member, process, own):
    round = opened(begin(process, own, replace(APPROVAL, proxies=1)))
    holder = Organisation.objects.get(name="Fern")
    address = f"{PAPER}vertretung/"

    member.post(address, {"holder": holder.key})
    given = a_voter(round, own).proxies.get().holder
    member.post(address)

    assert (given, a_voter(round, own).proxies.filter(revoked_at=None).count()) == (holder, 0)


@pytest.mark.parametrize("others", [1, 5])
def test_the_paper_asks_the_database_as_often_for_many_as_for_few(
    member, process, own, others, django_assert_max_num_queries
):
    options = [f"Thema {number}" for number in range(2 + others)]
    voter = a_voter(opened(begin(process, own, options=options)), own)
    for number in range(others):
        a_draft(voter, Marks(), f"user-{number + 50}")
    member.get(PAPER)

    with django_assert_max_num_queries(12) as captured:
        member.get(PAPER)

    assert len(captured) == 12
