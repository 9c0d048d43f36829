"""What can be wrong with an archive, and what an import says to it, word for word."""

from __future__ import annotations

import os
import struct
import zipfile
from pathlib import Path

import pytest

from regiowerk.tell.exchange.domain.limits import Limits
from regiowerk.tell.exchange.queries import archives
from regiowerk.tell.exchange.tests.factories import (
    SMALL,
    a_package_folder,
    refused,
    zipped,
)

pytestmark = pytest.mark.django_db


GIGABYTES = 5 * 10**9


def test_a_file_that_is_no_archive_is_told(tmp_path: Path) -> None:
    (tmp_path / "brief.txt").write_text("Guten Tag", encoding="utf-8")

    assert refused(tmp_path / "brief.txt") == [
        f"{tmp_path}/brief.txt: Ein Paket ist ein Ordner oder ein ZIP-Archiv."
    ]


def test_a_huge_archive_is_refused_without_reading_it(tmp_path: Path) -> None:
    archive = zipped(a_package_folder(tmp_path / "muster"), tmp_path / "muster.zip")
    os.truncate(archive, GIGABYTES)

    assert refused(archive) == [
        "muster.zip: Diese Datei hat 5000 MB; gelesen werden höchstens 100 MB. Sie wurde nicht "
        "gelesen."
    ]


def test_a_damaged_archive_is_told(tmp_path: Path) -> None:
    (tmp_path / "muster.zip").write_bytes(b"PK\x03\x04 und dann nichts")

    assert refused(tmp_path / "muster.zip") == [BROKEN.format("muster.zip")]


def test_an_archive_with_a_damaged_file_is_told(tmp_path: Path) -> None:
    archive = zipped(a_package_folder(tmp_path / "muster"), tmp_path / "muster.zip")
    content = bytearray(archive.read_bytes())
    with zipfile.ZipFile(archive) as opened:
        start = opened.getinfo("stages.csv").header_offset + 30 + len("stages.csv")
    content[start : start + 8] = b"\x00" * 8
    archive.write_bytes(content)

    assert refused(archive)[0] == BROKEN.format("stages.csv")


def test_a_zip_bomb_is_not_unpacked(tmp_path: Path) -> None:
    folder = a_package_folder(tmp_path / "muster")
    (folder / "stages.csv").write_bytes(b"0" * 19_000_000)
    archive = zipped(folder, tmp_path / "muster.zip")

    assert refused(archive) == [
        "stages.csv: Ausgepackt wäre diese Datei auffällig groß (19 MB). Sie wurde nicht ausgepackt."
    ]


def test_an_archive_that_lies_about_sizes_is_not_unpacked(tmp_path: Path) -> None:
    folder = a_package_folder(tmp_path / "muster")
    (folder / "stages.csv").write_bytes(b"0" * 50_000_000)
    archive = zipped(folder, tmp_path / "muster.zip")
    # 50 MB are declared as 100 bytes, in the file's own header and in the directory.
    lie = archive.read_bytes().replace(struct.pack("<L", 50_000_000), struct.pack("<L", 100))
    archive.write_bytes(lie)

    assert refused(archive)[0] == BROKEN.format("stages.csv")


def test_an_archive_with_very_many_files_is_not_opened(tmp_path: Path) -> None:
    archive = tmp_path / "muster.zip"
    with zipfile.ZipFile(archive, "w") as opened:
        for number in range(5001):
            opened.writestr(f"{number}.csv", b"")

    assert refused(archive) == [
        "muster.zip: Das Archiv enthält mehr als 5000 Dateien; das ist kein Paket."
    ]


def test_an_archive_that_lies_about_its_directory_is_not_opened(tmp_path: Path) -> None:
    archive = tmp_path / "muster.zip"
    with zipfile.ZipFile(archive, "w") as opened:
        for number in range(20_000):
            opened.writestr(f"{number:060}.csv", b"")
    content = bytearray(archive.read_bytes())
    content[-14:-10] = struct.pack("<2H", 3, 3)  # as if it had three entries
    archive.write_bytes(content)

    assert refused(archive) == [
        "muster.zip: Das Archiv enthält mehr als 5000 Dateien; das ist kein Paket."
    ]


def test_a_path_in_an_archive_that_leads_out_of_it_is_refused(tmp_path: Path) -> None:
    archive = zipped(a_package_folder(tmp_path / "muster"), tmp_path / "muster.zip")
    with zipfile.ZipFile(archive, "a") as opened:
        opened.writestr("daten/../../geheim.csv", b"x")

    assert refused(archive) == [
        "muster.zip, „daten/../../geheim.csv“: Dieser Pfad führt aus dem Paket hinaus. Erlaubt sind "
        "Namen von Dateien im Paket, zum Beispiel stages.csv oder data/stages.csv."
    ]
    assert not (tmp_path / "geheim.csv").exists()


def test_a_link_in_an_archive_is_refused(tmp_path: Path) -> None:
    archive = zipped(a_package_folder(tmp_path / "muster"), tmp_path / "muster.zip")
    link = zipfile.ZipInfo("network.csv")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(archive, "a") as opened:
        opened.writestr(link, b"/etc/passwd")

    assert refused(archive) == [
        "network.csv: Das ist keine gewöhnliche Datei. Legen Sie eine gewöhnliche Datei dorthin."
    ]


def test_a_locked_archive_is_told(tmp_path: Path) -> None:
    archive = zipped(a_package_folder(tmp_path / "muster"), tmp_path / "muster.zip")
    content = bytearray(archive.read_bytes())
    directory = content.index(b"PK\x01\x02")
    content[directory + 8] |= 1
    archive.write_bytes(content)

    (said,) = refused(archive)

    assert said.endswith(
        ": Diese Datei ist mit einem Passwort geschützt. Bitte packen Sie das Archiv ohne Passwort."
    )


def test_an_archive_with_the_same_name_twice_is_told(tmp_path: Path) -> None:
    archive = zipped(a_package_folder(tmp_path / "muster"), tmp_path / "muster.zip")
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(archive, "a") as opened:
        opened.writestr("stages.csv", SMALL["stages.csv"])

    assert refused(archive) == [BROKEN.format("muster.zip")]


def test_an_archive_with_too_much_in_it_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = a_package_folder(tmp_path / "muster")
    (folder / "README.md").write_text("Ein Satz. " * 2000, encoding="utf-8")
    archive = zipped(folder, tmp_path / "muster.zip")
    monkeypatch.setattr(archives, "LIMITS", Limits(package=archive.stat().st_size))

    assert refused(archive) == ["muster.zip: Die Dateien sind zusammen größer als 1 MB."]


BROKEN = "{}: Das Archiv ist beschädigt oder ungewöhnlich gepackt. Bitte packen Sie es neu als ZIP."
