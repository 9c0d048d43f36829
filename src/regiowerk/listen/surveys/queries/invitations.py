"""The mails by which the office asks somebody to coordinate, and tells them when that ends."""

from __future__ import annotations

import re
from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _, ngettext, override

from regiowerk.listen.surveys.domain.states import HANDED_IN
from regiowerk.listen.surveys.models import Link, Participation
from regiowerk.listen.surveys.queries.letters import ADDRESS, ADDRESS_MARK, Letter, whom_to_call
from regiowerk.listen.surveys.queries.sections import minutes_left

_LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")
_MARKS = re.compile(r"(\*\*|__|`)(?=\S)(.+?)(?<=\S)\1")
_HEADING = re.compile(r"^#{1,6}\s+", re.MULTILINE)


def invitation_for(participation: Participation, at: datetime) -> Letter:
    """What is asked and why, by when, how long it takes, what becomes of it, and who helps."""
    with override(participation.language):
        words = _words(participation)
        if participation.state in HANDED_IN:
            return _letter(_("Your answers: %(survey)s") % words, _handed_in(participation))
        return _letter(_("Survey: %(survey)s") % words, _invitation(participation))


def handed_over_for(participation: Participation, new_name: str) -> Letter:
    """To whoever coordinated until now: somebody else does, and the old link opens nothing."""
    with override(participation.language):
        words = _words(participation) | {"new": new_name}
        task = (
            _("%(new)s now coordinates the survey “%(survey)s” for %(organisation)s.")
            if new_name
            else _("somebody else now coordinates the survey “%(survey)s” for %(organisation)s.")
        )
        paragraphs = (
            _greeting(participation.coordinator_name),
            task % words,
            _("Your personal link opens nothing any more. What you wrote is kept. Thank you."),
            _questions(participation),
        )
        return _plain(_("Handed over: %(survey)s") % words, paragraphs)


def withdrawn_for(participation: Participation, reason: str) -> Letter:
    """An organisation is no longer asked, and why."""
    with override(participation.language):
        words = _words(participation)
        paragraphs = (
            _greeting(participation.coordinator_name),
            _("the project office no longer asks %(organisation)s in the survey “%(survey)s”.")
            % words,
            reason.strip(),
            _("You need not do anything."),
            _questions(participation),
        )
        return _plain(_("No longer needed: %(survey)s") % words, paragraphs)


def plain_words(markdown: str) -> str:
    """Markdown as somebody reads it in a mail: without stars, with addresses written out."""
    text = _LINK.sub(r"\1 (\2)", markdown.strip())
    return _HEADING.sub("", _MARKS.sub(r"\2", text))


def _invitation(participation: Participation) -> tuple[str, ...]:
    words = _words(participation)
    minutes = minutes_left(participation)
    needed = ngettext(
        "It takes about %(minutes)d minute.", "It takes about %(minutes)d minutes.", minutes
    )
    due = _("Please answer by %(day)s.")
    day = {"day": date_format(participation.deadline, "DATE_FORMAT")}
    return (
        _greeting(participation.coordinator_name),
        _(
            "please answer the survey “%(survey)s” for %(organisation)s. "
            "You can pass sections on to colleagues, pause at any time and go on later."
        )
        % words,
        plain_words(participation.wave.survey.purpose),
        f"{needed % {'minutes': minutes}} {due % day}",
        ADDRESS_MARK,
        _("This link is for you personally. Whoever has it can answer in your name."),
        _becomes(participation),
        _questions(participation),
    )


def _handed_in(participation: Participation) -> tuple[str, ...]:
    words = _words(participation)
    return (
        _greeting(participation.coordinator_name),
        _(
            "with this link you read what %(organisation)s handed in to the survey “%(survey)s”, "
            "and ask to change something."
        )
        % words,
        ADDRESS_MARK,
        _("This link is for you personally. Whoever has it can answer in your name."),
        _questions(participation),
    )


def _becomes(participation: Participation) -> str:
    """What happens with the answers."""
    told = _(
        "What becomes of your answers: the project office reads them only after somebody who may "
        "sign for %(organisation)s has signed. Beside each question stands who will see its "
        "answer. Evaluations name no numbers about fewer than %(number)d organisations."
    )
    return told % (_words(participation) | {"number": participation.wave.min_cell})


def _greeting(name: str) -> str:
    return _("Good day %(name)s,") % {"name": name} if name else _("Good day,")


def _questions(participation: Participation) -> str:
    call = whom_to_call(participation)
    return _("Questions? %(contact)s") % {"contact": call} if call else ""


def _words(participation: Participation) -> dict[str, object]:
    survey = participation.wave.survey
    return {"survey": survey.title, "organisation": str(participation.organisation)}


def _letter(subject: str, paragraphs: tuple[str, ...]) -> Letter:
    """A letter with a link: percent signs of titles and names stay what they are."""
    letter = _plain(subject, paragraphs)
    return Letter(subject, letter.text.replace("%", "%%").replace(ADDRESS_MARK, ADDRESS))


def _plain(subject: str, paragraphs: tuple[str, ...]) -> Letter:
    return Letter(subject, "\n\n".join(one for one in paragraphs if one) + "\n")


def coordinator_links(participation: Participation, at: datetime) -> list[Link]:
    """The links that open a whole participation now."""
    found = participation.links.filter(
        purpose=Link.Purpose.COORDINATE, revoked_at__isnull=True, expires_at__gt=at
    )
    return list(found.order_by("pk"))
