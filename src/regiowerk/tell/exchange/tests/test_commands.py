from __future__ import annotations

from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import override_settings
from django.utils import timezone

from regiowerk.ground.journal.models import Entry
from regiowerk.ground.process.models import Process
from regiowerk.ground.regions.models import Region
from regiowerk.tell.exchange.documents.sentences import SENTENCES
from regiowerk.tell.exchange.domain.faults import Kind
from regiowerk.tell.exchange.tests.factories import (
    SMALL,
    a_package_folder,
    edit,
    read_folder,
)

pytestmark = pytest.mark.django_db


def run(*arguments: object) -> tuple[int, str, str]:
    """Exit code, what is said and what is said to the side."""
    said, aside = StringIO(), StringIO()
    try:
        call_command(*map(str, arguments), stdout=said, stderr=aside, no_color=True)
    except SystemExit as end:
        return int(end.code or 0), said.getvalue(), aside.getvalue()
    return 0, said.getvalue(), aside.getvalue()


def test_a_package_is_imported_and_that_is_said(tmp_path: Path) -> None:
    code, said, aside = run("import_package", a_package_folder(tmp_path))

    assert code == 0
    assert said.splitlines()[:3] == [
        "Das Verfahren „Musterverfahren“ (muster) wurde übernommen.",
        "  organisations.csv: 4 Zeilen",
        "  region.csv: 1 Zeile",
    ]
    assert aside.splitlines()[0] == "organisations.csv: 4 Zeilen"
    assert Process.objects.get().key == "muster"


def test_in_the_demo_it_was_taken_over_on_the_story_day(tmp_path: Path) -> None:
    with override_settings(STORY_DAY=date(2022, 1, 24)):
        run("import_package", a_package_folder(tmp_path))

    assert {
        timezone.localdate(at) for at in Entry.objects.values_list("happened_at", flat=True)
    } == {date(2022, 1, 24)}


def test_importing_it_again_is_no_fault(tmp_path: Path) -> None:
    folder = a_package_folder(tmp_path)
    run("import_package", folder)

    code, said, _ = run("import_package", folder)

    assert (code, said) == (
        0,
        "Das Verfahren „Musterverfahren“ (muster) ist bereits auf diesem Stand.\n",
    )


def test_faults_are_told_as_a_table_and_nothing_is_written(tmp_path: Path) -> None:
    folder = a_package_folder(tmp_path)
    edit(folder, "stages.csv", "2021-12-31", "2021-02-31")
    edit(folder, "stages.csv", ",listen,,2021-01-01", ",hören,,2021-01-01")
    edit(folder, "bodies.csv", "Führt", "Führt, leitet")

    code, said, aside = run("import_package", folder)

    assert (code, said) == (2, "")
    assert aside[aside.index(f"{folder} wurde") :].splitlines() == [
        f"{folder} wurde nicht importiert, es wurde nichts geändert. 3 Fehler:",
        "",
        "bodies.csv",
        "  Zeile  Wert                      Was zu tun ist",
        "      2  leitung,,Leitung,Führt,…  Die Zeile hat 9 Zellen, die Überschrift 8. Oft enthält ein "
        "Text ein Komma:",
        "                                   Setzen Sie ihn in Anführungszeichen.",
        "",
        "stages.csv",
        "  Zeile  Spalte   Wert        Was zu tun ist",
        "      2  act      hören       Dieses Wort ist nicht bekannt. Möglich sind: listen, decide, "
        "act, tell.",
        "      3  ends_on  2021-02-31  Diesen Tag gibt es nicht. Bitte berichtigen Sie Tag oder "
        "Monat.",
    ]
    assert not Process.objects.exists()


def test_faults_are_told_in_english_when_asked(tmp_path: Path) -> None:
    folder = a_package_folder(tmp_path)
    edit(folder, "stages.csv", "2021-12-31", "2021-02-31")

    code, _, aside = run("import_package", folder, "--language", "en")

    assert code == 2
    assert aside.splitlines()[-1] == (
        "    3  ends_on  2021-02-31  This day does not exist. Please correct day or month."
    )


def test_very_many_faults_are_cut_off_and_counted(tmp_path: Path) -> None:
    folder = a_package_folder(tmp_path)
    rows = "".join(f"aims,{number},,,\n" for number in range(2, 302))
    (folder / "passages.csv").write_text(SMALL["passages.csv"] + rows, encoding="utf-8")

    code, _, aside = run("import_package", folder)

    assert code == 2
    assert aside.count("Diese Zelle darf nicht leer sein") == 200
    assert aside.splitlines()[-1] == "… und 100 weitere Fehler."


def test_what_was_left_as_it_is_is_told(tmp_path: Path) -> None:
    Region.objects.create(key="musterland", name="Altes Musterland")

    code, said, _ = run("import_package", a_package_folder(tmp_path))

    assert code == 0
    assert said.splitlines()[-5:] == [
        "4 Angaben weichen vom Paket ab und blieben, wie sie hier sind (--update-region übernimmt "
        "die des Pakets):",
        "  region.csv: musterland [name, regiopole, description] – hier steht etwas anderes",
        "  memberships.csv: musterland, ags-05999004, 2017-01-01 – nur im Paket",
        "  memberships.csv: musterland, ags-05999008 – nur im Paket",
        "  figures.csv: musterland, population, Region – nur im Paket",
    ]


def test_replacing_and_updating_are_asked_for(tmp_path: Path) -> None:
    folder = a_package_folder(tmp_path)
    run("import_package", folder)
    edit(folder, "stages.csv", "Trends", "Entwicklungstrends")
    edit(folder, "region.csv", "Eine Region", "Die Region")

    refused, _, _ = run("import_package", folder)
    code, said, _ = run("import_package", folder, "--replace", "--update-region")

    assert (refused, code) == (2, 0)
    assert said.splitlines()[0] == (
        "Der Inhalt des Verfahrens „Musterverfahren“ (muster) wurde ersetzt."
    )
    assert said.splitlines()[-1] == "1 gemeinsame Angabe wurde aktualisiert."


def test_a_process_is_written_to_a_folder(tmp_path: Path) -> None:
    run("import_package", a_package_folder(tmp_path / "in"))

    code, said, _ = run("export_package", "muster", tmp_path / "out")

    size = sum(map(len, read_folder(tmp_path / "out").values())) // 1000
    assert (code, said) == (0, f"{tmp_path}/out: 50 Dateien, {size} kB\n")


def test_a_process_is_written_to_an_archive(tmp_path: Path) -> None:
    run("import_package", a_package_folder(tmp_path / "in"))

    code, _, _ = run("export_package", "muster", tmp_path / "muster.zip")

    assert (code, run("import_package", tmp_path / "muster.zip")[0]) == (0, 0)


def test_an_unknown_process_is_told_with_the_known_ones(tmp_path: Path) -> None:
    run("import_package", a_package_folder(tmp_path / "in"))

    code, _, aside = run("export_package", "anderes", tmp_path / "out")

    assert (code, aside) == (2, "Das Verfahren „anderes“ gibt es nicht. Bekannt: muster.\n")


def test_a_foreign_folder_is_refused(tmp_path: Path) -> None:
    run("import_package", a_package_folder(tmp_path / "in"))
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "brief.txt").touch()

    code, _, aside = run("export_package", "muster", tmp_path / "out")

    assert (code, aside) == (
        2,
        f"{tmp_path}/out ist nicht leer und enthält nicht nur ein Paket (brief.txt). Bitte nennen "
        "Sie einen Ordner, der leer ist oder noch nicht existiert.\n",
    )


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    run("import_package", a_package_folder(tmp_path / "in"))
    (tmp_path / "datei").touch()

    code, _, aside = run("export_package", "muster", tmp_path / "datei" / "out")

    assert code == 2
    assert aside.startswith(f"In {tmp_path}/datei/out kann nicht geschrieben werden: ")


def test_what_could_not_be_imported_again_is_told(tmp_path: Path) -> None:
    run("import_package", a_package_folder(tmp_path / "in"))
    Region.objects.update(website="javascript:alert(1)")

    code, _, aside = run("export_package", "muster", tmp_path / "out")

    assert code == 2
    assert aside.splitlines()[0] == (
        "„Musterverfahren“ wurde nicht ausgegeben: Ein Paket mit diesem Fehler ließe sich nicht "
        "wieder importieren."
    )
    assert not (tmp_path / "out").exists()


def test_every_kind_of_fault_has_a_sentence() -> None:
    assert set(SENTENCES) == set(Kind)
