from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from regiowerk.ground.process.domain.order import Direction
from regiowerk.ground.process.forms import DayField
from regiowerk.ground.process.models import InfrastructureArea, Process
from regiowerk.listen.findings.actions import Evidence
from regiowerk.listen.findings.models import Finding

FINDING = ("kind", "statement", "explanation", "area")
EVIDENCE = ("source", "place", "words", "source_on", "source_url")


KINDS = (
    (Finding.Kind.NEED, _("Need: what is wanted")),
    (Finding.Kind.OBSTACLE, _("Obstacle: what stands in the way")),
    (Finding.Kind.STRENGTH, _("Strength: what one can build on")),
    (Finding.Kind.POTENTIAL, _("Potential: where solutions are seen")),
    (Finding.Kind.TREND, _("Trend: what will change")),
)


class ConfirmForm(forms.Form):
    """Asks for nothing but the press of its button."""


class DirectionForm(forms.Form):
    """Asks whether something moves up or down, and which page of the list one is on."""

    direction = forms.TypedChoiceField(
        choices=[(direction.value, direction.value) for direction in Direction], coerce=Direction
    )
    page = forms.IntegerField(min_value=1, required=False)

    def clean_page(self) -> int:
        return self.cleaned_data["page"] or 1


class EvidenceForm(forms.Form):
    """Asks where something can be read."""

    source = forms.CharField(
        label=_("Source"),
        max_length=300,
        help_text=_("Document, interview or survey it is from; no names of persons."),
    )
    place = forms.CharField(
        label=_("Place in the source"),
        max_length=120,
        required=False,
        help_text=_("For example: slide 14, or question 8."),
    )
    words = forms.CharField(
        label=_("In the words of the source"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        help_text=_("Quoted exactly; the page shows them as a quotation."),
    )
    source_on = DayField(label=_("Date of the source"), required=False)
    source_url = forms.URLField(
        label=_("Internet address of the source"),
        max_length=300,
        required=False,
        assume_scheme="https",
    )

    def evidence(self) -> Evidence:
        """What was asked for, as a value."""
        return Evidence(**{name: self.cleaned_data[name] for name in EVIDENCE})


class FindingForm(forms.Form):
    """Asks what was found."""

    kind = forms.ChoiceField(label=_("Kind"), choices=KINDS, widget=forms.RadioSelect)
    statement = forms.CharField(
        label=_("Finding"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One sentence that can stand alone."),
    )
    explanation = forms.CharField(
        label=_("Explanation"), widget=forms.Textarea(attrs={"rows": 4}), required=False
    )
    area = forms.ModelChoiceField(
        InfrastructureArea.objects.none(),
        label=_("Infrastructure area"),
        empty_label=_("no particular area"),
        required=False,
    )

    def __init__(self, *args: Any, process: Process, **rest: Any) -> None:
        super().__init__(*args, **rest)
        area = self.fields["area"]
        assert isinstance(area, forms.ModelChoiceField)  # noqa: S101 -- for the type checker
        if process.programme is None:
            del self.fields["area"]
        else:
            area.queryset = process.programme.areas.order_by("number")

    def finding(self) -> dict[str, Any]:
        """What was asked for, as the arguments of the deed."""
        return {name: self.cleaned_data.get(name) for name in FINDING}


class RecordForm(FindingForm, EvidenceForm):
    """Asks what was found and on what it rests, in this order."""

    field_order = (*FINDING, *EVIDENCE)
