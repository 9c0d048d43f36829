"""How firm a selection is."""

from dataclasses import replace
from fractions import Fraction

import numpy as np

from regiowerk.decide.ballots.domain.elections import Election, Voter
from regiowerk.decide.ballots.domain.greedy import Greedy
from regiowerk.decide.ballots.domain.limits import Limits
from regiowerk.decide.ballots.domain.phragmen import Phragmen
from regiowerk.decide.ballots.domain.robustness import (
    Change,
    Ranks,
    Stability,
    Sweep,
    Variant,
    bootstrap,
    drawn_again,
    over_budgets,
    over_lams,
    sweep,
    without_each,
    without_two,
)
from regiowerk.decide.ballots.domain.shares import EqualShares
from regiowerk.decide.ballots.tests.elections import LOT, crossed

RULE = EqualShares(ties=LOT)
ELECTION = crossed({"a": 40, "b": 40, "c": 40}, ["a", "a", "ab", "b", "c", "c"], 120)


def change(gained: str = "", lost: str = "") -> Change:
    return Change(frozenset(gained), frozenset(lost))


def test_what_changes_without_each_voter() -> None:
    election = crossed({"a": 60, "b": 40}, ["a", "a", "b", "ab"], 100)
    assert without_each(election, Greedy(ties=LOT)) == dict.fromkeys(
        ("v0", "v1", "v2", "v3"), change()
    )
    assert without_each(election, RULE) == {
        "v0": change("b", "a"),
        "v1": change("b", "a"),
        "v2": change(),
        "v3": change("", ""),
    }


def test_only_pairs_that_matter_are_named() -> None:
    election = crossed({"a": 50, "b": 50}, ["a", "a", "a", "b", "b"], 50)
    assert without_two(election, Greedy(ties=LOT)) == {
        ("v0", "v1"): change("b", "a"),
        ("v0", "v2"): change("b", "a"),
        ("v1", "v2"): change("b", "a"),
    }


def test_a_sweep_tells_what_depends() -> None:
    election = crossed({"a": 90, "b": 40, "c": 40}, ["ab", "ab", "ab", "c", "c"], 100)
    found = sweep(election, [Variant("greedy", Greedy(ties=LOT)), Variant("shares", RULE)])
    assert found == Sweep(
        {"greedy": frozenset("bc"), "shares": frozenset("bc")},
        frozenset("bc"),
        frozenset(),
        frozenset("a"),
    )


def test_a_sweep_over_budgets_shows_each_step() -> None:
    found = sweep(ELECTION, over_budgets(RULE, [60, 80, 120]))
    assert (found.winners, found.steps(), found.depends) == (
        {"60": frozenset(), "80": frozenset("a"), "120": frozenset("ac")},
        (change("a"), change("c")),
        frozenset("ac"),
    )


def test_a_sweep_over_people_and_organisations() -> None:
    voters = (Voter("v0", population=90), Voter("v1", population=10))
    election = replace(crossed({"a": 70, "b": 40}, ["a", "b"], 100), voters=voters)
    found = sweep(election, over_lams(RULE, [Fraction(0), Fraction(1)]))
    assert found.winners == {"0": frozenset("a"), "1": frozenset("b")}


def test_a_sweep_over_nothing_lets_nothing_win() -> None:
    assert sweep(ELECTION, []) == Sweep({}, frozenset(), frozenset(), frozenset("abc"))


def test_a_unanimous_selection_stays_whoever_is_drawn() -> None:
    election = crossed({"a": 5, "b": 9}, ["a", "a", "a"], 5)
    assert bootstrap(election, RULE, draws=20, seed=1) == Stability(
        20,
        {"a": Fraction(1), "b": Fraction(0)},
        {"a": Ranks(1, 1), "b": Ranks(2, 2)},
    )


def test_drawing_again_is_repeatable_and_does_not_depend_on_the_order() -> None:
    turned = Election(
        ELECTION.options[::-1], ELECTION.voters[::-1], ELECTION.papers[::-1], ELECTION.budget
    )
    rule = Phragmen(ties=LOT)
    assert bootstrap(ELECTION, rule, draws=30, seed=7) == bootstrap(turned, rule, draws=30, seed=7)


def test_strata_keep_their_size() -> None:
    voters = tuple(
        replace(voter, stratum="town" if number < 4 else "village")
        for number, voter in enumerate(ELECTION.voters)
    )
    times = drawn_again(replace(ELECTION, voters=voters), 50, 3)
    town = np.sum([times[f"v{number}"] for number in range(4)], axis=0)
    village = np.sum([times[f"v{number}"] for number in (4, 5)], axis=0)
    assert (set(town), set(village)) == ({4}, {2})


def test_a_contested_option_is_chosen_in_a_part_of_the_draws() -> None:
    found = bootstrap(ELECTION, RULE, Limits(), draws=200, seed=5)
    assert 0 < found.chosen["b"] < found.chosen["a"] <= 1
    assert found.ranks["a"].low == 1
