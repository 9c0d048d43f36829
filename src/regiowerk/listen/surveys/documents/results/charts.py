"""A released table as a drawing, by the kind of its question."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from regiowerk.ground.ui.drawings.bars import Row, bars
from regiowerk.ground.ui.drawings.dots import Axis, Point, dots
from regiowerk.ground.ui.drawings.scene import Scene, TableTwin
from regiowerk.listen.surveys.domain.evaluation.shapes import Form
from regiowerk.listen.surveys.domain.evaluation.tables import Figure, ResultTable, Veiled
from regiowerk.listen.surveys.queries.evaluation.words import (
    base_text,
    figure_text,
    headline,
    number_text,
    percent_text,
    share_text,
)

MOST_BARS = 24


def chart_of(table: ResultTable, source: str) -> Scene | None:
    """The drawing of a question; None where there is nothing to draw."""
    if table.form == Form.NUMBER:
        return _classes(table, source)
    if table.form == Form.RANKING and table.places:
        return _places(table, source)
    if not table.counts or table.n == 0 or (table.is_of_themes and table.is_protected):
        return None
    return _answers(table, source)


def summary_of(table: ResultTable) -> str:
    """What the drawing of a table says, in one sentence."""
    return f"{headline(table)} ({base_text(table)})."


def answer_text(answer: str) -> str:
    """An answer; that of a single box is "yes"."""
    return answer or _("yes")


def count_text(value: float) -> str:
    """A number of organisations."""
    return number_format(value, decimal_pos=0, force_grouping=True)


def range_text(low: float, high: float) -> str:
    """What a class of numbers is called."""
    return _("%(low)s to below %(high)s") % {"low": number_text(low), "high": number_text(high)}


def _answers(table: ResultTable, source: str) -> Scene:
    places = [
        place
        for place, count in enumerate(table.counts)
        if len(table.counts) <= MOST_BARS or count != 0
    ]
    if table.form == Form.MULTIPLE or table.is_of_themes:
        places.sort(key=lambda place: -_size(table.counts[place]))
    rows = [_answer_row(table, place) for place in places]
    scene = _bars(rows, table.label, summary_of(table), source, _answer_name(table))
    return replace(scene, table=_answer_twin(table))


def _answer_name(table: ResultTable) -> str:
    return _("Theme") if table.is_of_themes else _("Answer")


def _answer_row(table: ResultTable, place: int) -> Row:
    count = table.counts[place]
    note = share_text(count, table.n)
    if table.weighted:
        words = {"share": note, "weighted": percent_text(table.weighted[place])}
        note = _("%(share)s, of inhabitants %(weighted)s") % words
    return Row(answer_text(table.answers[place]), (_value(count),), note, unknown=_unknown(count))


def _answer_twin(table: ResultTable) -> TableTwin:
    """Every answer in the author's order; unweighted and weighted shares side by side."""
    is_weighted = bool(table.weighted)
    header = (
        _answer_name(table),
        _("Organisations"),
        _("Share"),
        *[_("Share of inhabitants")] * is_weighted,
    )
    rows = tuple(
        (
            answer_text(answer),
            figure_text(count),
            share_text(count, table.n) or "–",
            *[percent_text(one) for one in table.weighted[place : place + 1]],
        )
        for place, (answer, count) in enumerate(zip(table.answers, table.counts, strict=True))
    )
    return TableTwin(table.label, header, rows, frozenset(range(1, len(header))))


def _places(table: ResultTable, source: str) -> Scene:
    """Mean places, the best first: from the left."""
    order = sorted(range(len(table.places)), key=lambda place: (table.places[place], place))
    points = [
        Point(
            answer_text(table.answers[place]),
            table.places[place],
            note=_("%(number)s times first") % {"number": figure_text(table.counts[place])},
        )
        for place in order
    ]
    axis = Axis(number_text, _("Mean place"), lowest=1.0)
    return dots(
        points, axis, title=table.label, summary=summary_of(table), source=source, name=_("Answer")
    )


def _classes(table: ResultTable, source: str) -> Scene | None:
    if not table.classes:
        return None
    rows = [
        Row(range_text(low, high), (_value(n),), share_text(n, table.n), unknown=_unknown(n))
        for low, high, n in table.classes
    ]
    return _bars(rows, table.label, summary_of(table), source, _("Class"))


def _bars(
    rows: Sequence[Row],
    title: str,
    summary: str,
    source: str,
    name: str,
    text: Callable[[float], str] = count_text,
) -> Scene:
    return bars(rows, title=title, summary=summary, source=source, format_value=text, name=name)


def _size(figure: Figure) -> float:
    return figure.high / 2 if isinstance(figure, Veiled) else float(figure)


def _value(figure: Figure) -> float | None:
    return None if isinstance(figure, Veiled) else float(figure)


def _unknown(figure: Figure) -> str:
    return figure_text(figure) if isinstance(figure, Veiled) else ""
