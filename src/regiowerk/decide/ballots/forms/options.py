"""What the office is asked about an option."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy as _

from regiowerk.decide.ballots.actions import OptionFacts
from regiowerk.decide.ballots.forms.lines import amounts, in_euros
from regiowerk.decide.ballots.models import Option
from regiowerk.ground.regions.models import Organisation


class OptionForm(forms.Form):
    """Asks what is voted on."""

    label = forms.CharField(label=_("Option"), max_length=200)
    note = forms.CharField(
        label=_("In one or two lines"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    cost = forms.DecimalField(
        label=_("Cost in euros"), min_value=0, max_digits=12, decimal_places=2, required=False
    )
    group = forms.CharField(label=_("Interest group"), max_length=120, required=False)
    own_shares = forms.CharField(
        label=_("What organisations would pay of their own"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One a line, organisation and euros: “Stadt Beispiel; 4000”."),
    )
    excluded = forms.ModelMultipleChoiceField(
        Organisation.objects.none(),
        label=_("Who does not judge this option"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Because it would judge its own cause."),
    )
    reason = forms.CharField(label=_("Why not"), max_length=300, required=False)

    def __init__(
        self, *args: Any, organisations: Any, option: Option | None = None, **rest: Any
    ) -> None:
        if option is not None:
            rest["initial"] = _of_option(option)
        super().__init__(*args, **rest)
        self.fields["excluded"].queryset = organisations  # type: ignore[attr-defined]
        self._organisations = organisations

    def clean_own_shares(self) -> tuple[tuple[Organisation, Decimal], ...]:
        return amounts(self.cleaned_data["own_shares"], self._organisations)

    def clean_reason(self) -> str:
        reason: str = self.cleaned_data["reason"]
        if self.cleaned_data.get("excluded") and not reason:
            raise forms.ValidationError(gettext("Please say why; it is published with the rule."))
        return reason

    def facts(self) -> OptionFacts:
        """What was asked for, as the argument of the deed."""
        said = self.cleaned_data
        return OptionFacts(
            label=said["label"],
            note=said["note"],
            cost=said["cost"],
            group=said["group"],
            own_shares=said["own_shares"],
            excluded=tuple((one, said["reason"]) for one in said["excluded"]),
        )


def _of_option(option: Option) -> dict[str, Any]:
    excluded = list(option.exclusions.all())
    return {
        **{name: getattr(option, name) for name in ("label", "note", "cost", "group")},
        "excluded": [one.organisation_id for one in excluded],
        "reason": excluded[0].reason if excluded else "",
        "own_shares": "\n".join(
            f"{one.organisation}; {in_euros(int(one.amount * 100))}"
            for one in option.own_shares.all()
        ),
    }
