"""Two releases beside each other as a drawing and in sentences."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from regiowerk.ground.ui.drawings.dots import Axis, Point, dots
from regiowerk.ground.ui.drawings.scene import Scene
from regiowerk.listen.surveys.documents.results.charts import answer_text
from regiowerk.listen.surveys.domain.evaluation.comparing import (
    Pair,
    Shift,
    is_mean,
    middles_of,
    shifts_of,
)
from regiowerk.listen.surveys.queries.evaluation.words import figure_text, number_text, percent_text

# What two releases of different regions are called; those of one region are told apart by time.
type Places = tuple[str, str] | None


def shifts_chart(
    shifts: Sequence[Shift], names: tuple[str, str], places: Places, source: str
) -> Scene | None:
    """The largest differences: a dot for the second release, a line to the first."""
    if not shifts:
        return None
    points = [
        Point(
            f"{one.pair.first.label} „{answer_text(one.answer)}“",
            100 * one.shares[1],
            100 * min(one.shares),
            100 * max(one.shares),
            shift_text(one, places),
        )
        for one in shifts
    ]
    first, second = places or names
    words = {"first": first, "second": second}
    return dots(
        points,
        Axis(lambda value: percent_text(value / 100), second, _("Span"), lowest=0, highest=100),
        title=_("%(second)s beside %(first)s") % words,
        summary=_("The dot is %(second)s, the other end of the line %(first)s.") % words,
        source=source,
        name=_("Answer"),
    )


def shift_text(shift: Shift, places: Places) -> str:
    """From one share to the other, or of both regions, with what they are made of."""
    pair = shift.pair
    words = {
        "first": percent_text(shift.shares[0]),
        "first_count": figure_text(shift.counts[0]),
        "first_n": figure_text(pair.first.n),
        "second": percent_text(shift.shares[1]),
        "second_count": figure_text(shift.counts[1]),
        "second_n": figure_text(pair.second.n),
    }
    if places:
        text = _(
            "%(first_place)s %(first)s (%(first_count)s of %(first_n)s), "
            "%(second_place)s %(second)s (%(second_count)s of %(second_n)s)"
        )
        return text % {**words, "first_place": places[0], "second_place": places[1]}
    return (
        _(
            "%(first)s (%(first_count)s of %(first_n)s), then %(second)s "
            "(%(second_count)s of %(second_n)s)"
        )
        % words
    )


def pair_text(pair: Pair, places: Places) -> str:
    """What two releases tell of one question, in one line; "" where nothing can be compared."""
    middles = middles_of(pair)
    if middles is not None:
        is_mean_told = is_mean(pair.first.numbers) or is_mean(pair.second.numbers)
        return _middles_text(middles, places, is_mean_told=is_mean_told)
    shifts = shifts_of(pair)
    if not shifts:
        return ""
    return f"„{answer_text(shifts[0].answer)}“: {shift_text(shifts[0], places)}"


def _middles_text(middles: tuple[float, float], places: Places, *, is_mean_told: bool) -> str:
    words = {"first": number_text(middles[0]), "second": number_text(middles[1])}
    if places:
        words |= {"first_place": places[0], "second_place": places[1]}
        if is_mean_told:
            text = _("mean: %(first_place)s %(first)s, %(second_place)s %(second)s")
        else:
            text = _("median: %(first_place)s %(first)s, %(second_place)s %(second)s")
    elif is_mean_told:
        text = _("mean %(first)s, then %(second)s")
    else:
        text = _("median %(first)s, then %(second)s")
    return text % words
