"""Questions about a goal and its place in the tree."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from regiowerk.decide.goals.actions import Part
from regiowerk.decide.goals.domain.tree import WHOLE, Level, even_shares, may_stand_under
from regiowerk.decide.goals.models import Goal
from regiowerk.decide.goals.queries import GoalTree
from regiowerk.ground.process.domain.order import Direction
from regiowerk.ground.process.models import Process
from regiowerk.ground.regions.models import Organisation

GOAL = ("level", "title", "explanation", "horizon", "responsible")
MOST_PARENTS = 4
MOST_PARTS = 4

LEVELS = (
    (Goal.Level.GUIDING, _("Guiding goal: what it is all for")),
    (Goal.Level.GOAL, _("Goal: what is to be reached")),
    (Goal.Level.MEASURE, _("Measure: what is done for it")),
)


def lines(label: Any, *, rows: int = 4, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), **options)


def places_in(tree: GoalTree, *, but: frozenset[int] = frozenset()) -> list[tuple[str, str]]:
    """What a goal can stand under, as one reads the tree: "2.1 More training"."""
    return [
        (str(goal.pk), f"{'.'.join(map(str, place.number))} {goal.title}")
        for place, goal in tree.once()
        if may_stand_under(Level.MEASURE, Level(goal.level)) and goal.pk not in but
    ]


def goals_in(tree: GoalTree, *, but: frozenset[int] = frozenset()) -> list[tuple[str, str]]:
    """All goals of the tree, as one reads it."""
    return [
        (str(goal.pk), f"{'.'.join(map(str, place.number))} {goal.title}")
        for place, goal in tree.once()
        if goal.pk not in but
    ]


class ConfirmForm(forms.Form):
    """Asks for nothing but the press of its button."""


class DirectionForm(forms.Form):
    """Asks whether a goal moves up or down, how far, and among whose children."""

    direction = forms.TypedChoiceField(
        choices=[(direction.value, direction.value) for direction in Direction], coerce=Direction
    )
    under = forms.IntegerField(required=False)
    steps = forms.IntegerField(required=False, min_value=1)


class GoalForm(forms.Form):
    """Asks what the goal is."""

    title = forms.CharField(
        label=_("Goal"),
        max_length=200,
        help_text=_("A desired state in one sentence: what will be so when it is reached."),
    )
    level = forms.ChoiceField(label=_("Goal level"), choices=LEVELS, widget=forms.RadioSelect)
    explanation = lines(_("Explanation"), required=False)
    horizon = forms.ChoiceField(
        label=_("Horizon"),
        choices=[("", _("not settled yet")), *Goal.Horizon.choices],
        required=False,
    )
    responsible = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=_("Responsible organisation"),
        empty_label=_("not settled yet"),
        required=False,
    )

    def __init__(self, *args: Any, process: Process, **rest: Any) -> None:
        super().__init__(*args, **rest)
        field = self.fields["responsible"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- for the type checker
        field.queryset = (
            Organisation.objects.filter(memberships__region=process.region)
            .distinct()
            .order_by("name", "pk")
        )

    def goal(self) -> dict[str, Any]:
        """What was asked for, as the arguments of the deed."""
        return {name: self.cleaned_data[name] for name in GOAL}


class PlaceForm(forms.Form):
    """Asks on which level a goal is and what it stands under."""

    level = forms.ChoiceField(label=_("Goal level"), choices=LEVELS, widget=forms.RadioSelect)
    parent = forms.ChoiceField(label=_("Stands under"), required=False)

    def __init__(self, *args: Any, tree: GoalTree, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self._tree = tree
        field = self.fields["parent"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- for the type checker
        field.choices = [("", _("nothing: it stands at the top")), *places_in(tree)]

    def clean(self) -> None:
        level, parent = self.cleaned_data.get("level"), self.cleaned_data.get("parent")
        if level and level != Goal.Level.GUIDING and not parent:
            self.add_error("parent", _("Please choose what it stands under."))
        if level == Goal.Level.GUIDING and parent:
            self.add_error("parent", _("A guiding goal stands at the top."))

    def above(self) -> Goal | None:
        """The goal it stands under; None: at the top."""
        chosen = self.cleaned_data["parent"]
        return self._tree.goals[int(chosen)] if chosen else None


class AddGoalForm(GoalForm, PlaceForm):
    """Asks what the goal is and what it stands under."""

    field_order = ("title", "level", "parent", "explanation", "horizon", "responsible")


class HangForm(forms.Form):
    """Asks what a goal stands under; for a measure up to four goals with their shares."""

    def __init__(
        self, *args: Any, tree: GoalTree, goal: Goal, under: str = "", **rest: Any
    ) -> None:
        super().__init__(*args, **rest)
        self._tree, self._goal = tree, goal
        below = tree.shape.under(goal.pk) | {goal.pk}
        choices = [("", _("nothing")), *places_in(tree, but=below)]
        held = tree.above(goal)
        self.rows = MOST_PARENTS if goal.level == Goal.Level.MEASURE else 1
        for row in range(self.rows):
            parent, share = held[row] if row < len(held) else (None, None)
            self._ask(row, choices, parent, share if len(held) > 1 else None)
        if under in {value for value, _label in choices}:
            self.fields["parent_0"].initial = under

    def _ask(
        self, row: int, choices: list[tuple[str, Any]], parent: Goal | None, share: int | None
    ) -> None:
        label = _("Stands under") if row == 0 else _("and under")
        self.fields[f"parent_{row}"] = forms.ChoiceField(
            label=label,
            choices=choices,
            initial=str(parent.pk) if parent else "",
            required=row == 0 and self._goal.level != Goal.Level.GUIDING,
        )
        if self.rows > 1:
            self.fields[f"share_{row}"] = forms.IntegerField(
                label=_("Share in percent"),
                help_text=_("Left empty everywhere: shared evenly.") if row == 0 else "",
                min_value=1,
                max_value=WHOLE,
                initial=share,
                required=False,
            )

    def clean(self) -> None:
        chosen = self._chosen()
        if len(set(chosen)) < len(chosen):
            raise forms.ValidationError(_("Please name each goal only once."))
        shares = [self.cleaned_data.get(f"share_{row}") for row in chosen.values()]
        if any(shares) and not all(shares):
            raise forms.ValidationError(_("Please give every share, or none of them."))
        if any(shares) and sum(filter(None, shares)) != WHOLE:
            words = _("The shares together are %(total)d %%; they have to be exactly 100 %%.")
            raise forms.ValidationError(words % {"total": sum(filter(None, shares))})

    def shares(self) -> Mapping[Goal | None, int]:
        """The parents, each with its share; without shares evenly."""
        chosen = self._chosen()
        if not chosen:
            return {None: WHOLE}
        parents = {self._tree.goals[int(number)]: row for number, row in chosen.items()}
        given = {parent: self.cleaned_data.get(f"share_{row}") for parent, row in parents.items()}
        shares: dict[Goal | None, int] = {parent: share for parent, share in given.items() if share}
        return shares or even_shares(list[Goal | None](parents))

    def _chosen(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for row in range(self.rows):
            chosen = self.cleaned_data.get(f"parent_{row}")
            if chosen and chosen in found:
                raise forms.ValidationError(_("Please name each goal only once."))
            if chosen:
                found[chosen] = row
        return found


class OtherGoalForm(forms.Form):
    """Asks for another goal of the tree."""

    other = forms.ChoiceField(label=_("Goal"))

    def __init__(self, *args: Any, tree: GoalTree, goal: Goal | None = None, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self._tree = tree
        field = self.fields["other"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- for the type checker
        but = frozenset({goal.pk}) if goal else frozenset()
        field.choices = [("", _("please choose")), *goals_in(tree, but=but)]

    def goal(self) -> Goal:
        return self._tree.goals[int(self.cleaned_data["other"])]


class SplitForm(forms.Form):
    """Asks for the titles of the goals that are split off."""

    titles = lines(
        _("New goals"),
        rows=MOST_PARTS,
        help_text=_("One line for each. The goal itself stays; change its words afterwards."),
    )

    def clean_titles(self) -> tuple[Part, ...]:
        lines = [line.strip() for line in self.cleaned_data["titles"].splitlines()]
        parts = tuple(Part(line) for line in lines if line)
        if any(len(part.title) > 200 for part in parts):
            raise forms.ValidationError(_("One of the lines is longer than 200 characters."))
        return parts
