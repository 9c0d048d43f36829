"""Equal Shares in floating point, with proof that it is what the exact count would say.  Pure, numpy.

An option is looked at again only when the value it had could still win, because values only fall.
Every comparison is made between upper and lower bounds.  Where they overlap, and the options are not
exactly equal with all supporters paying in full, the count stops with InDoubtError instead of guessing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from fractions import Fraction
from heapq import heapify, heappop, heappush
from itertools import count
from math import inf, nextafter
from typing import Self

import numpy as np

from regiowerk.decide.ballots.domain.compiled import Weighed
from regiowerk.decide.ballots.domain.limits import Ledger
from regiowerk.decide.ballots.domain.offers import (
    UNIT,
    WIDER,
    Accounts,
    InDoubtError,
    Offer,
    Wanted,
    offered,
    surely,
)
from regiowerk.decide.ballots.domain.shares import EqualShares

CLUTTER = 0.3  # part of the supporters without money, from which on they are left out
EXPECTED = 0.9  # of the value of the last winner

# An offer, the least the option is worth, and how much its price may be above that of the offer.
type Bounded = tuple[Offer, float, float]


@dataclass(frozen=True, slots=True)
class QuickRound:
    """A purchase: the winner is worth at least `lowest`, and no other more than `rival`."""

    option: str
    price: float
    lowest: float
    rival: float


class QuickCount:
    """One count with a given amount of money; `run` it before reading the rest.

    `rounds` are the purchases; what is free is in the ledger only.  `unbound`: options the ledger
    never refuses.
    """

    def __init__(
        self,
        votes: Weighed,
        rule: EqualShares,
        ledger: Ledger,
        money: int,
        unbound: Collection[str] = (),
    ) -> None:
        self.rule, self.ledger, self.money, self.votes = rule, ledger, money, votes
        self._unbound = unbound
        self.most = money / votes.weight if votes.weight else 0.0
        self.rounds: list[QuickRound] = []
        error = 2 * UNIT * self.most  # no group's money is further from the exact amount
        self.accounts = Accounts(
            np.full(votes.groups, self.most), np.full(votes.groups, error), error
        )
        self._cost = {option.key: option.cost for option in ledger.election.options}
        self._supporters = dict(votes.supporters)
        self._prices: dict[str, float] = {}  # the last ones; prices only rise
        self._waiting: list[tuple[float, str]] = []
        self._poor: set[str] = set()
        self._free = [key for key in votes.full if not self._cost[key]]
        self._heap = [  # upper bounds of values, below zero
            (-WIDER * self._value(key, self._cost[key] / full), key)
            for key, full in votes.full.items()
            if self._cost[key]
        ]
        heapify(self._heap)

    @property
    def lacking(self) -> list[str]:
        """Options only money is lacking for."""
        return [
            key for key in self._poor if key in self._unbound or self.ledger.refusal(key) is None
        ]

    @property
    def margin(self) -> float:
        """By which part the closest winner is surely worth more than any other option."""
        return min((one.lowest / one.rival - 1 for one in self.rounds if one.rival), default=inf)

    def run(self, before: Self | None = None) -> Self:
        """Buy until nothing can be paid; raises InDoubtError, or UnsettledTieError.

        `before`: a count with a little less money, which says where to look first.
        """
        for _ in self._rounds(before, keeps=False):
            pass
        return self

    def buys_as(self, before: Self) -> bool:
        """Run, and tell whether every amount of money since another count is proven to buy the same.

        Ends at the first round for which that cannot be said.
        """
        for number, found in enumerate(self._rounds(before, keeps=True)):
            if number >= len(before.rounds):
                return False
            least = before.rounds[number]
            if least.option != found.option or least.lowest <= found.rival:
                return False
        return self.ledger.chosen == before.ledger.chosen

    def _rounds(self, before: Self | None, *, keeps: bool) -> Iterator[QuickRound]:
        """`keeps`: rivals are looked at down to the least value of the winner in the other count."""
        self._take_free()
        guide = [found.lowest for found in before.rounds] if before is not None else []
        for number in count():
            hint = guide[number] if number < len(guide) else 0.0 if keeps else self._expected()
            found = self._next_round(hint, hint if keeps else inf)
            if found is None:
                return
            self.rounds.append(found)
            self.ledger.take(found.option)
            self._take_free()
            for entry in self._waiting:
                heappush(self._heap, entry)
            self._waiting.clear()
            yield found

    def _expected(self) -> float:
        """A value the next winner may well have; values only fall."""
        return EXPECTED * self.rounds[-1].lowest if self.rounds else 0.0

    def _value(self, key: str, price: float) -> float:
        return self.rule.gain(self._cost[key]) / price

    def _take_free(self) -> None:
        while left := [key for key in self._free if self.ledger.refusal(key) is None]:
            key = self._first(left)
            self._free.remove(key)
            self.ledger.take(key)

    def _first(self, tied: list[str]) -> str:
        return self.rule.ties.first(tied, self._cost, self.votes.votes)

    def _next_round(self, hint: float, down_to: float) -> QuickRound | None:
        """The best purchase; looks first at what may be worth `hint`, and never less than `down_to`."""
        offers: dict[str, Offer] = {}
        best = self._best(hint, down_to, offers) or self._best(0.0, down_to, offers)
        if best is None:
            return None
        winner, lowest, above = best
        decided = self._decided(winner, lowest, offers)
        if decided is not winner:
            winner, lowest, above = self._bounded(decided)
        for key, offer in offers.items():
            if key != winner.key:
                heappush(self._heap, (-self._highest(offer), key))
        rival = -self._heap[0][0] if self._heap else 0.0
        self._pay(winner, above)
        return QuickRound(winner.key, winner.price, lowest, rival)

    def _best(self, least: float, down_to: float, offers: dict[str, Offer]) -> Bounded | None:
        """The offer worth most, if it may be worth `least`; notes all that had to be looked at."""
        best, best_value = None, 0.0
        while (offer := self._popped(least)) is not None:
            offers[offer.key] = offer
            value = self._value(offer.key, offer.price)
            if value > best_value:
                best, best_value = self._bounded(offer), value
                least = min(best[1], down_to)
        return best

    def _popped(self, lowest: float) -> Offer | None:
        """The next option that may be worth as much as `lowest`; None: there is none."""
        while self._heap and -self._heap[0][0] >= lowest:
            entry = heappop(self._heap)
            is_unbound = entry[1] in self._unbound
            refusal = None if is_unbound else self.ledger.refusal(entry[1])
            if refusal is None:
                offer = self._offer(entry[1], lowest)
                if offer is not None:
                    return offer
            elif refusal.kind == "needs":
                self._waiting.append(entry)
        return None

    def _offer(self, key: str, lowest: float) -> Offer | None:
        """The offer if it may be worth as much as `lowest`."""
        found, cost = self._supporters[key], self._cost[key]
        most = WIDER * self.rule.gain(cost) / lowest if lowest else inf
        wanted = Wanted(key, cost, self.votes.full[key], self._prices.get(key, 0.0), most)
        offer = offered(wanted, found, self.accounts)
        if offer is None:
            self._poor.add(key)
            return None
        if isinstance(offer, float):
            self._prices[key] = offer
            bound = min(WIDER * self._value(key, offer), nextafter(lowest, 0.0))
            heappush(self._heap, (-bound, key))
            return None
        self._prices[key] = offer.price
        if offer.poor > CLUTTER * len(offer.money):
            has_money = offer.money > 0
            if np.count_nonzero(has_money) < (1 - CLUTTER) * len(offer.money):
                self._supporters[key] = found.poorer(has_money)
        return offer

    def _highest(self, offer: Offer) -> float:
        price = offer.price - offer.below
        return WIDER * self._value(offer.key, price) if price > 0 else inf

    def _bounded(self, offer: Offer) -> Bounded:
        above = surely(offer)
        return offer, self._value(offer.key, offer.price + above) / WIDER, above

    def _decided(self, best: Offer, lowest: float, offers: dict[str, Offer]) -> Offer:
        rivals = [offer for offer in offers.values() if self._highest(offer) >= lowest]
        if len(rivals) == 1:
            return best
        if not all(offer.is_full for offer in rivals):
            raise InDoubtError
        values = {
            offer.key: Fraction(self.rule.gain(offer.cost) * int(offer.rich), offer.cost)
            for offer in rivals
        }
        most = max(values.values())
        return offers[self._first([key for key, value in values.items() if value == most])]

    def _pay(self, offer: Offer, above: float) -> None:
        """Take the price; who may or may not be left with nothing keeps what the doubt is."""
        scores, groups, accounts = offer.supporters.scores, offer.supporters.groups, self.accounts
        each, unsure = above, 4 * UNIT * self.most
        if scores is None:
            rest, doubt = offer.money - offer.price, offer.error + (each + unsure)
        else:
            rest, doubt = offer.money - offer.price * scores, offer.error + each * scores + unsure
        worst = float(np.maximum.reduce(doubt))
        accounts.worst = max(accounts.worst, worst)
        if not offer.is_full:
            is_left = rest > worst
            if np.count_nonzero(is_left) + np.count_nonzero(rest < -worst) == len(rest):
                rest *= is_left
                doubt *= is_left
            else:
                is_gone = (rest < -doubt) | (offer.money == 0)
                rest = np.minimum(np.maximum(rest, doubt), offer.money)
                rest[is_gone] = doubt[is_gone] = 0.0
        accounts.money[groups] = rest
        accounts.error[groups] = doubt
