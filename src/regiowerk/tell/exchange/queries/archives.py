"""A package as a ZIP archive, read in memory and never unpacked: what it says of itself is checked
first, then what really is in it.
"""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from regiowerk.tell.exchange.domain.descriptor import is_safe
from regiowerk.tell.exchange.domain.faults import Fault, Faults, Kind, fault
from regiowerk.tell.exchange.domain.limits import LIMITS, MEGABYTE, megabytes
from regiowerk.tell.exchange.domain.tables import DESCRIPTOR
from regiowerk.tell.exchange.queries.folders import Folder, RefusedFileError, too_large

# End of central directory: mark, disks, entries here, entries, size of the directory, ...
_END = struct.Struct("<4s4H2LH")
_END_MARK = b"PK\x05\x06"
_LOCKED = 0x1
# Other methods unpack without a limit before anybody can count.
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}


class Archive:
    def __init__(self, files: zipfile.ZipFile, prefix: str) -> None:
        self._files = files
        self._prefix = prefix

    @classmethod
    def of(cls, place: Path, faults: Faults) -> Archive | None:
        """The archive; None when it should not be opened, and then faults say why."""
        name = place.name
        try:
            content = Folder(place.parent).read(name, LIMITS.package)
        except RefusedFileError as problem:
            faults.add(problem.fault)
            return None
        if not _is_small(content):
            faults.add(fault(name, Kind.ARCHIVE_TOO_MANY, most=str(LIMITS.entries)))
            return None
        try:
            files = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, ValueError, OSError):
            faults.add(fault(name, Kind.ARCHIVE_BROKEN))
            return None
        problems = list(_problems(name, files))
        for found in problems:
            faults.add(found)
        return None if problems else cls(files, _prefix(files.namelist()))

    def names(self) -> frozenset[str]:
        """What lies beside the descriptor."""
        inside = (name.removeprefix(self._prefix) for name in self._files.namelist())
        return frozenset(name for name in inside if name and "/" not in name)

    def read(self, path: str, limit: int) -> bytes:
        """The bytes of a file.  Raises RefusedFileError."""
        try:
            found = self._files.getinfo(self._prefix + path)
        except KeyError:
            raise RefusedFileError(fault(path, Kind.FILE_MISSING)) from None
        if found.file_size > limit:
            raise too_large(path, found.file_size, limit)
        try:
            with self._files.open(found) as stream:
                content = stream.read(limit + 1)
                is_complete = not stream.read(1)
        except (zipfile.BadZipFile, zlib.error, EOFError, ValueError):
            raise RefusedFileError(fault(path, Kind.ARCHIVE_BROKEN)) from None
        if len(content) > limit or not is_complete:
            raise too_large(path, len(content), limit)
        return content


def is_archive(place: Path) -> bool:
    return place.is_file() and (place.suffix.lower() == ".zip" or zipfile.is_zipfile(place))


def _is_small(content: bytes) -> bool:
    """Whether the list of entries is short.  Reading a long one would already take the memory."""
    start = content.rfind(_END_MARK, max(0, len(content) - _END.size - 65_535))
    if start < 0 or start + _END.size > len(content):
        return True  # no archive at all; opening it says so
    _, _, _, _, entries, directory, _, _ = _END.unpack_from(content, start)
    return bool(entries <= LIMITS.entries and directory <= LIMITS.directory)


def _problems(archive: str, files: zipfile.ZipFile) -> Iterator[Fault]:
    entries = files.infolist()
    if len(entries) > LIMITS.entries:
        yield fault(archive, Kind.ARCHIVE_TOO_MANY, most=str(LIMITS.entries))
        return
    if len({entry.filename for entry in entries}) < len(entries):
        yield fault(archive, Kind.ARCHIVE_BROKEN)
    if sum(entry.file_size for entry in entries) > LIMITS.package:
        yield fault(archive, Kind.PACKAGE_TOO_LARGE, most=megabytes(LIMITS.package))
    for entry in entries:
        found = _problem(archive, entry)
        if found:
            yield found


def _problem(archive: str, entry: zipfile.ZipInfo) -> Fault | None:
    path = entry.filename
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if not is_safe(path.removesuffix("/")):
        return fault(archive, Kind.PATH_UNSAFE, value=path[:80])
    if entry.flag_bits & _LOCKED:
        return fault(path, Kind.ARCHIVE_LOCKED)
    if kind not in {0, stat.S_IFREG, stat.S_IFDIR}:
        return fault(path, Kind.FILE_SPECIAL)
    if entry.compress_type not in _METHODS:
        return fault(path, Kind.ARCHIVE_BROKEN)
    if entry.file_size > max(MEGABYTE, entry.compress_size * LIMITS.shrinking):
        return fault(path, Kind.ARCHIVE_BOMB, size=megabytes(entry.file_size))
    return None


def _prefix(names: list[str]) -> str:
    """The folder in the archive in which the package lies, as programs like to pack it."""
    if DESCRIPTOR in names:
        return ""
    found = [name for name in names if name.endswith(f"/{DESCRIPTOR}") and name.count("/") == 1]
    return found[0].removesuffix(DESCRIPTOR) if len(found) == 1 else ""
