from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import reverse

from regiowerk.ground.regions.tests.strangers import as_user
from regiowerk.listen.questionnaires.domain.instrument import Instrument, Kind, Question
from regiowerk.listen.questionnaires.models import Version
from regiowerk.listen.questionnaires.tests.every_kind import EVERY_KIND
from regiowerk.listen.questionnaires.tests.factories import a_questionnaire, a_version

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Browsers:
    office: Client
    member: Client
    outsider: Client
    anonymous: Client


@pytest.fixture
def browsers(crowd) -> Browsers:
    people = (as_user(one) for one in (crowd.office, crowd.member, crowd.outsider))
    return Browsers(*people, Client())


@pytest.fixture
def version(process):
    return a_version(a_questionnaire(process), EVERY_KIND)


def address(version: Version, section: str = "", name: str = "", **asked: str) -> str:
    page = name or ("preview_section" if section else "preview")
    questionnaire = version.questionnaire
    keys = [questionnaire.process.key, questionnaire.key, version.number, *filter(None, [section])]
    query = "&".join(f"{key}={value}" for key, value in asked.items())
    return f"{reverse(f'questionnaires:{page}', args=keys)}{'?' if query else ''}{query}"


def all_of(section: Mapping[str, object]) -> dict[str, object]:
    """A page as a browser sends it: every control with its base."""
    return {**{f"base.{name}": "" for name in section}, **section}


def test_a_preview_begins_with_its_sections_and_what_they_take(browsers, version):
    text = browsers.member.get(address(version)).text

    assert all(word in text for word in ("Was es heute gibt", "Was geplant ist", "Kämmerei"))


@pytest.mark.parametrize("section", ["", "today"])
def test_members_look_at_what_is_published_and_nobody_else(browsers, version, section):
    page = address(version, section)

    assert browsers.office.get(page).status_code == 200
    assert browsers.member.get(page).status_code == 200
    assert browsers.outsider.get(page).status_code == 404
    assert browsers.anonymous.get(page).status_code == 302


def test_a_draft_is_seen_by_the_office_only(browsers, process):
    draft = a_version(a_questionnaire(process), EVERY_KIND, state=Version.State.DRAFT)

    assert browsers.office.get(address(draft, "today")).status_code == 200
    assert browsers.member.get(address(draft, "today")).status_code == 404


def test_what_is_typed_is_there_on_the_way_back_and_stored_nowhere(browsers, version):
    page = address(version, "today")
    sent = all_of({"q.today.strategy": "adopted", "q.today.staff": "1.234,5"})

    answer = browsers.member.post(page, sent)
    again = browsers.member.get(page).text

    assert answer.headers["Location"] == address(version, "plans")
    assert 'value="1234.5"' not in again
    assert 'value="1234,5"' in again
    assert "2469" in again


def test_conditions_work_without_script(browsers, version):
    page = address(version, "today")
    hidden = 'data-field="q.today.year" data-look="number" hidden'

    before = hidden in browsers.member.get(page).text
    browsers.member.post(page, all_of({"q.today.strategy": "adopted"}))
    after = hidden in browsers.member.get(page).text

    assert (before, after) == (True, False)


def test_what_cannot_be_read_comes_back_with_a_sentence(browsers, version):
    answer = browsers.member.post(address(version, "today"), all_of({"q.today.staff": "zwölf"}))

    assert answer.status_code == 422
    assert 'value="zwölf"' in answer.text
    assert "antworten-pruefen" in answer.text


def test_a_check_says_what_is_missing(browsers, version):
    answer = browsers.member.post(address(version, "today"), {"then": "check"})

    assert (answer.status_code, "antworten-pruefen" in answer.text) == (200, True)


def test_entries_come_and_go(browsers, version):
    new, gone = address(version, "plans", eintrag="neu"), address(version, "plans", eintrag="weg")

    added = browsers.member.post(new, {"field": "q.plans.projects"})
    named = all_of({"q.plans.projects.title~r1": "Portal"})
    browsers.member.post(new, {"field": "q.plans.projects", **named})
    two = browsers.member.get(address(version, "plans")).text
    browsers.member.post(gone, {"field": "q.plans.projects~r1"})
    one = browsers.member.get(address(version, "plans")).text

    assert added.headers["Location"] == f"{address(version, 'plans')}#q.plans.projects~r1"
    assert [text.count('class="app-row"') for text in (two, one)] == [2, 1]
    assert ("Portal" in two, "Portal" in one) == (True, False)


def test_a_change_is_answered_for_the_script(browsers, version):
    page = address(version, "today", "preview_change")

    reply = browsers.member.post(page, {"field": "q.today.strategy", "value": "adopted"}).json()
    wrong = browsers.member.post(page, {"field": "q.today.staff", "value": "zwölf"})

    assert "q.today.year" in reply["show"]
    assert (reply["state"], reply["reload"]) == ("saved", False)
    assert (wrong.status_code, wrong.json()["state"]) == (422, "refused")


@pytest.mark.parametrize("field", ["", "q", "q.today.nothing", "q.plans.projects.title~weg", "%00"])
def test_a_change_of_nothing_is_not_found(browsers, version, field):
    page = address(version, "today", "preview_change")

    assert browsers.member.post(page, {"field": field, "value": "x"}).status_code == 404


def test_the_short_path_and_the_language_stay_on_every_page(browsers, version):
    start = browsers.member.get(address(version, sprache="en", kurz="1")).text
    page = browsers.member.get(address(version, "today", sprache="en", kurz="1")).text

    assert ("What there is today" in start, "What is planned" in start) == (True, False)
    assert ("Is there a strategy?" in page, "q.today.goals" in page) == (True, False)
    assert 'lang="en" data-answers' in page


def test_a_preview_can_be_emptied(browsers, version):
    browsers.member.post(address(version, "today"), all_of({"q.today.contact": "Frau Muster"}))

    browsers.member.post(address(version))

    assert "Frau Muster" not in browsers.member.get(address(version, "today")).text


def test_rules_nobody_understands_keep_the_preview_closed(browsers, process):
    faulty = Instrument("x", {"de": "X"}, (Question("a", Kind.TEXT, {"de": "A"}, relevant="${b"),))
    draft = a_version(a_questionnaire(process), faulty, state=Version.State.DRAFT)

    start = browsers.office.get(address(draft))

    assert (start.status_code, "kern-alert--danger" in start.text) == (200, True)
    assert browsers.office.get(address(draft, "a")).status_code == 302


def test_an_empty_questionnaire_says_what_will_be_here(browsers, process):
    draft = a_version(a_questionnaire(process), Instrument("x", {"de": "X"}, ()), state="draft")

    assert "app-empty" in browsers.office.get(address(draft)).text


def test_a_section_that_is_not_there_is_not_found(browsers, version):
    assert browsers.office.get(address(version, "nirgends")).status_code == 404


def test_the_page_takes_few_queries(browsers, version, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        browsers.member.get(address(version, "plans"))
