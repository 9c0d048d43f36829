from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, strategies as st

from regiowerk.listen.questionnaires.domain.answers import Field, Upload, Value
from regiowerk.listen.questionnaires.domain.inputs import (
    LARGEST_FILE,
    Unreadable,
    UnreadableAnswerError,
    day_text,
    field_of,
    name_of,
    number_text,
    read,
    sent,
)
from regiowerk.listen.questionnaires.domain.instrument import Choice, Kind, Question

COLOURS = tuple(Choice(code, {"de": code}) for code in ("red", "green", "blue"))
PAPER = Upload("Haushalt.pdf", "application/pdf", 1_024, "0" * 64)
STEPS = st.text(st.characters(exclude_characters="/", exclude_categories=["Cs"]), min_size=1)


def question(kind: Kind, **rest: object) -> Question:
    return Question("frage", kind, **rest)


def why(kind: Kind, *values: str, **rest: object) -> Unreadable:
    with pytest.raises(UnreadableAnswerError) as caught:
        read(question(kind, **rest), values, None, COLOURS if kind is Kind.SELECT_ONE else None)
    return caught.value.kind


def test_a_name_tells_the_place_of_an_answer():
    field = Field("/personal/stellen/zahl", ("r1", "r2"))

    assert name_of(field) == "q.personal.stellen.zahl~r1~r2"
    assert field_of("q.personal.stellen.zahl~r1~r2") == field


@given(st.lists(STEPS, min_size=1, max_size=4), st.lists(STEPS, max_size=3))
def test_every_field_has_a_name_of_its_own(steps: list[str], rows: list[str]):
    field = Field("".join(f"/{step}" for step in steps), tuple(rows))
    name = name_of(field)

    assert field_of(name) == field
    assert not set(name) & set(" \t\n\"'<>&")


@pytest.mark.parametrize(
    "name", ["", "q", "q.", "q..a", "q.a~", "x.a", "q.a/b", "q.%61", "q.a b", "base.q.a"]
)
def test_other_names_are_no_fields(name: str):
    with pytest.raises(ValueError, match="is no name of a field"):
        field_of(name)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", "12"),
        (" 12 ", "12"),
        ("1.234", "1234"),
        ("1.234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("1.234.567", "1234567"),
        ("1,234,567.89", "1234567.89"),
        ("1 234,5", "1234.5"),
        ("1\u202f234", "1234"),
        ("1'234.50", "1234.50"),
        ("12,5", "12.5"),
        ("12.5", "12.5"),
        ("0,125", "0.125"),
        ("0.125", "0.125"),
        ("1,234", "1.234"),
        ("-3,5", "-3.5"),
        ("\u22123,5", "-3.5"),
        ("+7", "7"),
        (",5", "0.5"),
        ("5,", "5"),
        ("1234.567", "1234.567"),
    ],
)
def test_numbers_are_read_as_germans_mean_them(text: str, number: str):
    assert read(question(Kind.DECIMAL), [text], None) == Decimal(number)


@pytest.mark.parametrize(("text", "number"), [("1,234", "1234"), ("1.234", "1.234")])
def test_one_separator_means_something_else_in_english(text: str, number: str):
    assert read(question(Kind.DECIMAL), [text], None, language="en") == Decimal(number)


@pytest.mark.parametrize(
    "text",
    ["zwölf", "1.2.3", "1,2,3", "12.34.567", "1.234,5,6", "1e5", "NaN", "∞", "--1", "9" * 60, "."],
)
def test_what_is_no_number_is_not_guessed(text: str):
    assert why(Kind.DECIMAL, text) == Unreadable.NO_NUMBER


def test_whole_numbers_have_no_places():
    assert read(question(Kind.INTEGER), ["1.200,0"], None) == 1_200
    assert why(Kind.INTEGER, "1,5") == Unreadable.NO_WHOLE_NUMBER


@pytest.mark.parametrize(
    "text", ["24.01.2022", "24.1.2022", "24. 1. 2022", "24/1/2022", "2022-01-24", " 2022-01-24 "]
)
def test_days_are_read_as_people_type_them(text: str):
    assert read(question(Kind.DATE), [text], None) == date(2022, 1, 24)


@pytest.mark.parametrize("text", ["31.02.2022", "24.01.22", "Januar", "0.0.0000", "2022"])
def test_other_texts_are_no_days(text: str):
    assert why(Kind.DATE, text) == Unreadable.NO_DATE


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("  zwei\r\nZeilen ", "zwei\nZeilen"),
        ("a\0b", "ab"),
        ("👩‍💻 ✓", "👩‍💻 ✓"),
        ("שלום עולם", "שלום עולם"),
        (" \t\n ", None),
        ("", None),
        ("\0", None),
    ],
)
def test_texts_keep_every_character_somebody_sees(text: str, kept: str | None):
    assert read(question(Kind.TEXT), [text], None) == kept


def test_a_text_without_end_is_refused():
    assert why(Kind.TEXT, "x" * 20_000_000) == Unreadable.TOO_LONG


def test_only_codes_of_the_list_are_taken():
    assert read(question(Kind.SELECT_ONE), ["green"], None, COLOURS) == "green"
    assert why(Kind.SELECT_ONE, "pink") == Unreadable.NOT_IN_LIST
    assert why(Kind.SELECT_ONE, "red", "blue") == Unreadable.SEVERAL


def test_several_codes_stand_in_the_order_of_the_list():
    found = read(question(Kind.SELECT_MULTIPLE), ["blue", "red", "blue"], None, COLOURS)

    assert found == ("red", "blue")


def test_a_ranking_is_read_by_its_places():
    places = ["2=red", "", "1=blue", "=green"]

    assert read(question(Kind.RANK), places[:3], None, COLOURS) == ("blue", "red")
    assert why(Kind.RANK, "1=red", "1=blue") == Unreadable.PLACE_TWICE
    assert why(Kind.RANK, *places) == Unreadable.NOT_IN_LIST


def test_a_file_is_taken_kept_or_removed():
    asked = question(Kind.FILE)

    assert read(asked, [], PAPER) == PAPER
    assert read(asked, sent(asked, PAPER), None) == PAPER
    assert read(asked, [], None) is None
    assert why(Kind.FILE, '{"name": 1}') == Unreadable.NOT_IN_LIST


@pytest.mark.parametrize(
    ("parameters", "upload", "wrong"),
    [
        ({"accept": ".odt, .docx"}, PAPER, Unreadable.FILE_KIND),
        ({"max-size": "1000"}, PAPER, Unreadable.FILE_SIZE),
        ({}, Upload("a.pdf", "application/pdf", LARGEST_FILE + 1, "0" * 64), Unreadable.FILE_SIZE),
    ],
)
def test_files_nobody_asked_for_are_refused(
    parameters: dict[str, str], upload: Upload, wrong: Unreadable
):
    with pytest.raises(UnreadableAnswerError, match=wrong):
        read(question(Kind.FILE, parameters=parameters), [], upload)


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Kind.TEXT, "Straße 1"),
        (Kind.INTEGER, 151_864),
        (Kind.DECIMAL, Decimal("1.234")),
        (Kind.DECIMAL, Decimal("1234567.50")),
        (Kind.RANGE, Decimal("-0.5")),
        (Kind.DATE, date(2022, 1, 24)),
        (Kind.SELECT_ONE, "red"),
        (Kind.SELECT_MULTIPLE, ("red", "blue")),
        (Kind.RANK, ("blue", "red")),
        (Kind.ACKNOWLEDGE, True),
        (Kind.FILE, PAPER),
        (Kind.GEOPOINT, "ags-05774032"),
        (Kind.TEXT, None),
    ],
)
def test_what_was_shown_is_read_as_what_it_was(kind: Kind, value: Value, language: str):
    asked = question(kind)

    assert read(asked, sent(asked, value, language), None, language=language) == value


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3), st.sampled_from(["de", "en"]))
def test_every_number_is_read_as_it_was_written(number: Decimal, language: str):
    asked = question(Kind.DECIMAL)
    number = number % 10**12

    assert read(asked, sent(asked, number, language), None, language=language) == number


def test_numbers_and_days_are_shown_as_the_reader_writes_them():
    assert number_text(Decimal("1234.50"), "de", grouped=True) == "1.234,5"
    assert number_text(1_234, "en", grouped=True) == "1,234"
    assert (day_text(date(2022, 1, 4)), day_text(date(2022, 1, 4), "en")) == (
        "04.01.2022",
        "4 January 2022",
    )


@pytest.mark.parametrize(
    ("value", "grouped", "text"),
    [(12, False, "12"), (12000, True, "12.000"), (Decimal("12.50"), True, "12,5")],
)
def test_a_number_is_written_without_needless_places(value, grouped, text):
    assert number_text(value, grouped=grouped) == text
