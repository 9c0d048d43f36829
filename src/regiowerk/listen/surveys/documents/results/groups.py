"""A question by groups, and the rows of a matrix beside each other."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.utils.translation import gettext as _

from regiowerk.ground.ui.drawings.bars import Row, bars
from regiowerk.ground.ui.drawings.diverging import MOST as MOST_STEPS, Scaled, diverging
from regiowerk.ground.ui.drawings.dots import Axis, Point, dots
from regiowerk.ground.ui.drawings.heat import HeatRow, Square, heat
from regiowerk.ground.ui.drawings.scene import Scene
from regiowerk.listen.surveys.documents.results.charts import answer_text, summary_of
from regiowerk.listen.surveys.domain.evaluation.scales import beside, shares_on, steps_of
from regiowerk.listen.surveys.domain.evaluation.shapes import CHOSEN, Form
from regiowerk.listen.surveys.domain.evaluation.tables import (
    Breakdown,
    Figure,
    Group,
    ResultTable,
    highest,
    share,
)
from regiowerk.listen.surveys.queries.evaluation.words import (
    breakdown_sentence,
    figure_text,
    middle_of,
    number_text,
    percent_text,
    share_text,
)

MOST_IN_WORDS = 3
MOST_THEMES = 8
type Addresses = Callable[[ResultTable], str]


def breakdown_chart(table: ResultTable, breakdown: Breakdown, source: str) -> Scene | None:
    """A question by group: numbers as dots, scales around their middle, else shares of answers."""
    if table.form == Form.NUMBER:
        return _numbers(table, breakdown, source)
    if table.form == Form.SCALE and len(steps_of(table)) <= MOST_STEPS:
        return _scale(table, breakdown, source)
    places = [place for place in range(len(table.counts)) if _is_given(table, breakdown, place)]
    if not places:
        return None
    if table.is_of_themes:
        places = _most_frequent(table, places)
    elif len(places) <= 2:
        return _one_answer(table, breakdown, places[0], source)
    return _shares(table, breakdown, places, source)


def matrix_chart(
    tables: Sequence[ResultTable], source: str, address_of: Addresses | None = None
) -> Scene | None:
    """All rows of a matrix at one glance; None where they are no rows of one scale."""
    told = [one for one in tables if one.counts and one.form in CHOSEN]
    if len(told) < 2 or len({one.codes for one in told}) > 1:
        return None
    first, title = told[0], told[0].group_label or told[0].label
    steps = steps_of(first)
    if 2 * sum(bool(shares_on(one.counts, steps)) for one in told) < len(told):
        return None  # most of it is not told
    addresses = {one.key: address_of(one) if address_of else "" for one in told}
    if first.form == Form.SCALE and 2 <= len(steps) <= MOST_STEPS:
        rows = [_scaled(one, one.counts, one.label, one.n, addresses[one.key]) for one in told]
        return diverging(
            rows, steps=tuple(answer_text(first.answers[place]) for place in steps),
            title=title, summary=_matrix_summary(told), source=source, name=_("Question"),
        )  # fmt: skip
    places = [p for p in range(len(first.codes)) if any(highest(one.counts[p]) for one in told)]
    return heat(
        [
            HeatRow(one.label, _squares(one.counts, one.n, places), _n(one.n), addresses[one.key])
            for one in told
        ],
        columns=tuple(answer_text(first.answers[place]) for place in places),
        title=title, summary=_matrix_summary(told), source=source, name=_("Question"),
    )  # fmt: skip


def _matrix_summary(tables: Sequence[ResultTable]) -> str:
    """What its first rows say; the table says the rest."""
    return " ".join(f"{one.label}: {summary_of(one)}" for one in tables[:MOST_IN_WORDS])


def _is_given(table: ResultTable, breakdown: Breakdown, place: int) -> bool:
    """Whether an answer was given, or may have been, in any group."""
    groups = (group.counts[place] for group in breakdown.groups if place < len(group.counts))
    return any(highest(count) for count in (table.counts[place], *groups))


def _most_frequent(table: ResultTable, places: Sequence[int]) -> list[int]:
    """The themes most speak of, as they stand in the codebook; the files have all of them."""
    frequent = sorted(places, key=lambda place: -highest(table.counts[place]))
    return sorted(frequent[:MOST_THEMES])


def _numbers(table: ResultTable, breakdown: Breakdown, source: str) -> Scene | None:
    groups = [(group, group.numbers) for group in breakdown.groups if group.numbers]
    if not groups:
        return None
    points = [
        Point(group.label, middle_of(numbers), numbers.lower, numbers.upper, _n(group.n))
        for group, numbers in groups
    ]
    is_sum = any(numbers.median is None for _group, numbers in groups)
    whole = middle_of(table.numbers) if table.numbers else None
    axis = Axis(
        number_text, _("Mean") if is_sum else _("Median"), "" if is_sum else _("Middle half"), whole,
        _("all: %(median)s") % {"median": number_text(whole)},
    )  # fmt: skip
    words = {"axis": breakdown.label}
    title = (_("Mean by %(axis)s") if is_sum else _("Median by %(axis)s")) % words
    return dots(
        points, axis, title=title, summary=breakdown_sentence(table, breakdown),
        source=source, name=breakdown.label,
    )  # fmt: skip


def _scale(table: ResultTable, breakdown: Breakdown, source: str) -> Scene:
    steps = tuple(answer_text(table.answers[place]) for place in steps_of(table))
    rows = [_scaled(table, one.counts, one.label, one.n) for one in breakdown.groups]
    return diverging(
        rows, steps=steps, title=_title(table, breakdown), name=breakdown.label,
        summary=breakdown_sentence(table, breakdown), source=source,
    )  # fmt: skip


def _scaled(
    table: ResultTable, counts: tuple[Figure, ...], label: str, n: Figure, address: str = ""
) -> Scaled:
    steps = steps_of(table)
    rest, note = beside(counts, steps), _n(n)
    if rest:
        note = _("%(n)s, %(rest)d of them beside the scale") % {"n": note, "rest": rest}
    return Scaled(label, shares_on(counts, steps), note, address)


def _one_answer(table: ResultTable, breakdown: Breakdown, place: int, source: str) -> Scene:
    def row(group: Group) -> Row:
        found = share(group.counts[place], group.n)
        of = {"count": figure_text(group.counts[place]), "n": figure_text(group.n)}
        told = _("%(count)s of %(n)s") % of
        return Row(group.label, (None if found is None else 100 * found,), told, unknown=told)

    words = {"answer": answer_text(table.answers[place]), "axis": breakdown.label}
    return bars(
        [row(group) for group in breakdown.groups],
        title=_("%(answer)s, by %(axis)s") % words,
        summary=breakdown_sentence(table, breakdown),
        source=source,
        format_value=lambda value: percent_text(value / 100),
        name=breakdown.label,
    )


def _shares(table: ResultTable, breakdown: Breakdown, places: Sequence[int], source: str) -> Scene:
    return heat(
        [
            HeatRow(group.label, _squares(group.counts, group.n, places), _n(group.n))
            for group in breakdown.groups
        ],
        columns=tuple(answer_text(table.answers[place]) for place in places),
        title=_title(table, breakdown),
        summary=breakdown_sentence(table, breakdown),
        source=source,
        name=breakdown.label,
    )


def _squares(counts: Sequence[Figure], n: Figure, places: Sequence[int]) -> tuple[Square, ...]:
    return tuple(
        Square(share(counts[place], n), share_text(counts[place], n) or figure_text(counts[place]))
        for place in places
    )


def _title(table: ResultTable, breakdown: Breakdown) -> str:
    return _("%(question)s – by %(axis)s") % {"question": table.label, "axis": breakdown.label}


def _n(figure: Figure) -> str:
    return f"n = {figure_text(figure)}"
