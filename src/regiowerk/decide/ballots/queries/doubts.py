"""Judgements in pairs that do not fit together: shown as an offer, never as a fault."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from regiowerk.decide.ballots.domain.judging.ahp import (
    Judgement,
    Repair,
    Triple,
    ahp,
    smallest_repair,
)
from regiowerk.decide.ballots.domain.rounds.marks import Marks
from regiowerk.decide.ballots.domain.rounds.rulebook import Form, Rulebook
from regiowerk.decide.ballots.queries.words import number

MOST_TRIPLES = 2


@dataclass(frozen=True, slots=True)
class Doubts:
    """What contradicts itself most, and the one answer whose change would mend it."""

    triples: tuple[str, ...]
    repair: str


def doubts_of(rule: Rulebook, labels: Mapping[str, str], marks: Marks) -> Doubts | None:
    """Nothing where the judgements fit together well enough, or are no judgements in pairs."""
    if rule.form is not Form.AHP or not marks.judgements:
        return None
    judgements = [Judgement(a, b, times) for (a, b), times in marks.judgements.items()]
    keys = [key for key in labels if any(key in pair for pair in marks.judgements)]
    found = ahp(judgements, keys, shown=MOST_TRIPLES)
    if found.is_consistent:
        return None
    repair = smallest_repair(judgements, keys)
    return Doubts(
        triples=tuple(triple_in_words(labels, one) for one in found.triples),
        repair=repair_in_words(labels, repair) if repair else "",
    )


def triple_in_words(labels: Mapping[str, str], triple: Triple) -> str:
    """Three answers of which two say something else than the third."""
    first, second, third = (labels[key] for key in triple.keys)
    words = {
        "first": first,
        "second": second,
        "third": third,
        "one": times_in_words(triple.said[0]),
        "two": times_in_words(triple.said[1]),
        "three": times_in_words(triple.said[2]),
        "implied": times_in_words(triple.implied),
    }
    return (
        _(
            "“%(first)s” to “%(second)s” is %(one)s and “%(second)s” to “%(third)s” %(two)s. From "
            "that follows %(implied)s for “%(first)s” to “%(third)s”; said was %(three)s."
        )
        % words
    )


def repair_in_words(labels: Mapping[str, str], repair: Repair) -> str:
    """The one answer to look at again, and what it would have to be."""
    words = {
        "one": labels[repair.one],
        "other": labels[repair.other],
        "said": times_in_words(repair.said),
        "instead": times_in_words(repair.instead),
    }
    if repair.is_enough:
        return (
            _("With “%(one)s” to “%(other)s” as %(instead)s instead of %(said)s it would fit.")
            % words
        )
    return _("“%(one)s” to “%(other)s” as %(instead)s instead of %(said)s would help most.") % words


def times_in_words(times: Fraction | float) -> str:
    """A ratio as one says it: "3 to 1", "1 to 3", "1 to 1"."""
    if times >= 1:
        return _("%(times)s to 1") % {"times": _plain(times)}
    return _("1 to %(times)s") % {"times": _plain(1 / times)}


def _plain(value: Fraction | float) -> str:
    exact = Fraction(value) if isinstance(value, int | Fraction) else None
    if exact is not None and exact.denominator == 1:
        return number(exact)
    return number_format(round(float(value), 1), decimal_pos=1)
