from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from regiowerk.ground.process.forms import DayField
from regiowerk.listen.surveys.models import Remark

AUDIENCES = (
    (Remark.Audience.INTERNAL, _("Only our own people")),
    (Remark.Audience.OFFICE, _("The project office too")),
)


class DelegateForm(forms.Form):
    """Asks who answers a section, and until when."""

    unit = forms.CharField(
        label=_("Department"),
        max_length=200,
        required=False,
        help_text=_("For example: Hauptamt."),
    )
    name = forms.CharField(
        label=_("Name"), max_length=200, help_text=_("It stands beside the answers.")
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=200,
        help_text=_("The link goes there. No account is needed."),
    )
    due_on = DayField(
        label=_("Wanted by"),
        required=False,
        help_text=_("Leave empty for the deadline of the survey."),
    )


class PostponeForm(forms.Form):
    """Asks by which day a section is wanted."""

    due_on = DayField(label=_("Wanted by"))


class RemarkForm(forms.Form):
    """Asks for a remark on a question, and who may read it."""

    text = forms.CharField(
        label=_("Remark"), max_length=4_000, widget=forms.Textarea(attrs={"rows": 3})
    )
    audience = forms.ChoiceField(
        label=_("Who may read it"),
        choices=AUDIENCES,
        widget=forms.RadioSelect,
        initial=Remark.Audience.INTERNAL,
    )


class ConfirmForm(forms.Form):
    """Asks for nothing but the press of its button."""
