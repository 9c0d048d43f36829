from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import given, strategies as st

from regiowerk.listen.questionnaires.domain.answers import Field, Upload
from regiowerk.listen.questionnaires.domain.columns import (
    Column,
    cells,
    columns_of,
    harmless,
    in_csv,
    lines_of,
    tables_of,
    value_labels,
)
from regiowerk.listen.questionnaires.domain.instrument import (
    Choice,
    Group,
    Instrument,
    Kind,
    Question,
    Repeat,
)

THINGS = (Choice("a", {"de": "Akte", "en": "File"}), Choice("b-1", {"de": "Brief"}))
INSTRUMENT = Instrument(
    "probe",
    {"de": "Probe"},
    (
        Question("hello", Kind.NOTE, {"de": "Guten Tag"}),
        Group(
            "depth",
            (
                Question("one", Kind.SELECT_ONE, {"de": "Eins"}, choice_list="things"),
                Question("name", Kind.TEXT, {"de": "Name"}),
            ),
            {"de": "Wie weit?"},
            appearance="matrix",
        ),
        Question("many", Kind.SELECT_MULTIPLE, {"de": "Was?", "en": "What?"}, choice_list="things"),
        Question("best", Kind.RANK, {"de": "Was zuerst?"}, choice_list="things"),
        Question("Many__A", Kind.INTEGER, {"de": "Zahl"}),
        Repeat(
            "offices",
            (
                Question("name", Kind.TEXT, {"de": "Amt"}),
                Repeat("people", (Question("posts", Kind.DECIMAL),)),
            ),
        ),
        Question("paper", Kind.FILE),
        Question("agreed", Kind.ACKNOWLEDGE),
    ),
    choice_lists={"things": THINGS},
)


def test_every_answer_has_a_column_named_after_its_question():
    assert [(column.name, column.label, column.table) for column in columns_of(INSTRUMENT)] == [
        ("one", "Wie weit? - Eins", ""),
        ("depth__name", "Wie weit? - Name", ""),
        ("many__a", "Was?: Akte", ""),
        ("many__b_1", "Was?: Brief", ""),
        ("best__1", "Was zuerst?: 1", ""),
        ("best__2", "Was zuerst?: 2", ""),
        ("Many__A_2", "Zahl", ""),
        ("offices__name", "Amt", "/offices"),
        ("posts", "posts", "/offices/people"),
        ("paper", "paper", ""),
        ("agreed", "agreed", ""),
    ]


def test_a_reworded_question_keeps_its_columns():
    before = {(column.path, column.code): column.name for column in columns_of(INSTRUMENT)}

    assert {(c.path, c.code): c.name for c in columns_of(INSTRUMENT, "en")} == before


def test_each_repeat_has_a_table_of_its_own():
    tables = tables_of(INSTRUMENT)

    assert [(table.name, table.repeats, len(table.columns)) for table in tables] == [
        ("", (), 9),
        ("offices", ("/offices",), 1),
        ("people", ("/offices", "/offices/people"), 1),
    ]


def test_a_table_has_a_line_for_every_row():
    rows = {
        Field("/offices"): ("r1", "r2"),
        Field("/offices/people", ("r1",)): ("p1",),
        Field("/offices/people", ("r2",)): ("p2", "p3"),
    }

    assert [list(lines_of(table, rows)) for table in tables_of(INSTRUMENT)] == [
        [()],
        [("r1",), ("r2",)],
        [("r1", "p1"), ("r2", "p2"), ("r2", "p3")],
    ]


def test_cells_hold_what_was_answered():
    answers = {
        Field("/depth/one"): "a",
        Field("/many"): ("b-1",),
        Field("/best"): ("b-1",),
        Field("/offices/name", ("r1",)): "Bauamt",
        Field("/paper"): Upload("plan.pdf", "application/pdf", 12, "0" * 64),
        Field("/agreed"): True,
    }
    line = {column.name: cells(column, answers) for column in columns_of(INSTRUMENT)}
    inside = next(c for c in columns_of(INSTRUMENT) if c.name == "offices__name")

    assert (line, cells(inside, answers, ("r1",))) == (
        {
            "one": "a",
            "depth__name": None,
            "many__a": 0,
            "many__b_1": 1,
            "best__1": "b-1",
            "best__2": None,
            "Many__A_2": None,
            "offices__name": None,
            "posts": None,
            "paper": "plan.pdf",
            "agreed": 1,
        },
        "Bauamt",
    )


def test_codes_are_explained_in_a_language():
    one, _name, many, *_rest = columns_of(INSTRUMENT)

    assert (value_labels(one, INSTRUMENT, "en"), value_labels(many, INSTRUMENT)) == (
        {"a": "File", "b-1": "Brief"},
        {},
    )


def test_a_list_that_is_not_known_gives_one_column():
    question = Question("towns", Kind.SELECT_MULTIPLE, choice_list="towns.csv")
    (column,) = columns_of(Instrument("probe", {}, (question,)))

    assert (column, cells(column, {Field("/towns"): ("x", "y")})) == (
        Column("towns", "towns", "/towns", Kind.SELECT_MULTIPLE),
        "x y",
    )


def test_formulas_are_harmless_and_numbers_stay_numbers():
    given_cells = ["=1+1", "+49 5251", "-", "@home", "\t=1", "Text", -5, Decimal("-1.50"), None]

    assert [in_csv(cell) for cell in [*given_cells, date(2022, 1, 24)]] == [
        "'=1+1",
        "'+49 5251",
        "'-",
        "'@home",
        "'\t=1",
        "Text",
        "-5",
        "-1.50",
        "",
        "2022-01-24",
    ]


@given(st.text())
def test_no_text_begins_like_a_formula(text):
    assert not str(harmless(text)).startswith(("=", "+", "-", "@", "\t", "\r"))


@given(st.lists(st.text("aA_-.1ä", min_size=1, max_size=4), max_size=8, unique=True))
def test_names_differ_whatever_questions_are_called(names):
    instrument = Instrument("x", {}, tuple(Question(name, Kind.TEXT) for name in names))
    found = [column.name.casefold() for column in columns_of(instrument)]

    assert (len(set(found)), all(name.isascii() for name in found)) == (len(names), True)
