import pytest

from regiowerk.ground.journal.domain.frozen import fingerprint
from regiowerk.ground.people.tests.factories import AT
from regiowerk.listen.questionnaires.domain.answers import Field
from regiowerk.listen.surveys import actions
from regiowerk.listen.surveys.domain.record import (
    Change,
    answers_in,
    changed_sections,
    changes_between,
    hash_of_part,
    rows_in,
)
from regiowerk.listen.surveys.queries.answers import layout_for
from regiowerk.listen.surveys.queries.submissions import draft_of
from regiowerk.listen.surveys.tests.factories import a_row, a_writer, answered
from regiowerk.listen.surveys.tests.town_hall import (
    ADDRESS,
    COUNTRY,
    GOAL,
    PROJECTS,
    STAFF,
    TOPICS,
    WEBSITE,
)

pytestmark = pytest.mark.django_db


def record(participation):
    return draft_of(participation, AT).record


def test_a_record_holds_what_was_asked_in_the_authors_order_and_nobodys_name(participation):
    row = a_row(participation).row_id
    answered(participation, TOPICS, ("school", "care"))
    answered(participation, WEBSITE, "yes")
    answered(participation, ADDRESS, "www.nebel.example.org")
    answered(participation, Field("/plans/projects/title", (row,)), "Bürgerbüro")
    answered(participation, STAFF, 12)

    version = participation.version
    assert record(participation) == {
        "format": "regiowerk-submission/1",
        "organisation": "ags-05999011",
        "survey": "rathaus",
        "wave": 1,
        "questionnaire": "rathaus",
        "version": 1,
        "version_hash": version.content_hash,
        "answers": [
            {"path": "/today/website", "rows": [], "value": "yes"},
            {"path": "/today/address", "rows": [], "value": "www.nebel.example.org"},
            {"path": "/today/staff", "rows": [], "value": 12},
            {"path": "/today/topics", "rows": [], "value": ["school", "care"]},
            {"path": "/plans/projects/title", "rows": [row], "value": "Bürgerbüro"},
        ],
        "rows": [{"path": "/plans/projects", "rows": [], "ids": [row]}],
        "not_agreed": [],
    }


def test_what_is_not_asked_any_more_is_left_out_and_comes_back(participation):
    answered(participation, WEBSITE, "yes")
    answered(participation, ADDRESS, "www.nebel.example.org")
    whole = record(participation)
    base = answered(participation, WEBSITE, "no", base=_head(participation, WEBSITE)).base
    without = record(participation)
    answered(participation, WEBSITE, "yes", base=base)

    assert [one["path"] for one in without["answers"]] == ["/today/website"]
    assert record(participation) == whole


def test_both_texts_of_those_who_have_not_agreed_are_kept(participation):
    answered(participation, GOAL, "Eins")
    conflict = answered(participation, GOAL, "Zwei").conflict
    actions.keep_both(conflict=conflict, writer=a_writer(), at=AT)

    assert record(participation)["not_agreed"] == [
        {"path": "/plans/goal", "rows": [], "values": ["Eins", "Zwei"]}
    ]


def test_a_record_can_be_read_back(participation):
    row = a_row(participation).row_id
    answered(participation, STAFF, 12)
    answered(participation, Field("/plans/projects/cost", (row,)), 5000)
    found = record(participation)

    assert answers_in(found, layout_for(participation)) == {
        STAFF: 12,
        Field("/plans/projects/cost", (row,)): 5000,
    }
    assert rows_in(found) == {PROJECTS: (row,)}


def test_the_differences_of_two_records(participation):
    answered(participation, STAFF, 12)
    answered(participation, COUNTRY, "Deutschland")
    before = record(participation)
    answered(participation, STAFF, 13, base=_head(participation, STAFF))
    answered(participation, COUNTRY, None, base=_head(participation, COUNTRY))
    answered(participation, GOAL, "Ein Portal")
    after = record(participation)

    assert changes_between(before, after) == (
        Change(STAFF, 12, 13),
        Change(GOAL, None, "Ein Portal"),
        Change(COUNTRY, "Deutschland", None),
    )
    assert changed_sections(before, after, layout_for(participation)) == {"today", "plans"}
    assert changes_between(after, after) == ()


def test_a_section_keeps_its_hash_while_others_change(participation):
    layout = layout_for(participation)
    answered(participation, STAFF, 12)
    before = record(participation)
    answered(participation, GOAL, "Ein Portal")
    after = record(participation)

    same = [
        hash_of_part(before, layout, [name]) == hash_of_part(after, layout, [name])
        for name in ("today", "plans")
    ]
    assert same == [True, False]
    assert fingerprint(before) != fingerprint(after)


def _head(participation, field):
    return participation.heads.get(path=field.path).revision_id


def test_a_new_version_of_the_questionnaire_does_not_undo_an_agreement(participation):
    layout = layout_for(participation)
    found = record(participation)
    other = {**found, "version": 2, "version_hash": "0" * 64}

    assert hash_of_part(found, layout, ["today"]) == hash_of_part(other, layout, ["today"])
