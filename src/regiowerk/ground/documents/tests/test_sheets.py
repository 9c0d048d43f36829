from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook

from regiowerk.ground.documents.sheets import Sheet, write_xlsx

pytestmark = pytest.mark.documents

ROWS = [
    ("Adorf", 12345, Decimal("12.50"), date(2020, 12, 31), datetime(2022, 1, 24, 9, tzinfo=UTC)),
    ("Bdorf", None, 0.5, None, None),
]
HEADER = ("Kommune", "Einwohner", "Anteil", "Tag", "Erfasst")


def test_words_numbers_and_days_come_back_as_what_they_are():
    book = load_workbook(BytesIO(write_xlsx([Sheet("Kommunen", HEADER, ROWS)])))

    assert [[cell.value for cell in row] for row in book["Kommunen"]] == [
        list(HEADER),
        ["Adorf", 12345, 12.5, datetime(2020, 12, 31), datetime(2022, 1, 24, 9)],  # noqa: DTZ001
        ["Bdorf", None, 0.5, None, None],
    ]


@pytest.mark.parametrize(
    "words", ["=1+1", "+49 5251", "-3", "@SUM(A1)", "\t=1", "{=A1}", "https://example.org", "007"]
)
def test_words_are_never_read_as_a_formula_a_link_or_a_number(words: str):
    page = load_workbook(BytesIO(write_xlsx([Sheet("A", (words,), [(words,)], note=words)])))["A"]

    cells = [page["A1"], page["A2"], page["A4"]]
    assert [(cell.value, cell.data_type, cell.hyperlink) for cell in cells] == [
        (words, "s", None)
    ] * 3


def test_the_header_stays_in_sight_and_can_be_filtered():
    page = load_workbook(BytesIO(write_xlsx([Sheet("A", HEADER, ROWS)])))["A"]

    assert (page.freeze_panes, page.auto_filter.ref) == ("A2", "A1:E3")
    assert page["A1"].font.bold


def test_a_column_has_its_own_number_format():
    sheet = Sheet("A", ("Anteil",), [(0.125,)], formats={0: "0.0 %"}, note="Quelle: Statistik")
    page = load_workbook(BytesIO(write_xlsx([sheet])))["A"]

    assert (page["A2"].number_format, page["A4"].value) == ("0.0 %", "Quelle: Statistik")


def test_names_of_sheets_are_made_fit_and_told_apart():
    titles = ["Kreis: Ast/Busch [2020]", "x" * 40, "X" * 40, "", "'"]
    book = load_workbook(BytesIO(write_xlsx([Sheet(title, ("A",), []) for title in titles])))

    assert book.sheetnames == ["Kreis Ast Busch 2020", "x" * 31, f"{'X' * 27} 3", "4", "5"]


def test_the_same_tables_of_one_day_give_the_same_bytes():
    sheets = [Sheet("A", HEADER, ROWS)]

    assert write_xlsx(sheets, on=date(2022, 1, 24)) == write_xlsx(sheets, on=date(2022, 1, 24))
