"""Who was asked about the goals, who has answered, and what they said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from regiowerk.decide.goals.domain.freezing import FrozenGoal, FrozenTree, tree_from
from regiowerk.decide.goals.domain.stances import Answer, Said, Tally, tallies
from regiowerk.decide.goals.models import Consultation, Reply, Stance
from regiowerk.ground.process.models import Process
from regiowerk.ground.regions import queries as regions
from regiowerk.ground.regions.domain.open_steps import OpenStep
from regiowerk.ground.regions.models import Organisation

MINUTES = 15


@dataclass(frozen=True, slots=True)
class Asked:
    """An organisation that was asked, and how far it is."""

    organisation: Organisation
    said: int  # goals it has spoken about
    reply: Reply | None

    @property
    def is_in(self) -> bool:
        return self.reply is not None


@dataclass(frozen=True, slots=True)
class GoalOnTrial:
    """A goal as it was put to the organisations, with what they said."""

    goal: FrozenGoal
    number: str
    tally: Tally
    stances: tuple[Stance, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """A consultation as a whole: by goal and by organisation."""

    consultation: Consultation
    goals: tuple[GoalOnTrial, ...]
    asked: tuple[Asked, ...]

    @property
    def answered(self) -> int:
        return sum(1 for one in self.asked if one.is_in)

    @property
    def missing(self) -> tuple[Organisation, ...]:
        return tuple(one.organisation for one in self.asked if not one.is_in)


def consultations_of(process: Process) -> QuerySet[Consultation]:
    """The latest first."""
    return process.consultations.select_related("version").order_by("-opened_at", "-pk")


def open_consultation_of(process: Process) -> Consultation | None:
    return consultations_of(process).filter(closed_at__isnull=True).first()


def overview_of(consultation: Consultation, on: date) -> Overview:
    """All that was said, and who is missing, in four queries."""
    stances = list(
        Stance.objects.filter(consultation=consultation)
        .select_related("organisation")
        .order_by("organisation__name", "pk")
    )
    counts = tallies(Said(one.goal_key, one.organisation_id, Answer(one.answer)) for one in stances)
    return Overview(
        consultation=consultation,
        goals=tuple(
            GoalOnTrial(
                goal=goal,
                number=number,
                tally=counts.get(goal.key, Tally()),
                stances=tuple(one for one in stances if one.goal_key == goal.key),
            )
            for number, goal in numbered(tree_from(consultation.version.content))
        ),
        asked=_asked(consultation, stances, on),
    )


def numbered(tree: FrozenTree) -> list[tuple[str, FrozenGoal]]:
    """The goals of a frozen tree as they are read, each once, with its number."""
    below: dict[str, list[FrozenGoal]] = {}
    for goal in sorted(tree.goals, key=lambda goal: goal.position):
        for branch in goal.branches:
            below.setdefault(branch.parent, []).append(goal)
    found: dict[str, tuple[str, FrozenGoal]] = {}

    def walk(parent: str, above: str) -> None:
        for count, goal in enumerate(below.get(parent, ()), start=1):
            number = f"{above}{count}"
            found.setdefault(goal.key, (number, goal))
            walk(goal.key, f"{number}.")

    walk("", "")
    return list(found.values())


def stances_of(consultation: Consultation, organisation: Organisation) -> Mapping[str, Stance]:
    """What one organisation has said, by the goal's key."""
    rows = Stance.objects.filter(consultation=consultation, organisation=organisation)
    return {stance.goal_key: stance for stance in rows.order_by("pk")}


def _asked(consultation: Consultation, stances: list[Stance], on: date) -> tuple[Asked, ...]:
    """The members of the region on the day, and whoever has spoken besides."""
    day = timezone.localdate(consultation.closed_at) if consultation.closed_at else on
    replies = {
        reply.organisation_id: reply
        for reply in consultation.replies.select_related("organisation").order_by("pk")
    }
    said: dict[int, int] = {}
    organisations = {reply.organisation_id: reply.organisation for reply in replies.values()}
    for stance in stances:
        said[stance.organisation_id] = said.get(stance.organisation_id, 0) + 1
        organisations[stance.organisation_id] = stance.organisation
    members = regions.member_organisations(consultation.process.region, day)
    for membership in members.select_related("organisation"):
        organisations[membership.organisation_id] = membership.organisation
    ordered = sorted(organisations.values(), key=lambda one: (one.name, one.pk))
    return tuple(Asked(one, said.get(one.pk, 0), replies.get(one.pk)) for one in ordered)


def open_steps(process: Process, on: date) -> tuple[OpenStep, ...]:
    """Organisations that have not yet said what they think of the goals; one query, open or not."""
    is_open = Consultation.objects.filter(process=process, closed_at__isnull=True)
    said = Reply.objects.filter(consultation__in=is_open, organisation=OuterRef("organisation"))
    rows = (
        regions.member_organisations(process.region, on)
        .annotate(
            consultation=Subquery(is_open.values("key")[:1]),
            opened_at=Subquery(is_open.values("opened_at")[:1]),
            closes_on=Subquery(is_open.values("closes_on")[:1]),
        )
        .filter(~Exists(said), consultation__isnull=False)
        .select_related("organisation")
        .order_by("organisation__name", "pk")
    )
    return tuple(_step(process, row) for row in rows)


def _step(process: Process, row: Any) -> OpenStep:
    organisation: Organisation = row.organisation
    return OpenStep(
        organisation_id=organisation.pk,
        organisation_key=organisation.key,
        organisation_label=str(organisation),
        key=f"goals-{row.consultation}",
        label=_("Say what you think of the goals"),
        reason=_(
            "The goals are changed before they are decided, as long as it is known what is wrong."
        ),
        address=reverse("goals:reply", args=[process.key, row.consultation]),
        since=timezone.localdate(row.opened_at),
        due_on=row.closes_on,
        minutes=MINUTES,
        waits_for_office=False,
        is_private=True,
    )
