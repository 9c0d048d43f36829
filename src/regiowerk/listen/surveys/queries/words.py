"""Answers and questions in words, for lists beside the questionnaire itself."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from regiowerk.listen.questionnaires.domain.answers import Upload, Value, from_json
from regiowerk.listen.questionnaires.domain.instrument import Instrument, Question, say, walk
from regiowerk.listen.surveys.models import SignOff


def question_in_words(question: Question, instrument: Instrument, language: str) -> str:
    """What is asked, or the name of a question without label."""
    return say(question.label, language, instrument.default_language) or question.name


def stored_in_words(stored: str, question: Question, instrument: Instrument, language: str) -> str:
    """A stored answer as people read it; "" stands for no answer."""
    if not stored:
        return _("no answer")
    try:
        value = from_json(question.kind, json.loads(stored))
    except ValueError:
        return stored
    return in_words(value, question, instrument, language)


def in_words(value: Value, question: Question, instrument: Instrument, language: str) -> str:
    """An answer as people read it: labels of choices, numbers and days in their form."""
    labels = {
        choice.code: say(choice.label, language, instrument.default_language) or choice.code
        for choice in instrument.choice_lists.get(question.choice_list, ())
    }
    match value:
        case None:
            return _("no answer")
        case bool():
            return _("yes")
        case int() | Decimal():
            return number_format(value)
        case date():
            return date_format(value, "DATE_FORMAT")
        case tuple():
            return ", ".join(labels.get(code, code) for code in value)
        case Upload():
            return value.name
    return labels.get(value, value)


def repeat_in_words(path: str, instrument: Instrument, language: str) -> str:
    """What an entry of a repeat is called."""
    for placed in walk(instrument):
        if placed.path == path and not isinstance(placed.item, Question):
            label = say(placed.item.label, language, instrument.default_language)
            return label or placed.item.name
    return path


def signature_in_words(sign_off: SignOff) -> str:
    """Who signed in which office, and when."""
    day = date_format(timezone.localtime(sign_off.signed_at), "DATETIME_FORMAT")
    words = {"person": sign_off.person, "function": sign_off.function, "day": day}
    if sign_off.is_deputy:
        return _("%(person)s, %(function)s, as deputy, %(day)s") % words
    return _("%(person)s, %(function)s, %(day)s") % words
