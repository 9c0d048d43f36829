"""Questions of class "aggregate": from single answers to tables that give nobody away.  Pure.

All breakdowns of a question are protected together, because they are published together, and beside
everything published of it before.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from regiowerk.listen.surveys.domain.disclosure.protecting import protect_together
from regiowerk.listen.surveys.domain.disclosure.tables import (
    Axis,
    Cell,
    Protection,
    Record,
    SafeTable,
    TableRequest,
)
from regiowerk.listen.surveys.domain.evaluation.shapes import Form, Shape
from regiowerk.listen.surveys.domain.evaluation.tables import (
    LEFT_OUT,
    Breakdown,
    Figure,
    Group,
    ResultTable,
    Veiled,
)


@dataclass(frozen=True, slots=True)
class Line:
    """What one organisation answered to one question, with its class on every axis."""

    unit: str  # `disclosure.releases.version_of` the organisation's answer
    codes: tuple[str, ...]
    classes: Mapping[str, str]  # by axis; not there where the organisation has no class


@dataclass(frozen=True, slots=True)
class Classes:
    """An axis with the words of its classes; of answers to another question with its circle."""

    key: str
    label: str
    codes: tuple[str, ...]
    labels: Mapping[str, str]
    is_ordered: bool
    visibility: str = ""

    @property
    def is_chosen(self) -> bool:
        """Whether the office chose it: the answers to another question."""
        return bool(self.visibility)


def protected(
    shape: Shape,
    lines: Sequence[Line],
    axes: Sequence[Classes],
    protection: Protection,
    published: Sequence[SafeTable] = (),
) -> tuple[SafeTable, ...]:
    """The table of all, then one per axis."""
    is_multiple = shape.form is Form.MULTIPLE
    requests = [_request(shape, lines, None, is_multiple=is_multiple)]
    requests += [_request(shape, lines, axis, is_multiple=is_multiple) for axis in axes]
    return protect_together(requests, protection, published)


def untold(shape: Shape, *, is_left_out: bool = False) -> ResultTable:
    """A protected question of which nothing is told, or nothing new in this release."""
    return ResultTable(
        key=shape.key,
        label=shape.label,
        form=shape.form,
        section=shape.section,
        visibility=shape.visibility,
        codes=(),
        answers=(),
        n=0,
        group=shape.group,
        group_label=shape.group_label,
        indicator=shape.indicator,
        is_protected=True,
        steps=((LEFT_OUT,),) if is_left_out else (),
    )


def result_of(shape: Shape, tables: Sequence[SafeTable], axes: Sequence[Classes]) -> ResultTable:
    """The protected tables of a question in the form in which results leave."""
    whole = tables[0]
    return ResultTable(
        key=shape.key,
        label=shape.label,
        form=shape.form,
        section=shape.section,
        visibility=shape.visibility,
        codes=shape.codes,
        answers=shape.answers,
        n=_figure(whole.n) if whole.is_publishable else 0,
        counts=tuple(_figure(one) for one in whole.totals),
        breakdowns=tuple(
            _breakdown(axis, table)
            for axis, table in zip(axes, tables[1:], strict=True)
            if table.is_publishable and len(table.groups) > 1
        ),
        group=shape.group,
        group_label=shape.group_label,
        indicator=shape.indicator,
        is_protected=True,
        steps=tuple(
            (step.kind, *(str(value) for value in step.values))
            for axis, table in zip((None, *axes), tables, strict=True)
            if axis is None or not axis.is_chosen  # its classes are another question's
            for step in table.why
        ),
    )


def named_themes(shape: Shape, table: SafeTable) -> ResultTable:
    """The themes of a protected question in the form in which results leave."""
    labels = dict(zip(shape.codes, shape.answers, strict=True))
    return replace(
        untold(shape),
        codes=table.answers,
        answers=tuple(labels[code] for code in table.answers),
        n=_figure(table.n) if table.everyone else 0,
        counts=tuple(_figure(one) for one in table.totals),
        steps=tuple((step.kind, *(str(value) for value in step.values)) for step in table.why),
    )


def merged_label(codes: Sequence[str], axis: Classes) -> str:
    """What several classes are called together."""
    labels = [axis.labels.get(code, code) for code in codes]
    if axis.is_ordered and len(labels) > 1:
        return f"{labels[0]} – {labels[-1]}"
    return ", ".join(labels)


def _request(
    shape: Shape, lines: Sequence[Line], axis: Classes | None, *, is_multiple: bool
) -> TableRequest:
    records = tuple(
        Record(line.unit, line.classes.get(axis.key) if axis else None, line.codes)
        for line in lines
    )
    kept = Axis(axis.codes, axis.is_ordered) if axis else None
    return TableRequest(records, shape.codes, kept, is_multiple)


def _breakdown(axis: Classes, table: SafeTable) -> Breakdown:
    return Breakdown(
        axis.key,
        axis.label,
        tuple(
            Group(codes, merged_label(codes, axis), _figure(size), tuple(_figure(c) for c in cells))
            for codes, size, cells in zip(table.groups, table.sizes, table.cells, strict=True)
        ),
        visibility=axis.visibility,
    )


def _figure(cell: Cell) -> Figure:
    return Veiled(cell.low, cell.high) if cell.count is None else cell.count
