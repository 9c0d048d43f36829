"""What has to hold under every rule that selects under a budget, and what may be handed to each of them."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings, strategies as st

from regiowerk.decide.ballots.domain.elections import Approval, Election, Voter
from regiowerk.decide.ballots.domain.greedy import Greedy
from regiowerk.decide.ballots.domain.knapsack import Knapsack
from regiowerk.decide.ballots.domain.limits import Limits, Refusal
from regiowerk.decide.ballots.domain.phragmen import Phragmen
from regiowerk.decide.ballots.domain.robustness import winners_of
from regiowerk.decide.ballots.domain.selecting import Rule, select
from regiowerk.decide.ballots.domain.shares import AddOne, EqualShares
from regiowerk.decide.ballots.tests.elections import LOT, crossed, drawn, with_option

RULES: dict[str, Rule] = {
    "equal shares": EqualShares(ties=LOT),
    "equal shares, completed": EqualShares(add_one=AddOne(1), fill=True, ties=LOT),
    "greedy": Greedy(ties=LOT),
    "knapsack": Knapsack(ties=LOT),
    "phragmen": Phragmen(ties=LOT),
}
every_rule = pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
SOME = settings(max_examples=25, deadline=None)


@every_rule
def test_when_all_abstain_nothing_is_chosen(rule: Rule) -> None:
    selection = select(crossed({"a": 5, "b": 0}, [], 10), rule)
    assert (selection.winners, [one.kind for one in selection.refusals]) == (
        (),
        ["unsupported", "unsupported"],
    )


@every_rule
def test_blank_papers_choose_nothing(rule: Rule) -> None:
    assert select(crossed({"a": 5}, ["", ""], 10), rule).winners == ()


@every_rule
def test_one_voter_gets_what_fits(rule: Rule) -> None:
    assert set(select(crossed({"a": 5, "b": 4, "c": 9}, ["ab"], 9), rule).winners) == {"a", "b"}


@every_rule
def test_what_is_free_is_taken_and_what_costs_too_much_is_not(rule: Rule) -> None:
    selection = select(crossed({"a": 0, "b": 11}, ["ab", "ab"], 10), rule)
    assert (selection.winners, selection.spent, selection.refusals) == (
        ("a",),
        0,
        (Refusal("b", "over_budget", "", Fraction(11), Fraction(10)),),
    )


@every_rule
def test_without_any_weight_nothing_is_chosen(rule: Rule) -> None:
    election = crossed({"a": 5, "b": 0}, ["ab", "a"], 10, weights=[0, 0])
    assert select(election, rule).winners == ()


@every_rule
def test_without_money_only_what_is_free_is_chosen(rule: Rule) -> None:
    assert select(crossed({"a": 5, "b": 0}, ["ab"], 0), rule).winners == ("b",)


@every_rule
def test_without_options_there_is_nothing_to_say(rule: Rule) -> None:
    election = Election((), (Voter("v"),), (Approval("v", frozenset()),), 10)
    assert (select(election, rule).winners, select(election, rule).refusals) == ((), ())


@every_rule
@SOME
@given(election=drawn())
def test_a_conflicted_voter_has_no_influence_on_the_option(rule: Rule, election: Election) -> None:
    joined = replace(
        election,
        voters=(*election.voters, Voter("elm")),
        papers=(*election.papers, Approval("elm", frozenset("a"))),
    )
    conflicted = with_option(joined, "a", conflicts=frozenset({"elm"}))
    blank = replace(conflicted, papers=(*election.papers, Approval("elm", frozenset())))
    assert select(conflicted, rule) == select(blank, rule)


@every_rule
@SOME
@given(election=drawn(), homes=st.lists(st.sampled_from(["n", "s", None]), min_size=6, max_size=6))
def test_caps_are_never_exceeded(rule: Rule, election: Election, homes: list[str | None]) -> None:
    options = tuple(
        replace(option, home=home, own_shares={"elm": option.cost // 2})
        for option, home in zip(election.options, homes, strict=False)
    )
    limits = Limits(home_cap=Fraction(49, 100), own_share_caps={"elm": 4})
    chosen = winners_of(replace(election, options=options), rule, limits)
    won = [option for option in options if option.key in chosen]
    by_home = {home: sum(one.cost for one in won if one.home == home) for home in "ns"}
    own = sum(one.own_shares["elm"] for one in won)
    assert (max(by_home.values()) * 100 <= 49 * election.budget, own <= 4) == (True, True)


@every_rule
@SOME
@given(election=drawn(), unit=st.integers(2, 100))
def test_order_and_unit_of_money_change_nothing(rule: Rule, election: Election, unit: int) -> None:
    other = replace(
        election,
        options=tuple(replace(o, cost=o.cost * unit) for o in reversed(election.options)),
        voters=election.voters[::-1],
        papers=election.papers[::-1],
        budget=election.budget * unit,
    )
    if isinstance(rule, EqualShares) and rule.add_one:
        rule_there: Rule = replace(rule, add_one=AddOne(unit))
    else:
        rule_there = rule
    assert select(other, rule_there).winners == select(election, rule).winners


@every_rule
@SOME
@given(election=drawn())
def test_two_papers_of_half_the_weight_are_one(rule: Rule, election: Election) -> None:
    split = replace(
        election,
        voters=tuple(
            replace(voter, key=voter.key + part, weight=Fraction(voter.weight) / 2)
            for voter in election.voters
            for part in ("", "'")
        ),
        papers=tuple(
            replace(paper, voter=paper.voter + part)
            for paper in election.papers
            for part in ("", "'")
        ),
    )
    assert select(split, rule).winners == select(election, rule).winners


@pytest.mark.parametrize("rule", [RULES["greedy"], RULES["knapsack"]], ids=["greedy", "knapsack"])
@SOME
@given(election=drawn())
def test_another_vote_for_a_winner_keeps_it(rule: Rule, election: Election) -> None:
    """Greedy and knapsack promise it; Equal Shares and Phragmén do not."""
    for key in select(election, rule).winners:
        joined = replace(
            election,
            voters=(*election.voters, Voter("elm")),
            papers=(*election.papers, Approval("elm", frozenset({key}))),
        )
        assert key in select(joined, rule).winners
