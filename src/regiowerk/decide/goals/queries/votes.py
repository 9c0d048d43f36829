"""What votes say about goals, and which goals a vote is about: the part of the chain votes tell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from regiowerk.decide.ballots.domain.rounds.panels import Panel
from regiowerk.decide.ballots.domain.rounds.reading import panels_from
from regiowerk.decide.ballots.domain.rounds.rulebook import Rulebook
from regiowerk.decide.ballots.models import Result, Round
from regiowerk.decide.ballots.queries.rounds import rule_of
from regiowerk.decide.ballots.queries.values import value_in_words
from regiowerk.decide.goals.domain.freezing import tree_from
from regiowerk.decide.goals.domain.progress import shares_among
from regiowerk.decide.goals.models import Goal, GoalOption
from regiowerk.decide.goals.queries.standing import Standing, percent
from regiowerk.decide.goals.queries.weighing import AT_THE_TOP, weighed_nodes
from regiowerk.ground.process.domain.chain import Link
from regiowerk.ground.process.models import Process


@dataclass(frozen=True, slots=True)
class Weighed:
    """What a goal counts under one parent, and the vote that says so."""

    parent: str
    weight: str
    title: str  # of the weighing; empty where no vote stands behind it
    address: str


def weights_of(standing: Standing, goal: Goal) -> list[Weighed]:
    """What a goal counts under each parent where all there are weighed; one query where any is."""
    tree = standing.tree
    branches = [
        branch
        for branch in tree.shape.parents.get(goal.pk, ())
        if all((one.goal, branch.parent) in tree.weights for one in tree.shape.below(branch.parent))
    ]
    votes = {tree.weighed_in.get((goal.pk, branch.parent)) for branch in branches} - {None}
    nodes = weighed_nodes(vote for vote in votes if vote) if votes else {}
    found = []
    for branch in branches:
        shares = shares_among(tree.shape.below(branch.parent), tree.weights)
        parent = tree.goals[branch.parent].title if branch.parent else _("The guiding goals")
        row = nodes.get(tree.weighed_in.get((goal.pk, branch.parent), 0))
        place = [tree.process.key, row.weighing.key, row.node_key or AT_THE_TOP] if row else []
        found.append(
            Weighed(
                parent=parent,
                weight=percent(shares[goal.pk]),
                title=row.weighing.title if row else "",
                address=reverse("goals:weighed_node", args=place) if row else "",
            )
        )
    return found


def votes_on(process: Process, goals: Sequence[Goal]) -> Mapping[int, list[Link]]:
    """What counted votes say about goals, by the goal's id; two queries whatever their number."""
    rows = GoalOption.objects.filter(
        goal__in=[goal.pk for goal in goals], option__round__state=Round.State.CLOSED
    ).select_related("option__round__bundle")
    ordered = list(rows.order_by("option__round__closed_at", "option__round", "pk"))
    results = _results(row.option.round_id for row in ordered)
    found: dict[int, list[Link]] = {goal.pk: [] for goal in goals}
    for row in ordered:
        result = results.get(row.option.round_id)
        if result is not None and row.goal_id is not None:
            found[row.goal_id].append(_said(process, row, *result))
    return found


def goals_of_vote(process: Process, round: Round) -> list[Link]:
    """The goals a counted vote was about, best first, each with what it came to; two queries."""
    rows = GoalOption.objects.filter(option__round=round).select_related("goal", "option")
    results = _results([round.pk])
    if round.pk not in results:
        return []
    rule, panel = results[round.pk]
    order = [key for tier in panel.counted.tiers for key in sorted(tier)]
    by_key = {row.option.key: row for row in rows}
    return [
        Link(
            by_key[key].option.label,
            reverse("goals:goal", args=[process.key, goal.key])
            if (goal := by_key[key].goal)
            else "",
            note=_place_and_value(rule, panel, key),
        )
        for key in order
        if key in by_key
    ]


def versions_with(process: Process, round: Round) -> list[Link]:
    """The frozen trees that carry the weights of a vote; one query."""
    return [
        Link(
            _("Its weights stand in the frozen goal tree “%(label)s”.") % {"label": one.label},
            reverse("goals:version", args=[process.key, one.key]),
        )
        for one in process.tree_versions.order_by("number")
        if any(vote.vote == round.key for vote in tree_from(one.content).weighed)
    ]


def _results(rounds: Iterable[int]) -> dict[int, tuple[Rulebook, Panel]]:
    """Rule and main panel of each counted round."""
    found = {}
    for result in Result.objects.filter(round__in=set(rounds)).select_related("round"):
        panels = panels_from(result.panels)
        if panels:
            found[result.round_id] = (rule_of(result.round), panels[0])
    return found


def _said(process: Process, row: GoalOption, rule: Rulebook, panel: Panel) -> Link:
    round = row.option.round
    words = {"title": round.bundle.title if round.bundle else round.title}
    text = (
        _("It was weighed in “%(title)s”.")
        if round.bundle
        else _("It was voted on in “%(title)s”.")
    )
    return Link(
        text % words,
        reverse("ballots:result", args=[process.key, round.key]),
        note=_place_and_value(rule, panel, row.option.key),
    )


def _place_and_value(rule: Rulebook, panel: Panel, key: str) -> str:
    """ "place 2 of 6, 19 %"."""
    counted = panel.counted
    above = 0
    for tier in counted.tiers:
        if key in tier:
            words = {
                "place": above + 1,
                "of": sum(map(len, counted.tiers)),
                "value": value_in_words(rule, counted.values[key])
                if key in counted.values
                else "–",
            }
            return _("place %(place)d of %(of)d, %(value)s") % words
        above += len(tier)
    return ""
