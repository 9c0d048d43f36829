import itertools
import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from regiowerk.decide.ballots.domain.judging.ahp import (
    SCALE,
    BadJudgementError,
    DisconnectedError,
    Fault,
    Judgement,
    Method,
    NoCriteriaError,
    Repair,
    Triple,
    ahp,
    comparison_matrix,
    smallest_repair,
    steps_between,
    worst_triples,
)
from regiowerk.decide.ballots.domain.judging.matrices import (
    BadMatricesError,
    aggregated,
    geometric_limit,
    principal,
    priorities_of,
    random_index,
)

THREE = ("tom", "dick", "harry")


def said(keys, *times):
    """Judgements of all pairs, row by row of the upper triangle; None is not judged."""
    pairs = itertools.combinations(keys, 2)
    return [
        Judgement(one, other, Fraction(value))
        for (one, other), value in zip(pairs, times, strict=True)
        if value is not None
    ]


def part(text):
    return Fraction(text)


DRINKS = ("coffee", "wine", "tea", "beer", "soda", "milk", "water")
CUPS = said(
    DRINKS,
    *(9, 5, 2, 1, 1, part("1/2")),
    *(part("1/3"), part("1/9"), part("1/9"), part("1/9"), part("1/9")),
    *(part("1/3"), part("1/4"), part("1/3"), part("1/9")),
    *(part("1/2"), 1, part("1/3")),
    *(2, part("1/2")),
    part("1/3"),
)


def test_drinks_weigh_what_saaty_published():
    """Saaty, relative consumption of drinks: .1775 .0191 .0418 .1164 .1896 .1288 .3268."""
    result = ahp(CUPS, DRINKS)

    assert [round(weight, 4) for weight in result.weights.values()] == [
        *(0.1775, 0.0191, 0.0418, 0.1164, 0.1896, 0.1288, 0.3268)
    ]
    assert result.ratio == pytest.approx(0.0219, abs=1e-4)
    assert result.is_consistent is True


def test_the_leader_is_dick():
    """The widely printed example of a leader: Dick .493, Tom .358, Harry .150, CR .044."""
    goals = ("experience", "education", "charisma", "age")
    top = ahp(said(goals, 4, 3, 7, part("1/3"), 3, 5), goals)
    below = {
        "experience": (part("1/4"), 4, 9),
        "education": (3, part("1/5"), part("1/7")),
        "charisma": (5, 9, 4),
        "age": (part("1/3"), 5, 9),
    }

    total = dict.fromkeys(THREE, 0.0)
    for goal, times in below.items():
        for name, weight in ahp(said(THREE, *times), THREE).weights.items():
            total[name] += top.weights[goal] * weight

    assert total == pytest.approx({"tom": 0.358, "dick": 0.493, "harry": 0.150}, abs=1e-3)
    assert list(top.weights.values()) == pytest.approx([0.547, 0.127, 0.270, 0.056], abs=1e-3)
    assert top.ratio == pytest.approx(0.044, abs=1e-3)


def test_a_missing_judgement_is_bridged():
    """Matrix of Bozóki, Fülöp & Rónyai 2010; their completion gives .392 .3738 .1357 .0985."""
    result = ahp(said("abcd", 1, 5, 2, 3, 4, None), "abcd")

    assert result.weights == pytest.approx(
        {"a": 0.3738, "b": 0.392, "c": 0.0985, "d": 0.1357}, abs=5e-4
    )
    assert result.missing == (("c", "d"),)


def test_a_tree_of_judgements_contradicts_nothing():
    for method in Method:
        result = ahp(said("abcd", 2, None, None, 3, None, 4), "abcd", method)
        assert result.weights == pytest.approx(
            {"a": 24 / 41, "b": 12 / 41, "c": 4 / 41, "d": 1 / 41}
        )
        assert (result.ratio, result.geometric_index, result.triples) == (0, 0, ())


def test_random_index_names_its_table_and_shrinks_with_what_is_missing():
    assert [random_index(size) for size in (1, 2, 3, 4, 9)] == [0, 0, 0.5245, 0.8815, 1.4499]
    assert random_index(16) == pytest.approx((2.7699 * 16 - 4.3513 - 16) / 15)
    assert [random_index(4, missing) for missing in (0, 3)] == [0.8815, 0]


def test_the_table_is_the_mean_of_random_matrices_of_three():
    """All 17 x 17 x 17 matrices of three on Saaty's scale; the published mean is a sample of 100,000."""
    values = np.array([float(value) for value in SCALE])
    product = values[:, None, None] * values[None, :, None] / values[None, None, :]
    # Of three, the eigenvalue is 1 + c + 1/c with c the cube root of a12 a23 / a13.
    root = np.cbrt(product)

    assert float(((root + 1 / root - 2) / 2).mean()) == pytest.approx(0.5245, abs=5e-3)


def test_limits_of_the_geometric_index():
    assert [geometric_limit(size) for size in (3, 4, 5, 9)] == [0.31, 0.35, 0.37, 0.37]


def test_the_worst_triple_shows_what_was_said_and_what_is_implied():
    judgements = said("abc", 2, part("1/2"), 3)

    assert worst_triples(judgements, "abc") == (
        Triple(("a", "b", "c"), (Fraction(2), Fraction(3), Fraction(1, 2)), Fraction(6), 12.0),
    )


def test_equally_bad_triples_come_by_name():
    assert [triple.keys[0] + triple.keys[1] for triple in ahp(CUPS, DRINKS).triples] == [
        "beerwater",
        "milkwater",
        "teawater",
    ]


def test_one_slip_is_repaired_where_it_was_made():
    """a : b : c : d = 8 : 4 : 2 : 1, but d to a was turned around."""
    judgements = said("abcd", 2, 4, part("1/8"), 2, 4, 2)
    repair = smallest_repair(judgements, "abcd")

    assert repair is not None
    assert repair == Repair("a", "d", Fraction(1, 8), Fraction(2), repair.ratio, is_enough=True)
    assert 0.09 < repair.ratio < 0.1


def test_the_repair_is_the_smallest_of_all():
    judgements = said("abc", 3, part("1/3"), 3)
    repair = smallest_repair(judgements, "abc")

    assert repair == Repair(
        "b", "a", Fraction(1, 3), Fraction(4), pytest.approx(0.0701, abs=1e-4), True
    )
    for judgement in judgements:
        for value in SCALE:
            if steps_between(float(judgement.times), float(value)) < 5:
                rest = [one for one in judgements if one is not judgement]
                changed = [*rest, Judgement(judgement.one, judgement.other, value)]
                assert ahp(changed, "abc").ratio >= 0.1


def test_where_one_change_is_not_enough_the_best_is_told():
    keys = "abcdef"
    judgements = said(keys, *(9 if number % 2 else Fraction(1, 9) for number in range(15)))
    repair = smallest_repair(judgements, keys)

    assert repair is not None
    assert repair.is_enough is False
    assert 0.1 < repair.ratio < ahp(judgements, keys).ratio


def test_what_fits_needs_no_repair():
    assert smallest_repair(CUPS, DRINKS) is None
    assert smallest_repair([Judgement("a", "b", 9)], "ab") is None


def test_steps_are_counted_on_the_scale():
    assert steps_between(0.5, 3) == 3
    assert steps_between(9, 7) == 2


@pytest.mark.parametrize(
    ("judgement", "fault"),
    [
        (Judgement("a", "x", 2), Fault.UNKNOWN),
        (Judgement("a", "a", 1), Fault.SELF),
        (Judgement("a", "b", 10), Fault.OFF_SCALE),
        (Judgement("a", "b", 0), Fault.OFF_SCALE),
        (Judgement("a", "b", math.nan), Fault.OFF_SCALE),
        (Judgement("c", "b", 2), Fault.TWICE),
    ],
)
def test_what_cannot_be_used_says_why(judgement, fault):
    with pytest.raises(BadJudgementError) as told:
        ahp([Judgement("b", "c", 2), judgement], "abc")

    assert (told.value.judgement, told.value.fault) == (judgement, fault)


def test_judgements_that_do_not_hang_together_name_their_parts():
    with pytest.raises(DisconnectedError) as told:
        ahp([Judgement("d", "a", 2), Judgement("b", "c", 2)], "abcd")

    assert told.value.parts == (("a", "d"), ("b", "c"))


def test_nothing_to_compare_is_an_error_and_one_criterion_weighs_everything():
    with pytest.raises(NoCriteriaError):
        ahp([], "")
    assert ahp([], "a").weights == {"a": 1.0}
    assert ahp([Judgement("a", "b", 3)], "ab").weights == pytest.approx({"a": 0.75, "b": 0.25})


def test_all_equal_weighs_the_same_and_is_consistent():
    result = ahp(said("abcd", 1, 1, 1, 1, 1, 1), "abcd")

    assert set(result.weights.values()) == {0.25}
    assert (result.ratio, result.geometric_index) == (0, 0)


def test_matrices_that_are_none_are_named_by_number():
    good = comparison_matrix(said("abc", 2, 4, 2), "abc")
    skew, apart, negative = good.copy(), good.copy(), -good
    skew[0, 1] = 3
    apart[0, 1:] = apart[1:, 0] = np.nan

    with pytest.raises(BadMatricesError) as told:
        priorities_of(np.stack([good, skew, apart, negative]))

    assert told.value.numbers == (1, 2, 3)


def test_many_people_are_reckoned_as_one_by_one():
    chance = np.random.default_rng(7)
    people = [
        said(DRINKS, *(SCALE[place] for place in chance.integers(0, 17, 21))) for _ in range(12)
    ]
    batch = priorities_of(np.stack([comparison_matrix(one, DRINKS) for one in people]))

    for number, judgements in enumerate(people):
        single = ahp(judgements, DRINKS)
        assert batch.eigenvector[number] == pytest.approx(list(single.weights.values()), abs=1e-12)
        assert batch.ratio[number] == pytest.approx(single.ratio, abs=1e-11)
        assert batch.geometric_index[number] == pytest.approx(single.geometric_index)


def test_the_eigenvector_is_that_of_lapack():
    chance = np.random.default_rng(3)
    matrix = comparison_matrix(
        said(DRINKS, *(SCALE[n] for n in chance.integers(0, 17, 21))), DRINKS
    )
    values, vectors = np.linalg.eig(matrix)
    expected = np.abs(vectors[:, values.real.argmax()].real)

    found, largest = principal(matrix[None])

    assert largest[0] == pytest.approx(values.real.max(), rel=1e-13)
    assert found[0] == pytest.approx(expected / expected.sum(), rel=1e-12)


def test_a_long_chain_that_comes_slowly_to_rest_is_solved_too():
    size = 40
    keys = tuple(f"c{number:02}" for number in range(size))
    chain = [Judgement(one, other, 1) for one, other in itertools.pairwise(keys)]

    assert list(ahp(chain, keys).weights.values()) == pytest.approx([1 / size] * size)


def test_the_judgements_of_many_become_one_matrix():
    one = comparison_matrix(said("abc", 8, 2, None), "abc")
    two = comparison_matrix(said("abc", 2, 2, 3), "abc")

    assert aggregated(np.stack([one, two])) == pytest.approx(
        comparison_matrix(said("abc", 4, 2, 3), "abc")
    )
    assert aggregated(np.stack([one, two]), np.array([0.0, 1.0])) == pytest.approx(two)


WEIGHTS = st.lists(st.integers(1, 3), min_size=1, max_size=7)


@settings(max_examples=25, deadline=None)
@given(WEIGHTS)
def test_without_contradiction_both_methods_agree_and_nothing_is_inconsistent(weights):
    keys = [str(number) for number in range(len(weights))]
    judgements = [
        Judgement(keys[i], keys[j], Fraction(weights[i], weights[j]))
        for i, j in itertools.combinations(range(len(keys)), 2)
    ]
    vector, mean = (ahp(judgements, keys, method) for method in Method)
    expected = {key: weight / sum(weights) for key, weight in zip(keys, weights, strict=True)}

    assert vector.weights == pytest.approx(expected, rel=1e-12)
    assert mean.weights == pytest.approx(expected, rel=1e-12)
    assert vector.ratio == pytest.approx(0, abs=1e-12)
    assert vector.geometric_index == pytest.approx(0, abs=1e-12)
    assert vector.triples == ()


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.sampled_from(SCALE), min_size=6, max_size=6),
    st.permutations("abcd"),
    st.sampled_from(Method),
)
def test_neither_the_order_nor_the_direction_of_judgements_matters(times, order, method):
    judgements = said("abcd", *times)
    turned = [Judgement(one.other, one.one, 1 / one.times) for one in reversed(judgements)]
    first, second = ahp(judgements, "abcd", method), ahp(turned, order, method)

    assert math.fsum(first.weights.values()) == pytest.approx(1, abs=1e-14)
    assert second.weights == pytest.approx(first.weights, rel=1e-11)
    assert second.ratio == pytest.approx(first.ratio, abs=1e-11)
    assert second.triples == first.triples
    assert smallest_repair(turned, order) == smallest_repair(judgements, "abcd")


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(SCALE[:-1]), min_size=6, max_size=6))
def test_a_higher_judgement_never_lowers_the_weight(times):
    higher = [SCALE[SCALE.index(times[0]) + 1], *times[1:]]
    for method in Method:
        before = ahp(said("abcd", *times), "abcd", method).weights["a"]
        after = ahp(said("abcd", *higher), "abcd", method).weights["a"]
        assert after > before
