"""The office is asked who votes: organisations, and beside them experts and citizens."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from regiowerk.decide.ballots.actions import Sent
from regiowerk.decide.ballots.forms.lines import people
from regiowerk.decide.ballots.models import Chamber
from regiowerk.ground.regions.models import Organisation


class VotersForm(forms.Form):
    """Asks which organisations vote, and which experts and citizens beside them."""

    organisations = forms.ModelMultipleChoiceField(
        Organisation.objects.none(),
        label=_("Organisations with a vote"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    experts = forms.CharField(
        label=_("Experts, counted by themselves"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "One a line: name or function; mail address; organisation that sends them. "
            "They vote by personal link, and their result stands beside that of the organisations."
        ),
    )
    citizens = forms.CharField(
        label=_("Citizens, counted by themselves"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "One a line: name; mail address; the municipality they live in. They vote by personal link "
            "too. Nobody adds their votes to those of others."
        ),
    )

    def __init__(self, *args: Any, organisations: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self._members = organisations
        self.fields["organisations"].queryset = organisations  # type: ignore[attr-defined]

    def clean_experts(self) -> list[Sent]:
        return people(self.cleaned_data["experts"], self._members)

    def clean_citizens(self) -> list[Sent]:
        return people(self.cleaned_data["citizens"], self._members)

    def chambers(self) -> tuple[tuple[Chamber.Kind, list[Sent]], ...]:
        """Who votes in which chamber, as the verb takes them."""
        said = self.cleaned_data
        return (
            (Chamber.Kind.BODIES, [Sent(one) for one in said["organisations"]]),
            (Chamber.Kind.EXPERTS, said["experts"]),
            (Chamber.Kind.CITIZENS, said["citizens"]),
        )


def chamber_label(kind: str) -> str:
    """What a chamber is called."""
    return str(Chamber.Kind(kind).label)
