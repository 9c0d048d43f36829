"""Links a lower page needs from above: empty places in its template that are filled here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.urls import ResolverMatch, reverse

from regiowerk.ground.journal.domain.actor import Actor
from regiowerk.ground.process.models import Process
from regiowerk.ground.process.permissions import may_take_part
from regiowerk.listen.findings.permissions import may_record_finding

type Slots = dict[str, str]
type _Fill = Callable[[Actor, Process, Mapping[str, Any]], Slots]


def filled(match: ResolverMatch | None, actor: Actor, process: Process) -> Slots:
    """What the page at an address is given from the rooms above it."""
    fill = _SLOTS.get(match.view_name) if match else None
    return fill(actor, process, match.kwargs) if match and fill else {}


def _result(actor: Actor, process: Process, place: Mapping[str, Any]) -> Slots:
    became = {"became_address": reverse("portal:chain_of_question", kwargs=dict(place))}
    if not may_record_finding(actor, process):
        return became
    return {**became, "cite_address": reverse("findings:cite_result", kwargs=dict(place))}


def _submission(actor: Actor, process: Process, place: Mapping[str, Any]) -> Slots:
    if not may_record_finding(actor, process):
        return {}
    return {"cite_answer_address": reverse("findings:choose_answer", kwargs=dict(place))}


def _open_answer(actor: Actor, process: Process, place: Mapping[str, Any]) -> Slots:
    if not may_record_finding(actor, process):
        return {}
    return {"cite_answer_address": reverse("findings:cite_open_answer", kwargs=dict(place))}


def _finding(actor: Actor, process: Process, place: Mapping[str, Any]) -> Slots:
    return {"chain_address": reverse("portal:chain_of_finding", kwargs=dict(place))}


def _findings(actor: Actor, process: Process, place: Mapping[str, Any]) -> Slots:
    if not may_take_part(actor, process):
        return {}
    return {"coverage_address": reverse("portal:coverage_of_chain", kwargs=dict(place))}


def _goal(actor: Actor, process: Process, place: Mapping[str, Any]) -> Slots:
    return {"chain_address": reverse("portal:chain_of_goal", kwargs=dict(place))}


def _vote(actor: Actor, process: Process, place: Mapping[str, Any]) -> Slots:
    return {"became_address": reverse("portal:chain_of_vote", kwargs=dict(place))}


_SLOTS: Mapping[str, _Fill] = {
    "ballots:result": _vote,
    "findings:finding": _finding,
    "findings:findings": _findings,
    "goals:goal": _goal,
    "surveys:open_answer": _open_answer,
    "surveys:result": _result,
    "surveys:submission": _submission,
}
