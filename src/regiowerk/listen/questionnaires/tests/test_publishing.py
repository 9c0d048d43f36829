from __future__ import annotations

from dataclasses import replace

import pytest
from django.urls import reverse

from regiowerk.ground.process.tests.factories import deeds
from regiowerk.listen.questionnaires.domain.instrument import Kind, Question
from regiowerk.listen.questionnaires.models import Questionnaire, Version
from regiowerk.listen.questionnaires.tests.factories import SMALL, a_questionnaire, a_version

DRAFT = Version.State.DRAFT


def post(office, page: str, *args: object, **data: str):
    return office.post(reverse(f"questionnaires:{page}", args=["muster", "klein", *args]), data)


def test_publishing_fixes_the_draft(process, office):
    draft = a_version(a_questionnaire(process), state=DRAFT)
    post(office, "publish_version")

    version = Version.objects.get()
    assert (version.state, version.content_hash) == ("published", draft.content_hash)
    assert deeds() == [("version.published", "Kleiner Fragebogen")]


def test_a_question_without_a_circle_keeps_a_draft_from_being_published(process, office):
    open_question = Question("offen", Kind.TEXT, {"de": "Wer?"})
    instrument = replace(SMALL, items=(*SMALL.items, open_question))
    a_version(a_questionnaire(process), instrument, state=DRAFT)

    assert post(office, "publish_version").status_code == 422
    assert (Version.objects.get().state, deeds()) == ("draft", [])


@pytest.mark.parametrize(
    ("place", "before", "after", "deed"),
    [
        ("retire_version", "published", "retired", "version.retired"),
        ("restore_version", "retired", "published", "version.restored"),
    ],
)
def test_a_version_goes_out_of_use_and_back(process, office, place, before, after, deed):
    a_version(a_questionnaire(process), state=before)
    post(office, place, 1)

    assert Version.objects.get().state == after
    assert deeds() == [(deed, "Kleiner Fragebogen")]


def test_a_draft_is_not_taken_out_of_use(process, office):
    a_version(a_questionnaire(process), state=DRAFT)

    assert post(office, "retire_version", 1).status_code == 422
    assert (Version.objects.get().state, deeds()) == ("draft", [])


@pytest.mark.parametrize(("others", "left"), [(0, 0), (1, 1)])
def test_the_only_draft_takes_the_questionnaire_with_it(process, office, others, left):
    found = a_questionnaire(process)
    for _number in range(others):
        a_version(found)
    a_version(found, state=DRAFT)
    post(office, "remove_draft")

    assert (Questionnaire.objects.count(), Version.objects.count()) == (left, left)
    assert deeds() == [("draft.removed", "Kleiner Fragebogen")]


def test_a_questionnaire_is_renamed(process, office):
    a_version(a_questionnaire(process))
    post(office, "rename_questionnaire", title="Anders", purpose="interview")

    found = Questionnaire.objects.get()
    assert (found.title, found.purpose) == ("Anders", "interview")
    assert deeds() == [("questionnaire.renamed", "Anders")]
