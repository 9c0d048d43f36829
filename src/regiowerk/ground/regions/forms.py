from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from regiowerk.ground.journal.domain.actor import Role
from regiowerk.ground.people.models import User
from regiowerk.ground.regions.actions import NewOrganisation, Terms
from regiowerk.ground.regions.domain import keys
from regiowerk.ground.regions.domain.keys import KeyFaultError
from regiowerk.ground.regions.models import Figure, Mandate, Membership, Organisation
from regiowerk.ground.regions.queries import told


class DayField(forms.DateField):
    """A day, picked from the calendar of the browser or typed as 31.12.2022."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            input_formats=["%Y-%m-%d", "%d.%m.%Y"],
            error_messages={"invalid": _("Please enter a day that exists, like 31.12.2022.")},
            **options,
        )


def _source(**options: Any) -> forms.CharField:
    options.setdefault("help_text", _("Where it can be read: document or page, with its date"))
    return forms.CharField(label=_("Source"), max_length=300, **options)


def _web_address(label: Any) -> forms.URLField:
    return forms.URLField(label=label, max_length=300, required=False, assume_scheme="https")


class ConfirmForm(forms.Form):
    """Asks for nothing but the press of its button."""


class MistakeForm(forms.Form):
    """Asks what is wrong about an organisation."""

    text = forms.CharField(
        label=_("What is wrong, and what would be right?"),
        help_text=_("At most 200 characters. Please write no names of persons."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=200,
    )


class CorrectionForm(forms.Form):
    """Asks for the facts about an organisation that the office may correct."""

    designation = forms.CharField(
        label=_("Designation"),
        help_text=_("What stands before the name: Stadt, Gemeinde, Kreis"),
        max_length=80,
        required=False,
    )
    website = _web_address(_("Website"))
    central_place = forms.ChoiceField(
        label=_("Central place"), choices=Organisation.CentralPlace.choices
    )
    is_central_place_confirmed = forms.BooleanField(
        label=_("The central place is confirmed by the regional plan"), required=False
    )
    source = _source(required=False)


class FigureForm(forms.Form):
    """Asks for a figure and where it comes from."""

    indicator = forms.ChoiceField(
        label=_("What is measured"),
        choices=[
            (choice.value, choice.label)
            for choice in (Figure.Indicator.POPULATION, Figure.Indicator.AREA)
        ],
    )
    value = forms.DecimalField(
        label=_("Value"), min_value=0, max_digits=14, decimal_places=2, localize=True
    )
    measured_on = DayField(
        label=_("Measured on"),
        help_text=_("Official figures of inhabitants usually hold on 31 December."),
    )
    precision = forms.ChoiceField(label=_("Precision"), choices=Figure.Precision.choices)
    source = _source()
    source_url = _web_address(_("Address of the source"))


class TermsForm(forms.Form):
    """Asks how and since when an organisation belongs to the region."""

    membership = forms.ChoiceField(label=_("Belongs as"), choices=Membership.Kind.choices)
    from_on = DayField(
        label=_("Since"), help_text=_("Leave it open when the day is not known."), required=False
    )
    is_confirmed = forms.BooleanField(
        label=_("The membership is confirmed"),
        help_text=_("Unconfirmed memberships carry a mark wherever they are shown."),
        initial=True,
        required=False,
    )
    source = _source()
    source_url = _web_address(_("Address of the source"))

    @property
    def terms(self) -> Terms:
        """What was asked, as the action takes it."""
        data = self.cleaned_data
        return Terms(
            kind=Membership.Kind(data["membership"]),
            from_on=data["from_on"],
            is_confirmed=data["is_confirmed"],
            source=data["source"],
            source_url=data["source_url"],
        )


class OrganisationForm(TermsForm):
    """Asks for an organisation that is not known yet, and for its membership."""

    kind = forms.ChoiceField(label=_("Kind of organisation"), choices=Organisation.Kind.choices)
    name = forms.CharField(
        label=_("Name"), help_text=_("Without the designation: Brakel"), max_length=200
    )
    designation = forms.CharField(
        label=_("Designation"),
        help_text=_("What stands before the name: Stadt, Gemeinde, Kreis"),
        max_length=80,
        required=False,
    )
    ags = forms.CharField(
        label=_("AGS"),
        help_text=_("Municipalities: 8 digits. Districts: the first 5. Others: leave it empty."),
        max_length=40,
        required=False,
    )
    ars = forms.CharField(
        label=_("ARS"), help_text=_("12 digits, if known"), max_length=40, required=False
    )
    latitude = forms.DecimalField(
        label=_("Latitude"),
        help_text=_("For the map, for example 51.7168"),
        min_value=-90,
        max_value=90,
        max_digits=8,
        decimal_places=5,
        localize=True,
        required=False,
    )
    longitude = forms.DecimalField(
        label=_("Longitude"),
        help_text=_("For the map, for example 9.1844"),
        min_value=-180,
        max_value=180,
        max_digits=8,
        decimal_places=5,
        localize=True,
        required=False,
    )
    website = _web_address(_("Website"))

    field_order = (
        "kind",
        "name",
        "designation",
        "ags",
        "ars",
        "latitude",
        "longitude",
        "website",
        "membership",
        "from_on",
        "is_confirmed",
        "source",
        "source_url",
    )

    def clean_ags(self) -> str:
        text: str = self.cleaned_data["ags"]
        kind = self.cleaned_data.get("kind")
        try:
            if kind == Organisation.Kind.MUNICIPALITY:
                return keys.parse_ags(text)
            if kind == Organisation.Kind.DISTRICT:
                return keys.parse_district(text)
        except KeyFaultError as fault:
            raise forms.ValidationError(told(fault)) from fault
        if text:
            raise forms.ValidationError(_("Only municipalities and districts have an AGS."))
        return ""

    def clean_ars(self) -> str:
        text: str = self.cleaned_data["ars"]
        if not text:
            return ""
        try:
            ars = keys.parse_ars(text)
        except KeyFaultError as fault:
            raise forms.ValidationError(told(fault)) from fault
        ags = self.cleaned_data.get("ags")
        is_municipality = self.cleaned_data.get("kind") == Organisation.Kind.MUNICIPALITY
        if is_municipality and ags and keys.ags_of_ars(ars) != ags:
            raise forms.ValidationError(_("AGS and ARS belong to different municipalities."))
        return ars

    def clean_longitude(self) -> Any:
        latitude, longitude = self.cleaned_data.get("latitude"), self.cleaned_data["longitude"]
        if (latitude is None) != (longitude is None) and "latitude" not in self.errors:
            raise forms.ValidationError(_("Please enter both coordinates or none."))
        return longitude

    @property
    def facts(self) -> NewOrganisation:
        """What was asked about the organisation, as the action takes it."""
        data = self.cleaned_data
        return NewOrganisation(
            name=data["name"],
            designation=data["designation"],
            kind=Organisation.Kind(data["kind"]),
            ags=data["ags"],
            ars=data["ars"],
            latitude=data["latitude"],
            longitude=data["longitude"],
            website=data["website"],
        )


class EndMembershipForm(forms.Form):
    until_on = DayField(label=_("Last day of the membership"))
    source = _source()


class MandateForm(forms.Form):
    """Asks whom to invite, in which role and from when to when."""

    email = forms.EmailField(
        label=_("Mail address"),
        help_text=_("The invitation goes there. Who has an account keeps it."),
        max_length=200,
    )
    name = forms.CharField(label=_("Name"), max_length=120)
    role = forms.ChoiceField(
        label=_("Role"), choices=Mandate.Role.choices, initial=Mandate.Role.CONTACT
    )
    language = forms.ChoiceField(
        label=_("Language of the invitation"),
        choices=User.Language.choices,
        initial=User.Language.GERMAN,
    )
    from_on = DayField(label=_("From"))
    until_on = DayField(
        label=_("Until"), help_text=_("Leave it open when no end is foreseen."), required=False
    )

    def clean_role(self) -> Role:
        return Role(self.cleaned_data["role"])

    def clean_until_on(self) -> date | None:
        from_on: date | None = self.cleaned_data.get("from_on")
        until_on: date | None = self.cleaned_data["until_on"]
        if from_on and until_on and until_on < from_on:
            raise forms.ValidationError(_("The last day lies before the first."))
        return until_on


class EndMandateForm(forms.Form):
    until_on = DayField(
        label=_("Last day"),
        help_text=_("A day before the mandate began takes it back entirely."),
    )
