from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from email.errors import MessageError
from enum import Enum, auto
from itertools import groupby
from smtplib import SMTPDataError, SMTPNotSupportedError, SMTPRecipientsRefused, SMTPSenderRefused
from urllib.parse import urlsplit

from django.core.mail import EmailMessage
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _, ngettext, override

from regiowerk.ground.notices import queries
from regiowerk.ground.notices.domain.bounces import returned_mail
from regiowerk.ground.notices.domain.ladder import next_try
from regiowerk.ground.notices.domain.letters import SITE, addressed
from regiowerk.ground.notices.models import Mail, Notice

# Whoever takes a mail holds it this long; a sender that died in between loses it to the next one.
HELD = timedelta(minutes=10)
AT_ONCE = 200
# A mail about more than this is not read; the rest stands on the page of notices.
IN_ONE_DIGEST = 20


@transaction.atomic
def queue_mail(
    *,
    to: str,
    subject: str,
    text: str,
    once_key: str,
    at: datetime,
    due_at: datetime | None = None,
) -> Mail | None:
    """Put a mail into the outbox, in the transaction of the deed; None if it was there already."""
    mail, is_new = Mail.objects.get_or_create(
        once_key=once_key[:200],
        defaults={
            "to": to,
            "subject": " ".join(subject.split())[:200],
            "text": text,
            "queued_at": at,
            "due_at": due_at or at,
        },
    )
    return mail if is_new else None


@transaction.atomic
def notify(
    *, recipient: str, text: str, address: str, once_key: str, at: datetime
) -> Notice | None:
    """Tell a person something for the next time they look in; None if they were told already."""
    notice, is_new = Notice.objects.get_or_create(
        once_key=once_key[:200],
        defaults={
            "recipient": recipient,
            "text": text[:300],
            "address": address[:300],
            "noticed_at": at,
        },
    )
    return notice if is_new else None


@transaction.atomic
def mark_read(*, recipient: str, at: datetime) -> int:
    """A person has seen everything they were told; return how much of it was new."""
    unread = Notice.objects.filter(recipient=recipient, read_at__isnull=True)
    return unread.update(read_at=at)


def send_due(*, site: str, at: datetime) -> int:
    """Send what is due and return how many mails went out; each by one sender only.

    `site` is the address at which the links in the mails lead to us.  No transaction spans the
    round: what a mail server has accepted cannot be rolled back.
    """
    sent = 0
    for mail in queries.mails_due(at)[:AT_ONCE]:
        if not _claim(mail, at):
            continue
        outcome = _deliver(mail, site, at)
        sent += outcome is _Outcome.SENT
        if outcome is _Outcome.SERVER_AWAY:
            break
    return sent


# What concerns one mail only; ValueError: Django knows that nobody can have such an address.
_REFUSALS = (
    SMTPRecipientsRefused,
    SMTPSenderRefused,
    SMTPDataError,
    SMTPNotSupportedError,
    MessageError,
    ValueError,
)


class _Outcome(Enum):
    SENT = auto()
    REFUSED = auto()  # this mail only
    SERVER_AWAY = auto()  # the next mail would fare no better


def _claim(mail: Mail, at: datetime) -> bool:
    """Take a mail for this sender; another one that read it at the same moment goes on without."""
    waiting = Mail.objects.filter(
        pk=mail.pk, due_at=mail.due_at, sent_at__isnull=True, given_up_at__isnull=True
    )
    return waiting.update(due_at=at + HELD) == 1


def _deliver(mail: Mail, site: str, at: datetime) -> _Outcome:
    try:
        _letter(mail, site).send()
    except _REFUSALS as problem:
        _note_failure(mail, problem, at)
        return _Outcome.REFUSED
    except OSError as problem:
        _note_failure(mail, problem, at)
        return _Outcome.SERVER_AWAY
    mail.sent_at, mail.problem = at, ""
    mail.attempts += 1
    mail.save(update_fields=["sent_at", "problem", "attempts"])
    return _Outcome.SENT


def _letter(mail: Mail, site: str) -> EmailMessage:
    """The mail as it leaves: with whole links, and a name by which a second copy is known."""
    host = urlsplit(site).hostname or "localhost"
    return EmailMessage(
        mail.subject,
        addressed(mail.text, site=site, unseal=queries.unseal),
        to=[mail.to],
        headers={
            "Message-ID": f"<mail-{mail.pk}-{mail.queued_at:%Y%m%d%H%M%S}@{host}>",
            # RFC 3834: nobody's absence note answers a machine.
            "Auto-Submitted": "auto-generated",
        },
    )


def _note_failure(mail: Mail, problem: Exception, at: datetime) -> None:
    mail.attempts += 1
    mail.problem = str(problem) or type(problem).__name__
    due_at = next_try(mail.attempts, at)
    if due_at is None:
        mail.given_up_at = at
    else:
        mail.due_at = due_at
    mail.save(update_fields=["attempts", "problem", "due_at", "given_up_at"])


@transaction.atomic
def note_bounce(*, content: bytes, at: datetime) -> Mail | None:
    """A mail that was sent came back; None if the report is not about one of ours."""
    report = returned_mail(content)
    if report is None:
        return None
    mail = Mail.objects.filter(pk=report.number, sent_at__isnull=False).first()
    if mail is None or f"{mail.queued_at:%Y%m%d%H%M%S}" != report.queued:
        return None
    mail.sent_at, mail.given_up_at, mail.problem = None, at, report.problem
    mail.save(update_fields=["sent_at", "given_up_at", "problem"])
    return mail


@transaction.atomic
def queue_digests(
    *,
    at: datetime,
    language_of: Callable[[Iterable[str]], Mapping[str, str]],
) -> int:
    """Queue one mail a day for everybody with unread notices; each notice is in one digest only.

    `language_of` knows the language of each reader; whoever it does not know gets no mail.
    """
    groups = {
        recipient: list(notices)
        for recipient, notices in groupby(
            queries.notices_for_digest(at), key=lambda notice: notice.recipient
        )
    }
    languages = language_of(groups)
    return sum(
        _queue_digest(recipient, notices, languages[recipient], at)
        for recipient, notices in groups.items()
        if recipient in languages
    )


def _queue_digest(recipient: str, notices: list[Notice], language: str, at: datetime) -> bool:
    with override(language):
        subject, text = _digest(notices)
    once_key = f"digest:{timezone.localdate(at)}:{recipient}"
    mail = queue_mail(to=recipient, subject=subject, text=text, once_key=once_key, at=at)
    if mail is None:
        return False
    told = Notice.objects.filter(pk__in=[notice.pk for notice in notices])
    told.update(digested_at=at)
    return True


def _digest(notices: list[Notice]) -> tuple[str, str]:
    number, rest = len(notices), len(notices) - IN_ONE_DIGEST
    subject = ngettext("One thing is new for you", "%(number)d things are new for you", number)
    lines = [
        f"- {notice.text}" + (f"\n  {SITE}{notice.address}" if notice.address else "")
        for notice in notices[:IN_ONE_DIGEST]
    ]
    if rest > 0:
        more = ngettext("- and one thing more", "- and %(number)d things more", rest)
        lines.append(more % {"number": rest})
    paragraphs = (
        _("Good day,"),
        _("since your last visit this has happened:"),
        "\n".join(lines),
        _("All notices: %(address)s") % {"address": f"{SITE}{reverse('notices:notices')}"},
        _("You get at most one such mail a day."),
    )
    return subject % {"number": number}, "\n\n".join(paragraphs) + "\n"


@transaction.atomic
def forget(*, at: datetime) -> int:
    """Delete mails and notices whose time of keeping is over; return how many."""
    mails, _per_table = queries.mails_to_forget(at).delete()
    notices, _per_table = queries.notices_to_forget(at).delete()
    return mails + notices
