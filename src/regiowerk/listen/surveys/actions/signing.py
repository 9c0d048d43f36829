"""An authorised person agrees: what was read is frozen, numbered and handed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.formats import date_format
from django.utils.translation import gettext, gettext_lazy as _, override

from regiowerk.ground.journal.domain.actor import Actor
from regiowerk.ground.journal.queries import Sentences
from regiowerk.ground.notices.actions import queue_mail
from regiowerk.ground.notices.domain.letters import code, digits_of
from regiowerk.ground.notices.queries import unseal
from regiowerk.listen.surveys.actions.links import whose
from regiowerk.listen.surveys.actions.submitting import NotWaitingError, end_signing_links
from regiowerk.listen.surveys.actions.telling import tell, tell_section
from regiowerk.listen.surveys.actions.upkeep import lock, set_state
from regiowerk.listen.surveys.domain.signing import (
    LASTS,
    MOST_PER_HOUR,
    MOST_TRIES,
    PAUSE,
    CodeProblem,
    as_typed,
)
from regiowerk.listen.surveys.models import (
    Link,
    Participation,
    SectionTask,
    SigningCode,
    SignOff,
    Submission,
)
from regiowerk.listen.surveys.queries.letters import code_for, receipt_for
from regiowerk.listen.surveys.queries.progress import check_writable
from regiowerk.listen.surveys.queries.signing import last_code, next_number
from regiowerk.listen.surveys.queries.submissions import Draft, draft_of

DEEDS: Sentences = {
    "submission.signed": _("%(who)s signed and handed in %(what)s."),
    "submission.signed_on_paper": _("%(who)s filed the signature on paper for %(what)s."),
    "section.agreed": _("%(who)s agreed for the department: %(what)s."),
    "link.code_sent": _("A code to sign was sent for %(what)s."),
}


class TooManyCodesError(Exception):
    """Codes are sent one at a time."""

    def __str__(self) -> str:
        return str(
            _("A code is on its way. Please look into your mail, also among the unwanted ones.")
        )


class ChangedMeanwhileError(Exception):
    """What stands there now is not what was read."""

    def __str__(self) -> str:
        return str(
            _("The answers changed while you were reading. Please look at them again, then sign.")
        )


class SignatureDayError(Exception):
    """A paper that was signed before the answers were ready, or in the future."""

    def __str__(self) -> str:
        return str(_("Please give the day on the paper; it cannot lie in the future."))


@dataclass(frozen=True, slots=True)
class Signature:
    """Who agrees, in which capacity, to which words, and how it is known to be them."""

    person: str
    function: str
    statement: str
    method: str
    is_deputy: bool = False
    link: Link | None = None


@transaction.atomic
def send_code(*, link: Link, seal: str, at: datetime) -> SigningCode:
    """Mail a code to the address of the link; it is computed when the mail is sent."""
    Link.objects.select_for_update().get(pk=link.pk)
    recent = link.codes.filter(sent_at__gt=at - timedelta(hours=1))
    last = last_code(link)
    if (last and last.sent_at > at - PAUSE) or recent.count() >= MOST_PER_HOUR:
        raise TooManyCodesError
    sent = SigningCode.objects.create(
        link=link,
        code_hash=_hash_of(link, digits_of(unseal(seal))),
        sent_at=at,
        expires_at=at + LASTS,
    )
    letter = code_for(link, code(seal))
    once_key = f"signing-code:{sent.pk}"
    queue_mail(to=link.email, subject=letter.subject, text=letter.text, once_key=once_key, at=at)
    tell("link.code_sent", link.participation, whose(link), Actor(user_label=link.name), at)
    return sent


@transaction.atomic
def try_code(*, link: Link, typed: str, at: datetime) -> CodeProblem | None:
    """Compare what was typed with the code sent last; every try counts before it is compared."""
    sent = last_code(link)
    if sent is None or sent.used_at is not None:
        return CodeProblem.NONE_SENT
    if sent.expires_at <= at:
        return CodeProblem.EXPIRED
    fewer = SigningCode.objects.filter(pk=sent.pk, tries__lt=MOST_TRIES)
    if not fewer.update(tries=F("tries") + 1):
        return CodeProblem.TOO_MANY_TRIES
    is_right = constant_time_compare(_hash_of(link, as_typed(typed)), sent.code_hash)
    return None if is_right else CodeProblem.WRONG


@transaction.atomic
def sign(
    *, participation: Participation, signature: Signature, seen: str, by: Actor, at: datetime
) -> Submission:
    """Freeze what was read, as one numbered submission with the signature; `seen` is its hash.

    Raises NotWaitingError and ChangedMeanwhileError; then nothing has changed.
    """
    submission = _submit(participation, signature, seen, by, at)
    tell("submission.signed", participation, _label(submission), by, at)
    return submission


@transaction.atomic
def sign_on_paper(
    *,
    participation: Participation,
    person: str,
    function: str,
    statement: str,
    signed_on: date,
    by: Actor,
    at: datetime,
) -> Submission:
    """The office files the paper that the organisation signed; for what it typed in itself."""
    if signed_on > timezone.localdate(at):
        raise SignatureDayError
    moment = min(at, timezone.make_aware(datetime.combine(signed_on, time(12))))
    signature = Signature(person, function, statement, SignOff.Method.PAPER)
    seen = draft_of(participation, at).content_hash
    submission = _submit(participation, signature, seen, by, at, signed_at=moment)
    tell("submission.signed_on_paper", participation, _label(submission), by, at)
    return submission


@transaction.atomic
def agree(
    *,
    participation: Participation,
    section: str,
    signature: Signature,
    seen: str,
    by: Actor,
    at: datetime,
) -> SignOff:
    """A department agrees to what stands in its section now; it holds until something changes there."""
    lock(participation)
    check_writable(participation, {section})
    draft = draft_of(participation, at)
    if draft.hash_of(section) != seen:
        raise ChangedMeanwhileError
    old = participation.sign_offs.filter(
        step=SignOff.Step.DEPARTMENT, scope=section, voided_at__isnull=True
    )
    old.update(voided_at=at, voided_by=by.label[:200])
    agreed = _sign_off(
        draft, signature, SignOff.Step.DEPARTMENT, [section], draft.hash_of(section), by, at
    )
    SectionTask.objects.filter(participation=participation, section=section).update(
        state=SectionTask.State.READY
    )
    _use_up(signature, at)
    tell_section("section.agreed", participation, section, by, at)
    return agreed


def _submit(
    participation: Participation,
    signature: Signature,
    seen: str,
    by: Actor,
    at: datetime,
    *,
    signed_at: datetime | None = None,
) -> Submission:
    lock(participation)
    if participation.state != Participation.State.IN_SIGN_OFF:
        raise NotWaitingError
    draft = draft_of(participation, at)
    if draft.content_hash != seen:
        raise ChangedMeanwhileError
    submission = Submission.objects.create(
        participation=participation,
        number=next_number(participation),
        version=participation.version,
        content=draft.content,
        content_hash=draft.content_hash,
        handed_in_at=at,
        handed_in_by=by.label[:200],
    )
    scope = list(draft.layout.sections)
    signed = _sign_off(
        draft, signature, SignOff.Step.HEAD, scope, draft.content_hash, by, signed_at or at
    )
    SignOff.objects.filter(pk=signed.pk).update(submission=submission)
    _close(submission, signature, by, at)
    _send_receipts(submission, signature, at)
    return submission


def _close(submission: Submission, signature: Signature, by: Actor, at: datetime) -> None:
    """Everything that was open for this submission belongs to it now."""
    participation = submission.participation
    participation.sign_offs.filter(
        step=SignOff.Step.DEPARTMENT, submission__isnull=True, voided_at__isnull=True
    ).update(submission=submission)
    participation.reopenings.filter(closed_with__isnull=True).update(closed_with=submission)
    participation.section_tasks.update(state=SectionTask.State.READY)
    set_state(participation, Participation.State.SUBMITTED)
    participation.handed_in_at, participation.is_by_office = at, False
    participation.save(update_fields=["state", "handed_in_at", "is_by_office"])
    _use_up(signature, at)
    end_signing_links(participation, by, at, but=signature.link)


def _use_up(signature: Signature, at: datetime) -> None:
    """A code signs once."""
    if signature.link is not None:
        signature.link.codes.filter(used_at__isnull=True).update(used_at=at)


def _sign_off(
    draft: Draft,
    signature: Signature,
    step: SignOff.Step,
    scope: list[str],
    content_hash: str,
    by: Actor,
    at: datetime,
) -> SignOff:
    return SignOff.objects.create(
        participation=draft.participation,
        step=step,
        scope="\n".join(scope),
        content_hash=content_hash,
        person=signature.person[:200],
        function=signature.function[:200],
        is_deputy=signature.is_deputy,
        statement=signature.statement,
        method=signature.method,
        signed_at=at,
        signed_by=by.label[:200],
    )


def _send_receipts(submission: Submission, signature: Signature, at: datetime) -> None:
    """One receipt to each address that had a part in it."""
    participation = submission.participation
    signer = signature.link.email if signature.link else ""
    letter = receipt_for(submission, f"{signature.person}, {signature.function}")
    for to in dict.fromkeys((participation.coordinator_email, signer)):
        if to:
            once_key = f"survey-receipt:{submission.pk}:{to}"
            queue_mail(to=to, subject=letter.subject, text=letter.text, once_key=once_key, at=at)


def _hash_of(link: Link, digits: str) -> str:
    """Keyed, because six digits are quickly tried out by whoever reads only the table."""
    return salted_hmac("surveys signing", f"{link.pk}:{digits}", algorithm="sha256").hexdigest()


def _label(submission: Submission) -> str:
    participation = submission.participation
    with override(participation.language):
        moment = date_format(timezone.localtime(submission.handed_in_at), "DATETIME_FORMAT")
        words = {"number": submission.number, "moment": moment}
        nth = gettext("submission %(number)d of %(moment)s") % words
    return f"{participation.organisation}, {participation.wave.survey}, {nth}"
