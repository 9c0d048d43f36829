"""What stands on a paper, as plain words: written down, read again, checked against the rule.  Pure.

A paper without a name is a `Marks`: approval {"options": [...]}, points and scores and swing weights
{"points": {...}}, a ranking {"tiers": [[...]]}, duels {"pairs": [[better, worse]]}, AHP
{"judgements": [[one, other, "3"]]}: the one is three times as important; ratings by criteria
{"ratings": [[option, criterion, "7"]]}, of a must "1" for met and "0" for not met.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from itertools import combinations
from typing import Any

from regiowerk.decide.ballots.domain.elections import (
    Approval,
    Pairwise,
    Paper,
    Points,
    Ranking,
    Scores,
    UnsuitablePapersError,
)
from regiowerk.decide.ballots.domain.records import Json, canonical
from regiowerk.decide.ballots.domain.rounds.rulebook import Form, Rulebook

TOP_SWING = 100


class BrokenMarksError(ValueError):
    """Not the words of a paper."""


class Flaw(StrEnum):
    """Why a paper cannot be cast as it is."""

    UNKNOWN = "unknown"  # an option that does not stand for election
    EXCLUDED = "excluded"  # a conflict of interest
    TWICE = "twice"
    TOO_FEW = "too_few"
    TOO_MANY = "too_many"
    TOO_MANY_POINTS = "too_many_points"
    NO_POINTS = "no_points"
    OUTSIDE = "outside"  # a mark outside the scale
    MISSING = "missing"  # every option, or every pair, has to be judged
    NO_TOP = "no_top"  # of swing weights one has 100
    PARTLY = "partly"  # an option is rated by some criteria and not by others
    SETTLED = "settled"  # what others have seen and agree with is not rated anew


@dataclass(frozen=True, slots=True)
class Marks:
    """What a paper says, without whose it is; only the parts of its form are filled."""

    options: frozenset[str] = frozenset()
    points: Mapping[str, int] = field(default_factory=dict)
    tiers: tuple[frozenset[str], ...] = ()
    pairs: frozenset[tuple[str, str]] = frozenset()
    judgements: Mapping[tuple[str, str], Fraction] = field(default_factory=dict)
    ratings: Mapping[tuple[str, str], int] = field(default_factory=dict)  # option, criterion

    @property
    def is_blank(self) -> bool:
        return self == Marks()


def words_of_marks(form: Form, marks: Marks) -> Json:
    """The words of a paper; the same marks are the same words."""
    match form:
        case Form.APPROVAL:
            return {"options": [*sorted(marks.options)]}
        case Form.POINTS | Form.SCORES | Form.SWING:
            return {"points": {key: str(value) for key, value in sorted(marks.points.items())}}
        case Form.RANKING:
            return {"tiers": [[*sorted(tier)] for tier in marks.tiers]}
        case Form.PAIRWISE:
            return {"pairs": [list(pair) for pair in sorted(marks.pairs)]}
        case Form.AHP:
            rows = sorted(marks.judgements.items())
            return {"judgements": [[one, other, str(times)] for (one, other), times in rows]}
        case Form.SCORING:
            marks_by_row = sorted(marks.ratings.items())
            return {"ratings": [[one, asked, str(mark)] for (one, asked), mark in marks_by_row]}


def marks_text(form: Form, marks: Marks) -> str:
    """Canonical JSON of a paper."""
    return canonical(words_of_marks(form, marks)).decode()


def read_marks(form: Form, words: Mapping[str, Any]) -> Marks:
    """Marks from words; raises BrokenMarksError."""
    try:
        match form:
            case Form.APPROVAL:
                return Marks(options=frozenset(map(str, words["options"])))
            case Form.POINTS | Form.SCORES | Form.SWING:
                return Marks(points={key: int(value) for key, value in words["points"].items()})
            case Form.RANKING:
                return Marks(tiers=tuple(frozenset(map(str, tier)) for tier in words["tiers"]))
            case Form.PAIRWISE:
                return Marks(pairs=frozenset((str(a), str(b)) for a, b in words["pairs"]))
            case Form.AHP:
                return Marks(judgements={(a, b): Fraction(t) for a, b, t in words["judgements"]})
            case Form.SCORING:
                rows = words["ratings"]
                return Marks(ratings={(str(one), str(by)): int(mark) for one, by, mark in rows})
    except (KeyError, TypeError, ValueError, AttributeError, ZeroDivisionError) as error:
        raise BrokenMarksError(str(error)) from error


def marks_from(form: Form, text: str) -> Marks:
    """Marks from canonical JSON."""
    return read_marks(form, json.loads(text))


def paper_of(form: Form, voter: str, marks: Marks) -> Paper:
    """The paper of a voter in the words of elections; weighings are points there."""
    match form:
        case Form.APPROVAL:
            return Approval(voter, marks.options)
        case Form.SCORES:
            return Scores(voter, marks.points)
        case Form.RANKING:
            return Ranking(voter, marks.tiers)
        case Form.PAIRWISE:
            return Pairwise(voter, marks.pairs)
        case Form.SCORING:
            raise UnsuitablePapersError("election", form.value)
        case _:
            return Points(voter, marks.points)


def flaws_of(
    rule: Rulebook, options: Sequence[str], excluded: frozenset[str], marks: Marks
) -> tuple[Flaw, ...]:
    """Everything that keeps a paper from being cast; `excluded`: what its voter may not judge."""
    named = _named(marks)
    open_to = [key for key in options if key not in excluded]
    found = {
        Flaw.UNKNOWN: bool(set(named) - set(options)),
        Flaw.EXCLUDED: bool(set(named) & excluded),
        Flaw.TWICE: rule.form is Form.RANKING and len(named) != len(set(named)),
    }
    found |= _FLAWS[rule.form](rule, open_to, marks)
    return tuple(flaw for flaw, is_found in found.items() if is_found)


def _named(marks: Marks) -> list[str]:
    ranked = [key for tier in marks.tiers for key in tier]
    compared = [key for pair in (*marks.pairs, *marks.judgements) for key in pair]
    rated = {option for option, _criterion in marks.ratings}
    return [*marks.options, *marks.points, *ranked, *compared, *rated]


def _approval(rule: Rulebook, open_to: list[str], marks: Marks) -> dict[Flaw, bool]:
    crosses = len(marks.options)
    return {
        Flaw.TOO_FEW: crosses < min(rule.least, len(open_to)),
        Flaw.TOO_MANY: bool(rule.most) and crosses > rule.most,
    }


def _points(rule: Rulebook, open_to: list[str], marks: Marks) -> dict[Flaw, bool]:
    given = sum(marks.points.values())
    return {
        Flaw.TOO_MANY_POINTS: given > rule.points,
        Flaw.NO_POINTS: given == 0,
        Flaw.OUTSIDE: any(value < 0 for value in marks.points.values()),
    }


def _scores(rule: Rulebook, open_to: list[str], marks: Marks) -> dict[Flaw, bool]:
    return {
        Flaw.OUTSIDE: any(not 0 <= value <= rule.top for value in marks.points.values()),
        Flaw.TOO_FEW: not marks.points,
    }


def _ranking(rule: Rulebook, open_to: list[str], marks: Marks) -> dict[Flaw, bool]:
    return {Flaw.TOO_FEW: sum(map(len, marks.tiers)) < max(1, min(rule.least, len(open_to)))}


def _pairwise(rule: Rulebook, open_to: list[str], marks: Marks) -> dict[Flaw, bool]:
    both = any((worse, better) in marks.pairs for better, worse in marks.pairs)
    return {Flaw.TWICE: both, Flaw.TOO_FEW: not marks.pairs}


def _swing(rule: Rulebook, open_to: list[str], marks: Marks) -> dict[Flaw, bool]:
    values = marks.points.values()
    return {
        Flaw.MISSING: set(marks.points) != set(open_to),
        Flaw.OUTSIDE: any(not 0 <= value <= TOP_SWING for value in values),
        Flaw.NO_TOP: max(values, default=0) != TOP_SWING,
    }


def _ahp(rule: Rulebook, open_to: list[str], marks: Marks) -> dict[Flaw, bool]:
    said = {frozenset(pair) for pair in marks.judgements}
    wanted = {frozenset(pair) for pair in combinations(open_to, 2)}
    scale = (Fraction(1, 9), Fraction(9))
    return {
        Flaw.MISSING: said != wanted,
        Flaw.TWICE: len(said) != len(marks.judgements),
        Flaw.OUTSIDE: any(not scale[0] <= t <= scale[1] for t in marks.judgements.values()),
    }


def _scoring(rule: Rulebook, open_to: list[str], marks: Marks) -> dict[Flaw, bool]:
    """An option is rated by every criterion or not at all."""
    tops = {one.key: 1 if one.is_must else rule.top for one in rule.criteria}
    rated: dict[str, set[str]] = {}
    for option, criterion in marks.ratings:
        rated.setdefault(option, set()).add(criterion)
    return {
        Flaw.TOO_FEW: not rated,
        Flaw.PARTLY: any(by != tops.keys() for by in rated.values()),
        Flaw.OUTSIDE: any(
            not 0 <= mark <= tops.get(by, rule.top) for (_one, by), mark in marks.ratings.items()
        ),
    }


_FLAWS = {
    Form.APPROVAL: _approval,
    Form.POINTS: _points,
    Form.SCORES: _scores,
    Form.RANKING: _ranking,
    Form.PAIRWISE: _pairwise,
    Form.SWING: _swing,
    Form.AHP: _ahp,
    Form.SCORING: _scoring,
}
