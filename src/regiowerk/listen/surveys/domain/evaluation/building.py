"""From what was counted to the tables that leave.  Pure.

Questions of classes public, region and office are told exactly; those of class aggregate come protected
(`protecting`) and carry no figure that is weighted, because exact inhabitants would give answers away.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from regiowerk.listen.questionnaires.domain.instrument import Visibility
from regiowerk.listen.surveys.domain.evaluation.counts import (
    EVERYBODY,
    Asked,
    Chosen,
    Counts,
    Place,
)
from regiowerk.listen.surveys.domain.evaluation.protecting import Classes
from regiowerk.listen.surveys.domain.evaluation.shapes import Form, Shape
from regiowerk.listen.surveys.domain.evaluation.statistics import compare
from regiowerk.listen.surveys.domain.evaluation.tables import Breakdown, Group, ResultTable

NOBODY = Asked(0, 0)


@dataclass(frozen=True, slots=True)
class Counted:
    """What was counted, by the numbers of the questions."""

    counts: Counts
    axes: Sequence[Classes]
    handed_in: int
    silent: frozenset[str]  # paths of questions of which it is not told who was asked


def exact_table(number: int, shape: Shape, sums: Counted) -> ResultTable:
    """One question told exactly."""
    place = Place(EVERYBODY, EVERYBODY, number)
    asked = sums.counts.asked.get(place, NOBODY)
    chosen = sums.counts.chosen.get(place, {})
    is_told = shape.path not in sums.silent
    is_number = shape.form is Form.NUMBER
    return ResultTable(
        key=shape.key,
        label=shape.label,
        form=shape.form,
        section=shape.section,
        visibility=shape.visibility,
        codes=shape.codes,
        answers=shape.answers,
        n=asked.answered,
        counts=_counts(shape, chosen),
        asked=asked.asked if is_told else None,
        skipped=asked.asked - asked.answered if is_told else None,
        places=_places(shape, chosen),
        numbers=sums.counts.numbers.get(place) if is_number else None,
        classes=sums.counts.classes.get(number, ()) if is_number else (),
        weighted=_weighted(shape, chosen, asked),
        weighted_mean=sums.counts.weighted_means.get(number) if is_number else None,
        breakdowns=tuple(_breakdowns(number, shape, sums)),
        group=shape.group,
        group_label=shape.group_label,
        indicator=shape.indicator,
    )


def is_exact(shape: Shape) -> bool:
    """Whether a question may be told exactly to those who may see its answers."""
    return shape.visibility is not Visibility.AGGREGATE


def _counts(shape: Shape, chosen: Mapping[int, Chosen]) -> tuple[int, ...]:
    if not shape.codes or shape.form is Form.NUMBER:
        return ()
    is_ranking = shape.form is Form.RANKING
    found = (chosen.get(place) for place in range(len(shape.codes)))
    return tuple(0 if one is None else one.firsts if is_ranking else one.n for one in found)


def _places(shape: Shape, chosen: Mapping[int, Chosen]) -> tuple[float, ...]:
    """Mean places; an answer nobody ranked stands behind all."""
    if shape.form is not Form.RANKING:
        return ()
    last = float(len(shape.codes))
    means = (chosen[place].mean_place if place in chosen else None for place in range(int(last)))
    return tuple(last if mean is None else mean for mean in means)


def _weighted(shape: Shape, chosen: Mapping[int, Chosen], asked: Asked) -> tuple[float, ...]:
    """Shares of the inhabitants of those that answered."""
    if not shape.is_counted or not asked.weight:
        return ()
    found = (chosen.get(place) for place in range(len(shape.codes)))
    return tuple(0.0 if one is None else one.weight / asked.weight for one in found)


def _breakdowns(number: int, shape: Shape, sums: Counted) -> list[Breakdown]:
    found = []
    for axis in sums.axes:
        groups = tuple(
            _group(Place(axis.key, code, number), shape, sums, axis)
            for code in axis.codes
            if sums.counts.asked.get(Place(axis.key, code, number), NOBODY).answered
        )
        if len(groups) > 1:
            found.append(compared(Breakdown(axis.key, axis.label, groups), shape.form))
    return found


def compared(breakdown: Breakdown, form: str) -> Breakdown:
    """With the test that suits its counts, where each organisation gave one answer."""
    rows = [[one for one in group.counts if isinstance(one, int)] for group in breakdown.groups]
    if form not in (Form.SINGLE, Form.SCALE):
        return breakdown
    found = compare(rows)
    if found is None:
        return breakdown
    return replace(breakdown, test=found.kind, p_value=round(found.p_value, 6))


def _group(place: Place, shape: Shape, sums: Counted, axis: Classes) -> Group:
    is_number = shape.form is Form.NUMBER
    return Group(
        (place.group,),
        axis.labels.get(place.group, place.group),
        sums.counts.asked.get(place, NOBODY).answered,
        _counts(shape, sums.counts.chosen.get(place, {})),
        sums.counts.numbers.get(place) if is_number else None,
    )
