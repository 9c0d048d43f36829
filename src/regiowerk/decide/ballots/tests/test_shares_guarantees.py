"""What Equal Shares guarantees, whatever is voted on."""

from dataclasses import replace
from fractions import Fraction
from math import ceil, floor

from hypothesis import given, settings, strategies as st

from regiowerk.decide.ballots.domain.elections import Approval, Election, Points, Voter
from regiowerk.decide.ballots.domain.limits import Limits
from regiowerk.decide.ballots.domain.outcomes import Selection
from regiowerk.decide.ballots.domain.purses import grouped
from regiowerk.decide.ballots.domain.shares import AddOne, EqualShares, base_run, equal_shares
from regiowerk.decide.ballots.domain.ties import TieRule
from regiowerk.decide.ballots.tests.elections import KEYS, LOT, drawn, with_option

EQUAL = EqualShares(ties=LOT)
RULES = st.builds(
    EqualShares,
    utility=st.sampled_from(["cost", "count"]),
    add_one=st.sampled_from([None, AddOne(1)]),
    fill=st.booleans(),
    ties=st.just(LOT),
)
FAST = settings(max_examples=40, deadline=None)


@FAST
@given(drawn(), RULES, st.randoms(use_true_random=False))
def test_the_order_of_voters_papers_and_options_does_not_matter(
    election: Election, rule: EqualShares, random: object
) -> None:
    shuffled = replace(
        election,
        options=tuple(reversed(election.options)),
        voters=tuple(reversed(election.voters)),
        papers=tuple(sorted(election.papers, key=lambda paper: random.random())),  # type: ignore[attr-defined]
    )
    assert equal_shares(shuffled, rule) == equal_shares(election, rule)


@FAST
@given(drawn(), RULES)
def test_names_do_not_matter(election: Election, rule: EqualShares) -> None:
    names = dict(zip(KEYS, "zyxwvu", strict=True))
    renamed = replace(
        election,
        options=tuple(replace(option, key=names[option.key]) for option in election.options),
        papers=tuple(
            Approval(paper.voter, frozenset(names[key] for key in paper.options))
            for paper in election.papers
            if isinstance(paper, Approval)
        ),
    )
    lot = TieRule(lot=tuple("zyxwvu"))
    winners = equal_shares(renamed, replace(rule, ties=lot)).winners
    assert winners == tuple(names[key] for key in equal_shares(election, rule).winners)


@FAST
@given(drawn(), RULES, st.integers(2, 100))
def test_the_unit_of_money_does_not_matter(
    election: Election, rule: EqualShares, unit: int
) -> None:
    options = tuple(replace(option, cost=option.cost * unit) for option in election.options)
    other = replace(election, options=options, budget=election.budget * unit)
    step = rule.add_one and AddOne(unit)
    assert (
        equal_shares(other, replace(rule, add_one=step)).winners
        == equal_shares(election, rule).winners
    )


@FAST
@given(drawn(), RULES)
def test_a_vote_of_weight_two_is_two_votes(election: Election, rule: EqualShares) -> None:
    double = replace(
        election, voters=tuple(replace(voter, weight=voter.weight * 2) for voter in election.voters)
    )
    split = replace(
        election,
        voters=election.voters
        + tuple(replace(voter, key=voter.key + "'") for voter in election.voters),
        papers=election.papers
        + tuple(replace(paper, voter=paper.voter + "'") for paper in election.papers),
    )
    assert _without_payers(equal_shares(split, rule)) == _without_payers(equal_shares(double, rule))


def _without_payers(selection: Selection) -> Selection:
    rounds = tuple(replace(found, paid_by={}) for found in selection.rounds)
    return replace(selection, rounds=rounds)


@FAST
@given(drawn(points=True))
def test_one_point_for_everything_is_a_cross(election: Election) -> None:
    papers = [paper for paper in election.papers if isinstance(paper, Points)]
    ones = replace(
        election, papers=tuple(Points(p.voter, dict.fromkeys(p.points, 1)) for p in papers)
    )
    crosses = replace(
        election, papers=tuple(Approval(p.voter, frozenset(p.points)) for p in papers)
    )
    assert equal_shares(ones, EqualShares("points", ties=LOT)) == equal_shares(
        crosses, EqualShares("count", ties=LOT)
    )


@FAST
@given(drawn(), RULES)
def test_the_budget_is_kept(election: Election, rule: EqualShares) -> None:
    selection = equal_shares(election, rule)
    costs = sum(election.option[key].cost for key in selection.winners)
    assert (selection.spent, selection.spent <= election.budget) == (costs, True)


@FAST
@given(drawn(), RULES)
def test_supporters_pay_exactly_the_cost_and_no_more_than_they_have(
    election: Election, rule: EqualShares
) -> None:
    selection = equal_shares(election, rule)
    paid: dict[str, Fraction] = {}
    for found in selection.rounds:
        if found.phase == "rule":
            assert sum(found.paid_by.values()) == election.option[found.option].cost
        for voter, amount in found.paid_by.items():
            paid[voter] = paid.get(voter, Fraction(0)) + amount
    whole = sum((Fraction(voter.weight) for voter in election.participants), Fraction(0))
    assert all(
        amount <= selection.stretched * election.voter[voter].weight / whole
        for voter, amount in paid.items()
    )


@FAST
@given(drawn(), RULES)
def test_every_option_is_won_or_refused_once(election: Election, rule: EqualShares) -> None:
    selection = equal_shares(election, rule)
    named = [*selection.winners, *(refusal.option for refusal in selection.refusals)]
    assert sorted(named) == sorted(election.option)


@FAST
@given(drawn(), RULES)
def test_filling_leaves_nothing_that_fits(election: Election, rule: EqualShares) -> None:
    filled = equal_shares(election, replace(rule, fill=True))
    left = election.budget - filled.spent
    votes = election.votes()
    assert not [
        option.key
        for option in election.options
        if option.key not in filled.winners and votes[option.key] and option.cost <= left
    ]


@FAST
@given(drawn(), st.integers(1, 5))
def test_voters_who_cross_only_one_option_get_it_when_their_money_pays_it(
    election: Election, bullets: int
) -> None:
    """Bullet vote guarantee, at the highest cost their share of the budget pays."""
    joined = _joined_by(election, bullets, frozenset("a"))
    cost = floor(bullets * joined.budget / _weight(joined))
    assert "a" in equal_shares(with_option(joined, "a", cost=cost), EQUAL).winners


@FAST
@given(drawn(), st.integers(1, 6), st.sets(st.sampled_from(KEYS), min_size=1))
def test_a_group_of_one_mind_gets_all_its_share_pays(
    election: Election, size: int, wanted: set[str]
) -> None:
    mine = frozenset(wanted & set(election.option))
    joined = _joined_by(election, size, mine)
    cost = sum(election.option[key].cost for key in mine)
    joined = replace(joined, budget=ceil(cost * _weight(joined) / size))
    assert mine <= set(equal_shares(joined, EQUAL).winners)


def _joined_by(election: Election, size: int, crosses: frozenset[str]) -> Election:
    extra = [f"new{number}" for number in range(size)]
    return replace(
        election,
        voters=election.voters + tuple(map(Voter, extra)),
        papers=election.papers + tuple(Approval(key, crosses) for key in extra),
    )


def _weight(election: Election) -> Fraction:
    return sum((Fraction(voter.weight) for voter in election.participants), Fraction(0))


@FAST
@given(drawn(), RULES)
def test_a_conflicted_voter_has_no_influence_on_the_option(
    election: Election, rule: EqualShares
) -> None:
    joined = _joined_by(election, 1, frozenset("a"))
    paper = joined.papers[-1]
    conflicted = with_option(joined, "a", conflicts=frozenset({paper.voter}))
    blank = replace(conflicted, papers=(*joined.papers[:-1], Approval(paper.voter, frozenset())))
    assert equal_shares(conflicted, rule) == equal_shares(blank, rule)


@FAST
@given(drawn(), st.integers(1, 12))
def test_a_winner_that_gets_cheaper_still_wins_where_options_count_one(
    election: Election, cut: int
) -> None:
    rule = EqualShares("count", ties=LOT)
    for key in equal_shares(election, rule).winners:
        cost = max(0, election.option[key].cost - cut)
        assert key in equal_shares(with_option(election, key, cost=cost), rule).winners


@FAST
@given(drawn(), RULES, st.lists(st.sampled_from(["n", "s", None]), min_size=6, max_size=6))
def test_caps_are_never_exceeded(
    election: Election, rule: EqualShares, homes: list[str | None]
) -> None:
    options = tuple(
        replace(option, home=home, own_shares={"elm": option.cost // 2})
        for option, home in zip(election.options, homes, strict=False)
    )
    limits = Limits(home_cap=Fraction(49, 100), own_share_caps={"elm": 4})
    chosen = equal_shares(replace(election, options=options), rule, limits).winners
    by_key = {option.key: option for option in options}
    by_home = {
        home: sum(by_key[key].cost for key in chosen if by_key[key].home == home) for home in "ns"
    }
    own = sum(by_key[key].own_shares["elm"] for key in chosen)
    assert (max(by_home.values()) * 100 <= 49 * election.budget, own <= 4) == (True, True)


@FAST
@given(drawn(), st.sampled_from(["cost", "count"]))
def test_leaps_in_added_money_miss_no_step(election: Election, utility: str) -> None:
    rule = EqualShares(utility, add_one=AddOne(1), ties=LOT)  # type: ignore[arg-type]
    groups = grouped(election, scored=False)
    run = base_run(election, rule, Limits(), groups, election.budget)
    while run.lacking:
        more = base_run(election, rule, Limits(), groups, run.money + 1)
        if more.ledger.spent > election.budget:
            break
        run = more
    selection = equal_shares(election, rule)
    assert (selection.stretched, selection.rounds) == (run.money, run.rounds)
