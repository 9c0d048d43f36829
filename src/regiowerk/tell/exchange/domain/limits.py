"""How large a package may be.  What is larger is refused before it is read."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    descriptor: int = 2 * MEGABYTE
    file: int = 20 * MEGABYTE
    package: int = 100 * MEGABYTE
    rows: int = 100_000
    cell: int = 100_000  # characters
    # Archives: plain text rarely shrinks to less than a twentieth.
    entries: int = 5_000
    directory: int = MEGABYTE
    shrinking: int = 200


LIMITS = Limits()


def megabytes(size: int) -> str:
    """A size as people read it, rounded up: "21 MB"."""
    return f"{-(-size // MEGABYTE)} MB"
