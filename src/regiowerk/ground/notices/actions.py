from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from itertools import groupby
from smtplib import SMTPException

from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _, ngettext, override

from regiowerk.ground.notices import queries
from regiowerk.ground.notices.domain.ladder import next_try
from regiowerk.ground.notices.domain.letters import SITE, addressed
from regiowerk.ground.notices.models import Mail, Notice

# Whoever takes a mail holds it this long; a sender that died in between loses it to the next one.
HELD = timedelta(minutes=10)
AT_ONCE = 200


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


def mark_read(*, recipient: str, at: datetime) -> int:
    """A person has seen everything they were told."""
    unread = Notice.objects.filter(recipient=recipient, read_at__isnull=True)
    return unread.update(read_at=at)


def send_due(*, site: str, at: datetime) -> int:
    """Send what is due and return how many mails went out; each by one sender only.

    `site` is the address at which the links in the mails lead to us.
    """
    sent = 0
    for mail in queries.mails_due(at)[:AT_ONCE]:
        if _claim(mail, at):
            sent += _deliver(mail, site, at)
    return sent


def _claim(mail: Mail, at: datetime) -> bool:
    """Take a mail for this sender; another one that read it at the same moment goes on without."""
    waiting = Mail.objects.filter(
        pk=mail.pk, due_at=mail.due_at, sent_at__isnull=True, given_up_at__isnull=True
    )
    return waiting.update(due_at=at + HELD) == 1


def _deliver(mail: Mail, site: str, at: datetime) -> bool:
    try:
        EmailMessage(mail.subject, addressed(mail.text, site), to=[mail.to]).send()
    except (SMTPException, OSError) as problem:
        _note_failure(mail, str(problem) or type(problem).__name__, at)
        return False
    mail.sent_at, mail.problem = at, ""
    mail.attempts += 1
    mail.save(update_fields=["sent_at", "problem", "attempts"])
    return True


def _note_failure(mail: Mail, problem: str, at: datetime) -> None:
    mail.attempts += 1
    mail.problem = problem
    due_at = next_try(mail.attempts, at)
    if due_at is None:
        mail.given_up_at = at
    else:
        mail.due_at = due_at
    mail.save(update_fields=["attempts", "problem", "due_at", "given_up_at"])


@transaction.atomic
def queue_digests(
    *,
    at: datetime,
    language_of: Callable[[Iterable[str]], Mapping[str, str]],
) -> int:
    """Queue one mail a day for everybody with unread notices; each notice is in one digest only."""
    notices = list(queries.notices_for_digest(at))
    languages = language_of({notice.recipient for notice in notices})
    day, queued = timezone.localdate(at), 0
    for recipient, group in groupby(notices, key=lambda notice: notice.recipient):
        own = list(group)
        with override(languages.get(recipient, "de")):
            subject, text = _digest(own)
        mail = queue_mail(
            to=recipient, subject=subject, text=text, once_key=f"digest:{recipient}:{day}", at=at
        )
        if mail is not None:
            queued += 1
            Notice.objects.filter(pk__in=[notice.pk for notice in own]).update(digested_at=at)
    return queued


def _digest(notices: list[Notice]) -> tuple[str, str]:
    number = len(notices)
    subject = ngettext("One thing is new for you", "%(number)d things are new for you", number)
    lines = [f"- {n.text}" + (f"\n  {SITE}{n.address}" if n.address else "") for n in notices]
    text = "\n\n".join(
        [
            _("Good day,"),
            _("since your last visit this has happened:"),
            "\n".join(lines),
            _("All notices: %(address)s") % {"address": f"{SITE}/mitteilungen/"},
            _("You get at most one such mail a day."),
        ]
    )
    return subject % {"number": number}, f"{text}\n"


def forget(*, at: datetime) -> int:
    """Delete mails and notices whose time of keeping is over; return how many."""
    mails, _per_table = queries.mails_to_forget(at).delete()
    notices, _per_table = queries.notices_to_forget(at).delete()
    return mails + notices
