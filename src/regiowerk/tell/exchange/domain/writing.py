"""From what a package says to its files.  The same content gives the same bytes on every machine."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Mapping

from regiowerk.tell.exchange.domain.attached import (
    SUBMISSIONS_FOLDER,
    media_type,
    resource_name,
)
from regiowerk.tell.exchange.domain.borders import write_borders
from regiowerk.tell.exchange.domain.columns import Column, Row, Table, in_order
from regiowerk.tell.exchange.domain.content import Content
from regiowerk.tell.exchange.domain.licences import LICENCES
from regiowerk.tell.exchange.domain.tables import (
    BORDERS,
    DESCRIPTOR,
    README,
    TABLES,
    VERSION,
)
from regiowerk.tell.exchange.domain.values import tidy

_PROFILES = "https://datapackage.org/profiles/2.0"

type _Json = dict[str, object]


def write_files(content: Content) -> dict[str, bytes]:
    """All files of a package by their names, datapackage.json first."""
    files: dict[str, bytes] = {}
    resources: list[_Json] = []
    for table in TABLES:
        files[table.path] = write_table(table, content.rows(table.name))
        resources.append(_resource(table.name, table.path, files[table.path], _of_table(table)))
    for path, attached in sorted(content.files.items()):
        files[path] = attached
        resources.append(_resource(resource_name(path), path, attached, _of_file(path)))
    if content.borders:
        files[BORDERS] = write_borders(content.borders)
        about: _Json = {
            "title": "Grenzen",
            "format": "geojson",
            "mediatype": "application/geo+json",
        }
        resources.append(_resource("borders", BORDERS, files[BORDERS], about))
    if content.readme:
        files[README] = f"{tidy(content.readme)}\n".encode()
        about = {"title": "Erläuterung", "format": "md", "mediatype": "text/markdown"}
        resources.append(_resource("readme", README, files[README], about))
    descriptor = _descriptor(content, resources)
    text = json.dumps(descriptor, indent=2, ensure_ascii=False, allow_nan=False)
    return {DESCRIPTOR: f"{text}\n".encode()} | files


def write_table(table: Table, rows: tuple[Row, ...]) -> bytes:
    """UTF-8, commas, line feeds, quotation marks only where they are needed (RFC 4180)."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(table.names)
    for row in in_order(table, rows):
        writer.writerow(cell(column, row) for column in table.columns)
    return stream.getvalue().encode()


def cell(column: Column, row: Row) -> str:
    """The text of a value; nothing for no value."""
    value = row[column.name]
    return "" if value is None or value == "" else column.kind.write(value)


def digest(content: bytes) -> str:
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


def _descriptor(content: Content, resources: list[_Json]) -> _Json:
    process, region = content.only("process"), content.only("region")
    title = process.text("name") if process else ""
    place = region.text("name") if region else ""
    descriptor: _Json = {
        "$schema": f"{_PROFILES}/datapackage.json",
        "name": process.text("key") if process else "",
        "title": f"{title} ({place})",
        "regiowerk:schema_version": VERSION,
    }
    if process and process.text("summary"):
        descriptor["description"] = process.text("summary")
    if content.licences:
        descriptor["licenses"] = [LICENCES[name].describe() for name in content.licences]
    sources = _sources(content)
    if sources:
        descriptor["sources"] = sources
    descriptor["resources"] = resources
    return descriptor


def _sources(content: Content) -> list[_Json]:
    """Every source that is named anywhere, once."""
    found: set[tuple[str, str]] = set()
    for table in TABLES:
        if "source" in table.by_name:
            for row in content.rows(table.name):
                url = row.text("source_url") if "source_url" in table.by_name else ""
                # A path of a Data Package is an address; our sources may also be a place in a file.
                found.add((row.text("source"), url if url.startswith("http") else ""))
    return [
        {"title": title, "path": url} if url else {"title": title}
        for title, url in sorted(found)
        if title
    ]


def _resource(name: str, path: str, content: bytes, about: Mapping[str, object]) -> _Json:
    """A file, with what tells whether it has been changed since."""
    is_text = str(about["mediatype"]).startswith("text/") or "json" in str(about["mediatype"])
    return {
        "name": name,
        "path": path,
        **about,
        **({"encoding": "utf-8"} if is_text else {}),
        "bytes": len(content),
        "hash": digest(content),
    }


def _of_table(table: Table) -> _Json:
    return {
        "$schema": f"{_PROFILES}/dataresource.json",
        "type": "table",
        "title": table.title,
        "format": "csv",
        "mediatype": "text/csv",
        "schema": _schema(table),
    }


def _of_file(path: str) -> _Json:
    is_answer = path.startswith(f"{SUBMISSIONS_FOLDER}/")
    return {
        "title": "Abgabe" if is_answer else "Fragebogen",
        "format": path.rpartition(".")[2].lower(),
        "mediatype": media_type(path),
    }


def _schema(table: Table) -> _Json:
    schema: _Json = {
        "$schema": f"{_PROFILES}/tableschema.json",
        "fields": [_field(table, column) for column in table.columns],
        "missingValues": [""],
    }
    unique = [list(columns) for columns in table.unique]
    # A primary key may not be empty anywhere; a key with such parts is only unique.
    if all(table.by_name[name].is_required for name in table.key):
        schema["primaryKey"] = list(table.key)
    else:
        unique.insert(0, list(table.key))
    if unique:
        schema["uniqueKeys"] = unique
    if table.references:
        schema["foreignKeys"] = [_foreign_key(table, column) for column in table.references]
    return schema


def _field(table: Table, column: Column) -> _Json:
    kind, constraints = column.kind.describe()
    if column.is_required:
        constraints = {"required": True} | constraints
    if table.key == (column.name,) or (column.name,) in table.unique:
        constraints = constraints | {"unique": True}
    described: _Json = {"name": column.name, "title": column.title, **kind}
    return described | ({"constraints": constraints} if constraints else {})


def _foreign_key(table: Table, column: Column) -> _Json:
    """Inside the same table the standard wants the resource left out."""
    elsewhere: _Json = {} if column.refers_to == table.name else {"resource": column.refers_to}
    return {"fields": [column.name], "reference": {**elsewhere, "fields": ["key"]}}
