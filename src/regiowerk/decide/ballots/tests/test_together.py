"""Many amounts of money counted at once buy what each of them buys alone, or nothing is said."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from regiowerk.decide.ballots.domain import winning
from regiowerk.decide.ballots.domain.compiled import compiled
from regiowerk.decide.ballots.domain.elections import Election
from regiowerk.decide.ballots.domain.limits import Ledger, Limits
from regiowerk.decide.ballots.domain.offers import InDoubtError
from regiowerk.decide.ballots.domain.purses import grouped
from regiowerk.decide.ballots.domain.quick import QuickCount
from regiowerk.decide.ballots.domain.shares import AddOne, EqualShares, base_run, equal_shares
from regiowerk.decide.ballots.domain.ties import TieRule, UnsettledTieError
from regiowerk.decide.ballots.domain.together import Amount, Together, suits
from regiowerk.decide.ballots.domain.winning import Counts
from regiowerk.decide.ballots.tests.elections import LOT, crossed, drawn, with_option

SOME = settings(max_examples=150, deadline=None)
KEYS = "abcdefghijklmnopqrst"


def at_once(
    election: Election, rule: EqualShares, amounts: list[int], limits: Limits | None = None
) -> dict[int, Amount | None] | None:
    """None: not suited."""
    votes = compiled(election, scored=rule.is_scored).weighed()

    def opened() -> Ledger:
        return Ledger(election, limits or Limits())

    if not suits(votes, opened(), opened().unbound()):
        return None
    return Together(votes, rule, opened).count(amounts)


def alone(election: Election, rule: EqualShares, money: int) -> tuple[list[str], set[str]]:
    run = base_run(election, rule, Limits(), grouped(election, scored=False), money)
    return run.ledger.chosen, set(run.lacking)


def is_in_doubt_alone(election: Election, rule: EqualShares, money: int) -> bool:
    votes = compiled(election, scored=False).weighed()
    try:
        QuickCount(votes, rule, Ledger(election, Limits()), money).run()
    except InDoubtError:
        return True
    return False


def town(seed: int) -> Election:
    """150 papers for twenty options, some liked by many."""
    chance = np.random.default_rng(seed)
    liked = chance.random(len(KEYS)) ** 2
    papers = [
        "".join(key for key, chosen in zip(KEYS, row, strict=True) if chosen)
        for row in chance.random((150, len(KEYS))) < liked / 2
    ]
    costs = {key: int(cost) for key, cost in zip(KEYS, chance.integers(50, 500, 20), strict=True)}
    return crossed(costs, papers, 2500)


@SOME
@given(
    drawn(),
    st.sampled_from(["cost", "count"]),
    st.lists(st.integers(0, 90), min_size=1, max_size=9, unique=True),
)
def test_every_amount_buys_what_fractions_say(
    election: Election, utility: str, amounts: list[int]
) -> None:
    rule = EqualShares(utility=utility, ties=LOT)  # type: ignore[arg-type]
    for money, found in (at_once(election, rule, amounts) or {}).items():
        if found is not None:
            assert (found.ledger.chosen, set(found.lacking)) == alone(election, rule, money)


@pytest.mark.parametrize("seed", range(6))
def test_in_a_town_no_amount_is_in_doubt_that_is_none_alone(seed: int) -> None:
    election, rule = town(seed), EqualShares(ties=TieRule(lot=tuple(KEYS)))
    amounts = [2500 + 37 * step for step in range(24)]
    found = at_once(election, rule, amounts)
    assert found is not None
    orders = set()
    for money in amounts:
        one = found[money]
        assert (one is None) == is_in_doubt_alone(election, rule, money)
        if one is not None:
            assert (one.ledger.chosen, set(one.lacking)) == alone(election, rule, money)
            orders.add(tuple(one.ledger.chosen))
    assert len(orders) > 1


@pytest.mark.parametrize("stop", ["over_budget", "exhaustive"])
@pytest.mark.parametrize("seed", range(4))
def test_with_completion_the_winners_are_the_exact_ones_for_every_draw(
    seed: int, stop: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[int] = []
    count = Together.count

    def watched(one: Together, amounts: Sequence[int]) -> dict[int, Amount | None]:
        looked.append(len(amounts))
        return count(one, amounts)

    monkeypatch.setattr(Together, "count", watched)
    election = town(seed)
    rule = EqualShares(
        add_one=AddOne(15, stop),  # type: ignore[arg-type]
        ties=TieRule(lot=tuple(KEYS)),
    )
    counts, chance = Counts(election, rule), np.random.default_rng(seed)
    assert counts.winners() == equal_shares(election, rule).winners
    for _ in range(3):
        times = chance.multinomial(150, [1 / 150] * 150)
        voters = tuple(
            replace(voter, weight=Fraction(int(number)))
            for voter, number in zip(election.participants, times, strict=True)
        )
        exact = equal_shares(replace(election, voters=voters), rule)
        assert counts.winners(times) == exact.winners
    assert looked


@SOME
@given(drawn(), st.integers(1, 4), st.sampled_from(["over_budget", "exhaustive"]), st.booleans())
def test_looking_ahead_from_the_first_amount_changes_nothing(
    election: Election, step: int, stop: str, is_rounded: bool
) -> None:
    rule = EqualShares(
        add_one=AddOne(step, stop, is_rounded),  # type: ignore[arg-type]
        ties=LOT,
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(winning, "ALONE", 0)
        patch.setattr(winning, "FIRST", 3)
        counts = Counts(election, rule)
        exact = equal_shares(election, rule)
        assert (counts.winners(), counts.winners()) == (exact.winners, exact.winners)
        assert counts.selection() == exact


def test_equal_options_all_can_pay_go_by_the_lot_in_every_row() -> None:
    election = crossed({"a": 40, "b": 40, "c": 30}, ["ab", "ab", "c"], 120)
    rule = EqualShares(ties=TieRule(lot=("b", "a", "c")))
    found = at_once(election, rule, [90, 100, 150])
    assert found is not None
    bought = {money: one.ledger.chosen for money, one in found.items() if one is not None}
    assert bought[150] == alone(election, rule, 150)[0] == ["b", "a", "c"]
    assert bought[100] == alone(election, rule, 100)[0]


def test_a_tie_nobody_settles_is_left_to_the_count_that_says_so() -> None:
    election = crossed({"a": 40, "b": 40}, ["ab", "ab"], 40)
    assert at_once(election, EqualShares(), [60, 70]) == {60: None, 70: None}
    with pytest.raises(UnsettledTieError):
        Counts(election, EqualShares(add_one=AddOne(10))).winners()


def test_what_limits_may_refuse_is_counted_one_amount_at_a_time() -> None:
    election = crossed({"a": 40, "b": 30}, ["ab", "ab"], 40)
    needing = with_option(election, "b", needs=frozenset("a"))
    assert at_once(needing, EqualShares(ties=LOT), [60]) is None
    free = crossed({"a": 0, "b": 30}, ["ab", "ab"], 40)
    assert at_once(free, EqualShares(ties=LOT), [60]) is None
    assert at_once(election, EqualShares(ties=LOT), [60], Limits(min_votes=2)) is not None
