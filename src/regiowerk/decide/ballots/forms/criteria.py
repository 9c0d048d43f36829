"""What options are rated by: a row of fields for each criterion, with some empty ones below."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy as _

from regiowerk.decide.ballots.domain.rounds.rulebook import Asked
from regiowerk.decide.ballots.forms.groups import Group
from regiowerk.ground.process.domain.keys import key_from

MORE, MOST = 3, 30  # empty rows that are offered, rows altogether


class CriteriaForm(forms.Form):
    """Asks by what options are rated; a row without a name is none."""

    use_required_attribute = False

    def __init__(self, *args: Any, criteria: tuple[Asked, ...], **rest: Any) -> None:
        super().__init__(*args, **rest)
        self._known = criteria
        sent = sum(name.startswith("label-") for name in self.data)
        self.rows = min(MOST, max(len(criteria) + MORE, sent))
        for number in range(self.rows):
            self.fields.update(_row(number, criteria[number] if number < len(criteria) else None))

    @property
    def field_groups(self) -> Iterator[Group]:
        """One group of fields for each row."""
        for number in range(self.rows):
            names = ("label", "weight", "must", "worst", "best")
            fields = tuple(self[f"{name}-{number}"] for name in names)
            yield Group(gettext("Criterion %(number)d") % {"number": number + 1}, fields)

    def clean(self) -> dict[str, Any]:
        for number in range(self.rows):
            self._check_row(number)
        return self.cleaned_data

    def criteria(self) -> tuple[Asked, ...]:
        """The rows that have a name, in their order."""
        found: list[Asked] = []
        kept = {one.label: one.key for one in self._known}
        for number in range(self.rows):
            label = self._said(number, "label")
            if not label:
                continue
            is_must = bool(self._said(number, "must"))
            taken = {one.key for one in found}
            key = kept.get(label, "")
            found.append(
                Asked(
                    key=key if key and key not in taken else key_from(label, taken=taken),
                    label=label,
                    weight=0 if is_must else self._said(number, "weight") or 0,
                    is_must=is_must,
                    worst=self._said(number, "worst") or "",
                    best=self._said(number, "best") or "",
                )
            )
        return tuple(found)

    def _said(self, number: int, name: str) -> Any:
        return self.cleaned_data.get(f"{name}-{number}")

    def _check_row(self, number: int) -> None:
        label, weight = self._said(number, "label"), self._said(number, "weight")
        is_must = self._said(number, "must")
        others = [self._said(other, "label") for other in range(number)]
        if label and label in others:
            self.add_error(f"label-{number}", gettext("Another criterion has this name already."))
        if label and not is_must and not weight and not self.errors.get(f"weight-{number}"):
            text = gettext("Please say how much it weighs, or that it is a must.")
            self.add_error(f"weight-{number}", text)
        if not label and (weight or is_must):
            self.add_error(f"label-{number}", gettext("Please give the criterion a name."))


def _row(number: int, asked: Asked | None) -> dict[str, forms.Field]:
    one = asked or Asked("", "")
    return {
        f"label-{number}": forms.CharField(
            label=_("Name"), max_length=120, required=False, initial=one.label
        ),
        f"weight-{number}": forms.IntegerField(
            label=_("Weight"),
            min_value=0,
            max_value=1000,
            required=False,
            initial=one.weight or None,
            help_text=_("In any unit; what counts is how weights stand to each other."),
        ),
        f"must-{number}": forms.BooleanField(
            label=_("This is a must: who misses it is out"), required=False, initial=one.is_must
        ),
        f"worst-{number}": forms.CharField(
            label=_("When there is no point"), max_length=200, required=False, initial=one.worst
        ),
        f"best-{number}": forms.CharField(
            label=_("When there are all points, or when the must is met"),
            max_length=200,
            required=False,
            initial=one.best,
        ),
    }
