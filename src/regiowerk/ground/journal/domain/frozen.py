"""What was agreed is frozen: canonical JSON and its SHA-256.

Canonical: keys sorted by code point, no white space, UTF-8 without escapes, no NaN; dates as ISO
text, decimals as text, so that the same value gives the same bytes on every machine.
"""

from __future__ import annotations

import hashlib
import json
from datetime import date, datetime
from decimal import Decimal
from enum import Enum


def canonical(value: object) -> bytes:
    """The one byte sequence that stands for a value.  Raises TypeError for what has no such form."""
    text = json.dumps(
        value,
        sort_keys=True,
        separators=(",", ":"),
        ensure_ascii=False,
        allow_nan=False,
        default=_plain,
    )
    return text.encode()


def fingerprint(value: object) -> str:
    """SHA-256 of the canonical form, 64 hexadecimal digits."""
    return hashlib.sha256(canonical(value)).hexdigest()


def _plain(value: object) -> object:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, Enum):
        return value.value
    message = f"{type(value).__name__} has no canonical form"
    raise TypeError(message)
