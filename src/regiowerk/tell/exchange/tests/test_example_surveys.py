"""The example's questionnaires are good forms, and its answers are answers to them."""

from __future__ import annotations

import csv
import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import rxeval
from pyxform.xls2xform import convert

from regiowerk.ground.journal.domain.frozen import canonical
from regiowerk.listen.questionnaires.documents.xlsform import read_workbook
from regiowerk.listen.questionnaires.domain.answers import from_json, to_json
from regiowerk.listen.questionnaires.domain.instrument import (
    CHOOSING,
    Group,
    Instrument,
    Item,
    Question,
    Visibility,
    questions,
    sections,
    walk,
)
from regiowerk.listen.questionnaires.domain.storage import instrument_from
from regiowerk.tell.exchange.tests.factories import EXAMPLE

KEYS = ("kommunen", "kreise")
STORY_DAY = "2022-01-24"
# Seconds a question takes, by a rule of thumb for questionnaires; matrices take less a row.
_SECONDS = 60
_LONGEST_CORE = 20 * 60


def rows(name: str) -> list[dict[str, str]]:
    with (EXAMPLE / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@cache
def instrument(key: str) -> Instrument:
    return instrument_from((EXAMPLE / f"questionnaires/{key}-1.json").read_text("utf-8"))


@cache
def form(key: str) -> str:
    """The workbook as others read it."""
    return str(convert(EXAMPLE / f"questionnaires/{key}.xlsx").xform)


def asked(key: str) -> list[Question]:
    items = [placed.item for placed in walk(instrument(key))]
    return [item for item in items if isinstance(item, Question) and item.is_answerable]


def submissions() -> list[Path]:
    return sorted((EXAMPLE / "submissions").rglob("*.json"))


def record_of(path: Path) -> dict[str, Any]:
    record: dict[str, Any] = json.loads(path.read_bytes())
    return record


@pytest.mark.parametrize("key", KEYS)
def test_the_workbook_means_the_same_on_a_tablet_and_in_a_browser(key: str) -> None:
    assert rxeval.check_form(form(key)) == []


@pytest.mark.parametrize("key", KEYS)
def test_the_workbook_and_the_definition_ask_the_same(key: str) -> None:
    inside = re.findall(r'<bind nodeset="/data(/[^"]+)"', form(key))
    groups = {placed.path for placed in walk(instrument(key))} - set(questions(instrument(key)))

    # A table of ratings has labels of its own there.
    written = {
        path for path in inside if not re.search("generated_table|reserved_name|/meta/", path)
    }
    assert set(questions(instrument(key))) == written - groups


@pytest.mark.parametrize("key", KEYS)
def test_our_reader_finds_nothing_to_correct_and_the_same_definition(key: str) -> None:
    raw = (EXAMPLE / f"questionnaires/{key}.xlsx").read_bytes()

    reading = read_workbook(raw, f"{key}.xlsx")

    assert {finding.level.value for finding in reading.findings} <= {"note"}
    assert reading.instrument == instrument(key)


@pytest.mark.parametrize("key", KEYS)
def test_it_is_as_long_as_a_town_hall_can_bear(key: str) -> None:
    matrices = [p.item for p in walk(instrument(key)) if isinstance(p.item, Group)]
    in_matrices = sum(len(group.items) - 1 for group in matrices if group.is_matrix)
    core = [question for question in asked(key) if question.is_core]

    assert 40 <= len(asked(key)) - in_matrices <= 60
    assert 7 <= len(sections(instrument(key))) <= 9
    assert 10 <= len(core) <= 14
    assert len(core) * _SECONDS <= _LONGEST_CORE
    assert all(section.minutes for section in instrument(key).items if isinstance(section, Group))


@pytest.mark.parametrize("key", KEYS)
def test_every_required_question_says_why_and_is_on_the_short_path(key: str) -> None:
    required = [question for question in asked(key) if question.required]

    assert 5 <= len(required) <= 10
    assert [q.name for q in required if not (q.guidance and q.required_message)] == []
    # What is only asked after another answer is not on everybody's path.
    always = {q.name for q in required if not q.relevant} - {"offer_name", "procedure_name"}
    assert always <= {q.name for q in asked(key) if q.is_core}


@pytest.mark.parametrize("key", KEYS)
def test_every_question_says_who_sees_the_answer(key: str) -> None:
    by_class = Counter(question.visibility for question in asked(key))

    assert set(by_class) == set(Visibility)
    personal = [q.name for q in asked(key) if q.visibility is Visibility.PERSONAL]
    assert personal == ["contact_name", "contact_email", "contact_consent"]
    sums = [q for q in asked(key) if q.visibility is Visibility.AGGREGATE]
    assert [q.name for q in sums if q.min_cell is None or q.min_cell < 3] == []


@pytest.mark.parametrize("key", KEYS)
def test_everything_is_said_in_both_languages(key: str) -> None:
    def halves(item: Item) -> Iterator[str]:
        for words in (item.label, item.hint):
            if words and set(words) != {"de", "en"}:
                yield item.name
        if isinstance(item, Question):
            for words in (item.guidance, item.required_message, item.constraint_message):
                if words and set(words) != {"de", "en"}:
                    yield item.name

    assert [name for placed in walk(instrument(key)) for name in halves(placed.item)] == []
    for choices in instrument(key).choice_lists.values():
        assert [c.code for c in choices if set(c.label) != {"de", "en"}] == []


@pytest.mark.parametrize("key", KEYS)
def test_who_may_not_know_can_say_so(key: str) -> None:
    known_by_all = {"unit_of_reference", "district", "municipality", "obstacle", "area", "naming"}
    for name, choices in instrument(key).choice_lists.items():
        codes = [choice.code for choice in choices]
        assert len(set(codes)) == len(codes), name
        assert ("unknown" in codes) == (name not in known_by_all), name


def test_rows_fit_their_files() -> None:
    named = {
        f"submissions/{row['survey']}/{row['wave']}/{row['organisation']}-{row['number']}.json": row
        for row in rows("submissions")
    }

    assert [path.relative_to(EXAMPLE).as_posix() for path in submissions()] == sorted(named)
    for name, row in named.items():
        raw = (EXAMPLE / name).read_bytes()
        assert hashlib.sha256(raw).hexdigest() == row["content_hash"]
        assert canonical(json.loads(raw)) == raw


def test_some_have_answered_and_one_will_not() -> None:
    states = Counter((row["survey"], row["state"]) for row in rows("participations"))

    assert states == {
        ("kommunen", "accepted"): 8,
        ("kommunen", "submitted"): 5,
        ("kommunen", "declined"): 1,
        ("kommunen", "planned"): 15,
        ("kreise", "accepted"): 6,
    }


@pytest.mark.parametrize("path", submissions(), ids=lambda path: path.stem)
def test_a_submission_is_a_possible_answer(path: Path) -> None:
    record = record_of(path)
    session = rxeval.Session(form(record["questionnaire"]), today=STORY_DAY)
    places = {row_id: number for r in record["rows"] for number, row_id in enumerate(r["ids"], 1)}
    for repeat in record["rows"]:
        for _further in repeat["ids"][1:]:  # one row is there
            session.add_row(f"/data{repeat['path']}")
    for answer in record["answers"]:
        session.set(_place(answer, places), _text(answer))
    done = session.recompute()

    assert (done["missing"], done["invalid"], done["failed"]) == ([], [], [])
    # A single row is named without its number.
    asked_now = {
        place.replace("[1]", "") for place, is_asked in done["relevant"].items() if is_asked
    }
    given = [_place(answer, places).replace("[1]", "") for answer in record["answers"]]
    assert set(given) <= asked_now


def _place(answer: dict[str, Any], places: dict[str, int]) -> str:
    head, _, name = f"/data{answer['path']}".rpartition("/")
    return f"{head}[{places[answer['rows'][0]]}]/{name}" if answer["rows"] else f"{head}/{name}"


def _text(answer: dict[str, Any]) -> str:
    if answer["path"].endswith("/partner"):
        return "51.7 8.7 0 0"
    value = answer["value"]
    return " ".join(value) if isinstance(value, list) else str(value)


@pytest.mark.parametrize("path", submissions(), ids=lambda path: path.stem)
def test_a_submission_chooses_what_is_offered(path: Path) -> None:
    record = record_of(path)
    of = instrument(record["questionnaire"])
    known = questions(of)
    given = {answer["path"].rpartition("/")[2]: answer["value"] for answer in record["answers"]}

    for answer in record["answers"]:
        question = known[answer["path"]].item
        assert isinstance(question, Question)
        assert to_json(from_json(question.kind, answer["value"])) == answer["value"]
        if question.kind in CHOOSING:
            codes = {choice.code for choice in of.choice_lists[question.choice_list]}
            chosen = answer["value"] if isinstance(answer["value"], list) else [answer["value"]]
            assert set(chosen) <= codes
    districts = {c.code: c.columns["district"] for c in of.choice_lists["municipality"]}
    themes = {choice.code: choice.columns["theme"] for choice in of.choice_lists["obstacle"]}
    assert set(given.get("fields_ranked", [])) <= set(given["fields_wanted"])
    assert {themes[code] for code in given["obstacles_named"]} <= set(given["obstacle_themes"])
    if "second_partner" in given:
        assert districts[given["second_partner"]] == given["second_district"]


def test_answers_name_nobody_and_mark_what_is_invented() -> None:
    for path in submissions():
        record = record_of(path)
        known = questions(instrument(record["questionnaire"]))
        for answer in record["answers"]:
            question = known[answer["path"]].item
            assert isinstance(question, Question)
            assert question.visibility is not Visibility.PERSONAL
            if question.kind == "text" and not question.code_list:
                assert "Beispiel" in answer["value"], path.name


def test_small_towns_have_fewer_hands() -> None:
    populations, hands = [], []
    for path in submissions():
        given = {a["path"].rpartition("/")[2]: a["value"] for a in record_of(path)["answers"]}
        if "population" in given:
            populations.append(given["population"])
            hands.append(float(given["digital_fte"]))
    by_size = [hand for _size, hand in sorted(zip(populations, hands, strict=True))]

    assert sum(by_size[:4]) < sum(by_size[-4:]) / 5
    assert max(by_size) == by_size[-1]


def test_all_was_handed_in_while_the_survey_was_open() -> None:
    waves = {row["survey"]: row for row in rows("waves")}
    for row in rows("submissions"):
        day = date.fromisoformat(row["handed_in_at"][:10])
        wave = waves[row["survey"]]
        assert date.fromisoformat(wave["opens_on"]) <= day <= date.fromisoformat(wave["closes_on"])
        assert day < date.fromisoformat(STORY_DAY)
