"""Keys made from words: short, readable in an address, unique among their siblings."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container

MAX_LENGTH = 60
# Words that are addresses themselves: /gremien/neu/ is the page that asks for a new one.
RESERVED = frozenset({"neu", "bearbeiten"})

_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def key_from(words: str, *, taken: Container[str] = ()) -> str:
    """A key of a-z, 0-9 and hyphens, at most 60 characters, that is not taken yet.

    Cut at a word; where that is taken, "-2", "-3" and so on are put behind it.  Words without a
    single letter or digit become "eintrag".
    """
    plain = unicodedata.normalize("NFC", words).casefold().translate(_GERMAN)
    ascii_only = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    slug = _cut(re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-") or "eintrag", MAX_LENGTH)
    if slug not in taken and slug not in RESERVED:
        return slug
    number = 2
    while (key := _numbered(slug, number)) in taken:
        number += 1
    return key


def _numbered(slug: str, number: int) -> str:
    ending = f"-{number}"
    return _cut(slug, MAX_LENGTH - len(ending)) + ending


def _cut(slug: str, length: int) -> str:
    if len(slug) <= length:
        return slug
    head = slug[: length + 1].rpartition("-")[0] or slug[:length]
    return head.strip("-")
