from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings as django_settings
from hypothesis import HealthCheck, given, settings, strategies as st
from pyxform.xls2xform import convert

from regiowerk.ground.journal.domain.frozen import canonical
from regiowerk.listen.questionnaires.documents.xlsform import (
    read_workbook,
    write_template,
    write_workbook,
)
from regiowerk.listen.questionnaires.domain.instrument import (
    Choice,
    Group,
    Instrument,
    Kind,
    Prefill,
    Question,
    Repeat,
    SignOff,
    Visibility,
)
from regiowerk.listen.questionnaires.domain.storage import instrument_from, plain
from regiowerk.listen.questionnaires.tests.factories import SMALL
from regiowerk.listen.questionnaires.tests.workbooks import HEAD, a_workbook, asking

EXAMPLES = Path(__file__).parents[5] / "examples/paderborn/questionnaires"

letters = st.characters(codec="utf-8", categories=["L", "N", "P", "So"], exclude_characters="=+-@_")
texts = st.text(letters, min_size=1, max_size=20).map(str.strip).filter(bool)
words = st.fixed_dictionaries({"de": texts, "en": texts})
MAYBE = st.none() | words


@st.composite
def questions(draw, name: str) -> Question:
    kind = draw(st.sampled_from(list(Kind)))
    chooses = kind in {Kind.SELECT_ONE, Kind.SELECT_MULTIPLE, Kind.RANK}
    return Question(
        name,
        kind,
        label=draw(words),
        hint=draw(MAYBE) or {},
        guidance=draw(MAYBE) or {},
        relevant=draw(st.sampled_from(["", "1 = 1"])),
        required=draw(st.sampled_from(["", "true()", "2 > 1"])),
        calculation="1 + 1" if kind is Kind.CALCULATE else "",
        choice_list="liste" if chooses else "",
        allows_other=chooses and draw(st.booleans()),
        parameters={"start": "0", "end": "10", "step": "1"} if kind is Kind.RANGE else {},
        visibility=draw(st.sampled_from([None, *Visibility])),
        min_cell=draw(st.none() | st.integers(1, 20)),
        sign_off=draw(st.sampled_from(list(SignOff))),
        unit=draw(st.just("") | texts),
        prefill=draw(st.sampled_from([None, *Prefill])),
        is_core=draw(st.booleans()),
        disabled=draw(st.sampled_from([{}, {"relevant": "Q1.shown == 1"}])),
        kept=draw(st.sampled_from([{}, {"farbe": "rot"}, {"relevant": "x"}])),
    )


@st.composite
def instruments(draw) -> Instrument:
    sections = []
    for position in range(draw(st.integers(1, 3))):
        items = tuple(
            draw(questions(f"q{position}_{number}")) for number in range(draw(st.integers(1, 4)))
        )
        make = draw(st.sampled_from([Group, Repeat]))
        minutes = draw(st.none() | st.integers(1, 60))
        sections.append(make(f"s{position}", items, label=draw(words), minutes=minutes))
    asked = Question("sicher", Kind.TEXT, draw(words), visibility=Visibility.REGION)
    return Instrument(
        "bogen",
        draw(words),
        (*sections, asked),
        {"liste": (Choice("a", draw(words), {"kreis": "1"}), Choice("other", draw(words)))},
        ("de", "en"),
        "de",
        {"version": "3"},
    )


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(instruments())
def test_what_is_written_is_read_again(instrument):
    reading = read_workbook(write_workbook(instrument), "bogen.xlsx")

    assert [f for f in reading.findings if f.level == "error"] == []
    assert reading.instrument is not None
    assert canonical(plain(reading.instrument)) == canonical(plain(instrument))


def test_the_same_instrument_gives_the_same_bytes():
    assert write_workbook(SMALL) == write_workbook(SMALL)


def test_pyxform_converts_what_is_written():
    assert "Kleiner Fragebogen" in convert(write_workbook(SMALL), file_type=".xlsx").xform


@pytest.mark.parametrize("key", ["kommunen", "kreise"])
def test_the_workbooks_of_the_example_are_the_versions_of_the_example(key):
    content = (EXAMPLES / f"{key}.xlsx").read_bytes()
    stored = (EXAMPLES / f"{key}-1.json").read_text()

    assert read_workbook(content, f"{key}.xlsx").instrument == instrument_from(stored)


def test_the_template_is_read_and_only_lacks_questions():
    readings = [
        read_workbook(write_template(code), "x.xlsx") for code, _n in django_settings.LANGUAGES
    ]

    assert [[f.kind for f in one.findings] for one in readings] == [["nothing-asked"]] * 2


def test_emoji_and_text_from_right_to_left_stay():
    label = "🙂 مرحبا"
    reading = read_workbook(asking(("text", "a", label, "public")), "x.xlsx")

    assert reading.instrument.items[0].label == {"de": label}


def test_or_other_becomes_a_choice_and_a_question():
    choices = (("list_name", "name", "label"), ("l", "a", "A"))
    survey = (HEAD, ("select_multiple l or_other", "pick", "Was?", "public"))
    instrument = read_workbook(a_workbook(survey, choices), "x.xlsx").instrument

    text = Question(
        "pick_other",
        Kind.TEXT,
        {"de": "Bitte nennen"},
        relevant="selected(${pick}, 'other')",
        visibility=Visibility.PUBLIC,
    )
    assert instrument.items[1] == text
    assert [choice.code for choice in instrument.choice_lists["l"]] == ["a", "other"]


def test_lists_come_from_files():
    content = asking(("select_one_from_file orte.csv", "ort", "Ort", "public"))
    file = "name;label;kreis\nb;Brakel;Höxter\n".encode()
    reading = read_workbook(content, "x.xlsx", {"orte.csv": file})

    assert reading.instrument.choice_lists == {
        "orte.csv": (Choice("b", {"de": "Brakel"}, {"kreis": "Höxter"}),)
    }


def test_markdown_is_read():
    table = b"| survey |\n| | type | name | label |\n| | text | a | A |\n"
    reading = read_workbook(table, "x.md")

    assert reading.instrument.items == (Question("a", Kind.TEXT, {"de": "A"}),)
