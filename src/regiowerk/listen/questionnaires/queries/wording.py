"""What is said about an answer that cannot be taken, or not yet; and how long the rest takes."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext as _, gettext_lazy, ngettext

from regiowerk.listen.questionnaires.domain.inputs import (
    Unreadable,
    endings_of,
    largest_of,
    number_from,
    number_text,
)
from regiowerk.listen.questionnaires.domain.instrument import Kind, Question, Visibility

if TYPE_CHECKING:
    from datetime import date, datetime

    from regiowerk.listen.questionnaires.domain.logic import Problem

UNREADABLE = {
    Unreadable.NO_NUMBER: gettext_lazy("Please enter a number, for example 12 or 1,234.5."),
    Unreadable.NO_WHOLE_NUMBER: gettext_lazy("Please enter a whole number without decimals."),
    Unreadable.NO_DATE: gettext_lazy("Please enter a day, for example 24.01.2022."),
    Unreadable.TOO_LONG: gettext_lazy("This text is too long: at most 20,000 characters."),
    Unreadable.NOT_IN_LIST: gettext_lazy("Please choose one of the answers that are offered."),
    Unreadable.PLACE_TWICE: gettext_lazy("Please give each place only once."),
    Unreadable.SEVERAL: gettext_lazy("Please give one answer only."),
}
PROBLEMS = {
    "REQUIRED": gettext_lazy("Please answer this question."),
    "CONSTRAINT": gettext_lazy("Please check this answer: it does not fit the others."),
    "NOT_OFFERED": gettext_lazy("Please choose one of the answers that are offered."),
    "NOT_POSSIBLE": gettext_lazy("Please check this answer: it is not possible here."),
    "NOT_COMPUTED": gettext_lazy("This answer could not be checked. It is saved nevertheless."),
}
CIRCLES = {
    Visibility.PUBLIC: gettext_lazy("Everybody may read this answer."),
    Visibility.REGION: gettext_lazy("The administrations of the region see this answer."),
    Visibility.OFFICE: gettext_lazy("Only the project office sees this answer."),
    Visibility.AGGREGATE: gettext_lazy("Only sums are shown, never this answer alone."),
    Visibility.PERSONAL: gettext_lazy(
        "Personal: only the project office sees it, and nobody evaluates it."
    ),
}


def unreadable_sentence(kind: Unreadable, question: Question) -> str:
    """Why what was typed or sent is no answer, and what to do."""
    match kind:
        case Unreadable.FILE_KIND:
            words = {"kinds": ", ".join(endings_of(question))}
            return _("Please choose a file of this kind: %(kinds)s.") % words
        case Unreadable.FILE_SIZE:
            words = {"size": filesizeformat(largest_of(question))}
            return _("This file is too large: at most %(size)s.") % words
    return str(UNREADABLE[kind])


def problem_sentence(problem: Problem, question: Question) -> str:
    """What is wrong with an answer where the author of the questionnaire has no words for it."""
    if problem.name == "NOT_POSSIBLE" and question.kind is Kind.RANGE:
        return _range_sentence(question)
    if problem.name == "REQUIRED" and question.kind is Kind.ACKNOWLEDGE:
        return _("Please confirm this.")
    return str(PROBLEMS[problem.name])


def _range_sentence(question: Question) -> str:
    limits = {
        key: number_text(number_from(question.parameters.get(key, usual), "en"), grouped=True)
        for key, usual in (("start", "1"), ("end", "10"))
    }
    return _("Please enter a number from %(start)s to %(end)s.") % limits


def circle_sentence(question: Question) -> str:
    """Who will see the answer; nothing for a question nobody gave a class."""
    if question.visibility is Visibility.AGGREGATE and question.min_cell:
        words = _("Only sums are shown, and only of at least %(least)s answers.")
        return words % {"least": question.min_cell}
    return str(CIRCLES[question.visibility]) if question.visibility else ""


def saved_sentence(author: str, unit: str, at: datetime) -> str:
    """Who answered and when, to the minute."""
    local = timezone.localtime(at)
    return _saved_text(author, unit, local.replace(second=0, microsecond=0), get_language())


@lru_cache(maxsize=4096)
def _saved_text(author: str, unit: str, local: datetime, language: str | None) -> str:
    """Answers of one sitting were saved by the same person in the same minutes."""
    words = {
        "who": author,
        "unit": unit,
        "day": _day_text(local.date(), language),
        "time": f"{local:%H:%M}",
    }
    if unit:
        return _("saved by %(who)s (%(unit)s), %(day)s %(time)s") % words
    return _("saved by %(who)s, %(day)s %(time)s") % words


@lru_cache(maxsize=1024)
def _day_text(day: date, _language: str | None) -> str:
    """A page of answers names the same few days again and again."""
    return date_format(day, "SHORT_DATE_FORMAT")


def minutes_sentence(minutes: int) -> str:
    """How long the rest takes: "still about 8 minutes"."""
    if not minutes:
        return _("Nothing is open any more")
    text = ngettext("Still about %(minutes)d minute", "Still about %(minutes)d minutes", minutes)
    return text % {"minutes": minutes}
