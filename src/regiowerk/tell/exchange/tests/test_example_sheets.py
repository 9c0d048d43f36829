"""The example's answers as our own logic sees them."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

from regiowerk.listen.questionnaires.domain.answers import Field, from_json
from regiowerk.listen.questionnaires.domain.instrument import Question, questions
from regiowerk.listen.questionnaires.domain.logic import (
    Logic,
    Sheet,
    Surroundings,
    faults_of,
    logic_of,
)
from regiowerk.tell.exchange.tests.test_example_surveys import (
    KEYS,
    instrument,
    record_of,
    submissions,
)

NOW = datetime(2022, 1, 24, 9, tzinfo=UTC)


@cache
def logic(key: str) -> Logic:
    return logic_of(instrument(key))


def sheet_of(path: Path) -> Sheet:
    record = record_of(path)
    asked = questions(instrument(record["questionnaire"]))
    answers = {}
    for answer in record["answers"]:
        question = asked[answer["path"]].item
        assert isinstance(question, Question)
        place = Field(answer["path"], tuple(answer["rows"]))
        answers[place] = from_json(question.kind, answer["value"])
    rows = {
        Field(repeat["path"], tuple(repeat["rows"])): tuple(repeat["ids"])
        for repeat in record["rows"]
    }
    around = Surroundings(today=NOW.date(), now=NOW)
    return Sheet(logic(record["questionnaire"]), answers, rows, around)


@pytest.mark.parametrize("key", KEYS)
def test_no_rule_is_wrong(key: str) -> None:
    assert [fault for fault in faults_of(instrument(key)) if fault.is_error] == []


@pytest.mark.parametrize("path", submissions(), ids=lambda path: path.stem)
def test_what_was_handed_in_has_no_problem(path: Path) -> None:
    sheet = sheet_of(path)

    assert {f: sheet.state(f).problem for f in sheet.fields() if sheet.state(f).problem} == {}


@pytest.mark.parametrize("path", submissions(), ids=lambda path: path.stem)
def test_what_was_handed_in_was_asked_and_stands_in_the_author_s_order(path: Path) -> None:
    record = record_of(path)
    sheet = sheet_of(path)
    asked = questions(instrument(record["questionnaire"]))
    answered = [
        (field.path, list(field.rows))
        for field in sheet.fields()
        if sheet.state(field).value is not None and _is_typed(asked[field.path].item)
    ]

    assert [(answer["path"], answer["rows"]) for answer in record["answers"]] == answered


def _is_typed(item: object) -> bool:
    return isinstance(item, Question) and item.is_answerable
