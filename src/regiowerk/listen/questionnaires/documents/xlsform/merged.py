"""Which cells of a workbook are merged, without unfolding them in memory."""

from __future__ import annotations

import posixpath
from io import BytesIO
from zipfile import ZipFile

from defusedxml.ElementTree import fromstring, iterparse

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
MOST_NAMED = 20  # ranges of one sheet; more would only say the same again


def merged_ranges(content: bytes) -> dict[str, tuple[str, ...]]:
    """The merged ranges by the name of the sheet, such as "A2:B3"."""
    with ZipFile(BytesIO(content)) as archive:
        return {
            name: _ranges(archive, path)
            for name, path in _parts(archive).items()
            if path in archive.namelist()
        }


def _parts(archive: ZipFile) -> dict[str, str]:
    """Where each sheet lies in the archive."""
    links = fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {link.get("Id"): str(link.get("Target")) for link in links}
    book = fromstring(archive.read("xl/workbook.xml"))
    return {
        str(sheet.get("name")): posixpath.normpath(
            posixpath.join("/xl", targets.get(sheet.get(_LINK), ""))
        ).lstrip("/")
        for sheet in book.iter(f"{_MAIN}sheet")
    }


def _ranges(archive: ZipFile, path: str) -> tuple[str, ...]:
    found: list[str] = []
    with archive.open(path) as stream:
        for _event, element in iterparse(stream):
            if element.tag == f"{_MAIN}mergeCell" and len(found) < MOST_NAMED:
                found.append(str(element.get("ref")))
            element.clear()
    return tuple(found)
