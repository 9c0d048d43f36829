import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from regiowerk.decide.ballots.domain.judging import duels, newton
from regiowerk.decide.ballots.domain.judging.comparisons import (
    BadPriorError,
    NoOptionsError,
    NotConnectedError,
    Ranks,
    bradley_terry,
    next_pair,
    next_questions,
    rank_intervals,
    uncertainty,
)
from regiowerk.decide.ballots.domain.judging.duels import (
    BadDuelError,
    BadPlacesError,
    BadTableError,
    Duel,
    Outcome,
    Tally,
    tally,
    tally_of_places,
    with_duel,
)

JOURNALS = ("Biometrika", "Comm Statist", "JASA", "JRSS-B")
CITED = np.array(
    [[0, 730, 498, 221], [33, 0, 68, 17], [320, 813, 0, 142], [284, 276, 325, 0]], dtype=float
)


def table(*rows):
    return np.array(rows, dtype=float)


def won(one, other):
    return Duel(one, other, Outcome.ONE)


def test_citations_of_statistical_journals_are_those_published():
    """Stigler 1994, as in BradleyTerry2: 0, -2.94907, -0.47957, 0.26895 with their errors."""
    scale = bradley_terry(Tally(JOURNALS, CITED), prior=0)
    known = uncertainty(scale)

    assert scale.strengths - scale.strengths[0] == pytest.approx(
        [0, -2.94907, -0.47957, 0.26895], abs=5e-6
    )
    assert np.sqrt(known.leads[0, 1:]) == pytest.approx([0.10255, 0.06059, 0.07083], abs=5e-6)
    assert list(scale.by_key()) == ["JRSS-B", "Biometrika", "JASA", "Comm Statist"]
    assert scale.is_carried_by_prior is False


def test_two_options_with_ties_have_a_closed_solution():
    """30 : 10 and 8 ties: lead ln 3, nu = 8 / sqrt(300), and the chances are what was counted."""
    scale = bradley_terry(
        Tally(("a", "b"), table([0, 30], [10, 0]), table([0, 8], [8, 0])), prior=0
    )
    chances = scale.chances("a", "b")

    assert scale.strengths[0] - scale.strengths[1] == pytest.approx(math.log(3))
    assert math.exp(scale.tie) == pytest.approx(8 / math.sqrt(300))
    assert (chances.one, chances.other, chances.tie) == pytest.approx((30 / 48, 10 / 48, 8 / 48))


def test_the_error_of_one_lead_is_that_of_the_log_odds():
    scale = bradley_terry(Tally(("a", "b"), table([0, 30], [10, 0])), prior=0)

    assert uncertainty(scale).leads[0, 1] == pytest.approx(1 / 30 + 1 / 10)


def test_duels_are_counted_one_by_one():
    duels = [won("a", "b"), Duel("a", "b", Outcome.OTHER), won("b", "c"), won("b", "c")]
    counted = tally([*duels, Duel("c", "a", Outcome.TIE)], "abc")

    assert counted.wins.tolist() == [[0, 1, 0], [1, 0, 2], [0, 0, 0]]
    assert counted.ties.tolist() == [[0, 0, 1], [0, 0, 0], [1, 0, 0]]
    assert counted.counts.sum() == 2 * 5


@pytest.mark.parametrize("kind", [np.uint8, np.int16, np.int32, np.int64])
def test_places_of_any_kind_are_counted_alike(kind):
    first, second = np.array([0, 1, 199, 0]), np.array([1, 0, 198, 1])
    counted = tally_of_places(
        (first.astype(kind), second.astype(kind)), [str(n) for n in range(200)]
    )

    assert (counted.wins[0, 1], counted.wins[1, 0], counted.wins[199, 198]) == (2, 1, 1)
    assert counted.wins.sum() == 4


@pytest.mark.parametrize(
    ("one", "other"), [(np.int16, np.int16), (np.int64, np.int64), (np.uint8, np.int32)]
)
@pytest.mark.parametrize("size", [5, 200])
def test_many_comparisons_are_counted_as_few_are(one, other, size):
    chance = np.random.Generator(np.random.Philox(3))
    number = duels.BLOCK + duels.MANY
    first = chance.integers(0, size, number)
    second = (first + chance.integers(1, size, number)) % size
    expected = np.zeros((size, size))
    np.add.at(expected, (first, second), 1)
    counted = tally_of_places(
        (first.astype(one), second.astype(other)), [str(n) for n in range(size)]
    )

    assert np.array_equal(counted.wins, expected)


def test_one_place_outside_among_many_is_refused():
    first = np.zeros(duels.BLOCK + 10, dtype=np.int16)
    second = np.ones_like(first)
    second[-1] = 3
    with pytest.raises(BadPlacesError):
        tally_of_places((first, second), "abc")


@pytest.mark.parametrize(
    ("first", "second"),
    [([0], [3]), ([3], [0]), ([-1], [0]), ([0], [0]), ([0, 1], [1]), ([[0]], [[1]])],
)
def test_places_outside_of_the_options_are_refused(first, second):
    with pytest.raises(BadPlacesError):
        tally_of_places((np.array(first), np.array(second)), "abc")


@pytest.mark.parametrize(
    ("keys", "wins", "ties"),
    [
        ("aa", table([0, 1], [1, 0]), None),
        ("abc", table([0, 1], [1, 0]), None),
        ("ab", table([1, 1], [1, 0]), None),
        ("ab", table([0, -1], [1, 0]), None),
        ("ab", table([0, math.nan], [1, 0]), None),
        ("ab", table([0, 1], [1, 0]), table([0, 1], [2, 0])),
    ],
)
def test_tables_that_cannot_be_are_refused(keys, wins, ties):
    with pytest.raises(BadTableError):
        Tally(tuple(keys), wins, ties)


@pytest.mark.parametrize(("one", "other"), [("a", "a"), ("a", "x")])
def test_a_duel_of_one_or_with_a_stranger_is_refused(one, other):
    with pytest.raises(BadDuelError):
        tally([won(one, other)], "abc")


def test_who_only_wins_stays_finite_and_the_prior_is_named():
    scale = bradley_terry(tally([won("a", "b"), won("b", "c"), won("a", "c")], "abc"))

    assert np.isfinite(scale.strengths).all()
    assert list(scale.by_key()) == ["a", "b", "c"]
    assert scale.is_carried_by_prior is True
    assert scale.parts == (("a",), ("b",), ("c",))


def test_without_a_prior_what_does_not_hang_together_is_an_error():
    with pytest.raises(NotConnectedError) as told:
        bradley_terry(tally([won("a", "b"), won("b", "a"), won("c", "d")], "abcd"), prior=0)

    assert told.value.parts == (("a", "b"), ("c",), ("d",))


def test_only_ties_are_all_equal_with_a_prior_and_nothing_without():
    ties = tally([Duel("a", "b", Outcome.TIE), Duel("b", "c", Outcome.TIE)], "abc")

    assert bradley_terry(ties).strengths == pytest.approx([0, 0, 0], abs=1e-12)
    assert bradley_terry(ties).is_carried_by_prior is False
    with pytest.raises(NotConnectedError):
        bradley_terry(ties, prior=0)


def test_nothing_compared_is_all_equal_and_carried_by_the_prior():
    scale = bradley_terry(tally([], "ab"))

    assert (scale.strengths.tolist(), scale.is_carried_by_prior) == ([0, 0], True)
    assert rank_intervals(scale, uncertainty(scale)) == {"a": Ranks(1, 2), "b": Ranks(1, 2)}


def test_one_option_is_alone_on_its_scale():
    scale = bradley_terry(tally([], "a"), prior=0)
    known = uncertainty(scale)

    assert (scale.strengths.tolist(), known.errors.tolist()) == ([0], [0])
    assert rank_intervals(scale, known) == {"a": Ranks(1, 1)}
    assert next_pair(scale, known) is None


def test_no_options_and_bad_priors_are_refused():
    with pytest.raises(NoOptionsError):
        bradley_terry(tally([], ""))
    for prior in (-1, math.nan, math.inf):
        with pytest.raises(BadPriorError):
            bradley_terry(tally([], "ab"), prior)


def test_rank_intervals_narrow_with_what_is_known():
    few = Tally(tuple("abc"), table([0, 3, 4], [1, 0, 3], [0, 1, 0]))
    many = Tally(tuple("abc"), few.wins * 100)

    def ranks(counted):
        scale = bradley_terry(counted)
        return rank_intervals(scale, uncertainty(scale))

    assert ranks(few) == {key: Ranks(1, 3) for key in "abc"}
    assert ranks(many) == {"a": Ranks(1, 1), "b": Ranks(2, 2), "c": Ranks(3, 3)}


def test_rank_intervals_hold_as_often_as_they_say():
    """Six equally strong options and 40 rounds: true ranks are all tied, so 1 to 6 must be allowed."""
    chance = np.random.Generator(np.random.Philox(5))
    missed = 0
    for _ in range(40):
        upper = np.triu(chance.binomial(20, 0.5, (6, 6)), 1).astype(float)
        scale = bradley_terry(Tally(tuple("abcdef"), upper + np.tril((20 - upper).T, -1)))
        ranks = rank_intervals(scale, uncertainty(scale))
        missed += sum(one != Ranks(1, 6) for one in ranks.values())

    assert missed <= 0.05 * 40 * 6 * 2


def test_the_next_question_is_about_what_is_least_known():
    duels = [won(*pair) for pair in itertools.permutations("abc", 2)] * 5
    scale = bradley_terry(tally([*duels, won("a", "d"), won("d", "a")], "abcd"))
    known = uncertainty(scale)

    assert next_pair(scale, known) == ("b", "d")
    assert next_pair(scale, known, [("d", "b")]) == ("c", "d")
    assert next_pair(scale, known, list(itertools.combinations("abcd", 2))) is None


def test_questions_come_best_first_and_equals_by_name():
    scale = bradley_terry(tally([], "cab"))
    questions = next_questions(scale, uncertainty(scale), count=5)

    assert [(one.one, one.other) for one in questions] == [("a", "b"), ("a", "c"), ("b", "c")]
    assert all(one.gain == pytest.approx(questions[0].gain) for one in questions)


def test_one_more_duel_begins_where_the_last_scale_ended():
    before = Tally(JOURNALS, CITED)
    scale = bradley_terry(before)
    after = with_duel(with_duel(before, won("JASA", "JRSS-B")), Duel("JASA", "JRSS-B", Outcome.TIE))

    assert after.wins[2, 3] == 143
    assert bradley_terry(after, warm=scale).strengths == pytest.approx(
        bradley_terry(after).strengths, abs=1e-9
    )


def random_tally(chance, size, ties=True):
    wins = chance.poisson(1.5, (size, size)).astype(float)
    np.fill_diagonal(wins, 0)
    even = np.triu(chance.poisson(0.5, (size, size)), 1).astype(float)
    keys = tuple(f"k{number:02}" for number in range(size))
    return Tally(keys, wins, even + even.T if ties else None)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10**6), st.integers(2, 12), st.booleans())
def test_neither_order_nor_names_matter(seed, size, ties):
    chance = np.random.Generator(np.random.Philox(seed))
    counted = random_tally(chance, size, ties)
    order = chance.permutation(size)
    turned = Tally(
        tuple(f"other{number}" for number in range(size)),
        counted.wins[np.ix_(order, order)],
        None if counted.ties is None else counted.ties[np.ix_(order, order)],
    )
    first, second = bradley_terry(counted), bradley_terry(turned)

    assert second.strengths == pytest.approx(first.strengths[order], abs=1e-9)
    assert abs(first.strengths.sum()) < 1e-9
    assert sorted(map(len, first.parts)) == sorted(map(len, second.parts))


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10**6), st.integers(2, 10), st.booleans())
def test_the_maximum_is_a_maximum(seed, size, ties):
    """Each option's expected score is its own score, up to the pull of the prior."""
    chance = np.random.Generator(np.random.Philox(seed))
    counted = random_tally(chance, size, ties)
    scale = bradley_terry(counted, prior=0.3)
    expected = np.zeros(size)
    for one, other in itertools.permutations(range(size), 2):
        chances = scale.chances(counted.keys[one], counted.keys[other])
        expected[one] += counted.counts[one, other] * (chances.one + chances.tie / 2)
    own = 1 / (1 + np.exp(-scale.strengths - scale.shift))
    score = counted.wins.sum(axis=1)
    score += 0 if counted.ties is None else counted.ties.sum(axis=1) / 2

    assert score + 0.3 == pytest.approx(expected + 0.6 * own, abs=1e-7)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10**6), st.integers(2, 8), st.booleans())
def test_another_win_never_lowers_the_rank(seed, size, ties):
    chance = np.random.Generator(np.random.Philox(seed))
    counted = random_tally(chance, size, ties)
    before = bradley_terry(counted)
    after = bradley_terry(with_duel(counted, won("k00", "k01")))

    ahead = [(scale.strengths > scale.strengths[0] + 1e-9).sum() for scale in (before, after)]
    assert ahead[1] <= ahead[0]


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10**6), st.booleans())
def test_the_list_of_pairs_and_the_whole_matrix_agree(seed, ties):
    chance = np.random.Generator(np.random.Philox(seed))
    counted = random_tally(chance, 9, ties)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(newton, "FILLED", 2.0)
        listed = bradley_terry(counted).strengths

    assert listed == pytest.approx(bradley_terry(counted).strengths, abs=1e-9)


def test_a_hostile_table_comes_to_an_end():
    """A chain of landslides: every step is halved until it climbs, nothing overflows."""
    size = 30
    wins = np.diag([1e6] * (size - 1), 1)
    scale = bradley_terry(Tally(tuple(map(str, range(size))), wins), prior=1e-3)

    assert np.isfinite(scale.strengths).all()
    assert list(scale.by_key()) == [str(number) for number in range(size)]
    assert scale.steps < 100
