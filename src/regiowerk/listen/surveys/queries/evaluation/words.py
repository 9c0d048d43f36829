"""Results in sentences: every sentence is made from the figures of one released table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import get_format, number_format
from django.utils.numberformat import format as plain
from django.utils.translation import gettext as _, ngettext

from regiowerk.listen.codes.domain.tree import BETWEEN
from regiowerk.listen.surveys.domain.evaluation.shapes import Form
from regiowerk.listen.surveys.domain.evaluation.tables import (
    THEMES,
    Breakdown,
    Figure,
    Group,
    Numbers,
    Results,
    ResultTable,
    Veiled,
    lowest,
    share,
)

LEAST_IN_CONTRAST = 4  # organisations in each of two groups that are compared
LEAST_CONTRAST = 0.3
MOST_CONTRASTS = 5
GROUPED_FROM = 10_000  # numbers of four digits are written without a point


@dataclass(frozen=True, slots=True)
class Contrast:
    """An answer that two groups gave very differently often."""

    table: ResultTable
    sentence: str
    size: float


def figure_text(figure: Figure) -> str:
    """A figure as it may be told: a number, or the range it lies in."""
    if isinstance(figure, Veiled):
        return _("%(low)d to %(high)d") % {"low": figure.low, "high": figure.high}
    return number_format(figure, decimal_pos=0, force_grouping=True)


def share_text(figure: Figure, n: Figure) -> str:
    """A share in percent; "" where it is not told."""
    found = share(figure, n)
    return "" if found is None else percent_text(found)


def percent_text(share: float) -> str:
    """A share between 0 and 1 as whole percent, halves to the even side."""
    return f"{number_format(round(100 * share), decimal_pos=0)} %"


def number_text(value: float | None) -> str:
    """A measured number with as many places as it needs, at most one; years are not grouped."""
    if value is None:
        return "–"
    places = 0 if abs(value) >= 100 or value == round(value) else 1
    rounded = round(value, places)
    if abs(rounded) < GROUPED_FROM:
        return str(plain(rounded, get_format("DECIMAL_SEPARATOR"), decimal_pos=places))
    return number_format(rounded, decimal_pos=places, force_grouping=True)


def headline(table: ResultTable) -> str:
    """What a question says first."""
    if table.n == 0:
        return _not_told(table)
    if table.form == Form.NUMBER:
        return _number(table)
    if table.form == Form.TEXT:
        return _texts(table)
    if table.form == Form.RANKING and table.places:
        return _ranking(table)
    return _choice(table)


def base_text(table: ResultTable) -> str:
    """From how many organisations a table comes, and who is missing from it."""
    n = figure_text(table.n)
    told = _("n = %(n)s") % {"n": n}
    if table.coded is not None and isinstance(table.n, int) and table.coded < table.n:
        more = ngettext(
            "%(number)d without a theme", "%(number)d without a theme", table.n - table.coded
        )
        told = f"{told}, {more % {'number': table.n - table.coded}}"
    if table.skipped:
        more = ngettext("%(number)d left it open", "%(number)d left it open", table.skipped)
        told = f"{told}, {more % {'number': table.skipped}}"
    return told


def test_text(breakdown: Breakdown) -> str:
    """Whether chance alone explains the differences, never without the number it rests on."""
    if breakdown.p_value is None:
        return ""
    least = 0.001
    words = {
        "p": f"< {number_format(least, decimal_pos=3)}"
        if breakdown.p_value < least
        else f"= {number_format(round(breakdown.p_value, 3), decimal_pos=3)}",
        "n": sum(lowest(group.n) for group in breakdown.groups),
    }
    if breakdown.test == "fisher":
        return _("Fisher's exact test: p %(p)s (n = %(n)d)") % words
    return _("Chi-square test: p %(p)s (n = %(n)d)") % words


def contrasts(results: Results) -> list[Contrast]:
    """The strongest differences between groups, of questions that are told exactly enough."""
    found = [one for table in results.tables for one in _contrasts(table)]
    found.sort(key=lambda one: (-one.size, one.table.key))
    seen: set[str] = set()
    best = []
    for one in found:
        if one.table.key not in seen:
            seen.add(one.table.key)
            best.append(one)
    return best[:MOST_CONTRASTS]


def steps_text(table: ResultTable) -> str:
    """What was done to protect those that answered, in one sentence; "" where nothing was."""
    if not table.is_protected:
        return ""
    hidden = any(isinstance(one, Veiled) for one in table.counts)
    told = [_("These answers are told in totals only.")]
    least = least_of_themes(table)
    if least is not None:
        words = {"least": least}
        return (
            _(
                "These answers are told as themes only. A theme is named where at least %(least)d "
                "organisations brought it up; how many they were is not told."
            )
            % words
        )
    if hidden:
        told.append(_("Small numbers are shown as ranges, so that nobody can be picked out."))
    if any(step and step[0] == "merged" for step in table.steps):
        told.append(_("Small groups are put together."))
    return " ".join(told)


def _not_told(table: ResultTable) -> str:
    if table.is_left_out:
        return _("Left out: too few new answers since the last release")
    if table.is_protected:
        return _("Too few answers to show anything without giving somebody away")
    return _("Nobody answered")


def _number(table: ResultTable) -> str:
    numbers = table.numbers
    if numbers is None:
        return _not_told(table)
    if numbers.median is None:
        told = {
            "mean": number_text(numbers.mean),
            "total": number_text(numbers.mean * numbers.n),
        }
        return _("On average %(mean)s, together %(total)s") % told
    words = {
        "median": number_text(numbers.median),
        "lower": number_text(numbers.lower),
        "upper": number_text(numbers.upper),
    }
    if numbers.lower is None or numbers.lower == numbers.upper:
        return _("Half of them: up to %(median)s") % words
    return _("Median %(median)s; the middle half lies between %(lower)s and %(upper)s") % words


def least_of_themes(table: ResultTable) -> int | None:
    """How many organisations must have brought up a theme that is named without their number."""
    step = next((one for one in table.steps if one[0] == THEMES), None)
    return int(step[1]) if step else None


def _texts(table: ResultTable) -> str:
    if table.is_protected:
        return _named_themes(table)
    if table.is_of_themes and any(table.counts):
        return _most_frequent_theme(table)
    number = table.n if isinstance(table.n, int) else 0
    told = ngettext(
        "One organisation wrote something", "%(number)d organisations wrote something", number
    )
    return told % {"number": number}


def _most_frequent_theme(table: ResultTable) -> str:
    """The theme most speak of; of themes below each other and as frequent the one that says more."""
    counts = [one for one in table.counts if isinstance(one, int)]
    place = counts.index(max(counts))
    while counts[place : place + 2] == 2 * [counts[place]] and _is_below(table, place):
        place += 1
    words = {
        "count": figure_text(counts[place]),
        "n": figure_text(table.n),
        "theme": table.answers[place],
    }
    return _("%(count)s of %(n)s speak of “%(theme)s”") % words


def _is_below(table: ResultTable, place: int) -> bool:
    """Whether the next theme stands below this one in the codebook."""
    return table.answers[place + 1].startswith(f"{table.answers[place]}{BETWEEN}")


def _named_themes(table: ResultTable) -> str:
    least = least_of_themes(table)
    if least is None:
        return _not_told(table)
    if not table.codes:
        return _("No theme was brought up by at least %(least)d organisations") % {"least": least}
    told = ngettext(
        "One theme was brought up by at least %(least)d organisations: %(themes)s",
        "%(number)d themes were brought up by at least %(least)d organisations each: %(themes)s",
        len(table.codes),
    )
    words = {"number": len(table.codes), "least": least, "themes": ", ".join(table.answers)}
    return told % words


def _ranking(table: ResultTable) -> str:
    best = min(range(len(table.places)), key=lambda place: (table.places[place], place))
    words = {"answer": table.answers[best], "place": number_text(table.places[best])}
    return _("First comes “%(answer)s” (mean place %(place)s)") % words


def _choice(table: ResultTable) -> str:
    told = [
        (count, place)
        for place, count in enumerate(table.counts)
        if isinstance(count, int) and count
    ]
    hides = any(isinstance(count, Veiled) for count in table.counts)
    if not told:
        return _not_told(table) if hides else _("Nobody answered")
    most, place = max(told, key=lambda one: (one[0], -one[1]))
    words = {
        "count": figure_text(most),
        "n": figure_text(table.n),
        "answer": table.answers[place] or _("yes"),
    }
    if hides and not _is_most_for_sure(table, most):
        return _("%(count)s of %(n)s: “%(answer)s”") % words
    if table.form == Form.MULTIPLE:
        return _("%(count)s of %(n)s name “%(answer)s”, more than anything else") % words
    return _("%(count)s of %(n)s say “%(answer)s”") % words


def _is_most_for_sure(table: ResultTable, most: int) -> bool:
    """Whether no hidden figure can be larger."""
    return all(count.high <= most for count in table.counts if isinstance(count, Veiled))


def _contrasts(table: ResultTable) -> list[Contrast]:
    own = (one for one in table.breakdowns if not one.is_crossing)
    return [one for breakdown in own for one in _contrasts_by(table, breakdown)]


def _contrasts_by(table: ResultTable, breakdown: Breakdown) -> list[Contrast]:
    found = []
    for place, answer in enumerate(table.answers):
        groups = [one for one in breakdown.groups if _compares(one, place)]
        if len(groups) < 2:
            continue
        ordered = sorted(groups, key=lambda one: share(one.counts[place], one.n) or 0.0)
        low, high = ordered[0], ordered[-1]
        size = (share(high.counts[place], high.n) or 0.0) - (share(low.counts[place], low.n) or 0.0)
        if size >= LEAST_CONTRAST:
            found.append(Contrast(table, _contrast(answer, place, high, low), size))
    return found


def breakdown_sentence(table: ResultTable, breakdown: Breakdown) -> str:
    """What a breakdown says: its strongest contrast, of numbers where the medians lie."""
    if table.form == Form.NUMBER:
        return _middles(breakdown)
    found = _contrasts_by(table, breakdown)
    if found:
        return max(found, key=lambda one: one.size).sentence
    words = {"least": LEAST_IN_CONTRAST, "points": round(100 * LEAST_CONTRAST)}
    return (
        _("No two groups of at least %(least)d organisations differ by %(points)d points or more.")
        % words
    )


def middle_of(numbers: Numbers) -> float:
    """The median; the mean where only sums may be told."""
    return numbers.mean if numbers.median is None else numbers.median


def _middles(breakdown: Breakdown) -> str:
    told = [(middle_of(one.numbers), one) for one in breakdown.groups if one.numbers]
    if not told:
        return ""
    low, high = min(told, key=lambda one: one[0]), max(told, key=lambda one: one[0])
    words = {
        "low": number_text(low[0]),
        "low_group": low[1].label,
        "low_n": figure_text(low[1].n),
        "high": number_text(high[0]),
        "high_group": high[1].label,
        "high_n": figure_text(high[1].n),
    }
    if any(one.numbers and one.numbers.median is None for one in breakdown.groups):
        return (
            _(
                "The means lie between %(low)s (%(low_group)s, n = %(low_n)s) and %(high)s "
                "(%(high_group)s, n = %(high_n)s)."
            )
            % words
        )
    return (
        _(
            "The medians lie between %(low)s (%(low_group)s, n = %(low_n)s) and %(high)s "
            "(%(high_group)s, n = %(high_n)s)."
        )
        % words
    )


def _compares(group: Group, place: int) -> bool:
    return (
        isinstance(group.n, int)
        and group.n >= LEAST_IN_CONTRAST
        and place < len(group.counts)
        and isinstance(group.counts[place], int)
    )


def _contrast(answer: str, place: int, high: Group, low: Group) -> str:
    words = {
        "answer": answer or _("yes"),
        "high": high.label,
        "high_count": figure_text(high.counts[place]),
        "high_n": figure_text(high.n),
        "low": low.label,
        "low_count": figure_text(low.counts[place]),
        "low_n": figure_text(low.n),
    }
    return (
        _("“%(answer)s”: %(high)s %(high_count)s of %(high_n)s, %(low)s %(low_count)s of %(low_n)s")
        % words
    )


def groups_in_words(groups: Sequence[Group]) -> str:
    """What groups are called, in one line."""
    return "; ".join(one.label for one in groups)
