"""What an option costs its supporters, in floating point with bounds.  Pure, numpy.

The price solves: sum over supporters of weight times min(money, price times score) = cost.  It is found
by Newton's method, which is exact after finitely many steps because the sum is piecewise linear.
Beside the money of each group stands by how much it may differ from the exact amount; who has exactly
nothing certainly has nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

import numpy as np

from regiowerk.decide.ballots.domain.compiled import Floats, Mask, Supporters

UNIT = 2.0**-53
SUMMED = 2.0**-44  # bounds the error of pairwise sums of up to 2**31 amounts, relative to the cost
NEWTON = 1000  # steps; more come from a price that rounding moves to and fro
WIDER = 1 + 2.0**-48  # a quotient that has to be an upper bound
WIDTHS = (2.0**-20, 2.0**-10, 2.0**-4)  # parts of a price within which it may be unsure


class InDoubtError(ArithmeticError):
    """Floating point cannot tell; the exact count can."""


@dataclass(slots=True)
class Accounts:
    """What a vote of weight one still has in each group, and how far that may be from the truth."""

    money: Floats
    error: Floats
    worst: float  # of the errors


@dataclass(slots=True)  # not frozen, as thousands are made in a count
class Offer:
    """An option in one round.

    `rich`: points times weight of those who pay in full; `poor`: groups that do not; `below`: by how
    much at most the exact price is lower; `is_full`: certainly all who ever supported it pay in full.
    `money` and `error` are those of the supporters, `worst` the largest error of all.
    """

    key: str
    cost: int
    price: float
    below: float
    rich: float
    poor: int
    is_full: bool
    money: Floats
    error: Floats
    worst: float
    supporters: Supporters


@dataclass(slots=True)
class Wanted:
    """An option to look at: `full` are all points times weight, of those without money too.

    The price is not below `least`, and above `most` nobody wants to know it.
    """

    key: str
    cost: int
    full: float
    least: float
    most: float


def summed(length: int) -> float:
    """Bounds the error of sums of so many products in any order, relative to the cost."""
    return max(SUMMED, UNIT * (length + 8))


def _where(values: Floats | None, mask: Mask) -> float:
    """The sum over the places where the mask holds, of whole numbers; None are ones."""
    return float(np.count_nonzero(mask) if values is None else values.dot(mask))


def _weighed(amounts: Floats, weights: Floats | None) -> float:
    return float(np.add.reduce(amounts if weights is None else amounts * weights))


def offered(wanted: Wanted, found: Supporters, accounts: Accounts) -> Offer | float | None:
    """The offer, or only the least the price can be if it is too high; None: too poor.

    Newton's method.  Each tangent lies above the concave sum, so it bounds the price from below.
    """
    money = accounts.money.take(found.groups)
    spare = money if found.scores is None else money / found.scores
    weighed = money if found.weights is None else money * found.weights
    points, poor = found.all_points, 0.0
    before, price = -1, wanted.most
    exactly = summed(len(money)) * wanted.cost
    doubt = WIDER * (exactly + accounts.worst * found.weight)
    for _ in range(NEWTON):
        is_poor = spare < price
        number = int(np.count_nonzero(is_poor))
        if number == before:
            return _offer(wanted, found, money, number, (points - poor, price, doubt), accounts)
        poor = float(number) if found.points is None else float(found.points.dot(is_poor))
        if poor < points:
            before, rich = number, points - poor
            price = (wanted.cost - (float(weighed.dot(is_poor)) if number else 0.0)) / rich
            if price - doubt / rich > wanted.most:
                return price - doubt / rich
        elif before >= 0:
            raise InDoubtError
        elif not _can_pay(wanted.cost, found, money, accounts):
            return None
        else:
            price = max(wanted.cost / wanted.full, wanted.least)
    raise InDoubtError


def _can_pay(cost: int, found: Supporters, money: Floats, accounts: Accounts) -> bool:
    owned = _weighed(money, found.weights)
    if owned >= cost:  # if in truth it is less, no price will be found
        return True
    doubt = accounts.worst * found.weight
    if owned + WIDER * doubt + SUMMED * cost >= cost:
        doubt = _weighed(accounts.error.take(found.groups), found.weights)
    if owned + WIDER * doubt + SUMMED * cost >= cost:
        raise InDoubtError
    return False


def _offer(
    wanted: Wanted,
    found: Supporters,
    money: Floats,
    poor: int,
    reached: tuple[float, float, float],
    accounts: Accounts,
) -> Offer:
    rich, price, doubt = reached
    below, is_full = WIDER * doubt / rich, rich >= wanted.full
    if is_full:
        price = wanted.cost / rich
        spare = money if found.scores is None else money / found.scores
        is_full = float(np.minimum.reduce(spare)) - accounts.worst >= price * WIDER
        below = SUMMED * price
    error = accounts.error.take(found.groups)
    return Offer(
        wanted.key,
        wanted.cost,
        price,
        below,
        rich,
        poor,
        is_full,
        money,
        error,
        accounts.worst,
        found,
    )


def surely(offer: Offer) -> float:
    """By how much the exact price may be above or below that of the offer at most.

    At the price and so much more, the supporters certainly pay the cost: those who stay rich pay
    enough more to make up for all that the money of the poor may be less.  At so much less they
    certainly do not, for the same reason.  Scores are at least one.
    """
    if offer.is_full:
        return offer.below
    found = offer.supporters
    unsure = offer.error if found.weights is None else offer.error * found.weights
    exactly = summed(len(unsure)) * offer.cost
    for width in WIDTHS:
        due = offer.price * (1 + width)
        is_poor = offer.money < (due if found.scores is None else due * found.scores)
        rich = found.all_points - _where(found.points, is_poor)
        missing = exactly + WIDER * WIDER * float(unsure.dot(is_poor))
        above = WIDER * WIDER * missing / rich if rich else inf
        if 2 * (above + offer.worst) <= width * offer.price:
            return above
    raise InDoubtError
