"""What leaves of the answers of a wave, in which files, and what stays."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from defusedxml.ElementTree import fromstring
from openpyxl import load_workbook

from regiowerk.ground.people.tests.factories import AT
from regiowerk.ground.process.tests.factories import deeds
from regiowerk.ground.regions.tests.factories import a_municipality
from regiowerk.listen.questionnaires.domain.answers import Field
from regiowerk.listen.questionnaires.domain.instrument import Kind, Visibility
from regiowerk.listen.surveys.actions import keep_both
from regiowerk.listen.surveys.documents.exports import FORMATS, write_export
from regiowerk.listen.surveys.models import Participation
from regiowerk.listen.surveys.queries.exports import Audience, export_of
from regiowerk.listen.surveys.tests.factories import (
    a_participation,
    a_published_version,
    a_row,
    a_survey,
    a_wave,
    a_writer,
    answered,
)
from regiowerk.listen.surveys.tests.signing_world import signed, whole
from regiowerk.listen.surveys.tests.town_hall import (
    ADDRESS,
    GOAL,
    STAFF,
    TOPICS,
    TOWN_HALL,
    WEBSITE,
)

pytestmark = pytest.mark.django_db

HOME = "/verfahren/muster/befragungen/rathaus/1/antworten/"
TODAY = date(2022, 1, 24)


def changed(name, **rest):
    """The town hall questionnaire with one question that is different."""
    today, plans = TOWN_HALL.items
    items = tuple(replace(one, **rest) if one.name == name else one for one in today.items)
    return replace(TOWN_HALL, items=(replace(today, items=items), plans))


def wave_with(process, instrument=TOWN_HALL):
    version = a_published_version(process, instrument)
    return a_wave(a_survey(process, questionnaire=version.questionnaire))


def handed_in(wave, *answers, organisation=None):
    participation = a_participation(wave, organisation)
    whole(participation)
    for field, value in answers:
        answered(participation, field, value, base=_base(participation, field))
    return sign_now(participation)


def sign_now(participation):
    Participation.objects.filter(pk=participation.pk).update(state="in_sign_off")
    participation.refresh_from_db(fields=["state"])
    signed(participation)
    return participation


def _base(participation, field):
    heads = participation.heads.filter(path=field.path)
    return heads.values_list("revision", flat=True).first()


def file_of(wave, key, audience=Audience.OFFICE):
    return write_export(export_of(wave, audience), FORMATS[key], TODAY)


def content_of(wave, key, audience=Audience.OFFICE):
    with file_of(wave, key, audience).file as file:
        return file.read()


def table(wave, name="answers.csv", audience=Audience.OFFICE, key="csv"):
    with ZipFile(BytesIO(content_of(wave, key, audience))) as archive:
        text = archive.read(name).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_a_line_says_what_was_answered_not_answered_and_not_asked(process):
    wave = wave_with(process)
    handed_in(wave, (WEBSITE, "no"), (STAFF, 12), (TOPICS, ("care", "traffic")))
    (line,) = table(wave)

    assert {name: cell for name, cell in line.items() if not name.startswith("sub")} == {
        "organisation__key": "ags-05999011",
        "organisation__name": "Stadt Nebel",
        "organisation__ags": "05999011",
        "organisation__district": "",
        "website": "no",
        "address": ".n",
        "staff": "12",
        "topics__care": "1",
        "topics__school": "0",
        "topics__traffic": "1",
        "country": "",
        "goal": "",
        "concept": "",
        "doubled": "24",
    }


def test_entries_have_a_table_with_the_ids_of_their_rows(process):
    wave = wave_with(process)
    participation = a_participation(wave)
    a_row(participation)
    title = Field("/plans/projects/title", ("1" * 32,))
    whole(participation)
    answered(participation, title, "Bürgeramt")
    sign_now(participation)
    (line,) = table(wave, "projects.csv")

    assert (line["row__projects"], line["title"], line["cost"]) == ("1" * 32, "Bürgeramt", "")


def test_what_an_organisation_has_not_agreed_on_is_told_to_the_office_only(process):
    wave = wave_with(process)
    participation = whole(a_participation(wave))
    answered(participation, GOAL, "Mehr")
    conflict = answered(participation, GOAL, "Weniger").conflict
    keep_both(conflict=conflict, writer=a_writer(), at=AT)
    sign_now(participation)
    lines = table(wave, "not-agreed.csv")
    book = load_workbook(BytesIO(content_of(wave, "xlsx")))
    with ZipFile(BytesIO(content_of(wave, "csv", Audience.REGION))) as archive:
        names = archive.namelist()

    assert (
        [list(line.values())[1:] for line in lines],
        len(book.sheetnames),
        "not-agreed.csv" in names,
    ) == ([["goal", "", "Mehr"], ["goal", "", "Weniger"]], 6, False)


def test_what_would_be_run_as_a_formula_is_harmless(process):
    wave = wave_with(process)
    handed_in(wave, (GOAL, '=HYPERLINK("http://boese.example")'))

    assert table(wave)[0]["goal"] == '\'=HYPERLINK("http://boese.example")'


def test_a_worksheet_holds_text_and_no_formula(process):
    wave = wave_with(process)
    handed_in(wave, (GOAL, "=1+1"), (STAFF, 12))
    book = load_workbook(BytesIO(content_of(wave, "xlsx")))
    page = book.worksheets[0]
    row = {
        head.value: (cell.value, cell.data_type)
        for head, cell in zip(page[1], page[2], strict=True)
    }

    assert (row["goal"], row["staff"], row["submission__day"][1], len(book.sheetnames)) == (
        ("=1+1", "s"),
        (12, "n"),
        "d",
        5,
    )


@pytest.mark.parametrize(
    ("audience", "visibility", "is_told"),
    [
        (Audience.OFFICE, Visibility.OFFICE, True),
        (Audience.OFFICE, Visibility.AGGREGATE, False),
        (Audience.OFFICE, Visibility.PERSONAL, False),
        (Audience.REGION, Visibility.REGION, True),
        (Audience.REGION, Visibility.OFFICE, False),
        (Audience.PUBLIC, Visibility.PUBLIC, True),
        (Audience.PUBLIC, Visibility.REGION, False),
        (Audience.OFFICE, None, False),
    ],
)
def test_only_what_the_circle_may_have_leaves(process, audience, visibility, is_told):
    wave = wave_with(process, changed("country", visibility=visibility))
    handed_in(wave, (Field("/today/country"), "Geheimland"))
    said = [
        any(b"Geheimland" in part for part in _parts(content_of(wave, key, audience), key))
        for key in FORMATS
    ]

    assert said == [is_told] * 4


def _parts(content, key):
    if key == "json":
        return [content]
    with ZipFile(BytesIO(content)) as archive:
        return [archive.read(name) for name in archive.namelist()]


def test_what_is_calculated_from_a_hidden_answer_is_hidden_too(process):
    wave = wave_with(process, changed("staff", visibility=Visibility.AGGREGATE))
    handed_in(wave, (STAFF, 12))

    assert set(table(wave)[0]) & {"staff", "doubled"} == set()


def test_not_being_asked_does_not_give_a_hidden_answer_away(process):
    wave = wave_with(process, changed("website", visibility=Visibility.AGGREGATE))
    handed_in(wave, (WEBSITE, "no"))
    (said,) = [json.loads(line) for line in content_of(wave, "json").splitlines()][1:]

    assert (table(wave)[0]["address"], {"path": ADDRESS.path, "rows": []} in said["not_asked"]) == (
        "",
        False,
    )


def test_a_question_keeps_its_column_across_versions(process):
    wave = wave_with(process)
    handed_in(wave, (STAFF, 12))
    today, plans = TOWN_HALL.items
    staff = next(one for one in today.items if one.name == "staff")
    rest = tuple(one for one in today.items if one.name not in {"staff", "country"})
    newer = replace(
        TOWN_HALL,
        items=(replace(today, items=rest), replace(plans, items=(staff, *plans.items))),
    )
    version = a_published_version(process, newer, number=2)
    other = a_participation(wave, a_municipality("05999012", "Wald"))
    other.version = version
    other.save()
    whole(other)
    answered(other, Field("/plans/staff"), 7)
    sign_now(other)

    assert [(line["staff"], line["country"]) for line in table(wave)] == [("12", ""), ("7", ".n")]


def test_another_kind_of_question_has_a_column_of_its_own(process):
    wave = wave_with(process)
    handed_in(wave, (STAFF, 12))
    newer = changed("staff", kind=Kind.TEXT, constraint="")
    version = a_published_version(process, newer, number=2)
    other = a_participation(wave, a_municipality("05999012", "Wald"))
    other.version = version
    other.save()
    whole(other)
    answered(other, STAFF, "zwölf")
    sign_now(other)

    assert [(line["staff"], line["staff_v1"]) for line in table(wave)] == [
        (".n", "12"),
        ("zwölf", ".n"),
    ]


def test_the_narrowest_promise_of_all_versions_holds(process):
    wave = wave_with(process, changed("country", visibility=Visibility.AGGREGATE))
    handed_in(wave, (Field("/today/country"), "Geheimland"))
    version = a_published_version(process, TOWN_HALL, number=2)
    other = a_participation(wave, a_municipality("05999012", "Wald"))
    other.version = version
    other.save()
    whole(other)
    sign_now(other)

    assert "country" not in table(wave)[0]


@pytest.mark.parametrize("state", ["submitted", "accepted", "returned", "reopened"])
def test_the_last_submission_counts(process, state):
    wave = wave_with(process)
    participation = handed_in(wave, (STAFF, 12))
    Participation.objects.update(state="in_work")
    participation.refresh_from_db(fields=["state"])
    answered(participation, STAFF, 15, base=_base(participation, STAFF))
    sign_now(participation)
    Participation.objects.update(state=state)

    assert [(line["submission__number"], line["staff"]) for line in table(wave)] == [("2", "15")]


def test_what_is_not_handed_in_stays(process):
    wave = wave_with(process)
    answered(whole(a_participation(wave)), STAFF, 12)

    assert table(wave) == []


@pytest.mark.parametrize("key", list(FORMATS))
def test_the_same_answers_give_the_same_bytes(process, key):
    wave = wave_with(process)
    handed_in(wave, (STAFF, 12))

    assert content_of(wave, key) == content_of(wave, key)


def test_the_codebook_names_every_column(process):
    wave = wave_with(process)
    handed_in(wave, (STAFF, 12))
    with ZipFile(BytesIO(content_of(wave, "ddi"))) as archive:
        book = fromstring(archive.read("codebook.xml"))
        header = archive.read("answers.csv").decode("utf-8-sig").splitlines()[0].split(",")
    names = [
        one.get("name") for one in book.iter("{ddi:codebook:2_5}var") if one.get("files") == "F1"
    ]

    assert names == header


def test_the_file_leaves_and_the_journal_says_so(office, process):
    wave = wave_with(process)
    handed_in(wave, (STAFF, 12))
    response = office.post(f"{HOME}csv/")
    response.getvalue()

    assert (response.headers["Content-Disposition"], deeds()[-1][:2]) == (
        'attachment; filename="muster-rathaus-1-2022-01-24.csv.zip"',
        ("answers.exported", "muster-rathaus-1-2022-01-24.csv.zip (1)"),
    )


def test_a_file_for_the_public_says_so_in_its_name(office, process):
    handed_in(wave_with(process))
    response = office.post(f"{HOME}json/", {"kreis": "public"})
    response.getvalue()

    assert "muster-rathaus-1-public-2022-01-24.jsonl" in response.headers["Content-Disposition"]


def test_without_answers_there_is_no_file(office, process):
    a_participation(wave_with(process))
    response = office.post(f"{HOME}csv/")

    assert (response.status_code, response.headers["Location"], deeds()) == (302, HOME, [])


def test_the_page_says_what_is_left_out_and_why(office, process):
    handed_in(wave_with(process, changed("staff", visibility=Visibility.AGGREGATE)))
    page = office.get(HOME).content.decode()

    assert ("Frage staff" in page, 'id="nicht-enthalten"' in page) == (True, True)


def test_before_anybody_handed_in_the_page_says_so(office, process):
    wave_with(process)
    page = office.get(HOME).content.decode()

    assert ("<form" in page.split("<main")[1].split("</main")[0]) is False


def test_an_unknown_kind_of_file_is_not_there(office, process):
    wave_with(process)

    assert office.post(f"{HOME}doc/").status_code == 404


def test_a_download_is_asked_for_by_a_button(office, process):
    wave_with(process)

    assert office.get(f"{HOME}csv/").status_code == 405


@pytest.mark.parametrize("organisations", [1, 5])
def test_an_export_reads_with_few_queries(process, organisations, django_assert_max_num_queries):
    wave = wave_with(process)
    for number in range(organisations):
        handed_in(
            wave, (STAFF, number), organisation=a_municipality(f"0599902{number}", f"O{number}")
        )
    with django_assert_max_num_queries(8):
        content_of(wave, "csv")
