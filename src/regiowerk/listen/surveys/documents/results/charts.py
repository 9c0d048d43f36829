"""A released table as a drawing, by the kind of its question."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from regiowerk.ground.ui.drawings.bars import Row, bars
from regiowerk.ground.ui.drawings.scene import Scene
from regiowerk.listen.surveys.domain.evaluation.shapes import Form
from regiowerk.listen.surveys.domain.evaluation.tables import (
    Breakdown,
    Figure,
    Numbers,
    ResultTable,
    Veiled,
    share,
)
from regiowerk.listen.surveys.queries.evaluation.words import (
    base_text,
    figure_text,
    headline,
    number_text,
    share_text,
)

MOST_BARS = 24


def chart_of(table: ResultTable, source: str) -> Scene | None:
    """The drawing of a question; None where there is nothing to draw."""
    if table.form == Form.NUMBER:
        return _classes(table, source)
    if table.form == Form.RANKING and table.places:
        return _places(table, source)
    if not table.counts or table.n == 0:
        return None
    return _answers(table, source)


def breakdown_chart(table: ResultTable, breakdown: Breakdown, source: str) -> Scene | None:
    """The most frequent answer by group, as shares of each group; of numbers the medians."""
    if table.form == Form.NUMBER:
        return _medians(table, breakdown, source)
    place = _leading(table)
    if place is None:
        return None
    rows = [
        Row(
            group.label,
            (_percent(group.counts[place], group.n),),
            note=_of(group.counts[place], group.n),
        )
        for group in breakdown.groups
    ]
    title = _("%(answer)s, by %(axis)s") % {
        "answer": table.answers[place] or _("yes"),
        "axis": breakdown.label,
    }
    return _bars(rows, title, title, source, breakdown.label, _percent_text)


def _answers(table: ResultTable, source: str) -> Scene:
    rows = [
        Row(answer or _("yes"), (_value(count),), note=_note(count, table.n))
        for answer, count in zip(table.answers, table.counts, strict=True)
    ]
    rows = [
        row
        for row, count in zip(rows, table.counts, strict=True)
        if len(rows) <= MOST_BARS or count != 0
    ]
    if table.form == Form.MULTIPLE:
        rows.sort(key=lambda row: -(row.values[0] or 0))
    return _bars(rows, table.label, _summary(table), source, _("Answer"), _count_text)


def _places(table: ResultTable, source: str) -> Scene:
    """Mean places, the best first; a longer bar is a better place."""
    last = len(table.places)
    order = sorted(range(last), key=lambda place: table.places[place])
    rows = [
        Row(
            table.answers[place],
            (last + 1 - table.places[place],),
            note=_("mean place %(place)s") % {"place": number_text(table.places[place])},
        )
        for place in order
    ]
    return _bars(rows, table.label, _summary(table), source, _("Answer"), lambda value: "")


def _classes(table: ResultTable, source: str) -> Scene | None:
    if not table.classes:
        return None
    rows = [
        Row(
            _("%(low)s to below %(high)s") % {"low": number_text(low), "high": number_text(high)},
            (_value(count),),
            note=_note(count, table.n),
        )
        for low, high, count in table.classes
    ]
    return _bars(rows, table.label, _summary(table), source, _("Class"), _count_text)


def _medians(table: ResultTable, breakdown: Breakdown, source: str) -> Scene | None:
    groups = [one for one in breakdown.groups if one.numbers]
    if not groups:
        return None
    rows = [
        Row(
            group.label,
            (_middle(group.numbers),),
            note=f"n = {figure_text(group.n)}",
        )
        for group in groups
    ]
    is_sum = table.numbers is not None and table.numbers.median is None
    words = {"axis": breakdown.label}
    title = (_("Mean by %(axis)s") if is_sum else _("Median by %(axis)s")) % words
    return _bars(rows, title, title, source, breakdown.label, number_text)


def _middle(numbers: Numbers | None) -> float | None:
    """The median; the mean where only sums may be told."""
    if numbers is None:
        return None
    return numbers.mean if numbers.median is None else numbers.median


def _leading(table: ResultTable) -> int | None:
    """The answer given most often, of those that are told."""
    told = [
        (count, -place)
        for place, count in enumerate(table.counts)
        if isinstance(count, int) and count
    ]
    return -max(told)[1] if told else None


def _bars(
    rows: Sequence[Row], title: str, summary: str, source: str, name: str, text: object
) -> Scene:
    return bars(
        rows,
        title=title,
        summary=summary,
        source=source,
        format_value=text,  # type: ignore[arg-type]
        name=name,
    )


def _value(figure: Figure) -> float | None:
    return None if isinstance(figure, Veiled) else float(figure)


def _percent(figure: Figure, n: Figure) -> float | None:
    found = share(figure, n)
    return None if found is None else 100 * found


def _note(figure: Figure, n: Figure) -> str:
    return figure_text(figure) if isinstance(figure, Veiled) else share_text(figure, n)


def _of(figure: Figure, n: Figure) -> str:
    return _("%(count)s of %(n)s") % {"count": figure_text(figure), "n": figure_text(n)}


def _summary(table: ResultTable) -> str:
    return f"{headline(table)} ({base_text(table)})."


def _count_text(value: float) -> str:
    return number_format(value, decimal_pos=0, force_grouping=True)


def _percent_text(value: float) -> str:
    return f"{number_format(value, decimal_pos=0)} %"
