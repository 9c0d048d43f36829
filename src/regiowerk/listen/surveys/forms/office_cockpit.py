from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from regiowerk.ground.process.forms import DayField


class ExtendForm(forms.Form):
    """Asks until when one organisation may answer."""

    due_on = DayField(label=_("Last day for this organisation"))
