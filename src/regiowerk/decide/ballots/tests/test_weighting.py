"""How much a vote counts."""

from fractions import Fraction

import pytest
from hypothesis import given, settings, strategies as st

from regiowerk.decide.ballots.domain.elections import Approval, Election, Option, Voter
from regiowerk.decide.ballots.domain.weighting import (
    Band,
    CapTooLowError,
    Majority,
    MissingPopulationError,
    NoBandError,
    NoPopulationError,
    blend,
    by_bands,
    double_majority,
    one_each,
    proportional,
    reweighted,
    square_root,
    withheld_consent,
)


def town(key: str, population: int | None) -> Voter:
    return Voter(key, population=population)


TOWNS = [town("elm", 60), town("oak", 30), town("ash", 10)]


def test_one_each() -> None:
    assert one_each(TOWNS) == {"elm": Fraction(1), "oak": Fraction(1), "ash": Fraction(1)}


def test_bands_give_the_votes_of_the_highest_band_reached() -> None:
    assert by_bands(TOWNS, [Band(0, 1), Band(30, 2), Band(61, 3)]) == {"elm": 2, "oak": 2, "ash": 1}


def test_a_population_below_all_bands_is_an_error() -> None:
    with pytest.raises(NoBandError) as caught:
        by_bands(TOWNS, [Band(20, 1)])
    assert (caught.value.voter, caught.value.population) == ("ash", 10)


def test_shares_follow_the_population() -> None:
    assert proportional(TOWNS) == {
        "elm": Fraction(3, 5),
        "oak": Fraction(3, 10),
        "ash": Fraction(1, 10),
    }


def test_what_is_cut_off_is_redistributed_until_nobody_is_above_the_cap() -> None:
    assert proportional(TOWNS, Fraction(2, 5)) == {
        "elm": Fraction(2, 5),
        "oak": Fraction(2, 5),
        "ash": Fraction(1, 5),
    }


def test_a_cap_can_leave_a_share_to_voters_without_inhabitants() -> None:
    assert proportional([town("elm", 5), town("oak", 0)], Fraction(3, 5)) == {
        "elm": Fraction(3, 5),
        "oak": Fraction(2, 5),
    }


def test_too_low_a_cap_is_an_error() -> None:
    with pytest.raises(CapTooLowError) as caught:
        proportional(TOWNS, Fraction(1, 4))
    assert (caught.value.cap, caught.value.voters) == (Fraction(1, 4), 3)


def test_nobody_has_a_share_of_no_population() -> None:
    with pytest.raises(NoPopulationError):
        proportional([town("elm", 0)])


def test_missing_populations_are_named() -> None:
    with pytest.raises(MissingPopulationError) as caught:
        square_root([town("oak", None), town("elm", None), town("ash", 1)])
    assert caught.value.voters == ("elm", "oak")


def test_square_roots_are_rounded_to_the_nearest() -> None:
    towns = [town(str(number), number) for number in (0, 2, 3, 6, 7, 12, 13, 10_000)]
    assert square_root(towns) == {
        "0": 0, "2": 1, "3": 2, "6": 2, "7": 3, "12": 3, "13": 4, "10000": 100
    }  # fmt: skip


def test_a_blend_lies_between_people_and_organisations() -> None:
    assert blend(TOWNS, Fraction(1, 2)) == {
        "elm": Fraction(7, 15),
        "oak": Fraction(19, 60),
        "ash": Fraction(13, 60),
    }


def test_one_vote_each_needs_no_population() -> None:
    assert blend([town("elm", None), town("oak", None)], Fraction(1)) == {
        "elm": Fraction(1, 2),
        "oak": Fraction(1, 2),
    }


def test_a_blend_outside_its_ends_is_refused() -> None:
    with pytest.raises(ValueError, match="2"):
        blend(TOWNS, Fraction(2))


def test_reweighting_changes_only_weights() -> None:
    election = Election(
        (Option("bus"),), (Voter("elm"), Voter("oak")), (Approval("elm", frozenset()),)
    )
    assert reweighted(election, {"elm": Fraction(3)}) == Election(
        (Option("bus"),),
        (Voter("elm", weight=Fraction(3)), Voter("oak")),
        (Approval("elm", frozenset()),),
    )


def test_a_double_majority_needs_voters_and_people() -> None:
    assert double_majority(TOWNS, {"elm"}) == Majority(
        Fraction(1, 3), Fraction(3, 5), is_reached=False
    )
    assert double_majority(TOWNS, {"oak", "ash"}) == Majority(
        Fraction(2, 3), Fraction(2, 5), is_reached=False
    )
    assert double_majority(TOWNS, {"elm", "ash"}) == Majority(
        Fraction(2, 3), Fraction(7, 10), is_reached=True
    )


def test_a_half_is_no_majority() -> None:
    towns = [town("elm", 5), town("oak", 5)]
    assert double_majority(towns, {"elm"}) == Majority(
        Fraction(1, 2), Fraction(1, 2), is_reached=False
    )


def test_who_pays_has_to_consent() -> None:
    option = Option("pool", own_shares={"oak": 5, "elm": 5, "ash": 0})
    assert withheld_consent(option, {"elm"}) == ("oak",)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=8), st.integers(1, 8))
def test_capped_shares_make_a_whole_and_keep_the_cap(people: list[int], slack: int) -> None:
    towns = [town(str(number), amount) for number, amount in enumerate([*people, 1])]
    cap = min(Fraction(1), Fraction(1, len(towns)) * (1 + Fraction(slack, 4)))
    shares = proportional(towns, cap)
    assert (sum(shares.values()), max(shares.values()) <= cap) == (1, True)
    assert all(
        shares[a.key] <= shares[b.key]
        for a in towns
        for b in towns
        if (a.population or 0) <= (b.population or 0)
    )
