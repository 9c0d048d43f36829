import pytest
from hypothesis import given, settings, strategies as st

from regiowerk.listen.surveys.domain.disclosure.merging import Merged, merge
from regiowerk.listen.surveys.domain.disclosure.tables import (
    Axis,
    KnownError,
    PercentError,
    Protection,
    ThresholdError,
)

DISTRICTS = {"A": 10, "B": 10, "C": 4, "D": 3, "E": 1, "F": 1}


def test_small_districts_stand_together():
    merged = merge(DISTRICTS, Axis(tuple(DISTRICTS), is_ordered=False), 5)

    assert merged == Merged((("A",), ("B",), ("C", "D", "E", "F")))


def test_a_rest_that_is_too_small_takes_in_the_next_smallest():
    merged = merge({"A": 10, "B": 7, "C": 2}, Axis(("A", "B", "C"), is_ordered=False), 5)

    assert merged == Merged((("A",), ("B", "C")))


def test_ordered_classes_join_the_smaller_neighbour():
    sizes = {"s": 3, "m": 14, "l": 2, "xl": 8, "xxl": 5}

    merged = merge(sizes, Axis(tuple(sizes), is_ordered=True), 5)

    assert merged == Merged((("s", "m"), ("l", "xl"), ("xxl",)))


def test_a_class_nobody_answered_in_is_named_as_empty():
    merged = merge({"A": 9, "B": 6}, Axis(("A", "B", "C"), is_ordered=False), 5)

    assert merged == Merged((("A",), ("B",)), ("C",))


def test_too_few_in_all_give_no_groups():
    merged = merge({"A": 2, "B": 2}, Axis(("A", "B"), is_ordered=True), 5)

    assert merged == Merged((), ("A", "B"))


@settings(max_examples=150)
@given(st.lists(st.integers(0, 12), min_size=1, max_size=9), st.booleans(), st.integers(3, 7))
def test_every_group_is_large_enough_and_every_answer_stands_once(counts, is_ordered, least):
    classes = tuple(f"c{place}" for place in range(len(counts)))
    sizes = dict(zip(classes, counts, strict=True))

    merged = merge(sizes, Axis(classes, is_ordered), least)

    assert all(sum(sizes[code] for code in group) >= least for group in merged.groups)
    assert sorted([*merged.empty, *(c for group in merged.groups for c in group)]) == sorted(
        classes
    )
    if is_ordered and merged.groups:
        assert [code for group in merged.groups for code in group] == list(classes)


def test_a_threshold_below_three_is_refused():
    with pytest.raises(ThresholdError) as refused:
        Protection(threshold=2)

    assert (refused.value.threshold, refused.value.least) == (2, 3)


@pytest.mark.parametrize("percent", [0, 101])
def test_a_percentage_outside_its_scale_is_refused(percent):
    with pytest.raises(PercentError):
        Protection(percent=percent)


def test_a_reader_knows_no_more_than_his_own_answer():
    with pytest.raises(KnownError):
        Protection(known=2)


def test_the_least_number_shown_counts_the_reader_himself():
    assert [Protection().least, Protection(known=0).least] == [6, 5]
