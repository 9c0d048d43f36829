"""Goals are weighed node by node in two turns, and what comes out is taken over into a frozen tree."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction
from itertools import count

import pytest

from regiowerk.decide.ballots import actions as ballots
from regiowerk.decide.ballots.actions import RoundFacts, Sent
from regiowerk.decide.ballots.domain.rounds.rulebook import Form, Method, Rulebook
from regiowerk.decide.ballots.models import Bundle, Option, Round, Voter
from regiowerk.decide.ballots.tests.factories import OFFICE
from regiowerk.decide.goals import actions
from regiowerk.decide.goals.actions import GoalRefusedError
from regiowerk.decide.goals.domain.freezing import tree_from
from regiowerk.decide.goals.models import Branch, GoalOption, TreeVersion, Weighing
from regiowerk.decide.goals.queries.weighing import standings_of
from regiowerk.decide.goals.tests.factories import (
    a_goal,
    a_measure,
    a_weighing,
    an_indicator,
    open_papers,
    weigh,
)
from regiowerk.ground.journal.models import Entry
from regiowerk.ground.people.tests.factories import AT
from regiowerk.ground.regions.tests.factories import a_municipality

pytestmark = pytest.mark.django_db

AFTER = AT + timedelta(days=9)


@pytest.fixture
def towns():
    return [a_municipality(f"0599907{number}", f"Ort {number}") for number in range(3)]


@pytest.fixture
def tree(process):
    """One guiding goal with two goals, of which one has two measures."""
    top = a_goal(process, "leitziel")
    one, other = a_goal(process, "wissen", under=top), a_goal(process, "dienste", under=top)
    a_measure(process, "schulung", one)
    a_measure(process, "plattform", one)
    an_indicator(other)
    return top


def counted(weighing, at=AFTER):
    actions.close_weighing(weighing=weighing, by=OFFICE, at=at)


def weights(process):
    rows = Branch.objects.filter(goal__process=process).order_by("goal__position")
    return {row.goal.key: row.weight for row in rows.select_related("goal")}


def test_every_node_gets_a_paper_in_one_errand(process, tree, towns) -> None:
    weighing = a_weighing(process, towns)

    standings = standings_of(weighing)
    options = Option.objects.order_by("round", "position")
    assert (
        [(one.row.node_key, one.label, one.row.first.state) for one in standings],
        [option.goal_option.goal_key for option in options],
        Bundle.objects.get().rounds.count(),
        Voter.objects.count(),
        weighing.version.label,
    ) == (
        [("leitziel", "Ziel leitziel", "draft"), ("wissen", "Ziel wissen", "draft")],
        ["wissen", "dienste", "schulung", "plattform"],
        2,
        6,
        "Gewichte",
    )


def test_an_option_says_from_where_to_where_its_goal_goes(process, tree, towns) -> None:
    a_weighing(process, towns)

    option = GoalOption.objects.get(goal_key="dienste").option

    assert option.note == "Kommunen mit Portal: von 0 auf 29 Kommunen bis 2025"


def test_a_tree_without_two_goals_side_by_side_cannot_be_weighed(process, towns) -> None:
    a_goal(process, "leitziel")

    with pytest.raises(GoalRefusedError, match="zwei andere"):
        a_weighing(process, towns)
    assert (Weighing.objects.count(), Round.objects.count(), TreeVersion.objects.count()) == (
        0,
        0,
        0,
    )


def test_too_many_goals_for_pairs_are_refused(process, towns) -> None:
    top = a_goal(process, "leitziel")
    for number in range(10):
        a_goal(process, f"ziel-{number}", under=top)

    with pytest.raises(GoalRefusedError, match="höchstens 9"):
        a_weighing(process, towns, form=Form.AHP)
    assert a_weighing(process, towns, form=Form.SWING).nodes.count() == 1


def test_what_a_vote_refuses_names_the_paper_and_changes_nothing(process, tree, towns) -> None:
    weighing = a_weighing(process, [])

    with pytest.raises(GoalRefusedError, match=r"„Ziel leitziel“: .*wer abstimmt"):
        actions.publish_weighing(weighing=weighing, seeds=count(), by=OFFICE, at=AT)
    assert set(Round.objects.values_list("state", flat=True)) == {"draft"}


def test_a_turn_is_not_closed_before_its_last_day_unless_all_have_voted(
    process, tree, towns
) -> None:
    weighing = open_papers(a_weighing(process, towns))

    with pytest.raises(GoalRefusedError, match="noch nicht"):
        counted(weighing, AT)
    for one in standings_of(weighing):
        for town in towns:
            keys = [goal.goal_key for goal in GoalOption.objects.filter(option__round=one.running)]
            weigh(one.running, town, **dict(zip(keys, (100, 50), strict=True)))
    counted(weighing, AT)

    assert set(Round.objects.values_list("state", flat=True)) == {"closed"}


@pytest.fixture
def first_turn(process, tree, towns):
    """Counted: about the goals all but one agree, about the measures nobody said anything."""
    weighing = open_papers(a_weighing(process, towns))
    top = standings_of(weighing)[0].running
    weigh(top, towns[0], wissen=100, dienste=0)
    weigh(top, towns[1], wissen=100, dienste=100)
    weigh(top, towns[2], wissen=50, dienste=100)
    counted(weighing)
    return weighing


def test_the_group_has_weights_a_spread_and_names(process, first_turn, towns) -> None:
    view = standings_of(first_turn)[0].first.main

    (first, *_rest) = view.opposites
    assert (
        dict(view.weights),
        view.spreads["ziel-wissen"].least,
        view.spreads["ziel-wissen"].most,
        (first.more, first.less, first.size),
    ) == (
        {"ziel-wissen": Fraction(11, 18), "ziel-dienste": Fraction(7, 18)},
        Fraction(1, 3),
        1,
        ("ags-05999072", "ags-05999070", Fraction(2, 3)),
    )


def test_weights_are_taken_over_and_the_frozen_tree_names_the_votes(process, first_turn) -> None:
    taken = actions.take_over_weights(weighing=first_turn, label="Gewichtet", by=OFFICE, at=AFTER)

    top = standings_of(first_turn)[0].row.first
    first_turn.refresh_from_db()
    assert (
        weights(process),
        taken.nodes,
        taken.left,
        [(one.node, one.vote, one.record) for one in tree_from(taken.version.content).weighed],
        (first_turn.frozen_as, first_turn.taken_over_by),
    ) == (
        {"leitziel": None, "wissen": 611, "dienste": 389, "schulung": None, "plattform": None},
        ("Ziel leitziel",),
        (("Ziel wissen", "Niemand hat einen Stimmzettel abgegeben."),),
        [("leitziel", top.key, top.result.record_hash)],
        (taken.version, OFFICE.label),
    )


def test_a_tree_nobody_weighed_freezes_as_before(process, tree) -> None:
    version = actions.freeze_tree(process=process, label="Ohne", by=OFFICE, at=AT)

    assert '"weighed"' not in version.content


def test_nothing_is_taken_over_where_the_goals_changed_since(process, first_turn, tree) -> None:
    a_goal(process, "neu", under=tree)

    with pytest.raises(GoalRefusedError, match="Darunter stehen heute andere Ziele"):
        actions.take_over_weights(weighing=first_turn, label="Gewichtet", by=OFFICE, at=AFTER)
    assert set(weights(process).values()) == {None}


def test_nothing_is_taken_over_while_a_turn_runs(process, tree, towns) -> None:
    weighing = open_papers(a_weighing(process, towns))

    with pytest.raises(GoalRefusedError, match="läuft noch"):
        actions.take_over_weights(weighing=weighing, label="Gewichtet", by=OFFICE, at=AFTER)


def test_where_too_few_took_part_nothing_is_taken_over(process, tree, towns) -> None:
    weighing = a_weighing(process, towns, nodes=["leitziel"])
    round = standings_of(weighing)[0].running
    rule = Rulebook(Form.SWING, Method.MEAN_WEIGHT, quorum=Fraction(1, 2))
    facts = RoundFacts(
        round.title, round.question, rule, round.opens_on, round.closes_on, round.purpose
    )
    ballots.edit_round(round=round, facts=facts, by=OFFICE, at=AT)
    open_papers(weighing)
    weigh(round, towns[0], wissen=100, dienste=0)
    counted(weighing)

    with pytest.raises(GoalRefusedError, match="Zu wenige"):
        actions.take_over_weights(weighing=weighing, label="Gewichtet", by=OFFICE, at=AFTER)


def repeat(weighing, nodes=("leitziel",)):
    opens = AFTER.date()
    actions.repeat_weighing(
        weighing=weighing, nodes=nodes, opens_on=opens, closes_on=opens, by=OFFICE, at=AFTER
    )
    actions.publish_weighing(weighing=weighing, seeds=count(3), by=OFFICE, at=AFTER)
    actions.open_weighing(weighing=weighing, by=OFFICE, at=AFTER)


def test_a_second_turn_asks_the_same_of_the_same(process, first_turn) -> None:
    repeat(first_turn)

    row = standings_of(first_turn)[0].row
    first, second = row.first, row.second
    assert second is not None
    assert (
        second.follows,
        list(second.options.order_by("position").values_list("key", "label", "note")),
        set(Voter.objects.filter(chamber__round=second).values_list("organisation", "email")),
        [one.goal_key for one in GoalOption.objects.filter(option__round=second)],
        standings_of(first_turn)[1].row.second,
    ) == (
        first,
        list(first.options.order_by("position").values_list("key", "label", "note")),
        set(Voter.objects.filter(chamber__round=first).values_list("organisation", "email")),
        ["wissen", "dienste"],
        None,
    )


def test_the_second_turn_counts_and_the_delta_is_shown(process, first_turn, towns) -> None:
    repeat(first_turn)
    second = standings_of(first_turn)[0].running
    for town in towns:
        weigh(second, town, AFTER, wissen=100, dienste=100)
    counted(first_turn, AFTER + timedelta(days=1))

    standing = standings_of(first_turn)[0]
    actions.take_over_weights(weighing=first_turn, label="Zwei Runden", by=OFFICE, at=AFTER)

    assert standing.first is not None
    assert standing.second is not None
    assert (
        standing.second.main.consensus,
        standing.first.main.consensus < 1,
        {key: weights(process)[key] for key in ("wissen", "dienste")},
    ) == (1, True, {"wissen": 500, "dienste": 500})


@pytest.mark.parametrize(
    ("nodes", "words"),
    [((), "mindestens ein Ziel"), (("gibt-es-nicht",), "mindestens ein Ziel")],
)
def test_a_second_turn_needs_something_to_ask(first_turn, nodes, words) -> None:
    with pytest.raises(GoalRefusedError, match=words):
        repeat(first_turn, nodes)


def test_there_is_no_third_turn_and_no_second_before_the_first_is_counted(
    process, tree, towns, first_turn
) -> None:
    running = open_papers(a_weighing(process, towns, title="Andere"))
    with pytest.raises(GoalRefusedError, match="noch nicht ausgezählt"):
        repeat(running)
    repeat(first_turn)
    with pytest.raises(GoalRefusedError, match="schon eine zweite"):
        repeat(first_turn)


def test_weights_move_with_their_goals_and_fall_away_under_another_parent(
    process, tree, first_turn
) -> None:
    actions.take_over_weights(weighing=first_turn, label="Gewichtet", by=OFFICE, at=AFTER)
    knowledge = process.goals.get(key="wissen")
    services = process.goals.get(key="dienste")

    actions.merge_goal(goal=services, into=knowledge, by=OFFICE, at=AFTER)

    branch = knowledge.branches.get()
    assert (branch.weight, branch.weighed_in is not None) == (611, True)


def test_goals_are_put_to_the_vote(process, tree, towns) -> None:
    goals = list(process.goals.filter(level="goal").order_by("position"))
    facts = RoundFacts(
        "Welche zuerst?",
        "Welche Ziele zuerst?",
        Rulebook(Form.POINTS, Method.MOST),
        AT.date(),
        AT.date(),
    )

    round = actions.put_goals_to_vote(
        process=process,
        facts=facts,
        goals=goals,
        voters=[Sent(town) for town in towns],
        by=OFFICE,
        at=AT,
    )

    assert (
        [(one.key, one.goal_option.goal) for one in round.options.order_by("position")],
        round.state,
        Voter.objects.filter(chamber__round=round).count(),
        Entry.objects.filter(deed="goals.put_to_vote").count(),
    ) == (
        [("ziel-wissen", goals[0]), ("ziel-dienste", goals[1])],
        "draft",
        3,
        1,
    )
