"""What a file of borders may be: its kind and its size, looked at before it is opened."""

from __future__ import annotations

import zipfile
from pathlib import Path

from django.utils.translation import gettext as _

SUFFIXES = (".gpkg", ".shp", ".geojson", ".json")
MOST_BYTES = 2 * 1024**3


class BordersFaultError(Exception):
    """A file of borders that cannot be used, with a sentence that says what to do."""


def sources_of(path: Path) -> list[str]:
    """What to open: the file itself, or what lies in a ZIP file."""
    if not path.is_file():
        raise BordersFaultError(_("There is no file %(path)s.") % {"path": path})
    _refuse_large(sum(part.stat().st_size for part in _parts(path)), path)
    if path.suffix.lower() == ".zip":
        return _inside(path)
    if path.suffix.lower() not in SUFFIXES:
        raise BordersFaultError(
            _(
                "%(name)s is no file of borders. Use a GeoPackage (.gpkg), a Shapefile (.shp), "
                "GeoJSON (.geojson) or a ZIP file with one of them."
            )
            % {"name": path.name}
        )
    return [str(path)]


def _parts(path: Path) -> list[Path]:
    """A Shapefile is several files of one name."""
    if path.suffix.lower() != ".shp":
        return [path]
    return [part for part in path.parent.glob(f"{path.stem}.*") if part.is_file()]


def _inside(path: Path) -> list[str]:
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError) as problem:
        raise BordersFaultError(
            _("%(name)s is damaged: it cannot be opened as a ZIP file.") % {"name": path.name}
        ) from problem
    _refuse_large(sum(entry.file_size for entry in entries), path)
    found = [e.filename for e in entries if Path(e.filename).suffix.lower() in SUFFIXES]
    if not found:
        raise BordersFaultError(
            _("%(name)s holds no GeoPackage, Shapefile or GeoJSON.") % {"name": path.name}
        )
    return [f"/vsizip/{path.resolve()}/{name}" for name in sorted(found)]


def _refuse_large(size: int, path: Path) -> None:
    if size > MOST_BYTES:
        raise BordersFaultError(
            _(
                "%(name)s is larger than 2 GB. Use a file with municipalities only, "
                "for example VG250_GEM."
            )
            % {"name": path.name}
        )
