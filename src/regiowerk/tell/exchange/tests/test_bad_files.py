"""What can be wrong with the files of a package, and what an import says to it, word for word."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from regiowerk.tell.exchange.domain.limits import Limits
from regiowerk.tell.exchange.queries import files
from regiowerk.tell.exchange.tests.factories import (
    a_package_folder,
    add_resource,
    describe,
    do_import,
    edit,
    noted,
    refused,
)

pytestmark = pytest.mark.django_db

GIGABYTES = 5 * 10**9


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert refused(tmp_path / "nichts") == [
        f"{tmp_path}/nichts: Diesen Ordner oder diese Datei gibt es nicht."
    ]


def test_a_folder_without_a_description_is_told(tmp_path: Path) -> None:
    assert refused(tmp_path) == [
        "datapackage.json: Die Datei datapackage.json fehlt. Sie sagt, welche Dateien zum Paket "
        "gehören. Nennen Sie den Ordner, in dem sie liegt, oder nehmen Sie die Datei eines "
        "ausgegebenen Pakets als Muster."
    ]


def test_broken_json_is_told_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "datapackage.json").write_text('{\n  "name": "x"\n  "resources": []}', "utf-8")

    assert refused(tmp_path) == [
        "datapackage.json, Zeile 3: Das ist kein gültiges JSON: Es bricht bei Zeile und Spalte 3:3 "
        "ab. Oft fehlt dort oder in der Zeile davor ein Komma, eine Klammer oder ein "
        "Anführungszeichen."
    ]


def test_json_that_is_nested_too_deeply_is_told(tmp_path: Path) -> None:
    (tmp_path / "datapackage.json").write_text("[" * 200_000, "utf-8")

    (said,) = refused(tmp_path)

    assert said.startswith("datapackage.json: Das ist kein gültiges JSON:")


@pytest.mark.parametrize("text", ["[]", '"Paket"', '{"regiowerk:schema_version": 1}'])
def test_json_of_another_shape_is_told(tmp_path: Path, text: str) -> None:
    (tmp_path / "datapackage.json").write_text(text, "utf-8")

    (said,) = refused(tmp_path)

    assert said.endswith(
        "Erwartet wird eine Liste „resources“, deren Einträge „name“ und „path“ haben, wie in einem "
        "ausgegebenen Paket."
    )


def test_a_newer_format_is_told(tmp_path: Path) -> None:
    describe(a_package_folder(tmp_path), **{"regiowerk:schema_version": 2})

    assert refused(tmp_path) == [
        "datapackage.json, regiowerk:schema_version, „2“: Das Paket hat die Version 2 des Formats; "
        "dieses Regiowerk liest bis Version 1. Aktualisieren Sie Regiowerk, oder geben Sie das "
        "Paket aus einem älteren aus."
    ]


@pytest.mark.parametrize(
    ("version", "said"), [("1", ", „1“"), (None, ""), (0, ", „0“"), (True, ", „True“")]
)
def test_a_format_without_a_number_is_told(tmp_path: Path, version: object, said: str) -> None:
    describe(a_package_folder(tmp_path), **{"regiowerk:schema_version": version})

    assert refused(tmp_path) == [
        f"datapackage.json, regiowerk:schema_version{said}: Die Version des Formats fehlt oder ist "
        "keine Zahl. Erwartet wird 1."
    ]


def test_a_table_every_package_needs_is_told(tmp_path: Path) -> None:
    folder = a_package_folder(tmp_path)
    describe(folder, resources=[{"name": "process", "path": "process.csv"}])

    assert [said for said in refused(folder) if "Jedes Paket" in said] == [
        "organisations.csv, „organisations“: Jedes Paket braucht diese Tabelle (Organisationen). "
        "Nennen Sie sie in datapackage.json unter „resources“ mit dem Namen „organisations“.",
        "region.csv, „region“: Jedes Paket braucht diese Tabelle (Region). Nennen Sie sie in "
        "datapackage.json unter „resources“ mit dem Namen „region“.",
    ]


def test_a_table_that_is_named_twice_is_told(tmp_path: Path) -> None:
    folder = a_package_folder(tmp_path)
    add_resource(folder, "stages", "andere.csv")

    assert refused(folder) == [
        "datapackage.json, resources[16], „stages“: Dieser Eintrag steht zweimal da. Entfernen Sie "
        "einen von beiden."
    ]


def test_an_unknown_licence_is_told(tmp_path: Path) -> None:
    describe(a_package_folder(tmp_path), licenses=[{"name": "geheim"}])

    assert refused(tmp_path) == [
        "datapackage.json, licenses, „geheim“: Diese Lizenz ist nicht bekannt. Möglich sind: "
        "CC0-1.0, CC-BY-4.0, CC-BY-SA-4.0, dl-de/by-2-0, dl-de/zero-2-0."
    ]


def test_a_file_that_is_missing_is_told(tmp_path: Path) -> None:
    folder = a_package_folder(tmp_path)
    (folder / "bodies.csv").unlink()

    assert refused(folder) == [
        "bodies.csv: datapackage.json nennt diese Datei, sie ist aber nicht da. Fügen Sie sie hinzu "
        "oder entfernen Sie den Eintrag."
    ]


@pytest.mark.parametrize(
    "path",
    [
        "../geheim.csv",
        "/etc/passwd",
        "data/../../geheim.csv",
        "C:\\geheim.csv",
        "..\\geheim.csv",
        "https://example.org/stages.csv",
        "~/geheim.csv",
        "./stages.csv",
    ],
)
def test_a_path_out_of_the_package_is_refused(tmp_path: Path, path: str) -> None:
    folder = a_package_folder(tmp_path)
    add_resource(folder, "network", path)

    assert refused(folder) == [
        f"datapackage.json, resources[16], „{path}“: Dieser Pfad führt aus dem Paket hinaus. "
        "Erlaubt sind Namen von Dateien im Paket, zum Beispiel stages.csv oder data/stages.csv."
    ]


def test_a_link_to_a_place_outside_is_refused(tmp_path: Path) -> None:
    folder = a_package_folder(tmp_path / "muster")
    outside = tmp_path / "geheim.csv"
    (folder / "stages.csv").rename(outside)
    (folder / "stages.csv").symlink_to(outside)

    assert refused(folder) == [
        "stages.csv: Das ist ein Verweis auf einen Ort außerhalb des Pakets. Legen Sie die Datei "
        "selbst dorthin."
    ]


def test_a_link_inside_the_package_is_followed(tmp_path: Path) -> None:
    folder = a_package_folder(tmp_path)
    (folder / "stages.csv").rename(folder / "module.csv")
    (folder / "stages.csv").symlink_to("module.csv")

    assert dict(do_import(folder).written)["stages"] == 2


def test_a_link_to_itself_is_told(tmp_path: Path) -> None:
    folder = a_package_folder(tmp_path)
    (folder / "stages.csv").unlink()
    (folder / "stages.csv").symlink_to("stages.csv")

    assert refused(folder) == [
        "stages.csv: Diese Datei lässt sich nicht öffnen. Bitte prüfen Sie die Leserechte."
    ]


@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir])
def test_what_is_not_an_ordinary_file_is_refused(tmp_path: Path, make: object) -> None:
    folder = a_package_folder(tmp_path)
    (folder / "stages.csv").unlink()
    make(folder / "stages.csv")  # type: ignore[operator]

    assert refused(folder) == [
        "stages.csv: Das ist keine gewöhnliche Datei. Legen Sie eine gewöhnliche Datei dorthin."
    ]


@pytest.mark.parametrize(("file", "most"), [("stages.csv", "20 MB"), ("datapackage.json", "2 MB")])
def test_a_huge_file_is_refused_without_reading_it(tmp_path: Path, file: str, most: str) -> None:
    folder = a_package_folder(tmp_path)
    # Sparse: five gigabytes that take no room on the disk and would take minutes to read.
    os.truncate(folder / file, GIGABYTES)
    start = time.process_time()

    assert refused(folder) == [
        f"{file}: Diese Datei hat 5000 MB; gelesen werden höchstens {most}. Sie wurde nicht "
        "gelesen."
    ]
    assert time.process_time() - start < 5


def test_files_that_are_too_large_together_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = a_package_folder(tmp_path)
    monkeypatch.setattr(files, "LIMITS", Limits(package=1000))

    assert refused(folder)[0] == "Das ganze Paket: Die Dateien sind zusammen größer als 1 MB."


def test_a_hand_edited_file_counts_as_it_is_now(tmp_path: Path) -> None:
    folder = a_package_folder(tmp_path)
    add_resource(folder, "network", "network.csv", hash="sha256:0000")
    (folder / "network.csv").write_text(
        "key,name,founded,description,source,source_url\nnetz,Netz,,,,\n", encoding="utf-8"
    )

    done = do_import(folder)

    assert dict(done.written)["network"] == 1
    assert noted(done) == [
        "network.csv: Die Datei wurde geändert, nachdem das Paket geschrieben war (andere "
        "Prüfsumme). Das ist in Ordnung: Es gilt, was jetzt darin steht."
    ]


def test_a_table_nobody_names_is_told(tmp_path: Path) -> None:
    folder = a_package_folder(tmp_path)
    (folder / "network.csv").write_text("key\n", encoding="utf-8")
    (folder / "notizen.txt").write_text("gehört nicht dazu", encoding="utf-8")
    add_resource(folder, "stage", "stage.csv")

    assert noted(do_import(folder)) == [
        "datapackage.json, „stage“: datapackage.json nennt „stage“; das ist keine Tabelle eines "
        "Verfahrens. Sie wurde nicht gelesen. Gemeint ist vermutlich: stages.",
        "network.csv: Die Datei liegt im Paket, aber datapackage.json nennt sie nicht. Sie wurde "
        "nicht gelesen.",
    ]


def test_very_many_faults_are_found_in_no_time(tmp_path: Path) -> None:
    folder = a_package_folder(tmp_path)
    (folder / "passages.csv").write_text(",".join(f"c{n}" for n in range(50_000)), "utf-8")
    long = "z" * 1_000_000
    edit(folder, "bodies.csv", "leitung,,", f"leitung,{long},")
    edit(folder, "stages.csv", ",listen,", f",{long},")
    start = time.process_time()

    assert len(refused(folder)) == 200
    assert time.process_time() - start < 10


def test_every_table_may_lie_in_a_folder_of_the_package(tmp_path: Path) -> None:
    folder = a_package_folder(tmp_path)
    (folder / "data").mkdir()
    (folder / "stages.csv").rename(folder / "data" / "module.csv")
    edit(folder, "datapackage.json", '"path": "stages.csv"', '"path": "data/module.csv"')

    assert dict(do_import(folder).written)["stages"] == 2


BROKEN = "{}: Das Archiv ist beschädigt oder ungewöhnlich gepackt. Bitte packen Sie es neu als ZIP."
