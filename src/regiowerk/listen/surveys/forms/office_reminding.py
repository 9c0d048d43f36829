"""What the office adds to a reminder."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class RemindForm(forms.Form):
    """Asks for a few words of the office's own; none are needed."""

    note = forms.CharField(
        label=_("A few words of your own"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "They stand in the mail below the task. Leave it empty if there is nothing to add."
        ),
    )
