"""The weights of the tree: where they come from, how a weighing stands, what came out at each node."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_safe

from regiowerk.decide.ballots.domain.rounds.rulebook import Form
from regiowerk.decide.ballots.models import Chamber, Round
from regiowerk.decide.ballots.queries.standing import state_in_words
from regiowerk.decide.goals import access, documents, queries
from regiowerk.decide.goals.domain.progress import shares_among
from regiowerk.decide.goals.models import Goal, Weighing
from regiowerk.decide.goals.permissions import may_edit_goals, may_read_stances
from regiowerk.decide.goals.queries import GoalTree, dissent, weighing as weighings
from regiowerk.decide.goals.queries.weighing import Node, NodeStanding, Outcome, Sheet
from regiowerk.ground.process.access import open_to_the_public, process_for_reader
from regiowerk.ground.process.models import Process
from regiowerk.ground.regions.middleware import Request


@dataclass(frozen=True, slots=True)
class NodeToday:
    """The goals under one goal with the weights they have now, and the vote they come from."""

    label: str
    goals: tuple[tuple[Goal, str], ...]
    is_weighed: bool
    source: str  # address of the node in its weighing; empty: no vote


@dataclass(frozen=True, slots=True)
class NodeRow:
    """One node on the page of a weighing."""

    sheet: Sheet
    number: int
    state: str
    agreement: str
    is_disputed: bool
    result: str  # address, once something is counted
    paper: str  # address of the own paper, while it can be handed in

    @property
    def label(self) -> str:
        return self.sheet.standing.label


@require_safe
@open_to_the_public
def weights(request: Request, process_key: str) -> HttpResponse:
    process = process_for_reader(request.actor, process_key)
    request.process = process  # type: ignore[attr-defined]
    tree = queries.tree_of(process)
    today = _today(process, tree)
    is_member = may_read_stances(request.actor, process)
    context = {
        "process": process,
        "heading": _weighed_in_words(today),
        "nodes": today,
        "weighings": _weighings(request, process),
        "votes": _votes(request, process),
        "may_edit": may_edit_goals(request.actor, process),
        "is_member": is_member,
    }
    return render(request, "goals/weighing/weights.html", context)


@require_safe
def weighing(request: Request, process_key: str, weighing_key: str) -> HttpResponse:
    found, standings = access.weighing_for_member(request.actor, process_key, weighing_key)
    request.process = found.process  # type: ignore[attr-defined]
    rows = _rows(request, found, standings)
    is_office = may_edit_goals(request.actor, found.process)
    context = {
        "process": found.process,
        "weighing": found,
        "heading": _own_papers(rows) or found.title,
        "standing": _standing(request, standings),
        "rows": rows,
        "next": next((row for row in rows if row.paper and not row.sheet.has_voted), None),
        "is_office": is_office,
        **(_deeds(request, standings) if is_office else {}),
    }
    return render(request, "goals/weighing/weighing.html", context)


@require_safe
@open_to_the_public
def node(request: Request, process_key: str, weighing_key: str, node_key: str) -> HttpResponse:
    found, standing, outcome = access.node_for_reader(
        request.actor, process_key, weighing_key, node_key
    )
    request.process = found.process  # type: ignore[attr-defined]
    labels = _labels(standing)
    context = {
        "process": found.process,
        "weighing": found,
        "standing": standing,
        "outcome": outcome,
        "round": outcome.round,
        "heading": dissent.headline(outcome, labels),
        "turn": _turn(standing),
        "delta": dissent.delta_of(standing, labels),
        **_opinions(request, outcome, labels),
    }
    return render(request, "goals/weighing/node.html", context)


def _today(process: Process, tree: GoalTree) -> list[NodeToday]:
    """Every node of the tree with its weights; one query for where they come from."""
    votes = set(tree.weighed_in.values())
    rows = weighings.nodes_of_rounds(votes)
    return [_node_today(process, tree, node, rows) for node in weighings.nodes_of(tree)]


def _node_today(
    process: Process, tree: GoalTree, node: Node, rows: dict[int, tuple[str, str]]
) -> NodeToday:
    number = node.goal.pk if node.goal else None
    branches = tree.shape.below(number)
    shares = shares_among(branches, tree.weights)
    is_weighed = all((branch.goal, number) in tree.weights for branch in branches)
    vote = next((tree.weighed_in.get((branch.goal, number)) for branch in branches), None)
    place = rows.get(vote) if vote and is_weighed else None
    return NodeToday(
        label=node.label,
        goals=tuple((goal, queries.percent(shares[goal.pk])) for goal in node.children),
        is_weighed=is_weighed,
        source=reverse("goals:weighed_node", args=[process.key, *place]) if place else "",
    )


def _weighed_in_words(today: list[NodeToday]) -> str:
    weighed = sum(node.is_weighed for node in today)
    if not weighed:
        return _("No goal is weighed yet: all count alike")
    words = {"weighed": weighed, "all": len(today)}
    return _("%(weighed)d of %(all)d branches are weighed") % words


def _weighings(request: Request, process: Process) -> list[tuple[Weighing, str]]:
    """What the reader may see of: the office all, those inside what is published, others none."""
    if not may_read_stances(request.actor, process):
        return []
    is_office = may_edit_goals(request.actor, process)
    rows = weighings.weighings_with_states(process)
    return [
        (one, _state_of(states))
        for one, states in rows
        if is_office or states - {Round.State.DRAFT.value}
    ]


def _state_of(states: frozenset[str]) -> str:
    """Where a weighing stands: as its least advanced paper."""
    order = [one.value for one in Round.State]
    least = min(states, key=order.index, default=Round.State.DRAFT.value)
    return str(Round.State(least).label)


def _votes(request: Request, process: Process) -> list[tuple[Round, str, str]]:
    """Votes on goals with their state, and where they are read."""
    is_member = may_read_stances(request.actor, process)
    is_office = may_edit_goals(request.actor, process)
    day = timezone.localdate(request.at)
    found = []
    for one in weighings.goal_votes_of(process):
        is_closed = one.state == Round.State.CLOSED
        if is_closed or is_office or (is_member and one.state != Round.State.DRAFT):
            page = "ballots:result" if is_closed else "ballots:round"
            place = reverse(page, args=[process.key, one.key])
            found.append((one, state_in_words(one, day), place))
    return found


def _rows(request: Request, found: Weighing, standings: list[NodeStanding]) -> list[NodeRow]:
    sheets = weighings.sheets_of(standings, request.actor.organisation_id)
    own, day = weighings.organisation_key(request.actor), timezone.localdate(request.at)
    return [_row(found, own, day, number, sheet) for number, sheet in enumerate(sheets, 1)]


def _row(found: Weighing, own: str, day: date, number: int, sheet: Sheet) -> NodeRow:
    one, process = sheet.standing, found.process
    view = one.latest.main if one.latest else None
    is_taken = (
        one.running.state == Round.State.OPEN
        and one.running.opens_on <= day <= one.running.closes_on
    )
    has_paper = sheet.is_entitled and is_taken
    paper = [process.key, one.running.key, own]
    place = [process.key, found.key, one.address_key]
    return NodeRow(
        sheet=sheet,
        number=number,
        state=state_in_words(one.running, day),
        agreement=dissent.agreement_in_words(view) if view else "",
        is_disputed=bool(view and view.is_disputed),
        result=reverse("goals:weighed_node", args=place) if one.latest else "",
        paper=reverse("ballots:ballot", args=paper) if has_paper else "",
    )


def _own_papers(rows: list[NodeRow]) -> str:
    """ "You have handed in 2 of 6 papers"; nothing where one does not vote or nothing runs."""
    own = [row for row in rows if row.paper]
    if not own:
        return ""
    words = {"done": sum(row.sheet.has_voted for row in own), "all": len(own)}
    if words["done"] == words["all"]:
        return ngettext(
            "Your paper is handed in", "All %(all)d papers are handed in", words["all"]
        ) % {"all": words["all"]}
    return (
        ngettext(
            "You have handed in %(done)d of one paper",
            "You have handed in %(done)d of %(all)d papers",
            words["all"],
        )
        % words
    )


def _standing(request: Request, standings: list[NodeStanding]) -> str:
    """The state of the turn that matters now."""
    running = [one for one in standings if one.row.second] or standings
    return state_in_words(running[0].running, timezone.localdate(request.at)) if running else ""


def _deeds(request: Request, standings: list[NodeStanding]) -> dict[str, object]:
    """What the office can do next."""
    states = {one.running.state for one in standings}
    day = timezone.localdate(request.at)
    is_counted = bool(states) and states <= {Round.State.CLOSED, Round.State.CANCELLED}
    has_second = any(one.row.second_id for one in standings)
    return {
        "may_publish": Round.State.DRAFT in states,
        "may_open": Round.State.PUBLISHED in states,
        "may_close": Round.State.OPEN in states,
        "is_over": any(
            one.running.state == Round.State.OPEN and day > one.running.closes_on
            for one in standings
        ),
        "may_repeat": is_counted and not has_second and any(one.first for one in standings),
        "may_take_over": is_counted and any(one.latest for one in standings),
    }


def _labels(standing: NodeStanding) -> dict[str, str]:
    goals = weighings.goals_on_paper(standing.rounds)
    return {
        key: option.option.label for of_round in goals.values() for key, option in of_round.items()
    }


def _turn(standing: NodeStanding) -> str:
    return _("second turn") if standing.second else _("first turn")


def _opinions(request: Request, outcome: Outcome, labels: dict[str, str]) -> dict[str, object]:
    """The picture, the agreement, who differ, contradictions, and the own weights where they are known."""
    view = outcome.main
    if view is None:
        return {"view": None}
    voters = {} if outcome.rule.is_secret else weighings.voter_labels([outcome.round])
    own = view.own.get(weighings.organisation_key(request.actor))
    heading, agreement = dissent.headline(outcome, labels), dissent.consensus_in_words(view)
    came, entitled = outcome.came[outcome.kind]
    found = view.contradictions
    return {
        "view": view,
        "picture": documents.weights_picture(
            view, labels, title=outcome.round.question, summary=f"{heading}. {agreement}"
        ),
        "turnout": _("%(came)s of %(entitled)s took part")
        % {"came": number_format(came), "entitled": number_format(entitled)},
        "agreement": agreement,
        "opposites": [dissent.opposites_in_words(one, labels, voters) for one in view.opposites],
        "contradictions": dissent.contradictions_in_words(found, labels) if found else (),
        "is_by_pairs": outcome.rule.form in {Form.AHP, Form.PAIRWISE},
        "own": dissent.own_rows(view, own, labels) if own and not outcome.rule.is_secret else (),
        "others": _other_chambers(outcome, labels),
    }


def _other_chambers(
    outcome: Outcome, labels: dict[str, str]
) -> list[tuple[str, list[tuple[str, str]]]]:
    """Chambers beside the organisations, by themselves."""
    return [
        (
            str(Chamber.Kind(kind).label),
            [(labels[key], queries.percent(view.weights[key])) for key in view.in_order],
        )
        for kind, view in outcome.views.items()
        if kind != outcome.kind
    ]
