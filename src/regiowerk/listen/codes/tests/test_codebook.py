import json
from hashlib import sha256
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook

from regiowerk.ground.journal.models import Entry
from regiowerk.ground.journal.queries import tell_entries
from regiowerk.ground.people.tests.factories import AT
from regiowerk.ground.process.tests.factories import a_process, deeds
from regiowerk.ground.regions.tests.strangers import OFFICE_ACTS, OFFICE_LOOKS, asked_by_all
from regiowerk.listen.codes.actions import DEEDS
from regiowerk.listen.codes.models import Code, CodebookVersion
from regiowerk.listen.codes.queries import book_of
from regiowerk.listen.codes.tests.factories import a_code, a_codebook_version

pytestmark = pytest.mark.django_db

BOOK = "/verfahren/muster/codesystem/"
ADD = f"{BOOK}neu/"
DATA = {
    "name": "Fachkräfte",
    "definition": "Es fehlen Leute.",
    "anchor": "Uns fehlen Leute.",
    "is_assignable": "on",
    "tone": "red",
}


def page_of(code, deed=""):
    return f"{BOOK}code/{code.key}/{deed}"


def paths(process):
    book = book_of(process)
    return [book.path(code) for _depth, code in book.standing]


def faults(answer):
    return [str(fault) for found in answer.context["form"].errors.values() for fault in found]


def test_the_codebook_is_the_offices(crowd, process):
    assert asked_by_all(crowd, BOOK) == OFFICE_LOOKS


@pytest.mark.parametrize(
    "deed", ["", "bearbeiten/", "entfernen/", "versetzen/", "zusammenfuehren/", "aufteilen/"]
)
def test_a_code_is_the_offices(crowd, process, deed):
    assert asked_by_all(crowd, page_of(a_code(process), deed)) == OFFICE_LOOKS


def test_only_the_office_adds_codes(crowd, process):
    assert asked_by_all(crowd, ADD, DATA) == OFFICE_ACTS


def test_the_first_code_begins_the_codebook(office, process):
    answer = office.post(ADD, DATA)

    code = Code.objects.get()
    assert (
        answer.headers["Location"],
        (code.name, code.definition, code.anchor, code.tone, code.parent, code.position),
        code.codebook.process,
        deeds(),
    ) == (
        "/verfahren/muster/codesystem/code/fachkraefte/",
        ("Fachkräfte", "Es fehlen Leute.", "Uns fehlen Leute.", "red", None, 1),
        process,
        [("code.added", "Fachkräfte")],
    )


def test_a_code_is_added_below_another_one(office, process):
    parent = a_code(process, "hemmnisse")

    office.post(f"{ADD}?unter={parent.key}", DATA)

    assert paths(process) == ["Hemmnisse", "Hemmnisse › Fachkräfte"]


def test_two_codes_of_one_name_stand_in_different_places_only(office, process):
    parent = a_code(process, "hemmnisse")
    a_code(process, "fachkraefte", name="Fachkräfte")

    taken, free = office.post(ADD, DATA), office.post(f"{ADD}?unter={parent.key}", DATA)

    assert (taken.status_code, faults(taken), free.status_code) == (
        422,
        ["Ein Code dieses Namens steht dort schon. Bitte wählen Sie einen anderen Namen oder Ort."],
        302,
    )


def test_a_code_is_changed_and_keeps_its_address(office, process):
    code = a_code(process)

    answer = office.post(page_of(code, "bearbeiten/"), DATA | {"name": "Zu  wenig › Leute"})

    code.refresh_from_db()
    assert (answer.headers["Location"], code.name, code.key, deeds()) == (
        page_of(code),
        "Zu wenig Leute",
        "personal",
        [("code.changed", "Zu wenig Leute")],
    )


def test_a_code_moves_with_what_is_below_it(office, process):
    parent, code = a_code(process, "hemmnisse"), a_code(process)
    a_code(process, "it", name="IT", under=code)

    office.post(page_of(code, "versetzen/"), {"under": parent.key})

    assert paths(process) == [
        "Hemmnisse",
        "Hemmnisse › Personal",
        "Hemmnisse › Personal › IT",
    ]


def test_no_place_is_offered_that_would_make_a_circle(office, process):
    code = a_code(process)
    child = a_code(process, "it", under=code)

    answer = office.post(page_of(code, "versetzen/"), {"under": child.key})

    assert (answer.status_code, paths(process)) == (422, ["Personal", "Personal › It"])


def test_codes_are_arranged_among_their_siblings(office, process):
    a_code(process, "eins", position=1)
    second = a_code(process, "zwei", position=2)

    office.post(page_of(second, "ordnen/"), {"direction": "up"})

    assert paths(process) == ["Zwei", "Eins"]


def test_a_merger_is_told_kept_and_undone(office, process):
    into, code = a_code(process, "hemmnisse"), a_code(process)
    a_code(process, "it", name="IT", under=code)

    office.post(page_of(code, "zusammenfuehren/"), {"into": into.key})
    merged = paths(process)
    shown = office.get(page_of(code)).content.decode()
    office.post(page_of(code, "trennen/"))

    code.refresh_from_db()
    assert (
        merged,
        "zählt er als" in shown,
        sorted(paths(process)),
        (code.merged_into, code.merged_at, code.merged_by),
        deeds(),
    ) == (
        ["Hemmnisse", "Hemmnisse › IT"],
        True,
        ["Hemmnisse", "Hemmnisse › IT", "Personal"],
        (None, None, ""),
        [("code.merged", "Personal → Hemmnisse"), ("code.restored", "Personal")],
    )


def test_a_code_does_not_come_back_to_a_taken_name(office, process):
    into = a_code(process, "hemmnisse")
    merged = a_code(process, merged_into=into)
    a_code(process, "neu", name="Personal")

    office.post(page_of(merged, "trennen/"))

    merged.refresh_from_db()
    assert merged.merged_into == into


def test_a_code_is_split_into_finer_ones(office, process):
    code = a_code(process)

    office.post(page_of(code, "aufteilen/"), {"names": "IT\n\n Kita \nIT"})

    code.refresh_from_db()
    assert (paths(process), code.is_assignable, deeds()) == (
        ["Personal", "Personal › IT", "Personal › Kita"],
        False,
        [("code.split", "Personal: IT, Kita")],
    )


def test_an_unused_code_is_removed_and_one_with_others_below_is_not(office, process):
    code = a_code(process)
    child = a_code(process, "it", under=code)

    refused = office.post(page_of(code, "entfernen/"))
    office.post(page_of(child, "entfernen/"))

    assert (refused.status_code, paths(process), deeds()) == (
        422,
        ["Personal"],
        [("code.removed", "It")],
    )


def test_a_version_is_frozen_with_its_hash_and_says_what_changed(office, process):
    code = a_code(process)
    office.post(f"{BOOK}einfrieren/", {"note": "vor der zweiten Runde"})
    again = office.post(f"{BOOK}einfrieren/", {})
    office.post(page_of(code, "bearbeiten/"), DATA)

    version = CodebookVersion.objects.get()
    page = office.get(f"{BOOK}fassung/1/")
    file = office.get(f"{BOOK}fassung/1.json")
    assert (
        again.status_code,
        sha256(file.content).hexdigest() == version.content_hash,
        json.loads(file.content)["codes"][0]["name"],
        page.context["since"].renamed,
        page.context["since"].defined_anew,
    ) == (422, True, "Personal", (("Personal", "Fachkräfte"),), ("Personal",))


def a_workbook(*rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    out = BytesIO()
    book.save(out)
    return SimpleUploadedFile("codes.xlsx", out.getvalue())


def test_codes_come_from_a_table_and_known_ones_are_changed(office, process):
    a_code(process)
    file = a_workbook(
        ("Code", "Definition", "Zuordenbar", "Bemerkung"),
        ("Personal › Fachkräfte", "Es fehlen Leute", "ja", "x"),
        ("Personal", "Alle im Rathaus", "nein", ""),
    )

    answer = office.post(f"{BOOK}einlesen/", {"file": file})

    code = Code.objects.get(key="personal")
    assert (answer.status_code, paths(process), code.definition, code.is_assignable, deeds()) == (
        302,
        ["Personal", "Personal › Fachkräfte"],
        "Alle im Rathaus",
        False,
        [("codebook.taken_in", "codes.xlsx")],
    )


def test_a_faulty_table_changes_nothing_and_names_the_row(office, process):
    file = a_workbook(("Code",), ("Geld",), ("Fehlt › Personal",))

    answer = office.post(f"{BOOK}einlesen/", {"file": file})

    assert (
        answer.status_code,
        [sentence for _finding, sentence in answer.context["findings"]],
        paths(process),
    ) == (422, ["Zeile 3: Es gibt keinen Code „Fehlt“, unter dem er stehen könnte."], [])


@pytest.mark.parametrize("content", [b"kein Zip", b"PK\x03\x04kaputt"])
def test_what_is_no_workbook_is_refused(office, process, content):
    file = SimpleUploadedFile("codes.xlsx", content)

    assert office.post(f"{BOOK}einlesen/", {"file": file}).status_code == 422


def test_a_workbook_without_codes_is_refused(office, process):
    file = a_workbook(("Namen", "Bemerkung"), ("Geld", ""))

    assert office.post(f"{BOOK}einlesen/", {"file": file}).status_code == 422


def test_what_is_taken_along_can_be_taken_in_again(office, process):
    top = a_code(process, "hemmnisse", is_assignable=False)
    a_code(process, under=top)
    a_code(process, "formel", name="=1+1", position=2)
    content = office.get(f"{BOOK}tabelle.xlsx").content
    rows = list(load_workbook(BytesIO(content)).worksheets[0].iter_rows(values_only=True))
    before = [*Code.objects.order_by("pk").values()]

    file = SimpleUploadedFile("codes.xlsx", content)
    answer = office.post(f"{BOOK}einlesen/", {"file": file})

    assert (
        rows[0][:3],
        [row[0] for row in rows[1:4]],
        answer.status_code,
        [*Code.objects.order_by("pk").values()],
    ) == (
        ("Code", "Definition", "Ankerbeispiel"),
        ["Hemmnisse", "Hemmnisse › Personal", "=1+1"],
        302,
        before,
    )


def test_an_empty_codebook_says_what_codes_are_for(office, process):
    page = office.get(BOOK).content.decode()

    assert "Noch keine Codes" in page


def test_codes_of_another_process_are_not_there(office, crowd, process):
    code = a_code(a_process(crowd.region, "anderes"))

    assert office.get(page_of(code)).status_code == 404


@pytest.mark.parametrize("count", [1, 5])
def test_the_page_takes_few_queries(office, process, count, django_assert_max_num_queries):
    top = a_code(process, "oben")
    for number in range(count):
        a_code(process, f"code-{number}", under=top, position=number)
        a_code(process, f"weg-{number}", merged_into=top)
        a_codebook_version(process, number + 1)

    with django_assert_max_num_queries(12):
        office.get(BOOK)


def test_every_deed_is_told_in_a_sentence():
    entries = [
        Entry(deed=deed, organisation_label="Stadt Mitte", object_label="Geld", happened_at=AT)
        for deed in DEEDS
    ]

    assert [told.sentence for told in tell_entries(entries, DEEDS)] == [
        "Stadt Mitte hat den Code „Geld“ hinzugefügt.",
        "Stadt Mitte hat den Code „Geld“ geändert.",
        "Stadt Mitte hat den Code „Geld“ versetzt.",
        "Stadt Mitte hat Codes zusammengeführt: Geld.",
        "Stadt Mitte hat einen zusammengeführten Code wieder herausgelöst: „Geld“.",
        "Stadt Mitte hat den Code „Geld“ aufgeteilt.",
        "Stadt Mitte hat den Code „Geld“ entfernt.",
        "Stadt Mitte hat das Codesystem eingefroren: Geld.",
        "Stadt Mitte hat Codes aus einer Tabelle übernommen: Geld.",
    ]
