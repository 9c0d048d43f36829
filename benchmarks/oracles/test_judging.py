"""Weights and appraisal beside AHPy, choix and pymcdm."""

from __future__ import annotations

from itertools import combinations

import choix
import numpy as np
import pytest
from ahpy import Compare
from pymcdm.methods import PROMETHEE_II, TOPSIS
from pymcdm.normalizations import vector_normalization

from regiowerk.decide.ballots.domain.judging.ahp import Judgement, ahp
from regiowerk.decide.ballots.domain.judging.comparisons import bradley_terry
from regiowerk.decide.ballots.domain.judging.crosschecks import promethee, topsis
from regiowerk.decide.ballots.domain.judging.duels import tally_of_places

TIMES = [1, 2, 3, 5, 7, 9]


@pytest.mark.parametrize("seed", range(20))
def test_ahp(seed: int) -> None:
    chance = np.random.default_rng(seed)
    keys = [f"k{number}" for number in range(int(chance.integers(3, 8)))]
    said = {pair: int(chance.choice(TIMES)) for pair in combinations(keys, 2)}
    found = ahp([Judgement(one, other, times) for (one, other), times in said.items()], keys)
    other = Compare("people", said, precision=8, random_index="saaty")
    assert [found.weights[key] for key in keys] == pytest.approx(
        [other.local_weights[key] for key in keys], abs=1e-6
    )


def test_bradley_terry() -> None:
    chance = np.random.default_rng(0)
    true = chance.normal(size=20)
    one = chance.integers(0, 20, 20_000)
    other = (one + 1 + chance.integers(0, 19, 20_000)) % 20
    is_won = chance.random(20_000) < 1 / (1 + np.exp(true[other] - true[one]))
    winners, losers = np.where(is_won, one, other), np.where(is_won, other, one)
    scale = bradley_terry(
        tally_of_places((winners, losers), tuple(f"k{n:02}" for n in range(20))), 0.01
    )
    theirs = choix.opt_pairwise(20, list(zip(winners, losers, strict=True)), alpha=1e-6)
    assert scale.strengths == pytest.approx(theirs - theirs.mean(), abs=1e-3)


@pytest.mark.parametrize("seed", range(20))
def test_cross_checks(seed: int) -> None:
    chance = np.random.default_rng(seed)
    table, weights = chance.random((6, 4)), chance.dirichlet(np.ones(4))
    kinds = np.ones(4)
    criteria = [f"c{place}" for place in range(4)]
    values = {
        f"o{number}": dict(zip(criteria, map(float, row), strict=True))
        for number, row in enumerate(table)
    }
    weighed = dict(zip(criteria, map(float, weights), strict=True))
    assert list(topsis(values, weighed).closeness.values()) == pytest.approx(
        list(TOPSIS(vector_normalization)(table, weights, kinds)), abs=1e-9
    )
    assert list(promethee(values, weighed).net.values()) == pytest.approx(
        list(PROMETHEE_II("usual")(table, weights, kinds)), abs=1e-9
    )
