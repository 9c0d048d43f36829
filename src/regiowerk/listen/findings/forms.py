from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from regiowerk.ground.process.forms import DayField
from regiowerk.ground.process.models import InfrastructureArea, Process
from regiowerk.listen.findings.actions import Evidence
from regiowerk.listen.findings.models import Finding


class EvidenceForm(forms.Form):
    """Asks where something can be read."""

    source = forms.CharField(
        label=_("Source"), max_length=300, help_text=_("Document, interview or survey it is from.")
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
    )
    source_on = DayField(label=_("Date of the source"), required=False)
    source_url = forms.URLField(
        label=_("Internet address of the source"), max_length=300, required=False
    )

    def evidence(self) -> Evidence:
        """What was asked for, as a value."""
        names = ("source", "place", "words", "source_on", "source_url")
        return Evidence(**{name: self.cleaned_data[name] for name in names})


class FindingForm(forms.Form):
    """Asks what was found."""

    kind = forms.ChoiceField(
        label=_("Kind"), choices=Finding.Kind.choices, widget=forms.RadioSelect
    )
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
        label=_("Infrastructure area"), queryset=InfrastructureArea.objects.none(), required=False
    )

    def __init__(self, *args: Any, process: Process, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        areas = InfrastructureArea.objects.filter(programme=process.programme_id or 0)
        field = self.fields["area"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = areas.order_by("number")

    def finding(self) -> dict[str, Any]:
        """What was asked for, as the arguments of the deed."""
        return {name: self.cleaned_data[name] for name in FINDING}


class RecordForm(FindingForm, EvidenceForm):
    """Asks what was found and on what it rests, in this order."""

    field_order = ("kind", "statement", "explanation", "source", "place", "words", "source_on")


FINDING = ("kind", "statement", "explanation", "area")
EVIDENCE = ("source", "place", "words", "source_on", "source_url")
