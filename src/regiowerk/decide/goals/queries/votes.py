"""What votes say about goals, and which goals a vote is about: the part of the chain votes tell."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import BigIntegerField, Case, CharField, F, QuerySet, TextField, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from regiowerk.decide.ballots.domain.rounds.panels import Panel
from regiowerk.decide.ballots.domain.rounds.reading import panels_from
from regiowerk.decide.ballots.domain.rounds.rulebook import Rulebook, read_rulebook
from regiowerk.decide.ballots.models import Result, Round
from regiowerk.decide.ballots.queries.rounds import rule_of
from regiowerk.decide.ballots.queries.values import value_in_words
from regiowerk.decide.goals.domain.freezing import tree_from
from regiowerk.decide.goals.domain.progress import shares_among
from regiowerk.decide.goals.models import Goal, GoalOption
from regiowerk.decide.goals.queries.chain import Frozen, frozen_in
from regiowerk.decide.goals.queries.standing import Standing, percent
from regiowerk.decide.goals.queries.weighing import AT_THE_TOP, weighed_nodes
from regiowerk.ground.process.domain.chain import Link
from regiowerk.ground.process.models import Process

VOTE = 1  # votes are told before versions


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


def became_of(process: Process, goals: Sequence[Goal]) -> Mapping[int, list[Link]]:
    """What counted votes say about goals, then the frozen trees they stand in; one query for all."""
    rows = list(_later(process, goals))
    votes = [row for row in rows if row[0] == VOTE]
    versions = [
        Frozen(key, title, text, at) for kind, at, key, title, text, *_ in rows if kind != VOTE
    ]
    frozen = frozen_in(process, goals, versions)
    found: dict[int, list[Link]] = {goal.pk: [] for goal in goals}
    panels: dict[str, Panel] = {}
    for _kind, _at, key, title, text, rule, option, owner, is_weighing in votes:
        panel = panels.setdefault(key, _first_panel(text))
        note = _place_and_value(read_rulebook(json.loads(rule)), panel, option)
        found[owner].append(_said(process, key, title, note, is_weighing=bool(is_weighing)))
    return {goal.pk: [*found[goal.pk], *frozen[goal.pk]] for goal in goals}


def _later(process: Process, goals: Sequence[Goal]) -> Iterable[Any]:
    """Votes and versions as rows of the same columns, votes first, each in the order of time."""
    voted = _rows(
        _counted().filter(goal__in=[goal.pk for goal in goals]),
        kind=Value(VOTE),
        at=F("option__round__closed_at"),
        name=F("option__round__key"),
        called=Coalesce("option__round__bundle__title", "option__round__title"),
        text=F("option__round__result__panels"),
        rule=F("option__round__rule"),
        chosen=F("option__key"),
        owner=F("goal"),
        is_weighing=Case(When(option__round__bundle__isnull=False, then=1), default=0),
    )
    frozen = _rows(
        process.tree_versions.all(),
        kind=Value(VOTE + 1),
        at=F("frozen_at"),
        name=F("key"),
        called=F("label"),
        text=F("content"),
        rule=Value("", output_field=TextField()),
        chosen=Value("", output_field=CharField()),
        owner=Value(0, output_field=BigIntegerField()),
        is_weighing=Value(0),
    )
    ordered: Iterable[Any] = voted.union(frozen, all=True).order_by("kind", "at", "name")
    return ordered


def _rows(rows: QuerySet[Any], **columns: Any) -> QuerySet[Any, Any]:
    told: QuerySet[Any, Any] = rows.select_related(None).order_by().annotate(**columns)
    return told.values_list(*columns)


def goals_of_vote(process: Process, round: Round) -> list[Link]:
    """The goals a counted vote was about, best first, each with what it came to; one query."""
    by_key = {row.option.key: row for row in _counted().filter(option__round=round)}
    if not by_key:
        return []
    rule, panel = _told(next(iter(by_key.values())).option.round.result)
    order = [key for tier in panel.counted.tiers for key in sorted(tier)]
    return [
        Link(
            by_key[key].option.label,
            reverse("goals:goal", args=[process.key, goal.key])
            if (goal := by_key[key].goal)
            else "",
            note=_place_and_value(rule, panel, key),
        )
        for key in dict.fromkeys([*order, *by_key])
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


def _counted() -> QuerySet[GoalOption]:
    """Options that stand for goals, of votes that are counted, with the result."""
    rows = GoalOption.objects.filter(option__round__result__isnull=False)
    return rows.select_related("goal", "option__round__bundle", "option__round__result")


def _told(result: Result) -> tuple[Rulebook, Panel]:
    """The rule of a result and what its first chamber came to."""
    return rule_of(result.round), _first_panel(result.panels)


def _first_panel(text: str) -> Panel:
    return panels_from(text)[0]


def _said(process: Process, key: str, title: str, note: str, *, is_weighing: bool) -> Link:
    text = (
        _("It was weighed in “%(title)s”.") if is_weighing else _("It was voted on in “%(title)s”.")
    )
    address = reverse("ballots:result", args=[process.key, key])
    return Link(text % {"title": title}, address, note=note)


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
