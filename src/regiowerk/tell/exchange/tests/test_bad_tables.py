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


@pytest.mark.parametrize("text", ["", "\n", ",,,,\n,,,,\n", '""\n'])
def test_an_empty_file_is_told_with_its_heading(tmp_path: Path, text: str) -> None:
    folder = a_package_folder(tmp_path)
    (folder / "passages.csv").write_text(text, encoding="utf-8")

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
        "findings.csv, Zeile 2, „personal,obstacle,1,Es gibt wenig Person“: Die Zeile hat 13 Zellen, "
        "die Überschrift 12. Oft enthält ein Text ein Komma: Setzen Sie ihn in Anführungszeichen."
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
