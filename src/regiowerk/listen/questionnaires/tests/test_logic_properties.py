"""For any questionnaire and any edits: the same state as a new sheet; what is hidden stays unseen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from hypothesis import given, settings, strategies as st

from regiowerk.listen.questionnaires.domain.answers import Field, Value
from regiowerk.listen.questionnaires.domain.instrument import (
    Choice,
    Group,
    Instrument,
    Kind,
    Question,
    Repeat,
)
from regiowerk.listen.questionnaires.domain.logic import (
    FieldState,
    LogicFaultsError,
    Sheet,
    Surroundings,
    logic_of,
)
from regiowerk.listen.questionnaires.domain.logic.compiled import Logic

SURROUNDINGS = Surroundings(date(2026, 3, 1), datetime(2026, 3, 1, tzinfo=UTC))
CHOICES = tuple(Choice(code, {"de": code}, {"of": str(at % 2)}) for at, code in enumerate("uvwx"))
NAMES = ["a", "b", "c", "d", "e", "f", "x", "y", "z", "p", "q"]
ROWED = Field("/g/r")

NUMBERS = st.one_of(
    st.sampled_from([f"${{{name}}}" for name in NAMES]),
    st.sampled_from(["0", "1", "2", "sum(${x})", "count(${r})", "sum(${q})", "position(..)"]),
    st.sampled_from(["../a", "/data/g/r[x > 1]/y", "count(//p)", "indexed-repeat(${x}, ${r}, 1)"]),
    st.sampled_from(["${r}[1]/x", "/data/g/b", "../../b", "count(${s})", "max(${p}, 1)"]),
)
TERMS = st.recursive(
    NUMBERS,
    lambda inner: st.one_of(
        st.builds("({} {} {})".format, inner, st.sampled_from(["+", "*", "-", "div"]), inner),
        st.builds("coalesce({}, {})".format, inner, inner),
        st.builds("if({} > {}, {}, {})".format, inner, inner, inner, inner),
    ),
    max_leaves=3,
)
RULES = st.one_of(
    st.just(""),
    st.builds("{} {} {}".format, TERMS, st.sampled_from(["=", "!=", "<", ">="]), TERMS),
    st.builds("selected(${{e}}, '{}')".format, st.sampled_from("uv")),
)


@st.composite
def instruments(draw: st.DrawFn) -> Logic:
    """A questionnaire with groups, rows and rows in rows; rules that make circles are left out."""

    def question(name: str) -> Question:
        kind = draw(st.sampled_from([Kind.INTEGER, Kind.INTEGER, Kind.CALCULATE]))
        calculation = draw(TERMS) if kind is Kind.CALCULATE else ""
        checks = {"required": draw(RULES), "constraint": draw(RULES)}
        return Question(name, kind, calculation=calculation, relevant=draw(RULES), **checks)

    inner = Repeat("s", (question("p"), question("q")), relevant=draw(RULES))
    rows = Repeat("r", (question("x"), question("y"), question("z"), inner), relevant=draw(RULES))
    choice = Question(
        "e",
        Kind.SELECT_ONE,
        choice_list="l",
        choice_filter=draw(st.sampled_from(["", "of = ${a}"])),
    )
    items = (
        question("a"),
        Group("g", (question("b"), question("c"), rows), relevant=draw(RULES)),
        Group("h", (question("d"), choice), relevant=draw(RULES)),
        question("f"),
    )
    return _without_faults(Instrument("k", {"de": "t"}, items, {"l": CHOICES}))


def _without_faults(instrument: Instrument) -> Logic:
    for _ in range(100):
        try:
            return logic_of(instrument)
        except LogicFaultsError as refusal:
            bad = {(fault.path, fault.column) for fault in refusal.faults}
            instrument = Instrument(
                "k", {"de": "t"}, _cleared(instrument.items, "", bad), {"l": CHOICES}
            )
    raise AssertionError(instrument)


def _cleared(items, parent, bad):  # type: ignore[no-untyped-def]
    found = []
    for item in items:
        path = f"{parent}/{item.name}"
        values = {name: getattr(item, name) for name in item.__dataclass_fields__}
        values |= {column: "" for at, column in bad if at == path}
        if not isinstance(item, Question):
            values["items"] = _cleared(item.items, path, bad)
        found.append(type(item)(**values))
    return tuple(found)


@dataclass
class Filled:
    """Answers and rows kept beside a sheet, from which another can be made."""

    answers: dict[Field, Value] = field(default_factory=dict)
    rows: dict[Field, tuple[str, ...]] = field(default_factory=dict)

    def sheet(self, logic: Logic) -> Sheet:
        return Sheet(logic, self.answers, self.rows, SURROUNDINGS)


def states(sheet: Sheet) -> dict[Field, FieldState]:
    return {field: sheet.state(field) for field in sheet.fields()}


def edit(draw: st.DrawFn, sheet: Sheet, filled: Filled) -> tuple[Mapping[Field, FieldState], bool]:
    """One change by chance, to the sheet and to what is kept beside it."""
    repeats = [ROWED, *(Field("/g/r/s", (row,)) for row in sheet.rows_of(ROWED))]
    deed = draw(st.sampled_from(["answer"] * 4 + ["add", "remove"]))
    repeat = draw(st.sampled_from(repeats))
    ids = sheet.rows_of(repeat)
    if deed == "add":
        new = f"n{len(filled.rows)}{len(ids)}{draw(st.integers(0, 99))}"
        if new not in ids:
            filled.rows[repeat] = (*ids, new)
            return sheet.add_row(repeat, new).fields, True
    if deed == "remove" and ids:
        gone = draw(st.sampled_from(ids))
        filled.rows[repeat] = tuple(row for row in ids if row != gone)
        around = (*repeat.rows, gone)
        for kept in (filled.answers, filled.rows):
            for place in [key for key in kept if key.rows[: len(around)] == around]:
                del kept[place]  # type: ignore[attr-defined]
        return sheet.remove_row(repeat, gone).fields, True
    place = draw(st.sampled_from(list(sheet.fields())))
    numbers = st.none() | st.integers(0, 3)
    value = draw(st.sampled_from([None, *"uvwx"]) if place.path.endswith("/e") else numbers)
    filled.answers[place] = value
    return sheet.change(place, value).fields, False


@settings(max_examples=80, deadline=None)
@given(instruments(), st.data())
def test_any_edits_end_where_a_new_sheet_begins(logic: Logic, data: st.DataObject) -> None:
    filled = Filled(rows={ROWED: ("r1", "r2"), Field("/g/r/s", ("r1",)): ("s1",)})
    sheet = filled.sheet(logic)
    for _ in range(8):
        before = states(sheet)
        changed, is_row = edit(data.draw, sheet, filled)
        after = states(sheet)
        assert after == states(filled.sheet(logic))
        moved = {place: state for place, state in after.items() if before.get(place) != state}
        assert moved == changed or (is_row and moved.items() <= changed.items())


@settings(max_examples=50, deadline=None)
@given(instruments(), st.data())
def test_a_sheet_that_is_only_read_asks_and_holds_the_same(
    logic: Logic, data: st.DataObject
) -> None:
    filled = Filled(rows={ROWED: ("r1", "r2"), Field("/g/r/s", ("r2",)): ("s1",)})
    for place in filled.sheet(logic).fields():
        numbers = st.none() | st.integers(0, 3)
        filled.answers[place] = data.draw(st.just("u") if place.path.endswith("/e") else numbers)
    whole = filled.sheet(logic)
    read = Sheet(logic, filled.answers, filled.rows, SURROUNDINGS, is_judged=False)
    assert [
        (place, read.state(place).is_relevant, read.state(place).value) for place in read.fields()
    ] == [
        (place, whole.state(place).is_relevant, whole.state(place).value)
        for place in whole.fields()
    ]


@settings(max_examples=50, deadline=None)
@given(instruments(), st.data())
def test_what_is_not_relevant_changes_nothing(logic: Logic, data: st.DataObject) -> None:
    filled = Filled(rows={ROWED: ("r1", "r2"), Field("/g/r/s", ("r2",)): ("s1",)})
    sheet = filled.sheet(logic)
    for place in sheet.fields():
        numbers = st.none() | st.integers(0, 3)
        filled.answers[place] = data.draw(st.just("u") if place.path.endswith("/e") else numbers)
    full = filled.sheet(logic)
    hidden = [place for place in full.fields() if not full.state(place).is_relevant]
    for place in hidden:
        without = Filled({**filled.answers, place: None}, filled.rows)
        assert states(without.sheet(logic)) == states(full)
        assert full.state(place).value is None
