from __future__ import annotations

import json
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.utils.translation import override

from regiowerk.ground.journal.domain.actor import SYSTEM
from regiowerk.ground.journal.models import Entry
from regiowerk.ground.people.tests.factories import AT
from regiowerk.ground.process.models import Body, Passage, Process, Programme, Stage
from regiowerk.ground.process.tests.factories import a_process, a_stage
from regiowerk.ground.regions.models import Border, Figure, Network, Organisation, Region
from regiowerk.ground.regions.tests.factories import a_membership, a_municipality, a_region
from regiowerk.listen.findings.models import Citation, Finding
from regiowerk.tell.exchange.actions import PackageRefusedError, export_package
from regiowerk.tell.exchange.actions.surveying import empty_surveys
from regiowerk.tell.exchange.documents.packing import FolderRefusedError, pack, write_folder
from regiowerk.tell.exchange.domain.outcome import Outcome
from regiowerk.tell.exchange.domain.tables import BY_NAME, TABLES
from regiowerk.tell.exchange.domain.values import Choice
from regiowerk.tell.exchange.queries import SOURCES, Source
from regiowerk.tell.exchange.tests.factories import (
    EXAMPLE,
    a_package_folder,
    do_import,
    edit,
    noted,
    read_folder,
)

pytestmark = pytest.mark.django_db


def do_export(key: str = "muster") -> dict[str, bytes]:
    return export_package(
        process=Process.objects.select_related("region").get(key=key), by=SYSTEM, at=AT
    )


def forget_everything() -> None:
    """As in another installation."""
    for process in Process.objects.all():
        empty_surveys(process)
    Body.objects.update(parent=None)
    Body.objects.all().delete()
    Process.objects.all().delete()
    Programme.objects.all().delete()
    Region.objects.all().delete()
    Figure.objects.all().delete()
    Network.objects.all().delete()
    Organisation.objects.update(district=None)
    Organisation.objects.all().delete()


def test_what_is_exported_is_imported_and_exported_alike(tmp_path: Path) -> None:
    do_import(a_package_folder(tmp_path / "by-hand"))
    first = do_export()
    write_folder(first, tmp_path / "first")
    forget_everything()

    done = do_import(tmp_path / "first")

    assert (done.outcome, noted(done)) == (Outcome.CREATED, [])
    assert do_export() == first


def test_the_example_is_imported_and_exported_alike() -> None:
    done = do_import(EXAMPLE)

    assert (done.outcome, noted(done)) == (Outcome.CREATED, [])
    assert do_export("paderborn") == read_folder(EXAMPLE)
    assert do_import(EXAMPLE).outcome == Outcome.UP_TO_DATE


def test_a_process_made_here_travels_to_another_installation_and_back(tmp_path: Path) -> None:
    region = a_region("musterland")
    district = Organisation.objects.create(key="kreis-05999", name="Musterkreis", kind="district")
    brakel = a_municipality("05999004", "Brakel")
    brakel.district = district
    brakel.save()
    a_membership(region, brakel)
    process = a_process(region)
    stage = a_stage(process)
    stage.purpose = "Zeile eins\r\nZeile „zwei“, mit Komma"
    stage.opened_at, stage.opened_by = AT, "Stadt Brakel"
    stage.save()
    above = Body.objects.create(process=process, key="oben", name="Oben", position=2)
    Body.objects.create(process=process, key="unten", name="Unten", position=1, parent=above)
    Passage.objects.create(process=process, topic="aims", position=1, statement="=2+2;-1")
    finding = Finding.objects.create(
        process=process,
        key="eins",
        kind="need",
        statement="Bedarf",
        position=1,
        recorded_at=AT.replace(microsecond=123456),
        recorded_by="Stadt Brakel",
    )
    Citation.objects.create(
        finding=finding,
        position=1,
        source="Gespräch",
        words='Er sagt: "Ja"',
        cited_at=AT,
        cited_by="Stadt Brakel",
    )
    geometry = '{"type": "Polygon", "coordinates": [[[8, 51], [9, 51], [9, 52.5], [8, 51]]]}'
    Border.objects.create(
        organisation=brakel, geometry=geometry, attribution="© Amt", imported_at=AT
    )
    first = do_export()
    write_folder(first, tmp_path / "first")
    assert do_import(tmp_path / "first").outcome == Outcome.UP_TO_DATE
    forget_everything()

    do_import(tmp_path / "first")

    assert do_export() == first
    assert Stage.objects.get().purpose == "Zeile eins\nZeile „zwei“, mit Komma"
    assert Border.objects.get().organisation.key == "ags-05999004"
    assert b"Musterkreis" in first["organisations.csv"]


def test_an_export_is_told_in_the_journal(tmp_path: Path) -> None:
    do_import(a_package_folder(tmp_path))

    do_export()

    entry = Entry.objects.latest("pk")
    assert (entry.deed, entry.object_label, entry.process_key) == (
        "process.exported",
        "Musterverfahren",
        "muster",
    )


def test_persons_stay_behind(tmp_path: Path) -> None:
    do_import(a_package_folder(tmp_path))
    Stage.objects.filter(opened_at__isnull=False).update(closed_by="Erika Mustermann")
    Process.objects.update(created_by="erika@example.org")

    files = do_export()

    everything = b"".join(files.values())
    assert b"Erika" not in everything
    assert b"erika@" not in everything
    assert b",Stadt Brakel,2021-07-01T08:00:00Z,Musterland,\n" in files["stages.csv"]


def test_nothing_of_another_process_is_exported(tmp_path: Path) -> None:
    other_region = a_region("nachbarland")
    a_membership(other_region, a_municipality("05111000", "Nachbarstadt"))
    a_stage(a_process(other_region, "anderes"))
    do_import(a_package_folder(tmp_path))

    everything = b"".join(do_export().values())

    assert b"Nachbarstadt" not in everything
    assert b"anderes" not in everything


def test_a_process_that_could_not_be_imported_again_is_not_exported(tmp_path: Path) -> None:
    do_import(a_package_folder(tmp_path))
    Region.objects.update(website="javascript:alert(1)")

    with pytest.raises(PackageRefusedError) as caught:
        do_export()

    assert [(f.file, f.column) for f in caught.value.faults] == [("region.csv", "website")]
    assert not Entry.objects.filter(deed="process.exported").exists()


def test_the_archive_is_always_the_same(tmp_path: Path) -> None:
    do_import(a_package_folder(tmp_path))
    files = do_export()

    assert pack(files) == pack(files)
    with zipfile.ZipFile(BytesIO(pack(files))) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == files


def test_an_archive_that_was_exported_can_be_imported(tmp_path: Path) -> None:
    do_import(a_package_folder(tmp_path / "muster"))
    (tmp_path / "muster.zip").write_bytes(pack(do_export()))

    assert do_import(tmp_path / "muster.zip").outcome == Outcome.UP_TO_DATE


def test_a_package_replaces_an_earlier_one_in_its_folder(tmp_path: Path) -> None:
    folder = tmp_path / "neu" / "muster"
    write_folder({"datapackage.json": b"{}", "bodies.csv": b"alt"}, folder)

    write_folder({"datapackage.json": b"{ }"}, folder)

    assert read_folder(folder) == {"datapackage.json": b"{ }"}
    assert [path.name for path in folder.parent.iterdir()] == ["muster"]


@pytest.mark.parametrize("name", ["brief.txt", "stages.csv"])
def test_a_folder_with_other_things_is_left_alone(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("wichtig", encoding="utf-8")

    with pytest.raises(FolderRefusedError), override("de"):
        write_folder({"datapackage.json": b"{}"}, tmp_path)

    assert [path.name for path in tmp_path.iterdir()] == [name]


def described_resources(described: dict[str, Any]) -> dict[str, Any]:
    return {resource["name"]: resource for resource in described["resources"]}


def test_the_description_is_a_data_package_of_version_2(tmp_path: Path) -> None:
    do_import(a_package_folder(tmp_path))

    described = json.loads(do_export()["datapackage.json"])

    assert list(described_resources(described)) == [*BY_NAME, "readme"]
    del described["resources"]
    assert described == {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "muster",
        "title": "Musterverfahren (Musterland)",
        "regiowerk:schema_version": 1,
        "licenses": [
            {
                "name": "CC0-1.0",
                "title": "Creative Commons Zero 1.0",
                "path": "https://creativecommons.org/publicdomain/zero/1.0/deed.de",
            }
        ],
        "sources": [{"title": title} for title in ("Amt", "Region", "Satzung", "Umfrage")],
    }


def test_the_description_says_what_every_column_is(tmp_path: Path) -> None:
    do_import(a_package_folder(tmp_path))

    resources = described_resources(json.loads(do_export()["datapackage.json"]))

    bodies = resources["bodies"]["schema"]
    assert (resources["bodies"]["type"], resources["bodies"]["encoding"]) == ("table", "utf-8")
    assert (bodies["primaryKey"], bodies["missingValues"]) == (["key"], [""])
    assert bodies["foreignKeys"] == [{"fields": ["parent"], "reference": {"fields": ["key"]}}]
    assert bodies["fields"][0] == {
        "name": "key",
        "title": "Schlüssel",
        "type": "string",
        "constraints": {
            "required": True,
            "pattern": "^[-a-zA-Z0-9_]+$",
            "maxLength": 60,
            "unique": True,
        },
    }
    assert resources["activities"]["schema"]["foreignKeys"] == [
        {"fields": ["stage"], "reference": {"resource": "stages", "fields": ["key"]}}
    ]
    assert resources["memberships"]["schema"]["uniqueKeys"] == [
        ["region", "organisation", "from_on"]
    ]


def test_the_description_says_how_each_file_was_written(tmp_path: Path) -> None:
    do_import(a_package_folder(tmp_path))
    files = do_export()
    write_folder(files, tmp_path / "out")
    edit(tmp_path / "out", "bodies.csv", "Runde", "Große Runde")

    done = do_import(tmp_path / "out", replace=True)

    described = json.loads(files["datapackage.json"])
    sizes = {resource["path"]: resource["bytes"] for resource in described["resources"]}
    assert sizes == {n: len(c) for n, c in files.items() if n != "datapackage.json"}
    assert noted(done) == [
        "bodies.csv: Die Datei wurde geändert, nachdem das Paket geschrieben war (andere "
        "Prüfsumme). Das ist in Ordnung: Es gilt, was jetzt darin steht."
    ]


# Ids, what the package knows by itself, and deeds of accounts that stay behind.
STAYS = {"id", "process", "confirmed_at", "confirmed_by", "added_at", "added_by"}
# What lies beside as a file, and persons, drafts and invitations.
STAYS_OF_SURVEYS = {
    "questionnaire_versions": {"definition", "file_content"},
    "waves": {"contact_name", "contact_email", "contact_phone"},
    "participations": {
        "coordinator_name",
        "coordinator_email",
        "invited_at",
        "opened_at",
        "answered_at",
        "declined_by",
    },
    "submissions": {"content", "handed_in_by"},
    "releases": {"content", "register", "snapshot", "against", "problem"},
    "rounds": {"cancelled_at", "cancelled_by", "cancel_reason"},
    "citations": {"quotation"},
    "codes": {"codebook"},
    "codebook_versions": {"codebook"},
    "sign_offs": {"person", "signed_by", "voided_at", "voided_by"},
}
# Drafts stay, and what is not handed in travels as if it had not begun.
FOLDED = {
    ("questionnaire_versions", "state"),
    ("participations", "state"),
    ("releases", "state"),
    ("rounds", "state"),
    ("citations", "kind"),
}
# A second vote of a weighing is named once it was counted.
WORKED_OUT = {"counted_second": "second"}


def field_of(source: Source, column: str) -> str:
    name = source.path(column).partition("__")[0]
    return WORKED_OUT.get(name, name)


def test_every_table_has_a_column_for_every_fact_of_its_model() -> None:
    """A field added to a model and forgotten here would silently not travel."""
    for table in TABLES:
        source = SOURCES[table.name]
        fields = {
            field.name
            for field in source.model._meta.get_fields()
            if field.concrete and not field.many_to_many
        }
        told = {field_of(source, name) for name in table.names}
        assert fields - STAYS - STAYS_OF_SURVEYS.get(table.name, set()) == told, table.name


def test_every_choice_of_a_model_is_known_to_its_column() -> None:
    for table in TABLES:
        for column in table.columns:
            source = SOURCES[table.name]
            field = source.model._meta.get_field(field_of(source, column.name))
            choices = tuple(value for value, _ in getattr(field, "choices", None) or ())
            known = column.kind.known if isinstance(column.kind, Choice) else ()
            place = (table.name, column.name)
            expected = tuple(c for c in choices if c in known) if place in FOLDED else choices
            assert (*place, known) == (*place, expected)
