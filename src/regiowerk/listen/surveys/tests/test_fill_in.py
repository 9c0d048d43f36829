"""The project office fills in what it knows: template, reading, looking, writing."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook

from regiowerk.ground.people.tests.factories import AT
from regiowerk.ground.process.tests.factories import deeds
from regiowerk.ground.regions.tests.factories import a_municipality
from regiowerk.listen.surveys import actions
from regiowerk.listen.surveys.documents.prefill import reading
from regiowerk.listen.surveys.models import Head, Participation, Revision, Wave
from regiowerk.listen.surveys.queries.answers import heads_of
from regiowerk.listen.surveys.tests.factories import (
    a_participation,
    a_published_version,
    a_survey,
    a_wave,
    a_writer,
    answered,
)
from regiowerk.listen.surveys.tests.town_hall import (
    COUNTRY,
    STAFF,
    TOPICS,
    TOWN_HALL,
    WEBSITE,
    present,
)
from regiowerk.listen.surveys.views.office.prefill import _known

pytestmark = pytest.mark.django_db


HOME = "/verfahren/muster/befragungen/rathaus/1/vorbelegen/"


KEY = "ags-05999011"


def book(*rows, header=("organisation__key", "staff"), sheet="prefill"):
    made = Workbook()
    made.active.title = sheet
    for row in (header, *rows):
        made.active.append(row)
    return saved(made)


def saved(made):
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def read(wave, content, name="werte.xlsx"):
    return reading.read_prefill(content, name, _known(wave))


def kinds(wave, content, name="werte.xlsx"):
    return [(note.kind, note.row, note.column) for note in read(wave, content, name).notes]


def send(office, content, name="werte.xlsx"):
    return office.post(HOME, {"file": SimpleUploadedFile(name, content)})


def confirm(office, shown):
    return office.post(f"{HOME}eintragen/", {"values": shown.context["token"]})


def filled(office, content):
    return confirm(office, send(office, content))


def test_the_template_has_a_row_per_organisation_and_no_answer(office, participation):
    answered(participation, STAFF, 12)
    content = office.get(f"{HOME}vorlage/").content
    page = load_workbook(BytesIO(content))["prefill"]
    rows = [[cell.value for cell in row] for row in page.iter_rows()]

    assert (rows[0], rows[1][0], rows[2]) == (
        [
            "organisation__key",
            "organisation__name",
            "website",
            "address",
            "staff",
            "topics__care",
            "topics__school",
            "topics__traffic",
            "country",
            "goal",
        ],
        "#",
        [KEY, "Stadt Nebel", *[None] * 8],
    )


def test_the_short_template_has_only_what_the_author_marked(office, participation):
    content = office.get(f"{HOME}vorlage/?umfang=gekennzeichnet").content
    page = load_workbook(BytesIO(content))["prefill"]

    assert [cell.value for cell in page[1]][2:] == ["goal"]


def test_the_filled_template_is_read(office, participation):
    made = load_workbook(BytesIO(office.get(f"{HOME}vorlage/").content))
    page = made["prefill"]
    for column, value in ((3, "ja"), (5, 12), (6, 1), (7, 0), (8, "x"), (9, " Polen ")):
        page.cell(3, column, value)
    found = read(participation.wave, saved(made))

    assert (found.values, found.notes) == (
        {
            KEY: {
                "/today/website": "yes",
                STAFF.path: 12,
                TOPICS.path: ("care", "traffic"),
                COUNTRY.path: "Polen",
            }
        },
        (),
    )


@pytest.mark.parametrize(
    ("rows", "header", "expected"),
    [
        ([("ags-000", 1)], None, [("unknown-organisation", 2, "organisation__key")]),
        ([(KEY, 1)], ("organisation__key", "stuff"), [("unknown-column", 1, "stuff")]),
        ([(KEY, 1, 2)], ("organisation__key", "staff", "staff"), [("column-twice", 1, "staff")]),
        ([(KEY, 1)], ("wer", "staff"), [("no-key-column", None, "")]),
        ([(KEY, "viele")], None, [("unreadable", 2, "staff")]),
        ([(KEY, 1.5)], None, [("unreadable", 2, "staff")]),
        ([(KEY, datetime(2022, 1, 1))], None, [("unreadable", 2, "staff")]),  # noqa: DTZ001
        ([(KEY, "vielleicht")], ("organisation__key", "website"), [("not-in-list", 2, "website")]),
        ([(KEY, 2)], ("organisation__key", "topics__care"), [("not-yes-no", 2, "topics__care")]),
        ([(KEY, "=1+1")], None, [("formula", 2, "")]),
        ([(KEY, "#REF!")], None, [("fault", 2, "")]),
        ([(KEY, 1), (KEY, 2)], None, [("organisation-twice", 3, "organisation__key")]),
        ([(None, 1)], None, [("no-organisation", 2, "")]),
        ([(KEY, 1, "Notiz")], None, [("no-heading", 2, "")]),
        ([(KEY, None)], None, [("no-values", None, "")]),
        ([(KEY, ".n")], None, [("no-values", None, "")]),
        ([], None, [("no-values", None, "")]),
    ],
)
def test_what_is_wrong_is_told_by_row_and_column(participation, rows, header, expected):
    content = book(*rows, header=header or ("organisation__key", "staff"))

    assert kinds(participation.wave, content) == expected


def test_an_empty_workbook_has_no_columns(participation):
    assert [one[0] for one in kinds(participation.wave, saved(Workbook()))] == ["no-sheet"]


def test_the_sheet_has_to_be_called_as_in_the_template(participation):
    content = book((KEY, 1), sheet="Tabelle1")

    assert kinds(participation.wave, content) == [("no-sheet", None, "")]


def test_merged_cells_are_told(participation):
    made = load_workbook(BytesIO(book((KEY, 1))))
    made["prefill"].merge_cells("B2:C2")

    assert kinds(participation.wave, saved(made)) == [("merged-cells", 2, "")]


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("werte.xlsm", b"PK\x03\x04", "macros"),
        ("werte.xlsx", b"PK\x03\x04", "broken-workbook"),
        ("werte.xlsx", b"", "empty-file"),
        ("werte.xlsx", b"Name;Wert", "broken-workbook"),
        ("werte.csv", b"Name;Wert", "not-a-workbook"),
        ("werte.md", b"| survey |", "not-xlsx"),
    ],
)
def test_what_is_no_workbook_is_not_opened(participation, name, content, kind):
    assert [one[0] for one in kinds(participation.wave, content, name)] == [kind]


def test_too_many_rows_are_not_read(participation, monkeypatch):
    monkeypatch.setattr(reading, "MOST_ROWS", 3)
    rows = [(f"ags-{number}", number) for number in range(9)]

    assert kinds(participation.wave, book(*rows))[0][0] == "too-many-rows"


def test_a_day_is_read_as_a_day_and_a_number_as_it_was_meant(participation):
    found = read(
        participation.wave,
        book((KEY, datetime(2022, 1, 24)), header=("organisation__key", "country")),  # noqa: DTZ001
    )

    assert found.values == {KEY: {COUNTRY.path: "2022-01-24"}}


def test_who_handed_in_is_left_out_and_the_rest_goes_on(participation):
    a_participation(participation.wave, a_municipality("05999012", "Wald"), state="submitted")
    found = read(participation.wave, book((KEY, 1), ("ags-05999012", 2)))

    assert (dict(found.values), [one.kind for one in found.notes], found.has_errors) == (
        {KEY: {STAFF.path: 1}},
        ["handed-in"],
        False,
    )


def test_many_hints_never_hide_an_error(participation, monkeypatch):
    monkeypatch.setattr(reading, "MOST_NOTES", 1)
    for number in (12, 13):
        a_participation(
            participation.wave, a_municipality(f"059990{number}", f"O{number}"), state="submitted"
        )
    content = book(("ags-05999012", 1), ("ags-05999013", 1), (KEY, "viele"))

    assert read(participation.wave, content).has_errors


def test_before_it_is_confirmed_nothing_is_written(office, participation):
    shown = send(office, book((KEY, 12)))

    assert (shown.status_code, shown.context["values"], present(participation)) == (200, 1, {})


def test_what_is_confirmed_is_written_and_asked_about(office, participation):
    response = filled(office, book((KEY, 12)))
    (standing,) = heads_of(participation).values()

    assert (
        response.headers["Location"],
        (standing.value, standing.origin, standing.is_unconfirmed, standing.unit),
        deeds()[-1][0],
    ) == (
        HOME,
        ("12", "prefill", True, "Projektbüro"),
        "answers.prefilled",
    )


def test_filling_in_is_no_work_of_the_organisation(office, participation):
    filled(office, book((KEY, 12)))
    participation.refresh_from_db()

    assert (participation.state, participation.answered_at) == ("invited", None)


def test_a_planned_wave_is_filled_in_before_anybody_is_asked(office, participation):
    Wave.objects.update(state="planned", opened_at=None, opened_by="")
    Participation.objects.update(state="planned")
    filled(office, book((KEY, 12)))

    assert present(participation) == {STAFF.path: "12"}


def test_what_was_filled_in_stays_when_the_organisation_opens_the_survey(office, participation):
    filled(office, book((KEY, "Frankreich"), header=("organisation__key", "country")))
    participation = Participation.objects.get()
    actions.open_participation(participation=participation, writer=a_writer(), at=AT)

    assert present(participation) == {COUNTRY.path: '"Frankreich"'}


def test_what_the_organisation_answered_itself_stays(office, participation):
    answered(participation, STAFF, 7)
    shown = send(office, book((KEY, 12)))

    assert (shown.context["values"], shown.context["kept"], present(participation)) == (
        0,
        1,
        {STAFF.path: "7"},
    )


def test_nobody_learns_that_an_answer_was_guessed(office, participation):
    answered(participation, STAFF, 12)
    shown = send(office, book((KEY, 12)))

    assert (shown.context["same"], shown.context["kept"]) == (0, 1)


@pytest.mark.parametrize(("website", "expected"), [("no", (0, 1, [])), ("yes", (1, 0, []))])
def test_nobody_learns_which_answer_rules_a_value_out(office, process, website, expected):
    today, plans = TOWN_HALL.items
    topics = next(one for one in today.items if one.name == "topics")
    ruled = replace(topics, choice_filter="not(${website} = 'no')")
    items = tuple(ruled if one is topics else one for one in today.items)
    version = a_published_version(
        process, replace(TOWN_HALL, items=(replace(today, items=items), plans))
    )
    participation = a_participation(a_wave(a_survey(process, questionnaire=version.questionnaire)))
    answered(participation, WEBSITE, website)
    shown = send(office, book((KEY, 1), header=("organisation__key", "topics__care")))

    found = (shown.context["values"], shown.context["kept"], shown.context["notes"])
    assert found == expected


def test_an_answer_given_between_looking_and_saying_yes_stays(office, participation):
    shown = send(office, book((KEY, 12)))
    answered(participation, STAFF, 7)
    confirm(office, shown)

    assert (present(participation), deeds()) == ({STAFF.path: "7"}, [])


def test_what_the_organisation_confirmed_stays(office, participation):
    filled(office, book((KEY, 12)))
    Head.objects.update(is_unconfirmed=False)
    shown = send(office, book((KEY, 15)))

    assert (shown.context["values"], shown.context["kept"]) == (0, 1)


def test_the_office_corrects_what_nobody_has_confirmed(office, participation):
    filled(office, book((KEY, 12)))
    filled(office, book((KEY, 15)))

    assert (present(participation), Revision.objects.count()) == ({STAFF.path: "15"}, 2)


def test_the_same_file_twice_is_nothing_new(office, participation):
    filled(office, book((KEY, 12)))
    shown = send(office, book((KEY, 12)))

    assert (shown.context["values"], shown.context["same"], Revision.objects.count()) == (0, 1, 1)


def test_saying_yes_twice_writes_once(office, participation):
    shown = send(office, book((KEY, 12)))
    confirm(office, shown)
    confirm(office, shown)

    assert (Revision.objects.count(), [one[0] for one in deeds()]) == (1, ["answers.prefilled"])


@pytest.mark.parametrize("state", ["in_sign_off", "submitted", "returned", "accepted", "reopened"])
def test_nobody_who_handed_in_is_filled_in(office, participation, state):
    shown = send(office, book((KEY, 12)))
    Participation.objects.update(state=state)
    confirm(office, shown)

    assert present(participation) == {}


def test_a_closed_wave_is_not_filled_in(office, participation):
    shown = send(office, book((KEY, 12)))
    Wave.objects.update(state="closed", closed_at=AT, closed_by="Stadt Mitte")
    response = confirm(office, shown)

    assert (response.status_code, present(participation)) == (302, {})


def test_values_that_were_changed_on_the_way_are_not_taken(office, participation):
    response = office.post(f"{HOME}eintragen/", {"values": "eyJhIjoxfQ:1:x"})

    assert (response.status_code, present(participation)) == (302, {})


def test_values_looked_at_for_one_wave_are_not_written_into_another(office, participation):
    token = send(office, book((KEY, 12))).context["token"]
    wave = participation.wave
    Wave.objects.filter(pk=wave.pk).update(number=2)
    wave.pk, wave.number = None, 1
    wave.save()
    office.post(f"{HOME}eintragen/", {"values": token})

    assert present(participation) == {}


def test_one_fault_and_nothing_is_offered(office, participation):
    shown = send(office, book((KEY, "viele")))

    assert (shown.status_code, "token" in shown.context, "staff" in shown.content.decode()) == (
        422,
        False,
        True,
    )
