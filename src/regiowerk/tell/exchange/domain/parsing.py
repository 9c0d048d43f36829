"""From the files of a package to what it says, with everything that is wrong told at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from regiowerk.tell.exchange.domain.attached import is_attached
from regiowerk.tell.exchange.domain.borders import read_borders
from regiowerk.tell.exchange.domain.checking import check
from regiowerk.tell.exchange.domain.columns import Row
from regiowerk.tell.exchange.domain.content import Border, Content
from regiowerk.tell.exchange.domain.descriptor import Descriptor, Resource
from regiowerk.tell.exchange.domain.faults import Faults, Kind, fault
from regiowerk.tell.exchange.domain.reading import read_table, read_text
from regiowerk.tell.exchange.domain.tables import TABLES
from regiowerk.tell.exchange.domain.values import tidy
from regiowerk.tell.exchange.domain.writing import digest

type Say = Callable[[str, int], None]


def parse(descriptor: Descriptor, files: Mapping[str, bytes], faults: Faults, say: Say) -> Content:
    """What the files say.  `say` hears each table's path and number of rows as it is read."""
    by_name = {resource.name: resource for resource in descriptor.resources}
    tables: dict[str, tuple[Row, ...]] = {}
    for table in TABLES:
        resource = by_name.get(table.name)
        content = _content(resource, files, faults)
        if resource is None or content is None:
            continue
        rows = read_table(table, resource.path, content, faults)
        if rows is not None:
            tables[table.name] = rows
            say(resource.path, len(rows))
    # A table that was left out is empty; one that is named and could not be read is unknown.
    unread = (frozenset(by_name) | _required()) - frozenset(tables)
    content_read = Content(
        tables=tables,
        readme=_readme(by_name.get("readme"), files, faults),
        licences=descriptor.licences,
        files=_attached(descriptor, files, faults),
        unread=unread,
    )
    check(content_read, descriptor.path_of, faults)
    borders = _borders(by_name.get("borders"), files, content_read, faults)
    return replace(content_read, borders=borders)


def _attached(
    descriptor: Descriptor, files: Mapping[str, bytes], faults: Faults
) -> dict[str, bytes]:
    """The files beside the tables, byte by byte."""
    found = {
        resource.path: _content(resource, files, faults)
        for resource in descriptor.resources
        if is_attached(resource.path)
    }
    return {path: content for path, content in found.items() if content is not None}


def _required() -> frozenset[str]:
    return frozenset(table.name for table in TABLES if table.is_required)


def _content(resource: Resource | None, files: Mapping[str, bytes], faults: Faults) -> bytes | None:
    """The bytes of a file; says so when they are not those the package was written with."""
    if resource is None or resource.path not in files:
        return None
    content = files[resource.path]
    is_ours = resource.hash.startswith("sha256:")  # a standard package may use another method
    if is_ours and resource.hash != digest(content):
        faults.note(fault(resource.path, Kind.EDITED_BY_HAND))
    return content


def _readme(resource: Resource | None, files: Mapping[str, bytes], faults: Faults) -> str:
    content = _content(resource, files, faults)
    text = read_text(resource.path, content, faults) if resource and content else None
    return tidy(text or "")


def _borders(
    resource: Resource | None, files: Mapping[str, bytes], content: Content, faults: Faults
) -> tuple[Border, ...]:
    raw = _content(resource, files, faults)
    if resource is None or raw is None or "organisations" in content.unread:
        return ()
    text = read_text(resource.path, raw, faults)
    if text is None:
        return ()
    return read_borders(resource.path, text, content.texts("organisations", "key"), faults)
