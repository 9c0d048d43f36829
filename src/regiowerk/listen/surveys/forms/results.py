"""What the office is asked when it prepares results."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from regiowerk.listen.surveys.domain.evaluation.tables import Results, ResultTable
from regiowerk.listen.surveys.models import Release
from regiowerk.listen.surveys.queries.evaluation.results import (
    makes_groups,
    may_be_crossed_protected,
)


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


class CrossTableForm(forms.Form):
    """Asks which question told in totals only is broken down by the answers to which other."""

    question = forms.ChoiceField(label=_("Question told in totals only"))
    other = forms.ChoiceField(
        label=_("By the answers to"),
        help_text=_(
            "Whoever may not read the answers to this question does not see the cross table."
        ),
    )

    def __init__(self, *args: Any, results: Results, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, tables in (
            ("question", may_be_crossed_protected(results)),
            ("other", makes_groups(results)),
        ):
            field = self.fields[name]
            choices = [(one.key, one.label) for one in tables]
            self.fields[name] = forms.ChoiceField(
                label=field.label, help_text=field.help_text, choices=choices
            )


class CrossForm(forms.Form):
    """Asks by which other question."""

    mit = forms.ChoiceField(label=_("By the answers to"))

    def __init__(self, *args: Any, others: Sequence[ResultTable], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(one.key, one.label) for one in others]
        self.fields["mit"] = forms.ChoiceField(label=_("By the answers to"), choices=choices)
