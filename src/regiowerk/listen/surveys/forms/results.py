"""What the office is asked when it prepares results."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from regiowerk.listen.surveys.domain.evaluation.tables import ResultTable
from regiowerk.listen.surveys.models import Release


class PrepareForm(forms.Form):
    """Asks who may read the results, and what readers should know."""

    audience = forms.ChoiceField(
        label=_("Who may read them"),
        choices=Release.Audience.choices,
        initial=Release.Audience.REGION,
        widget=forms.RadioSelect,
        help_text=_(
            "Answers that only the office may see are shown to the office alone in any case."
        ),
    )
    note = forms.CharField(
        label=_("Note for readers"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For example from when the answers are, and who is missing."),
    )


class CrossForm(forms.Form):
    """Asks by which other question."""

    mit = forms.ChoiceField(label=_("By the answers to"))

    def __init__(self, *args: Any, others: Sequence[ResultTable], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(one.key, one.label) for one in others]
        self.fields["mit"] = forms.ChoiceField(label=_("By the answers to"), choices=choices)
