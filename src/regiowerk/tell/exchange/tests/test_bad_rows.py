"""What can be wrong between rows, and what an import says to it, word for word."""

from __future__ import annotations

from pathlib import Path

import pytest

from regiowerk.tell.exchange.tests.factories import (
    SMALL,
    a_package_folder,
    edit,
    refused,
)

pytestmark = pytest.mark.django_db


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
