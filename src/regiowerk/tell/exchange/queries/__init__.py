"""What a package is read from: files that others wrote, and our own tables."""

from __future__ import annotations

from regiowerk.tell.exchange.queries.contents import (
    Extent,
    Part,
    border_value,
    extent_of,
    read_content,
)
from regiowerk.tell.exchange.queries.files import read_files
from regiowerk.tell.exchange.queries.rows import SOURCES, Source, read_rows, rows_by_key

__all__ = [
    "SOURCES",
    "Extent",
    "Part",
    "Source",
    "border_value",
    "extent_of",
    "read_content",
    "read_files",
    "read_rows",
    "rows_by_key",
]
