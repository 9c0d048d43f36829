"""Words of an answer are proposed by the office; the organisation agrees, changes or declines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regiowerk.ground.journal.domain.actor import Actor
from regiowerk.ground.journal.queries import Sentences
from regiowerk.ground.notices.actions import queue_mail
from regiowerk.listen.surveys.actions.links import address_of, fresh_link
from regiowerk.listen.surveys.actions.telling import tell
from regiowerk.listen.surveys.domain.field_names import rows_text
from regiowerk.listen.surveys.domain.passages import Passage, trimmed
from regiowerk.listen.surveys.domain.writers import Writer
from regiowerk.listen.surveys.models import Link, Participation, Quotation, Submission
from regiowerk.listen.surveys.queries.links import lasts_until
from regiowerk.listen.surveys.queries.open_answers import OpenAnswer
from regiowerk.listen.surveys.queries.quotation_letters import quotation_for

DEEDS: Sentences = {
    "quotation.proposed": _("%(who)s asked to quote from the answers of %(what)s."),
    "quotation.approved": _("%(who)s agreed to a quotation: %(what)s."),
    "quotation.declined": _("%(who)s declined a quotation: %(what)s."),
    "quotation.taken_back": _("%(who)s took back a question about quoting: %(what)s."),
}


class EmptyQuotationError(Exception):
    """A quotation without words."""

    def __str__(self) -> str:
        return str(_("A quotation needs words."))


class QuotationDecidedError(Exception):
    """What the organisation has decided the office does not take back."""

    def __str__(self) -> str:
        return str(_("The organisation has decided about it already."))


@dataclass(frozen=True, slots=True)
class Wish:
    """How the office would like to use the words."""

    text: str
    visibility: str
    is_named: bool
    purpose: str = ""


@transaction.atomic
def propose_quotation(
    *,
    answer: OpenAnswer,
    passage: Passage,
    wish: Wish,
    tokens: Iterator[str],
    by: Actor,
    at: datetime,
) -> Quotation:
    """Ask an organisation whether words of its answer may be used; one mail a day at most.

    Raises PassageError for a passage that is not in the answer.
    """
    if not wish.text.strip():
        raise EmptyQuotationError
    passage = trimmed(answer.text, passage)
    submission = Submission.objects.select_for_update(of=("self",)).get(pk=answer.submission.pk)
    last = submission.quotations.aggregate(last=Max("number"))["last"] or 0
    quotation = Quotation.objects.create(
        submission=submission,
        number=last + 1,
        path=answer.field.path,
        rows=rows_text(answer.field.rows),
        start=passage.start,
        end=passage.end,
        words=passage.of(answer.text),
        text=wish.text.strip(),
        visibility=wish.visibility,
        is_named=wish.is_named,
        purpose=wish.purpose.strip(),
        proposed_at=at,
        proposed_by=by.label[:200],
    )
    participation = answer.participation
    tell("quotation.proposed", participation, _label(participation), by, at)
    _mail(participation, tokens, at)
    return quotation


@transaction.atomic
def approve_quotation(
    *,
    quotation: Quotation,
    text: str,
    visibility: str,
    is_named: bool,
    writer: Writer,
    at: datetime,
) -> None:
    """The organisation agrees to these words for this circle; it may decide anew later."""
    if not text.strip():
        raise EmptyQuotationError
    quotation.state = Quotation.State.APPROVED
    quotation.text, quotation.visibility = text.strip(), visibility
    quotation.is_named, quotation.reason = is_named, ""
    _decide(quotation, writer, at)
    participation = quotation.submission.participation
    tell("quotation.approved", participation, _label(participation), writer.actor, at)


@transaction.atomic
def decline_quotation(*, quotation: Quotation, reason: str, writer: Writer, at: datetime) -> None:
    """The organisation does not want its words to be used, or no longer."""
    quotation.state, quotation.reason = Quotation.State.DECLINED, reason.strip()
    _decide(quotation, writer, at)
    participation = quotation.submission.participation
    tell("quotation.declined", participation, _label(participation), writer.actor, at)


@transaction.atomic
def take_back_quotation(*, quotation: Quotation, by: Actor, at: datetime) -> None:
    """The office does not ask any more; only while nobody has decided."""
    held = Quotation.objects.select_for_update(of=("self",)).get(pk=quotation.pk)
    if held.state != Quotation.State.PROPOSED:
        raise QuotationDecidedError
    participation = quotation.submission.participation
    held.delete()
    tell("quotation.taken_back", participation, _label(participation), by, at)


def _decide(quotation: Quotation, writer: Writer, at: datetime) -> None:
    Quotation.objects.select_for_update(of=("self",)).get(pk=quotation.pk)
    quotation.decided_at = at
    quotation.decided_by = (writer.actor.label or writer.label)[:200]
    quotation.save(
        update_fields=[
            "state",
            "text",
            "visibility",
            "is_named",
            "reason",
            "decided_at",
            "decided_by",
        ]
    )


def _mail(participation: Participation, tokens: Iterator[str], at: datetime) -> None:
    if not participation.coordinator_email:
        return
    link = fresh_link(
        participation=participation,
        purpose=Link.Purpose.COORDINATE,
        section="",
        email=participation.coordinator_email,
        tokens=tokens,
        at=at,
        expires_at=lasts_until(participation, at),
    )
    letter = quotation_for(participation)
    queue_mail(
        to=participation.coordinator_email,
        subject=letter.subject,
        text=letter.text % {"address": address_of(link.seal)},
        once_key=f"quotation-asked:{participation.pk}:{timezone.localdate(at)}",
        at=at,
    )


def _label(participation: Participation) -> str:
    return f"{participation.organisation}, {participation.wave.survey}"
