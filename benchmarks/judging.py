"""Weights and appraisal against other libraries and plain numpy: a ratio each, and the same results.

Run it alone with `python -m benchmarks.judging`; with `--references FOLDER` AHPy and choix are taken from
there (their `site-packages`), otherwise they are left out.  Times are computing time of this process
on one thread, turn by turn, the smallest of several; a result that differs ends the run with an error.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from itertools import combinations
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before numpy is loaded

import numpy as np

from regiowerk.decide.ballots.domain.judging.ahp import SCALE
from regiowerk.decide.ballots.domain.judging.comparisons import bradley_terry
from regiowerk.decide.ballots.domain.judging.criteria import Criterion
from regiowerk.decide.ballots.domain.judging.critical import critical_weights
from regiowerk.decide.ballots.domain.judging.duels import (
    Duel,
    Outcome,
    tally_of_places,
    with_duel,
)
from regiowerk.decide.ballots.domain.judging.matrices import priorities_of
from regiowerk.decide.ballots.domain.judging.smaa import smaa

EXPERTS, CRITERIA = 29, 15
IDEAS, VOTES = 200, 1_000_000
OPTIONS, DRAWS = 200, 100_000

type Say = Callable[[str], None]
type Row = tuple[str, float, str, float | None, float | None]


class WrongResultError(Exception):
    """Ours and the reference differ."""


def measure(say: Say) -> None:
    """One table; WrongResultError where a result differs."""
    say("| what | ours ms | reference | its ms | ratio | target |")
    say("|---|---:|---|---:|---:|---:|")
    for rows in (_ahp(), _duels(), _smaa(), _critical()):
        for what, ours, name, theirs, target in rows:
            ratio = (
                ""
                if theirs is None
                else f"{theirs / ours:,.0f}"
                if theirs > 20 * ours
                else f"{theirs / ours:.1f}"
            )
            shown = "" if theirs is None else f"{1000 * theirs:,.2f}"
            goal = "" if target is None else f"{target:,.0f}"
            say(f"| {what} | {1000 * ours:,.2f} | {name} | {shown} | {ratio} | {goal} |")


def _ahp() -> Iterator[Row]:
    what = f"AHP, {EXPERTS} people, {CRITERIA} criteria"
    matrices = _judgements()
    found = priorities_of(matrices)
    for number, matrix in enumerate(matrices):
        values, vectors = np.linalg.eig(matrix)
        vector = np.abs(vectors[:, values.real.argmax()].real)
        _same(f"{what}, eigenvector", found.eigenvector[number], vector / vector.sum(), 1e-10)
    ours = _best(lambda: priorities_of(matrices), 100)
    yield what, ours, "numpy.linalg.eig, one by one", _best(lambda: _by_lapack(matrices), 10), None
    if find_spec("ahpy"):
        compare = import_module("ahpy").Compare
        keys = [f"k{number:02}" for number in range(CRITERIA)]
        pairs = [
            {(keys[i], keys[j]): matrix[i, j] for i, j in combinations(range(CRITERIA), 2)}
            for matrix in matrices
        ]

        def theirs() -> list[Any]:
            return [compare("people", one, precision=8) for one in pairs]

        for number, one in enumerate(theirs()):
            weights = [one.local_weights[key] for key in keys]
            _same(f"{what}, AHPy", found.eigenvector[number], np.array(weights), 1e-6)
        yield what, ours, "AHPy", _best(theirs, 5), 50


def _duels() -> Iterator[Row]:
    """Places in 16 bits, which up to 65,536 options need no more; then the same in 64."""
    what = f"Bradley-Terry, {IDEAS} options, {VOTES:,} comparisons"
    winners, losers, true = _votes()
    small = winners.astype(np.int16), losers.astype(np.int16)
    keys = tuple(f"k{number:03}" for number in range(IDEAS))
    counted = tally_of_places(small, keys)
    scale = bradley_terry(counted, 0.01)
    if np.corrcoef(scale.strengths, true)[0, 1] < 0.999:
        raise WrongResultError(what)
    theirs = _their_duels(what, (winners, losers), scale.strengths)
    for places, name in ((small, what), ((winners, losers), "… places in 64 bits")):
        if not np.array_equal(tally_of_places(places, keys).wins, counted.wins):
            raise WrongResultError(name)
        ours = _best(partial(_fitted, places, keys), 50)
        yield name, ours, "choix.ilsr_pairwise" if theirs else "", theirs, 1000
        alone = _best(partial(tally_of_places, places, keys), 50)
        yield "… counting alone", alone, "", None, None
    duel = Duel(keys[0], keys[1], Outcome.ONE)
    again = _best(lambda: bradley_terry(with_duel(counted, duel), 0.01, scale), 20)
    yield "… after one more vote", again, "", None, None


def _fitted(places: tuple[Any, Any], keys: tuple[str, ...]) -> object:
    return bradley_terry(tally_of_places(places, keys), 0.01)


def _their_duels(what: str, places: tuple[Any, Any], strengths: Any) -> float | None:
    """What choix takes with pairs of plain numbers, as it wants them."""
    if not find_spec("choix"):
        return None
    ilsr = import_module("choix").ilsr_pairwise
    data = list(zip(places[0].tolist(), places[1].tolist(), strict=True))
    theirs = ilsr(IDEAS, data, alpha=0.01)
    # The prior of choix pulls pairs, ours pulls options; both weigh a hundredth of a comparison.
    _same(f"{what}, choix", strengths, theirs - theirs.mean(), 0.02)
    return _best(lambda: ilsr(IDEAS, data, alpha=0.01), 3)


def _smaa() -> Iterator[Row]:
    what = f"SMAA, {OPTIONS} options, {CRITERIA} criteria, {DRAWS:,} weightings"
    table = np.random.default_rng(1).random((OPTIONS, CRITERIA))
    values = {
        f"o{number:03}": {f"c{place:02}": float(one) for place, one in enumerate(row)}
        for number, row in enumerate(table)
    }
    found = smaa(values, draws=DRAWS).counts / DRAWS
    _same(what, found, _by_argsort(table) / DRAWS, 0.012)  # other draws: five standard errors
    ours, theirs = [], []
    for _ in range(5):
        ours.append(_best(lambda: smaa(values, draws=DRAWS), 1))
        theirs.append(_best(lambda: _by_argsort(table), 1))
    yield what, min(ours), "numpy.argsort, vectorised", min(theirs), 3


def _critical() -> Iterator[Row]:
    what = f"Critical weights, {OPTIONS} options, {CRITERIA} criteria"
    root = Criterion(
        "goal", tuple(Criterion(f"c{place:02}", weight=place + 1) for place in range(CRITERIA))
    )
    table = np.random.default_rng(2).integers(0, 11, (OPTIONS, CRITERIA))
    values = {
        f"o{number:03}": {f"c{place:02}": int(one) for place, one in enumerate(row)}
        for number, row in enumerate(table)
    }
    for place, one in enumerate(critical_weights(root, values)):
        rest = np.arange(1.0, CRITERIA + 1)
        rest[place] = 0
        for span in one.spans:
            share = float(span.begin + span.end) / 2
            weights = (1 - share) * rest / rest.sum()
            weights[place] = share
            if f"o{(table @ weights).argmax():03}" not in span.leaders:
                raise WrongResultError(what)
    yield what, _best(lambda: critical_weights(root, values), 3), "", None, None


def _judgements() -> np.ndarray[Any, np.dtype[np.float64]]:
    """People who mean roughly the same and answer on Saaty's scale."""
    chance = np.random.default_rng(0)
    heights = chance.normal(size=(EXPERTS, CRITERIA)) * 0.7
    scale = np.array([float(value) for value in SCALE])
    matrices = np.ones((EXPERTS, CRITERIA, CRITERIA))
    for i, j in combinations(range(CRITERIA), 2):
        said = heights[:, i] - heights[:, j] + chance.normal(size=EXPERTS) * 0.3
        matrices[:, i, j] = scale[np.abs(np.log(scale)[None] - said[:, None]).argmin(axis=1)]
        matrices[:, j, i] = 1 / matrices[:, i, j]
    return matrices


def _votes() -> tuple[Any, Any, Any]:
    chance = np.random.default_rng(0)
    true = chance.normal(size=IDEAS)
    one = chance.integers(0, IDEAS, VOTES)
    other = (one + 1 + chance.integers(0, IDEAS - 1, VOTES)) % IDEAS
    is_won = chance.random(VOTES) < 1 / (1 + np.exp(true[other] - true[one]))
    return np.where(is_won, one, other), np.where(is_won, other, one), true


def _by_lapack(matrices: Any) -> list[Any]:
    return [np.linalg.eig(matrix) for matrix in matrices]


def _by_argsort(table: Any) -> Any:
    """(options, ranks) how often which option has which rank."""
    chance = np.random.default_rng(7)
    weights = chance.standard_exponential((DRAWS, CRITERIA))
    weights /= weights.sum(axis=1, keepdims=True)
    order = np.argsort(-(weights @ table.T), axis=1)
    return np.stack([np.bincount(order[:, rank], minlength=OPTIONS) for rank in range(OPTIONS)], 1)


def _same(what: str, ours: Any, theirs: Any, within: float) -> None:
    if not np.abs(ours - theirs).max() <= within:
        raise WrongResultError(what)


def _best(run: Callable[[], object], times: int) -> float:
    """Seconds of computing, the smallest of so many."""
    found = []
    for _ in range(times):
        begin = time.process_time()
        run()
        found.append(time.process_time() - begin)
    return min(found)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--references", help="site-packages with ahpy and choix")
    folder = parser.parse_args().references
    if folder:
        sys.path.append(folder)
    try:
        measure(_say)
    except WrongResultError as wrong:
        _say(f"WRONG: {wrong}")
        return 1
    return 0


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
