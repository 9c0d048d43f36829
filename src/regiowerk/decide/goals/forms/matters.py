"""Questions about what a goal rests on, how it is measured, and what organisations say."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from regiowerk.decide.goals.actions import Yardstick
from regiowerk.decide.goals.forms.shaping import OtherGoalForm, lines
from regiowerk.decide.goals.models import Candidate
from regiowerk.ground.process.forms import DayField
from regiowerk.listen.findings.models import Finding


class ContradictionForm(OtherGoalForm):
    """Asks which goal gets in the way, and why."""

    reason = forms.CharField(
        label=_("Why they get in each other's way"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class IndicatorForm(forms.Form):
    """Asks how one sees that the goal is reached."""

    name = forms.CharField(
        label=_("Indicator"),
        max_length=200,
        help_text=_("For example: municipalities with a portal."),
    )
    unit = forms.CharField(label=_("Unit"), max_length=60, required=False)
    baseline = forms.DecimalField(
        label=_("Value at the beginning"), max_digits=14, decimal_places=2, localize=True
    )
    baseline_year = forms.IntegerField(
        label=_("Year of this value"), min_value=1900, max_value=2199, required=False
    )
    target = forms.DecimalField(
        label=_("Target value"), max_digits=14, decimal_places=2, localize=True
    )
    target_year = forms.IntegerField(
        label=_("To be reached by (year)"), min_value=1900, max_value=2199
    )
    source = forms.CharField(
        label=_("Source of the values"),
        max_length=300,
        help_text=_("Where everybody can look them up, and who counts them."),
    )

    def clean(self) -> None:
        baseline, target = self.cleaned_data.get("baseline"), self.cleaned_data.get("target")
        if baseline is not None and baseline == target:
            self.add_error("target", _("The target is the same as the value at the beginning."))

    def yardstick(self) -> Yardstick:
        return Yardstick(**self.cleaned_data)


class MeasurementForm(forms.Form):
    """Asks for a measured value."""

    value = forms.DecimalField(
        label=_("Measured value"), max_digits=14, decimal_places=2, localize=True
    )
    measured_on = DayField(label=_("Day of measurement"))
    source = forms.CharField(label=_("Source"), max_length=300)

    def __init__(self, *args: Any, today: date, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self._today = today

    def clean_measured_on(self) -> date:
        day: date = self.cleaned_data["measured_on"]
        if day > self._today:
            raise forms.ValidationError(_("A value of a day to come cannot have been measured."))
        return day


class FindingChoiceForm(forms.Form):
    """Asks for a finding of the process."""

    finding = forms.ModelChoiceField(Finding.objects.none(), label=_("Finding"))
    note = forms.CharField(
        label=_("Why the goal follows from it"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, findings: QuerySet[Finding], **rest: Any) -> None:
        super().__init__(*args, **rest)
        field = self.fields["finding"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- for the type checker
        field.queryset = findings


class ProposalForm(forms.Form):
    """Asks for a proposed goal and where it comes from."""

    title = forms.CharField(label=_("Proposed goal"), max_length=200)
    reason = lines(_("Why it should become a goal"), rows=3, required=False)
    origin = forms.ChoiceField(label=_("Where it comes from"), choices=Candidate.Origin)
    origin_words = forms.CharField(
        label=_("More precisely"),
        max_length=300,
        help_text=_("For example: workshop of 12 May, table 3; no names of persons."),
    )
    finding = forms.ModelChoiceField(
        Finding.objects.none(), label=_("Finding it follows from"), required=False
    )

    def __init__(self, *args: Any, findings: QuerySet[Finding], **rest: Any) -> None:
        super().__init__(*args, **rest)
        field = self.fields["finding"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- for the type checker
        field.queryset = findings


class SetAsideForm(forms.Form):
    because = forms.CharField(
        label=_("Reason"),
        help_text=_("It stays readable for everybody who takes part."),
        max_length=300,
    )


class FreezeForm(forms.Form):
    label = forms.CharField(
        label=_("Name of this version"),
        max_length=120,
        help_text=_("For example: draft for the goal workshop."),
    )


class ConsultationForm(forms.Form):
    """Asks what the organisations are asked, and until when."""

    title = forms.CharField(label=_("Title"), max_length=120)
    question = lines(
        _("What it is about"),
        help_text=_("What you ask for, and what happens with the answers."),
        required=False,
    )
    closes_on = DayField(label=_("Last day"))

    def __init__(self, *args: Any, today: date, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self._today = today

    def clean_closes_on(self) -> date:
        day: date = self.cleaned_data["closes_on"]
        if day < self._today:
            raise forms.ValidationError(_("The last day lies in the past."))
        return day


class DeadlineForm(forms.Form):
    closes_on = DayField(label=_("Last day"))
