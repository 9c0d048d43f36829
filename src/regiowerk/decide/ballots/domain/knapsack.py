"""Knapsack: the set of options with the highest sum of votes that fits the budget.  Pure.

An integer linear programme, solved by HiGHS (Q. Huangfu, J. A. J. Hall 2018) with gap zero.  All
coefficients are whole numbers and every answer is checked against them exactly.  Of several best
sets the tie rule takes the cheapest one, then the one that holds the earliest option of the lot.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from math import floor, gcd, lcm

import numpy as np

from regiowerk.decide.ballots.domain.elections import Election
from regiowerk.decide.ballots.domain.greedy import Measure, measured
from regiowerk.decide.ballots.domain.limits import Ledger, Limits, Refusal
from regiowerk.decide.ballots.domain.outcomes import Round, Selection
from regiowerk.decide.ballots.domain.ties import TieRule, UnsettledTieError, tiers_by

EXACT_IN_FLOAT = 2**53
ATTEMPTS = 100


class NotSolvedError(RuntimeError):
    """The solver gave no answer that holds in whole numbers, or the numbers are too large."""


@dataclass(frozen=True, slots=True)
class Knapsack:
    """The rule.  Ties take the steps `min_cost` and `lot`; votes are already in the sum."""

    by: Measure = "votes"
    ties: TieRule = field(default_factory=TieRule)


@dataclass(frozen=True, slots=True)
class Row:
    """A linear condition in whole numbers: sum of coefficient times choice is at most `most`."""

    coefficients: Mapping[str, int]
    most: int

    def holds(self, chosen: frozenset[str]) -> bool:
        return sum(value for key, value in self.coefficients.items() if key in chosen) <= self.most


def knapsack(
    election: Election, rule: Knapsack | None = None, limits: Limits | None = None
) -> Selection:
    """The best set; raises UnsettledTieError with the options in which equal sets differ."""
    rule, ledger = rule or Knapsack(), Ledger(election, limits or Limits())
    worth = measured(election, rule.by)
    barred = {
        option.key: refusal
        for option in election.options
        if (refusal := ledger.refusal(option.key)) is not None
        and refusal.kind in ("unsupported", "few_votes", "over_budget", "home_cap", "own_share")
    }
    keys = sorted(key for key in worth if key not in barred)
    values = _whole({key: worth[key] for key in keys})
    costs = {key: election.option[key].cost for key in keys}
    rows = _limit_rows(election, ledger.limits, keys)
    best = _settled(_best(keys, values, rows), keys, values, costs, rows, rule.ties)
    for key in sorted(best, key=lambda key: (-worth[key], costs[key], key)):
        ledger.take(key)
    return _selection(ledger, worth, barred)


def _selection(ledger: Ledger, worth: dict[str, Fraction], barred: dict[str, Refusal]) -> Selection:
    election, votes = ledger.election, ledger.election.votes()
    others = [key for key in worth if key not in ledger.chosen]
    refusals = [barred.get(key, Refusal(key, "not_best")) for key in sorted(others)]
    return Selection(
        rule="knapsack",
        winners=tuple(ledger.chosen),
        rounds=tuple(
            Round(key, "rule", Fraction(0), votes[key], worth[key]) for key in ledger.chosen
        ),
        refusals=tuple(refusals),
        reserve=tiers_by({key: worth[key] for key in others if key not in barred}),
        spent=ledger.spent,
        stretched=election.budget,
    )


def _whole(values: Mapping[str, Fraction]) -> dict[str, int]:
    """The same proportions in the smallest whole numbers."""
    scale = lcm(*(value.denominator for value in values.values()))
    numbers = {key: int(value * scale) for key, value in values.items()}
    shared = gcd(*numbers.values()) or 1
    return {key: number // shared for key, number in numbers.items()}


def _limit_rows(election: Election, limits: Limits, keys: list[str]) -> list[Row]:
    option = election.option
    rows = [Row({key: option[key].cost for key in keys}, election.budget)]
    if limits.home_cap is not None:
        cap = floor(limits.home_cap * election.budget)
        for home in sorted({option[key].home or "" for key in keys} - {""}):
            rows.append(Row({k: option[k].cost for k in keys if option[k].home == home}, cap))
    for organisation, cap in sorted(limits.own_share_caps.items()):
        rows.append(Row({k: option[k].own_shares.get(organisation, 0) for k in keys}, cap))
    for key in keys:
        rows += [
            Row({key: 1, other: 1}, 1) for other in sorted(option[key].excludes) if other in keys
        ]
        rows += [
            Row({key: 1, other: -1} if other in keys else {key: 1}, 0)
            for other in sorted(option[key].needs)
        ]
    return [_reduced(row) for row in rows if any(row.coefficients.values())]


def _reduced(row: Row) -> Row:
    """The same condition in smaller numbers: the unit of money does not matter to the solver."""
    shared = gcd(*row.coefficients.values()) or 1
    return Row(
        {key: value // shared for key, value in row.coefficients.items()}, row.most // shared
    )


def _settled(
    best: frozenset[str],
    keys: list[str],
    values: dict[str, int],
    costs: dict[str, int],
    rows: list[Row],
    ties: TieRule,
) -> frozenset[str]:
    """The best set the tie rule takes."""
    rows = [*rows, _at_least(values, best)]
    if "min_cost" in ties.steps:
        best = _best(keys, {key: -cost for key, cost in costs.items()}, rows)
        rows.append(_reduced(Row(costs, sum(costs[key] for key in best))))
    other = _other(best, keys, rows)
    if other is None:
        return best
    fixed = dict.fromkeys(ties.lot if "lot" in ties.steps else ())
    for key in (key for key in fixed if key in values):
        rows.append(_at_least({key: 1}, frozenset({key})))
        found = _feasible(keys, rows)
        if found is None:
            rows[-1] = Row({key: 1}, 0)
    best = _best(keys, dict.fromkeys(keys, 0), rows)
    other = _other(best, keys, rows)
    if other is not None:
        raise UnsettledTieError(tuple(sorted(best ^ other)))
    return best


def _at_least(values: Mapping[str, int], chosen: frozenset[str]) -> Row:
    negative = {key: -value for key, value in values.items()}
    return Row(negative, sum(negative[key] for key in chosen if key in negative))


def _other(best: frozenset[str], keys: list[str], rows: list[Row]) -> frozenset[str] | None:
    """Another set that meets all conditions; None: there is none."""
    differs = Row({key: 1 if key in best else -1 for key in keys}, len(best) - 1)
    return _feasible(keys, [*rows, differs])


def _best(keys: list[str], values: Mapping[str, int], rows: list[Row]) -> frozenset[str]:
    found = _solved(keys, values, rows)
    if found is None:  # the empty set or the set found before always meets all conditions
        raise NotSolvedError
    return found


def _feasible(keys: list[str], rows: list[Row]) -> frozenset[str] | None:
    return _solved(keys, dict.fromkeys(keys, 0), rows)


def _solved(keys: list[str], values: Mapping[str, int], rows: list[Row]) -> frozenset[str] | None:
    """The best set that meets all conditions in whole numbers; None: there is none.

    The solver allows itself a millionth.  A set that only just breaks a condition is shut out by a
    condition of its own in small numbers, and the solver is asked again.
    """
    if not keys:
        return frozenset() if all(row.most >= 0 for row in rows) else None
    if any(_reach(row.coefficients) >= EXACT_IN_FLOAT for row in [*rows, Row(values, 0)]):
        raise NotSolvedError
    shut: list[Row] = []
    for _ in range(ATTEMPTS):
        chosen = _answer(keys, values, rows + shut)
        broken = [] if chosen is None else [row for row in rows if not row.holds(chosen)]
        if chosen is None or not broken:
            return chosen
        shut += [_shutting_out(row, chosen, keys) for row in broken]
    raise NotSolvedError


def _shutting_out(row: Row, chosen: frozenset[str], keys: list[str]) -> Row:
    """Not all of what breaks the row together, or, where it has two signs, not just this set."""
    if min(row.coefficients.values()) >= 0:
        cover = [key for key, value in row.coefficients.items() if value and key in chosen]
        return Row(dict.fromkeys(cover, 1), len(cover) - 1)
    return Row({key: 1 if key in chosen else -1 for key in keys}, len(chosen) - 1)


def _answer(keys: list[str], values: Mapping[str, int], rows: list[Row]) -> frozenset[str] | None:
    # SciPy takes half a second to import, and it brings no types.
    from scipy import optimize  # type: ignore[import-untyped,unused-ignore]  # noqa: PLC0415

    matrix = np.array([[row.coefficients.get(key, 0) for key in keys] for row in rows], float)
    limits = optimize.LinearConstraint(matrix, ub=[float(row.most) for row in rows]) if rows else ()
    answer = optimize.milp(
        [-values[key] for key in keys],
        integrality=np.ones(len(keys)),
        bounds=optimize.Bounds(0, 1),
        constraints=limits,
        options={"mip_rel_gap": 0},
    )
    if answer.status == 2:  # infeasible
        return None
    if answer.status != 0:
        raise NotSolvedError
    return frozenset(key for key, part in zip(keys, answer.x, strict=True) if part > 0.5)


def _reach(coefficients: Mapping[str, int]) -> int:
    return sum(abs(value) for value in coefficients.values())
