"""The money of votes, exact: who has how much left, and what an option costs each of them.  Pure.

Voters with the same paper always have the same money per unit of weight and are one group; groups
that paid the same so far share one purse.  All amounts are fractions of cents per unit of weight.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from regiowerk.decide.ballots.domain.elections import Election


@dataclass(frozen=True, slots=True)
class Group:
    """Voters with the same paper: their weights and the score they give each option."""

    weights: Mapping[str, Fraction]
    scores: Mapping[str, int]
    weight: Fraction


@dataclass(frozen=True, slots=True)
class Share:
    """Supporters of an option who have the same money and give it the same score."""

    money: Fraction
    score: int
    weight: Fraction


def grouped(election: Election, *, scored: bool) -> list[Group]:
    """Who takes part, by paper; `scored`: points count, otherwise any support is one."""
    found: dict[frozenset[tuple[str, int]], dict[str, Fraction]] = {}
    for voter, support in zip(election.participants, election.supports, strict=True):
        if voter.weight:
            scores = support.items() if scored else dict.fromkeys(support, 1).items()
            found.setdefault(frozenset(scores), {})[voter.key] = Fraction(voter.weight)
    return [
        Group(weights, dict(scores), sum(weights.values(), Fraction(0)))
        for scores, weights in found.items()
    ]


class Purses:
    """All groups start with the same money per unit of weight and pay option by option."""

    def __init__(self, groups: list[Group], money: Fraction) -> None:
        self.groups = groups
        self._money = [money]  # per purse
        self._purse = [0] * len(groups)
        self._backers: dict[str, list[int]] = {}
        for number, group in enumerate(groups):
            for key in group.scores:
                self._backers.setdefault(key, []).append(number)

    def shares(self, key: str) -> list[Share]:
        """The supporters of an option who have money left."""
        weights: dict[tuple[int, int], Fraction] = {}
        for number in self._backers.get(key, ()):
            group = self.groups[number]
            place = (self._purse[number], group.scores[key])
            weights[place] = weights.get(place, Fraction(0)) + group.weight
        return [
            Share(self._money[purse], score, weight)
            for (purse, score), weight in weights.items()
            if self._money[purse]
        ]

    def means(self, key: str) -> Fraction:
        """All money the supporters of an option have left, in cents."""
        return sum((share.money * share.weight for share in self.shares(key)), Fraction(0))

    def price(self, key: str, cost: int) -> Fraction | None:
        """The least price per point at which the supporters pay `cost`; None: they cannot."""
        shares = sorted(self.shares(key), key=lambda share: share.money / share.score)
        points = sum((share.score * share.weight for share in shares), Fraction(0))
        missing = Fraction(cost)
        for share in shares:
            price = missing / points
            if price * share.score <= share.money:
                return price
            missing -= share.money * share.weight
            points -= share.score * share.weight
        return None

    def paid_at(self, key: str, price: Fraction) -> Fraction:
        """What the supporters of an option pay together at this price, in cents."""
        return sum(
            (min(share.money, price * share.score) * share.weight for share in self.shares(key)),
            Fraction(0),
        )

    def pay(self, key: str, price: Fraction) -> dict[str, Fraction]:
        """Take the price from all supporters; returns what each voter paid, in cents."""
        paid: dict[str, Fraction] = {}
        moved: dict[tuple[int, int], int] = {}
        for number in self._backers.get(key, ()):
            purse, group = self._purse[number], self.groups[number]
            payment = min(self._money[purse], price * group.scores[key])
            if not payment:
                continue
            place = (purse, group.scores[key])
            if place not in moved:
                moved[place] = len(self._money)
                self._money.append(self._money[purse] - payment)
            self._purse[number] = moved[place]
            paid |= {voter: weight * payment for voter, weight in group.weights.items()}
        return paid

    def left(self) -> Iterator[tuple[str, Fraction]]:
        """What each voter has left, in cents."""
        for number, group in enumerate(self.groups):
            for voter, weight in group.weights.items():
                yield voter, weight * self._money[self._purse[number]]
