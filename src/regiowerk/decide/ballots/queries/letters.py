"""The mail that brings a personal link: one task, one link, minutes, deadline, and whom to ask."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _, override

from regiowerk.decide.ballots.models import Link

LANGUAGE = "de"  # mails to town halls; a person without an account has not chosen another one


@dataclass(frozen=True, slots=True)
class Letter:
    """Subject and text."""

    subject: str
    text: str


def invitation(link: Link, address: str) -> Letter:
    """What is asked, how long it takes, and until when."""
    voter, round = link.voter, link.voter.chamber.round
    with override(LANGUAGE):
        words = {
            "title": round.title,
            "organisation": str(voter.organisation),
            "question": round.question,
            "day": date_format(round.closes_on),
            "office": link.made_by,
        }
        task = (
            _("please vote for %(organisation)s: %(question)s")
            if link.may_cast
            else _("please prepare the vote of %(organisation)s: %(question)s")
        )
        paragraphs = (
            _("Good day %(name)s,") % {"name": link.name} if link.name else _("Good day,"),
            task % words,
            _("It takes about five minutes. You can vote until %(day)s, and change it until then.")
            % words,
            address,
            _("This link is for you personally. Whoever has it can vote in your place."),
            _("How votes are counted stands on the same page. Questions? %(office)s") % words,
        )
        return Letter(_("Vote: %(title)s") % words, "\n\n".join(paragraphs) + "\n")
