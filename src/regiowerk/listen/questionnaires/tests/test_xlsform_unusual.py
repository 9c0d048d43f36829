"""Workbooks as they are found in the world: first words of the standard, lists in files, rows in rows."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from regiowerk.listen.questionnaires.documents.xlsform import read_workbook
from regiowerk.listen.questionnaires.domain.instrument import (
    Instrument,
    Kind,
    Prefill,
    Question,
    Repeat,
    walk,
)
from regiowerk.listen.questionnaires.domain.linting.kinds import Typed, type_of
from regiowerk.listen.questionnaires.domain.logic import logic_of
from regiowerk.listen.questionnaires.tests.workbooks import a_workbook, asking, books

ROWS = ("type", "name", "label", "calculation", "choice_filter", "repeat_count")
TOWNS = b"name,label,kreis,einwohner\nsal,Salzkotten,pb,25000\nbra,Brakel,hx,16000\n"


def read(content: bytes, attachments: Mapping[str, bytes] | None = None) -> Instrument:
    reading = read_workbook(content, "bogen.xlsx", attachments or {})
    errors = [finding for finding in reading.findings if finding.level == "error"]
    assert errors == []
    assert reading.instrument is not None
    return reading.instrument


def questions(instrument: Instrument) -> dict[str, Question]:
    return {
        placed.item.name: placed.item
        for placed in walk(instrument)
        if isinstance(placed.item, Question)
    }


@pytest.mark.parametrize(
    ("cell", "typed"),
    [
        ("add integer prompt", Typed(Kind.INTEGER)),
        ("q text", Typed(Kind.TEXT)),
        ("select one from ja_nein", Typed(Kind.SELECT_ONE, "ja_nein")),
        ("select multiple from ja_nein", Typed(Kind.SELECT_MULTIPLE, "ja_nein")),
        ("add select multiple prompt using dienste", Typed(Kind.SELECT_MULTIPLE, "dienste")),
        ("select all that apply from dienste or other", Typed(Kind.SELECT_MULTIPLE, "dienste", True)),
        ("q picture", Typed(Kind.FILE, stands_for="q picture")),
        ("time", Typed(Kind.TEXT, stands_for="time")),
        ("get today", "today"),
    ],
)  # fmt: skip
def test_types_of_the_first_years_and_of_devices(cell: str, typed: Typed | str) -> None:
    assert type_of(cell) == typed


def test_one_colon_before_a_language_and_german_words_for_yes() -> None:
    head = (
        "Type",
        "Name",
        "Label:German",
        "Label: English",
        "Constraint Message:German",
        "Required",
    )
    row = ("string", "s", "Amt", "Office", "Zu kurz", "WAHR")
    asked = questions(read(a_workbook((head, row))))["s"]
    assert asked.label == {"de": "Amt", "en": "Office"}
    assert (asked.constraint_message, asked.required) == ({"de": "Zu kurz"}, "true()")


def test_a_list_of_external_choices_is_filtered_like_any_other() -> None:
    content = books(
        survey=(
            ROWS,
            ("select_one kreis", "kreis", "Kreis?"),
            ("select_one_external gemeinde", "gemeinde", "Gemeinde?", "", "kreis=${kreis}"),
        ),
        choices=(
            ("list name", "name", "label"),
            ("kreis", "pb", "Paderborn"),
            ("kreis", "hx", "Höxter"),
        ),
        external_choices=(
            ("list_name", "name", "label", "kreis"),
            ("gemeinde", "bra", "Brakel", "hx"),
            ("gemeinde", "sal", "Salzkotten", "pb"),
        ),
    )
    instrument = read(content)
    assert [choice.code for choice in instrument.choice_lists["gemeinde"]] == ["bra", "sal"]
    assert logic_of(instrument).instrument == instrument


def test_a_file_of_choices_answers_pulldata_and_instance_under_its_own_name() -> None:
    content = a_workbook(
        (
            ROWS,
            ("select_one_from_file orte.csv", "ort", "Ort?"),
            ("calculate", "ew", "", "pulldata('orte', 'einwohner', 'name', ${ort})"),
            ("calculate", "wo", "", "instance('orte')/root/item[name = ${ort}]/kreis"),
        )
    )
    instrument = read(content, {"orte.csv": TOWNS, "nie.csv": TOWNS})
    assert list(instrument.choice_lists) == ["orte.csv"]
    assert {"orte", "orte.csv"} <= logic_of(instrument).instances.keys()


def test_a_file_that_only_expressions_name_is_taken_over_and_another_is_told() -> None:
    rows = (
        ROWS,
        ("text", "t", "T"),
        ("calculate", "ew", "", "pulldata('orte','label','name',${t})"),
    )
    reading = read_workbook(a_workbook(rows), "b.xlsx", {"orte.csv": TOWNS, "nie.csv": TOWNS})
    assert reading.instrument is not None
    assert list(reading.instrument.choice_lists) == ["orte.csv"]
    told = [
        (one.kind, one.sheet) for one in reading.findings if one.kind.startswith(("att", "list"))
    ]
    assert told == [("attachment-not-used", "nie.csv")]


def test_rows_in_rows_with_their_positions_and_sums() -> None:
    instrument = read(
        a_workbook(
            (
                ROWS,
                ("integer", "n", "Wie viele?"),
                ("begin repeat", "ort", "Standort", "", "", "${n}"),
                ("text", "name", "Name"),
                ("begin repeat", "raum", "Raum", "", "", "3"),
                ("decimal", "flaeche", "Fläche von ${name}"),
                ("calculate", "wo", "", "concat(position(../..), '.', position(..))"),
                ("calculate", "vor", "", "indexed-repeat(${name}, ${ort}, position(../..) - 1)"),
                ("end repeat",),
                ("calculate", "summe", "", "sum(${flaeche})"),
                ("end repeat",),
                ("calculate", "gesamt", "", "sum(${summe})"),
                ("note", "ende", "Zusammen ${gesamt}"),
            )
        )
    )
    repeats = [placed.item.name for placed in walk(instrument) if isinstance(placed.item, Repeat)]
    assert repeats == ["ort", "raum"]
    assert len(logic_of(instrument).entries) > 0


def test_what_an_app_remembers_is_the_answer_of_the_last_survey() -> None:
    content = asking(("text", "amt", "Amt?", "public", "${last-saved#amt}"), extra=["default"])
    asked = questions(read(content))["amt"]
    assert (asked.default, asked.prefill) == ("", Prefill.LAST_WAVE)


def test_a_hidden_question_computes_what_it_holds() -> None:
    content = asking(
        ("text", "a", "A", "public"), ("hidden", "h", None, None, "2026"), extra=["default"]
    )
    assert questions(read(content))["h"].calculation == '"2026"'


def test_easy_language_has_a_code_of_its_own() -> None:
    head = ("type", "name", "label::Deutsch", "label::Leichte Sprache")
    instrument = read(a_workbook((head, ("text", "a", "Was fehlt?", "Das fehlt")), settings={}))
    assert instrument.languages == ("de", "de-simple")
