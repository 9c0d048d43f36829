"""Numbers that are told in totals only: sums and means by the p-percent rule, beside earlier ones."""

from __future__ import annotations

from datetime import date

import pytest

from regiowerk.listen.questionnaires.domain.instrument import (
    Group,
    Instrument,
    Kind,
    Question,
    Visibility,
)
from regiowerk.listen.surveys.domain.evaluation.tables import Numbers, Veiled
from regiowerk.listen.surveys.queries.evaluation.drafting import draft_of
from regiowerk.listen.surveys.tests.factories import a_published_version, a_survey, a_wave
from regiowerk.listen.surveys.tests.number_world import HOME, a_town, published, towns

pytestmark = pytest.mark.django_db

BUDGETS = Instrument(
    "zahlen",
    {"de": "Zahlen"},
    (
        Group(
            "all",
            (
                Question(
                    "budget",
                    Kind.INTEGER,
                    label={"de": "Mittel"},
                    visibility=Visibility.AGGREGATE,
                ),
            ),
            label={"de": "Alles"},
        ),
    ),
    {},
)


@pytest.fixture
def wave(process):
    version = a_published_version(process, BUDGETS)
    return a_wave(a_survey(process, "zahlen", questionnaire=version.questionnaire), version=version)


def table(wave):
    return draft_of(wave, date(2022, 1, 24)).results.table("all.budget")


def test_sum_and_mean_are_told_where_nobody_dominates(office, wave):
    towns(wave, 6, budget=40)
    towns(wave, 2, first=20, budget=100)
    found = table(wave)
    published(wave)
    page = office.get(f"{HOME}1/frage/all.budget/").text

    assert (found.n, found.numbers, found.classes, found.weighted_mean) == (
        8,
        Numbers(8, mean=55.0),
        (),
        None,
    )
    assert "Im Mittel 55, zusammen 440" in page


@pytest.mark.parametrize(
    "values", [(1, 1, 1, 1, 1), (1, 1, 1, 1, 1, 1000), (0, 0, 0, 0, 0, 0, 0), (-1, 2, 3, 4, 5, 6)]
)
def test_a_sum_of_few_or_of_one_or_of_nothing_is_not_told(wave, values):
    for number, value in enumerate(values):
        a_town(wave, number, budget=value)
    found = table(wave)

    assert (found.n, found.numbers, found.breakdowns) == (0, None, ())


def test_smallest_and_largest_are_never_told(wave):
    for number in range(1, 9):
        a_town(wave, number, budget=number)
    numbers = table(wave).numbers

    assert (numbers.smallest, numbers.largest, numbers.median, numbers.deviation) == (None,) * 4


def test_a_later_sum_is_told_when_enough_came_and_nobody_changed(wave):
    towns(wave, 8, budget=40)
    published(wave)
    towns(wave, 3, first=30, budget=50)
    few = table(wave)
    towns(wave, 5, first=40, budget=50)
    many = table(wave)

    assert (few.n, few.numbers, few.is_left_out) == (0, None, True)
    assert (many.n, many.numbers) == (16, Numbers(16, mean=45.0))


def test_the_difference_of_two_sums_must_pass_the_rule_as_well(wave):
    towns(wave, 8, budget=1000)
    published(wave)
    towns(wave, 8, first=30, budget=1)
    a_town(wave, 50, budget=900)

    assert table(wave).numbers is None


def test_sizes_of_groups_are_no_ranges_where_sums_are_told(wave):
    towns(wave, 8, budget=40)

    assert not any(
        isinstance(group.n, Veiled) for one in table(wave).breakdowns for group in one.groups
    )
