"""Codes that stand for one thing only: LimeSurvey lets old surveys have the same code twice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from regiowerk.listen.questionnaires.documents.limesurvey.found import Found
from regiowerk.listen.questionnaires.documents.limesurvey.names import safe_code
from regiowerk.listen.questionnaires.documents.limesurvey.survey import (
    Answer,
    Asked,
    Block,
    Part,
    Survey,
)


def with_own_codes(survey: Survey, found: Found) -> Survey:
    """The survey with a code of its own for every question, part and answer; changes are told."""
    taken: set[str] = set()
    return replace(
        survey, blocks=tuple(_tidy_block(block, taken, found) for block in survey.blocks)
    )


def _tidy_block(block: Block, taken: set[str], found: Found) -> Block:
    return replace(block, questions=tuple(_tidy(asked, taken, found) for asked in block.questions))


def _tidy(asked: Asked, taken: set[str], found: Found) -> Asked:
    code = _free(asked.code or "question", taken)
    if code != asked.code:
        found.warn("code-twice-in-survey", asked.place, "title", old=asked.code, new=code)
    tidied = replace(
        asked,
        code=code,
        parts=tuple(_with_codes(asked.parts, "SQ")),
        answers=tuple(_with_codes(asked.answers, "A")),
    )
    if (tidied.parts, tidied.answers) != (asked.parts, asked.answers):
        found.warn("answer-codes-twice", asked.place, question=code)
    return tidied


def _with_codes[T: (Part, Answer)](things: tuple[T, ...], stem: str) -> Iterator[T]:
    taken: dict[int, set[str]] = {}
    for number, thing in enumerate(things, start=1):
        wanted = thing.code.strip() or f"{stem}{number}"
        of_scale = taken.setdefault(thing.scale, set())
        code = wanted if safe_code(wanted) not in of_scale else _free(wanted, of_scale)
        of_scale.add(safe_code(code))
        yield replace(thing, code=code)


def _free(wanted: str, taken: set[str]) -> str:
    code, number = wanted, 2
    while code in taken:
        code, number = f"{wanted}_{number}", number + 1
    taken.add(code)
    return code
