from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from regiowerk.listen.questionnaires.domain.answers import Field, Upload, Value
from regiowerk.listen.questionnaires.domain.inputs import Unreadable
from regiowerk.listen.questionnaires.domain.instrument import questions
from regiowerk.listen.questionnaires.domain.logic import Sheet, Surroundings, logic_of
from regiowerk.listen.questionnaires.domain.pages import (
    FieldNote,
    MatrixBlock,
    Option,
    QuestionBlock,
    RepeatBlock,
    SectionPage,
    Showing,
    page_of,
    reply_of,
)
from regiowerk.listen.questionnaires.queries.wording import (
    minutes_sentence,
    problem_sentence,
    unreadable_sentence,
)
from regiowerk.listen.questionnaires.tests.every_kind import EVERY_KIND

AT = datetime(2022, 1, 24, 9, 42, tzinfo=UTC)
PROJECTS = Field("/plans/projects")
PLACES = (
    Option("ags-1", "Brakel", group="Kreis Höxter"),
    Option("ags-2", "Büren", group="Paderborn"),
)
LOGIC = logic_of(EVERY_KIND)


def a_sheet(
    answers: Mapping[str | Field, Value] | None = None, rows: tuple[str, ...] = ()
) -> Sheet:
    found = {
        Field(place) if isinstance(place, str) else place: value
        for place, value in (answers or {}).items()
    }
    around = Surroundings(today=AT.date(), now=AT)
    return Sheet(LOGIC, found, {PROJECTS: rows}, around)


def a_page(sheet: Sheet, section: str = "today", **rest: object) -> SectionPage:
    return page_of(
        sheet,
        EVERY_KIND,
        section,
        **{"language": "de", "notes": {}, "places": PLACES, "sentence": problem_sentence, **rest},
    )


def block(page: SectionPage, name: str) -> QuestionBlock:
    return next(block for block in page.questions() if block.name == name)


def html(page: SectionPage, **context: object) -> str:
    with translation.override("de"):
        return render_to_string("questionnaires/answering/section.html", {"page": page, **context})


def test_every_kind_of_question_has_its_look():
    page = a_page(a_sheet())
    more = a_page(a_sheet(rows=("r1",)), "plans")

    assert {
        one.name.split(".")[-1]: one.look for one in (*page.questions(), *more.questions())
    } == {
        "intro": "note",
        "strategy": "radios",
        "year": "number",
        "topics": "checks",
        "goals": "long",
        "staff": "number",
        "double": "calculated",
        "contact": "text",
        "projects": "radios",
        "security": "radios",
        "share": "scale",
        "order": "rank",
        "day": "date",
        "paper": "file",
        "partner": "select",
        "agreed": "yes",
        "title~r1": "text",
        "cost~r1": "number",
    }


def test_answers_are_shown_as_people_write_them():
    paper = Upload("Plan.pdf", "application/pdf", 5, "0" * 64)
    page = a_page(
        a_sheet(
            {"/plans/share": Decimal(30), "/plans/day": date(2022, 1, 4), "/plans/paper": paper}
            | {"/plans/order": ("money", "people"), "/plans/partner": "ags-2"}
        ),
        "plans",
    )

    assert {one.name: one.shown for one in page.questions() if one.shown} == {
        "q.plans.share": "30",
        "q.plans.order": "Haushalt, Personal",
        "q.plans.day": "04.01.2022",
        "q.plans.paper": "Plan.pdf",
        "q.plans.partner": "Büren",
    }
    assert [one.code for one in block(page, "q.plans.share").options if one.is_chosen] == ["30"]
    assert [one.place for one in block(page, "q.plans.order").options] == [2, 1] + [None] * 4


def test_what_depends_on_an_answer_waits_for_it():
    before = block(a_page(a_sheet()), "q.today.year")
    after = block(a_page(a_sheet({"/today/strategy": "adopted"})), "q.today.year")

    assert (before.is_relevant, after.is_relevant) == (False, True)


def test_what_is_missing_is_said_only_after_somebody_asked():
    assert a_page(a_sheet()).problems == []
    (missing,) = a_page(a_sheet(), checks=True).problems

    assert (missing.name, missing.problem) == ("q.today.strategy", "required")


def test_the_author_says_what_is_wrong():
    (wrong,) = a_page(a_sheet({"/today/strategy": "adopted", "/today/year": 1999})).problems

    assert wrong.message == "Bitte geben Sie ein Jahr zwischen 2000 und 2022 ein."


def test_what_could_not_be_read_is_shown_as_it_was_typed():
    at = Field("/today/staff")
    page = a_page(a_sheet(), typed={at: ["zwölf"]}, faults={at: "Bitte eine Zahl."})
    staff = block(page, "q.today.staff")

    assert (staff.value, staff.message) == ("zwölf", "Bitte eine Zahl.")
    assert 'value="zwölf"' in html(page)


def test_questions_with_the_same_choices_are_a_table():
    matrix = a_page(a_sheet(), "plans").blocks[0]

    assert isinstance(matrix, MatrixBlock)
    assert [column.label for column in matrix.columns] == ["gut", "teils, teils", "schlecht"]
    assert [row.label for row in matrix.rows] == ["Projekte leiten", "Sicherheit"]


def test_entries_are_headed_by_what_was_answered_first():
    answers = {Field("/plans/projects/title", ("r2",)): "Bürgerportal"}
    repeat = a_page(a_sheet(answers, ("r1", "r2")), "plans").blocks[-1]

    assert isinstance(repeat, RepeatBlock)
    assert [(row.name, row.number, row.title) for row in repeat.rows] == [
        ("q.plans.projects~r1", 1, ""),
        ("q.plans.projects~r2", 2, "Bürgerportal"),
    ]


def test_the_short_path_has_only_what_matters_most():
    page = a_page(a_sheet(), only_core=True)

    assert [one.name for one in page.questions()] == ["q.today.strategy", "q.today.staff"]


def test_a_page_speaks_the_language_of_the_questionnaire():
    page = a_page(a_sheet(), language="en")

    assert (page.label, block(page, "q.today.year").label) == (
        "What there is today",
        "In which year?",
    )


def test_a_page_says_how_long_the_rest_takes():
    assert a_page(a_sheet()).minutes == 3
    assert a_page(a_sheet({"/today/goals": "Mehr"})).minutes == 2
    with translation.override("en"):
        assert [minutes_sentence(minutes) for minutes in (0, 1, 8)] == [
            "Nothing is open any more",
            "Still about 1 minute",
            "Still about 8 minutes",
        ]


def test_an_unknown_section_has_no_page():
    with pytest.raises(KeyError):
        a_page(a_sheet(), "nowhere")


def test_every_control_has_its_base_and_what_is_not_asked_is_hidden():
    page = a_page(a_sheet(), notes={Field("/today/staff"): FieldNote(base=12)})
    shown = html(page)

    assert 'name="base.q.today.staff" value="12"' in shown
    assert 'name="base.q.today.year" value=""' in shown
    assert 'id="q.today.year" data-field="q.today.year" data-look="number" hidden' in shown
    assert 'id="q.today.staff" data-field="q.today.staff" data-look="number">' in shown


def test_what_people_typed_is_never_run():
    evil = '"><script>alert(1)</script>'
    note = FieldNote(3, evil, evil, (evil, evil), 2, is_unconfirmed=True, unit_hint=evil)
    page = a_page(
        a_sheet({"/today/goals": evil, "/today/contact": evil}),
        notes={Field("/today/goals"): note},
        faults={Field("/today/staff"): evil},
    )

    shown = html(page, confirm_prefill_address="/x/", conflicts_address="/y/")

    assert "<script" not in shown


def test_a_change_tells_only_what_moved():
    sheet = a_sheet({"/today/staff": Decimal("1.5")})
    showing = Showing(sheet, EVERY_KIND, "de")

    changes = sheet.change(Field("/today/strategy"), "adopted")
    reply = reply_of(changes, showing, state="saved", base=7, saved="gespeichert 10:42")

    assert reply["show"] == ["q.today.strategy", "q.today.year"]
    assert (reply["state"], reply["base"], reply["saved"]) == ("saved", 7, "gespeichert 10:42")
    assert reply["reload"] is False


def test_a_change_tells_what_is_hidden_computed_and_wrong():
    sheet = a_sheet({"/today/strategy": "adopted"})
    showing = Showing(sheet, EVERY_KIND, "de", sentence=problem_sentence)

    computed = reply_of(
        sheet.change(Field("/today/staff"), Decimal("1.25")), showing, state="saved"
    )
    wrong = reply_of(sheet.change(Field("/today/year"), 1999), showing, state="saved")
    right = reply_of(sheet.change(Field("/today/year"), 2020), showing, state="saved")
    hidden = reply_of(sheet.change(Field("/today/strategy"), "no"), showing, state="saved")

    assert computed["calculated"] == {"q.today.double": "2,5"}
    assert wrong["problems"] == {
        "q.today.year": "Bitte geben Sie ein Jahr zwischen 2000 und 2022 ein."
    }
    assert right["problems"] == {"q.today.year": ""}
    assert hidden["hide"] == ["q.today.year"]


def test_labels_that_name_an_answer_follow_it():
    at = Field("/plans/projects/title", ("r1",))
    sheet = a_sheet(rows=("r1",))

    reply = reply_of(sheet.change(at, "Portal"), Showing(sheet, EVERY_KIND, "de"), state="saved")

    assert reply["labels"] == {"q.plans.projects.cost~r1": "Was kostet Portal?"}


def test_every_reason_has_a_sentence():
    asked = [placed.item for placed in questions(EVERY_KIND).values()]

    assert all(unreadable_sentence(kind, asked[-2]) for kind in Unreadable)
