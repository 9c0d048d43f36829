"""The tree is frozen, and the organisations are asked what they think of its goals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from regiowerk.decide.goals.actions.goals import check, lock
from regiowerk.decide.goals.actions.record import GoalRefusedError, tell_of_tree
from regiowerk.decide.goals.domain.freezing import hash_of, tree_from
from regiowerk.decide.goals.models import Consultation, Goal, Reply, Stance, TreeVersion
from regiowerk.decide.goals.queries import frozen_text
from regiowerk.ground.journal.domain.actor import Actor
from regiowerk.ground.process.domain.keys import key_from
from regiowerk.ground.process.models import Process
from regiowerk.ground.regions.models import Organisation

NEEDS_A_REASON = {Stance.Answer.SUPPORT_WITH_NOTE, Stance.Answer.OBJECT}


@dataclass(frozen=True, slots=True)
class Opinion:
    """What an organisation says about one goal."""

    answer: str
    reason: str = ""
    contribution: str = ""


@transaction.atomic
def freeze_tree(*, process: Process, label: str, by: Actor, at: datetime) -> TreeVersion:
    """Keep the tree as it stands, with its hash."""
    lock(process)
    check(process)
    content = frozen_text(process)
    if not tree_from(content).goals:
        raise GoalRefusedError(_("There is no goal yet that could be kept."))
    versions = TreeVersion.objects.filter(process=process)
    number = versions.count() + 1
    version = TreeVersion.objects.create(
        process=process,
        key=key_from(f"fassung {number}", taken=set(versions.values_list("key", flat=True))),
        number=number,
        label=label,
        content=content,
        content_hash=hash_of(content),
        frozen_at=at,
        frozen_by=by.label,
    )
    tell_of_tree("tree.frozen", process, label, by, at)
    return version


@transaction.atomic
def open_consultation(
    *, process: Process, title: str, question: str, closes_on: date, by: Actor, at: datetime
) -> Consultation:
    """Freeze the tree and ask all organisations of the region what they think of its goals."""
    lock(process)
    if process.consultations.filter(closed_at=None).exists():
        raise GoalRefusedError(_("A consultation is open already. Close it first."))
    version = freeze_tree(process=process, label=title, by=by, at=at)
    taken = set(process.consultations.values_list("key", flat=True))
    consultation = Consultation.objects.create(
        process=process,
        key=key_from(title, taken=taken),
        title=title,
        question=question,
        version=version,
        closes_on=closes_on,
        opened_at=at,
        opened_by=by.label,
    )
    tell_of_tree("consultation.opened", process, title, by, at)
    return consultation


@transaction.atomic
def extend_consultation(
    *, consultation: Consultation, closes_on: date, by: Actor, at: datetime
) -> None:
    """Give everybody more time."""
    consultation.closes_on = closes_on
    consultation.save(update_fields=["closes_on"])
    tell_of_tree("consultation.extended", consultation.process, consultation.title, by, at)


@transaction.atomic
def close_consultation(*, consultation: Consultation, by: Actor, at: datetime) -> None:
    """End the asking; what was said stays, who said nothing is named as such."""
    consultation.closed_at, consultation.closed_by = at, by.label
    consultation.save(update_fields=["closed_at", "closed_by"])
    tell_of_tree("consultation.closed", consultation.process, consultation.title, by, at)


@transaction.atomic
def state_stance(
    *,
    consultation: Consultation,
    organisation: Organisation,
    goal_key: str,
    opinion: Opinion,
    by: Actor,
    at: datetime,
) -> Stance:
    """Say what an organisation thinks of a goal; until the closing it may say otherwise."""
    _refuse_closed(consultation)
    if opinion.answer in NEEDS_A_REASON and not opinion.reason.strip():
        raise GoalRefusedError(
            _("Please give a reason, so that the others can do something with it.")
        )
    stance, _new = Stance.objects.update_or_create(
        consultation=consultation,
        organisation=organisation,
        goal_key=goal_key,
        defaults={
            "goal": Goal.objects.filter(process=consultation.process_id, key=goal_key).first(),
            "answer": opinion.answer,
            "reason": opinion.reason,
            "contribution": opinion.contribution,
            "stated_at": at,
            "stated_by": by.label,
        },
    )
    tell_of_tree("stance.stated", consultation.process, _title(consultation, goal_key), by, at)
    return stance


@transaction.atomic
def hand_in_reply(
    *, consultation: Consultation, organisation: Organisation, remark: str, by: Actor, at: datetime
) -> Reply:
    """Say that an organisation is through; whatever it said nothing about counts as not said."""
    _refuse_closed(consultation)
    reply, _new = Reply.objects.update_or_create(
        consultation=consultation,
        organisation=organisation,
        defaults={"remark": remark, "handed_in_at": at, "handed_in_by": by.label},
    )
    tell_of_tree("reply.handed_in", consultation.process, consultation.title, by, at)
    return reply


def _refuse_closed(consultation: Consultation) -> None:
    present = Consultation.objects.select_for_update().get(pk=consultation.pk)
    if present.closed_at is not None:
        raise GoalRefusedError(_("The consultation is closed."))


def _title(consultation: Consultation, goal_key: str) -> str:
    """What the goal was called when it was put to the organisations; refused where it was not."""
    goals = tree_from(consultation.version.content).goals
    title = next((goal.title for goal in goals if goal.key == goal_key), None)
    if title is None:
        raise GoalRefusedError(_("This goal is not part of the consultation."))
    return title
