"""The mail by which somebody is reminded: everything that waits for them, in one letter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _, ngettext, override

from regiowerk.listen.surveys.domain.ladder import Due, Rung
from regiowerk.listen.surveys.domain.states import Stage
from regiowerk.listen.surveys.models import Participation, SectionTask
from regiowerk.listen.surveys.queries.letters import Letter, whom_to_call
from regiowerk.listen.surveys.queries.sections import label_of, minutes_left


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that is waited for, and the way to it."""

    participation: Participation
    due: Due
    address: str
    is_signatory: bool = False


def reminder_letter(items: Sequence[Item], *, name: str, note: str = "") -> Letter:
    """One letter about one or several things, in the language of the first."""
    first = items[0].participation
    with override(first.language):
        paragraphs = (
            _("Good day %(name)s,") % {"name": name} if name else _("Good day,"),
            *_paragraphs(items),
            note.strip(),
            _("This link is for you personally. Whoever has it can answer in your name."),
            _way_out(items),
            _questions(first),
        )
        text = "\n\n".join(one for one in paragraphs if one) + "\n"
        return Letter(_subject(items), text)


def _subject(items: Sequence[Item]) -> str:
    if len(items) == 1:
        words = {"survey": items[0].participation.wave.survey.title}
        return _("Reminder: %(survey)s") % words
    number = len(items)
    told = ngettext(
        "Reminder: %(number)d thing waits for you",
        "Reminder: %(number)d things wait for you",
        number,
    )
    return told % {"number": number}


def _paragraphs(items: Sequence[Item]) -> list[str]:
    """Each thing with its way; of several, each begins with its number."""
    if len(items) == 1:
        return [_task(items[0]), items[0].address]
    told = [_("this waits for you:")]
    told += [
        f"{number}. {_capital(_task(item))}\n   {item.address}"
        for number, item in enumerate(items, start=1)
    ]
    return told


def _task(item: Item) -> str:
    if item.due.rung is Rung.SECTION_OVERDUE:
        return _section(item)
    if item.due.rung is Rung.WAITING_FOR_SIGNATURE:
        return _signature(item)
    return _answers(item)


def _section(item: Item) -> str:
    participation, name = item.participation, item.due.section
    task = SectionTask.objects.get(participation=participation, section=name)
    told = _(
        "the section “%(section)s” of the survey “%(survey)s” for %(organisation)s was asked for by "
        "%(day)s and is not ready yet."
    )
    words = _words(participation) | {
        "section": label_of(participation, name),
        "day": date_format(task.due_on or participation.deadline),
    }
    return f"{told % words} {_minutes(minutes_left(participation, name))}"


def _signature(item: Item) -> str:
    words = _words(item.participation)
    if item.is_signatory:
        return (
            _(
                "the answers of %(organisation)s to the survey “%(survey)s” are ready. "
                "Only your signature is missing."
            )
            % words
        )
    return (
        _(
            "the answers of %(organisation)s to the survey “%(survey)s” are ready, but nobody has "
            "signed them yet. Please talk to whoever may sign."
        )
        % words
    )


def _answers(item: Item) -> str:
    participation = item.participation
    words = _words(participation) | {"day": date_format(participation.deadline)}
    if item.due.rung is Rung.PAST_DEADLINE:
        told = _(
            "the answers of %(organisation)s to the survey “%(survey)s” were asked for by %(day)s. "
            "You can still hand them in."
        )
    elif participation.state == Stage.INVITED:
        told = _(
            "some days ago we asked you to answer the survey “%(survey)s” for %(organisation)s. "
            "Please answer by %(day)s."
        )
    else:
        told = _(
            "the survey “%(survey)s” waits for the answers of %(organisation)s. "
            "Please answer by %(day)s."
        )
    return f"{told % words} {_minutes(minutes_left(participation))}"


def _way_out(items: Sequence[Item]) -> str:
    """Whoever does not take part can say so, and is reminded no more."""
    asked = {Rung.NOT_OPENED, Rung.PAST_DEADLINE}
    if not any(item.due.rung in asked for item in items):
        return ""
    return _("If you do not take part, please say so there; then nobody reminds you again.")


def _minutes(number: int) -> str:
    told = ngettext(
        "It takes about %(minutes)d minute.", "It takes about %(minutes)d minutes.", number
    )
    return told % {"minutes": number}


def _questions(participation: Participation) -> str:
    call = whom_to_call(participation)
    return _("Questions? %(contact)s") % {"contact": call} if call else ""


def _words(participation: Participation) -> dict[str, str]:
    return {
        "survey": participation.wave.survey.title,
        "organisation": str(participation.organisation),
    }


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
