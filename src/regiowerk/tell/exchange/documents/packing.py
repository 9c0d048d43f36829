"""The files of a package in a folder or as an archive."""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from django.utils.translation import gettext as _

from regiowerk.tell.exchange.domain.attached import FOLDERS, is_attached
from regiowerk.tell.exchange.domain.tables import BORDERS, DESCRIPTOR, README, TABLES

_OURS = frozenset({DESCRIPTOR, README, BORDERS, *(table.path for table in TABLES)})
_LONG_AGO = (1980, 1, 1, 0, 0, 0)  # an archive knows no earlier day
_READABLE = 0o644


class FolderRefusedError(Exception):
    """A folder a package is not written to; the text says why and what to do."""


def pack(files: Mapping[str, bytes]) -> bytes:
    """A ZIP archive, the same for the same files: no times, no users, one order."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, _LONG_AGO)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # Unix, on every system
            entry.external_attr = _READABLE << 16
            archive.writestr(entry, content)
    return stream.getvalue()


def write_folder(files: Mapping[str, bytes], folder: Path) -> None:
    """All files at once, or none: written aside and put in place.

    A folder with an earlier package is replaced.  Raises FolderRefusedError for any other that is
    not empty, and OSError.
    """
    folder = folder.resolve()
    _refuse_foreign(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".regiowerk-", dir=folder.parent) as aside:
        fresh, before = Path(aside) / "fresh", Path(aside) / "before"
        fresh.mkdir()
        for name, content in files.items():
            (fresh / name).parent.mkdir(parents=True, exist_ok=True)
            (fresh / name).write_bytes(content)
        if folder.exists():
            folder.rename(before)
        try:
            fresh.rename(folder)
        except OSError:
            with suppress(FileNotFoundError):
                before.rename(folder)
            raise


def _foreign(folder: Path) -> Iterator[str]:
    """What in a folder is of no package, by its path."""
    for entry in folder.iterdir():
        if entry.name not in FOLDERS or not entry.is_dir():
            if entry.name not in _OURS:
                yield entry.name
            continue
        inside = (path for path in entry.rglob("*") if not path.is_dir())
        paths = (path.relative_to(folder).as_posix() for path in inside)
        yield from (path for path in paths if not is_attached(path))


def _refuse_foreign(folder: Path) -> None:
    if not folder.exists():
        return
    if not folder.is_dir():
        message = _("%(folder)s is a file. Please name a folder.")
        raise FolderRefusedError(message % {"folder": folder})
    foreign = sorted(_foreign(folder))
    is_package = (folder / DESCRIPTOR).exists() or not any(folder.iterdir())
    if foreign or not is_package:
        message = _(
            "%(folder)s is not empty and holds more than a package (%(files)s). Please name a folder "
            "that is empty or does not exist yet."
        )
        listed = ", ".join(foreign[:5]) or "…"
        raise FolderRefusedError(message % {"folder": folder, "files": listed})
