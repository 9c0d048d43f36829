from __future__ import annotations

from datetime import date
from decimal import Decimal
from io import BytesIO

import page as validation
import pikepdf
import pytest
from django.utils import translation

from regiowerk.listen.questionnaires.documents.prints import Facts, print_empty, print_filled
from regiowerk.listen.questionnaires.documents.prints.conditions import wording_of
from regiowerk.listen.questionnaires.documents.prints.lines import numbers_of
from regiowerk.listen.questionnaires.domain.answers import Field
from regiowerk.listen.questionnaires.tests.every_kind import EVERY_KIND
from regiowerk.listen.questionnaires.tests.test_pages import a_sheet

FACTS = Facts(
    organisation="Stadt Nebel",
    survey="Digitale Verwaltung",
    version="Fassung 2",
    on=date(2022, 1, 24),
    signed=("Hauptamt: Erika Muster",),
    content_hash="ab12" * 16,
)


def headings(pdf: bytes) -> list[str]:
    with pikepdf.open(BytesIO(pdf)) as document:
        return [str(item.title) for item in document.open_outline().root]


def a_filled_print() -> bytes:
    answers = {
        "/today/strategy": "adopted",
        "/today/year": 2019,
        "/today/staff": Decimal("12.5"),
        Field("/plans/projects/title", ("r1",)): "Bürgerportal",
    }
    both = {Field("/today/contact"): ("Frau Muster", "Herr Beispiel")}
    return print_filled(
        EVERY_KIND, a_sheet(answers, ("r1",)), language="de", facts=FACTS, not_agreed=both
    )


@pytest.mark.documents
def test_an_empty_paper_is_an_accessible_pdf():
    pdf = print_empty(EVERY_KIND, language="de", facts=FACTS)

    assert list(validation.validate_pdf_bytes(pdf, profile="ua1").failures) == []
    assert headings(pdf) == ["Fragen jeder Art"]


@pytest.mark.documents
def test_a_filled_paper_is_an_accessible_pdf():
    pdf = a_filled_print()

    assert list(validation.validate_pdf_bytes(pdf, profile="ua1").failures) == []
    with pikepdf.open(BytesIO(pdf)) as document:
        assert (str(document.Root.Lang), str(document.docinfo.Title)) == ("de", "Fragen jeder Art")


@pytest.mark.documents
def test_the_same_answers_give_the_same_paper():
    assert a_filled_print() == a_filled_print()


@pytest.mark.parametrize(
    ("expression", "words"),
    [
        ("", ""),
        ("${strategy} = 'adopted'", "Only if question 1 is “Ja, beschlossen”."),
        ("selected(${topics}, 'money')", "Only if “Haushalt” is ticked in question 3."),
        (
            "${staff} > 1.5 and ${year} != ''",
            "Only if question 5 is more than 1,5 and question 2 is answered.",
        ),
        ("${double} > 3", "Only if it applies to you by your earlier answers."),
        ("count(${projects}) > 1", "Only if it applies to you by your earlier answers."),
        ("${", "Only if it applies to you by your earlier answers."),
    ],
)
def test_conditions_are_said_in_words(expression: str, words: str):
    wording = wording_of(EVERY_KIND, numbers_of(EVERY_KIND), "de")

    with translation.override(None):
        assert wording.condition(expression) == words


def test_questions_are_numbered_through():
    numbers = numbers_of(EVERY_KIND)

    assert list(numbers.values()) == [str(number) for number in range(1, 17)]
    assert (numbers["/today/strategy"], numbers["/plans/projects/cost"]) == ("1", "16")
