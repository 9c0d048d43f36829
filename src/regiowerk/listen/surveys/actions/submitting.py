"""Handing the answers to whoever signs, and taking or giving them back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from regiowerk.ground.journal.domain.actor import Actor
from regiowerk.ground.journal.queries import Sentences
from regiowerk.listen.questionnaires.domain.answers import Field
from regiowerk.listen.surveys.actions.links import make_link
from regiowerk.listen.surveys.actions.opening import prepare_sections
from regiowerk.listen.surveys.actions.remarks import write_remark
from regiowerk.listen.surveys.actions.telling import tell
from regiowerk.listen.surveys.actions.upkeep import lock, set_state
from regiowerk.listen.surveys.domain.states import Stage
from regiowerk.listen.surveys.domain.writers import Writer
from regiowerk.listen.surveys.models import Link, Participation, Remark, Reopening, SignOff
from regiowerk.listen.surveys.queries.answers import layout_for
from regiowerk.listen.surveys.queries.letters import given_back_for, returned_for
from regiowerk.listen.surveys.queries.links import lasts_until, links_of
from regiowerk.listen.surveys.queries.progress import why_closed
from regiowerk.listen.surveys.queries.refusals import AnswerRefusedError
from regiowerk.listen.surveys.queries.sections import section_lines
from regiowerk.listen.surveys.queries.signing import (
    OpenPoints,
    Signatory,
    agreements,
    open_points,
    points_in_words,
)
from regiowerk.listen.surveys.queries.submissions import Draft, draft_of

DEEDS: Sentences = {
    "participation.given_to_sign": _("%(who)s gave the answers to be signed: %(what)s."),
    "participation.taken_back": _("%(who)s took the answers back before signing: %(what)s."),
    "participation.given_back": _("%(who)s did not sign and gave the answers back: %(what)s."),
}


class NotCompleteError(Exception):
    """Answers that cannot be handed in yet, with everything that is missing."""

    def __init__(self, points: OpenPoints, labels: dict[str, str]) -> None:
        self.points, self.labels = points, labels
        super().__init__(points)

    def __str__(self) -> str:
        return " ".join(points_in_words(self.points, self.labels))


class NotWaitingError(Exception):
    """Nothing waits for a signature: it was signed or taken back meanwhile."""

    def __str__(self) -> str:
        return str(
            _("These answers do not wait for a signature any more. Please load the page anew.")
        )


class NoReasonError(Exception):
    """Whoever stops something says why."""

    def __str__(self) -> str:
        return str(_("Please say in a sentence why."))


@transaction.atomic
def hand_in(
    *, participation: Participation, signatory: Signatory, token: str, writer: Writer, at: datetime
) -> Link:
    """Close the answers for writing and send whoever signs a personal link.

    Raises NotCompleteError and AnswerRefusedError; then nothing has changed.
    """
    lock(participation)
    refusal = why_closed(participation)
    if refusal is not None:
        raise AnswerRefusedError(refusal)
    prepare_sections(participation=participation, at=at)
    draft = draft_of(participation, at)
    _check_complete(draft)
    _void_agreements(draft, writer.actor, at)
    set_state(participation, Participation.State.IN_SIGN_OFF)
    participation.save(update_fields=["state"])
    end_signing_links(participation, writer.actor, at)
    link = make_link(
        participation=participation,
        purpose=Link.Purpose.SIGN,
        section="",
        name=signatory.name,
        unit="",
        email=signatory.email,
        token=token,
        by=writer.actor,
        at=at,
        expires_at=lasts_until(participation, at),
    )
    tell("participation.given_to_sign", participation, _label(participation), writer.actor, at)
    return link


@transaction.atomic
def take_back_answers(*, participation: Participation, writer: Writer, at: datetime) -> None:
    """Those who wrote go on writing; the link to sign opens nothing more."""
    _to_writers(participation, writer.actor, at)
    tell("participation.taken_back", participation, _label(participation), writer.actor, at)


@transaction.atomic
def give_back_answers(
    *, participation: Participation, reason: str, token: str, writer: Writer, at: datetime
) -> None:
    """Whoever should sign does not, and says why: the coordinator gets the remark by mail."""
    if not reason.strip():
        raise NoReasonError
    by = writer.actor
    _to_writers(participation, by, at)
    layout = layout_for(participation)
    remark_on(participation, layout.sections[:1], reason, Remark.Audience.INTERNAL, writer, at)
    tell("participation.given_back", participation, _label(participation), by, at)
    send_coordinator(participation, token, by, at, reason=reason, is_return=False)


def remark_on(
    participation: Participation,
    sections: Sequence[str],
    text: str,
    audience: str,
    writer: Writer,
    at: datetime,
) -> None:
    """Keep what was said of some sections beside the first question of the first of them."""
    section_of = layout_for(participation).section_of
    first = (
        path
        for path, question in layout_for(participation).questions.items()
        if section_of[path] == sections[0] and question.is_answerable
    )
    write_remark(
        participation=participation,
        field=Field(next(first)),
        audience=audience,
        text=text,
        writer=writer,
        at=at,
    )


def send_coordinator(
    participation: Participation,
    token: str,
    by: Actor,
    at: datetime,
    *,
    reason: str,
    is_return: bool,
) -> Link | None:
    """A new personal link with a remark to whoever coordinates; None where nobody has an address."""
    if not participation.coordinator_email:
        return None
    expires_at = lasts_until(participation, at)
    place = Link(
        participation=participation,
        purpose=Link.Purpose.COORDINATE,
        name=participation.coordinator_name,
        email=participation.coordinator_email,
        made_by=by.label,
    )
    letter = (returned_for if is_return else given_back_for)(place, reason, at)
    return make_link(
        participation=participation,
        purpose=Link.Purpose.COORDINATE,
        section="",
        name=participation.coordinator_name,
        unit="",
        email=participation.coordinator_email,
        token=token,
        by=by,
        at=at,
        expires_at=expires_at,
        letter=letter,
    )


def end_signing_links(
    participation: Participation, by: Actor, at: datetime, *, but: Link | None = None
) -> None:
    """Links to sign open nothing more, except the one named."""
    links = links_of(participation, at).filter(purpose=Link.Purpose.SIGN)
    if but is not None:
        links = links.exclude(pk=but.pk)
    Link.objects.filter(pk__in=links.values("pk")).update(
        revoked_at=at, revoked_by=by.label[:200] or "-"
    )


def _check_complete(draft: Draft) -> None:
    points = open_points(draft)
    if points.stops:
        labels = {line.name: line.label for line in section_lines(draft.participation)}
        raise NotCompleteError(points, labels)


def _void_agreements(draft: Draft, by: Actor, at: datetime) -> None:
    """What departments agreed to holds only where nothing changed later."""
    old = [one.pk for one in agreements(draft.participation) if _is_past(one, draft)]
    SignOff.objects.filter(pk__in=old).update(voided_at=at, voided_by=by.label[:200])


def _is_past(agreement: SignOff, draft: Draft) -> bool:
    return agreement.content_hash != draft.hash_of(agreement.scope)


def _to_writers(participation: Participation, by: Actor, at: datetime) -> None:
    lock(participation)
    if participation.state != Participation.State.IN_SIGN_OFF:
        raise NotWaitingError
    set_state(participation, Participation.State(state_of_writing(participation)))
    participation.save(update_fields=["state"])
    end_signing_links(participation, by, at)


def state_of_writing(participation: Participation) -> Stage:
    """Where the answers were before: in work, or opened again in some sections."""
    again = participation.reopenings.filter(closed_with__isnull=True)
    causes = set(again.values_list("cause", flat=True))
    if not causes:
        return Stage.IN_WORK
    return Stage.RETURNED if causes == {Reopening.Cause.RETURNED} else Stage.REOPENED


def _label(participation: Participation) -> str:
    return f"{participation.organisation}, {participation.wave.survey}"
