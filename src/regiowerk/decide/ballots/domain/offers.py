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

from regiowerk.decide.ballots.domain.compiled import Floats, Mask, Supporters, total

UNIT = 2.0**-53
SUMMED = 2.0**-44  # bounds the error of pairwise sums of up to 2**31 amounts, relative to the cost
WIDER = 1 + 2.0**-48  # a quotient that has to be an upper bound
ATTEMPTS = (1 + 2.0**-16, 1.5, 4.0, 16.0)  # times the least a price may be above the one found


class InDoubtError(ArithmeticError):
    """Floating point cannot tell; the exact count can."""


@dataclass(slots=True)
class Accounts:
    """What a vote of weight one still has in each group, and how far that may be from the truth."""

    money: Floats
    error: Floats
    worst: float  # of the errors


@dataclass(frozen=True, slots=True)
class Offer:
    """An option in one round.

    `rich`: points times weight of those who pay in full; `below`: by how much at most the exact price is lower; `is_full`: certainly all who
    ever supported it pay in full.  `money` and `error` are those of the supporters.
    """

    key: str
    cost: int
    price: float
    below: float
    rich: float
    is_full: bool
    money: Floats
    error: Floats
    supporters: Supporters


@dataclass(frozen=True, slots=True)
class Wanted:
    """An option to look at: `full` are all points times weight, of those without money too.

    The price is not below `least`, and above `most` nobody wants to know it.
    """

    key: str
    cost: int
    full: float
    least: float
    most: float


def _where(values: Floats | None, mask: Mask) -> float:
    """The sum over the places where the mask holds, of whole numbers; None are ones."""
    return float(np.count_nonzero(mask) if values is None else np.dot(values, mask))


def _weighed(amounts: Floats, weights: Floats | None) -> float:
    return float((amounts if weights is None else amounts * weights).sum())


def offered(wanted: Wanted, found: Supporters, accounts: Accounts) -> Offer | float | None:
    """The offer, or only the least the price can be if it is too high; None: too poor."""
    money = accounts.money.take(found.groups)
    spare = money if found.scores is None else money / found.scores
    start = wanted.most
    if start == inf or not (spare >= start).any():
        if not _can_pay(wanted.cost, found, money, accounts):
            return None
        start = max(wanted.cost / wanted.full, wanted.least)
    return _found_price(wanted, found, money, spare, accounts, start)


def _can_pay(cost: int, found: Supporters, money: Floats, accounts: Accounts) -> bool:
    owned = _weighed(money, found.weights)
    if owned >= cost:  # if in truth it is less, no price will be found
        return True
    doubt = accounts.worst * total(found.weights, found)
    if owned + WIDER * doubt + SUMMED * cost >= cost:
        doubt = _weighed(accounts.error.take(found.groups), found.weights)
    if owned + WIDER * doubt + SUMMED * cost >= cost:
        raise InDoubtError
    return False


def _found_price(
    wanted: Wanted,
    found: Supporters,
    money: Floats,
    spare: Floats,
    accounts: Accounts,
    price: float,
) -> Offer | float:
    """Newton's method.  Each tangent lies above the concave sum, so it bounds the price from below."""
    points, before = total(found.points, found), -1
    doubt = WIDER * (SUMMED * wanted.cost + accounts.worst * total(found.weights, found))
    while True:
        is_poor = spare < price
        number = int(np.count_nonzero(is_poor))
        rich = points - (_where(found.points, is_poor) if number else 0)
        if rich <= 0:
            raise InDoubtError
        if number == before:
            return _offer(wanted, found, money, is_poor, price, rich, accounts)
        paid = np.minimum(money, price if found.scores is None else price * found.scores)
        price += (wanted.cost - _weighed(paid, found.weights)) / rich
        if price - doubt / rich > wanted.most:
            return price - doubt / rich
        before = number


def _offer(
    wanted: Wanted,
    found: Supporters,
    money: Floats,
    is_poor: Mask,
    price: float,
    rich: float,
    accounts: Accounts,
) -> Offer:
    error = accounts.error.take(found.groups)
    if rich < wanted.full:
        below = WIDER * (SUMMED * wanted.cost + _weighed(error * is_poor, found.weights)) / rich
        return Offer(wanted.key, wanted.cost, price, below, rich, False, money, error, found)
    price = wanted.cost / rich
    spare = money if found.scores is None else money / found.scores
    is_full = float(spare.min()) - accounts.worst >= price * WIDER
    return Offer(wanted.key, wanted.cost, price, SUMMED * price, rich, is_full, money, error, found)


def surely(offer: Offer) -> float:
    """How much the exact price may be above the price of the offer at most.

    At the price and so much more, the supporters certainly pay the cost: those who stay rich pay
    enough more to make up for all that the money of the poor may be less.
    """
    if offer.is_full:
        return offer.below
    found, money = offer.supporters, offer.money
    scores = 1.0 if found.scores is None else found.scores
    least = max(offer.below, SUMMED * offer.cost / offer.rich)
    for attempt in ATTEMPTS:
        above = attempt * least
        due = (offer.price + above) * WIDER * scores
        rich = _where(found.points, money >= due)
        is_poor = (money > 0) & (money < due + offer.error)
        missing = SUMMED * offer.cost + WIDER * _weighed(offer.error * is_poor, found.weights)
        if above * rich >= WIDER * missing:
            return above
    raise InDoubtError
