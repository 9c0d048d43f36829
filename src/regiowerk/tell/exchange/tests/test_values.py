"""Reading and writing are inverse, for every kind of value and for whole tables."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import assume, example, given, settings, strategies as st

from regiowerk.ground.process.domain.keys import RESERVED
from regiowerk.tell.exchange.domain.columns import Row, Table, in_order
from regiowerk.tell.exchange.domain.faults import Faults
from regiowerk.tell.exchange.domain.reading import read_table
from regiowerk.tell.exchange.domain.tables import TABLES
from regiowerk.tell.exchange.domain.values import (
    Choice,
    Colour,
    Day,
    Digits,
    Integer,
    Key,
    MisreadError,
    Moment,
    Number,
    Sha256,
    Text,
    Truth,
    Value,
    ValueKind,
    Web,
    tidy,
)
from regiowerk.tell.exchange.domain.writing import write_table

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40).map(tidy).filter(bool)
KEYS = st.from_regex(r"[-a-zA-Z0-9_]{1,60}", fullmatch=True).filter(lambda k: k not in RESERVED)


def values_of(kind: ValueKind) -> st.SearchStrategy[Value]:
    """Any value a column of this kind may hold."""
    strategies: dict[type, st.SearchStrategy[Value]] = {
        Text: WORDS.map(lambda words: words[: getattr(kind, "longest", 0) or None].strip() or "x"),
        Web: KEYS.map(lambda key: f"https://example.org/{key}"),
        Key: KEYS,
        Digits: st.from_regex(rf"[0-9]{{{getattr(kind, 'count', 1)}}}", fullmatch=True),
        Sha256: st.from_regex(r"[0-9a-f]{64}", fullmatch=True),
        Colour: st.from_regex(r"#[0-9A-Fa-f]{6}", fullmatch=True),
        Choice: st.sampled_from(getattr(kind, "known", ("",))),
        Integer: st.integers(getattr(kind, "least", 0), getattr(kind, "most", 0)),
        Number: st.decimals(
            getattr(kind, "least", 0),
            getattr(kind, "most", 0),
            places=getattr(kind, "places", 0),
        ),
        Day: st.dates(),
        Moment: st.datetimes(timezones=st.just(UTC)),
        Truth: st.booleans(),
    }
    return strategies[type(kind)]


KINDS = [
    Text(),
    Text(40),
    Web(300),
    Key(),
    Digits(8),
    Sha256(),
    Colour(),
    Choice(("one", "two")),
    Integer(-5, 32_767),
    Number(5, -180, 180),
    Number(2, 0, 999_999_999_999),
    Day(),
    Moment(),
    Truth(),
]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: type(kind).__name__)
@settings(max_examples=50, deadline=None)
@given(data=st.data())
def test_what_is_written_is_read_again(kind: ValueKind, data: st.DataObject) -> None:
    value = data.draw(values_of(kind))

    assert kind.read(kind.write(value)) == value


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: type(kind).__name__)
@settings(max_examples=50, deadline=None)
@given(text=st.text(max_size=30).map(tidy).filter(bool))
def test_whatever_is_read_has_one_canonical_text(kind: ValueKind, text: str) -> None:
    with suppress(MisreadError):
        value = kind.read(text)
        assert kind.read(kind.write(value)) == value


@settings(deadline=None)
@given(text=st.text(max_size=60))
def test_tidy_text_stays_as_it_is(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
@settings(max_examples=10, deadline=None)
@given(data=st.data())
def test_a_table_that_is_written_is_read_again(table: Table, data: st.DataObject) -> None:
    row = st.fixed_dictionaries(
        {
            column.name: values_of(column.kind)
            if column.is_required
            else values_of(column.kind) | st.just(column.kind.none)
            for column in table.columns
        }
    )
    rows = tuple(Row(0, values) for values in data.draw(st.lists(row, max_size=4)))
    assume(all(any(v not in {None, ""} for v in row.values.values()) for row in rows))
    faults = Faults()

    read = read_table(table, table.path, write_table(table, rows), faults)

    assert faults.kept == ()
    assert read is not None
    assert [row.values for row in read] == [row.values for row in in_order(table, rows)]


@settings(deadline=None)
@example(content=b",")  # empty to people, a row of two cells to the reader
@given(content=st.binary(max_size=300))
def test_any_bytes_are_rows_or_faults(content: bytes) -> None:
    faults = Faults()

    rows = read_table(TABLES[0], "network.csv", content, faults)

    assert rows is not None or faults.count > 0


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("9110.00", "9110"),
        ("76.20", "76.2"),
        ("0.00", "0"),
        ("-0.00", "0"),
        ("100", "100"),
        ("1E+3", "1000"),
    ],
)
def test_a_number_has_one_text(number: str, text: str) -> None:
    assert Number(2, -10, 10_000).write(Decimal(number)) == text


def test_a_moment_is_written_in_utc() -> None:
    berlin = datetime(2021, 7, 9, 15, 30, tzinfo=timezone(timedelta(hours=2)))

    assert Moment().write(berlin) == "2021-07-09T13:30:00Z"
    assert Moment().read("2021-07-09T15:30:00+02:00") == berlin
