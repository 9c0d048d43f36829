"""The rule stands before the first vote, and nobody changes it afterwards."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from regiowerk.decide.ballots import actions
from regiowerk.decide.ballots.actions import OptionFacts, RoundFacts
from regiowerk.decide.ballots.domain.rounds.rulebook import Form, Method, Rulebook, Weighting
from regiowerk.decide.ballots.domain.ties import drawn_lot
from regiowerk.decide.ballots.domain.weighting import Band
from regiowerk.decide.ballots.models import Option, Round, Voter
from regiowerk.decide.ballots.queries.rounds import rule_of
from regiowerk.decide.ballots.tests.factories import (
    APPROVAL,
    DAY,
    OFFICE,
    a_round,
    an_exclusion,
    an_option,
    an_own_share,
    choose,
    opened,
)
from regiowerk.ground.people.tests.factories import AT
from regiowerk.ground.process.tests.factories import deeds
from regiowerk.ground.regions.tests.factories import a_figure, a_municipality

pytestmark = pytest.mark.django_db


@pytest.fixture
def towns(db):
    return [a_municipality(f"0599900{n}", f"Ort {n}") for n in range(4, 9)]


def publish(round):
    actions.publish_round(round=round, seed=7, by=OFFICE, at=AT)


def test_what_decides_is_published_with_the_lot_and_its_hash(process, towns):
    round = a_round(process, voters=towns)
    publish(round)

    words = json.loads(round.published)
    rule = rule_of(round)
    assert (
        round.state,
        words["question"],
        [one["key"] for one in words["options"]],
        words["chambers"][0]["voters"],
        (rule.seed, rule.lot),
        len(round.published_hash),
        deeds()[-1],
    ) == (
        "published",
        "Welches Thema vertiefen wir?",
        ["alpha", "beta", "gamma"],
        [one.key for one in towns],
        (7, drawn_lot(["alpha", "beta", "gamma"], 7)),
        64,
        ("round.published", "Themen"),
    )


def test_once_published_nothing_is_changed_by_any_verb(process, towns):
    round = a_round(process, voters=towns)
    option = an_option(round)
    publish(round)
    facts = RoundFacts("Anders", "Anders?", APPROVAL, DAY, DAY)

    for deed in (
        lambda: actions.edit_round(round=round, facts=facts, by=OFFICE, at=AT),
        lambda: actions.add_option(round=round, facts=OptionFacts("Neu"), by=OFFICE, at=AT),
        lambda: actions.edit_option(option=option, facts=OptionFacts("X"), by=OFFICE, at=AT),
        lambda: actions.remove_option(option=option, by=OFFICE, at=AT),
        lambda: choose(round, towns[:1]),
        lambda: publish(round),
    ):
        with pytest.raises(actions.PublishedError):
            deed()

    round.refresh_from_db()
    assert (round.title, round.options.count(), Voter.objects.count()) == ("Themen", 3, 5)


@pytest.mark.parametrize(
    "change",
    [
        lambda round: Option.objects.filter(round=round, key="alpha").update(label="Anders"),
        lambda round: Round.objects.filter(pk=round.pk).update(
            rule=round.rule.replace('"seats":"1"', '"seats":"2"')
        ),
        lambda round: Voter.objects.filter(chamber__round=round).first().delete(),
        lambda round: an_exclusion(
            an_option(round), round.chambers.get().voters.first().organisation
        ),
        lambda round: an_own_share(
            an_option(round), round.chambers.get().voters.first().organisation
        ),
    ],
)
def test_what_was_changed_behind_the_verbs_is_noticed_at_opening_and_at_closing(
    process, towns, change
):
    published = a_round(process, voters=towns)
    publish(published)
    running = opened(a_round(process, voters=towns, title="Zweite"))
    for round in (published, running):
        change(round)
        round.refresh_from_db()

    with pytest.raises(actions.RuleChangedError):
        actions.open_round(round=published, by=OFFICE, at=AT)
    with pytest.raises(actions.RuleChangedError):
        actions.close_round(round=running, by=OFFICE, at=AT + timedelta(days=20))


def test_the_database_refuses_a_vote_that_was_opened_before_its_rule_was_published(process, towns):
    round = opened(a_round(process, voters=towns))

    with pytest.raises(IntegrityError), transaction.atomic():
        Round.objects.filter(pk=round.pk).update(published_at=AT + timedelta(seconds=1))


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        (
            Rulebook(Form.APPROVAL, Method.BORDA),
            "Diese Zählweise passt nicht zu dieser Art von Stimmzettel.",
        ),
        (
            Rulebook(Form.APPROVAL, Method.MOST, seats=1, budget=100),
            "Entweder eine Anzahl von Wahlmöglichkeiten oder ein Budget entscheidet, nicht beides.",
        ),
        (
            Rulebook(Form.RANKING, Method.BORDA, budget=100),
            "Diese Zählweise berücksichtigt keine Kosten. Bitte lassen Sie das Budget leer.",
        ),
        (
            replace(APPROVAL, is_secret=True, weighting=Weighting.SQUARE_ROOT),
            "Geheim kann nur mit gleichen Gewichten oder mit Stufen abgestimmt werden: An einem "
            "eigenen Gewicht könnten alle erkennen, wessen Stimmzettel es ist.",
        ),
    ],
)
def test_a_rule_that_does_not_hold_together_is_not_published(process, towns, rule, sentence):
    round = a_round(process, rule, voters=towns)
    Option.objects.filter(round=round).update(cost=1)

    with pytest.raises(actions.NotReadyError) as refused:
        publish(round)

    assert (str(refused.value), Round.objects.get().state) == (sentence, "draft")


def test_everything_that_is_missing_is_said_at_once(process):
    round = a_round(process, replace(APPROVAL, seats=0, budget=100), options=["Allein"])

    with pytest.raises(actions.NotReadyError) as refused:
        publish(round)

    assert refused.value.reasons == (
        "Eine Abstimmung braucht mindestens zwei Wahlmöglichkeiten.",
        "Bitte wählen Sie, wer abstimmt.",
        "Unter einem Budget braucht jede Wahlmöglichkeit ihre Kosten.",
    )


def test_inhabitants_and_weights_are_frozen_at_opening(process, towns):
    for number, town in enumerate(towns, 1):
        a_figure(town, str(number * number * 100))
    rule = replace(APPROVAL, weighting=Weighting.SQUARE_ROOT)
    round = opened(a_round(process, rule, voters=towns))
    a_figure(towns[0], "999999", source="Später")

    assert [
        (one.weight, one.population, one.population_source) for one in Voter.objects.order_by("pk")
    ] == [(str(n * 10), n * n * 100, "Statistisches Landesamt") for n in range(1, 6)]
    assert round.state == "open"


def test_without_inhabitants_a_weighted_vote_is_not_opened(process, towns):
    round = a_round(process, replace(APPROVAL, weighting=Weighting.SQUARE_ROOT), voters=towns[:2])
    publish(round)
    a_figure(towns[0], "100")

    with pytest.raises(actions.NotReadyError) as refused:
        actions.open_round(round=round, by=OFFICE, at=AT)

    assert str(refused.value) == "Die Zahl der Einwohner fehlt für: Stadt Ort 5."


def test_without_inhabitants_a_double_majority_is_not_opened_although_votes_weigh_the_same(
    process, towns
):
    round = a_round(process, replace(APPROVAL, double_majority=True), voters=towns)

    with pytest.raises(actions.NotReadyError, match="Die Zahl der Einwohner fehlt für: "):
        opened(round)


def test_a_secret_vote_needs_enough_organisations_with_the_same_weight(process, towns):
    bands = (Band(0, 1), Band(1000, 2))
    for number, town in enumerate(towns):
        a_figure(town, "2000" if number == 0 else "500")
    rule = replace(APPROVAL, is_secret=True, weighting=Weighting.BANDS, bands=bands)
    round = a_round(process, rule, voters=towns)
    publish(round)

    with pytest.raises(actions.NotReadyError) as refused:
        actions.open_round(round=round, by=OFFICE, at=AT)

    assert str(refused.value) == (
        "In „Organisationen“ haben weniger als 3 Organisationen dasselbe Gewicht: Ihre Stimmzettel "
        "wären nicht geheim."
    )


def test_a_round_is_opened_within_its_window_only(process, towns):
    round = a_round(process, voters=towns)
    publish(round)

    with pytest.raises(actions.WindowError):
        actions.open_round(round=round, by=OFFICE, at=AT + timedelta(days=30))


def test_a_window_is_prolonged_and_never_shortened(process, towns):
    round = opened(a_round(process, voters=towns))

    with pytest.raises(actions.NotReadyError):
        actions.prolong_round(round=round, closes_on=DAY, by=OFFICE, at=AT)
    actions.prolong_round(round=round, closes_on=DAY + timedelta(days=30), by=OFFICE, at=AT)

    assert Round.objects.get().closes_on == DAY + timedelta(days=30)
