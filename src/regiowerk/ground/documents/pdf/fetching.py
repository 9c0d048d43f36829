"""What a document may load: our own static files, nothing from elsewhere."""

from __future__ import annotations

import mimetypes
from pathlib import Path
from urllib.parse import unquote, urljoin

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.exceptions import SuspiciousFileOperation

BASE = "https://static.invalid/"  # a name that can never be looked up


class NotOursError(Exception):
    """A document asked for something that is not one of our static files."""


def serve(url: str) -> tuple[bytes, str]:
    """The content and kind of one of our static files.  Raises NotOursError for everything else."""
    root = urljoin(BASE, settings.STATIC_URL)
    address = url.partition("?")[0].partition("#")[0]
    if not address.startswith(root):
        raise NotOursError(url)
    path = _find(unquote(address.removeprefix(root)))
    if path is None:
        raise NotOursError(url)
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return path.read_bytes(), kind


def _find(name: str) -> Path | None:
    """The file of that name among the sources, else among the collected files with their hashes."""
    try:
        found = finders.find(name)
        if found is None and staticfiles_storage.exists(name):
            found = staticfiles_storage.path(name)
    except SuspiciousFileOperation:
        return None
    path = Path(found) if found else None
    return path if path and path.is_file() else None
