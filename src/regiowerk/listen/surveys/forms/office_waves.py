"""What the office is asked when it fields a survey."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy as _

from regiowerk.ground.process.forms import DayField
from regiowerk.listen.questionnaires.models import Questionnaire
from regiowerk.listen.surveys.actions import Choice, WaveFacts
from regiowerk.listen.surveys.models import Participation, Survey, Wave
from regiowerk.listen.surveys.queries.waves import Person

LEAST_CELL = 3
LANGUAGES = (("de", "Deutsch"), ("en", "English"))


class SurveyForm(forms.Form):
    """Asks what a survey is called and what it is for."""

    title = forms.CharField(
        label=_("Title"),
        max_length=200,
        help_text=_("Town halls read it in the mail: short, and without abbreviations."),
    )
    purpose = forms.CharField(
        label=_("Purpose"),
        help_text=_(
            "Why you ask, and what becomes of the answers. It stands in the invitation. "
            "Markdown is possible."
        ),
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    @classmethod
    def about(cls, survey: Survey, data: Any = None) -> SurveyForm:
        return cls(data, initial={"title": survey.title, "purpose": survey.purpose})


class BeginForm(SurveyForm):
    """Asks for everything a new survey needs."""

    key = forms.SlugField(
        label=_("Short name in the address"),
        max_length=60,
        required=False,
        help_text=_("Left empty, it is made from the title. It cannot be changed later."),
        error_messages={"invalid": _("Please use only small letters, digits and hyphens.")},
    )
    questionnaire = forms.ModelChoiceField(
        label=_("Questionnaire"),
        queryset=Questionnaire.objects.none(),
        help_text=_("Only questionnaires with a published version can be chosen."),
        empty_label=None,
        widget=forms.RadioSelect,
    )
    field_order = ("title", "key", "purpose", "questionnaire")

    def __init__(self, *args: Any, questionnaires: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        field = self.fields["questionnaire"]
        field.queryset = questionnaires  # type: ignore[attr-defined]
        if len(questionnaires) == 1:
            field.initial = questionnaires[0].pk


class WaveForm(forms.Form):
    """Asks when a wave runs, how small a number may be shown, and who helps."""

    label = forms.CharField(
        label=_("Name of the wave"),
        max_length=120,
        help_text=_("So that waves can be told apart, for example: Autumn 2021."),
    )
    opens_on = DayField(label=_("First day"))
    closes_on = DayField(
        label=_("Last day"),
        help_text=_("Four to six weeks without school holidays have proved right."),
    )
    min_cell = forms.IntegerField(
        label=_("Smallest number that is shown"),
        min_value=LEAST_CELL,
        max_value=1000,
        initial=5,
        help_text=_(
            "Evaluations show nothing about fewer organisations than this. At least 3; 5 is usual."
        ),
        error_messages={
            "min_value": _("At least 3: about one or two organisations nothing may be guessed.")
        },
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    contact_name = forms.CharField(label=_("Who helps with questions"), max_length=200)
    contact_email = forms.EmailField(label=_("Their mail address"), max_length=200)
    contact_phone = forms.CharField(
        label=_("Their telephone number"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel"}),
    )

    def clean_closes_on(self) -> date:
        closes_on: date = self.cleaned_data["closes_on"]
        opens_on: date | None = self.cleaned_data.get("opens_on")
        if opens_on and closes_on < opens_on:
            raise forms.ValidationError(
                gettext("The last day lies before the first. Please choose a later day.")
            )
        return closes_on

    def facts(self) -> WaveFacts:
        return WaveFacts(**self.cleaned_data)

    @classmethod
    def about(cls, wave: Wave, data: Any = None) -> WaveForm:
        return cls(data, initial={name: getattr(wave, name) for name in cls.base_fields})


class ConfirmForm(forms.Form):
    """Asks for nothing but the press of its button."""


class ReopenForm(forms.Form):
    """Asks for the new last day."""

    closes_on = DayField(label=_("New last day"))


class WithdrawForm(forms.Form):
    """Asks why an organisation is taken out."""

    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("The organisation reads it in a mail."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, is_asked: bool, **rest: Any) -> None:
        super().__init__(*args, **rest)
        if not is_asked:
            del self.fields["reason"]


class CoordinatorForm(forms.Form):
    """Asks who coordinates in an organisation."""

    name = forms.CharField(label=_("Name"), max_length=200, required=False)
    email = forms.EmailField(label=_("Mail address"), max_length=200)
    language = forms.ChoiceField(
        label=_("Language of the mails"), choices=LANGUAGES, widget=forms.RadioSelect
    )

    @classmethod
    def about(cls, participation: Participation, data: Any = None) -> CoordinatorForm:
        initial = {
            "name": participation.coordinator_name,
            "email": participation.coordinator_email,
            "language": participation.language,
        }
        return cls(data, initial=initial)


class ChoiceForm(forms.Form):
    """Asks of one organisation whether it takes part, and who coordinates."""

    takes_part = forms.BooleanField(label=_("Takes part"), required=False)
    name = forms.CharField(label=_("Name of the coordinator"), max_length=200, required=False)
    email = forms.EmailField(
        label=_("Mail address of the coordinator"),
        max_length=200,
        required=False,
        error_messages={"invalid": _("Please check the address: it looks like name@town.de.")},
    )
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES, required=False)

    def __init__(self, *args: Any, organisation: Any, **rest: Any) -> None:
        rest["prefix"] = f"o{organisation.pk}"
        super().__init__(*args, **rest)
        self.organisation = organisation
        for name in ("takes_part", "name", "email", "language"):
            label = f"{self.fields[name].label}: {organisation}"
            self.fields[name].widget.attrs["aria-label"] = label
        self.fields["language"].widget.attrs["class"] = "app-input"

    def choice(self) -> Choice:
        data = self.cleaned_data
        return Choice(
            self.organisation.pk,
            data["takes_part"],
            data["name"],
            data["email"],
            data["language"] or "de",
        )


class InviteForm(forms.Form):
    """Asks whether one organisation is invited now; all of them are sent under one name."""

    organisation = forms.BooleanField(label=_("Invite"), required=False)

    def __init__(self, *, participation: Participation) -> None:
        key = participation.organisation.key
        super().__init__(auto_id=f"id_{key}_%s")
        self.participation = participation
        self.fields["organisation"].widget.attrs["value"] = key


def choice_forms(
    organisations: Iterable[Any],
    participations: Mapping[int, Participation],
    people: Mapping[int, Person],
    data: Any = None,
) -> list[ChoiceForm]:
    """One form for each organisation that may be chosen or left out freely."""
    return [
        ChoiceForm(
            data,
            organisation=one,
            initial=_initial(participations.get(one.pk), people.get(one.pk, Person())),
        )
        for one in organisations
    ]


def _initial(participation: Participation | None, person: Person) -> dict[str, object]:
    if participation is None:
        return {"name": person.name, "email": person.email, "language": "de"}
    return {
        "takes_part": True,
        "name": participation.coordinator_name,
        "email": participation.coordinator_email,
        "language": participation.language,
    }
