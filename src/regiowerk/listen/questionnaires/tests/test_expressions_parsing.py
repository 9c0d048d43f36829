from __future__ import annotations

import pytest
from hypothesis import given, settings, strategies as st

from regiowerk.listen.questionnaires.domain.expressions import ExpressionError, parse, text_of
from regiowerk.listen.questionnaires.domain.expressions.tree import (
    ANY_NODE,
    Axis,
    Call,
    Chain,
    Expression,
    Filtered,
    Link,
    Negation,
    Number,
    Path,
    Reference,
    Root,
    Step,
    Text,
)

NAMES = st.sampled_from(["a", "age", "größe", "div", "and", "x-y", "last.one", "jr:b"])
SIGNS = [["or"], ["and"], ["=", "!="], ["<", "<=", ">", ">="], ["+", "-"], ["*", "div", "mod"]]


def _steps(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[tuple[Step, ...]]:
    predicates = st.lists(inner, max_size=2).map(tuple)
    named = st.builds(
        Step, st.sampled_from([Axis.CHILD, Axis.ATTRIBUTE, Axis.SELF]), NAMES, predicates
    )
    plain = st.builds(Step, st.sampled_from([Axis.SELF, Axis.PARENT]), st.just(ANY_NODE))
    return st.lists(named | plain, min_size=1, max_size=3).map(tuple)


def _chains(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    def chain(signs: list[str]) -> st.SearchStrategy[Expression]:
        links = st.lists(
            st.builds(Link, st.sampled_from(signs), inner.filter(lambda e: _other_rank(e, signs))),
            min_size=1,
            max_size=3,
        )
        first = inner.filter(lambda e: _other_rank(e, signs))
        return st.builds(Chain, first, links.map(tuple))

    return st.sampled_from(SIGNS).flatmap(chain)


def _other_rank(expression: Expression, signs: list[str]) -> bool:
    return not (isinstance(expression, Chain) and expression.links[0].operator in signs)


def _deeper(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    arguments = st.lists(inner, max_size=3).map(tuple)
    predicates = st.lists(inner, min_size=1, max_size=2).map(tuple)
    calls = st.builds(Call, st.sampled_from(["count", "jr:itext", "if"]), arguments)
    origins = st.none() | st.just(Root()) | calls | st.builds(Reference, NAMES)
    return st.one_of(
        calls,
        st.builds(Negation, inner),
        _chains(inner),
        st.builds(Path, origins, _steps(inner)),
        st.builds(Filtered, st.builds(Reference, NAMES) | calls, predicates),
    )


LEAVES: st.SearchStrategy[Expression] = st.one_of(
    st.builds(Number, st.floats(min_value=0, max_value=1e15)),
    st.builds(Text, st.text(st.characters(exclude_characters='"', codec="utf-8"), max_size=8)),
    st.builds(Reference, NAMES),
)
EXPRESSIONS = st.recursive(LEAVES, _deeper, max_leaves=12)


@given(EXPRESSIONS)
def test_what_is_printed_parses_to_the_same_tree(expression: Expression) -> None:
    assert parse(text_of(expression)) == expression


@settings(max_examples=400)
@given(st.text(max_size=60) | st.text("()[]/.@*$={}<>+-'\"1a ,:!|", max_size=60))
def test_any_text_parses_or_is_refused(text: str) -> None:
    kind = ""
    try:
        parse(text)
    except ExpressionError as problem:
        kind = problem.kind
    assert kind in {"", "syntax", "too-deep", "too-long", "unknown-axis"}


@pytest.mark.parametrize(
    ("text", "kind", "position"),
    [
        ("1 +", "syntax", 3),
        ("(1", "syntax", 2),
        ("'open", "syntax", 0),
        ("${}", "syntax", 0),
        ("a b", "syntax", 2),
        ("a/", "syntax", 2),
        ("1/a", "syntax", 1),
        ("", "syntax", 0),
        ("following::a", "unknown-axis", 0),
        ("#", "syntax", 0),
    ],
)
def test_a_fault_names_its_kind_and_place(text: str, kind: str, position: int) -> None:
    with pytest.raises(ExpressionError) as caught:
        parse(text)
    assert (caught.value.kind, caught.value.position) == (kind, position)


@pytest.mark.parametrize(
    "text", ["(" * 100_000, "(" * 5_000 + "1", "-" * 500 + "1", "a[" * 300, "not(" * 200 + "1"]
)
def test_deep_or_long_expressions_are_refused(text: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        parse(text)
    assert caught.value.kind in {"too-deep", "too-long"}


def test_operators_bind_as_in_xpath() -> None:
    assert text_of(parse("1+2*3=7 and not(false()) or -2 mod 3 < 1")) == (
        "1 + 2 * 3 = 7 and not(false()) or -2 mod 3 < 1"
    )
    assert parse("(1 + 2) + 3") != parse("1 + (2 + 3)")
    assert parse("8 - 4 - 2") == parse("8-4 -2")


def test_words_for_operators_may_be_names() -> None:
    assert text_of(parse("div div mod")) == "div div mod"
    assert text_of(parse("or/and[div]")) == "or/and[div]"
