"""The tree is frozen, and the organisations are asked what they think of its goals."""

from __future__ import annotations

from collections.abc import Mapping
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
def state_stances(
    *,
    consultation: Consultation,
    organisation: Organisation,
    opinions: Mapping[str, Opinion],
    by: Actor,
    at: datetime,
) -> None:
    """Say what an organisation thinks of goals, by their keys; until the closing it may say otherwise.

    Raises GoalRefusedError where one of them was not put to it or lacks its reason; then none is kept.
    """
    _refuse_closed(consultation)
    _refuse_foreign(consultation, opinions)
    if any(one.answer in NEEDS_A_REASON and not one.reason.strip() for one in opinions.values()):
        raise GoalRefusedError(
            _("Please give a reason, so that the others can do something with it.")
        )
    if not opinions:
        return
    living = Goal.objects.filter(process=consultation.process_id, key__in=opinions)
    numbers = dict(living.order_by().values_list("key", "pk"))
    Stance.objects.bulk_create(
        [
            Stance(
                consultation=consultation,
                organisation=organisation,
                goal_key=key,
                goal_id=numbers.get(key),
                answer=opinion.answer,
                reason=opinion.reason,
                contribution=opinion.contribution,
                stated_at=at,
                stated_by=by.label,
            )
            for key, opinion in opinions.items()
        ],
        update_conflicts=True,
        unique_fields=["consultation", "organisation", "goal_key"],
        update_fields=["goal", "answer", "reason", "contribution", "stated_at", "stated_by"],
    )
    tell_of_tree("stances.stated", consultation.process, consultation.title, by, at)


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


def _refuse_foreign(consultation: Consultation, opinions: Mapping[str, Opinion]) -> None:
    put = {goal.key for goal in tree_from(consultation.version.content).goals}
    if not opinions.keys() <= put:
        raise GoalRefusedError(_("This goal is not part of the consultation."))
