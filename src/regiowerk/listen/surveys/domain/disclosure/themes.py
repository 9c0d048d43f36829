"""Themes of open text: only those that enough organisations brought up, without their number.  Pure.

A theme is named where k others beside the reader brought it up, and only if so many wrote something
that as many may not have: else "at least six of six" would be everybody's.

The themes left out are not counted either, where they were one: "and one more theme" would be read
as somebody's.  Several themes are few organisations' each, but nobody knows whose.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from regiowerk.listen.surveys.domain.disclosure.releases import MARK
from regiowerk.listen.surveys.domain.disclosure.tables import Cell, Protection, SafeTable, Step


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


def themed_version(organisation: str, themes: Collection[str]) -> str:
    """The unit of an organisation: another one as soon as other themes are found in its answer."""
    told = "\n".join(sorted(themes)).encode()
    return f"{organisation}{MARK}{hashlib.sha256(told).hexdigest()[:16]}"


def theme_table(
    themes: Mapping[str, Collection[str]], order: Sequence[str], protection: Protection
) -> SafeTable:
    """What may be told of an open question: the themes enough brought up, as they stand in `order`.

    `themes` are those of every organisation that wrote something; none where its answer has none.
    Who wrote is kept even where no theme is named: that none is says something too.
    """
    n, least = len(themes), protection.least
    if n < least:
        few = Cell(None, 0, least - 1)
        return SafeTable((), (), (), (), (), few, True, (Step("too_few", (least,)),))
    sources = {code: sum(code in found for found in themes.values()) for code in order}
    named = tuple(code for code in order if sources[code] >= least) if n >= 2 * least else ()
    return SafeTable(
        groups=(),
        answers=named,
        cells=(),
        totals=tuple(Cell(None, least, n) for _code in named),
        sizes=(),
        n=Cell(n, n, n),
        is_multiple=True,
        why=(Step("themes", (least,)),),
        everyone=frozenset(themed_version(one, found) for one, found in themes.items()),
    )
