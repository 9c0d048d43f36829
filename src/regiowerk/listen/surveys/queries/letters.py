"""The mails to those who answer: one task, one link, minutes, deadline, and whom to call."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _, ngettext, override

from regiowerk.listen.surveys.models import Link, Participation, SectionTask, Submission
from regiowerk.listen.surveys.queries.sections import label_of, minutes_left

ADDRESS = "%(address)s"  # where the link goes, once its token is known


@dataclass(frozen=True, slots=True)
class Letter:
    """Subject and text; the text has the place of the address in it, and no other percent sign."""

    subject: str
    text: str


def letter_for(link: Link, at: datetime) -> Letter:
    """The usual letter that brings a personal link, in the language of the participation."""
    with override(link.participation.language):
        return {
            Link.Purpose.COORDINATE: _invitation,
            Link.Purpose.SECTION: _section,
            Link.Purpose.SIGN: _signing,
        }[Link.Purpose(link.purpose)](link, at)


def reminder_for(link: Link, at: datetime) -> Letter:
    """The same task once more, politely."""
    with override(link.participation.language):
        letter = _section(link, at)
        return Letter(_("Reminder: %(subject)s") % {"subject": letter.subject}, letter.text)


def returned_for(link: Link, reason: str, at: datetime) -> Letter:
    """Something is asked again: which sections stand open, and why."""
    with override(link.participation.language):
        words = _words(link.participation)
        task = _(
            "the project office looked at the answers of %(organisation)s to the survey "
            "“%(survey)s” and asks you to go over some of them:"
        )
        return _letter(
            link,
            _("Please look again: %(survey)s") % words,
            f"{task % words}\n\n{reason}",
            minutes=minutes_left(link.participation),
            due_on=link.participation.deadline,
        )


def given_back_for(link: Link, reason: str, at: datetime) -> Letter:
    """Whoever should sign gave the answers back to those who wrote them."""
    with override(link.participation.language):
        words = _words(link.participation)
        task = _(
            "the answers of %(organisation)s to the survey “%(survey)s” were not signed, "
            "but given back to you with this remark:"
        )
        return _letter(
            link,
            _("Given back: %(survey)s") % words,
            f"{task % words}\n\n{reason}",
            minutes=minutes_left(link.participation),
            due_on=link.participation.deadline,
        )


def receipt_for(submission: Submission, signed_by: str) -> Letter:
    """What was handed in, by whom and with which check number; the whole text, without a link."""
    participation = submission.participation
    with override(participation.language):
        moment = timezone.localtime(submission.handed_in_at)
        words = _words(participation) | {
            "who": signed_by,
            "moment": date_format(moment, "DATETIME_FORMAT"),
            "hash": submission.content_hash,
        }
        call = whom_to_call(participation)
        paragraphs = (
            _("Good day,"),
            _("%(organisation)s handed in its answers to the survey “%(survey)s”.") % words,
            _("Signed by %(who)s on %(moment)s.") % words,
            _("Check number (SHA-256): %(hash)s") % words,
            _("Your personal link still shows the receipt and all answers as PDF. Thank you."),
            _("Questions? %(contact)s") % {"contact": call} if call else "",
        )
        subject = _("Receipt: %(survey)s") % words
        return Letter(subject, "\n\n".join(one for one in paragraphs if one) + "\n")


def asked_for(
    participation: Participation, sections: Sequence[str], reason: str, who: str
) -> Letter:
    """To the project office: an organisation wants to change what it handed in."""
    words = _words(participation) | {
        "who": who,
        "sections": ", ".join(label_of(participation, name) for name in sections),
    }
    paragraphs = (
        _("Good day,"),
        _("%(who)s asks to open sections of the survey “%(survey)s” again.") % words,
        _("Organisation: %(organisation)s") % words,
        _("Sections: %(sections)s") % words,
        reason,
    )
    subject = _("Open again? %(organisation)s") % words
    return Letter(subject, "\n\n".join(paragraphs) + "\n")


def code_for(link: Link, code: str) -> Letter:
    """The code that is typed beside the link; `code` is its place in the letter."""
    with override(link.participation.language):
        words = _words(link.participation)
        paragraphs = (
            _("Good day %(name)s,") % {"name": link.name} if link.name else _("Good day,"),
            _("your code to sign the answers of %(organisation)s is:") % words,
            code,
            _("It works for 15 minutes. If you did not ask for it, please ignore this mail."),
        )
        return Letter(_("Your code"), "\n\n".join(paragraphs) + "\n")


def whom_to_call(participation: Participation) -> str:
    """One line: name, telephone and address of whoever helps; empty if the wave names nobody."""
    wave = participation.wave
    parts = (wave.contact_name, wave.contact_phone, wave.contact_email)
    return ", ".join(part for part in parts if part)


def _words(participation: Participation) -> dict[str, str]:
    return {
        "survey": participation.wave.survey.title,
        "organisation": str(participation.organisation),
    }


def _invitation(link: Link, at: datetime) -> Letter:
    participation = link.participation
    survey = participation.wave.survey
    task = _(
        "please answer the survey “%(survey)s” for %(organisation)s. "
        "You can pass sections on to colleagues, pause at any time and go on later."
    )
    words = {"survey": survey.title, "organisation": str(participation.organisation)}
    return _letter(
        link,
        _("Survey: %(survey)s") % words,
        task % words,
        minutes=minutes_left(participation),
        due_on=participation.deadline,
    )


def _section(link: Link, at: datetime) -> Letter:
    participation = link.participation
    words = {
        "section": label_of(participation, link.section),
        "survey": participation.wave.survey.title,
        "organisation": str(participation.organisation),
        "who": link.made_by,
    }
    task = _(
        "%(who)s asks you to answer one section of the survey “%(survey)s” for "
        "%(organisation)s: “%(section)s”. You need no account."
    )
    own = SectionTask.objects.filter(participation=participation, section=link.section).first()
    return _letter(
        link,
        _("Please answer: %(section)s") % words,
        task % words,
        minutes=minutes_left(participation, link.section),
        due_on=(own.due_on if own else None) or participation.deadline,
    )


def _signing(link: Link, at: datetime) -> Letter:
    participation = link.participation
    words = {
        "survey": participation.wave.survey.title,
        "organisation": str(participation.organisation),
    }
    task = _(
        "the answers of %(organisation)s to the survey “%(survey)s” are ready. "
        "Please read and sign them."
    )
    return _letter(
        link,
        _("Please sign: %(survey)s") % words,
        task % words,
        minutes=10,
        due_on=participation.deadline,
    )


def _letter(link: Link, subject: str, task: str, *, minutes: int, due_on: date) -> Letter:
    greeting = _("Good day %(name)s,") % {"name": link.name} if link.name else _("Good day,")
    needed = ngettext(
        "It takes about %(minutes)d minute.", "It takes about %(minutes)d minutes.", minutes
    ) % {"minutes": minutes}
    due = _("Please answer by %(day)s.") % {"day": date_format(due_on, "DATE_FORMAT")}
    call = whom_to_call(link.participation)
    paragraphs = (
        greeting,
        task,
        f"{needed} {due}",
        ADDRESS_MARK,
        _("This link is for you personally. Whoever has it can answer in your name."),
        _("Questions? %(contact)s") % {"contact": call} if call else "",
    )
    text = "\n\n".join(part for part in paragraphs if part) + "\n"
    # Percent signs of titles and names stay what they are.
    return Letter(subject, text.replace("%", "%%").replace(ADDRESS_MARK, ADDRESS))


ADDRESS_MARK = "\ufffcaddress\ufffc"
