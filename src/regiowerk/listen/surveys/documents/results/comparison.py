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


def shifts_chart(shifts: Sequence[Shift], first: str, second: str, source: str) -> Scene | None:
    """The largest differences: a dot for the second release, a line back to the first."""
    if not shifts:
        return None
    points = [
        Point(
            f"{one.pair.first.label} „{answer_text(one.answer)}“",
            100 * one.shares[1],
            100 * min(one.shares),
            100 * max(one.shares),
            shift_text(one),
        )
        for one in shifts
    ]
    words = {"first": first, "second": second}
    return dots(
        points,
        Axis(lambda value: percent_text(value / 100), second, _("Span"), lowest=0, highest=100),
        title=_("%(second)s beside %(first)s") % words,
        summary=_("The dot is %(second)s; the line leads back to %(first)s.") % words,
        source=source,
        name=_("Answer"),
    )


def shift_text(shift: Shift) -> str:
    """From one share to the other, with what they are made of."""
    pair = shift.pair
    words = {
        "first": percent_text(shift.shares[0]),
        "first_count": figure_text(shift.counts[0]),
        "first_n": figure_text(pair.first.n),
        "second": percent_text(shift.shares[1]),
        "second_count": figure_text(shift.counts[1]),
        "second_n": figure_text(pair.second.n),
    }
    return (
        _(
            "%(first)s (%(first_count)s of %(first_n)s), then %(second)s "
            "(%(second_count)s of %(second_n)s)"
        )
        % words
    )


def pair_text(pair: Pair) -> str:
    """What two releases tell of one question, in one line; "" where nothing can be compared."""
    middles = middles_of(pair)
    if middles is not None:
        words = {"first": number_text(middles[0]), "second": number_text(middles[1])}
        if is_mean(pair.first.numbers) or is_mean(pair.second.numbers):
            return _("mean %(first)s, then %(second)s") % words
        return _("median %(first)s, then %(second)s") % words
    shifts = shifts_of(pair)
    if not shifts:
        return ""
    return f"„{answer_text(shifts[0].answer)}“: {shift_text(shifts[0])}"
