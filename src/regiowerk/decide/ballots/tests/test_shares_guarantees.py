"""What Equal Shares guarantees, whatever is voted on."""

from dataclasses import replace
from fractions import Fraction

from hypothesis import assume, given, settings, strategies as st

from regiowerk.decide.ballots.domain.elections import Approval, Election, Points, Voter
from regiowerk.decide.ballots.domain.limits import Limits
from regiowerk.decide.ballots.domain.outcomes import Selection
from regiowerk.decide.ballots.domain.shares import AddOne, EqualShares, equal_shares
from regiowerk.decide.ballots.domain.ties import TieRule
from regiowerk.decide.ballots.tests.elections import KEYS, LOT, drawn

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
@given(drawn(), st.integers(1, 5), st.integers(1, 30))
def test_voters_who_cross_only_one_option_get_it_when_their_money_pays_it(
    election: Election, bullets: int, cost: int
) -> None:
    """Bullet vote guarantee: cost at most their share of the budget."""
    options = tuple(
        replace(option, cost=cost) if option.key == "a" else option for option in election.options
    )
    extra = [f"bullet{number}" for number in range(bullets)]
    strengthened = replace(
        election,
        options=options,
        voters=election.voters + tuple(map(Voter, extra)),
        papers=election.papers + tuple(Approval(key, frozenset("a")) for key in extra),
    )
    whole = sum((Fraction(voter.weight) for voter in strengthened.participants), Fraction(0))
    assume(cost * whole <= bullets * election.budget)
    assert "a" in equal_shares(strengthened, EQUAL).winners


@FAST
@given(drawn(), st.integers(1, 6), st.sets(st.sampled_from(KEYS), min_size=1))
def test_a_group_of_one_mind_gets_all_its_share_pays(
    election: Election, size: int, wanted: set[str]
) -> None:
    mine = wanted & set(election.option)
    extra = [f"like{number}" for number in range(size)]
    joined = replace(
        election,
        voters=election.voters + tuple(map(Voter, extra)),
        papers=election.papers + tuple(Approval(key, frozenset(mine)) for key in extra),
    )
    whole = sum((Fraction(voter.weight) for voter in joined.participants), Fraction(0))
    cost = sum(election.option[key].cost for key in mine)
    assume(cost * whole <= size * election.budget)
    assert mine <= set(equal_shares(joined, EQUAL).winners)


@FAST
@given(drawn(), RULES, st.sampled_from(KEYS))
def test_a_conflicted_voter_has_no_influence_on_the_option(
    election: Election, rule: EqualShares, key: str
) -> None:
    assume(key in election.option and election.papers)
    paper = election.papers[0]
    assert isinstance(paper, Approval)
    options = tuple(
        replace(option, conflicts=frozenset({paper.voter})) if option.key == key else option
        for option in election.options
    )
    with_cross = Approval(paper.voter, paper.options | {key})
    without = Approval(paper.voter, paper.options - {key})
    first, second = (
        replace(election, options=options, papers=(changed, *election.papers[1:]))
        for changed in (with_cross, without)
    )
    assert equal_shares(first, rule) == equal_shares(second, rule)


@FAST
@given(drawn(), RULES, st.sampled_from(KEYS), st.integers(1, 12))
def test_a_winner_that_gets_cheaper_still_wins_without_added_money(
    election: Election, rule: EqualShares, key: str, cut: int
) -> None:
    """Holds when each option counts one: the cheaper price only makes the option better."""
    rule = replace(rule, utility="count", add_one=None, fill=False)
    assume(key in equal_shares(election, rule).winners)
    cheaper = replace(
        election,
        options=tuple(
            replace(option, cost=max(0, option.cost - cut)) if option.key == key else option
            for option in election.options
        ),
    )
    assert key in equal_shares(cheaper, rule).winners


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
    selection = equal_shares(election, rule)
    plain = replace(rule, add_one=None)
    for money in range(election.budget, selection.stretched):
        options = tuple(o for o in election.options if o.cost <= election.budget)
        keys = {option.key for option in options}
        smaller = replace(
            election,
            options=options,
            budget=money + 1,
            papers=tuple(
                Approval(paper.voter, paper.options & keys)
                for paper in election.papers
                if isinstance(paper, Approval)
            ),
        )
        if equal_shares(smaller, plain).spent > election.budget:
            raise AssertionError(money)
