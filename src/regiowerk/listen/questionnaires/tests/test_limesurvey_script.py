from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given, strategies as st

from regiowerk.listen.questionnaires.documents.limesurvey.from_xpath import Spoken, script_of
from regiowerk.listen.questionnaires.documents.limesurvey.script import (
    DEEPEST,
    NotUnderstoodError,
    read,
)
from regiowerk.listen.questionnaires.documents.limesurvey.to_xpath import (
    Target,
    Variables,
    calculation,
    condition,
    literal,
)
from regiowerk.listen.questionnaires.domain.expressions.parser import parse

VARIABLES = Variables(
    {
        "Q1": Target("q1", codes=frozenset({"A1", "1"})),
        "Q2": Target("q2"),
        "Q3": Target("q3"),
        "M_SQ1": Target("m", choice="SQ1"),
        "482913X7X12SQ1": Target("m", choice="SQ1"),
    },
)
SPOKEN = {
    "q1": Spoken("Q1", codes={"A1": "A1", "1": "1", "other": "-oth-"}),
    "q2": Spoken("Q2"),
    "q3": Spoken("Q3"),
    "m": Spoken("", ticks={"SQ1": "M_SQ1"}),
}
# LimeSurvey's words, ours, and how ours are written back.
PAIRS = [
    ('Q1.NAOK == "A1"', "${q1} = 'A1'", 'Q1.NAOK == "A1"'),
    ("Q1 == 1", "${q1} = '1'", 'Q1.NAOK == "1"'),
    ("Q1.NAOK == '-oth-'", "${q1} = 'other'", 'Q1.NAOK == "-oth-"'),
    ("Q2.NAOK == 1", "${q2} = 1", "Q2.NAOK == 1"),
    ("3 < Q2", "${q2} > 3", "Q2.NAOK > 3"),
    ("Q2 ge .5", "${q2} >= 0.5", "Q2.NAOK >= 0.5"),
    ("is_empty(Q2.NAOK)", "${q2} = ''", "is_empty(Q2.NAOK)"),
    ("!is_empty(Q2.NAOK)", "${q2} != ''", "!is_empty(Q2.NAOK)"),
    ("Q2", "${q2} != ''", "!is_empty(Q2.NAOK)"),
    ('M_SQ1.NAOK == "Y"', "selected(${m}, 'SQ1')", 'M_SQ1.NAOK == "Y"'),
    ('M_SQ1.NAOK != "Y"', "not(selected(${m}, 'SQ1'))", 'M_SQ1.NAOK != "Y"'),
    ('482913X7X12SQ1 == "Y"', "selected(${m}, 'SQ1')", 'M_SQ1.NAOK == "Y"'),
    ("is_empty(M_SQ1)", "not(selected(${m}, 'SQ1'))", 'M_SQ1.NAOK != "Y"'),
    (
        "Q2 > 1 && (Q3 > 1 || Q3 < -1)",
        "${q2} > 1 and (${q3} > 1 or ${q3} < -1)",
        "Q2.NAOK > 1 and (Q3.NAOK > 1 or Q3.NAOK < -1)",
    ),
    ("!(Q2 > 1)", "not(${q2} > 1)", "!(Q2.NAOK > 1)"),
    ("Q2 &gt; 1", "${q2} > 1", "Q2.NAOK > 1"),
    (
        "(Q2 + Q3) * 2 - 1 >= Q3 / 4",
        "(${q2} + ${q3}) * 2 - 1 >= ${q3} div 4",
        "(Q2.NAOK + Q3.NAOK) * 2 - 1 >= Q3.NAOK / 4",
    ),
    (
        "sum(Q2, Q3) > 10",
        "coalesce(${q2}, 0) + coalesce(${q3}, 0) > 10",
        "sum(Q2.NAOK) + sum(Q3.NAOK) > 10",
    ),
    ("strlen(Q2) > 3", "string-length(${q2}) > 3", "strlen(Q2.NAOK) > 3"),
    ('regexMatch("/^a+$/", Q2)', "regex(${q2}, '^a+$')", 'regexMatch("/^a+$/", Q2.NAOK)'),
    ("0", "false()", "0"),
]


@pytest.mark.parametrize(("theirs", "ours", "_back"), PAIRS)
def test_conditions_are_translated(theirs, ours, _back):
    assert condition(theirs, VARIABLES) == ours


@pytest.mark.parametrize(("_theirs", "ours", "back"), PAIRS)
def test_conditions_are_translated_back(_theirs, ours, back):
    assert script_of(ours, SPOKEN) == back


@pytest.mark.parametrize(("theirs", "ours", "_back"), PAIRS)
def test_what_was_translated_is_an_expression(theirs, ours, _back):
    assert parse(condition(theirs, VARIABLES)) == parse(ours)


@pytest.mark.parametrize("always", ["", "1", " 1 "])
def test_always_is_no_condition(always):
    assert condition(always, VARIABLES) == ""


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("if(Q2 > 1, Q3, 0)", "if(${q2} > 1, ${q3}, 0)"),
        ("round(Q2)", "round(${q2}, 0)"),
        ('Q2 + " Euro"', "concat(${q2}, ' Euro')"),
        ("Q1.shown", "jr:choice-name(${q1}, '${q1}')"),
        ("-(Q2 + 1)", "-(${q2} + 1)"),
    ],
)
def test_values_are_translated(theirs, ours):
    assert calculation(theirs, VARIABLES) == ours


@pytest.mark.parametrize(
    "theirs",
    [
        "strpos(Q2, 'a') > 0",
        "Q9.NAOK == 1",
        "Q2.value > 1",
        "that.Q2.NAOK",
        "Q2 = 1",
        "Q2 == 1 == 1",
        "Q2 >",
        "(Q2 > 1",
        "Q2 > 1)",
        "M_SQ1 > 3",
        "regexMatch('/a/i', Q2)",
        "if(Q2, 1)",
        "Q2 % 2",
        "'open",
        "(" * (DEEPEST + 1) + "1" + ")" * (DEEPEST + 1),
        " or ".join(["Q2"] * 400),
        "Q2 > " + "1" * 5000,
    ],
)
def test_what_is_not_understood_is_not_guessed(theirs):
    with pytest.raises(NotUnderstoodError):
        condition(theirs, VARIABLES)


@pytest.mark.parametrize(
    "ours",
    ["today() > ${q2}", "${gone} = 1", "${q2} mod 2 = 0", "../q2 > 1", "${q2} =", "${m} = 1"],
)
def test_what_limesurvey_cannot_say_is_not_guessed(ours):
    with pytest.raises(NotUnderstoodError):
        script_of(ours, SPOKEN)


@given(st.text(max_size=60) | st.text("aA1.()!&|=<>'\"+-*/, ", max_size=40))
def test_any_text_is_read_or_refused(text):
    with suppress(NotUnderstoodError):
        assert read(text) is not None


@given(st.text("ab'\" ", max_size=12))
def test_every_text_can_be_quoted(text):
    assert parse(literal(text)) is not None


OPERANDS = st.sampled_from(["${q2}", "${q3}", "3", "0.5"])


@st.composite
def rules(draw) -> str:
    pieces = []
    for _ in range(draw(st.integers(1, 4))):
        sign = draw(st.sampled_from(["=", "!=", "<", "<=", ">", ">="]))
        sums = draw(st.sampled_from(["${q2}", "${q2} + ${q3}", "${q2} * 2 - ${q3}"]))
        pieces.append(f"{sums} {sign} {draw(OPERANDS)}")
    both, either = " and ".join(pieces), " or ".join(pieces)
    bracketed = f"({either}) and ${{q3}} > 1" if len(pieces) > 1 else both
    return draw(st.sampled_from([both, either, f"not({both})", bracketed]))


@given(rules())
def test_rules_come_back_as_they_went(rule):
    assert parse(condition(script_of(rule, SPOKEN), VARIABLES)) == parse(rule)
