"""How a long form is parted."""

from __future__ import annotations

from dataclasses import dataclass

from django.forms import BoundField


@dataclass(frozen=True, slots=True)
class Group:
    """Fields that belong together, below a heading."""

    title: str
    fields: tuple[BoundField, ...]
    hint: str = ""
