"""A file with its outcome is counted again by the rule it names."""

from fractions import Fraction

import pytest

from regiowerk.decide.ballots.domain.certificates import certify
from regiowerk.decide.ballots.domain.elections import Points
from regiowerk.decide.ballots.domain.greedy import Greedy
from regiowerk.decide.ballots.domain.pabulib import Finding, PbFile, Published, from_pb
from regiowerk.decide.ballots.domain.published import (
    Comparison,
    Figure,
    NegativePointsError,
    Variant,
    agreeing,
    recount,
    with_points,
)
from regiowerk.decide.ballots.domain.reading import UnknownRuleError
from regiowerk.decide.ballots.domain.selecting import select
from regiowerk.decide.ballots.domain.shares import EqualShares

FILE = """META
key;value
rule;equalshares/add1
vote_type;approval
budget;100
num_projects;3
num_votes;3
PROJECTS
project_id;cost;votes;score;selected
a;30;2;2;1
b;60;2;2;1
c;20;1;1;0
VOTES
voter_id;vote
1;b
2;a
3;a,b,c
"""


def changed(*changes: tuple[str, str]) -> PbFile:
    text = FILE
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return from_pb(text)


def test_the_outcome_a_file_states_is_read() -> None:
    assert changed(("c;20;1;1;0", "c;20;1;;2")).published == Published(
        winners=frozenset("ab"),
        special=frozenset("c"),
        votes={"a": 2, "b": 2, "c": 1},
        points={"a": 2, "b": 2},
    )


def test_a_file_without_an_outcome_agrees_with_nothing() -> None:
    read = from_pb(FILE.replace(";selected", "").replace("2;1\n", "2\n").replace("1;0\n", "1\n"))
    found = recount(read)
    assert (read.published.winners, found.published, found.agrees) == (None, None, None)


def test_money_is_added_until_one_unit_more_for_every_vote_is_too_much() -> None:
    found = recount(from_pb(FILE))
    assert (found.selection.winners, found.agrees, found.selection.stretched) == (
        ("a", "b"),
        True,
        192_00,
    )


def test_ending_as_soon_as_nothing_more_fits_lets_another_option_win() -> None:
    """The same papers, the same rule by name: what the name leaves open decides."""
    found = recount(from_pb(FILE), variant=Variant(stops=True))
    assert (found.selection.winners, found.gained, found.lost, found.agrees) == (
        ("a", "c"),
        frozenset("c"),
        frozenset("b"),
        False,
    )


def test_the_variants_that_give_the_published_outcome_are_named() -> None:
    assert agreeing(from_pb(FILE)) == (Variant(), Variant(is_rounded=False))
    other = changed(("b;60;2;2;1", "b;60;2;2;0"), ("c;20;1;1;0", "c;20;1;1;1"))
    assert (Variant(stops=True) in agreeing(other), Variant() in agreeing(other)) == (True, False)
    assert agreeing(changed(("c;20;1;1;0", "c;20;1;1;1"))) == ()


def test_the_figures_towns_publish() -> None:
    found = recount(from_pb(FILE))
    assert found.figures == (
        Figure("a", Fraction(2), Fraction(2), Fraction(15_00), Fraction(30_00)),
        Figure("b", Fraction(2), Fraction(2), Fraction(30_00), Fraction(60_00)),
    )
    assert sum(one.paid for one in found.figures) == found.selection.spent


def test_the_certificate_proves_a_recount() -> None:
    found = recount(from_pb(FILE))
    assert isinstance(found.rule, EqualShares)
    assert certify(found.election, found.selection, found.rule).stretched == 192_00


def test_greedy_goes_down_the_list_and_skips_or_ends() -> None:
    read = changed(("budget;100", "budget;60"), ("equalshares/add1", "greedy"))
    skipping, ending = (recount(read, name).selection.winners for name in ("", "greedy-no-skip"))
    assert (skipping, ending) == (("a", "c"), ("a",))


def test_an_option_below_the_threshold_of_votes_is_not_chosen() -> None:
    read = changed(("budget;100", "min_project_score_threshold;2\nbudget;999"))
    assert recount(read, "greedy-threshold").selection.winners == ("a", "b")


POINTS = (("approval", "cumulative"), ("voter_id;vote", "voter_id;vote;points"))


@pytest.mark.parametrize("kind", ["cumulative", "scoring"])
def test_points_and_marks_are_counted_as_points(kind: str) -> None:
    read = changed(
        ("approval", kind),
        ("id;vote", "id;vote;points"),
        ("a,b,c", "a,b,c;1,1,9"),
        ("1;b", "1;b;1"),
    )
    assert with_points(read).points()["c"] == 9
    assert recount(read, "greedy").rule == Greedy("points", ties=recount(read, "greedy").rule.ties)
    assert recount(read, "greedy").selection.winners[0] == "c"
    rule = recount(read).rule
    assert isinstance(rule, EqualShares)
    assert rule.utility == "points"


def test_ranks_are_borda_points_of_the_longest_list_allowed() -> None:
    read = changed(("approval", "ordinal\nmax_length;4"), ("a,b,c", "c,a,b"))
    assert with_points(read).papers[-1] == Points("3", {"c": 4, "a": 3, "b": 2})
    assert recount(read, "greedy").selection.winners == ("a", "b")


def test_one_cross_is_a_paper_of_crosses() -> None:
    read = changed(("approval", "choose-1"), ("a,b,c", "c"))
    assert (read.findings, recount(read, "greedy").selection.winners[0]) == ((), "c")


def test_votes_the_papers_do_not_carry_are_named() -> None:
    assert recount(changed(("a;30;2;2", "a;30;3;2"))).misstated == ("a",)


def test_what_is_equal_in_everything_goes_by_the_order_of_the_file_and_is_said() -> None:
    read = changed(
        ("b;60", "b;30"), ("c;20;1;1", "c;30;2;2"), ("1;b", "1;b,c"), ("budget;100", "budget;30")
    )
    found = recount(read, "greedy")
    assert (found.selection.winners, found.is_settled_by_order) == (("a",), True)
    assert not recount(from_pb(FILE)).is_settled_by_order


@pytest.mark.parametrize("name", ["unknown", "greedy-custom", "greedy-exclusive", "comparison"])
def test_a_rule_the_file_does_not_tell_is_not_guessed(name: str) -> None:
    with pytest.raises(UnknownRuleError) as caught:
        recount(from_pb(FILE), name)
    assert caught.value.name == name.removesuffix("-comparison")


def test_the_comparison_step_keeps_what_more_people_get_more_from() -> None:
    read = from_pb(FILE)
    found = recount(read, "equalshares/add1-comparison", Variant(stops=True))
    assert (found.comparison, found.selection.rule, found.selection.winners) == (
        Comparison(Fraction(0), Fraction(2)),
        "greedy",
        ("a", "b"),
    )
    kept = recount(read, "equalshares/add1-comparison")
    assert (kept.comparison, kept.selection.rule) == (
        Comparison(Fraction(0), Fraction(0)),
        "equal_shares",
    )


def test_a_repeated_cross_is_one_vote_and_told() -> None:
    """A file of a real town named one option twice; counting it twice lets another option win."""
    read = changed(("2;a\n", "2;a,a\n"))
    assert (read.findings, recount(read).misstated) == ((Finding("repeated_option", 16, "a"),), ())


SCORED = (
    ("approval", "scoring"),
    ("id;vote", "id;vote;points"),
    ("a,b,c", "a,b,c;1,1,9"),
    ("1;b", "1;b;1"),
)


def test_a_threshold_of_points_is_one_of_points() -> None:
    read = changed(*SCORED, ("budget;100", "min_project_score_threshold;2\nbudget;999"))
    free = changed(*SCORED, ("budget;100", "budget;999"))

    winners = recount(read, "greedy-threshold").selection.winners
    points = with_points(free).points()

    assert set(winners) == {key for key, sum_of in points.items() if sum_of >= 2}
    assert set(winners) < {key for key, sum_of in points.items() if sum_of}
    assert recount(read, "greedy-threshold").misstated == recount(free, "greedy").misstated


def test_what_a_paper_does_not_name_gets_the_default_mark() -> None:
    plain = with_points(changed(*SCORED)).points()
    read = changed(*SCORED, ("budget;100", "default_score;3\nbudget;100"))

    assert with_points(read).points() == {
        key: value + 3 * sum(key not in paper.scores for paper in changed(*SCORED).election.papers)
        for key, value in plain.items()
    }


@pytest.mark.parametrize(
    "change", [("1;b;1", "1;b;-1"), ("budget;100", "default_score;-1\nbudget;100")]
)
def test_points_below_zero_are_not_counted_as_something_else(change: tuple[str, str]) -> None:
    read = changed(*SCORED, change)

    assert read.has_negative_points
    with pytest.raises(NegativePointsError):
        recount(read, "greedy")


@pytest.mark.parametrize(
    ("name", "rule", "budget"), [("greedy", Greedy(), 30), ("equalshares", EqualShares(), 60)]
)
def test_a_tie_for_second_place_needs_no_lot_as_it_decides_nothing(
    name: str, rule: Greedy | EqualShares, budget: int
) -> None:
    alike = (("b;60", "b;20"), ("1;b", "1;a"), ("budget;100", f"budget;{budget}"))
    read = changed(*alike)

    found = recount(read, name)
    assert select(read.election, rule) == found.selection
    assert found.selection.rounds[0].runner_up is None
    assert found.selection.winners == ("a",)
    assert not found.is_settled_by_order
