"""Looks at a workbook from outside, before anything in it is opened."""

from __future__ import annotations

from io import BytesIO
from zipfile import BadZipFile, ZipFile

from regiowerk.listen.questionnaires.documents.xlsform.faults import UnreadableFileError

LARGEST_FILE = 10 * 1024 * 1024  # bytes as uploaded
LARGEST_UNPACKED = 60 * 1024 * 1024  # bytes inside; a questionnaire of 1,000 questions has 2 MB
MOST_PARTS = 1_000
ENDINGS = (".xlsx", ".xls", ".md")
_WITH_MACROS = (".xlsm", ".xltm", ".xlsb")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"


def ending_of(content: bytes, file_name: str) -> str:
    """How the file is to be read.  Raises UnreadableFileError for any that is not to be opened."""
    name = file_name.lower()
    if len(content) > LARGEST_FILE:
        limit = str(LARGEST_FILE // 1024 // 1024)
        raise UnreadableFileError("file-too-large", limit=limit)
    if not content:
        raise UnreadableFileError("empty-file")
    if name.endswith(_WITH_MACROS):
        raise UnreadableFileError("macros")
    ending = next((ending for ending in ENDINGS if name.endswith(ending)), "")
    if not ending:
        raise UnreadableFileError("not-a-workbook", name=file_name)
    if ending == ".xlsx":
        _look_inside(content)
    if ending == ".xls" and not content.startswith(_OLE):
        raise UnreadableFileError("broken-workbook")
    return ending


def _look_inside(content: bytes) -> None:
    if content.startswith(_OLE):
        raise UnreadableFileError("encrypted-workbook")
    if not content.startswith(_ZIP):
        raise UnreadableFileError("broken-workbook")
    try:
        with ZipFile(BytesIO(content)) as archive:
            parts = archive.infolist()
    except (BadZipFile, ValueError, OSError) as problem:
        raise UnreadableFileError("broken-workbook") from problem
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        limit = str(LARGEST_UNPACKED // 1024 // 1024)
        raise UnreadableFileError("unpacks-too-large", limit=limit)
    if any(part.filename.lower().endswith("vbaproject.bin") for part in parts):
        raise UnreadableFileError("macros")
