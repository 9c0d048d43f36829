"""What results are broken down by: axes on which the organisations that handed in differ.

Of a question told in totals only also the answers to others, as the office chose before it published: to
questions told exactly, so that the sizes of the groups are no secret.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from regiowerk.ground.regions.models import Organisation
from regiowerk.listen.surveys.domain.evaluation.building import is_exact
from regiowerk.listen.surveys.domain.evaluation.protecting import Classes
from regiowerk.listen.surveys.domain.evaluation.shapes import Form, Shape
from regiowerk.listen.surveys.domain.evaluation.tables import BY
from regiowerk.listen.surveys.queries.evaluation.snapshot import Snapshot, codes_in
from regiowerk.listen.surveys.queries.evaluation.tabulation import AXES
from regiowerk.listen.surveys.queries.turnout import size_label

LEVELS = ("upper", "middle", "basic", "unknown")
SIZES = ("0", "1", "2", "3", "4", "-1")


@dataclass(frozen=True, slots=True)
class Crossing:
    """A question told in totals only, and the other by whose answers it is broken down; their keys."""

    question: str
    other: str


def axes_of(snapshot: Snapshot) -> tuple[Classes, ...]:
    """District, size and central place, as far as there is more than one class of each."""
    found = []
    for key in AXES:
        codes = {unit.of(key) for unit in snapshot.units}
        if len(codes) > 1:
            found.append(_classes(key, codes))
    return tuple(found)


def axes_by_question(
    snapshot: Snapshot, axes: Sequence[Classes], crossings: Iterable[Crossing]
) -> dict[str, tuple[Classes, ...]]:
    """The axes of every question; those that were chosen stand behind the others."""
    found: dict[str, tuple[Classes, ...]] = dict.fromkeys(snapshot.shape_of, tuple(axes))
    for one in crossings:
        other = snapshot.shape_of.get(one.other)
        if one.question in found and other is not None and _makes_groups(other, snapshot):
            found[one.question] += (_of_answers(other),)
    return found


def classes_at(snapshot: Snapshot, place: int, axes: Iterable[Classes]) -> dict[str, str]:
    """The class of an organisation on every axis; none where it did not answer the question."""
    found = {}
    for axis in axes:
        if not axis.is_chosen:
            found[axis.key] = snapshot.units[place].of(axis.key)
        elif code := _answer_at(snapshot, place, axis.key.removeprefix(BY)):
            found[axis.key] = code
    return found


def _makes_groups(other: Shape, snapshot: Snapshot) -> bool:
    """Whether everybody is in one group at most, and who was asked tells nothing by itself."""
    is_one = other.form in (Form.SINGLE, Form.SCALE) and len(other.codes) > 1
    return is_one and is_exact(other) and other.path not in snapshot.silent


def _of_answers(other: Shape) -> Classes:
    codes = tuple(f"{other.key}={code}" for code in other.codes)
    labels = dict(zip(codes, other.answers, strict=True))
    is_ordered = other.form is Form.SCALE
    return Classes(f"{BY}{other.key}", other.label, codes, labels, is_ordered, other.visibility)


def _answer_at(snapshot: Snapshot, place: int, key: str) -> str:
    number = next(n for n, shape in enumerate(snapshot.shapes) if shape.key == key)
    codes = codes_in(snapshot.shapes[number], snapshot.given[place].get(number, ()))
    return f"{key}={codes[0]}" if codes else ""


def _classes(key: str, codes: set[str]) -> Classes:
    if key == "district":
        names = dict(Organisation.objects.filter(key__in=codes).values_list("key", "name"))
        labels = {code: names.get(code, _("no district")) for code in codes}
        ordered = tuple(sorted(codes, key=lambda code: (not code, labels[code])))
        return Classes(key, _("District"), ordered, labels, is_ordered=False)
    if key == "size":
        labels = {code: str(size_label(int(code))) for code in codes}
        return Classes(key, _("Inhabitants"), _in(SIZES, codes), labels, is_ordered=True)
    words = dict(Organisation.CentralPlace.choices)
    labels = {code: str(words.get(code, code)) for code in codes}
    return Classes(key, _("Central place"), _in(LEVELS, codes), labels, is_ordered=True)


def _in(order: Sequence[str], codes: set[str]) -> tuple[str, ...]:
    return tuple(code for code in order if code in codes)
