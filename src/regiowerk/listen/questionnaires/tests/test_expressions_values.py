from __future__ import annotations

import math
from datetime import UTC, date, datetime

import pytest

from regiowerk.listen.questionnaires.domain.expressions import (
    ExpressionValue,
    Surroundings,
    evaluate,
    read_submission,
)

SURROUNDINGS = Surroundings(
    today=date(2026, 3, 1),
    now=datetime(2026, 3, 1, 13, 30, tzinfo=UTC),
    positions={"ags-1": (51.7, 8.7), "ags-2": (51.9, 8.4)},
    seed="seed",
)
TREE = read_submission(
    b"""<data id="survey"><town>Bad Lippspringe</town><empty/><number>12</number><half>0.5</half>
    <day>2026-02-28</day><chosen>bus train</chosen><text>1e3</text>
    <project><name>A</name><cost>10</cost></project>
    <project><name>B</name><cost/></project>
    <project><name>C</name><cost>5.5</cost></project></data>""",
    {"/data/number": "int", "/data/day": "date", "/data/project/cost": "decimal"},
)


def value(text: str) -> object:
    found = evaluate(text, TREE, surroundings=SURROUNDINGS)
    assert found.type != "error", found.value
    return found.value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 + 2 * 3 - 4 div 2", 5),
        ("10 mod 4", 2),
        ("-10 mod 4", -2),
        ("1 div 0", math.inf),
        ("-1 div 0", -math.inf),
        ("1 div 0 > 5", True),
        ("'12' + 1", 13),
        ("'1e3' + 0 = 1000", False),
        ("number(true())", 1),
        ("int('7.9')", 7),
        ("round(-1.5)", -1),
        ("round(2.5)", 3),
        ("round(2.345, 2)", 2.35),
        ("round(1250, -2)", 1300),
        ("floor(-1.5)", -2),
        ("ceiling(-1.5)", -1),
        ("abs(-2.5)", 2.5),
        ("pow(2, 0.5) = sqrt(2)", True),
        ("log10(1000)", 3),
        ("log(exp(2))", 2),
        ("round(sin(pi() div 2), 6)", 1),
        ("round(cos(pi()), 6)", -1),
        ("round(tan(0) + asin(0) + acos(1) + atan(0) + atan2(0, 1), 6)", 0),
        ("sum(/data/project/cost)", 15.5),
        ("min(/data/project/cost)", 5.5),
        ("max(/data/project/cost, 99)", 99),
        ("min(4, 2, 3)", 2),
    ],
)
def test_numbers(text: str, expected: float) -> None:
    assert value(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "0 div 0",
        "number('x')",
        "sqrt(-1)",
        "5 mod 0",
        "min('')",
        "log(-1)",
        "acos(2)",
        "pow(-8, 0.5)",
    ],
)
def test_what_is_no_number(text: str) -> None:
    found = value(text)
    assert isinstance(found, float)
    assert math.isnan(found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("string(0.1 + 0.2)", "0.30000000000000004"),
        ("string(1000000 * 1000000)", "1000000000000"),
        ("string(0.000001)", "0.000001"),
        ("string(1 div 0)", "Infinity"),
        ("concat('a', 1, true())", "a1true"),
        ("concat(/data/project/name, '!')", "ABC!"),
        ("join('; ', /data/project/name, 'D')", "A; B; C; D"),
        ("substr('abcdef', 1, 3)", "bc"),
        ("substr('abcdef', -2)", "ef"),
        ("substring('abcdef', 2, 3)", "bcd"),
        ("substring('abcdef', 0, 3)", "ab"),
        ("substring('abcdef', 1.5, 2.6)", "bcd"),
        ("substring-before('a=b', '=')", "a"),
        ("substring-after('a=b', '=')", "b"),
        ("substring-before('a', 'x')", ""),
        ("translate('2,5', ',', '.')", "2.5"),
        ("translate('aXbX', 'X', '')", "ab"),
        ("normalize-space('  a   b ')", "a b"),
        ("selected-at(/data/chosen, 1)", "train"),
        ("selected-at(/data/chosen, 7)", ""),
        ("if(/data/empty = '', 'none', 'some')", "none"),
        ("coalesce('', 'second')", "second"),
        ("digest('abc', 'MD5', 'hex')", "900150983cd24fb0d6963f7d28e17f72"),
        ("digest('abc', 'SHA-256')", "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0="),
        ("base64-decode('R3LDvMOfZQ==')", "Grüße"),
        ("base64-decode('!')", ""),
        ("format-date('2026-01-09', '%d.%m.%Y')", "09.01.2026"),
        ("format-date(/data/day, '%e. %b %y, %a')", "28. Feb 26, Sat"),
        ("format-date-time('2026-08-07T06:31:13.834-03:00', '%H:%M:%S.%3')", "06:31:13.834"),
        ("format-date('never', '%Y')", ""),
        ("string(date('2026-02-28'))", "2026-02-28"),
        ("string(date(20512))", "2026-02-28"),
        ("string(today())", "2026-03-01"),
    ],
)
def test_texts(text: str, expected: str) -> None:
    assert value(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("/data/number = '12'", True),
        ("/data/number = 12.0", True),
        ("/data/empty = 0", False),
        ("/data/empty != 0", True),
        ("/data/missing != 0", False),
        ("/data/project/cost = 10", True),
        ("/data/project/cost != 10", True),
        ("'a' < 'b'", False),
        ("'2026-01-31' < '2026-02-01'", True),
        ("/data/day < today()", True),
        ("/data/day = '2026-02-28'", True),
        ("today() - /data/day = 1", True),
        ("/data/day + 1 = today()", True),
        ("now() > today()", True),
        ("boolean(/data/empty)", False),
        ("boolean('0')", True),
        ("not(/data/town)", False),
        ("boolean-from-string('TRUE')", True),
        ("boolean-from-string('yes')", False),
        ("true() = 'yes'", True),
        ("contains(/data/town, 'Lipp')", True),
        ("starts-with('abc', 'b')", False),
        ("ends-with('abc', 'c')", True),
        ("selected(/data/chosen, 'bus')", True),
        ("selected(/data/chosen, 'bu')", False),
        ("selected(/data/empty, '')", True),
        ("regex('33098', '[0-9]{5}')", True),
        ("regex('x33098', '[0-9]{5}')", False),
        ("checklist(1, 2, true(), false(), 1)", True),
        ("checklist(-1, 1, true(), true())", False),
        ("weighted-checklist(3, -1, 1, 2, 1, 1)", True),
        ("false() or 1 < 2 and 2 < 3", True),
    ],
)
def test_truth(text: str, expected: bool) -> None:
    assert value(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("/data/@id", ("survey",)),
        ("/data/project[2]/name", ("B",)),
        ("/data/project[last()]/name", ("C",)),
        ("/data/project[position() > 1]/name", ("B", "C")),
        ("/data/project[cost > 5]/name", ("A", "C")),
        ("//name", ("A", "B", "C")),
        ("(//name)[2]", ("B",)),
        ("/data/project[name = 'B']/../town", ("Bad Lippspringe",)),
        ("/data/project/name | /data/town", ("A", "B", "C", "Bad Lippspringe")),
        ("/data/*[self::town]", ("Bad Lippspringe",)),
        ("current()/town", ("Bad Lippspringe",)),
        ("/data/nothing", ()),
        ("instance('none')/root/item", ()),
    ],
)
def test_paths(text: str, expected: tuple[str, ...]) -> None:
    assert value(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("count(/data/project)", 3),
        ("count(/data/project[cost = ''])", 1),
        ("count-non-empty(/data/project/cost)", 2),
        ("count-selected(/data/chosen)", 2),
        ("string-length(/data/town)", 15),
        ("position(/data/project[name = 'B'])", 2),
        ("decimal-time('12:00')", 0.5),
        ("decimal-date-time('1970-01-02T12:00:00Z')", 1.5),
        ("number('1970-01-11')", 10),
    ],
)
def test_counting(text: str, expected: float) -> None:
    assert value(text) == expected


def test_places_are_measured_on_a_sphere() -> None:
    way = "-23.5505 -46.6333 0 0;-23.5605 -46.6333 0 0"
    ring = "-1 -1 0 0;-1 1 0 0;1 1 0 0;1 -1 0 0"
    assert value(f"distance('{way}')") == pytest.approx(1113.1884, abs=1e-3)
    assert value(f"area('{ring}')") == pytest.approx(49_565_024_543.22, abs=0.01)
    assert value(f"area('{ring};-1 -1 0 0')") == value(f"area('{ring}')")
    assert value("distance('ags-1', 'ags-2')") == pytest.approx(30_400, rel=0.01)
    assert value("distance('51 8')") == 0
    assert value("area('51 8;51 9')") == 0


def test_chance_is_the_same_for_the_same_seed() -> None:
    other = Surroundings(SURROUNDINGS.today, SURROUNDINGS.now, seed="other")
    for text in ["random()", "uuid()", "uuid(8)", "randomize(//name)"]:
        first = evaluate(text, TREE, surroundings=SURROUNDINGS)
        assert first == evaluate(text, TREE, surroundings=SURROUNDINGS)
        if text != "randomize(//name)":
            assert first != evaluate(text, TREE, surroundings=other)
    assert sorted(value("randomize(//name, 7)")) == ["A", "B", "C"]  # type: ignore[call-overload]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("upper-case('a')", "unknown-function: function upper-case"),
        ("here()", "device-function: function here"),
        ("1 +", "syntax: found "),
        ("not()", "wrong-number-of-arguments: function not, given 0, least 1, most 1"),
        ("count-selected(1, 2)", "wrong-number-of-arguments: function count-selected, given 2, least 1, most 1"),
        ("regex('a', '(')", "bad-pattern"),
        ("('a')[1]", "no-nodes"),
    ],
)  # fmt: skip
def test_errors_are_told(text: str, problem: str) -> None:
    found = evaluate(text, TREE, surroundings=SURROUNDINGS)
    assert found == ExpressionValue("error", problem)
