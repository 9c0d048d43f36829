from __future__ import annotations

import time
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings, strategies as st

from regiowerk.listen.questionnaires.domain.expressions import (
    ExpressionValue,
    Surroundings,
    UnreadableXmlError,
    evaluate,
    read_submission,
    types_of_form,
)

SURROUNDINGS = Surroundings(date(2026, 3, 1), datetime(2026, 3, 1, tzinfo=UTC))
MANY = read_submission(b"<data>" + b"<r><x>1</x></r>" * 1_000 + b"</data>")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("count(//x[count(//x) > 0])", "too-many-steps"),
        ("count(/data/r[count(/data/r[x = 1]) > 0])", "too-many-steps"),
        ("//x != //x", "too-many-steps"),
        ("regex('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaac', '(a|aa)+b|(a*)*b')", "pattern-too-slow"),
        ("1" + " + 1" * 4_000, None),
        ("1 = 1" + " = 1" * 4_000, None),
        ("true()" + " and true()" * 1_500, None),
    ],
)  # fmt: skip
def test_hostile_expressions_end_soon(text: str, problem: str | None) -> None:
    started = time.process_time()
    found = evaluate(text, MANY, surroundings=SURROUNDINGS)
    assert time.process_time() - started < 10  # computing time; without budgets it never ends
    if problem:
        assert found == ExpressionValue("error", problem)


def test_texts_do_not_grow_without_end() -> None:
    text = "'0123456789'"
    for _ in range(6):
        text = f"concat({', '.join([text] * 10)})" if len(text) < 2_000 else f"join({text}, //x)"
    found = evaluate(text, MANY, surroundings=SURROUNDINGS)
    assert found in {
        ExpressionValue("error", "too-long"),
        ExpressionValue("error", "too-many-steps"),
    }


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["/data", "r", "x", ".", "..", "//", "@", "[", "]", "(", ")", ",", "1", "0", "-1", "'a'", "''", "+", "-", "*", "div", "mod", "=", "!=", "<", ">", "and", "or", "|", "count(", "sum(", "concat(", "join(", "not(", "if(", "substr(", "substring(", "round(", "regex(", "date(", "today(", "position(", "last(", "selected-at(", "format-date(", "random(", "pow(", "int(", "once(", "coalesce(", "${x}", "distance(", "area(", "translate(", "digest(", "decimal-time(", "checklist(", "randomize(", "current("]
        ),
        max_size=14,
    ).map(" ".join)
)  # fmt: skip
def test_no_text_makes_anything_else_than_a_value_or_an_error(text: str) -> None:
    found = evaluate(text, MANY, surroundings=SURROUNDINGS)
    assert found.type in {"number", "string", "boolean", "date", "nodeset", "error"}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<data>",
        b"no xml",
        b'<!DOCTYPE d [<!ENTITY a "b">]><d>&a;</d>',
        b'<!DOCTYPE d SYSTEM "file:///etc/passwd"><d/>',
        b"<a>" * 200 + b"</a>" * 200,
    ],
)
def test_unreadable_submissions_are_refused(content: bytes) -> None:
    with pytest.raises(UnreadableXmlError):
        read_submission(content)


def test_types_come_from_a_form() -> None:
    form = b"""<h:html xmlns:h="http://www.w3.org/1999/xhtml" xmlns="http://www.w3.org/2002/xforms">
    <h:head><model><bind nodeset="/data/n" type="xsd:int"/><bind nodeset="/data/t"/></model></h:head>
    </h:html>"""
    types = types_of_form(form)
    assert types == {"/data/n": "int", "/data/t": "string"}
    tree = read_submission(b"<data><n>007</n><t>007</t></data>", types)
    told = [
        evaluate(text, tree, surroundings=SURROUNDINGS).value for text in ["/data/n", "/data/t"]
    ]
    assert told == [("7",), ("007",)]
