"""A proof accepts what the rule counts and nothing else."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings, strategies as st

from regiowerk.decide.ballots.domain.certificates import Certificate, NotProvenError, certify
from regiowerk.decide.ballots.domain.elections import Election
from regiowerk.decide.ballots.domain.shares import AddOne, EqualShares, Utility, equal_shares
from regiowerk.decide.ballots.domain.ties import TieRule
from regiowerk.decide.ballots.tests.elections import LOT, crossed, drawn

UTILITIES: list[Utility] = ["cost", "count", "points", "points_cost"]
RULES = st.builds(
    EqualShares,
    utility=st.sampled_from(UTILITIES),
    add_one=st.sampled_from([None, AddOne(1), AddOne(3, "exhaustive")]),
    fill=st.booleans(),
    ties=st.just(LOT),
)

ELECTION = crossed(
    {"a": 60, "b": 60, "c": 30, "d": 0, "e": 60, "f": 20}, ["abd", "abe", "be", "c", "f"], 150
)
RULE = EqualShares(ties=LOT, fill=True)
SELECTION = equal_shares(ELECTION, RULE)


@settings(max_examples=150, deadline=None)
@given(drawn(points=True), RULES)
def test_what_is_counted_can_be_proven(election: Election, rule: EqualShares) -> None:
    selection = equal_shares(election, rule)
    assert certify(election, selection, rule).rounds == len(selection.rounds)


def test_the_certificate_names_the_closest_round() -> None:
    assert certify(ELECTION, SELECTION, RULE) == Certificate(4, 150, Fraction(0), "f")


ROUNDS = SELECTION.rounds


def with_round(number: int, **changes: object) -> tuple[object, ...]:
    rounds = list(ROUNDS)
    rounds[number] = replace(rounds[number], **changes)  # type: ignore[arg-type]
    return tuple(rounds)


@pytest.mark.parametrize(
    ("changes", "doubt"),
    [
        ({"rounds": with_round(0, option="g")}, (1, "not_eligible", "g")),
        ({"rounds": with_round(0, effective_support=Fraction(9))}, (1, "support", "d")),
        ({"rounds": ROUNDS[1:]}, (1, "support", "b")),
        ({"rounds": with_round(1, price=Fraction(21))}, (2, "price", "b")),
        ({"rounds": with_round(1, phase="free")}, (2, "price", "b")),
        ({"rounds": with_round(1, price=Fraction(0))}, (2, "price", "b")),
        ({"rounds": with_round(1, value=Fraction(2))}, (2, "support", "b")),
        ({"rounds": with_round(1, lead=Fraction(2))}, (2, "runner_up", "b")),
        ({"rounds": with_round(1, lead=SELECTION.rounds[1].value)}, (2, "runner_up", "b")),
        ({"rounds": with_round(1, runner_up="e")}, (2, "runner_up", "b")),
        ({"rounds": with_round(1, runner_up=None)}, (2, "runner_up", "b")),
        ({"rounds": with_round(1, paid_by={})}, (2, "paid_by", "b")),
        ({"rounds": ROUNDS[:2]}, (3, "ended_early", "c")),
        ({"rounds": ROUNDS[:4] + ROUNDS[:1]}, (5, "not_eligible", "d")),
        ({"winners": ("a",)}, (0, "result", "")),
        ({"spent": 0}, (0, "result", "")),
        ({"reserve": ()}, (0, "result", "")),
        ({"refusals": ()}, (0, "result", "")),
    ],
)
def test_what_differs_is_named(changes: dict[str, object], doubt: tuple[int, str, str]) -> None:
    forged = replace(SELECTION, **changes)  # type: ignore[arg-type]
    with pytest.raises(NotProvenError) as caught:
        certify(ELECTION, forged, RULE)
    assert (caught.value.number, caught.value.doubt, caught.value.option) == doubt


def test_a_better_option_passed_over_is_named() -> None:
    election = crossed({"a": 60, "b": 60}, ["ab", "ab", "b"], 120)
    forged = equal_shares(crossed({"a": 60, "b": 60}, ["a", "a", ""], 120), RULE)
    with pytest.raises(NotProvenError) as caught:
        certify(election, forged, RULE)
    assert (caught.value.number, caught.value.doubt, caught.value.option) == (1, "beaten", "b")


def test_a_broken_tie_rule_is_named() -> None:
    election = crossed({"a": 60, "b": 60}, ["ab", "ab"], 60)
    other = EqualShares(ties=TieRule(lot=("b", "a")))
    with pytest.raises(NotProvenError) as caught:
        certify(election, equal_shares(election, other), RULE)
    assert (caught.value.number, caught.value.doubt) == (1, "tie")


def test_another_amount_of_money_is_named() -> None:
    election = crossed({"a": 5}, ["a"], 10)
    with pytest.raises(NotProvenError) as caught:
        certify(election, replace(equal_shares(election, RULE), stretched=11), RULE)
    assert caught.value.doubt == "stretched"


def test_a_forged_filling_is_named() -> None:
    election = crossed({"a": 60, "b": 50, "c": 40}, ["a", "ab", "b", "b", "c"], 100)
    plain = equal_shares(election, replace(RULE, fill=False))
    with pytest.raises(NotProvenError) as caught:
        certify(election, plain, RULE)
    assert (caught.value.number, caught.value.doubt) == (2, "fill")
