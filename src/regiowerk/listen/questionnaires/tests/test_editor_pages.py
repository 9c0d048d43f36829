from __future__ import annotations

import pytest

from regiowerk.ground.process.tests.factories import deeds
from regiowerk.ground.regions.tests.strangers import (
    OFFICE_ACTS,
    OFFICE_LOOKS,
    as_user,
    asked_by_all,
)
from regiowerk.listen.questionnaires.domain.instrument import (
    Choice,
    Group,
    Instrument,
    Kind,
    Question,
    Visibility,
    questions,
    walk,
)
from regiowerk.listen.questionnaires.domain.storage import instrument_from
from regiowerk.listen.questionnaires.models import Version
from regiowerk.listen.questionnaires.tests.factories import SMALL, a_questionnaire, a_version

pytestmark = pytest.mark.django_db

BASE = "/verfahren/muster/fragebogen/klein/bearbeiten/"
LOOKS = [
    BASE,
    f"{BASE}abschnitt/today/",
    f"{BASE}abschnitt-neu/",
    f"{BASE}neu/today/",
    f"{BASE}ueberschrift/today/",
    f"{BASE}frage/today/services/",
    f"{BASE}versetzen/today/services/",
    f"{BASE}entfernen/today/services/",
    f"{BASE}antworten/today/online/",
    f"{BASE}bedingung/today/services/",
    f"{BASE}bedingung-neu/plans/wish/?frage=online",
]
ACTS = {
    f"{BASE}abschnitt-neu/": {"label_de": "Übermorgen"},
    f"{BASE}ordnen/plans/": {"direction": "up"},
    f"{BASE}neu/today/": {"label_de": "Seit wann?", "kind": "date"},
    f"{BASE}ueberschrift/today/": {"label_de": "Jetzt"},
    f"{BASE}frage/plans/wish/": {
        "label_de": "Was fehlt Ihnen?",
        "required": "always",
        "visibility": "office",
    },
    f"{BASE}ordnen/today/services/": {"direction": "up"},
    f"{BASE}versetzen/today/services/": {"target": "/plans"},
    f"{BASE}entfernen/plans/wish/": {},
    f"{BASE}antworten/today/online/": {"old_0_de": "Ja", "old_1_de": "Nein"},
    f"{BASE}antwort-ordnen/no/today/online/": {"direction": "up"},
    f"{BASE}bedingung-neu/plans/wish/?frage=online": {"operator": "is", "value": "yes"},
    f"{BASE}bedingung-weg/today/services/": {"number": "0"},
    f"{BASE}bedingung-und-oder/today/services/": {"join": "or"},
    f"{BASE}immer/today/services/": {},
}


@pytest.fixture
def questionnaire(process):
    return a_questionnaire(process)


@pytest.fixture
def published(questionnaire):
    return a_version(questionnaire)


def draft_of(questionnaire) -> Version:
    return questionnaire.versions.get(state=Version.State.DRAFT)


def now(questionnaire) -> Instrument:
    return instrument_from(draft_of(questionnaire).definition)


def sent(office, published, page, **data):
    return office.post(f"{BASE}{page}", {"seen": published.content_hash, **data})


@pytest.mark.parametrize("address", LOOKS)
def test_the_office_alone_looks_at_the_editor(crowd, published, address):
    assert asked_by_all(crowd, address) == OFFICE_LOOKS


@pytest.mark.parametrize("address", ACTS)
def test_the_office_alone_changes_a_questionnaire(crowd, published, address):
    data = {"seen": published.content_hash, **ACTS[address]}

    assert asked_by_all(crowd, address, data) == OFFICE_ACTS


def test_the_first_change_begins_the_next_draft(office, questionnaire, published):
    sent(
        office,
        published,
        "frage/plans/wish/",
        label_de="Was fehlt Ihnen?",
        hint_de="Ein Satz.",
        required="always",
        visibility="office",
        unit="Hauptamt",
        is_core="on",
    )

    published.refresh_from_db()
    draft = draft_of(questionnaire)
    assert (draft.number, draft.origin, published.state, deeds()) == (
        2,
        "editor",
        "published",
        [("questionnaire.edited", "Kleiner Fragebogen")],
    )
    assert questions(now(questionnaire))["/plans/wish"].item == Question(
        "wish",
        Kind.TEXT,
        {"de": "Was fehlt Ihnen?"},
        {"de": "Ein Satz."},
        required="true()",
        visibility=Visibility.OFFICE,
        unit="Hauptamt",
        is_core=True,
    )


def test_saving_what_is_there_already_changes_nothing(office, questionnaire, published):
    answer = sent(
        office,
        published,
        "frage/today/services/",
        label_de="Wie viele?",
        required="never",
        visibility="region",
    )

    assert (answer.status_code, questionnaire.versions.count(), deeds()) == (302, 1, [])


def test_two_editors_do_not_overwrite_each_other(office, questionnaire, published):
    sent(office, published, "ueberschrift/today/", label_de="Jetzt")

    answer = sent(office, published, "ueberschrift/today/", label_de="Gestern")

    draft = draft_of(questionnaire)
    assert (answer.status_code, now(questionnaire).items[0].label) == (422, {"de": "Jetzt"})
    assert f'value="{draft.content_hash}"' in answer.text
    assert "Gestern" in answer.text


def test_the_last_change_is_undone(office, questionnaire, published):
    sent(office, published, "ueberschrift/today/", label_de="Jetzt")
    draft = draft_of(questionnaire)

    office.post(f"{BASE}rueckgaengig/", {"seen": draft.content_hash})

    assert (now(questionnaire), [deed for deed, _what in deeds()]) == (
        SMALL,
        ["questionnaire.edited", "questionnaire.edit_undone"],
    )


def test_a_change_is_not_undone_over_somebody_elses(office, crowd, questionnaire, published):
    sent(office, published, "ueberschrift/today/", label_de="Jetzt")
    draft = draft_of(questionnaire)
    later = {"seen": draft.content_hash, "label_de": "Später"}
    as_user(crowd.office).post(f"{BASE}ueberschrift/plans/", later)

    office.post(f"{BASE}rueckgaengig/", {"seen": draft.content_hash})

    assert [item.label for item in now(questionnaire).items] == [{"de": "Jetzt"}, {"de": "Später"}]


def test_sections_come_move_and_go(office, questionnaire, published):
    sent(office, published, "abschnitt-neu/", label_de="Übermorgen")
    sent(office, draft_of(questionnaire), "ordnen/section_3/", direction="up")
    names = [item.name for item in now(questionnaire).items]
    page = office.get(f"{BASE}abschnitt/section_3/")
    sent(office, draft_of(questionnaire), "abschnitt-entfernen/section_3/")

    assert (names, page.status_code, now(questionnaire)) == (
        ["today", "section_3", "plans"],
        200,
        SMALL,
    )


def test_a_section_with_questions_stays(office, questionnaire, published):
    answer = sent(office, published, "abschnitt-entfernen/plans/")

    assert (answer.status_code, questionnaire.versions.count()) == (422, 1)


def test_a_question_with_answers_is_added(office, questionnaire, published):
    sent(
        office,
        published,
        "neu/plans/",
        label_de="Welche Software nutzen Sie?",
        kind="select_one",
        choices="Eigene\n\nGemietete\n",
    )

    added = questions(now(questionnaire))["/plans/software_nutzen"].item
    assert (added.kind, added.choice_list, added.visibility) == (
        Kind.SELECT_ONE,
        "software_nutzen",
        Visibility.REGION,
    )
    assert now(questionnaire).choice_lists["software_nutzen"] == (
        Choice("eigene", {"de": "Eigene"}),
        Choice("gemietete", {"de": "Gemietete"}),
    )


def test_a_choice_between_less_than_two_answers_is_none(office, questionnaire, published):
    answer = sent(
        office, published, "neu/plans/", label_de="Was?", kind="select_one", choices="Eine"
    )

    assert (answer.status_code, questionnaire.versions.count()) == (422, 1)


def test_a_question_others_rest_on_is_not_removed(office, questionnaire, published):
    answer = sent(office, published, "entfernen/today/online/")

    assert (answer.status_code, questionnaire.versions.count()) == (422, 1)
    assert "Wie viele?" in answer.text


def test_a_question_moves_to_another_section(office, questionnaire, published):
    sent(office, published, "versetzen/today/services/", target="/plans")

    assert [placed.path for placed in walk(now(questionnaire))] == [
        "/today",
        "/today/online",
        "/plans",
        "/plans/wish",
        "/plans/services",
    ]


def test_answers_are_renamed_added_and_ordered(office, questionnaire, published):
    sent(office, published, "antworten/today/online/", old_0_de="Ja", old_1_de="", new_0_de="Bald")

    draft = draft_of(questionnaire)
    sent(office, draft, "antwort-ordnen/bald/today/online/", direction="up")

    assert now(questionnaire).choice_lists == {
        "yes_no": (Choice("bald", {"de": "Bald"}), Choice("yes", {"de": "Ja"}))
    }


def test_an_answer_a_condition_names_is_not_removed(office, questionnaire, published):
    answer = sent(
        office, published, "antworten/today/online/", old_0_de="", old_1_de="Nein", new_0_de=""
    )

    assert (answer.status_code, questionnaire.versions.count()) == (422, 1)


def test_a_condition_is_put_together(office, questionnaire, published):
    add = "bedingung-neu/plans/wish/?frage="
    sent(office, published, f"{add}online", operator="is_not", value="no")
    sent(office, draft_of(questionnaire), f"{add}services", operator="more", value="2,5")
    sent(office, draft_of(questionnaire), "bedingung-und-oder/plans/wish/", join="or")

    wish = questions(now(questionnaire))["/plans/wish"].item
    assert wish.relevant == "${online} != 'no' or ${services} > 2.5"


def test_a_condition_goes_again(office, questionnaire, published):
    sent(office, published, "bedingung-weg/today/services/", number="0")

    assert questions(now(questionnaire))["/today/services"].item.relevant == ""


@pytest.mark.parametrize("value", ["", "viele"])
def test_a_condition_on_a_number_needs_a_number(office, questionnaire, published, value):
    page = "bedingung-neu/plans/wish/?frage=services"

    answer = sent(office, published, page, operator="more", value=value)

    assert (answer.status_code, questionnaire.versions.count()) == (422, 1)


def written_in_the_workbook() -> Instrument:
    rule = "count-selected(${many}) > 1"
    asked = Question("asked", Kind.TEXT, {"de": "Warum?"}, relevant=rule)
    many = Question("many", Kind.SELECT_MULTIPLE, {"de": "Was?"}, choice_list="things")
    return Instrument(
        "klein",
        {"de": "Klein"},
        (Group("today", (many, asked), {"de": "Heute"}),),
        choice_lists={"things": (Choice("a", {"de": "A"}), Choice("b", {"de": "B"}))},
    )


def test_a_condition_of_another_shape_is_shown_and_kept(office, questionnaire):
    published = a_version(questionnaire, written_in_the_workbook())

    page = office.get(f"{BASE}bedingung/today/asked/")
    sent(office, published, "bedingung-weg/today/asked/", number="0")

    assert "count-selected(${many}) &gt; 1" in page.text
    assert questionnaire.versions.count() == 1


def test_faults_are_told_at_once(office, questionnaire):
    broken = Question("asked", Kind.TEXT, {"de": "Warum?"}, relevant="${gone} = 1")
    a_version(questionnaire, Instrument("klein", {"de": "Klein"}, (broken,)))

    assert [
        "gone" in office.get(f"{BASE}{page}").text
        for page in ("", "abschnitt/asked/", "frage/asked/", "bedingung/asked/")
    ] == [True, True, True, True]


@pytest.mark.parametrize(
    "address",
    [
        "abschnitt/nothing/",
        "frage/today/nothing/",
        "frage/today/",
        "ueberschrift/plans/wish/",
        "antworten/plans/wish/",
        "bedingung-neu/plans/wish/?frage=nothing",
    ],
)
def test_what_is_not_there_is_not_found(office, published, address):
    assert office.get(f"{BASE}{address}").status_code == 404


def test_a_questionnaire_without_content_has_no_editor(office, questionnaire):
    assert office.get(BASE).status_code == 404


@pytest.mark.parametrize("number", [1, 5])
def test_the_pages_need_few_questions_to_the_database(
    office, questionnaire, number, django_assert_max_num_queries
):
    items = tuple(
        Group(
            f"page{n}",
            tuple(Question(f"q{n}_{m}", Kind.TEXT, {"de": "Was?"}) for m in range(number)),
        )
        for n in range(number)
    )
    a_version(questionnaire, Instrument("klein", {"de": "Klein"}, items))

    with django_assert_max_num_queries(12):
        office.get(f"{BASE}abschnitt/page0/")
