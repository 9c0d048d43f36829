"""What a rule hands back: winners, the rounds they won in, and why the others did not.  Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from regiowerk.decide.ballots.domain.limits import Refusal
from regiowerk.decide.ballots.domain.ties import Tiers

type Phase = Literal["free", "rule", "fill"]


@dataclass(frozen=True, slots=True)
class Round:
    """One option is chosen.

    `price`: what a vote of weight one (with one point, where points are counted) pays at most, in
    cents.  `effective_support`: cost divided by price, the number of votes that pay in full and
    would do.  `value`: what the rule compared, `lead` of it on the runner-up.  A lead without a
    runner-up: several options are behind by as much, and the tie rule does not part them.
    """

    option: str
    phase: Phase
    price: Fraction
    effective_support: Fraction
    value: Fraction
    runner_up: str | None = None
    lead: Fraction | None = None
    paid_by: Mapping[str, Fraction] = field(default_factory=dict)  # voter -> cents


@dataclass(frozen=True, slots=True)
class Selection:
    """Winners in the order they were chosen; every other option is in `refusals` exactly once.

    `reserve` are the options only money was lacking for, those nearest to it first.  `stretched`
    is the budget the votes shared among them when the rule handed out more than there is to
    find out what can be paid; otherwise it is the budget itself.
    """

    rule: str
    winners: tuple[str, ...]
    rounds: tuple[Round, ...]
    refusals: tuple[Refusal, ...]
    reserve: Tiers
    spent: int
    stretched: int
