"""What can be wrong with the text of a table, and what an import says to it, word for word."""

from __future__ import annotations

from pathlib import Path

import pytest

from regiowerk.tell.exchange.domain import reading
from regiowerk.tell.exchange.domain.limits import Limits
from regiowerk.tell.exchange.tests.factories import (
    SMALL,
    a_package_folder,
    do_import,
    edit,
    noted,
    refused,
)

pytestmark = pytest.mark.django_db


def test_a_byte_order_mark_is_read_over_and_told(tmp_path: Path) -> None:
    folder = a_package_folder(tmp_path)
    (folder / "stages.csv").write_text(SMALL["stages.csv"], encoding="utf-8-sig")

    assert noted(do_import(folder)) == [
        "stages.csv: Die Datei beginnt mit einer Bytereihenfolge-Markierung (BOM). Sie wurde ohne "
        "diese gelesen."
    ]


def test_windows_line_breaks_and_empty_rows_are_read(tmp_path: Path) -> None:
    folder = a_package_folder(tmp_path)
    text = SMALL["stages.csv"].replace("\n", "\r\n") + "\r\n" + "," * 14 + "\r\n"
    (folder / "stages.csv").write_bytes(text.encode())

    assert dict(do_import(folder).written)["stages"] == 2


def test_windows_1252_is_told_with_the_line(tmp_path: Path) -> None:
    folder = a_package_folder(tmp_path)
    (folder / "organisations.csv").write_bytes(SMALL["organisations.csv"].encode("cp1252"))

    assert refused(folder) == [
        "organisations.csv, Zeile 4, „Höxter“: Zeile 4 ist nicht in UTF-8, sondern vermutlich in "
        "Windows-1252 gespeichert („Höxter“). Speichern Sie die Datei mit der Zeichenkodierung "
        "UTF-8; Tabellenprogramme nennen sie „CSV UTF-8“."
    ]


def test_utf16_is_told(tmp_path: Path) -> None:
    folder = a_package_folder(tmp_path)
    (folder / "findings.csv").write_bytes(SMALL["findings.csv"].encode("utf-16"))

    assert refused(folder) == [
        "findings.csv: Die Datei ist in UTF-16 gespeichert. Speichern Sie sie mit der "
        "Zeichenkodierung UTF-8; Tabellenprogramme nennen sie „CSV UTF-8“."
    ]


def test_a_control_character_is_told(tmp_path: Path) -> None:
    folder = a_package_folder(tmp_path)
    edit(folder, "stages.csv", "Trends", "Tre\x00nds")

    assert refused(folder) == [
        "stages.csv, Zeile 3, „U+0000“: Zeile 3 enthält ein Steuerzeichen (U+0000). Bitte "
        "entfernen Sie es."
    ]


@pytest.mark.parametrize(("mark", "name"), [(";", ";"), ("\t", "Tab"), ("|", "|")])
def test_other_separators_are_told(tmp_path: Path, mark: str, name: str) -> None:
    folder = a_package_folder(tmp_path)
    (folder / "passages.csv").write_text(SMALL["passages.csv"].replace(",", mark), encoding="utf-8")

    heading = mark.join(("topic", "position", "statement", "source", "source_url"))
    assert refused(folder) == [
        f"passages.csv, Zeile 1, „{heading}“: Die Spalten sind durch „{name}“ getrennt, erwartet "
        "werden Kommas. In LibreOffice wählen Sie beim Speichern das Komma als Feldtrenner; Excel "
        "richtet sich nach den Regionseinstellungen des Systems."
    ]


def test_an_empty_file_is_told_with_its_heading(tmp_path: Path) -> None:
    folder = a_package_folder(tmp_path)
    (folder / "passages.csv").write_text("\n", encoding="utf-8")

    assert refused(folder) == [
        "passages.csv: Die Datei ist leer. Ihre erste Zeile muss lauten: "
        "topic,position,statement,source,source_url"
    ]


def test_an_open_quotation_mark_is_told(tmp_path: Path) -> None:
    folder = a_package_folder(tmp_path)
    edit(folder, "stages.csv", "Trends", '"Trends')

    assert refused(folder) == [
        "stages.csv, Zeile 3: Ab dieser Zeile ist ein Anführungszeichen nicht geschlossen oder "
        "steht allein. Innerhalb eines Textes wird ein Anführungszeichen doppelt geschrieben."
    ]


def test_a_missing_column_is_told_with_what_it_is_for(tmp_path: Path) -> None:
    folder = a_package_folder(tmp_path)
    text = SMALL["passages.csv"].replace(",source_url", "").replace(",,\n", ",\n")
    (folder / "passages.csv").write_text(text, encoding="utf-8")

    assert refused(folder) == [
        "passages.csv, Zeile 1, source_url: Diese Spalte fehlt (Adresse der Quelle). Fügen Sie sie "
        "hinzu; wo nichts bekannt ist, dürfen ihre Zellen leer sein."
    ]


def test_a_misspelt_column_is_told_once(tmp_path: Path) -> None:
    folder = a_package_folder(tmp_path)
    edit(folder, "passages.csv", "statement", "statment")

    assert refused(folder) == [
        "passages.csv, Zeile 1, statment: Diese Spalte ist nicht bekannt. Benennen Sie sie um oder "
        "entfernen Sie sie; bekannt sind: topic, position, statement, source, source_url. Gemeint "
        "ist vermutlich: statement."
    ]


def test_a_column_that_is_there_twice_is_told(tmp_path: Path) -> None:
    folder = a_package_folder(tmp_path)
    edit(folder, "passages.csv", "source_url", "source")

    assert refused(folder) == [
        "passages.csv, Zeile 1, source: Diese Spalte kommt zweimal vor. Entfernen Sie eine von "
        "beiden.",
        "passages.csv, Zeile 1, source_url: Diese Spalte fehlt (Adresse der Quelle). Fügen Sie sie "
        "hinzu; wo nichts bekannt ist, dürfen ihre Zellen leer sein.",
    ]


def test_too_many_cells_are_told_and_no_reference_is_blamed(tmp_path: Path) -> None:
    folder = a_package_folder(tmp_path)
    edit(folder, "findings.csv", "wenig Personal.", "wenig Personal, sagt man.")

    assert refused(folder) == [
        "findings.csv, Zeile 2, „personal,obstacle,1,Es gibt wenig Person“: Die Zeile hat 9 Zellen, "
        "die Überschrift 8. Oft enthält ein Text ein Komma: Setzen Sie ihn in Anführungszeichen."
    ]


def test_too_few_cells_are_told(tmp_path: Path) -> None:
    folder = a_package_folder(tmp_path)
    edit(folder, "passages.csv", "Gemeinsam planen,,", "Gemeinsam planen")

    assert refused(folder) == [
        "passages.csv, Zeile 2, „aims,1,Gemeinsam planen“: Die Zeile hat 3 Zellen, die Überschrift "
        "5. Auch leere Zellen brauchen ihr Komma."
    ]


def test_too_many_rows_are_not_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = a_package_folder(tmp_path)
    monkeypatch.setattr(reading, "LIMITS", Limits(rows=3))

    assert refused(folder) == [
        "organisations.csv: Die Tabelle hat 4 Zeilen; gelesen werden höchstens 3."
    ]


CELLS = [
    (
        "passages.csv",
        "aims,1,",
        "aims,,",
        "Zeile 2, position",
        "Diese Zelle darf nicht leer sein (Reihenfolge).",
    ),
    (
        "passages.csv",
        "aims,1,",
        "aims,eins,",
        "Zeile 2, position, „eins“",
        "Erwartet wird eine ganze Zahl, nur mit Ziffern geschrieben.",
    ),
    (
        "passages.csv",
        "aims,1,",
        "aims,99999,",
        "Zeile 2, position, „99999“",
        "Die Zahl muss zwischen 0 und 32767 liegen.",
    ),
    (
        "passages.csv",
        "aims,1,",
        "aim,1,",
        "Zeile 2, topic, „aim“",
        "Dieses Wort ist nicht bekannt. Möglich sind: aims, approach, role, next_steps, outlook. Gemeint ist vermutlich: aims.",
    ),
    (
        "passages.csv",
        "aims,1,",
        "wozu,1,",
        "Zeile 2, topic, „wozu“",
        "Dieses Wort ist nicht bekannt. Möglich sind: aims, approach, role, next_steps, outlook.",
    ),
    (
        "passages.csv",
        ",,\n",
        ",,javascript:alert(1)\n",
        "Zeile 2, source_url, „javascript:alert(1)“",
        "Erwartet wird eine Adresse, die mit https:// oder http:// beginnt.",
    ),
    (
        "stages.csv",
        "Trends",
        "T" * 201,
        "Zeile 3, name, „" + "T" * 80 + "“",
        "Dieser Text hat 201 Zeichen; Platz ist für 200. Bitte kürzen Sie ihn.",
    ),
    (
        "stages.csv",
        "2021-07-01,2021-12-31",
        "1.7.2021,2021-12-31",
        "Zeile 3, starts_on, „1.7.2021“",
        "Tage werden umgekehrt geschrieben: 2021-07-01.",
    ),
    (
        "stages.csv",
        "2021-07-01,2021-12-31",
        "31.02.2021,2021-12-31",
        "Zeile 3, starts_on, „31.02.2021“",
        "Diesen Tag gibt es nicht. Bitte berichtigen Sie Tag oder Monat.",
    ),
    (
        "stages.csv",
        "2021-07-01,2021-12-31",
        "2021-02-31,2021-12-31",
        "Zeile 3, starts_on, „2021-02-31“",
        "Diesen Tag gibt es nicht. Bitte berichtigen Sie Tag oder Monat.",
    ),
    (
        "stages.csv",
        "2021-07-01,2021-12-31",
        "Juli 2021,2021-12-31",
        "Zeile 3, starts_on, „Juli 2021“",
        "Erwartet wird ein Tag, geschrieben als 2021-12-31.",
    ),
    (
        "stages.csv",
        ",false,",
        ",falsch,",
        "Zeile 3, is_approximate, „falsch“",
        "Erwartet wird true (ja) oder false (nein). Gemeint ist vermutlich: false.",
    ),
    (
        "stages.csv",
        ",false,",
        ",vielleicht,",
        "Zeile 3, is_approximate, „vielleicht“",
        "Erwartet wird true (ja) oder false (nein).",
    ),
    (
        "stages.csv",
        "2021-01-04T08:00:00Z",
        "2021-01-04T08:00:00",
        "Zeile 2, opened_at, „2021-01-04T08:00:00“",
        "Die Zeitzone fehlt. Schreiben Sie 2021-01-04T08:00:00Z für UTC, oder +01:00 statt Z für deutsche Winterzeit.",
    ),
    (
        "findings.csv",
        "2021-06-01T08:00:00Z",
        "gestern",
        "Zeile 2, recorded_at, „gestern“",
        "Erwartet werden Tag und Uhrzeit mit Zeitzone, geschrieben als 2021-07-09T13:30:00Z.",
    ),
    (
        "figures.csv",
        "16130",
        "16.130",
        "Zeile 2, value, „16.130“",
        "Menschen und Kommunen sind ganze Zahlen. Der Punkt trennt hier Nachkommastellen, nicht Tausender.",
    ),
    (
        "figures.csv",
        "173.92",
        "173.925",
        "Zeile 3, value, „173.925“",
        "Es sind höchstens 2 Nachkommastellen möglich. Bitte runden Sie.",
    ),
    (
        "figures.csv",
        "173.92",
        '"1.173,92"',
        "Zeile 3, value, „1.173,92“",
        "Zahlen werden mit Punkt geschrieben, nicht mit Komma: 1173.92.",
    ),
    (
        "figures.csv",
        "173.92",
        "viel",
        "Zeile 3, value, „viel“",
        "Erwartet wird eine Zahl mit Dezimalpunkt und ohne Tausendertrennung, zum Beispiel 1234.5.",
    ),
    (
        "figures.csv",
        "173.92",
        "-1",
        "Zeile 3, value, „-1“",
        "Die Zahl muss zwischen 0 und 999999999999 liegen.",
    ),
    (
        "organisations.csv",
        ",05999008,",
        ",599900,",
        "Zeile 4, ags, „599900“",
        "Dieser Schlüssel hat genau 8 Ziffern.",
    ),
    (
        "milestones.csv",
        "auftakt,",
        "auftakt & start,",
        "Zeile 2, key, „auftakt & start“",
        "Ein Schlüssel besteht nur aus Buchstaben ohne Umlaute, Ziffern, Bindestrich und Unterstrich.",
    ),
    (
        "milestones.csv",
        "auftakt,",
        "neu,",
        "Zeile 2, key, „neu“",
        "Dieser Schlüssel ist schon eine Adresse. Bitte wählen Sie einen anderen.",
    ),
    (
        "region.csv",
        "#1F5C7A",
        "blau",
        "Zeile 2, accent, „blau“",
        "Erwartet wird eine Farbe, geschrieben als #1F5C7A.",
    ),
]


@pytest.mark.parametrize(("file", "old", "new", "place", "sentence"), CELLS)
def test_a_cell_that_is_not_what_its_column_says(
    tmp_path: Path, file: str, old: str, new: str, place: str, sentence: str
) -> None:
    folder = a_package_folder(tmp_path)
    edit(folder, file, old, new)

    assert refused(folder) == [f"{file}, {place}: {sentence}"]


ROWS = [
    (
        "stages.csv",
        "2021-07-01,2021-12-31",
        "2021-07-01,2021-06-30",
        "Zeile 3, ends_on, „2021-06-30“",
        "Das liegt vor starts_on (2021-07-01). Das Ende liegt am selben Tag oder später.",
    ),
    (
        "stages.csv",
        "2021-07-01,2021-12-31",
        "2021-07-01,2031-12-31",
        "Zeile 3, ends_on, „2031-12-31“",
        "Dieser Tag liegt außerhalb des Verfahrens, das von 2021-01-01 bis 2022-12-31 läuft (process.csv).",
    ),
    (
        "stages.csv",
        "2,modul-2,",
        "1,modul-2,",
        "Zeile 3, number, „1“",
        "Das steht schon in Zeile 2. Es darf nur einmal vorkommen; entfernen oder ändern Sie eine der beiden Zeilen.",
    ),
    (
        "stages.csv",
        "2021-01-04T08:00:00Z,Stadt Brakel",
        "2021-01-04T08:00:00Z,",
        "Zeile 2, opened_by",
        "Diese Zelle ist leer, obwohl opened_at gefüllt ist. Beide gehören zusammen: Füllen oder leeren Sie beide.",
    ),
    (
        "stages.csv",
        "2021-01-04T08:00:00Z,Stadt Brakel",
        ",",
        "Zeile 2, opened_at",
        "Diese Zelle ist leer, obwohl closed_at gefüllt ist. Beide gehören zusammen: Füllen oder leeren Sie beide.",
    ),
    (
        "stages.csv",
        "2021-07-01T08:00:00Z,Stadt Brakel",
        "2021-07-01T08:00:00Z,Erika Muster",
        "Zeile 2, closed_by, „Erika Muster“",
        "Hier steht eine Organisation aus organisations.csv mit ihrer Bezeichnung (zum Beispiel „Stadt Paderborn“), die Region oder „Regiowerk“ – nie eine Person.",
    ),
    (
        "findings.csv",
        "Stadt Brakel",
        "Stadt Barkel",
        "Zeile 2, recorded_by, „Stadt Barkel“",
        "Hier steht eine Organisation aus organisations.csv mit ihrer Bezeichnung (zum Beispiel „Stadt Paderborn“), die Region oder „Regiowerk“ – nie eine Person. Gemeint ist vermutlich: Stadt Brakel.",
    ),
    (
        "milestones.csv",
        "2021-02-03,Stadt Brakel",
        ",Stadt Brakel",
        "Zeile 2, reached_on",
        "Diese Zelle ist leer, obwohl reached_by gefüllt ist. Beide gehören zusammen: Füllen oder leeren Sie beide.",
    ),
    (
        "activities.csv",
        "2021-02-01,",
        ",",
        "Zeile 2, starts_on",
        "Diese Zelle ist leer, obwohl ends_on gefüllt ist. Beide gehören zusammen: Füllen oder leeren Sie beide.",
    ),
    (
        "activities.csv",
        "modul-1,",
        "modul1,",
        "Zeile 2, stage, „modul1“",
        "Diesen Schlüssel gibt es in stages.csv nicht. Ergänzen Sie dort eine Zeile oder berichtigen Sie den Schlüssel hier. Gemeint ist vermutlich: modul-1.",
    ),
    (
        "bodies.csv",
        "runde,leitung,",
        "runde,rat,",
        "Zeile 3, parent, „rat“",
        "Diesen Schlüssel gibt es in bodies.csv nicht. Ergänzen Sie dort eine Zeile oder berichtigen Sie den Schlüssel hier.",
    ),
    (
        "bodies.csv",
        "leitung,,",
        "leitung,leitung,",
        "Zeile 2, parent, „leitung“",
        "Dieses Gremium steht unter sich selbst. Bitte leeren Sie bei einem der Gremien diese Zelle.",
    ),
    (
        "organisations.csv",
        "51.8,9.4",
        "51.8,",
        "Zeile 4, longitude",
        "Diese Zelle ist leer, obwohl latitude gefüllt ist. Beide gehören zusammen: Füllen oder leeren Sie beide.",
    ),
    (
        "organisations.csv",
        ",05999008,",
        ",05999004,",
        "Zeile 4, ags, „05999004“",
        "Das steht schon in Zeile 3. Es darf nur einmal vorkommen; entfernen oder ändern Sie eine der beiden Zeilen.",
    ),
    (
        "organisations.csv",
        ",05999008,",
        ",,",
        "Zeile 4, ags",
        "Höxter ist eine Kommune und braucht ihren amtlichen Schlüssel (AGS, 8 Ziffern).",
    ),
    (
        "organisations.csv",
        "Bundesinstitut,,federal_body,,,",
        "Bundesinstitut,,federal_body,,,ags-05999004",
        "Zeile 5, district, „ags-05999004“",
        "Diese Organisation ist von anderer Art. Worin andere liegen, muss von der Art district sein.",
    ),
    (
        "figures.csv",
        ",musterland,population",
        ",,population",
        "Zeile 4, organisation, region",
        "Eine Kennzahl gilt für eine Organisation oder für die Region: Füllen Sie genau eine der beiden Spalten.",
    ),
    (
        "memberships.csv",
        "2017-01-01,,",
        "2017-01-01,2016-01-01,",
        "Zeile 2, until_on, „2016-01-01“",
        "Das liegt vor from_on (2017-01-01). Das Ende liegt am selben Tag oder später.",
    ),
    (
        "memberships.csv",
        "ags-05999008,member,,",
        "ags-05999004,member,2017-01-01,",
        "Zeile 3, region, organisation, from_on, „musterland, ags-05999004, 2017-01-01“",
        "Das steht schon in Zeile 2. Es darf nur einmal vorkommen; entfernen oder ändern Sie eine der beiden Zeilen.",
    ),
    (
        "process.csv",
        "2021-01-01,2022-12-31,",
        "2021-01-01,2022-12-31,2022-06-30",
        "Zeile 2, latest_end_on, „2022-06-30“",
        "Das liegt vor ends_on (2022-12-31). Das Ende liegt am selben Tag oder später.",
    ),
]


@pytest.mark.parametrize(("file", "old", "new", "place", "sentence"), ROWS)
def test_rows_that_do_not_go_together(
    tmp_path: Path, file: str, old: str, new: str, place: str, sentence: str
) -> None:
    folder = a_package_folder(tmp_path)
    edit(folder, file, old, new)

    assert refused(folder) == [f"{file}, {place}: {sentence}"]


def test_a_circle_of_bodies_is_told_once(tmp_path: Path) -> None:
    folder = a_package_folder(tmp_path)
    edit(folder, "bodies.csv", "leitung,,", "leitung,runde,")

    assert refused(folder) == [
        "bodies.csv, Zeile 2, parent, „runde“: Dieses Gremium steht unter sich selbst. Bitte leeren "
        "Sie bei einem der Gremien diese Zelle."
    ]


def test_two_processes_in_one_package_are_told(tmp_path: Path) -> None:
    folder = a_package_folder(tmp_path)
    row = SMALL["process.csv"].splitlines()[1]
    (folder / "process.csv").write_text(
        SMALL["process.csv"] + row.replace("muster,", "zweites,", 1), encoding="utf-8"
    )

    assert refused(folder) == [
        "process.csv, Zeile 3: Diese Tabelle hat 2 Zeilen; in einem Paket hat sie höchstens eine."
    ]


def test_no_process_at_all_is_told(tmp_path: Path) -> None:
    folder = a_package_folder(tmp_path)
    heading = SMALL["process.csv"].splitlines()[0]
    (folder / "process.csv").write_text(heading + "\n", encoding="utf-8")

    assert refused(folder) == ["process.csv: Diese Tabelle braucht genau eine Zeile und hat keine."]


def test_what_refers_to_an_unreadable_table_is_not_blamed(tmp_path: Path) -> None:
    folder = a_package_folder(tmp_path)
    edit(folder, "organisations.csv", "key,name", "schluessel,name")

    assert refused(folder) == [
        "organisations.csv, Zeile 1, schluessel: Diese Spalte ist nicht bekannt. Benennen Sie sie "
        "um oder entfernen Sie sie; bekannt sind: key, name, designation, kind, ags, ars, district, "
        "latitude, longitude, central_place, is_central_place_confirmed, website, source.",
        "organisations.csv, Zeile 1, key: Diese Spalte fehlt (Schlüssel, zum Beispiel "
        "ags-05774032). Fügen Sie sie hinzu; wo nichts bekannt ist, dürfen ihre Zellen leer sein.",
    ]
