from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from django.utils.translation import override

from regiowerk.ground.journal.domain.actor import SYSTEM
from regiowerk.ground.people.tests.factories import AT
from regiowerk.ground.process.models import Process
from regiowerk.tell.exchange.actions import PackageRefusedError, import_package
from regiowerk.tell.exchange.documents.sentences import placed
from regiowerk.tell.exchange.domain.outcome import Imported
from regiowerk.tell.exchange.models import Package

EXAMPLE = Path(__file__).parents[5] / "examples" / "paderborn"

# A small package as somebody might write it by hand, shorter than what an export writes.
SMALL = {
    "organisations.csv": (
        "key,name,designation,kind,ags,ars,district,latitude,longitude,central_place,"
        "is_central_place_confirmed,website,source\n"
        "kreis-05999,Musterkreis,,district,,,,,,unknown,false,,\n"
        "ags-05999004,Brakel,Stadt,municipality,05999004,,kreis-05999,51.7,9.2,middle,true,,Amt\n"
        "ags-05999008,Höxter,Stadt,municipality,05999008,,kreis-05999,51.8,9.4,unknown,false,,Amt\n"
        "bbsr,Bundesinstitut,,federal_body,,,,,,unknown,false,,\n"
    ),
    "region.csv": (
        "key,name,network,regiopole,description,accent,website,is_public\n"
        "musterland,Musterland,,ags-05999004,Eine Region,#1F5C7A,,false\n"
    ),
    "memberships.csv": (
        "region,organisation,kind,from_on,until_on,is_confirmed,source,source_url\n"
        "musterland,ags-05999004,member,2017-01-01,,true,Satzung,\n"
        "musterland,ags-05999008,member,,,true,Satzung,\n"
    ),
    "figures.csv": (
        "organisation,region,indicator,value,measured_on,precision,source,source_url,licence\n"
        "ags-05999004,,population,16130,2020-12-31,rounded,Amt,,dl-de/by-2-0\n"
        "ags-05999004,,area,173.92,2020-12-31,exact,Amt,,dl-de/by-2-0\n"
        ",musterland,population,45000,,stated,Region,,\n"
    ),
    "programme.csv": (
        "key,network,name,short_name,funder,federal_programme,aims,source,source_url\n"
        "modellprojekt,,Das Modellprojekt,Modell,Bund,,,,\n"
    ),
    "infrastructure_areas.csv": (
        "programme,number,key,name,lead,is_lead_confirmed,source\n"
        "modellprojekt,1,digitales,Digitales,ags-05999004,true,\n"
    ),
    "process.csv": (
        "key,region,programme,area,name,summary,template_key,starts_on,ends_on,latest_end_on,"
        "is_public,is_example,created_at,created_by\n"
        "muster,musterland,modellprojekt,digitales,Musterverfahren,,,2021-01-01,2022-12-31,,"
        "true,true,2021-01-01T08:00:00Z,Stadt Brakel\n"
    ),
    "stages.csv": (
        "number,key,name,short_name,act,purpose,starts_on,ends_on,is_approximate,"
        "closing_condition,opened_at,opened_by,closed_at,closed_by,closing_note\n"
        "1,modul-1,Analyse,Modul 1,listen,,2021-01-01,2021-06-30,true,,"
        "2021-01-04T08:00:00Z,Stadt Brakel,2021-07-01T08:00:00Z,Stadt Brakel,\n"
        "2,modul-2,Trends,Modul 2,listen,,2021-07-01,2021-12-31,false,,,,,,\n"
    ),
    "activities.csv": (
        "stage,position,name,description,starts_on,ends_on,is_approximate,source\n"
        "modul-1,1,Umfrage,,2021-02-01,2021-03-31,true,\n"
    ),
    "milestones.csv": (
        "key,name,planned_on,is_approximate,source,reached_on,reached_by\n"
        "auftakt,Auftakt,2021-02-01,true,,2021-02-03,Stadt Brakel\n"
    ),
    "bodies.csv": (
        "key,parent,name,task,rhythm,members,position,source\n"
        "leitung,,Leitung,Führt,,Stadt Brakel,1,\n"
        "runde,leitung,Runde,,alle zwei Wochen,,2,\n"
    ),
    "passages.csv": "topic,position,statement,source,source_url\naims,1,Gemeinsam planen,,\n",
    "findings.csv": (
        "key,kind,position,statement,explanation,area,recorded_at,recorded_by,"
        "merged_into,merged_at,merged_by,split_from\n"
        "personal,obstacle,1,Es gibt wenig Personal.,,digitales,2021-06-01T08:00:00Z,Stadt Brakel,"
        ",,,\n"
    ),
    "citations.csv": (
        "finding,position,kind,source,place,words,source_on,source_url,"
        "result_survey,result_wave,result_release,"
        "answer_survey,answer_wave,answer_organisation,answer_submission,"
        "question,rows,answer,breakdown,group,base,version,figures,source_hash,"
        "audience,cited_at,cited_by,came_from\n"
        "personal,1,document,Umfrage,Frage 8,,2021-05-01,,,,,,,,,,,,,,,,,,"
        "public,2021-06-01T08:00:00Z,Stadt Brakel,\n"
    ),
    "README.md": "# Ein kleines Paket\n",
}


def a_package_folder(folder: Path) -> Path:
    """A package that can be imported, without checksums, as made by hand."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in SMALL.items():
        (folder / name).write_text(text, encoding="utf-8")
    describe(folder)
    return folder


def describe(folder: Path, **changes: object) -> None:
    """Write the datapackage.json of the small package; `changes` overwrite its entries."""
    resources = [{"name": _name(path), "path": path} for path in SMALL]
    descriptor: dict[str, object] = {
        "name": "muster",
        "regiowerk:schema_version": 1,
        "licenses": [{"name": "CC0-1.0"}],
        "resources": resources,
    }
    (folder / "datapackage.json").write_text(json.dumps(descriptor | changes), encoding="utf-8")


def _name(path: str) -> str:
    return "readme" if path == "README.md" else path.removesuffix(".csv")


def add_resource(folder: Path, name: str, path: str, **more: str) -> None:
    """Name another file in datapackage.json."""
    descriptor = json.loads((folder / "datapackage.json").read_text("utf-8"))
    descriptor["resources"].append({"name": name, "path": path, **more})
    (folder / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")


def edit(folder: Path, file: str, old: str, new: str) -> None:
    """Change some words in a file, as in an editor."""
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {file}"
    (folder / file).write_text(text.replace(old, new), encoding="utf-8")


def zipped(folder: Path, place: Path, *, below: str = "") -> Path:
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.iterdir()):
            archive.write(path, f"{below}{path.name}")
    return place


def do_import(folder: Path, *, update_region: bool = False, replace: bool = False) -> Imported:
    return import_package(folder, by=SYSTEM, at=AT, update_region=update_region, replace=replace)


def refused(folder: Path, *, update_region: bool = False, replace: bool = False) -> list[str]:
    """What an import says against a package, in German, each with its place."""
    with pytest.raises(PackageRefusedError) as caught, override("de"):
        do_import(folder, update_region=update_region, replace=replace)
    with override("de"):
        return [": ".join(placed(found)) for found in caught.value.faults]


def noted(done: Imported) -> list[str]:
    """What an import found worth knowing, in German."""
    with override("de"):
        return [": ".join(placed(found)) for found in done.notes]


def a_package(process: Process, *, readme: str = "Beispiel") -> Package:
    return Package.objects.create(process=process, readme=readme)


def read_folder(folder: Path) -> Mapping[str, bytes]:
    """All files below a folder by their paths."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
