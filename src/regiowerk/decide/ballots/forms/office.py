"""What the office is asked when it puts something to the vote."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy as _

from regiowerk.decide.ballots.actions import OptionFacts, RoundFacts, Sent
from regiowerk.decide.ballots.domain.rounds.rulebook import (
    LEAST_ALIKE,
    Form,
    Method,
    Rulebook,
    Weighting,
    faults_of,
)
from regiowerk.decide.ballots.domain.weighting import Band
from regiowerk.decide.ballots.models import Chamber, Option, Round
from regiowerk.decide.ballots.queries.refusals import fault_in_words
from regiowerk.decide.ballots.queries.rounds import rule_of
from regiowerk.ground.process.forms import DayField
from regiowerk.ground.regions.models import Organisation

# A way of counting with the kind of paper it reads, as the office chooses it.
WAYS = (
    ("approval:most", _("Crosses, added up")),
    ("points:most", _("Points, added up")),
    ("ranking:borda", _("Ranking, counted by places (Borda)")),
    ("ranking:schulze", _("Ranking, counted by duels (Schulze)")),
    ("scores:mean", _("Marks, by their mean")),
    ("scores:median", _("Marks, by the middle one")),
    ("pairwise:copeland", _("Pairs, counted by duels won")),
    ("approval:equal_shares", _("Crosses, with equal shares of the budget or of the places")),
    ("points:equal_shares", _("Points, with equal shares of the budget or of the places")),
    ("swing:mean_weight", _("Weights of criteria, by the largest step (swing)")),
    ("ahp:mean_weight", _("Weights of criteria, by pairs (AHP)")),
)
WEIGHTINGS = (
    (Weighting.EQUAL.value, _("one organisation, one vote")),
    (Weighting.BANDS.value, _("votes by bands of inhabitants")),
    (Weighting.SQUARE_ROOT.value, _("square root of the inhabitants")),
    (Weighting.PROPORTIONAL.value, _("inhabitants, with a cap")),
)
PERCENT = 100


class RoundForm(forms.Form):
    """Asks what is put to the vote, until when, and by which rule."""

    title = forms.CharField(label=_("Title"), max_length=200, help_text=_("Short, for lists."))
    question = forms.CharField(
        label=_("Question"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("It stands above the ballot paper, as a whole sentence."),
    )
    purpose = forms.CharField(
        label=_("What becomes of the result"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        help_text=_("Markdown is possible."),
    )
    opens_on = DayField(label=_("First day"))
    closes_on = DayField(label=_("Last day"))
    way = forms.ChoiceField(
        label=_("Paper and counting"), choices=WAYS, widget=forms.RadioSelect, initial=WAYS[0][0]
    )
    least = forms.IntegerField(
        label=_("Crosses at least"),
        min_value=0,
        max_value=99,
        required=False,
        help_text=_("Only with crosses. 3 has proved right under equal shares."),
    )
    most = forms.IntegerField(
        label=_("Crosses at most"),
        min_value=1,
        max_value=99,
        required=False,
        help_text=_("Left empty: as many as one likes."),
    )
    points = forms.IntegerField(
        label=_("Points for each paper"), min_value=1, max_value=1000, required=False
    )
    top = forms.IntegerField(label=_("Best mark"), min_value=1, max_value=100, required=False)
    seats = forms.IntegerField(
        label=_("How many options are chosen"),
        min_value=1,
        max_value=200,
        required=False,
        help_text=_("Left empty, all options are put in order, or the budget decides."),
    )
    budget = forms.DecimalField(
        label=_("Budget in euros"),
        min_value=0,
        max_digits=12,
        decimal_places=2,
        required=False,
        help_text=_("Then options are chosen as long as their costs fit."),
    )
    weighting = forms.ChoiceField(
        label=_("How much a vote counts"),
        choices=WEIGHTINGS,
        widget=forms.RadioSelect,
        initial=Weighting.EQUAL.value,
    )
    bands = forms.CharField(
        label=_("Bands"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One a line, inhabitants and votes: “0 1”, “10000 2”, “50000 3”."),
    )
    cap = forms.IntegerField(
        label=_("Cap in per cent"),
        min_value=1,
        max_value=100,
        required=False,
        help_text=_("No organisation has more of all votes than this."),
    )
    quorum = forms.IntegerField(
        label=_("How many have to take part, in per cent"),
        min_value=0,
        max_value=100,
        required=False,
    )
    proxies = forms.IntegerField(
        label=_("For how many others an organisation may vote"),
        min_value=0,
        max_value=5,
        required=False,
    )
    double_majority = forms.BooleanField(
        label=_("Double majority"),
        required=False,
        help_text=_("An option needs most organisations and most inhabitants. Only with crosses."),
    )
    consent = forms.BooleanField(
        label=_("Consent of those who pay"),
        required=False,
        help_text=_("An option needs the cross of everybody with an own share. Only with crosses."),
    )
    heads_only = forms.BooleanField(
        label=_("Only the head of an organisation hands in"), required=False
    )
    is_secret = forms.BooleanField(
        label=_("Secret papers"),
        required=False,
        help_text=_("Only with equal weights, or bands that enough organisations share."),
    )

    def clean_bands(self) -> tuple[Band, ...]:
        lines = [line.replace(".", "").split() for line in self.cleaned_data["bands"].splitlines()]
        try:
            return tuple(Band(int(people), int(votes)) for people, votes in filter(None, lines))
        except ValueError as unreadable:
            text = gettext("Please write two whole numbers on each line: inhabitants and votes.")
            raise forms.ValidationError(text) from unreadable

    def clean_closes_on(self) -> date:
        closes_on: date = self.cleaned_data["closes_on"]
        opens_on: date | None = self.cleaned_data.get("opens_on")
        if opens_on and closes_on < opens_on:
            raise forms.ValidationError(gettext("The last day lies before the first one."))
        return closes_on

    def clean(self) -> dict[str, Any]:
        if not self.errors:
            rule = self.rule()
            for fault in faults_of(rule):
                self.add_error(None, fault_in_words(fault, rule))
        return self.cleaned_data

    def rule(self) -> Rulebook:
        """The rule that was asked for, as a value."""
        said = self.cleaned_data
        form, method = said["way"].split(":")
        budget = said["budget"]
        return Rulebook(
            form=Form(form),
            method=Method(method),
            least=said["least"] or 0,
            most=said["most"] or 0,
            points=said["points"] or 10,
            top=said["top"] or 5,
            seats=said["seats"] or 0,
            budget=None if budget is None else int(budget * PERCENT),
            fills=budget is not None,
            weighting=Weighting(said["weighting"]),
            cap=Fraction(said["cap"], PERCENT) if said["cap"] else None,
            bands=said["bands"],
            quorum=Fraction(said["quorum"] or 0, PERCENT),
            double_majority=said["double_majority"],
            consent=said["consent"],
            is_secret=said["is_secret"],
            alike=LEAST_ALIKE,
            proxies=said["proxies"] or 0,
            heads_only=said["heads_only"],
        )

    def facts(self) -> RoundFacts:
        """What was asked for, as the argument of the deed."""
        names = ("title", "question", "purpose", "opens_on", "closes_on")
        return RoundFacts(rule=self.rule(), **{name: self.cleaned_data[name] for name in names})

    @classmethod
    def about(cls, round: Round, data: Any = None) -> RoundForm:
        """Filled as a round stands."""
        return cls(data, initial=_initial(round))


def _initial(round: Round) -> dict[str, Any]:
    rule = rule_of(round)
    same = ("least", "most", "points", "top", "seats", "proxies")
    truths = ("double_majority", "consent", "is_secret", "heads_only")
    return {
        **{name: getattr(round, name) for name in ("title", "question", "purpose")},
        **{name: getattr(round, name) for name in ("opens_on", "closes_on")},
        **{name: getattr(rule, name) or None for name in same},
        **{name: getattr(rule, name) for name in truths},
        "way": f"{rule.form.value}:{rule.method.value}",
        "budget": None if rule.budget is None else Decimal(rule.budget) / PERCENT,
        "weighting": rule.weighting.value,
        "bands": "\n".join(f"{band.population} {band.votes}" for band in rule.bands),
        "cap": int(rule.cap * PERCENT) if rule.cap else None,
        "quorum": int(rule.quorum * PERCENT) or None,
    }


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
        self._own_shares = (
            tuple((one.organisation, one.amount) for one in option.own_shares.all())
            if option
            else ()
        )

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
            own_shares=self._own_shares,
            excluded=tuple((one, said["reason"]) for one in said["excluded"]),
        )


def _of_option(option: Option) -> dict[str, Any]:
    excluded = list(option.exclusions.all())
    return {
        **{name: getattr(option, name) for name in ("label", "note", "cost", "group")},
        "excluded": [one.organisation_id for one in excluded],
        "reason": excluded[0].reason if excluded else "",
    }


class VotersForm(forms.Form):
    """Asks which organisations vote, and which experts beside them."""

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
            "One a line: name or function; mail address; key of the organisation that sends them. "
            "They vote by personal link, and their result stands beside that of the organisations."
        ),
    )

    def __init__(self, *args: Any, organisations: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self._known = {one.key: one for one in organisations}
        self.fields["organisations"].queryset = organisations  # type: ignore[attr-defined]

    def clean_experts(self) -> list[Sent]:
        return _experts(self.cleaned_data["experts"], self._known)

    def bodies(self) -> list[Sent]:
        """The organisations, as the verb takes them."""
        return [Sent(one) for one in self.cleaned_data["organisations"]]


def _experts(text: str, known: dict[str, Organisation]) -> list[Sent]:
    found: list[Sent] = []
    counts: dict[str, int] = {}
    for line in filter(None, (line.strip() for line in text.splitlines())):
        parts = [part.strip() for part in line.split(";")]
        if len(parts) != 3 or parts[2] not in known:
            words = {"line": line}
            raise forms.ValidationError(
                gettext("Please write name; mail address; organisation: “%(line)s”") % words
            )
        counts[parts[2]] = counts.get(parts[2], 0) + 1
        found.append(Sent(known[parts[2]], parts[0], parts[1], counts[parts[2]]))
    return found


class ReasonForm(forms.Form):
    """Asks why a vote ends without a result."""

    reason = forms.CharField(
        label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}), max_length=1000
    )


class LastDayForm(forms.Form):
    """Asks until when there is more time."""

    closes_on = DayField(label=_("New last day"))


class LinkForm(forms.Form):
    """Asks who gets a personal link, and whether it hands in or only prepares."""

    name = forms.CharField(label=_("For whom (office, not person)"), max_length=200)
    email = forms.EmailField(label=_("Mail address"), max_length=200)
    may_cast = forms.BooleanField(
        label=_("May hand in the paper"),
        required=False,
        initial=True,
        help_text=_("Otherwise the link opens the paper for preparing only."),
    )


class ConfirmForm(forms.Form):
    """Asks for nothing but the press of its button."""


def chamber_label(kind: str) -> str:
    """What a chamber is called."""
    return str(Chamber.Kind(kind).label)
