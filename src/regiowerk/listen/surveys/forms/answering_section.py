"""Reads what a page of answers sends: which fields changed, from which base, and what is unreadable."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field as entry

from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from regiowerk.listen.questionnaires.domain.answers import Field, Value
from regiowerk.listen.questionnaires.domain.inputs import (
    Unreadable,
    UnreadableAnswerError,
    field_of,
    name_of,
    read,
)
from regiowerk.listen.questionnaires.domain.instrument import (
    CHOOSING,
    Choice,
    Instrument,
    Kind,
    Question,
)
from regiowerk.listen.surveys.domain.offers import Offer, stored
from regiowerk.listen.surveys.domain.operations import operation_for
from regiowerk.listen.surveys.domain.progress import Layout
from regiowerk.listen.surveys.queries.answers import Standings

BASE = "base."
LONGEST_NAME = 500


@dataclass(slots=True)
class Sent:
    """What a page sent: offers for the fields that changed, files, and what nobody can read."""

    offers: list[Offer] = entry(default_factory=list)
    files: list[tuple[Field, UploadedFile[bytes], int | None]] = entry(default_factory=list)
    unreadable: dict[Field, Unreadable] = entry(default_factory=dict)
    raw: dict[Field, Sequence[str]] = entry(default_factory=dict)  # as it was typed


@dataclass(frozen=True, slots=True)
class Entered:
    """One control of a page: where, what was in it, and what had been in it."""

    field: Field
    question: Question
    values: Sequence[str]
    base: int | None


def entered_in(data: QueryDict, layout: Layout, section: str) -> list[Entered]:
    """All controls of a section that were on the page."""
    found = []
    for key in data:
        field = field_from(key.removeprefix(BASE)) if key.startswith(BASE) else None
        question = layout.questions.get(field.path) if field else None
        if field and question and layout.section_of[field.path] == section:
            base = base_from(str(data[key]))
            found.append(Entered(field, question, data.getlist(key.removeprefix(BASE)), base))
    return found


def stale_bases(entered: Sequence[Entered], standings: Standings) -> set[int]:
    """The revisions that stood on the page and have been followed by others since."""
    return {
        one.base
        for one in entered
        if one.base is not None
        and (one.field not in standings or standings[one.field].revision_id != one.base)
    }


def sent_answers(
    entered: Sequence[Entered],
    files: MultiValueDict[str, UploadedFile[bytes]],
    standings: Standings,
    before: Mapping[int, str],
    operation: str,
    language: str,
    instrument: Instrument,
) -> Sent:
    """What changed on a page.  `before` are the values of bases that are no longer present."""
    sent = Sent()
    for one in entered:
        upload = files.get(name_of(one.field))
        if upload is not None and one.question.kind is Kind.FILE:
            sent.files.append((one.field, upload, one.base))
            continue
        try:
            value = read(
                one.question, one.values, None, choices_of(one.question, instrument), language
            )
        except UnreadableAnswerError as problem:
            sent.unreadable[one.field] = problem.kind
            sent.raw[one.field] = one.values
            continue
        if stored(value) != _was(one, standings, before):
            sent.offers.append(_offer(one, value, operation))
            sent.raw[one.field] = one.values
    return sent


def choices_of(question: Question, instrument: Instrument) -> tuple[Choice, ...] | None:
    """What may be chosen, in the author's order; None for questions without a list."""
    if question.kind not in CHOOSING:
        return None
    return instrument.choice_lists.get(question.choice_list)


def field_from(name: str) -> Field | None:
    """The field of a control's name, None for what is no name of ours."""
    if len(name) > LONGEST_NAME:
        return None
    try:
        return field_of(name)
    except ValueError:
        return None


def base_from(text: str) -> int | None:
    """A revision's number as a page sends it; anything else is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def _was(one: Entered, standings: Standings, before: Mapping[int, str]) -> str:
    """What had been in a control when the page was made."""
    if one.base is None:
        return ""
    standing = standings.get(one.field)
    if standing is not None and standing.revision_id == one.base:
        return standing.value
    return before.get(one.base, "")


def _offer(one: Entered, value: Value, operation: str) -> Offer:
    key = operation_for(operation, name_of(one.field), one.base, stored(value))
    return Offer(one.field, value, one.base, key)
