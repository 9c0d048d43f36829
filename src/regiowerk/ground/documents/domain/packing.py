"""The same content gives the same bytes: zip archives without the moment of writing."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

MOMENT = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</dcterms:)")
EARLIEST = (1980, 1, 1, 0, 0, 0)  # the first day a zip archive knows
ARCHIVES = (".xlsx",)


def repacked(archive: bytes, on: date) -> bytes:
    """Write an Office file again with one day as its only date, and what is packed inside it too."""
    out = BytesIO()
    with ZipFile(BytesIO(archive)) as source, ZipFile(out, "w") as target:
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename.endswith(ARCHIVES):
                content = repacked(content, on)
            if entry.filename.endswith("docProps/core.xml"):
                content = MOMENT.sub(rb"\g<1>" + f"{on}T00:00:00Z".encode() + rb"\g<2>", content)
            fixed = ZipInfo(entry.filename, EARLIEST)
            fixed.compress_type = ZIP_DEFLATED
            fixed.external_attr = 0o600 << 16
            target.writestr(fixed, content)
    return out.getvalue()
