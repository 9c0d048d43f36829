"""The columns of the sheets we write, in the order in which authors fill them in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from regiowerk.listen.questionnaires.domain.instrument import (
    Group,
    Instrument,
    Kind,
    Prefill,
    Question,
    Repeat,
    SignOff,
    Visibility,
    Words,
    walk,
)
from regiowerk.listen.questionnaires.domain.linting.tables import (
    LANGUAGES,
    OURS,
    PREFIX,
    choice_column_of,
    column_of,
)

TYPES = (
    *(kind.value for kind in Kind),
    "begin_group",
    "end_group",
    "begin_repeat",
    "end_repeat",
)
OFFERED: Mapping[str, tuple[str, ...]] = {
    "type": TYPES,
    "required": ("yes", "no"),
    "read_only": ("yes", "no"),
    f"{PREFIX}confidential": tuple(Visibility),
    f"{PREFIX}signoff": tuple(SignOff),
    f"{PREFIX}prefill": tuple(Prefill),
    f"{PREFIX}core": ("yes", "no"),
    f"{PREFIX}other": ("yes", "no"),
}
FREE = frozenset({"type", "required"})  # where the list is only an offer
_SAFE = re.compile(r"[\w][\w :.-]*[\w]\Z")
_NAMES = {
    code: name.capitalize()
    for name, code in LANGUAGES.items()
    if name in {"deutsch", "english", "français", "nederlands", "polski", "türkçe", "українська"}
}


def language_name(code: str) -> str:
    """A language as XLSForm names it: "Deutsch (de)"."""
    return f"{_NAMES[code]} ({code})" if code in _NAMES else code


def in_language(word: str, code: str) -> str:
    return f"{word}::{language_name(code)}" if code else word


def languages_of(instrument: Instrument) -> tuple[str, ...]:
    """The languages to write: those of the instrument, then any other a text is in."""
    others: set[str] = set()
    for placed in walk(instrument):
        item = placed.item
        others |= {*item.label, *item.hint}
        if isinstance(item, Question):
            others |= {*item.guidance, *item.required_message, *item.constraint_message}
    for choices in instrument.choice_lists.values():
        others.update(*(choice.label for choice in choices))
    return (*instrument.languages, *sorted(others - set(instrument.languages)))


def survey_columns(languages: Iterable[str], kept: Iterable[str] = ()) -> tuple[str, ...]:
    """The headings of the sheet "survey"."""
    languages = tuple(languages)

    def spoken(*words: str) -> tuple[str, ...]:
        return tuple(in_language(word, code) for word in words for code in languages)

    ours = tuple(f"{PREFIX}{word}" for word in OURS)
    return (
        *("type", "name"),
        *spoken("label", "hint", "guidance_hint"),
        *("relevant", "required"),
        *spoken("required_message"),
        "constraint",
        *spoken("constraint_message"),
        *("calculation", "default", "choice_filter", "appearance", "parameters"),
        *("read_only", "repeat_count"),
        *ours,
        *kept,
    )


def is_own_column(heading: str) -> bool:
    """Whether something kept may stand under its own heading, or is packed into one cell."""
    return bool(_SAFE.match(heading)) and column_of(heading) is None


def is_choice_column(heading: str) -> bool:
    return choice_column_of(heading) is None


def spoken(word: str, words: Words) -> dict[str, str]:
    return {in_language(word, code): text for code, text in words.items()}


def kept_columns(instrument: Instrument) -> tuple[str, ...]:
    """The author's own headings, in the order in which they first appear."""
    named: dict[str, None] = {}
    for placed in walk(instrument):
        named |= dict.fromkeys(filter(is_own_column, placed.item.kept))
    return tuple(named)


type Written = Question | Group | Repeat
