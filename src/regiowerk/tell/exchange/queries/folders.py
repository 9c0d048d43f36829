"""A package as a folder: its files are read without ever leaving it."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from regiowerk.tell.exchange.domain.faults import Fault, Kind, fault
from regiowerk.tell.exchange.domain.limits import megabytes


class RefusedFileError(Exception):
    """A file that is not read, and why."""

    def __init__(self, found: Fault) -> None:
        super().__init__(found)
        self.fault = found


class Folder:
    def __init__(self, root: Path) -> None:
        self.root = root.resolve()

    def names(self) -> frozenset[str]:
        """What lies in the folder itself."""
        with os.scandir(self.root) as entries:
            # Links are not followed: they may go round in circles.
            return frozenset(e.name for e in entries if e.is_file(follow_symlinks=False))

    def read(self, path: str, limit: int) -> bytes:
        """The bytes of a file.  Raises RefusedFileError; what is too large is not read at all."""
        try:
            target = (self.root / path).resolve(strict=True)
            if not target.is_relative_to(self.root):
                raise RefusedFileError(fault(path, Kind.FILE_OUTSIDE))
            return _read(path, target, limit)
        except FileNotFoundError:
            raise RefusedFileError(fault(path, Kind.FILE_MISSING)) from None
        except OSError:  # no right to read it, or links that go round in circles
            raise RefusedFileError(fault(path, Kind.FILE_UNREADABLE)) from None


def too_large(path: str, size: int, limit: int) -> RefusedFileError:
    found = fault(path, Kind.FILE_TOO_LARGE, size=megabytes(size), most=megabytes(limit))
    return RefusedFileError(found)


def _read(path: str, target: Path, limit: int) -> bytes:
    if not stat.S_ISREG(target.stat().st_mode):
        raise RefusedFileError(fault(path, Kind.FILE_SPECIAL))
    # Without waiting, should the file become a named pipe in between; never through a new link.
    handle = os.open(target, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(handle, "rb") as stream:
        size = os.fstat(handle).st_size
        if size > limit:
            raise too_large(path, size, limit)
        content = stream.read(limit + 1)
    if len(content) > limit:
        raise too_large(path, len(content), limit)
    return content
