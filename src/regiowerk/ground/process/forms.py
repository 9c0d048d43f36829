from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from regiowerk.ground.process.domain.templates import Template
from regiowerk.ground.process.models import Body, InfrastructureArea, Passage, Process, Programme
from regiowerk.ground.process.queries import template_in_words


def _in_living_memory(day: date) -> None:
    """A year mistyped as 0202 or 20222 is caught here, before months are counted from it."""
    if not 1900 <= day.year <= 2199:
        raise forms.ValidationError(_("Please check the year: it must lie from 1900 to 2199."))


class DayField(forms.DateField):
    """A day, picked from the calendar of the browser or typed as 31.12.2022."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            input_formats=["%Y-%m-%d", "%d.%m.%Y"],
            error_messages={"invalid": _("Please enter a day that exists, like 31.12.2022.")},
            validators=[_in_living_memory],
            **options,
        )


def _text(label: Any, *, rows: int = 4, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), **options)


class ConfirmForm(forms.Form):
    """Asks for nothing but the press of its button."""


class WindowForm(forms.Form):
    """Asks for a first and a last day."""

    starts_on = DayField(label=_("First day"))
    ends_on = DayField(label=_("Last day"))
    is_approximate = forms.BooleanField(
        label=_("Only the months are certain"),
        help_text=_("The drawing hatches the bar, and pages name months instead of days."),
        required=False,
    )

    def clean_ends_on(self) -> date | None:
        starts_on: date | None = self.cleaned_data.get("starts_on")
        ends_on: date | None = self.cleaned_data.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            raise forms.ValidationError(_("The last day lies before the first."))
        if starts_on is None and ends_on is not None and not self.has_error("starts_on"):
            raise forms.ValidationError(_("Please enter the first day as well, or neither."))
        if starts_on is not None and ends_on is None:
            raise forms.ValidationError(_("Please enter the last day as well, or neither."))
        return ends_on


class CloseStageForm(forms.Form):
    """Asks for the note that goes with an early or late closing."""

    note = _text(
        _("Note at closing"),
        help_text=_("What was reached, what stays open. Needed when closing early or late."),
        required=False,
    )


class ReopenStageForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("It stays readable in the journal of the process."),
        max_length=200,
    )


class ActivityForm(WindowForm):
    """Asks for an activity; its days may be left open."""

    name = forms.CharField(label=_("What is done"), max_length=200)
    description = _text(_("Description"), rows=3, required=False)
    starts_on = DayField(label=_("First day"), required=False)
    ends_on = DayField(label=_("Last day"), required=False)
    source = forms.CharField(label=_("Source"), max_length=300, required=False)

    field_order = ("name", "description", "starts_on", "ends_on", "is_approximate", "source")


class MilestoneForm(forms.Form):
    name = forms.CharField(label=_("Event"), max_length=200)
    planned_on = DayField(label=_("Planned on"))
    is_approximate = forms.BooleanField(label=_("The day is not settled yet"), required=False)
    source = forms.CharField(label=_("Source"), max_length=300, required=False)


class ReachMilestoneForm(forms.Form):
    reached_on = DayField(label=_("Reached on"))


class BodyForm(forms.Form):
    """Asks for a body and what it stands under."""

    name = forms.CharField(label=_("Name of the body"), max_length=200)
    parent = forms.ModelChoiceField(
        Body.objects.none(),
        label=_("Stands under"),
        empty_label=_("none, it stands at the top"),
        required=False,
    )
    task = forms.CharField(label=_("Task"), max_length=300, required=False)
    rhythm = forms.CharField(
        label=_("Meets"),
        help_text=_("For example: every two weeks"),
        max_length=120,
        required=False,
    )
    members = forms.CharField(
        label=_("Members"),
        help_text=_("Offices and organisations, no names of persons"),
        max_length=500,
        required=False,
    )
    source = forms.CharField(label=_("Source"), max_length=300, required=False)

    def __init__(self, *args: Any, process: Process, but: Body | None = None, **rest: Any) -> None:
        super().__init__(*args, **rest)
        others = process.bodies.order_by("position", "pk")
        parent = self.fields["parent"]
        assert isinstance(parent, forms.ModelChoiceField)  # noqa: S101 -- for the type checker
        parent.queryset = others.exclude(pk=but.pk) if but else others


class PassageForm(forms.Form):
    topic = forms.ChoiceField(label=_("Topic"), choices=Passage.Topic.choices)
    statement = _text(_("Statement"), rows=3, max_length=300)
    source = forms.CharField(
        label=_("Source"),
        help_text=_("Where it can be read: document, date, page"),
        max_length=300,
        required=False,
    )
    source_url = forms.URLField(
        label=_("Address of the source"), max_length=300, required=False, assume_scheme="https"
    )


class ProcessForm(forms.Form):
    """Asks how a process is called, what it is about and how long it runs."""

    name = forms.CharField(label=_("Name of the process"), max_length=200)
    summary = _text(
        _("What it is about"),
        help_text=_("One paragraph that a citizen understands. The public page begins with it."),
        rows=6,
        required=False,
    )
    starts_on = DayField(label=_("First day"))
    ends_on = DayField(label=_("Last day"))
    latest_end_on = DayField(
        label=_("At the latest until"),
        help_text=_("If an extension has been granted or is foreseen"),
        required=False,
    )

    def clean_ends_on(self) -> date:
        starts_on: date | None = self.cleaned_data.get("starts_on")
        ends_on: date = self.cleaned_data["ends_on"]
        if starts_on and ends_on < starts_on:
            raise forms.ValidationError(_("The last day lies before the first."))
        return ends_on

    def clean_latest_end_on(self) -> date | None:
        ends_on: date | None = self.cleaned_data.get("ends_on")
        latest: date | None = self.cleaned_data["latest_end_on"]
        if ends_on and latest and latest < ends_on:
            raise forms.ValidationError(_("The latest end lies before the last day."))
        return latest


class StartProcessForm(forms.Form):
    """Asks for what a new process begins with; everything else comes from its template."""

    name = forms.CharField(label=_("Name of the process"), max_length=200)
    area = forms.ModelChoiceField(
        InfrastructureArea.objects.none(),
        label=_("Infrastructure area"),
        empty_label=_("no particular area"),
        required=False,
    )
    starts_on = DayField(
        label=_("First day"),
        help_text=_("The periods of the stages follow from it, one after the other."),
    )
    template = forms.ChoiceField(label=_("Template"), widget=forms.RadioSelect)

    def __init__(
        self,
        *args: Any,
        templates: Sequence[Template],
        programme: Programme | None,
        **rest: Any,
    ) -> None:
        super().__init__(*args, **rest)
        self.templates = {template.key: template for template in templates}
        choice, area = self.fields["template"], self.fields["area"]
        assert isinstance(choice, forms.ChoiceField)  # noqa: S101 -- for the type checker
        assert isinstance(area, forms.ModelChoiceField)  # noqa: S101 -- for the type checker
        choice.choices = [(key, template_in_words(t)) for key, t in self.templates.items()]
        choice.initial = next(iter(self.templates))
        if programme is None:
            del self.fields["area"]
        else:
            area.queryset = programme.areas.order_by("number")

    def clean_template(self) -> Template:
        return self.templates[self.cleaned_data["template"]]


class DirectionForm(forms.Form):
    """Asks whether something moves up or down."""

    direction = forms.ChoiceField(choices=[("up", "up"), ("down", "down")])
