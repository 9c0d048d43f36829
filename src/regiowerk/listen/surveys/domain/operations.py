"""The id under which something is written once, made from what it is.  Pure."""

from __future__ import annotations

from hashlib import sha256


def operation_for(*parts: object) -> str:
    """The same parts give the same id: who sends the same page twice writes once."""
    text = "\x1f".join(str(part) for part in parts)
    return sha256(text.encode()).hexdigest()[:32]
