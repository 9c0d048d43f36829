"""How long a section takes somebody who knows the answers.  Pure.

An author who has tried it knows better: `minutes` of a section wins.  Reading is reckoned at 200
words a minute; answering takes as long as the table says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from regiowerk.listen.questionnaires.domain.instrument import (
    Instrument,
    Item,
    Kind,
    Question,
    Repeat,
    Section,
    say,
    sections,
)

WORDS_A_SECOND = 200 / 60
SECONDS = {
    Kind.TEXT: 40,
    Kind.INTEGER: 35,
    Kind.DECIMAL: 35,
    Kind.DATE: 15,
    Kind.SELECT_ONE: 8,
    Kind.SELECT_MULTIPLE: 15,
    Kind.RANK: 30,
    Kind.RANGE: 10,
    Kind.NOTE: 0,
    Kind.CALCULATE: 0,
    Kind.ACKNOWLEDGE: 5,
    Kind.FILE: 60,
    Kind.GEOPOINT: 10,
}
LONG_TEXT = 90  # seconds for an answer in sentences
ROWS = 2  # entries of a repeat somebody makes, as long as nobody knows


def minutes_of(section: Section, instrument: Instrument, *, only_core: bool = False) -> int:
    """The minutes of a section; on the short path only those of its core questions."""
    known = sum(item.minutes or 0 for item in section.items if not isinstance(item, Question))
    if known and not only_core:
        return known
    seconds = seconds_of(section.items, instrument, only_core=only_core)
    if known:
        whole = seconds_of(section.items, instrument)
        seconds = known * 60 * seconds / whole if whole else 0
    return _minutes(seconds)


def minutes_in_all(instrument: Instrument, *, only_core: bool = False) -> int:
    """The minutes of the whole questionnaire."""
    return sum(
        minutes_of(section, instrument, only_core=only_core) for section in sections(instrument)
    )


def minutes_for(questions: Iterable[Question], instrument: Instrument) -> int:
    """The minutes some questions take, for example those that are still open."""
    return _minutes(sum(_seconds(question, instrument) for question in questions))


def has_short_path(instrument: Instrument) -> bool:
    """Whether the author marked some questions as the ones that matter most, and others not."""
    marks = {
        question.is_core
        for section in sections(instrument)
        for question, _times in _questions(section.items)
        if question.is_answerable
    }
    return marks == {True, False}


def seconds_of(items: Iterable[Item], instrument: Instrument, *, only_core: bool = False) -> float:
    """The seconds of some items with everything in them."""
    return sum(
        _seconds(question, instrument) * times
        for question, times in _questions(items)
        if question.is_core or not only_core
    )


def _minutes(seconds: float) -> int:
    """Whole minutes, at least one where there is something to do."""
    return max(1, round(seconds / 60)) if seconds else 0


def _questions(items: Iterable[Item], times: int = 1) -> Iterator[tuple[Question, int]]:
    for item in items:
        if isinstance(item, Question):
            yield item, times
        else:
            yield from _questions(item.items, times * (ROWS if isinstance(item, Repeat) else 1))


def _seconds(question: Question, instrument: Instrument) -> float:
    if question.kind is Kind.CALCULATE:
        return 0
    texts = [say(question.label, instrument.default_language)]
    texts.append(say(question.hint, instrument.default_language))
    choices = instrument.choice_lists.get(question.choice_list, ())
    # nobody reads a long list of places from top to bottom
    texts += [say(choice.label, instrument.default_language) for choice in choices[:8]]
    words = sum(len(text.split()) for text in texts)
    is_long = question.kind is Kind.TEXT and "multiline" in question.appearance
    return words / WORDS_A_SECOND + (LONG_TEXT if is_long else SECONDS[question.kind])
