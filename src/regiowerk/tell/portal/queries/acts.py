from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from regiowerk.ground.journal.domain.actor import Actor
from regiowerk.ground.process.models import Activity, Process
from regiowerk.ground.process.permissions import may_run_process, may_take_part
from regiowerk.ground.process.queries import plan_of


@dataclass(frozen=True, slots=True)
class Room:
    label: str
    address: str
    hint: str


@dataclass(frozen=True, slots=True)
class StageOfAct:
    name: str
    when: str
    state: str
    purpose: str
    activities: tuple[Activity, ...]


def of_process(process: Process, act: str, on: date, *, actor: Actor) -> dict[str, object]:
    """One act of the process: its rooms, and its stages with where they stand."""
    stages = tuple(
        StageOfAct(
            name=row.stage.label,
            when=row.sentence,
            state=row.label,
            purpose=row.stage.purpose,
            activities=row.activities,
        )
        for row in plan_of(process, on).stages
        if row.stage.act == act
    )
    heading, lead, hint = _words(act)
    return {
        "process": process,
        "heading": heading,
        "lead": lead,
        "empty_hint": hint,
        "rooms": _rooms(process, act, actor),
        "stages": stages,
    }


def _words(act: str) -> tuple[str, str, str]:
    return {
        "listen": (
            _("Listen"),
            _("What municipalities and experts say, and what is found in it."),
            _("As soon as the plan has a stage of listening, it appears here."),
        ),
        "decide": (
            _("Decide"),
            _("Which goals the region sets itself, and which projects it chooses."),
            _("As soon as the plan has a stage of deciding, it appears here."),
        ),
        "act": (
            _("Carry out"),
            _("What follows from the decisions: funding, milestones, cooperation."),
            _("After the decision, the lead projects are carried out and followed here."),
        ),
        "tell": (
            _("Report"),
            _("The state of the process as slides and documents, and the process as open files."),
            _("Reports are made from what is recorded."),
        ),
    }[act]


def _rooms(process: Process, act: str, actor: Actor) -> tuple[Room, ...]:
    findings = Room(
        _("Findings"),
        reverse("findings:findings", args=[process.key]),
        _("Needs, obstacles, strengths, potentials and trends, each with its source."),
    )
    insight = Room(
        _("Project insight"),
        reverse("reports:reports", args=[process.key]),
        _("Slides and PDF that show where the process stands on a day."),
    )
    package = Room(
        _("Package"),
        reverse("exchange:package", args=[process.key]),
        _("The whole process as plain open files, to take along or hand over."),
    )
    questionnaires = Room(
        _("Questionnaires"),
        reverse("questionnaires:questionnaires", args=[process.key]),
        _("The question forms, their versions, and how they look to those who answer."),
    )
    if act == "listen":
        if may_run_process(actor, process):
            return (_surveys(process), questionnaires, findings)
        is_inside = may_take_part(actor, process)
        return (questionnaires, findings) if is_inside else (findings,)
    if act == "decide":
        return (_goals(process), _votes(process))
    if act == "tell":
        return (insight, package) if may_take_part(actor, process) else (insight,)
    return ()


def _votes(process: Process) -> Room:
    return Room(
        _("Votes"),
        reverse("ballots:rounds", args=[process.key]),
        _("What is put to the vote, by which rule, and what came of it."),
    )


def _goals(process: Process) -> Room:
    return Room(
        _("Goal tree"),
        reverse("goals:goal_tree", args=[process.key]),
        _("What the region wants to reach, on what it rests, and how far it has come."),
    )


def _surveys(process: Process) -> Room:
    return Room(
        _("Surveys"),
        reverse("surveys:surveys", args=[process.key]),
        _("Who is asked, who has answered, and what came in."),
    )
