from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from regiowerk.listen.questionnaires.domain.answers import Field, Value
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
    Changes,
    FieldState,
    Problem,
    Sheet,
    Surroundings,
    logic_of,
)

SURROUNDINGS = Surroundings(date(2026, 3, 1), datetime(2026, 3, 1, 12, tzinfo=UTC), seed="s")
LISTS = {
    "states": (Choice("nw", {"de": "Nordrhein-Westfalen"}), Choice("he", {"de": "Hessen"})),
    "towns": (
        Choice("pb", {"de": "Paderborn"}, {"state": "nw", "size": "155"}),
        Choice("ks", {"de": "Kassel"}, {"state": "he", "size": "204"}),
    ),
}


def sheet_of(
    *items: Item,
    answers: dict[Field, Value] | None = None,
    rows: dict[Field, tuple[str, ...]] | None = None,
) -> Sheet:
    instrument = Instrument("survey", {"de": "Umfrage"}, items, LISTS)
    return Sheet(logic_of(instrument), answers or {}, rows or {}, SURROUNDINGS)


def calculated(expression: str, *items: Item, answers: dict[Field, Value] | None = None) -> Value:
    result = Question("result", Kind.CALCULATE, calculation=expression)
    return sheet_of(*items, result, answers=answers).state(Field("/result")).value


def test_an_answer_shows_what_depends_on_it_and_nothing_else() -> None:
    sheet = sheet_of(
        Question("has", Kind.TEXT),
        Question("what", Kind.TEXT, relevant="${has} = 'yes'", required="true()"),
        Question("other", Kind.TEXT),
    )
    assert sheet.change(Field("/has"), "yes") == Changes(
        fields={
            Field("/has"): FieldState("yes", True, False, False, None, ()),
            Field("/what"): FieldState(None, True, True, False, Problem.REQUIRED, ()),
        },
        groups={},
    )
    assert sheet.change(Field("/has"), "yes") == Changes({}, {})


def test_irrelevant_answers_are_kept_but_read_as_blank() -> None:
    sheet = sheet_of(
        Question("has", Kind.TEXT),
        Group("g", (Question("n", Kind.INTEGER),), relevant="${has} = 'yes'"),
        Question("double", Kind.CALCULATE, calculation="${n} * 2"),
        Question("not_five", Kind.CALCULATE, calculation="if(${n} != 5, 'yes', 'no')"),
        answers={Field("/g/n"): 5, Field("/has"): "no"},
    )
    assert sheet.state(Field("/g/n")) == FieldState(None, False, False, False, None, ())
    assert sheet.state(Field("/double")).value is None
    assert sheet.state(Field("/not_five")).value == "yes"
    assert not sheet.is_group_relevant(Field("/g"))

    changes = sheet.change(Field("/has"), "yes")
    assert changes.groups == {Field("/g"): True}
    assert {field.path: state.value for field, state in changes.fields.items()} == {
        "/has": "yes",
        "/g/n": 5,
        "/double": 10,
        "/not_five": "no",
    }


@pytest.mark.parametrize(
    ("question", "value", "problem"),
    [
        (Question("q", Kind.INTEGER, constraint=". >= 0 and . <= 100"), 101, Problem.CONSTRAINT),
        (Question("q", Kind.INTEGER, constraint=". >= 0"), None, None),
        (Question("q", Kind.INTEGER, required="true()"), None, Problem.REQUIRED),
        (Question("q", Kind.INTEGER, required="false()"), None, None),
        (Question("q", Kind.INTEGER), "12", Problem.NOT_POSSIBLE),
        (Question("q", Kind.INTEGER), 10**16, Problem.NOT_POSSIBLE),
        (Question("q", Kind.INTEGER), True, Problem.NOT_POSSIBLE),
        (Question("q", Kind.DECIMAL), Decimal("NaN"), Problem.NOT_POSSIBLE),
        (Question("q", Kind.TEXT), "x" * 20_001, Problem.NOT_POSSIBLE),
        (Question("q", Kind.DATE, constraint=". <= today()"), date(2026, 3, 1), None),
        (Question("q", Kind.DATE, constraint=". < today()"), date(2026, 3, 2), Problem.CONSTRAINT),
        (Question("q", Kind.DATE), "2026-03-01", Problem.NOT_POSSIBLE),
        (Question("q", Kind.SELECT_ONE, choice_list="towns"), "pb", None),
        (Question("q", Kind.SELECT_ONE, choice_list="towns"), "hx", Problem.NOT_OFFERED),
        (Question("q", Kind.SELECT_ONE, choice_list="none"), "pb", Problem.NOT_OFFERED),
        (Question("q", Kind.RANK, choice_list="towns"), ("ks", "pb"), None),
        (Question("q", Kind.RANK, choice_list="towns"), ("ks", "ks"), Problem.NOT_POSSIBLE),
        (Question("q", Kind.SELECT_MULTIPLE, choice_list="towns"), ("x",), Problem.NOT_OFFERED),
        (
            Question("q", Kind.SELECT_MULTIPLE, choice_list="towns", constraint="count-selected(.) < 2"),
            ("pb", "ks"),
            Problem.CONSTRAINT,
        ),
        (Question("q", Kind.RANGE, parameters={"start": "0", "end": "5"}), Decimal(5), None),
        (Question("q", Kind.RANGE, parameters={"end": "5"}), Decimal(6), Problem.NOT_POSSIBLE),
        (Question("q", Kind.RANGE, parameters={"step": "x"}), Decimal("1.5"), Problem.NOT_POSSIBLE),
        (Question("q", Kind.TEXT, constraint="regex(., '(a|aa)+')"), "a" * 40 + "b", Problem.NOT_COMPUTED),
        (Question("q", Kind.ACKNOWLEDGE, required="true()"), True, None),
    ],
)  # fmt: skip
def test_problems(question: Question, value: Value, problem: Problem | None) -> None:
    sheet = sheet_of(question)
    sheet.change(Field("/q"), value)
    assert sheet.state(Field("/q")).problem == problem


def test_a_choice_filter_offers_what_fits_and_refuses_the_rest() -> None:
    sheet = sheet_of(
        Question("state", Kind.SELECT_ONE, choice_list="states"),
        Question("town", Kind.SELECT_ONE, choice_list="towns", choice_filter="state = ${state}"),
        answers={Field("/state"): "nw", Field("/town"): "pb"},
    )
    assert sheet.state(Field("/town")).choices == ("pb",)
    sheet.change(Field("/state"), "he")
    found = sheet.state(Field("/town"))
    assert (found.choices, found.problem, found.value) == (("ks",), Problem.NOT_OFFERED, "pb")


def test_choices_by_chance_stay_the_same() -> None:
    question = Question("q", Kind.SELECT_ONE, choice_list="towns", parameters={"randomize": "true"})
    offered = sheet_of(question).state(Field("/q")).choices
    assert sorted(offered) == ["ks", "pb"]
    assert sheet_of(question).state(Field("/q")).choices == offered


ROWS = Repeat(
    "project",
    (
        Question("cost", Kind.DECIMAL),
        Question("share", Kind.CALCULATE, calculation="${cost} div ${all}"),
        Question("number", Kind.CALCULATE, calculation="position(..)"),
        Question("of", Kind.CALCULATE, calculation="count(${project})"),
    ),
)
ALL = Question("all", Kind.CALCULATE, calculation="sum(${cost})")
PROJECT = Field("/project")


def test_rows_come_and_go() -> None:
    sheet = sheet_of(
        ROWS, ALL, rows={PROJECT: ("a",)}, answers={Field("/project/cost", ("a",)): Decimal(30)}
    )
    assert sheet.state(Field("/project/share", ("a",))).value == 1
    changes = sheet.add_row(PROJECT, "b")
    assert changes.added == tuple(
        Field(f"/project/{name}", ("b",)) for name in ["cost", "share", "number", "of"]
    )
    sheet.change(Field("/project/cost", ("b",)), Decimal(10))
    assert sheet.state(Field("/all")).value == 40
    assert sheet.state(Field("/project/share", ("a",))).value == Decimal("0.75")
    assert sheet.state(Field("/project/of", ("a",))).value == 2
    assert sheet.rows_of(PROJECT) == ("a", "b")

    changes = sheet.remove_row(PROJECT, "a")
    assert {field.rows for field in changes.removed} == {("a",)}
    assert sheet.state(Field("/project/number", ("b",))).value == 1
    assert sheet.state(Field("/all")).value == 10
    with pytest.raises(KeyError):
        sheet.state(Field("/project/cost", ("a",)))


def test_rows_are_known_by_their_ids() -> None:
    sheet = sheet_of(ROWS, ALL, rows={PROJECT: ("a",)})
    with pytest.raises(ValueError, match="row a exists"):
        sheet.add_row(PROJECT, "a")
    with pytest.raises(KeyError):
        sheet.remove_row(PROJECT, "z")
    with pytest.raises(KeyError):
        sheet.add_row(Field("/all"), "a")
    with pytest.raises(KeyError):
        sheet.add_row(Field("/project", ("a",)), "b")
    with pytest.raises(KeyError):
        sheet.change(PROJECT, "x")


def test_nested_rows_read_their_own() -> None:
    inner = Repeat(
        "part", (Question("n", Kind.INTEGER), Question("up", Kind.CALCULATE, calculation="${name}"))
    )
    outer = Repeat(
        "unit",
        (
            Question("name", Kind.TEXT),
            inner,
            Question("total", Kind.CALCULATE, calculation="sum(${n})"),
        ),
    )
    rows = {
        Field("/unit"): ("u1", "u2"),
        Field("/unit/part", ("u1",)): ("p1", "p2"),
        Field("/unit/part", ("u2",)): ("p3",),
    }
    answers: dict[Field, Value] = {
        Field("/unit/name", ("u2",)): "second",
        Field("/unit/part/n", ("u1", "p1")): 1,
        Field("/unit/part/n", ("u1", "p2")): 2,
        Field("/unit/part/n", ("u2", "p3")): 4,
    }
    sheet = sheet_of(
        outer, Question("sum", Kind.CALCULATE, calculation="sum(${n})"), rows=rows, answers=answers
    )
    assert [sheet.state(Field("/unit/total", (unit,))).value for unit in ["u1", "u2"]] == [3, 4]
    assert sheet.state(Field("/unit/part/up", ("u2", "p3"))).value == "second"
    assert sheet.state(Field("/sum")).value == 7
    changes = sheet.change(Field("/unit/part/n", ("u1", "p1")), 5)
    assert set(changes.fields) == {
        Field("/unit/part/n", ("u1", "p1")),
        Field("/unit/total", ("u1",)),
        Field("/sum"),
    }


def test_a_repeat_that_is_not_relevant_hides_its_rows() -> None:
    repeat = Repeat("r", (Question("x", Kind.INTEGER),), relevant="${n} > 0", count="${n}")
    sheet = sheet_of(
        Question("n", Kind.INTEGER),
        repeat,
        Question("sum", Kind.CALCULATE, calculation="sum(${x})"),
        Question("rows", Kind.CALCULATE, calculation="count(${r})"),
        rows={Field("/r"): ("a",)},
        answers={Field("/r/x", ("a",)): 3, Field("/n"): 2},
    )
    assert (sheet.state(Field("/sum")).value, sheet.wanted_rows(Field("/r"))) == (3, 2)
    sheet.change(Field("/n"), 0)
    assert not sheet.is_group_relevant(Field("/r"))
    assert not sheet.is_group_relevant(Field("/r", ("a",)))
    assert [sheet.state(Field(path)).value for path in ["/sum", "/rows"]] == [0, 0]
    assert sheet.wanted_rows(Field("/r")) is None


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("/data/g/n + 1", 13),
        ("/survey/g/n + 1", 13),
        ("/g/n + 1", 13),
        ("../g/n", 12),
        ("current()/../g/n", 12),
        ("count(//n)", 1),
        ("1 div 0", None),
        ("0 div 0", None),
        ("1 div 3", Decimal("0.3333333333333333")),
        ("0.5", Decimal("0.5")),
        ("today()", date(2026, 3, 1)),
        ("1 = 1", "true"),
        ("jr:choice-name(${town}, '${town}')", "Paderborn"),
        ("jr:itext('/g/town:label')", "Stadt"),
        ("instance('towns')/root/item[name = ${town}]/size", "155"),
        ("count(instance('towns')/root/item[state = 'he'])", 1),
        ("pulldata('towns', 'size', 'name', ${town})", "155"),
        ("pulldata('towns', 'size', 'name', 'none')", None),
        ("join(' ', randomize(instance('towns')/root/item/name, 1)) != ''", "true"),
        ("selected(${town}, 'pb')", "true"),
        ("format-date(today(), '%a')", "So"),
    ],
)
def test_what_expressions_reach(expression: str, expected: Value) -> None:
    group = Group(
        "g",
        (
            Question("n", Kind.INTEGER),
            Question("town", Kind.SELECT_ONE, {"de": "Stadt"}, choice_list="towns"),
        ),
    )
    answers: dict[Field, Value] = {Field("/g/n"): 12, Field("/g/town"): "pb"}
    assert calculated(expression, group, answers=answers) == expected


def test_an_indexed_row_is_read_from_outside_and_inside() -> None:
    repeat = Repeat(
        "r",
        (
            Question("x", Kind.INTEGER),
            Question(
                "before", Kind.CALCULATE, calculation="indexed-repeat(${x}, ${r}, position(..) - 1)"
            ),
        ),
    )
    sheet = sheet_of(
        repeat,
        Question("second", Kind.CALCULATE, calculation="indexed-repeat(${x}, ${r}, 2)"),
        Question("named", Kind.CALCULATE, calculation="${r}[x = 2]/before"),
        rows={Field("/r"): ("a", "b", "c")},
        answers={Field("/r/x", (row,)): at for at, row in enumerate("abc", 1)},
    )
    assert sheet.state(Field("/second")).value == 2
    assert sheet.state(Field("/named")).value == 1
    assert [sheet.state(Field("/r/before", (row,))).value for row in "abc"] == [None, 1, 2]
    sheet.remove_row(Field("/r"), "a")
    assert [sheet.state(Field("/r/before", (row,))).value for row in "bc"] == [None, 2]


def test_once_keeps_the_first_value() -> None:
    sheet = sheet_of(
        Question("n", Kind.INTEGER),
        Question("first", Kind.CALCULATE, calculation="once(${n})"),
        answers={Field("/n"): 1},
    )
    sheet.change(Field("/n"), 2)
    assert sheet.state(Field("/first")).value == 1


def test_defaults_are_written_out_or_computed() -> None:
    sheet = sheet_of(
        Question("day", Kind.DATE, default="2026-01-31"),
        Question("now", Kind.DATE, default="today()"),
        Question("n", Kind.INTEGER, default="7"),
        Question("text", Kind.TEXT, default="a - b"),
        Question("copy", Kind.INTEGER, default="${n} + 1"),
        Question("many", Kind.SELECT_MULTIPLE, choice_list="towns", default="pb ks"),
        Question("given", Kind.INTEGER, default="3"),
        answers={Field("/given"): 9, Field("/n"): 4},
    )
    assert sheet.defaults() == {
        Field("/day"): date(2026, 1, 31),
        Field("/now"): date(2026, 3, 1),
        Field("/text"): "a - b",
        Field("/copy"): 5,
        Field("/many"): ("pb", "ks"),
    }


def test_texts_show_answers_as_people_read_them() -> None:
    sheet = sheet_of(
        Question("town", Kind.SELECT_MULTIPLE, choice_list="towns"),
        Question("cost", Kind.DECIMAL),
        Question("day", Kind.DATE),
        Question("empty", Kind.TEXT),
        answers={
            Field("/town"): ("pb", "ks"),
            Field("/cost"): Decimal("12.50"),
            Field("/day"): date(2026, 1, 31),
        },
    )
    words = {"de": "${town}: ${cost} am ${day}${empty} ${nobody}", "en": "${cost}, ${day}"}
    said = [sheet.say(words, Field("/town"), language) for language in ["de", "en"]]
    assert said == ["Paderborn, Kassel: 12,50 am 31.01.2026 ${nobody}", "12.50, 2026-01-31"]


def test_fields_stand_in_the_authors_order() -> None:
    sheet = sheet_of(Question("z", Kind.NOTE), ROWS, ALL, rows={PROJECT: ("b", "a")})
    assert [(field.path, field.rows) for field in sheet.fields() if "cost" in field.path] == [
        ("/project/cost", ("b",)),
        ("/project/cost", ("a",)),
    ]
    assert next(sheet.fields()) == Field("/z")
