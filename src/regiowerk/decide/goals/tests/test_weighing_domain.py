"""From papers to weights with the dissent left visible."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given, settings, strategies as st

from regiowerk.decide.ballots.domain.elections import Option, Voter
from regiowerk.decide.ballots.domain.rounds.counting import Ballot, Cast, ChamberPapers, counted
from regiowerk.decide.ballots.domain.rounds.marks import Marks
from regiowerk.decide.ballots.domain.rounds.rulebook import Form, Method, Rulebook
from regiowerk.decide.goals.domain.weighing import (
    PER_MILLE,
    duel_shares,
    group_weights_of,
    has_circle,
    opposites,
    whole_weights,
)

KEYS = ("a", "b", "c", "d")
SWING = Rulebook(Form.SWING, Method.MEAN_WEIGHT)
AHP = Rulebook(Form.AHP, Method.MEAN_WEIGHT)
PAIRS = Rulebook(Form.PAIRWISE, Method.BORDA)


def a_ballot(rule, papers, keys=KEYS):
    voters = tuple(Voter(name) for name in papers)
    casts = tuple(Cast(name, Fraction(1), marks) for name, marks in papers.items())
    chamber = ChamberPapers("bodies", voters, casts)
    return Ballot(rule, tuple(Option(key=key, cost=0) for key in keys), (chamber,)), chamber


def swing(*points):
    return Marks(points=dict(zip(KEYS, points, strict=False)))


some_points = st.lists(st.integers(0, 100), min_size=4, max_size=4).map(
    lambda values: swing(
        *[100 if n == values.index(max(values)) else v for n, v in enumerate(values)]
    )
)
some_papers = st.dictionaries(st.text("xyz", min_size=1, max_size=3), some_points, min_size=1)


@given(papers=some_papers)
@settings(max_examples=60, deadline=None)
def test_weights_sum_to_one_and_lie_between_the_lowest_and_the_highest(papers):
    view = group_weights_of(*a_ballot(SWING, papers))

    assert sum(view.weights.values()) == 1
    for key, weight in view.weights.items():
        spread = view.spreads[key]
        assert spread.least <= weight <= spread.most
        assert spread.least <= spread.lower <= spread.median <= spread.upper <= spread.most
    assert 0 <= view.consensus <= 1


@given(papers=some_papers)
@settings(max_examples=40, deadline=None)
def test_weights_are_what_the_vote_itself_counts(papers):
    ballot, chamber = a_ballot(SWING, papers)

    assert group_weights_of(ballot, chamber).weights == counted(ballot, chamber).values


@given(papers=some_papers, other=st.permutations(range(4)))
@settings(max_examples=40, deadline=None)
def test_neither_names_of_voters_nor_the_order_of_goals_matter(papers, other):
    renamed = {f"n{number}": marks for number, marks in enumerate(papers.values())}

    first = group_weights_of(*a_ballot(SWING, papers))
    second = group_weights_of(*a_ballot(SWING, renamed, keys=[KEYS[place] for place in other]))

    assert dict(first.weights) == dict(second.weights)
    assert first.consensus == second.consensus


@given(
    parts=st.dictionaries(
        st.sampled_from(KEYS), st.integers(0, 10**6).map(Fraction), min_size=1
    ).filter(lambda found: sum(found.values()) > 0)
)
def test_whole_weights_sum_to_a_thousand_and_keep_their_order(parts):
    whole = sum(parts.values())
    shares = {key: part / whole for key, part in parts.items()}

    found = whole_weights(shares)

    assert sum(found.values()) == PER_MILLE
    assert all(
        found[one] >= found[other] - 1
        for one in shares
        for other in shares
        if shares[one] > shares[other]
    )


@given(pairs=st.sets(st.tuples(st.sampled_from(KEYS), st.sampled_from(KEYS))))
def test_duels_share_out_exactly_one(pairs):
    kept = {(a, b) for a, b in pairs if a < b or (a != b and (b, a) not in pairs)}

    shares = duel_shares(Marks(pairs=frozenset(kept)), KEYS)

    assert sum(shares.values()) == 1
    assert all(0 <= share <= Fraction(1, 2) for share in shares.values())


@given(orders=st.lists(st.permutations(KEYS), min_size=1, max_size=4))
def test_where_every_pair_is_decided_the_weights_are_in_proportion_to_borda(orders):
    papers = {
        str(number): Marks(pairs=frozenset(combinations(order, 2)))
        for number, order in enumerate(orders)
    }
    ballot, chamber = a_ballot(PAIRS, papers)

    weights, values = group_weights_of(ballot, chamber).weights, counted(ballot, chamber).values

    whole = sum(values.values())
    assert {key: value / whole for key, value in values.items()} == dict(weights)


def test_what_was_not_decided_is_shared():
    assert duel_shares(Marks(pairs=frozenset({("a", "b")})), ("a", "b", "c")) == {
        "a": Fraction(1, 2),
        "b": Fraction(1, 6),
        "c": Fraction(1, 3),
    }


def test_the_two_who_differ_most_are_named_widest_first():
    found = opposites(
        {
            "lichtenau": {"a": Fraction(8, 100), "b": Fraction(92, 100)},
            "lippspringe": {"a": Fraction(45, 100), "b": Fraction(55, 100)},
            "borchen": {"a": Fraction(20, 100), "b": Fraction(80, 100)},
        }
    )

    assert [(one.key, one.more, one.most, one.less, one.least) for one in found] == [
        ("a", "lippspringe", Fraction(45, 100), "lichtenau", Fraction(8, 100)),
        ("b", "lichtenau", Fraction(92, 100), "lippspringe", Fraction(55, 100)),
    ]


def test_who_lies_close_together_is_not_named():
    assert opposites({"x": {"a": Fraction(3, 10)}, "y": {"a": Fraction(4, 10)}}) == ()


def test_of_secret_papers_nobody_is_named():
    secret = Rulebook(Form.SWING, Method.MEAN_WEIGHT, is_secret=True)
    view = group_weights_of(
        *a_ballot(secret, {"R1": swing(100, 0, 0, 0), "R2": swing(0, 100, 0, 0)})
    )

    assert view.opposites == ()


def test_all_abstain():
    assert group_weights_of(*a_ballot(SWING, {})) is None


def test_one_voter_agrees_with_itself():
    view = group_weights_of(*a_ballot(SWING, {"x": swing(100, 50, 50, 0)}))

    assert (view.voters, view.consensus, view.opposites, view.is_disputed) == (1, 1, (), False)


def test_half_of_all_far_apart_is_disputed():
    apart = {"x": swing(100, 0, 0, 0), "y": swing(0, 100, 0, 0), "z": swing(100, 100, 0, 0)}

    assert group_weights_of(*a_ballot(SWING, apart)).is_disputed


def test_papers_that_contradict_themselves_are_told_in_sums_with_the_smallest_repair():
    crooked = Marks(
        judgements={("a", "b"): Fraction(9), ("b", "c"): Fraction(9), ("a", "c"): Fraction(1, 9)}
    )
    straight = Marks(
        judgements={("a", "b"): Fraction(2), ("b", "c"): Fraction(2), ("a", "c"): Fraction(4)}
    )

    found = group_weights_of(
        *a_ballot(AHP, {"x": crooked, "y": straight}, keys="abc")
    ).contradictions

    assert (found.papers, found.of, [one.keys for one in found.triples]) == (
        1,
        2,
        [("a", "b", "c")],
    )
    assert found.repair is not None
    assert found.repair.is_enough


def test_judgements_that_fit_have_nothing_to_repair():
    straight = Marks(
        judgements={("a", "b"): Fraction(2), ("b", "c"): Fraction(2), ("a", "c"): Fraction(4)}
    )

    found = group_weights_of(*a_ballot(AHP, {"x": straight}, keys="abc")).contradictions

    assert (found.papers, found.triples, found.repair) == (0, (), None)


@pytest.mark.parametrize(
    ("pairs", "is_circle"),
    [
        ({("a", "b"), ("b", "c"), ("c", "a")}, True),
        ({("a", "b"), ("b", "c"), ("a", "c")}, False),
        ({("a", "b"), ("c", "a")}, False),
    ],
)
def test_a_circle_of_preferences_is_seen(pairs, is_circle):
    assert has_circle(Marks(pairs=frozenset(pairs))) is is_circle
