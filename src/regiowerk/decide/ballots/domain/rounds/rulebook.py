"""The rule of a round: everything that decides how papers become a result.  Pure.

It is fixed and published before the first vote.  `words_of` and `read_rulebook` write it down in
canonical JSON and read it again; numbers are text there, so that nothing is rounded.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import Any

from regiowerk.decide.ballots.domain.records import Json, encoded
from regiowerk.decide.ballots.domain.weighting import Band

VERSION, LATER_VERSION = (
    "1",
    "2",
)  # the second knows criteria and limits; the first is written without
LEAST_SCORERS = 2
LEAST_ALIKE = 3  # a secret paper is one of at least so many with the same weight


class Form(StrEnum):
    """What a paper looks like."""

    APPROVAL = "approval"
    POINTS = "points"
    SCORES = "scores"
    RANKING = "ranking"
    PAIRWISE = "pairwise"
    SWING = "swing"
    AHP = "ahp"
    SCORING = "scoring"


class Method(StrEnum):
    """How papers of a form are counted."""

    MOST = "most"  # the highest sum of crosses or points first
    EQUAL_SHARES = "equal_shares"
    PHRAGMEN = "phragmen"
    MEAN = "mean"
    MEDIAN = "median"
    BORDA = "borda"
    SCHULZE = "schulze"
    COPELAND = "copeland"
    MEAN_WEIGHT = "mean_weight"  # of the weights each voter gives
    WEIGHTED = "weighted"  # marks by criteria, times what the criterion weighs


class Weighting(StrEnum):
    """How much the paper of an organisation counts."""

    EQUAL = "equal"
    BANDS = "bands"
    PROPORTIONAL = "proportional"
    SQUARE_ROOT = "square_root"


METHODS: Mapping[Form, tuple[Method, ...]] = {
    Form.APPROVAL: (Method.MOST, Method.EQUAL_SHARES, Method.PHRAGMEN),
    Form.POINTS: (Method.MOST, Method.EQUAL_SHARES, Method.COPELAND),
    Form.SCORES: (Method.MEAN, Method.MEDIAN, Method.COPELAND),
    Form.RANKING: (Method.BORDA, Method.SCHULZE, Method.COPELAND),
    Form.PAIRWISE: (Method.COPELAND, Method.BORDA, Method.SCHULZE),
    Form.SWING: (Method.MEAN_WEIGHT,),
    Form.AHP: (Method.MEAN_WEIGHT,),
    Form.SCORING: (Method.WEIGHTED,),
}
WEIGHING = frozenset({Form.SWING, Form.AHP})
# Under a budget money is shared out or spent from the top; other methods know no costs.
UNDER_BUDGET = frozenset({Method.MOST, Method.EQUAL_SHARES, Method.PHRAGMEN, Method.WEIGHTED})
# What rules of the first version do not say; left out where it says nothing, so that they stay as they are.
ADDED = (
    "criteria",
    "scorers",
    "gap_limit",
    "reconciles",
    "threshold",
    "group_cap",
    "own_caps",
)


class Fault(StrEnum):
    """Why a rule cannot be published."""

    METHOD = "method"  # it does not count papers of this form
    SEATS_AND_BUDGET = "seats_and_budget"
    NO_BUDGET = "no_budget"  # the method shares out money, and there is none
    BUDGET = "budget"  # the method knows no costs
    MOST_BELOW_LEAST = "most_below_least"
    NO_POINTS = "no_points"
    NO_BANDS = "no_bands"
    WEIGHTS_TELL = "weights_tell"
    MAJORITY_TELLS = "majority_tells"  # who agreed would have to be known
    ALIKE = "alike"
    APPROVAL_ONLY = "approval_only"  # double majority and consent need crosses
    NO_CRITERIA = "no_criteria"  # nothing to rate by that weighs anything
    SCORERS = "scorers"  # independent means at least two
    SCORES_TELL = "scores_tell"  # those who rate are named, and count alike
    LIMITS_WITHOUT_BUDGET = "limits_without_budget"


@dataclass(frozen=True, slots=True)
class Asked:
    """A criterion every option is rated by; a must is met or not, and weighs nothing."""

    key: str
    label: str
    weight: int = 0
    is_must: bool = False
    worst: str = ""  # what the lowest mark means
    best: str = ""


@dataclass(frozen=True, slots=True)
class OwnCap:
    """How much an organisation can pay of its own for everything that is chosen, in cents."""

    organisation: str
    label: str
    cents: int


@dataclass(frozen=True, slots=True)
class Rulebook:
    """`least` and `most`: crosses on a paper, 0 for no limit.  `seats`: how many are chosen, 0: all

    are put in order.  `budget`: in cents; what it pays is chosen.  `quorum`: the part of those
    entitled, in each chamber, who have to hand in a paper.  `alike`: under secrecy, the smallest number
    of papers with the same weight.  `proxies`: how many others an organisation may vote for.

    Where options are rated: `scorers` have to rate each of them; where two marks lie further apart than
    `gap_limit` of the scale, they count by their mean, or (`reconciles`) have to be brought together
    first; below `threshold` of all points nothing is chosen.  Under a budget no interest group gets more
    than `group_cap` of it, and no organisation pays more than its own cap.
    """

    form: Form
    method: Method
    least: int = 0
    most: int = 0
    points: int = 10
    top: int = 5
    seats: int = 0
    budget: int | None = None
    fills: bool = False  # what Equal Shares leaves over is spent by votes
    weighting: Weighting = Weighting.EQUAL
    cap: Fraction | None = None
    bands: tuple[Band, ...] = ()
    quorum: Fraction = Fraction(0)
    double_majority: bool = False
    consent: bool = False
    is_secret: bool = False
    alike: int = LEAST_ALIKE
    proxies: int = 0
    heads_only: bool = False  # only the head of an organisation casts
    seed: int = 0
    lot: tuple[str, ...] = field(default=())
    criteria: tuple[Asked, ...] = ()
    scorers: int = 2
    gap_limit: Fraction = Fraction(1, 5)
    reconciles: bool = False
    threshold: Fraction = Fraction(0)
    group_cap: Fraction | None = None
    own_caps: tuple[OwnCap, ...] = ()

    @property
    def is_weighing(self) -> bool:
        """Whether the papers weigh criteria instead of choosing options."""
        return self.form in WEIGHING

    @property
    def is_scoring(self) -> bool:
        """Whether options are rated by criteria."""
        return self.form is Form.SCORING

    @property
    def is_choosing(self) -> bool:
        """Whether some options are chosen and others not."""
        return bool(self.seats) or self.budget is not None


def faults_of(rule: Rulebook) -> tuple[Fault, ...]:
    """Everything that keeps a rule from being published."""
    found = {
        Fault.METHOD: rule.method not in METHODS[rule.form],
        Fault.SEATS_AND_BUDGET: bool(rule.seats) and rule.budget is not None,
        Fault.NO_BUDGET: rule.method in {Method.EQUAL_SHARES, Method.PHRAGMEN}
        and not rule.is_choosing,
        Fault.BUDGET: rule.budget is not None and rule.method not in UNDER_BUDGET,
        Fault.MOST_BELOW_LEAST: bool(rule.most) and rule.most < rule.least,
        Fault.NO_POINTS: rule.points < 1 or rule.top < 1,
        Fault.NO_BANDS: rule.weighting is Weighting.BANDS and not rule.bands,
        Fault.WEIGHTS_TELL: rule.is_secret
        and rule.weighting not in {Weighting.EQUAL, Weighting.BANDS},
        Fault.MAJORITY_TELLS: rule.is_secret and (rule.double_majority or rule.consent),
        Fault.ALIKE: rule.is_secret and rule.alike < LEAST_ALIKE,
        Fault.APPROVAL_ONLY: (rule.double_majority or rule.consent)
        and rule.form is not Form.APPROVAL,
        Fault.NO_CRITERIA: rule.is_scoring and not any(one.weight for one in rule.criteria),
        Fault.SCORERS: rule.is_scoring and rule.scorers < LEAST_SCORERS,
        Fault.SCORES_TELL: rule.is_scoring
        and (rule.is_secret or rule.weighting is not Weighting.EQUAL),
        Fault.LIMITS_WITHOUT_BUDGET: bool(rule.group_cap is not None or rule.own_caps)
        and rule.budget is None,
    }
    return tuple(fault for fault, is_found in found.items() if is_found)


def words_of(rule: Rulebook) -> Json:
    """A rule in words JSON has, with its version."""
    words, silent = encoded(rule), encoded(Rulebook(rule.form, rule.method))
    assert isinstance(words, dict) and isinstance(silent, dict)  # noqa: PT018, S101 -- dataclasses are
    said = {name: word for name, word in words.items() if word != silent[name]}
    is_later = any(name in said for name in ADDED)
    plain = {name: word for name, word in words.items() if name not in ADDED or name in said}
    return {"version": LATER_VERSION if is_later else VERSION, **plain}


def read_rulebook(words: Mapping[str, Any]) -> Rulebook:
    """Raises KeyError, TypeError or ValueError where the words are not those of a rule."""
    if words["version"] not in {VERSION, LATER_VERSION}:
        raise ValueError(words["version"])
    return Rulebook(
        form=Form(words["form"]),
        method=Method(words["method"]),
        weighting=Weighting(words["weighting"]),
        budget=None if words["budget"] is None else int(words["budget"]),
        cap=None if words["cap"] is None else Fraction(words["cap"]),
        bands=tuple(Band(int(one["population"]), int(one["votes"])) for one in words["bands"]),
        quorum=Fraction(words["quorum"]),
        lot=tuple(words["lot"]),
        least=int(words["least"]),
        most=int(words["most"]),
        points=int(words["points"]),
        top=int(words["top"]),
        seats=int(words["seats"]),
        alike=int(words["alike"]),
        proxies=int(words["proxies"]),
        seed=int(words["seed"]),
        fills=_yes(words["fills"]),
        double_majority=_yes(words["double_majority"]),
        consent=_yes(words["consent"]),
        is_secret=_yes(words["is_secret"]),
        heads_only=_yes(words["heads_only"]),
        **_added(words),
    )


def _added(words: Mapping[str, Any]) -> dict[str, Any]:
    """What rules of the second version say, as far as they do."""
    read: dict[str, Callable[[Any], object]] = {
        "criteria": lambda said: tuple(map(_asked, said)),
        "scorers": int,
        "gap_limit": Fraction,
        "reconciles": _yes,
        "threshold": Fraction,
        "group_cap": Fraction,
        "own_caps": lambda said: tuple(
            OwnCap(one["organisation"], one["label"], int(one["cents"])) for one in said
        ),
    }
    return {name: read[name](words[name]) for name in ADDED if name in words}


def _asked(words: Mapping[str, Any]) -> Asked:
    return Asked(
        key=words["key"],
        label=words["label"],
        weight=int(words["weight"]),
        is_must=_yes(words["is_must"]),
        worst=words["worst"],
        best=words["best"],
    )


def _yes(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError(value)
    return value
