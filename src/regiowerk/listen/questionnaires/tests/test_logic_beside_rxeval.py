"""Random expressions put to another engine as well, within what both are meant to agree on."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime

import rxeval
from hypothesis import given, settings, strategies as st

from regiowerk.listen.questionnaires.domain.expressions import (
    Surroundings,
    evaluate,
    read_submission,
)

SUBMISSION = (
    "<data id='o'><a>4</a><b>2.5</b><t>north west</t><u>Bad Driburg</u><blank/>"
    "<r><x>1</x><n>one</n></r><r><x>7</x><n>two</n></r><r><x>3</x><n>three</n></r></data>"
)
TREE = read_submission(SUBMISSION.encode())
SURROUNDINGS = Surroundings(date(2026, 3, 1), datetime(2026, 3, 1, tzinfo=UTC))

_NUMBERS = ["0", "1", "2.5", "10", "/data/a", "/data/b", "sum(/data/r/x)", "count(/data/r)"]
_TEXTS = ["'west'", "'a b'", "''", "/data/t", "/data/u", "'Bad'", "/data/r[x = 7]/n"]
LEAF_NUMBERS, LEAF_TEXTS = st.sampled_from(_NUMBERS), st.sampled_from(_TEXTS)


def _numbers(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    signs = st.sampled_from(["+", "-", "*", "div", "mod"])
    return st.one_of(
        st.builds("({} {} {})".format, inner, signs, inner),
        st.builds("{}({})".format, st.sampled_from(["int", "abs", "floor", "ceiling"]), inner),
        st.builds("if({} > {}, {}, {})".format, inner, inner, inner, inner),
        st.builds("string-length({})".format, TEXTS),
        st.builds("count-selected({})".format, LEAF_TEXTS),
        st.builds("count(/data/r[x > {}])".format, inner),
    )


TEXTS = st.recursive(
    LEAF_TEXTS,
    lambda inner: st.one_of(
        st.builds("concat({}, {})".format, inner, inner),
        st.builds("substring-before({}, ' ')".format, inner),
        st.builds("substring-after({}, ' ')".format, inner),
        st.builds("normalize-space({})".format, inner),
        st.builds("translate({}, 'ab', 'BA')".format, inner),
        st.builds("coalesce({}, {})".format, inner, inner),
        st.builds("substr({}, 1, 4)".format, inner),
        st.builds("concat({}, join('-', /data/r/n))".format, inner),
        st.builds("selected-at({}, 1)".format, inner),
    ),
    max_leaves=4,
)
NUMBERS = st.recursive(LEAF_NUMBERS, _numbers, max_leaves=5)
TRUTHS = st.recursive(
    st.one_of(
        st.builds(
            "{} {} {}".format, NUMBERS, st.sampled_from(["=", "<", "<=", ">", ">="]), NUMBERS
        ),
        st.builds("selected({}, {})".format, LEAF_TEXTS, st.sampled_from(["'west'", "'wes'"])),
        st.builds("contains({}, {})".format, TEXTS, LEAF_TEXTS),
        st.builds("starts-with({}, {})".format, TEXTS, LEAF_TEXTS),
    ),
    lambda inner: st.one_of(
        st.builds("({} and {})".format, inner, inner),
        st.builds("({} or {})".format, inner, inner),
        st.builds("not({})".format, inner),
    ),
    max_leaves=4,
)


@settings(max_examples=200, deadline=None)
@given(st.one_of(NUMBERS.map("number({})".format), TEXTS.map("string({})".format), TRUTHS))
def test_both_engines_give_the_same(expression: str) -> None:
    ours = evaluate(expression, TREE, surroundings=SURROUNDINGS)
    other = rxeval.eval_expression(expression, SUBMISSION)
    if ours.type == "number":
        assert isinstance(ours.value, float)
        theirs = float(other)
        both_none = math.isnan(ours.value) and math.isnan(theirs)
        assert both_none or math.isclose(ours.value, theirs, rel_tol=1e-12)
    elif ours.type == "boolean":
        assert str(other).lower() == str(ours.value).lower()
    else:
        assert str(other) == ours.value
