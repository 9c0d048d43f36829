"""Questions about how goals are weighed and put to the vote."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy as _

from regiowerk.decide.ballots.actions import RoundFacts
from regiowerk.decide.ballots.domain.rounds.rulebook import Form, Method, Rulebook
from regiowerk.decide.goals.actions import WeighingFacts
from regiowerk.decide.goals.forms.shaping import lines
from regiowerk.decide.goals.models import Goal
from regiowerk.decide.goals.queries import GoalTree
from regiowerk.decide.goals.queries.weighing import AT_THE_TOP, Node, NodeStanding, nodes_of
from regiowerk.ground.process.forms import DayField

WAYS = (
    (Form.SWING.value, _("Largest step first, in points (about a minute for each paper)")),
    (Form.PAIRWISE.value, _("Always two, and which matters more")),
    (Form.AHP.value, _("Always two, and how much more one matters (AHP)")),
)
BALLOTS: Mapping[str, tuple[Any, Rulebook]] = {
    "points": (_("Ten points for each paper"), Rulebook(Form.POINTS, Method.MOST, points=10)),
    "approval": (_("Crosses for all that matter"), Rulebook(Form.APPROVAL, Method.MOST)),
    "ranking": (_("A ranking"), Rulebook(Form.RANKING, Method.BORDA)),
}


class WindowForm(forms.Form):
    """Asks from when to when."""

    opens_on = DayField(label=_("First day"))
    closes_on = DayField(label=_("Last day"))

    def __init__(self, *args: Any, today: date, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self._today = today

    def clean_closes_on(self) -> date:
        closes_on: date = self.cleaned_data["closes_on"]
        opens_on: date | None = self.cleaned_data.get("opens_on")
        if opens_on and closes_on < opens_on:
            raise forms.ValidationError(gettext("The last day lies before the first one."))
        if closes_on < self._today:
            raise forms.ValidationError(gettext("The last day lies in the past."))
        return closes_on


class WeighingForm(WindowForm):
    """Asks which branches are weighed, and how."""

    title = forms.CharField(label=_("Title"), max_length=120)
    form = forms.ChoiceField(
        label=_("How it is asked"),
        choices=WAYS,
        widget=forms.RadioSelect,
        initial=Form.SWING.value,
    )
    nodes = forms.MultipleChoiceField(
        label=_("Which goals are weighed"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("One short paper for each; all of them are opened by one link."),
    )
    is_secret = forms.BooleanField(
        label=_("Secret papers"),
        required=False,
        help_text=_("Then nobody can be asked why, and no disagreement is named."),
    )
    field_order = ("title", "nodes", "form", "opens_on", "closes_on", "is_secret")

    def __init__(self, *args: Any, tree: GoalTree, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.nodes_there = nodes_of(tree)
        field = self.fields["nodes"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 -- for the type checker
        field.choices = [(node.key or AT_THE_TOP, _under(node)) for node in self.nodes_there]
        field.initial = [key for key, _label in field.choices]

    def facts(self) -> WeighingFacts:
        """What was asked for, as the argument of the deed."""
        said = self.cleaned_data
        return WeighingFacts(
            title=said["title"],
            nodes=_keys(said["nodes"]),
            form=Form(said["form"]),
            opens_on=said["opens_on"],
            closes_on=said["closes_on"],
            is_secret=said["is_secret"],
        )


class RepeatForm(WindowForm):
    """Asks about which goals once more, and when; disputed ones are chosen already."""

    nodes = forms.MultipleChoiceField(
        label=_("Which goals are weighed once more"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Chosen are those about which the papers lie far apart."),
    )
    field_order = ("nodes", "opens_on", "closes_on")

    def __init__(self, *args: Any, standings: Sequence[NodeStanding], **rest: Any) -> None:
        super().__init__(*args, **rest)
        field = self.fields["nodes"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 -- for the type checker
        views = [(one, one.first.main if one.first else None) for one in standings]
        field.choices = [(one.address_key, one.label) for one, view in views if view]
        field.initial = [one.address_key for one, view in views if view and view.is_disputed]

    def keys(self) -> tuple[str, ...]:
        return _keys(self.cleaned_data["nodes"])


class TakeOverForm(forms.Form):
    label = forms.CharField(
        label=_("Name of the version that is frozen"),
        max_length=120,
        help_text=_("It names the votes the weights come from."),
    )


class GoalsVoteForm(WindowForm):
    """Asks which goals are put to the vote, and by which kind of paper."""

    title = forms.CharField(label=_("Title"), max_length=200, help_text=_("Short, for lists."))
    question = forms.CharField(
        label=_("Question"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )
    purpose = lines(_("What becomes of the result"), rows=3, required=False)
    goals = forms.ChoiceField(label=_("Which goals"), widget=forms.RadioSelect)
    way = forms.ChoiceField(
        label=_("Kind of paper"),
        choices=[(key, label) for key, (label, _rule) in BALLOTS.items()],
        widget=forms.RadioSelect,
        initial="points",
        help_text=_("Everything else about the rule can be changed until it is published."),
    )
    field_order = ("title", "question", "purpose", "goals", "way", "opens_on", "closes_on")

    def __init__(self, *args: Any, tree: GoalTree, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self._groups = _groups(tree)
        field = self.fields["goals"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- for the type checker
        field.choices = [(key, label) for key, (label, _goals) in self._groups.items()]
        field.initial = next(iter(self._groups), None)

    def chosen(self) -> tuple[Goal, ...]:
        return self._groups[self.cleaned_data["goals"]][1]

    def facts(self) -> RoundFacts:
        said = self.cleaned_data
        _label, rule = BALLOTS[said["way"]]
        names = ("title", "question", "purpose", "opens_on", "closes_on")
        return RoundFacts(rule=rule, **{name: said[name] for name in names})


def _groups(tree: GoalTree) -> dict[str, tuple[str, tuple[Goal, ...]]]:
    """Goals that can stand on one paper: those of one level, or those under one goal."""
    found: dict[str, tuple[str, tuple[Goal, ...]]] = {}
    for level in Goal.Level:
        of_level = tuple(goal for _place, goal in tree.once() if goal.level == level)
        if len(of_level) > 1:
            words = {"level": level.label, "number": len(of_level)}
            text = gettext("All of the level “%(level)s” (%(number)d)") % words
            found[f"level-{level.value}"] = (text, of_level)
    for node in nodes_of(tree):
        if node.goal:
            found[f"node-{node.key}"] = (_under(node), node.children)
    return found


def _under(node: Node) -> str:
    words = {"goal": node.label, "number": len(node.children)}
    return (
        gettext("“%(goal)s”: %(number)d goals under it") % words
        if node.goal
        else gettext("%(goal)s: %(number)d side by side") % words
    )


def _keys(said: Sequence[str]) -> tuple[str, ...]:
    return tuple("" if key == AT_THE_TOP else key for key in said)
