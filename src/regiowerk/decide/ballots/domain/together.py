"""Equal Shares for many amounts of money at once, with the proof of `quick.py`.  Pure, numpy.

Each amount is a row of one table and buys what it would buy alone; the columns are voters who have paid
for the same and so have the same money.  An amount for which the bounds overlap is left out and has to
be counted alone.  Only for crosses, and for options nothing but money can refuse.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import inf

import numpy as np

from regiowerk.decide.ballots.domain.compiled import Floats, Weighed, Whole
from regiowerk.decide.ballots.domain.limits import Ledger
from regiowerk.decide.ballots.domain.offers import (
    NEWTON,
    SUMMED,
    UNIT,
    WIDER,
    WIDTHS,
    InDoubtError,
    summed,
)
from regiowerk.decide.ballots.domain.rows import Looked, Rows, Seen, Table, cells, over
from regiowerk.decide.ballots.domain.shares import EqualShares

EXPECTED = 0.9  # of the value of the last winner
FOR_GOOD = ("unsupported", "few_votes", "over_budget")


@dataclass(frozen=True, slots=True)
class Behind:
    """Who supports an option and may have money, with their weights."""

    groups: Whole
    weights: Floats
    weight: float


@dataclass(frozen=True, slots=True)
class Amount:
    """What one amount buys."""

    money: int
    ledger: Ledger
    lacking: list[str]
    margin: float


class Together:
    """Counts many amounts; see `suits` before."""

    def __init__(self, votes: Weighed, rule: EqualShares, opened: Callable[[], Ledger]) -> None:
        self._votes, self._ties, self._opened = votes, rule.ties, opened
        ledger = opened()
        options = ledger.election.option
        self._keys = [key for key in votes.full if ledger.refusal(key) is None]
        self._cost = np.array([float(options[key].cost) for key in self._keys])
        self._gain = np.array([float(rule.gain(options[key].cost)) for key in self._keys])
        self._behind = [_behind(votes, key) for key in self._keys]

    def count(self, amounts: Sequence[int]) -> dict[int, Amount | None]:
        """What each amount buys; None: that is in doubt."""
        found: dict[int, Amount | None] = dict.fromkeys(amounts)
        rows = self._begun(amounts)
        while rows.is_open.any():
            self._round(rows, found)
        return found

    def _begun(self, amounts: Sequence[int]) -> Rows:
        most = np.array([money / self._votes.weight for money in amounts])
        shape = (len(amounts), len(self._keys))
        full = np.array([behind.weight for behind in self._behind])
        money = np.stack([np.zeros(len(amounts)), most], axis=1)
        return Rows(
            amounts=amounts,
            class_of=np.ones(self._votes.groups, dtype=np.int64),
            classes=2,
            money=money,
            error=2 * UNIT * money,
            upper=np.tile(WIDER * WIDER * self._gain * full / self._cost, (len(amounts), 1)),
            poor=np.zeros(shape, dtype=np.bool_),
            is_open=np.ones(len(amounts), dtype=np.bool_),
            margin=np.full(len(amounts), inf),
            last=np.zeros(len(amounts)),
            chosen=[[] for _ in amounts],
            parted=set(),
            worst=2 * UNIT * float(most.max()),
            ledgers={},
        )

    def _round(self, rows: Rows, found: dict[int, Amount | None]) -> None:
        """One more purchase in each row."""
        if rows.is_late():
            self._drop_poor(rows)
        best, lowest, seen = self._best(rows)
        others = rows.upper.copy()
        others[np.arange(len(best)), best] = 0.0
        rival = others.max(axis=1, initial=0.0)
        is_clear = lowest > rival
        for number in np.flatnonzero(rows.is_open & ~is_clear & (best >= 0)):
            rivals = np.flatnonzero(others[number] >= lowest[number])
            best[number] = self._tied(np.append(rivals, best[number]), int(number), seen)
            is_clear[number] = best[number] >= 0
            rows.is_open[number] = is_clear[number]
        for number in np.flatnonzero(rows.is_open & (best < 0)):
            self._note(rows, int(number), found)
        rows.is_open &= (best >= 0) & is_clear
        rows.upper[~rows.is_open] = 0.0
        rows.last = lowest
        with np.errstate(divide="ignore", invalid="ignore"):
            rows.margin = np.where(
                rows.is_open, np.minimum(rows.margin, np.maximum(lowest / rival - 1, 0.0)), 0.0
            )
        for option in np.unique(best[rows.is_open]):
            self._pay(
                rows,
                int(option),
                seen[int(option)],
                np.flatnonzero(rows.is_open & (best == option)),
            )

    def _drop_poor(self, rows: Rows) -> None:
        """Look once for all rows for options nobody can pay any more."""
        for option in np.flatnonzero(rows.upper.any(axis=0)):
            classes, weights = self._supporters(rows, int(option))
            owned = rows.money.take(classes, axis=1) @ weights
            surely = (rows.upper[:, option] > 0) & (
                owned + self._doubt(rows, int(option), weights) < self._cost[option]
            )
            rows.poor[surely, option] = True
            rows.upper[surely, option] = 0.0

    def _supporters(self, rows: Rows, option: int) -> tuple[Whole, Floats]:
        """The classes behind an option that may have money, and their weights."""
        behind = self._behind[option]
        sums = np.bincount(rows.class_of.take(behind.groups), behind.weights, rows.classes)
        sums[0] = 0.0
        classes = np.flatnonzero(sums)
        return classes, sums.take(classes)

    def _doubt(self, rows: Rows, option: int, weights: Floats) -> float:
        exactly = 4 * summed(len(weights)) * float(self._cost[option])
        return WIDER * (exactly + rows.worst * float(weights.sum()))

    def _note(self, rows: Rows, number: int, found: dict[int, Amount | None]) -> None:
        order = tuple(rows.chosen[number])
        ledger = rows.ledgers.get(order)
        if ledger is None:
            ledger = rows.ledgers[order] = self._opened()
            for option in order:
                ledger.take(self._keys[option])
        lacking = [self._keys[option] for option in np.flatnonzero(rows.poor[number])]
        money = rows.amounts[number]
        found[money] = Amount(money, ledger, lacking, float(rows.margin[number]))

    def _best(self, rows: Rows) -> tuple[Whole, Floats, dict[int, Seen]]:
        """For each row what is worth most (-1: nothing) and at least how much."""
        number = len(rows.amounts)
        best, value, lowest = np.full(number, -1), np.zeros(number), np.zeros(number)
        hint, seen = EXPECTED * rows.last, dict[int, Seen]()
        while True:
            option = _candidate(rows.upper, np.maximum(lowest, hint), seen)
            if option is None:
                is_short = rows.is_open & (lowest < hint)
                if not is_short.any():
                    return best, lowest, seen
                hint[is_short] = 0.0
                for other in [key for key, one in seen.items() if len(one.price) < number]:
                    del seen[other]
                continue
            one = self._seen(rows, option, np.maximum(lowest, hint))
            if one is None:
                continue
            seen[option] = one
            gain, span = self._gain[option], one.span
            own = np.where(rows.upper[span, option] > 0, gain / one.price, 0.0)
            is_better = (own > value[span]) | (best[span] == option)
            if is_better.any():
                if not one.is_full.all():
                    one.above = np.where(one.is_full, one.above, self._surely(rows, option, one))
                least = gain / (one.price + one.above) / WIDER
                best[span][is_better], value[span][is_better] = option, own[is_better]
                lowest[span][is_better] = least[is_better]

    def _seen(self, rows: Rows, option: int, least: Floats) -> Seen | None:
        """The price by Newton's method from below; None: no row may be worth as much as `least`.

        Each tangent lies above the concave sum, so each step bounds the price from below.
        """
        numbers = np.flatnonzero((rows.upper[:, option] >= least) & (rows.upper[:, option] > 0))
        span = slice(int(numbers[0]), int(numbers[-1]) + 1)
        classes, weights = self._supporters(rows, option)
        money, upper = rows.money[span].take(classes, axis=1), rows.upper[span, option]
        cost, full = float(self._cost[option]), self._behind[option].weight
        enough = WIDER * cost / full + rows.worst
        is_full = (upper > 0) & (money.min(axis=1, initial=inf) >= enough)
        is_full &= float(weights.sum()) >= full
        price = np.full(len(upper), cost / full)
        if not is_full.all():
            looked = Looked(money, weights, upper, cost, self._doubt(rows, option, weights))
            found = _newton(looked, float(self._gain[option]), least[span])
            rows.poor[span, option] |= looked.is_poor
            rows.is_open[span] &= ~looked.is_unsure
            if found is None:
                return None
            price = np.where(is_full, price, found)
        sure = over(float(self._gain[option]), price * (1 - SUMMED))
        np.minimum(upper, np.where(is_full, sure, inf), out=upper)
        above = np.where(is_full, SUMMED * price, inf)
        return Seen(span, price, above, is_full, classes, weights, money)

    def _surely(self, rows: Rows, option: int, one: Seen) -> Floats:
        """By how much the exact price may be off; as `offers.surely`, with the first width only."""
        is_poor = one.money < (one.price * (1 + WIDTHS[0]))[:, None]
        error = rows.error[one.span].take(one.classes, axis=1)
        wrong, rich = (is_poor * error) @ one.weights, one.weights.sum() - is_poor @ one.weights
        exactly = 4 * summed(len(one.weights)) * self._cost[option]
        above = WIDER * WIDER * over(exactly + WIDER * WIDER * wrong, rich)
        return np.where(2 * (above + rows.worst) <= WIDTHS[0] * one.price, above, inf)

    def _tied(self, rivals: Whole, number: int, seen: Mapping[int, Seen]) -> int:
        """The best of options that are all paid in full, by their exact values; -1: in doubt."""
        for option in rivals:
            one = seen.get(int(option))
            if one is None or not one.span.start <= number < one.span.stop:
                return -1
            if not one.is_full[number - one.span.start]:
                return -1
        values = {int(option): self._exact(int(option)) for option in rivals}
        most = max(values.values())
        tied = {self._keys[option]: option for option, value in values.items() if value == most}
        costs = {key: int(self._cost[option]) for key, option in tied.items()}
        key = self._ties.second(tied, costs, self._votes.votes)
        return -1 if key is None else tied[key]

    def _exact(self, option: int) -> Fraction:
        return Fraction(int(self._gain[option]) * int(self._behind[option].weight)) / int(
            self._cost[option]
        )

    def _pay(self, rows: Rows, option: int, one: Seen, numbers: Whole) -> None:
        """Who is surely left with nothing has exactly nothing, without error."""
        rows.part(option, self._behind[option].groups)
        classes, _ = self._supporters(rows, option)
        at = cells(numbers, classes)
        found = numbers - one.span.start
        unsure = one.above[found] + 4 * UNIT * max(rows.amounts) / self._votes.weight
        rest, doubt = rows.money[at] - one.price[found, None], rows.error[at] + unsure[:, None]
        rows.worst = max(rows.worst, float(doubt.max()))
        doubt *= rest >= -doubt
        rows.money[at], rows.error[at] = np.maximum(rest, 0.0), doubt
        rows.upper[numbers, option] = 0.0
        for number in numbers:
            rows.chosen[number].append(option)


def suits(votes: Weighed, ledger: Ledger, unbound: Collection[str]) -> bool:
    """Whether nothing but money can refuse what is not refused from the start, and all give crosses."""
    options, some = ledger.election.option, False
    for key, found in votes.supporters.items():
        refusal = ledger.refusal(key)
        if refusal is None:
            some = True
            if key not in unbound or not options[key].cost or found.scores is not None:
                return False
        elif refusal.kind not in FOR_GOOD:
            return False
    return some and votes.weight > 0


def _behind(votes: Weighed, key: str) -> Behind:
    found = votes.supporters[key]
    weights = np.ones(len(found.groups)) if found.weights is None else found.weights
    return Behind(found.groups, weights, found.weight)


def _newton(at: Looked, gain: float, least: Floats) -> Floats | None:
    """Prices from below, and upper bounds of values; None: no row may be worth as much as `least`."""
    is_open = at.upper > 0
    price = np.where(is_open, gain / np.where(is_open, at.upper, 1.0), 0.0)
    before = np.full(len(price), -1.0)
    for _ in range(NEWTON):
        column = price[:, None]
        rich = (at.money >= column) @ at.weights
        if bool(((rich == before) | ~is_open).all()):
            return np.where(is_open, price, 1.0)
        before, paid = rich, np.minimum(at.money, column) @ at.weights
        fails = is_open & (rich <= 0)
        if fails.any():
            at.is_poor |= fails & (paid + at.doubt < at.cost)
            at.is_unsure |= fails & ~at.is_poor
            is_open &= ~fails
        rich = np.maximum(rich, 1.0)
        price = np.where(is_open, np.maximum(price, price + (at.cost - paid) / rich), 0.0)
        bound = np.where(is_open, over(gain, price - at.doubt / rich), 0.0)
        np.minimum(at.upper, bound, out=at.upper)
        if bool((at.upper < least).all()):
            return None
    raise InDoubtError


def _candidate(upper: Table, least: Floats, seen: Mapping[int, object]) -> int | None:
    """What may be worth most of all that was not looked at."""
    may = np.where((upper >= least[:, None]) & (upper > 0), upper, 0.0).max(axis=0, initial=0.0)
    may[list(seen)] = 0.0
    if not may.size:
        return None
    option = int(may.argmax())
    return option if may[option] > 0 else None
