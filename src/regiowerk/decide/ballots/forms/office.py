"""What the office is asked when it puts something to the vote."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy as _

from regiowerk.decide.ballots.actions import RoundFacts
from regiowerk.decide.ballots.domain.rounds.rulebook import (
    LEAST_ALIKE,
    LEAST_SCORERS,
    Asked,
    Fault,
    Form,
    Method,
    OwnCap,
    Rulebook,
    Weighting,
    faults_of,
)
from regiowerk.decide.ballots.domain.weighting import Band
from regiowerk.decide.ballots.forms.lines import amounts, in_euros
from regiowerk.decide.ballots.models import Round
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
    ("scoring:weighted", _("Marks by criteria, weighed and added up")),
)
WEIGHTINGS = (
    (Weighting.EQUAL.value, _("one organisation, one vote")),
    (Weighting.BANDS.value, _("votes by bands of inhabitants")),
    (Weighting.SQUARE_ROOT.value, _("square root of the inhabitants")),
    (Weighting.PROPORTIONAL.value, _("inhabitants, with a cap")),
)
PERCENT = 100
TOP_MARK, USUAL_GAP = 10, 20
# Criteria are asked for on a page of their own, once the vote is begun.
LATER = frozenset({Fault.NO_CRITERIA})


GAPS = (
    ("mean", _("Their mean counts, and the difference is shown.")),
    ("reconcile", _("Those who rated see it, talk, and rate anew; else the option has no place.")),
)


class RoundForm(forms.Form):
    """Asks what is put to the vote, until when, and by which rule."""

    def __init__(
        self,
        *args: Any,
        organisations: Iterable[Organisation],
        criteria: tuple[Asked, ...] = (),
        **rest: Any,
    ) -> None:
        super().__init__(*args, **rest)
        self._organisations, self._criteria = organisations, criteria

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
    group_cap = forms.IntegerField(
        label=_("What an interest group gets at most, in per cent of the budget"),
        min_value=1,
        max_value=100,
        required=False,
        help_text=_("Only with a budget; 49 is usual. Groups are named beside the options."),
    )
    own_caps = forms.CharField(
        label=_("What organisations can pay of their own at most"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "Only with a budget. One a line, organisation and euros for all chosen options together: "
            "“Stadt Beispiel; 12000”."
        ),
    )
    scorers = forms.IntegerField(
        label=_("How many rate each option"),
        min_value=2,
        max_value=20,
        required=False,
        help_text=_("Only with marks by criteria: 2 or more, who do not see each other's marks."),
    )
    gap_limit = forms.IntegerField(
        label=_("From which difference on marks are too far apart, in per cent of the scale"),
        min_value=1,
        max_value=99,
        required=False,
        help_text=_("Left empty: 20. On a scale to 10, that is more than 2 marks."),
    )
    gaps = forms.ChoiceField(
        label=_("What happens with marks that are too far apart"),
        choices=GAPS,
        widget=forms.RadioSelect,
        initial=GAPS[0][0],
        required=False,
    )
    threshold = forms.IntegerField(
        label=_("Points an option needs to be chosen, of 100"),
        min_value=1,
        max_value=100,
        required=False,
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

    def clean_own_caps(self) -> tuple[OwnCap, ...]:
        said = amounts(self.cleaned_data["own_caps"], self._organisations)
        return tuple(OwnCap(one.key, str(one), int(euros * PERCENT)) for one, euros in said)

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
                if fault in LATER:
                    continue
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
            group_cap=Fraction(said["group_cap"], PERCENT) if said["group_cap"] else None,
            own_caps=said["own_caps"],
            **(self._about_marks() if form == Form.SCORING.value else {"top": said["top"] or 5}),
        )

    def _about_marks(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {
            "criteria": self._criteria,
            "top": said["top"] or TOP_MARK,
            "scorers": said["scorers"] or LEAST_SCORERS,
            "gap_limit": Fraction(said["gap_limit"] or USUAL_GAP, PERCENT),
            "reconciles": said["gaps"] == "reconcile",
            "threshold": Fraction(said["threshold"] or 0, PERCENT),
        }

    def facts(self) -> RoundFacts:
        """What was asked for, as the argument of the deed."""
        names = ("title", "question", "purpose", "opens_on", "closes_on")
        return RoundFacts(rule=self.rule(), **{name: self.cleaned_data[name] for name in names})

    @classmethod
    def about(
        cls, round: Round, organisations: Iterable[Organisation], data: Any = None
    ) -> RoundForm:
        """Filled as a round stands; its criteria stay."""
        return cls(
            data,
            initial=_initial(round),
            organisations=organisations,
            criteria=rule_of(round).criteria,
        )


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
        "group_cap": int(rule.group_cap * PERCENT) if rule.group_cap else None,
        "own_caps": "\n".join(f"{one.label}; {in_euros(one.cents)}" for one in rule.own_caps),
        "scorers": rule.scorers if rule.is_scoring else None,
        "gap_limit": int(rule.gap_limit * PERCENT) if rule.is_scoring else None,
        "gaps": "reconcile" if rule.reconciles else "mean",
        "threshold": int(rule.threshold * PERCENT) or None,
    }


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
