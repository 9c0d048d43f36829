from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from regiowerk.ground.process.forms import DayField
from regiowerk.listen.surveys.domain.signing import as_typed


class HandInForm(forms.Form):
    """Asks who signs."""

    signatory = forms.ChoiceField(label=_("Who signs"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **rest: Any) -> None:
        super().__init__(*args, **rest)
        field = self.fields["signatory"]
        field.choices = choices  # type: ignore[attr-defined]
        if len(choices) == 1:
            field.initial = choices[0][0]


class SignForm(forms.Form):
    """Asks for the capacity in which somebody signs, and their word for it."""

    person = forms.CharField(label=_("Name"), max_length=200)
    function = forms.CharField(
        label=_("Office held"), max_length=200, help_text=_("For example: Bürgermeisterin.")
    )
    is_deputy = forms.BooleanField(label=_("I sign as deputy."), required=False)
    agrees = forms.BooleanField(
        label=_("I agree"),
        error_messages={"required": _("Please tick this sentence if you agree to it.")},
    )
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
    code = forms.CharField(
        label=_("Code from the mail"),
        max_length=20,
        help_text=_("Six digits. It works for 15 minutes."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
        error_messages={"required": _("Please type the six digits from the mail.")},
    )

    def __init__(
        self,
        *args: Any,
        statement: str,
        needs_code: bool,
        is_department: bool = False,
        knows_person: bool = True,
        **rest: Any,
    ) -> None:
        super().__init__(*args, **rest)
        self.fields["agrees"].label = statement
        if not needs_code:
            del self.fields["code"]
        if is_department:
            del self.fields["is_deputy"]
            self.fields["function"].help_text = _("For example: head of the personnel department.")
        if knows_person:
            del self.fields["person"]

    def clean_code(self) -> str:
        digits = as_typed(self.cleaned_data["code"])
        if not digits:
            raise forms.ValidationError(_("The code has six digits. Please look into the mail."))
        return digits


class ReasonForm(forms.Form):
    """Asks why, in a sentence."""

    reason = forms.CharField(
        label=_("Why?"), max_length=4_000, widget=forms.Textarea(attrs={"rows": 3})
    )


class ReopenForm(ReasonForm):
    """Asks which sections are to be opened again, and why."""

    sections = forms.MultipleChoiceField(
        label=_("Sections"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Please choose at least one section.")},
    )
    field_order: tuple[str, ...] = ("sections", "reason")

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["sections"].choices = choices  # type: ignore[attr-defined]


class ReturnForm(ReopenForm):
    """Asks in addition until when."""

    due_on = DayField(
        label=_("Wanted by"),
        required=False,
        help_text=_("Leave empty for the deadline that holds."),
    )
    field_order: tuple[str, ...] = ("sections", "reason", "due_on")


class PaperForm(forms.Form):
    """Asks what stands on the signed paper."""

    person = forms.CharField(label=_("Who signed"), max_length=200)
    function = forms.CharField(label=_("Office held"), max_length=200)
    signed_on = DayField(label=_("Day on the paper"))
    is_filed = forms.BooleanField(
        label=_("The signed paper is in our files."),
        error_messages={"required": _("Please file the signed paper first.")},
    )
