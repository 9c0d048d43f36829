"""Themes of open text: only those that enough organisations brought up.  Pure.

The themes left out are not counted either, where they were one: "and one more theme" would be read
as somebody's.  Several themes are few organisations' each, but nobody knows whose.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from regiowerk.listen.surveys.domain.disclosure.tables import Protection


@dataclass(frozen=True, slots=True)
class SafeThemes:
    """Themes that may be named, the most frequent first; `are_more`: others were brought up too."""

    codes: tuple[str, ...]
    least: int
    are_more: bool


def safe_themes(counts: Mapping[str, int], protection: Protection) -> SafeThemes:
    """Themes with at least k sources (organisations).  How many sources a theme has is not told."""
    codes = sorted(
        (code for code, count in counts.items() if count >= protection.least),
        key=lambda code: (-counts[code], code),
    )
    others = sum(0 < count < protection.least for count in counts.values())
    return SafeThemes(tuple(codes), protection.least, others > 1)
