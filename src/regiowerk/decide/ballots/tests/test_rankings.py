"""Orders without a budget."""

from collections.abc import Mapping
from fractions import Fraction

import pytest
from hypothesis import given, settings, strategies as st

from regiowerk.decide.ballots.domain.duels import duels
from regiowerk.decide.ballots.domain.elections import (
    Approval,
    Election,
    Option,
    Pairwise,
    Points,
    Ranking,
    Scores,
    UnsuitablePapersError,
    Voter,
)
from regiowerk.decide.ballots.domain.rankings import (
    Order,
    borda,
    by_approval,
    by_points,
    by_scores,
    condorcet_winner,
    copeland,
    schulze,
    smith_set,
)


def ranked(profile: Mapping[str, int]) -> Election:
    """ "AB=C" prefers A to B and B as C; the number is the weight of the voter."""
    rows = [
        (Voter(text, weight=weight), Ranking(text, _tiers(text)))
        for text, weight in profile.items()
    ]
    keys = sorted({key for text in profile for key in text if key != "="})
    return Election(
        tuple(map(Option, keys)), tuple(row[0] for row in rows), tuple(row[1] for row in rows)
    )


def _tiers(text: str) -> tuple[frozenset[str], ...]:
    tiers: list[set[str]] = []
    for before, key in zip(" " + text, text, strict=False):
        if key != "=" and before == "=":
            tiers[-1].add(key)
        elif key != "=":
            tiers.append({key})
    return tuple(map(frozenset, tiers))


def rows(*keys: str) -> tuple[frozenset[str], ...]:
    return tuple(map(frozenset, keys))


TENNESSEE = {"MNCK": 42, "NCKM": 26, "CKNM": 15, "KCNM": 17}
SCHULZE_2011 = {
    "ACBED": 5, "ADECB": 5, "BEDAC": 8, "CABED": 3, "CAEBD": 7, "CBADE": 2, "DCEBA": 7, "EBADC": 8
}  # fmt: skip


def test_borda_counts_tennessee() -> None:
    assert borda(duels(ranked(TENNESSEE))).values == {"N": 194, "C": 173, "M": 126, "K": 107}


def test_condorcet_winner_of_tennessee() -> None:
    assert condorcet_winner(duels(ranked(TENNESSEE))) == "N"


def test_schulze_orders_his_own_example() -> None:
    assert schulze(duels(ranked(SCHULZE_2011))) == rows("E", "A", "C", "B", "D")


def test_a_circle_has_no_winner_and_is_one_tier() -> None:
    circle = duels(ranked({"ABC": 1, "BCA": 1, "CAB": 1}))
    assert (condorcet_winner(circle), smith_set(circle), schulze(circle)) == (
        None,
        frozenset("ABC"),
        rows("ABC"),
    )


def test_the_smith_set_leaves_out_who_loses_to_all() -> None:
    assert smith_set(duels(ranked({"ABCD": 1, "BCAD": 1, "CABD": 1}))) == frozenset("ABC")


def test_copeland_counts_duels_and_half_for_a_draw() -> None:
    assert copeland(duels(ranked({"A=BC": 1}))) == Order(
        {"A": Fraction(3, 2), "B": Fraction(3, 2), "C": Fraction(0)}
    )


def test_borda_gives_ties_the_average_rank() -> None:
    assert borda(duels(ranked({"A=BCD": 2, "D": 1}))).values == {"A": 6, "B": 6, "C": 3, "D": 3}


def test_what_a_ranking_does_not_name_stands_last() -> None:
    election = Election(tuple(map(Option, "AB")), (Voter("v"),), (Ranking("v", rows("B")),))
    assert schulze(duels(election)) == rows("B", "A")


def test_crosses_are_ordered_by_weight() -> None:
    election = Election(
        tuple(map(Option, "ABC")),
        (Voter("v", weight=2), Voter("w")),
        (Approval("v", frozenset("AB")), Approval("w", frozenset("AC"))),
    )
    assert (by_approval(election).tiers, schulze(duels(election))) == (rows("A", "B", "C"),) * 2


def test_papers_with_too_many_points_are_named_and_not_counted() -> None:
    election = Election(
        tuple(map(Option, "AB")),
        (Voter("v"), Voter("w"), Voter("u")),
        (Points("w", {"A": 9, "B": 2}), Points("v", {"A": 3, "B": 7}), Points("u", {"A": 4})),
    )
    assert by_points(election, cap=10) == Order(
        {"A": Fraction(7), "B": Fraction(7)}, refused=("w",)
    )


SCORED = Election(
    (Option("A"), Option("B", conflicts=frozenset({"w"})), Option("C")),
    (Voter("v", weight=2), Voter("w"), Voter("u")),
    (Scores("v", {"A": 1, "B": 5}), Scores("w", {"A": 4, "B": 0}), Scores("u", {"A": 2})),
)


def test_marks_not_given_are_missing_and_not_zero() -> None:
    order = by_scores(SCORED)
    assert (order, order.tiers) == (
        Order(
            {"A": Fraction(2), "B": Fraction(5)},
            frozenset("C"),
            {"A": Fraction(0), "B": Fraction(2), "C": Fraction(4)},
        ),
        rows("B", "A", "C"),
    )


def test_the_median_of_an_even_weight_lies_between_both_middles() -> None:
    assert by_scores(SCORED, "median").values == {"A": Fraction(3, 2), "B": Fraction(5)}


def test_the_median_is_the_mark_that_holds_the_middle() -> None:
    election = Election(
        (Option("A"),),
        (Voter("v", weight=3), Voter("w")),
        (Scores("v", {"A": 1}), Scores("w", {"A": 9})),
    )
    assert by_scores(election, "median").values == {"A": 1}


def test_points_and_marks_are_read_from_their_own_papers() -> None:
    with pytest.raises(UnsuitablePapersError):
        by_points(SCORED)
    with pytest.raises(UnsuitablePapersError):
        by_scores(ranked({"AB": 1}))


def test_compared_pairs_are_duels() -> None:
    election = Election(
        (Option("A"), Option("B"), Option("C", conflicts=frozenset({"w"}))),
        (Voter("v", weight=2), Voter("w")),
        (
            Pairwise("v", frozenset({("A", "B"), ("B", "C")})),
            Pairwise("w", frozenset({("C", "B")})),
        ),
    )
    found = duels(election)
    assert (schulze(found), found.won("C", "B"), found.margin("C", "B")) == (
        rows("A", "B", "C"),
        Fraction(0),
        Fraction(-2),
    )


def test_marks_are_compared_only_where_both_were_given() -> None:
    found = duels(SCORED)
    assert (found.won("B", "A"), found.won("A", "B"), found.won("A", "C")) == (
        Fraction(2),
        Fraction(0),
        Fraction(0),
    )


def test_without_papers_all_are_equal() -> None:
    empty = duels(Election(tuple(map(Option, "AB")), (), ()))
    assert (schulze(empty), smith_set(empty), condorcet_winner(empty)) == (
        rows("AB"),
        frozenset("AB"),
        None,
    )


def test_huge_weights_stay_exact() -> None:
    huge = 2**70
    assert duels(ranked({"AB": huge + 1, "BA": huge})).margin("A", "B") == 1


PROFILES = st.dictionaries(
    st.permutations("ABCD").map("".join), st.integers(1, 4), min_size=1, max_size=6
)


@settings(max_examples=60, deadline=None)
@given(PROFILES)
def test_a_condorcet_winner_wins_by_schulze_and_copeland(profile: dict[str, int]) -> None:
    found = duels(ranked(profile))
    winner = condorcet_winner(found)
    if winner is not None:
        assert (schulze(found)[0], copeland(found).tiers[0], smith_set(found)) == (
            frozenset({winner}),
        ) * 3


@settings(max_examples=60, deadline=None)
@given(PROFILES)
def test_schulze_elects_from_the_smith_set(profile: dict[str, int]) -> None:
    found = duels(ranked(profile))
    assert schulze(found)[0] <= smith_set(found)


@settings(max_examples=40, deadline=None)
@given(PROFILES)
def test_new_names_change_nothing_else(profile: dict[str, int]) -> None:
    names = str.maketrans("ABCD", "DCAB")
    renamed = {text.translate(names): weight for text, weight in profile.items()}
    assert schulze(duels(ranked(renamed))) == tuple(
        frozenset(key.translate(names) for key in tier) for tier in schulze(duels(ranked(profile)))
    )
