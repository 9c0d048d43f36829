"""What results are broken down by: axes on which the organisations that handed in differ."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from regiowerk.ground.regions.models import Organisation
from regiowerk.listen.surveys.domain.evaluation.protecting import Classes
from regiowerk.listen.surveys.queries.evaluation.snapshot import Snapshot
from regiowerk.listen.surveys.queries.evaluation.tabulation import AXES
from regiowerk.listen.surveys.queries.turnout import size_label

LEVELS = ("upper", "middle", "basic", "unknown")
SIZES = ("0", "1", "2", "3", "4", "-1")


def axes_of(snapshot: Snapshot) -> tuple[Classes, ...]:
    """District, size and central place, as far as there is more than one class of each."""
    found = []
    for key in AXES:
        codes = {unit.of(key) for unit in snapshot.units}
        if len(codes) > 1:
            found.append(_classes(key, codes))
    return tuple(found)


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
