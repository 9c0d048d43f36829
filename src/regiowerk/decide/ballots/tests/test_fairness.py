"""Who got how much."""

from fractions import Fraction

from hypothesis import given, settings

from regiowerk.decide.ballots.domain.elections import Approval, Election, Option, Voter
from regiowerk.decide.ballots.domain.fairness import Fairness, GroupShare, fairness, received_by
from regiowerk.decide.ballots.domain.greedy import Greedy, greedy
from regiowerk.decide.ballots.domain.shares import EqualShares, equal_shares
from regiowerk.decide.ballots.tests.elections import LOT, drawn

ELECTION = Election(
    (Option("a", 60, home="n"), Option("b", 60), Option("c", 30, home="s")),
    (
        Voter("v", stratum="town", weight=2),
        Voter("w", stratum="town"),
        Voter("x", stratum="village"),
        Voter("y", stratum="village"),
    ),
    (
        Approval("v", frozenset("ab")),
        Approval("w", frozenset("a")),
        Approval("x", frozenset("c")),
        Approval("y", frozenset()),
    ),
    125,
)


def test_by_stratum() -> None:
    selection = equal_shares(ELECTION, EqualShares(ties=LOT))
    assert selection.winners == ("a",)
    assert fairness(ELECTION, selection) == Fairness(
        groups=(
            GroupShare(
                "town", 2, Fraction(3), Fraction(60), Fraction(60), Fraction(1), Fraction(1)
            ),
            GroupShare(
                "village", 2, Fraction(2), Fraction(0), Fraction(0), Fraction(0), Fraction(0)
            ),
        ),
        unserved=("x",),
        unserved_share=Fraction(1, 5),
        worst=("x", "y"),
        worst_received=Fraction(0),
        by_home={"n": 60, "s": 0},
    )


def test_rules_in_which_nobody_pays_can_be_compared_too() -> None:
    found = fairness(ELECTION, greedy(ELECTION, Greedy(ties=LOT)), "voter")
    rows = [(row.name, row.received, row.per_weight, row.paid) for row in found.groups]
    assert rows == [
        ("v", Fraction(100), Fraction(50), Fraction(0)),
        ("w", Fraction(20), Fraction(20), Fraction(0)),
        ("x", Fraction(0), Fraction(0), Fraction(0)),
        ("y", Fraction(0), Fraction(0), Fraction(0)),
    ]


def test_without_voters_there_is_nobody_to_serve() -> None:
    empty = Election((Option("a"),), (), (), 5)
    assert fairness(empty, greedy(empty)) == Fairness((), (), Fraction(0), (), Fraction(0), {})


@settings(max_examples=40, deadline=None)
@given(drawn())
def test_what_is_received_is_what_is_spent(election: Election) -> None:
    selection = equal_shares(election, EqualShares(ties=LOT))
    assert sum(received_by(election, selection).values()) == selection.spent
