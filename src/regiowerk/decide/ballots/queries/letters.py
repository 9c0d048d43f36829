"""The mails of a vote: the one that brings a personal link, and the one that tells the result."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _, override

from regiowerk.decide.ballots.models import Link, Result, Round
from regiowerk.decide.ballots.queries.results import shown

LANGUAGE = "de"  # mails to town halls; a person without an account has not chosen another one


MINUTES, MORE = 5, 1  # for one paper, and for each further one of the same kind


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
            "title": round.bundle.title if round.bundle else round.title,
            "organisation": str(voter.organisation),
            "question": _question(round),
            "day": date_format(round.closes_on),
            "office": link.made_by,
            "minutes": minutes_for(sheets_in(round)),
        }
        task = (
            _("please vote for %(organisation)s: %(question)s")
            if link.may_cast
            else _("please prepare the vote of %(organisation)s: %(question)s")
        )
        paragraphs = (
            _("Good day %(name)s,") % {"name": link.name} if link.name else _("Good day,"),
            task % words,
            _(
                "It takes about %(minutes)d minutes. You can vote until %(day)s, and change it until then."
            )
            % words,
            address,
            _("This link is for you personally. Whoever has it can vote in your place."),
            _("How votes are counted stands on the same page. Questions? %(office)s") % words,
        )
        return Letter(_("Vote: %(title)s") % words, "\n\n".join(paragraphs) + "\n")


def minutes_for(sheets: int) -> int:
    """How long so many papers of one errand take."""
    return MINUTES + MORE * max(0, sheets - 1)


def sheets_in(round: Round) -> int:
    """How many papers one link opens."""
    if round.bundle is None:
        return 1
    return Round.objects.filter(bundle=round.bundle).exclude(state=Round.State.CANCELLED).count()


def _question(round: Round) -> str:
    """What is asked; of several papers how many there are."""
    sheets = sheets_in(round)
    if sheets == 1 or round.bundle is None:
        return round.question
    words = {"title": round.bundle.title, "sheets": sheets}
    return _("“%(title)s”, %(sheets)d short papers one after the other.") % words


def told_results(results: Sequence[Result], address: str) -> Letter:
    """What one vote, or several of one errand, came to."""
    bundle = results[0].round.bundle
    if bundle is None:
        return told_result(results[0], address)
    with override(LANGUAGE):
        words = {"title": bundle.title, "office": results[0].round.closed_by}
        lines = (f"{one.round.title}: {shown(one).headline}." for one in results)
        paragraphs = (
            _("Good day,"),
            _("all votes of “%(title)s” are counted:") % words,
            "\n".join(lines),
            address or _("The members of the region read the whole result on the site."),
            _("Everybody can count the results again; how, stands on their pages.")
            if address
            else "",
            _("Questions? %(office)s") % words,
        )
        text = "\n\n".join(filter(None, paragraphs))
        return Letter(_("Result of the vote: %(title)s") % words, f"{text}\n")


def told_result(result: Result, address: str) -> Letter:
    """The answer in one sentence, and where all of it stands; `address` "": it cannot be read there."""
    round = result.round
    with override(LANGUAGE):
        found = shown(result)
        words = {"title": round.title, "office": round.closed_by}
        turnout = found.chambers[0].turnout if found.chambers else ""
        paragraphs = (
            _("Good day,"),
            _("the vote “%(title)s” is counted. It was asked:") % words,
            round.question,
            f"{found.headline}. {turnout}.",
            address or _("The members of the region read the whole result on the site."),
            _("Everybody can count the result again; how, stands on its page.") if address else "",
            _("Questions? %(office)s") % words,
        )
        text = "\n\n".join(filter(None, paragraphs))
        return Letter(_("Result of the vote: %(title)s") % words, f"{text}\n")
