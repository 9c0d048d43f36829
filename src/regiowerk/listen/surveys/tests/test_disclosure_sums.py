import itertools
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st
from scipy.optimize import linprog

from regiowerk.listen.surveys.domain.disclosure.sums import (
    Amount,
    NegativeError,
    SafeSums,
    may_be_told,
    protect_sum,
    protect_sum_beside,
)
from regiowerk.listen.surveys.domain.disclosure.tables import (
    Axis,
    Cell,
    ClassError,
    Protection,
    Step,
    TwiceError,
)

AXIS = Axis(("A", "B", "C"), is_ordered=True)


def units(code: str, *values: int) -> dict[str, Decimal | int]:
    return {f"{code}{place}": value for place, value in enumerate(values)}


def told(value: int) -> Amount:
    return Amount(Fraction(value), Fraction(value), Fraction(value))


@pytest.mark.parametrize(
    ("values", "is_told"),
    [
        ((100, 50, 10), True),  # 10 left of 100: just enough
        ((100, 50, 9), False),
        ((100, 50), False),
        ((0, 0, 0, 0), False),
        ((5,), False),
    ],
)
def test_the_second_largest_must_not_know_the_largest_closely(values, is_told):
    assert may_be_told(map(Fraction, values), 10) is is_told


def test_sums_and_means_of_groups_where_nobody_dominates():
    sums = protect_sum(
        {"A": units("a", 1, 2, 3, 4, 5, 6), "B": units("b", 7, 7, 7, 7, 7, 7)}, AXIS, Protection()
    )

    assert (sums.groups, sums.sums, sums.total) == (
        (("A",), ("B", "C")),
        (told(21), told(42)),
        told(63),
    )
    assert (sums.means, sums.mean) == ((Fraction(7, 2), Fraction(7)), Fraction(63, 12))


def test_one_dominated_sum_takes_the_smallest_other_with_it():
    sums = protect_sum(
        {
            "A": units("a", 1000, 5, 5, 5, 5, 5),
            "B": units("b", *[90] * 6),
            "C": units("c", *[40] * 6),
        },
        AXIS,
        Protection(),
    )

    hidden = Amount(None, Fraction(0), Fraction(1265))
    assert (sums.sums, sums.total, sums.why) == (
        (hidden, told(540), hidden),
        told(1805),
        (Step("hidden", (2,)),),
    )
    assert sums.means == (None, Fraction(90), None)


def test_a_dominated_total_is_hidden_and_the_other_groups_stand():
    sums = protect_sum(
        {"A": units("a", 10_000, 1, 1, 1, 1, 1), "B": units("b", *[9] * 6)},
        Axis(("A", "B"), is_ordered=False),
        Protection(),
    )

    assert (sums.sums, sums.total, sums.mean) == (
        (Amount(None, Fraction(0), None), told(54)),
        Amount(None, Fraction(54), None),
        None,
    )


def test_too_few_have_no_sum():
    sums = protect_sum({None: units("a", 1, 2, 3)}, None, Protection())

    assert sums == SafeSums((), (), (), None, Cell(None, 0, 5), (Step("too_few", (6,)),))


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({"A": units("a", -1)}, NegativeError),
        ({"D": units("a", 1)}, ClassError),
        ({"A": units("a", 1), "B": units("a", 1)}, TwiceError),
    ],
)
def test_values_that_do_not_fit_are_refused(values, error):
    with pytest.raises(error):
        protect_sum(values, AXIS, Protection())


def highest(sums: SafeSums, values: dict[str, dict[str, int]], known: str, wanted: str) -> float:
    """The most a contributor can think another one's value is; he knows all sums and himself."""
    names = [name for part in values.values() for name in part]
    rows, right = [], []
    for group, amount in [*zip(sums.groups, sums.sums, strict=True), (("*",), sums.total)]:
        inside = [n for code, part in values.items() for n in part if code in group or "*" in group]
        if amount.value is not None:
            rows.append([float(name in inside) for name in names])
            right.append(float(amount.value))
    rows.append([float(name == known) for name in names])
    right.append(float(next(part[known] for part in values.values() if known in part)))
    aim = -np.array([float(name == wanted) for name in names])
    found = linprog(aim, A_eq=rows, b_eq=right, bounds=[(0, None)] * len(names))
    return float("inf") if found.status == 3 else -found.fun


@settings(max_examples=25, deadline=None)
@given(st.data(), st.integers(1, 3))
def test_nobody_estimates_anybody_to_within_p_percent(data, number):
    amounts = st.one_of(st.integers(0, 5), st.sampled_from([0, 40, 1000]))
    values = {
        code: dict(units(code, *data.draw(st.lists(amounts, min_size=2, max_size=5))))
        for code in ["A", "B", "C"][:number]
    }
    protection = Protection(threshold=3)

    sums = protect_sum(values, AXIS, protection)

    if sums.total is None:
        return
    names = [name for part in values.values() for name in part]
    every = {name: value for part in values.values() for name, value in part.items()}
    for wanted in sorted(names, key=every.__getitem__)[-2:]:
        for known in sorted(set(names) - {wanted}, key=every.__getitem__)[-2:]:
            top = highest(sums, values, known, wanted)
            assert top > 0
            assert top >= every[wanted] * 1.1 - 1e-6


# sums of several releases


def contributions(first: int, *values: int) -> dict[str, Decimal | int]:
    return {f"u{first + place}@1": value for place, value in enumerate(values)}


def beside(values, *before) -> Fraction | None:
    total = protect_sum_beside(values, Protection(), [frozenset(one) for one in before]).total
    return total.value if total else None


def test_a_sum_follows_an_earlier_one_when_enough_came():
    old = contributions(0, 5, 5, 5, 5, 5, 5)
    five = contributions(10, 7, 7, 7, 7, 7)

    assert [
        beside(old, old),
        beside(old | five, old),
        beside(old | five | contributions(20, 7), old),
    ] == [Fraction(30), None, Fraction(72)]


def test_a_sum_does_not_follow_when_somebody_left_or_changed():
    old = contributions(0, *[5] * 8)
    more = contributions(20, *[5] * 8)
    changed = {**old, **more, "u0@2": 6}
    del changed["u0@1"]

    assert (beside(changed, old), beside({**dict(list(old.items())[1:]), **more}, old)) == (
        None,
        None,
    )


@given(
    st.lists(st.integers(0, 400), min_size=6, max_size=12),
    st.lists(st.lists(st.integers(0, 400), max_size=9), max_size=3),
)
@settings(deadline=None)
def test_nobody_is_estimated_from_the_sums_of_all_releases(first, later):
    """What came between two sums that were told is a sum as well: it passes the rule by itself."""
    told: list[dict[str, Decimal | int]] = [{}]
    values: dict[str, Decimal | int] = {}
    for number, came in enumerate([first, *later]):
        values = values | contributions(100 * number, *came)
        before = [frozenset(one) for one in told[1:]]
        sums = (
            protect_sum_beside(values, Protection(), before)
            if before
            else protect_sum({None: values}, None, Protection())
        )
        if sums.total is not None and sums.total.value is not None:
            told.append(values)

    for old, new in itertools.pairwise(told):
        falling = sorted((v for unit, v in new.items() if unit not in old), reverse=True)
        assert not falling or sum(falling[2:]) * 10 >= falling[0] > 0
