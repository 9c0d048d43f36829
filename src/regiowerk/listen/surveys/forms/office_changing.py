"""What the office is asked when a running questionnaire changes."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class ChangeVersionForm(forms.Form):
    """Asks for a few words to those whom it concerns."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    note = forms.CharField(
        label=_("Why it changes"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Whoever has to look again reads it in the mail."),
    )
