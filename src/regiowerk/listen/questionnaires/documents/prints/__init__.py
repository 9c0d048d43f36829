"""Questionnaires on paper: empty to write on, and filled for a council to read; PDF/UA-1."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.utils import translation
from django.utils.translation import gettext as _

from regiowerk.ground.documents.pdf import write_pdf
from regiowerk.listen.questionnaires.documents.prints.conditions import wording_of
from regiowerk.listen.questionnaires.documents.prints.lines import (
    PrintedSection,
    Printing,
    items_of,
    numbers_of,
)
from regiowerk.listen.questionnaires.domain.answers import Field
from regiowerk.listen.questionnaires.domain.inputs import day_text
from regiowerk.listen.questionnaires.domain.instrument import (
    Instrument,
    Repeat,
    say,
    sections,
    walk,
)
from regiowerk.listen.questionnaires.domain.logic import Sheet, Surroundings, logic_of
from regiowerk.listen.questionnaires.domain.minutes import minutes_in_all
from regiowerk.listen.questionnaires.domain.pages import Option, page_of
from regiowerk.listen.questionnaires.queries.wording import circle_sentence

__all__ = ["Facts", "print_empty", "print_filled"]

ROWS_TO_WRITE = ("1", "2")  # entries on an empty paper
NO_MOMENT = datetime(2000, 1, 1, tzinfo=UTC)  # an empty paper does not depend on the day


@dataclass(frozen=True, slots=True)
class Facts:
    """What stands at the top and in the footer."""

    organisation: str = ""
    survey: str = ""
    version: str = ""  # "Version 2"
    state: str = ""
    on: date | None = None
    due_on: date | None = None
    call: str = ""  # whom to ask, in one sentence
    signed: tuple[str, ...] = ()  # "Hauptamt: Erika Muster, 24.01.2022"
    content_hash: str = ""


NO_FACTS = Facts()


def print_empty(
    instrument: Instrument, *, language: str, title: str = "", facts: Facts = NO_FACTS
) -> bytes:
    """A paper to tick and to write on: every question, its condition in words, who will see it."""
    nested = [placed for placed in walk(instrument) if isinstance(placed.item, Repeat)]
    around = Surroundings(today=NO_MOMENT.date(), now=NO_MOMENT)
    rows = {
        Field(placed.path, ids): ROWS_TO_WRITE
        for placed in nested
        for ids in _every_row(len(placed.repeats))
    }
    sheet = Sheet(logic_of(instrument), {}, rows, around)
    numbers = numbers_of(instrument)
    with translation.override(language):
        wording = wording_of(instrument, numbers, language)
        printing = Printing(numbers, items_of(instrument), wording)
        printed = _sections(printing, sheet, instrument, language)
    context = {"sections": printed, "minutes": minutes_in_all(instrument)}
    return _write("empty", context, instrument, language, title, facts)


def print_filled(
    instrument: Instrument,
    sheet: Sheet,
    *,
    language: str,
    facts: Facts,
    title: str = "",
    not_agreed: Mapping[Field, Sequence[str]] | None = None,
    places: Sequence[Option] = (),
    only_answered: bool = False,
) -> bytes:
    """The answers as a paper: what was asked, in words, with who signed and the check number."""
    printing = Printing(
        numbers_of(instrument),
        items_of(instrument),
        only_asked=True,
        only_answered=only_answered,
        not_agreed=not_agreed or {},
    )
    with translation.override(language):
        printed = _sections(printing, sheet, instrument, language, places)
    context = {"sections": [section for section in printed if section.lines]}
    return _write("filled", context, instrument, language, title, facts)


def _sections(
    printing: Printing,
    sheet: Sheet,
    instrument: Instrument,
    language: str,
    places: Sequence[Option] = (),
) -> list[PrintedSection]:
    return [
        printing.section(
            page_of(
                sheet,
                instrument,
                one.name,
                language=language,
                notes={},
                places=places,
                circle=circle_sentence,
            )
        )
        for one in sections(instrument)
    ]


def _write(
    template: str,
    context: Mapping[str, object],
    instrument: Instrument,
    language: str,
    title: str,
    facts: Facts,
) -> bytes:
    title = title or say(instrument.title, language, instrument.default_language) or instrument.key
    with translation.override(language):
        footer = _footer(facts, title, language)
    context = {**context, "facts": facts, "footer": footer}
    page = {
        "empty": "questionnaires/print/empty.html",
        "filled": "questionnaires/print/filled.html",
    }
    return write_pdf(page[template], context, language=language, title=title)


def _footer(facts: Facts, title: str, language: str) -> str:
    """Title, organisation, version, day and check number in one line."""
    parts = [title, facts.organisation, facts.version]
    if facts.on:
        parts.append(day_text(facts.on, language))
    if facts.content_hash:
        parts.append(_("check number %(hash)s") % {"hash": facts.content_hash[:16]})
    return " · ".join(part for part in parts if part)


def _every_row(depth: int) -> list[tuple[str, ...]]:
    """The ids of all rows around an entry at a depth."""
    found: list[tuple[str, ...]] = [()]
    for _level in range(depth):
        found = [(*ids, row) for ids in found for row in ROWS_TO_WRITE]
    return found
