"""Worked examples of the papers in which the measures were published."""

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from regiowerk.listen.codes.domain.agreement import cohen_kappa, krippendorff_alpha

# A busy machine is no finding.
CALM = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
# Cohen (1960), table 2: 200 patients, three diagnoses, two clinicians; rows are the first one.
COHEN = [[88, 10, 2], [14, 40, 6], [18, 10, 12]]
# Krippendorff (2011): A two observers, binary; B two observers, nominal.
A = ("0100000010", "1110010000")
B = ("aabbdcccedda", "babbbccceddd")


def test_cohens_own_example():
    pairs = [
        (row, column)
        for row, numbers in enumerate(COHEN)
        for column, number in enumerate(numbers)
        for _patient in range(number)
    ]
    found = cohen_kappa(pairs)

    assert (found.units, found.observed, found.coefficient) == (
        200,
        pytest.approx(0.70),
        pytest.approx(0.4915, abs=5e-5),
    )


@pytest.mark.parametrize(("observers", "alpha"), [(A, 0.095), (B, 0.692)])
def test_krippendorffs_examples_with_two_observers(observers, alpha):
    units = list(zip(*observers, strict=True))

    assert krippendorff_alpha(units).coefficient == pytest.approx(alpha, abs=5e-4)


def test_krippendorffs_example_with_four_observers_and_missing_values():
    observers = [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
        [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
    ]
    found = krippendorff_alpha(list(zip(*observers, strict=True)))

    assert (found.units, found.coefficient) == (11, pytest.approx(0.743, abs=5e-4))


def test_where_all_always_said_the_same_there_is_nothing_to_measure():
    pairs = [(1, 1)] * 5

    assert (
        cohen_kappa(pairs).coefficient,
        krippendorff_alpha(pairs).coefficient,
        krippendorff_alpha(pairs).observed,
    ) == (None, None, 1.0)


@pytest.mark.parametrize("measure", [cohen_kappa, krippendorff_alpha])
def test_nothing_judged_by_two_is_refused(measure):
    with pytest.raises(ValueError, match="judged"):
        measure([])


@CALM
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=40))
def test_full_agreement_is_one_and_nothing_is_more(pairs):
    kappa, alpha = cohen_kappa(pairs).coefficient, krippendorff_alpha(pairs).coefficient
    agree = all(one == other for one, other in pairs)

    assert {agree} == {kappa in (None, 1.0), alpha in (None, 1.0)} or not agree
    assert all(value is None or value <= 1 for value in (kappa, alpha))


@CALM
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=40))
def test_it_does_not_matter_who_was_first(pairs):
    turned = [(other, one) for one, other in pairs]

    assert cohen_kappa(pairs) == cohen_kappa(turned)
    assert krippendorff_alpha(pairs) == krippendorff_alpha(turned)
