from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from regiowerk.listen.questionnaires.domain.answers import Field
from regiowerk.listen.questionnaires.domain.instrument import (
    Choice,
    Group,
    Instrument,
    Item,
    Kind,
    Question,
    Repeat,
)
from regiowerk.listen.questionnaires.domain.logic import (
    KINDS,
    Fault,
    LogicFaultsError,
    Sheet,
    Surroundings,
    faults_of,
    logic_of,
)

LISTS = {"towns": (Choice("pb", {"de": "Paderborn"}, {"state": "nw"}),)}
REPEAT = Repeat("r", (Question("x", Kind.INTEGER),))


def instrument(*items: Item) -> Instrument:
    return Instrument("survey", {"de": "Umfrage"}, items, LISTS)


def faults(expression: str) -> list[tuple[str, dict[str, str], int | None]]:
    items = (
        Question("n", Kind.INTEGER),
        REPEAT,
        Question("q", Kind.CALCULATE, calculation=expression),
    )
    found = faults_of(instrument(*items))
    return [(fault.kind, dict(fault.values), fault.position) for fault in found]


@pytest.mark.parametrize(
    ("expression", "kind", "values", "position"),
    [
        ("1 +", "syntax", {"found": ""}, 3),
        ("(1", "syntax", {"found": "", "expected": ")"}, 2),
        ("${nobody} + 1", "dangling-reference", {"name": "nobody"}, 0),
        ("/data/n/deeper", "dangling-reference", {"name": "deeper"}, 8),
        ("../../n", "dangling-reference", {"name": ".."}, 3),
        ("upper-case(${n})", "unknown-function", {"function": "upper-case"}, 0),
        ("1 + here()", "device-function", {"function": "here"}, 4),
        ("${last-saved#n}", "device-function", {"function": "last-saved#"}, 0),
        ("instance('none')/root/item", "unknown-list", {"name": "none"}, 0),
        ("instance('towns')/root/item/colour", "dangling-reference", {"name": "colour"}, 28),
        ("instance(${n})/root", "not-literal", {"function": "instance"}, 9),
        ("position(1)", "no-nodes", {}, 9),
        ("${q} + 1", "cycle", {"names": "q → q"}, None),
        ("regex(${n}, '[')", "bad-pattern", {"pattern": "["}, 12),
        ("preceding::n", "unknown-axis", {"axis": "preceding"}, 0),
        (
            "not()",
            "wrong-number-of-arguments",
            {"function": "not", "given": "0", "least": "1", "most": "1"},
            0,
        ),
    ],
)
def test_errors(expression: str, kind: str, values: dict[str, str], position: int | None) -> None:
    assert (kind, values, position) in faults(expression)
    assert set(KINDS[kind]) <= set(values)
    with pytest.raises(LogicFaultsError) as caught:
        logic_of(
            instrument(
                Question("n", Kind.INTEGER), Question("q", Kind.CALCULATE, calculation=expression)
            )
        )
    assert caught.value.faults[0].kind == kind


@pytest.mark.parametrize(
    ("expression", "rule"),
    [
        ("/data/r[2]/x", "positional-predicate"),
        ("${r}[last()]/x", "positional-predicate"),
        ("count(//x)", "any-depth"),
        ("substring('abc', 1)", "substring"),
        ("floor(${n})", "floor"),
        ("round(-1.5)", "half-rounding"),
        ("if(${x} = 1, 1, 2)", "repeated-comparison"),
        ("if(/data/r[x = 1]/x != 1, 1, 2)", "missing-comparison"),
        ("not(${n})", "blank-truth"),
        ("concat(${x}, '!')", "node-list-text"),
        ("area('1 1;2 2;3 1')", "area-of-text"),
        ("'a' < 'b'", "string-comparison"),
    ],
)
def test_doubts_are_no_errors(expression: str, rule: str) -> None:
    items = (
        Question("n", Kind.INTEGER),
        REPEAT,
        Question("q", Kind.CALCULATE, calculation=expression),
    )
    found = faults_of(instrument(*items))
    assert (rule, False) in [(fault.values["rule"], fault.is_error) for fault in found]
    assert logic_of(instrument(*items)).instrument.key == "survey"


def test_the_own_value_without_an_argument_is_doubtful() -> None:
    found = faults_of(instrument(Question("t", Kind.TEXT, constraint="normalize-space() != ''")))
    assert [(fault.values["rule"], fault.is_error) for fault in found] == [("own-value", False)]


def test_what_is_computed_cannot_be_counted() -> None:
    found = faults_of(
        instrument(Question("n", Kind.INTEGER), Question("t", Kind.TEXT, relevant="count(1) > 0"))
    )
    assert [(fault.kind, fault.is_error) for fault in found] == [("no-nodes", True)]


@pytest.mark.parametrize(
    ("pattern", "kinds"),
    [
        ("[0-9]{5}", ["unanchored-pattern"]),
        ("^[0-9]{5}", ["unanchored-pattern"]),
        ("^a|b$", ["unanchored-pattern"]),
        (r"^a\$", ["unanchored-pattern"]),
        ("^[0-9]{5}$", []),
        ("^(a|b)$", []),
        ("^[a|b]$", []),
        (".*x.*", []),
    ],
)
def test_patterns_that_browsers_read_differently(pattern: str, kinds: list[str]) -> None:
    assert [kind for kind, _, _ in faults(f"regex(${{n}}, '{pattern}')")] == kinds


def test_cycles_over_groups_and_relevance_are_found() -> None:
    found = faults_of(
        instrument(
            Question("a", Kind.TEXT, relevant="${b} = 1"),
            Group("g", (Question("b", Kind.CALCULATE, calculation="${c}"),)),
            Question("c", Kind.CALCULATE, calculation="${a}"),
            Question("free", Kind.CALCULATE, calculation="${a}"),
        )
    )
    assert found == (Fault("/a", "relevant", "cycle", {"names": "a → b → c → a"}, None, True),)


def test_a_group_may_not_depend_on_what_stands_in_it() -> None:
    group = Group("g", (Question("a", Kind.TEXT),), relevant="${a} = 1")
    assert [(fault.path, fault.kind) for fault in faults_of(instrument(group))] == [("/g", "cycle")]


def test_checks_make_no_cycle() -> None:
    items = (
        Question("a", Kind.INTEGER, constraint=". < ${b}"),
        Question("b", Kind.INTEGER, constraint=". > ${a}", required="${a} > 0"),
    )
    assert faults_of(instrument(*items)) == ()


def test_names_in_texts_and_filters_have_to_exist() -> None:
    found = faults_of(
        instrument(
            Question("a", Kind.TEXT, {"de": "Hallo ${nobody}"}),
            Question("t", Kind.SELECT_ONE, choice_list="towns", choice_filter="county = 'x'"),
        )
    )
    assert [(fault.path, fault.column, fault.values) for fault in found] == [
        ("/a", "label", {"name": "nobody"}),
        ("/t", "choice_filter", {"name": "county"}),
    ]


def test_a_name_used_twice_cannot_be_referred_to() -> None:
    found = faults_of(
        instrument(
            Group("g", (Question("a", Kind.TEXT),)),
            Group("h", (Question("a", Kind.TEXT),)),
            Question("q", Kind.CALCULATE, calculation="${a}"),
        )
    )
    assert [(fault.kind, fault.values) for fault in found] == [
        ("ambiguous-reference", {"name": "a"})
    ]


PIECES = [
    "${n}",
    "${x}",
    "${r}",
    "${q}",
    "${no}",
    "/data/",
    "/r/",
    "..",
    ".",
    "//",
    "[",
    "]",
    "(",
    ")",
    ",",
    "1",
    "-1",
    "'a'",
    "''",
    "+",
    "-",
    "*",
    "div",
    "=",
    "!=",
    "<",
    "and",
    "or",
    "|",
    "@id",
    "count(",
    "sum(",
    "not(",
    "if(",
    "regex(",
    "instance('towns')",
    "/root/item",
    "[name=",
    "jr:choice-name(",
    "position(",
    "indexed-repeat(",
    "pulldata(",
    "once(",
    "current()",
    "randomize(",
    "jr:itext(",
    "coalesce(",
    "concat(",
    "last()",
    "uuid(",
    "random(",
    "area(",
    "self::",
    "parent::",
    "child::",
    "node()",
    "here(",
    "selected(",
]


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.sampled_from(PIECES), max_size=10).map("".join) | st.text(max_size=30),
    st.sampled_from(
        ["relevant", "calculation", "constraint", "required", "choice_filter", "default"]
    ),
)
def test_any_text_in_any_column_is_a_fault_or_evaluates(text: str, column: str) -> None:
    rules: dict[str, Any] = {column: text}
    items = (
        Question("n", Kind.INTEGER),
        Repeat(
            "r",
            (
                Question("x", Kind.INTEGER),
                Question("q", Kind.SELECT_ONE, choice_list="towns", **rules),
            ),
        ),
    )
    surveyed = instrument(*items)
    errors = [fault for fault in faults_of(surveyed) if fault.is_error]
    assert {fault.kind for fault in errors} <= set(KINDS)
    if errors:
        with pytest.raises(LogicFaultsError):
            logic_of(surveyed)
        return
    surroundings = Surroundings(date(2026, 3, 1), datetime(2026, 3, 1, tzinfo=UTC))
    sheet = Sheet(logic_of(surveyed), {}, {Field("/r"): ("a", "b")}, surroundings)
    sheet.change(Field("/n"), 1)
    sheet.remove_row(Field("/r"), "a")
    assert sheet.state(Field("/n")).value == 1
    assert set(sheet.defaults()) <= set(sheet.fields())
