"""Which files are taken: by size, by name, and by how their bytes begin.  Pure."""

from __future__ import annotations

from enum import StrEnum
from pathlib import PurePosixPath

LARGEST = 10 * 1024 * 1024
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
# Ending, media type, and what the file has to begin with; b"" is text.
KINDS = {
    ".pdf": ("application/pdf", b"%PDF-"),
    ".docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", _ZIP),
    ".xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _ZIP),
    ".pptx": ("application/vnd.openxmlformats-officedocument.presentationml.presentation", _ZIP),
    ".odt": ("application/vnd.oasis.opendocument.text", _ZIP),
    ".ods": ("application/vnd.oasis.opendocument.spreadsheet", _ZIP),
    ".odp": ("application/vnd.oasis.opendocument.presentation", _ZIP),
    ".doc": ("application/msword", _OLE),
    ".xls": ("application/vnd.ms-excel", _OLE),
    ".ppt": ("application/vnd.ms-powerpoint", _OLE),
    ".csv": ("text/csv", b""),
    ".txt": ("text/plain", b""),
    ".png": ("image/png", b"\x89PNG\r\n\x1a\n"),
    ".jpg": ("image/jpeg", b"\xff\xd8\xff"),
    ".jpeg": ("image/jpeg", b"\xff\xd8\xff"),
}


class Unwanted(StrEnum):
    EMPTY = "empty"
    TOO_LARGE = "too_large"
    KIND = "kind"
    CONTENT = "content"
    TOO_MUCH = "too_much"


def why_unwanted(name: str, content: bytes) -> tuple[Unwanted | None, str]:
    """Why a file is not taken, None if it is; and what it is."""
    media_type, begins = KINDS.get(PurePosixPath(name).suffix.lower(), ("", b""))
    if not content:
        return Unwanted.EMPTY, media_type
    if len(content) > LARGEST:
        return Unwanted.TOO_LARGE, media_type
    if not media_type or "\x00" in name:
        return Unwanted.KIND, media_type
    is_right = content.startswith(begins) if begins else b"\x00" not in content
    return (None if is_right else Unwanted.CONTENT), media_type
