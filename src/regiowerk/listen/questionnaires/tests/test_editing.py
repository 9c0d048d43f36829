from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from regiowerk.ground.process.domain.order import Direction
from regiowerk.listen.questionnaires.domain.editing.choices import (
    Wanted,
    moved_choice,
    with_choices,
)
from regiowerk.listen.questionnaires.domain.editing.conditions import (
    Clause,
    Condition,
    Join,
    Operator,
    UnfitValueError,
    can_be_picked,
    condition_of,
    expression_of,
    operators_for,
)
from regiowerk.listen.questionnaires.domain.editing.questions import (
    with_condition,
    with_new_question,
    with_question,
)
from regiowerk.listen.questionnaires.domain.editing.references import who_needs
from regiowerk.listen.questionnaires.domain.editing.refusals import (
    NoChoiceLeftError,
    NothingThereError,
    UsedElsewhereError,
)
from regiowerk.listen.questionnaires.domain.editing.tree import (
    item_at,
    moved,
    moved_to,
    new_name,
    removed,
)
from regiowerk.listen.questionnaires.domain.instrument import (
    Choice,
    Instrument,
    Kind,
    Question,
    walk,
)
from regiowerk.listen.questionnaires.tests.factories import SMALL

KINDS = {
    "one": Kind.SELECT_ONE,
    "many": Kind.SELECT_MULTIPLE,
    "number": Kind.DECIMAL,
    "day": Kind.DATE,
    "text": Kind.TEXT,
}


def paths(instrument: Instrument) -> list[str]:
    return [placed.path for placed in walk(instrument)]


def test_a_question_moves_among_its_siblings_only():
    up = moved(SMALL, "/today/services", Direction.UP)

    assert (paths(up), moved(up, "/today/services", Direction.UP) == up) == (
        ["/today", "/today/services", "/today/online", "/plans", "/plans/wish"],
        True,
    )


def test_moving_to_where_it_is_changes_nothing():
    assert moved_to(SMALL, "/today/services", "/today") == SMALL


def test_a_list_nobody_uses_goes_with_its_question():
    slim = removed(removed(SMALL, "/today/services"), "/today/online")

    assert (paths(slim), slim.choice_lists) == (["/today", "/plans", "/plans/wish"], {})


def test_a_question_that_is_needed_is_not_removed():
    with pytest.raises(UsedElsewhereError) as refusal:
        removed(SMALL, "/today/online")

    assert refusal.value.needed_by == ("/today/services",)


def test_texts_need_questions_too():
    said = with_question(SMALL, "/plans/wish", label={"de": "Bei ${services} Diensten?"})

    assert who_needs(said, "services") == ("/plans/wish",)


def test_what_is_not_there_cannot_be_changed():
    with pytest.raises(NothingThereError):
        item_at(SMALL, "/today/gone")


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Welche Software nutzen Sie?", "software_nutzen"),
        ("Wie groß ist das Büro?", "gross_buero"),
        ("Services", "services_2"),
        ("24 Stunden", "q_24_stunden"),
        ("Was?", "question"),
        (
            "Wie viele Einwohnerinnen und Einwohner hat Ihre Stadt heute",
            "einwohnerinnen_einwohner_stadt",
        ),
    ],
)
def test_a_new_question_is_named_after_its_telling_words(words, name):
    assert new_name(SMALL, words) == name


@given(st.text(max_size=80))
def test_a_new_name_is_always_a_name(words):
    assert new_name(SMALL, words).replace("_", "").isalnum()


def test_a_new_condition_replaces_a_rule_that_was_not_understood():
    broken = with_question(SMALL, "/plans/wish", disabled={"relevant": "x", "constraint": "y"})

    wish = item_at(with_condition(broken, "/plans/wish", "${online} = 'no'"), "/plans/wish")

    assert (wish.relevant, wish.disabled) == ("${online} = 'no'", {"constraint": "y"})


def test_new_questions_bring_their_answers():
    instrument, path = with_new_question(
        SMALL, "/plans", Kind.RANK, {"de": "Reihenfolge"}, ({"de": "Ja"}, {"de": "Ja"})
    )

    assert (path, instrument.choice_lists["reihenfolge"]) == (
        "/plans/reihenfolge",
        (Choice("ja", {"de": "Ja"}), Choice("ja_2", {"de": "Ja"})),
    )


def test_codes_stay_when_answers_are_renamed():
    wanted = [Wanted("no", {"de": "Nein"}), Wanted("yes", {"de": "Ja"}), Wanted("", {"de": "Yes"})]

    assert with_choices(SMALL, "yes_no", wanted).choice_lists["yes_no"] == (
        Choice("no", {"de": "Nein"}),
        Choice("yes", {"de": "Ja"}),
        Choice("yes_2", {"de": "Yes"}),
    )


@pytest.mark.parametrize(
    ("wanted", "refusal"),
    [((), NoChoiceLeftError), ((Wanted("no", {"de": "nein"}),), UsedElsewhereError)],
)
def test_answers_that_are_needed_stay(wanted, refusal):
    with pytest.raises(refusal):
        with_choices(SMALL, "yes_no", wanted)


def test_answers_move():
    turned = moved_choice(SMALL, "yes_no", "no", Direction.UP)

    assert [choice.code for choice in turned.choice_lists["yes_no"]] == ["no", "yes"]


@pytest.mark.parametrize(
    ("expression", "clauses"),
    [
        ("", ()),
        ("${one} = 'x'", (Clause("one", Operator.IS, "x"),)),
        ("'x' != ${one}", (Clause("one", Operator.IS_NOT, "x"),)),
        ("3 < ${number}", (Clause("number", Operator.MORE, "3"),)),
        ("${number} >= -2.5", (Clause("number", Operator.AT_LEAST, "-2.5"),)),
        ("${day} <= date('2022-01-24')", (Clause("day", Operator.AT_MOST, "2022-01-24"),)),
        ("selected(${many}, 'a')", (Clause("many", Operator.CHOSEN, "a"),)),
        ("not(selected(${many}, 'a'))", (Clause("many", Operator.NOT_CHOSEN, "a"),)),
        ("${text} != ''", (Clause("text", Operator.ANSWERED),)),
        ('${text} = ""', (Clause("text", Operator.UNANSWERED),)),
    ],
)
def test_common_conditions_are_read(expression, clauses):
    assert condition_of(expression) == Condition(clauses)


def test_joined_conditions_are_read():
    read = condition_of("${one} = 'x' or ${number} < 3 or ${text} != ''")

    assert (read.join, len(read.clauses)) == (Join.OR, 3)


@pytest.mark.parametrize(
    "expression",
    [
        "${one} = ${text}",
        "${one} = 'x' and (${number} < 3 or ${text} != '')",
        "count-selected(${many}) > 1",
        "not(${one} = 'x')",
        "${one} = 'x' = 'y'",
        "${one} =",
        "true()",
    ],
)
def test_other_shapes_are_left_alone(expression):
    assert condition_of(expression) is None


def test_only_what_can_be_asked_is_picked():
    fits = [("${many} = 'a'", False), ("selected(${one}, 'x')", True), ("${gone} = 1", False)]

    assert [(text, can_be_picked(condition_of(text), KINDS)) for text, _fit in fits] == fits


@pytest.mark.parametrize(
    ("question", "value"),
    [("number", "viel"), ("number", "1e99"), ("day", "gestern"), ("text", "'\"")],
)
def test_values_have_to_fit(question, value):
    with pytest.raises(UnfitValueError):
        expression_of(Condition((Clause(question, Operator.IS, value),)), KINDS)


def values_for(kind: Kind) -> st.SearchStrategy[str]:
    if kind is Kind.DATE:
        return st.dates().map(lambda day: day.isoformat())
    if kind is Kind.DECIMAL:
        return st.integers(-(10**9), 10**9).map(str)
    return st.text("abc 'ß", min_size=1, max_size=8)


@st.composite
def clauses(draw) -> Clause:
    name = draw(st.sampled_from(sorted(KINDS)))
    operator = draw(st.sampled_from(operators_for(KINDS[name])))
    is_valueless = operator in {Operator.ANSWERED, Operator.UNANSWERED}
    return Clause(name, operator, "" if is_valueless else draw(values_for(KINDS[name])))


@given(st.lists(clauses(), min_size=2, max_size=5), st.sampled_from(Join))
def test_what_was_picked_is_read_again(picked, join):
    condition = Condition(tuple(picked), join)

    assert condition_of(expression_of(condition, KINDS)) == condition


def test_notes_are_not_asked_about():
    assert (operators_for(Kind.NOTE), operators_for(Kind.FILE)) == (
        (),
        (Operator.ANSWERED, Operator.UNANSWERED),
    )


def test_a_question_without_a_list_has_no_choices_to_lose():
    slim = removed(SMALL, "/plans/wish")

    assert ("/plans/wish" in paths(slim), isinstance(item_at(slim, "/today/online"), Question)) == (
        False,
        True,
    )
