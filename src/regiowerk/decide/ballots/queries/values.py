"""Values of a count with their units, and names of ways to count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from django.utils.translation import gettext as _

from regiowerk.decide.ballots.domain.rounds.counting import Held
from regiowerk.decide.ballots.domain.rounds.rulebook import Form, Method, Rulebook, Weighting
from regiowerk.decide.ballots.domain.rounds.variants import Variant
from regiowerk.decide.ballots.queries.words import number, percent


def held_in_words(why: Held) -> str:
    """Why an option is not chosen although it could be by its place."""
    return {
        Held.DOUBLE_MAJORITY: _("no majority of both organisations and inhabitants"),
        Held.CONSENT: _("not all who would pay agree"),
        Held.UNSUPPORTED: _("nobody supports it"),
        Held.MUST: _("a must is missed"),
        Held.DISPUTED: _("those who rated it do not agree whether a must is met"),
        Held.THIN: _("too few have rated it"),
        Held.APART: _("its marks are too far apart"),
        Held.THRESHOLD: _("it has fewer points than the rule asks for"),
    }[why]


def value_in_words(rule: Rulebook, value: Fraction) -> str:
    """What put an option in its place, with its unit."""
    if rule.is_weighing:
        return percent(value)
    words = {"number": number(value)}
    match rule.method:
        case Method.MEAN | Method.MEDIAN:
            return _("mark %(number)s") % words
        case Method.BORDA:
            return _("%(number)s places won") % words
        case Method.COPELAND | Method.SCHULZE:
            return _("%(number)s duels won") % words
        case Method.WEIGHTED:
            return _("%(number)s of 100 points") % {"number": number(value * 100)}
    if rule.form is Form.POINTS:
        return _("%(number)s points") % words
    return _("%(number)s votes") % words


def variant_in_words(variant: Variant) -> str:
    """A way to count, as the head of a column."""
    if variant.kind == "published":
        return _("the published rule")
    if variant.kind == "limits":
        return _("without limits for groups and own shares")
    if variant.kind == "weights":
        return {
            "even": _("all criteria weigh the same"),
            "distance": _("nearest to the best of all (TOPSIS)"),
            "no_threshold": _("without a least number of points"),
        }[variant.name]
    if variant.kind == "weighting":
        return {
            Weighting.EQUAL: _("one organisation, one vote"),
            Weighting.SQUARE_ROOT: _("square root of the inhabitants"),
            Weighting.PROPORTIONAL: _("inhabitants, with a cap"),
            Weighting.BANDS: _("votes by bands of inhabitants"),
        }[Weighting(variant.name)]
    return {
        Method.MOST: _("added up"),
        Method.EQUAL_SHARES: _("equal shares"),
        Method.PHRAGMEN: _("saving up (Phragmén)"),
        Method.MEAN: _("mean of the marks"),
        Method.MEDIAN: _("middle mark"),
        Method.BORDA: _("places (Borda)"),
        Method.SCHULZE: _("chains of duels (Schulze)"),
        Method.COPELAND: _("duels won (Copeland)"),
        Method.MEAN_WEIGHT: _("mean of the weights"),
        Method.WEIGHTED: _("marks by criteria"),
    }[Method(variant.name)]


def names(labels: Mapping[str, str], keys: Sequence[str]) -> str:
    """ "“A”, “B” and “C”"."""
    quoted = [_("“%(name)s”") % {"name": labels.get(key, key)} for key in keys]
    return joined(quoted)


def joined(words: Sequence[str]) -> str:
    """ "A, B and C"."""
    if len(words) <= 1:
        return "".join(words)
    return _("%(first)s and %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}
