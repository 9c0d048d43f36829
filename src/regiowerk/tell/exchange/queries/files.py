"""The files of a package, from a folder or an archive; nothing in them is trusted."""

from __future__ import annotations

from pathlib import Path

from regiowerk.tell.exchange.domain.descriptor import Descriptor, read_descriptor
from regiowerk.tell.exchange.domain.faults import Faults, Kind, fault
from regiowerk.tell.exchange.domain.limits import LIMITS, megabytes
from regiowerk.tell.exchange.domain.reading import read_text
from regiowerk.tell.exchange.domain.tables import DESCRIPTOR, README
from regiowerk.tell.exchange.queries.archives import Archive, is_archive
from regiowerk.tell.exchange.queries.folders import Folder, RefusedFileError

type Files = dict[str, bytes]


def read_files(place: Path, faults: Faults) -> tuple[Descriptor, Files] | None:
    """The descriptor of a package and the files it names; None when there is nothing to go on with."""
    source = _open(place, faults)
    if source is None:
        return None
    try:
        raw = source.read(DESCRIPTOR, LIMITS.descriptor)
    except RefusedFileError as problem:
        is_missing = problem.fault.kind is Kind.FILE_MISSING
        faults.add(fault(DESCRIPTOR, Kind.DESCRIPTOR_MISSING) if is_missing else problem.fault)
        return None
    text = read_text(DESCRIPTOR, raw, faults)
    descriptor = read_descriptor(text, faults) if text is not None else None
    if descriptor is None:
        return None
    _note_unnamed(source, descriptor, faults)
    return descriptor, _read_named(source, descriptor, faults)


def _open(place: Path, faults: Faults) -> Folder | Archive | None:
    try:
        if place.is_dir():
            return Folder(place)
        if not place.exists():
            faults.add(fault(str(place), Kind.NOTHING_THERE))
        elif is_archive(place):
            return Archive.of(place, faults)
        else:
            faults.add(fault(str(place), Kind.NOT_A_PACKAGE))
    except (OSError, ValueError):
        faults.add(fault(str(place), Kind.FILE_UNREADABLE))
    return None


def _read_named(source: Folder | Archive, descriptor: Descriptor, faults: Faults) -> Files:
    files: Files = {}
    total = 0
    for resource in descriptor.resources:
        try:
            content = source.read(resource.path, LIMITS.file)
        except RefusedFileError as problem:
            faults.add(problem.fault)
            continue
        total += len(content)
        if total > LIMITS.package:
            faults.add(fault("", Kind.PACKAGE_TOO_LARGE, most=megabytes(LIMITS.package)))
            break
        files[resource.path] = content
    return files


def _note_unnamed(source: Folder | Archive, descriptor: Descriptor, faults: Faults) -> None:
    """A table that lies there and is not named would silently stay out."""
    named = {resource.path for resource in descriptor.resources} | {DESCRIPTOR}
    for name in sorted(source.names() - named):
        if name == README or Path(name).suffix.lower() in {".csv", ".geojson"}:
            faults.note(fault(name, Kind.FILE_NOT_NAMED))
