from __future__ import annotations

import json
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from regiowerk.ground.process.tests.factories import deeds
from regiowerk.ground.regions.tests.strangers import as_user
from regiowerk.listen.questionnaires.documents.xlsform import write_workbook
from regiowerk.listen.questionnaires.models import Questionnaire, Version
from regiowerk.listen.questionnaires.queries import sentence_of
from regiowerk.listen.questionnaires.tests.factories import SMALL, a_questionnaire, a_version

DRAFT = Version.State.DRAFT


def address(page: str, *args: object) -> str:
    return reverse(f"questionnaires:{page}", args=["muster", *args])


def a_file(content: bytes | None = None, name: str = "klein.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, write_workbook(SMALL) if content is None else content)


def test_the_empty_list_says_what_a_questionnaire_is(process, office):
    page = office.get(address("questionnaires"))

    assert page.status_code == 200
    assert address("import_questionnaire") in page.text
    assert address("begin_questionnaire") in page.text


def test_an_uploaded_workbook_is_a_draft(process, office):
    answer = office.post(
        address("import_questionnaire"), {"file": a_file(), "title": "", "purpose": "survey"}
    )

    version = Version.objects.get()
    assert answer.status_code == 302
    assert (version.state, version.questionnaire.title) == ("draft", "Kleiner Fragebogen")
    assert bytes(version.file_content) == write_workbook(SMALL)
    assert deeds() == [("questionnaire.imported", "Kleiner Fragebogen")]


def test_a_refused_file_leaves_everything_as_it_is(process, office):
    answer = office.post(
        address("import_questionnaire"),
        {"file": a_file(b"MZ", "klein.xlsx"), "title": "", "purpose": "survey"},
    )

    assert answer.status_code == 422
    assert (Questionnaire.objects.count(), deeds()) == (0, [])
    assert answer.context["packed"] == json.dumps([["error", "broken-workbook", "", None, "", {}]])


def test_the_findings_of_a_refused_file_can_be_kept(process, office):
    packed = json.dumps([["error", "macros", "", None, "", {}]])
    answer = office.post(address("save_findings"), {"findings": packed, "shape": "xlsx"})

    sheet = load_workbook(BytesIO(answer.content)).active
    said = list(sheet.rows)[1][4].value
    assert said == sentence_of("macros", {})


@pytest.mark.parametrize("packed", ["", "[1]", '[["x","y","",null,"",{}]]', '{"a": 1}'])
def test_findings_that_cannot_be_read_lead_back(process, office, packed):
    answer = office.post(address("save_findings"), {"findings": packed, "shape": "csv"})

    assert answer.url == address("import_questionnaire")


def test_a_file_replaces_the_draft(process, office):
    found = a_questionnaire(process)
    a_version(found)
    a_version(found, state=DRAFT)

    answer = office.post(address("replace_draft", "klein"), {"file": a_file()})

    assert answer.status_code == 302
    assert [(v.number, v.state) for v in Version.objects.order_by("number")] == [
        (1, "published"),
        (2, "draft"),
    ]
    assert deeds() == [("draft.replaced", "Kleiner Fragebogen")]


def test_a_questionnaire_begins_in_the_editor(process, office):
    answer = office.post(address("begin_questionnaire"), {"title": "Neues", "purpose": "interview"})

    assert answer.url == address("editor", "neues")
    assert office.get(answer.url).status_code == 200
    assert deeds() == [("questionnaire.begun", "Neues")]


PAGES = [
    ("questionnaire", ("klein",)),
    ("version", ("klein", 1)),
    ("compare_versions", ("klein", 2, 1)),
    ("workbook", ("klein", 1)),
    ("limesurvey", ("klein", 1)),
    ("ddi", ("klein", 1)),
    ("canonical_json", ("klein", 1)),
    ("questionnaires", ()),
]
OFFICE_ONLY = [
    ("replace_draft", ("klein",)),
    ("rename_questionnaire", ("klein",)),
    ("publish_version", ("klein",)),
    ("remove_draft", ("klein",)),
    ("findings", ("klein", 3)),
    ("retire_version", ("klein", 1)),
    ("restore_version", ("klein", 1)),
    ("import_questionnaire", ()),
    ("begin_questionnaire", ()),
    ("template", ()),
]


@pytest.fixture
def three(process):
    found = a_questionnaire(process)
    a_version(found)
    a_version(found)
    a_version(found, state=DRAFT, file_name="klein.xlsx", file_content=b"PK")
    return found


@pytest.mark.parametrize(("place", "args"), PAGES + OFFICE_ONLY)
def test_the_office_sees_every_page(three, office, place, args):
    assert office.get(address(place, *args)).status_code == 200


@pytest.mark.parametrize(("place", "args"), PAGES)
def test_members_read_what_is_published(three, crowd, place, args):
    assert as_user(crowd.member).get(address(place, *args)).status_code == 200


@pytest.mark.parametrize(("place", "args"), OFFICE_ONLY)
def test_members_change_nothing(three, crowd, place, args):
    assert as_user(crowd.member).get(address(place, *args)).status_code == 403


@pytest.mark.parametrize(("place", "args"), PAGES + OFFICE_ONLY)
def test_outsiders_find_nothing(three, crowd, place, args):
    assert as_user(crowd.outsider).get(address(place, *args)).status_code == 404


@pytest.mark.parametrize(("place", "args"), PAGES + OFFICE_ONLY)
def test_strangers_are_asked_to_sign_in(three, client, place, args):
    assert client.get(address(place, *args)).status_code == 302


@pytest.mark.documents
def test_a_version_can_be_printed(three, office):
    assert office.get(address("paper", "klein", 1)).content.startswith(b"%PDF")


def test_drafts_do_not_exist_to_members(three, crowd):
    assert as_user(crowd.member).get(address("version", "klein", 3)).status_code == 404


def test_the_file_of_the_author_comes_back_byte_by_byte(three, office):
    assert office.get(address("authors_file", "klein", 3)).content == b"PK"


@pytest.mark.parametrize("number", [1, 5])
def test_a_longer_list_asks_no_more_of_the_database(
    process, office, django_assert_max_num_queries, number
):
    for position in range(number):
        a_version(a_questionnaire(process, f"bogen-{position}", title=f"Bogen {position}"))

    with django_assert_max_num_queries(12):
        page = office.get(address("questionnaires"))

    assert [q.number_of_versions for q in page.context["page"]] == [1] * number


@pytest.mark.parametrize("number", [1, 5])
def test_more_versions_ask_no_more_of_the_database(
    process, office, django_assert_max_num_queries, number
):
    found = a_questionnaire(process)
    for _position in range(number):
        a_version(found)

    with django_assert_max_num_queries(12):
        page = office.get(address("questionnaire", "klein"))

    assert len(page.context["versions"]) == number
