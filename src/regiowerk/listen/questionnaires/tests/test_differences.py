from __future__ import annotations

from dataclasses import replace

import pytest

from regiowerk.listen.questionnaires.domain.differences import (
    Difference,
    differences_of,
    reopened_sections,
)
from regiowerk.listen.questionnaires.domain.instrument import (
    Choice,
    Group,
    Instrument,
    Kind,
    Question,
    Visibility,
)
from regiowerk.listen.questionnaires.queries import difference_sentence
from regiowerk.listen.questionnaires.queries.comparing import DIFFERENCES

PICK = Question(
    "pick", Kind.SELECT_ONE, {"de": "Was?"}, choice_list="l", visibility=Visibility.OFFICE
)
CHOICES = (Choice("a", {"de": "A"}), Choice("b", {"de": "B"}))


def form(*items: Question, choices: tuple[Choice, ...] = CHOICES) -> Instrument:
    return Instrument("k", {"de": "K"}, (Group("s", items, {"de": "S"}),), {"l": choices})


def told(new: Instrument, old: Instrument | None = None) -> list[tuple[str, str, bool]]:
    differences = differences_of(old or form(PICK), new)
    assert all(difference_sentence(one) for one in differences)
    return [(one.kind, one.path, one.reopens) for one in differences]


def test_the_same_is_no_difference():
    assert told(form(PICK)) == []


@pytest.mark.parametrize(
    ("changed", "kind", "reopens"),
    [
        ({"label": {"de": "Was denn?"}}, "relabelled", False),
        ({"kind": Kind.TEXT}, "retyped", True),
        ({"required": "true()"}, "made-required", True),
        ({"relevant": "1 = 1"}, "rule-changed", True),
        ({"visibility": Visibility.PERSONAL}, "visibility-tightened", False),
        ({"visibility": Visibility.PUBLIC}, "visibility-loosened", True),
    ],
)
def test_a_changed_question(changed, kind, reopens):
    assert told(form(replace(PICK, **changed))) == [(kind, "/s/pick", reopens)]


@pytest.mark.parametrize(("required", "kind"), [("", "added"), ("true()", "added-required")])
def test_a_new_question_opens_its_section_only_when_it_needs_an_answer(required, kind):
    new = Question("neu", Kind.TEXT, {"de": "Neu"}, required=required)

    assert told(form(PICK, new)) == [(kind, "/s/neu", bool(required))]


def test_a_removed_question_opens_nothing():
    assert told(form(), form(PICK)) == [("removed", "/s/pick", False)]


def test_choices_added_removed_and_relabelled():
    choices = (Choice("a", {"de": "Aa"}), Choice("c", {"de": "C"}))

    assert told(form(PICK, choices=choices)) == [
        ("choice-relabelled", "/s/pick", False),
        ("choice-added", "/s/pick", False),
        ("choice-removed", "/s/pick", True),
    ]


def test_a_question_that_went_elsewhere_is_moved():
    new = Instrument("k", {"de": "K"}, (Group("t", (PICK,), {"de": "T"}),), {"l": CHOICES})

    assert ("moved", "/t/pick", True) in told(new)


def test_sections_that_are_opened_again():
    differences = (
        Difference("added", "/s/a", "s", reopens=False),
        Difference("retyped", "/t/a", "t", reopens=True),
    )

    assert reopened_sections(differences) == frozenset({"t"})
    assert {one.kind for one in differences} <= set(DIFFERENCES)
