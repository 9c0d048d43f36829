"""From the top until the money is out."""

from fractions import Fraction

from hypothesis import given, settings

from regiowerk.decide.ballots.domain.elections import Election
from regiowerk.decide.ballots.domain.greedy import Greedy, greedy
from regiowerk.decide.ballots.domain.limits import Refusal
from regiowerk.decide.ballots.domain.outcomes import Round, Selection
from regiowerk.decide.ballots.tests.elections import LOT, crossed, drawn, with_option

ELECTION = crossed({"a": 70, "b": 40, "c": 20, "d": 200}, ["abd", "abd", "ac", "d"], 100)


def test_what_does_not_fit_is_passed_over() -> None:
    assert greedy(ELECTION, Greedy(ties=LOT)) == Selection(
        rule="greedy",
        winners=("a", "c"),
        rounds=(
            Round("a", "rule", Fraction(0), Fraction(3), Fraction(3), "b", Fraction(1)),
            Round("c", "rule", Fraction(0), Fraction(1), Fraction(1), None, None),
        ),
        refusals=(
            Refusal("b", "over_budget", "", Fraction(40), Fraction(10)),
            Refusal("d", "over_budget", "", Fraction(200), Fraction(10)),
        ),
        reserve=(frozenset("b"),),
        spent=90,
        stretched=100,
    )


def test_the_count_can_end_at_what_does_not_fit() -> None:
    selection = greedy(ELECTION, Greedy(skips=False, ties=LOT))
    assert (selection.winners, selection.refusals[1], selection.reserve) == (
        ("a",),
        Refusal("c", "not_reached"),
        (frozenset("b"), frozenset("c")),
    )


def test_votes_per_cost_prefer_cheap_options() -> None:
    assert greedy(ELECTION, Greedy("votes_per_cost", ties=LOT)).winners == ("c", "b")


def test_a_waiting_option_follows_what_it_needs() -> None:
    election = with_option(crossed({"a": 5, "b": 5}, ["ab", "b"], 10), "b", needs=frozenset("a"))
    assert greedy(election, Greedy(ties=LOT)).winners == ("a", "b")


@settings(max_examples=60, deadline=None)
@given(drawn(points=True))
def test_nothing_wanted_that_fits_is_left(election: Election) -> None:
    selection = greedy(election, Greedy("points", ties=LOT))
    left = election.budget - selection.spent
    votes = election.votes()
    assert left >= 0
    assert not [
        option.key
        for option in election.options
        if option.key not in selection.winners and votes[option.key] and option.cost <= left
    ]
