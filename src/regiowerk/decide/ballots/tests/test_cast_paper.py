"""Who may hand in a paper, until when, and what happens when two do at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from regiowerk.decide.ballots import actions
from regiowerk.decide.ballots.domain.rounds.marks import Marks
from regiowerk.decide.ballots.domain.rounds.rulebook import Form, Method, Rulebook
from regiowerk.decide.ballots.models import Draft, Paper, Round
from regiowerk.decide.ballots.tests.factories import (
    APPROVAL,
    OFFICE,
    a_draft,
    a_link,
    a_paper,
    a_proxy,
    a_round,
    a_voter,
    an_exclusion,
    an_option,
    choose,
    opened,
    somebody,
)
from regiowerk.ground.journal.domain.actor import Role
from regiowerk.ground.people.tests.factories import AT
from regiowerk.ground.process.tests.factories import deeds
from regiowerk.ground.regions.models import Mandate
from regiowerk.ground.regions.tests.factories import a_municipality

pytestmark = pytest.mark.django_db

ALPHA, BETA = Marks(options=frozenset({"alpha"})), Marks(options=frozenset({"beta"}))


@pytest.fixture
def towns(db):
    return [a_municipality(f"0599900{n}", f"Ort {n}") for n in range(4, 9)]


@pytest.fixture
def round(process, towns):
    return opened(a_round(process, voters=towns))


@pytest.fixture
def voter(round, towns):
    return a_voter(round, towns[0])


def test_a_paper_is_kept_and_the_next_one_counts_instead(round, voter):
    first = a_paper(voter, ALPHA)
    second = a_paper(voter, BETA, seen=1)

    voter.refresh_from_db()
    assert (
        [(one.number, one.content) for one in voter.papers.order_by("number")],
        (voter.has_voted, voter.cast_number),
        (first.cast_at, second.cast_by),
        deeds()[-2:],
    ) == (
        [(1, '{"options":["alpha"]}'), (2, '{"options":["beta"]}')],
        (True, 2),
        (AT, "Stadt Ort 4"),
        [("paper.cast", "Themen, Stadt Ort 4")] * 2,
    )


def test_of_two_devices_at_once_the_second_is_told_and_nothing_is_lost(round, voter):
    a_paper(voter, ALPHA)

    with pytest.raises(actions.MeanwhileError) as late:
        a_paper(voter, BETA, seen=0, receipt="SPAET")

    voter.refresh_from_db()
    assert (
        late.value.paper.content,
        late.value.draft.content,
        voter.cast_number,
        Paper.objects.count(),
        [one.content for one in Draft.objects.all()],
    ) == ('{"options":["alpha"]}', '{"options":["beta"]}', 1, 1, ['{"options":["beta"]}'])


def test_several_departments_prepare_and_handing_in_takes_away_the_own_draft_only(round, voter):
    a_draft(voter, ALPHA, "user-1")
    a_draft(voter, BETA, "link-7")
    a_draft(voter, BETA, "user-1")

    a_paper(voter, ALPHA)

    assert [(one.desk, one.content) for one in voter.drafts.all()] == [
        ("link-7", '{"options":["beta"]}')
    ]


@pytest.mark.parametrize("state", [Round.State.CLOSED, Round.State.CANCELLED])
def test_a_late_paper_is_refused_and_says_what_counts(round, voter, state):
    a_paper(voter, ALPHA)
    Round.objects.filter(pk=round.pk).update(state=state)

    with pytest.raises(actions.NotOpenError) as refused:
        a_paper(voter, BETA, seen=1)

    assert (str(refused.value), Paper.objects.count()) == (
        "Diese Abstimmung ist beendet. Jetzt wurde nichts abgegeben; was Sie vorher abgegeben "
        "haben, zählt.",
        1,
    )


def test_after_the_last_day_nothing_is_taken_even_if_nobody_has_closed_yet(round, voter):
    with pytest.raises(actions.WindowError) as refused:
        a_paper(voter, ALPHA, at=AT + timedelta(days=14))

    assert str(refused.value) == (
        "Stimmen können vom 24. Januar 2022 bis zum 6. Februar 2022 abgegeben werden."
    )


def test_before_the_round_is_opened_nothing_is_taken(process, towns):
    voter = a_voter(a_round(process, voters=towns), towns[0])

    with pytest.raises(actions.NotOpenError):
        a_paper(voter, ALPHA)


def test_a_mandate_that_ended_meanwhile_is_refused(round, voter):
    by = somebody(voter)
    Mandate.objects.filter(pk=by.mandate_id).update(until_on=AT.date() - timedelta(days=1))

    with pytest.raises(actions.NoMandateError) as refused:
        cast(voter, ALPHA, by=by)

    assert (str(refused.value), Paper.objects.exists()) == (
        "Ihr Recht, für diese Organisation abzustimmen, ist erloschen. Es wurde nichts abgegeben. "
        "Bitte fragen Sie das Projektbüro.",
        False,
    )


def test_a_link_that_was_taken_back_meanwhile_is_refused(round, voter):
    link = a_link(voter)
    actions.revoke_link(link=link, by=OFFICE, at=AT)

    with pytest.raises(actions.NoMandateError):
        cast(voter, ALPHA, link=link)


def test_a_link_for_preparing_hands_in_nothing(round, voter):
    with pytest.raises(actions.NoMandateError):
        cast(voter, ALPHA, link=a_link(voter, may_cast=False))


def test_only_the_head_hands_in_where_the_rule_says_so(process, towns):
    rule = replace(APPROVAL, heads_only=True)
    voter = a_voter(opened(a_round(process, rule, voters=towns)), towns[0])

    with pytest.raises(actions.NoMandateError):
        cast(voter, ALPHA, by=somebody(voter))
    cast(voter, ALPHA, by=somebody(voter, Role.HEAD))

    assert Paper.objects.count() == 1


def test_nobody_votes_for_another_organisation(round, voter, towns):
    stranger = somebody(a_voter(round, towns[1]))

    with pytest.raises(actions.NoMandateError):
        cast(voter, ALPHA, by=stranger)


def test_a_proxy_votes_by_rule_and_the_own_people_do_not_meanwhile(process, towns):
    rule = replace(APPROVAL, proxies=1)
    round = opened(a_round(process, rule, voters=towns))
    voter, holder = a_voter(round, towns[0]), a_voter(round, towns[1])

    proxy = actions.give_proxy(voter=voter, holder_key=towns[1].key, by=somebody(voter), at=AT)
    with pytest.raises(actions.NoMandateError):
        cast(voter, ALPHA, by=somebody(voter))
    cast(voter, ALPHA, by=somebody(holder))
    actions.revoke_proxy(proxy=proxy, by=somebody(voter), at=AT)
    with pytest.raises(actions.NoMandateError):
        cast(voter, BETA, by=somebody(holder), seen=1)

    assert Paper.objects.get().cast_by == "Stadt Ort 5"


def test_proxies_are_refused_where_the_rule_knows_none(round, voter, towns):
    with pytest.raises(actions.ProxyError) as refused:
        actions.give_proxy(voter=voter, holder_key=towns[1].key, by=somebody(voter), at=AT)

    assert str(refused.value) == "Die Regel dieser Abstimmung kennt keine Vertretung."


def test_nobody_holds_more_proxies_than_the_rule_allows(process, towns):
    rule = replace(APPROVAL, proxies=1)
    round = opened(a_round(process, rule, voters=towns))
    first, second = a_voter(round, towns[0]), a_voter(round, towns[1])
    a_proxy(first, towns[2])

    with pytest.raises(actions.ProxyError) as refused:
        actions.give_proxy(voter=second, holder_key=towns[2].key, by=somebody(second), at=AT)

    assert str(refused.value) == (
        "Diese Organisation stimmt schon für so viele andere ab, wie sie darf."
    )


def test_nobody_judges_its_own_cause(process, towns):
    round = a_round(process, voters=towns)
    an_exclusion(an_option(round), towns[0])
    voter = a_voter(opened(round), towns[0])

    with pytest.raises(actions.FlawedPaperError) as refused:
        cast(voter, ALPHA)

    assert str(refused.value) == (
        "Ihre Organisation beurteilt keine Wahlmöglichkeiten, die ihre eigene Sache sind."
    )


@pytest.mark.parametrize(
    ("rule", "marks", "sentence"),
    [
        (
            Rulebook(Form.APPROVAL, Method.MOST, seats=1, least=2),
            ALPHA,
            "Bitte beurteilen Sie mindestens 2 Wahlmöglichkeiten.",
        ),
        (
            Rulebook(Form.APPROVAL, Method.MOST, seats=1, most=1),
            Marks(options=frozenset({"alpha", "beta"})),
            "Bitte machen Sie höchstens 1 Kreuz.",
        ),
        (
            Rulebook(Form.POINTS, Method.MOST, seats=1, points=5),
            Marks(points={"alpha": 4, "beta": 2}),
            "Bitte vergeben Sie zusammen höchstens 5 Punkte.",
        ),
        (
            Rulebook(Form.SWING, Method.MEAN_WEIGHT),
            Marks(points={"alpha": 90, "beta": 10, "gamma": 0}),
            "Bitte geben Sie dem wichtigsten Schritt 100 Punkte, und keinem mehr als 100.",
        ),
        (
            Rulebook(Form.RANKING, Method.BORDA),
            Marks(tiers=(frozenset({"alpha"}), frozenset({"alpha", "beta"}))),
            "Eine Wahlmöglichkeit steht an zwei Stellen. Bitte geben Sie jeder einen Platz.",
        ),
    ],
)
def test_what_the_rule_does_not_allow_is_said_in_words(process, towns, rule, marks, sentence):
    voter = a_voter(opened(a_round(process, rule, voters=towns)), towns[0])

    with pytest.raises(actions.FlawedPaperError) as refused:
        cast(voter, marks)

    assert str(refused.value) == sentence


def test_an_option_of_another_round_is_refused(round, voter):
    with pytest.raises(actions.FlawedPaperError):
        cast(voter, Marks(options=frozenset({"omega"})))


def test_a_blank_paper_takes_part(round, voter):
    cast(voter, Marks())

    assert voter.papers.get().content == '{"options":[]}'


def test_a_secret_paper_says_neither_when_nor_who(process, towns):
    round = opened(a_round(process, replace(APPROVAL, is_secret=True), voters=towns))
    before = deeds()

    paper = a_paper(a_voter(round, towns[0]), ALPHA)

    assert (paper.cast_at, paper.cast_by, deeds()) == (None, "", before)


def test_experts_vote_in_a_chamber_of_their_own(process, towns):
    round = a_round(process, voters=towns)
    choose(round, towns[:1], "experts")
    opened(round)
    expert = round.chambers.get(kind="experts").voters.get()

    cast(expert, BETA, link=a_link(expert))

    assert [(one.chamber.kind, one.content) for one in Paper.objects.all()] == [
        ("experts", '{"options":["beta"]}')
    ]


def cast(voter, marks, *, by=None, link=None, seen=0):
    """Hand in by somebody in particular."""
    return actions.cast_paper(
        voter=voter,
        marks=marks,
        seen=seen,
        receipt=f"R{voter.pk}-{seen}",
        desk="user-1",
        by=by or somebody(voter),
        at=AT,
        link=link,
    )
