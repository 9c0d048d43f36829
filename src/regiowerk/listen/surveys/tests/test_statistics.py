"""Every figure that is told, against SciPy and against an example that was printed somewhere."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from hypothesis import assume, given, settings, strategies as st
from scipy import stats

from regiowerk.listen.surveys.domain.evaluation.statistics import (
    Compared,
    chi_square,
    compare,
    expected,
    fisher,
)

TEA = ((3, 1), (1, 3))  # Fisher, "The Design of Experiments" (1935), chapter 2
TWINS = (
    (2, 15),
    (10, 3),
)  # Fisher, J. Roy. Statist. Soc. 98 (1935): convicted brothers of criminals
PARTIES = (
    (762, 327, 468),
    (484, 239, 477),
)  # Agresti, "Categorical Data Analysis" (2007), table 2.5
tables = st.integers(2, 3).flatmap(
    lambda width: st.lists(
        st.lists(st.integers(0, 5), min_size=width, max_size=width), min_size=2, max_size=4
    )
)


def test_the_lady_who_tastes_tea():
    assert fisher(TEA) == pytest.approx(34 / 70)


def test_the_convicted_twins():
    assert fisher(TWINS) == pytest.approx(stats.fisher_exact(TWINS).pvalue)
    assert fisher(TWINS) == pytest.approx(0.0005367, abs=5e-8)


def test_party_and_gender():
    statistic, p_value = chi_square(PARTIES)

    assert (round(statistic, 1), p_value < 0.0001) == (30.1, True)
    assert round(expected(PARTIES)[0][0], 1) == 703.7


@given(st.lists(st.lists(st.integers(0, 9), min_size=2, max_size=2), min_size=2, max_size=2))
@settings(deadline=None)
def test_fisher_is_scipys_for_four_cells(counts):
    assert fisher(counts) == pytest.approx(stats.fisher_exact(counts).pvalue, rel=1e-9)


@given(tables)
@settings(deadline=None)
def test_chi_square_is_scipys(counts):
    table = np.array(counts)
    assume(table.sum(axis=0).all() and table.sum(axis=1).all())
    wanted = stats.chi2_contingency(table, correction=False)

    assert chi_square(counts) == pytest.approx((wanted.statistic, wanted.pvalue), abs=1e-9)


people = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), min_size=1, max_size=7)


@given(people)
@settings(deadline=None, max_examples=40)
def test_larger_tables_are_what_shuffling_would_give(answers):
    """All tables with these margins, by listing who stands in which row and column."""
    table = np.zeros((3, 3), dtype=int)
    for row, column in answers:
        table[row, column] += 1

    assert fisher(table.tolist()) == pytest.approx(_listed(table))


def _listed(table: np.ndarray) -> float:
    rows = np.repeat(np.arange(len(table)), table.sum(axis=1))
    columns = np.repeat(np.arange(table.shape[1]), table.sum(axis=0))
    seen: dict[bytes, int] = {}
    for order in permutations(columns.tolist()):
        found = np.zeros_like(table)
        np.add.at(found, (rows, list(order)), 1)
        seen[found.tobytes()] = seen.get(found.tobytes(), 0) + 1
    here = seen[table.tobytes()]
    return sum(number for number in seen.values() if number <= here) / sum(seen.values())


@pytest.mark.parametrize(
    ("counts", "kind", "n"),
    [
        (((10, 10), (10, 10)), "chi_square", 40),
        (((9, 10), (1, 10)), "fisher", 30),  # 10 * 10 / 30 expected: below 5
        (((10, 0, 10), (10, 0, 10)), "chi_square", 40),  # nobody gave the second answer
    ],
)
def test_small_numbers_are_tested_exactly(counts, kind, n):
    found = compare(counts)

    assert (found.kind, found.n) == (kind, n)


@pytest.mark.parametrize("counts", [((4, 5),), ((4, 0), (5, 0)), ((0, 0), (0, 0))])
def test_where_nothing_differs_nothing_is_tested(counts):
    assert compare(counts) is None


def test_too_many_tables_are_not_counted():
    assert compare([[1] * 30 for _ in range(30)]) is None


def test_a_p_value_comes_with_its_n():
    assert compare(TEA) == Compared("fisher", pytest.approx(34 / 70), 8)
