"""Classes that are too small are merged, by their sizes alone and never by what was answered.  Pure.

Sizes are public (who belongs where is known), so the way classes were merged tells nothing about
the answers.  Global recoding in Hundepool and others, "Statistical Disclosure Control" (2012).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from regiowerk.listen.surveys.domain.disclosure.tables import Axis


@dataclass(frozen=True, slots=True)
class Merged:
    """Groups in the order of the axis; `empty` are classes nobody answered in."""

    groups: tuple[tuple[str, ...], ...]
    empty: tuple[str, ...] = ()


def merge(sizes: Mapping[str, int], axis: Axis, least: int) -> Merged:
    """Groups of at least `least`; no groups where all classes together are fewer."""
    if sum(sizes.get(code, 0) for code in axis.classes) < least:
        return Merged((), tuple(axis.classes))
    if axis.is_ordered:
        return Merged(_neighbours(sizes, axis.classes, least))
    return _smallest(sizes, axis.classes, least)


def _neighbours(
    sizes: Mapping[str, int], classes: tuple[str, ...], least: int
) -> tuple[tuple[str, ...], ...]:
    groups = [[code] for code in classes]
    counts = [sizes.get(code, 0) for code in classes]
    while min(counts) < least:
        place = counts.index(min(counts))
        beside = [other for other in (place - 1, place + 1) if 0 <= other < len(counts)]
        other = min(beside, key=lambda index: counts[index])
        left, right = min(place, other), max(place, other)
        groups[left] += groups.pop(right)
        counts[left] += counts.pop(right)
    return tuple(tuple(group) for group in groups)


def _smallest(sizes: Mapping[str, int], classes: tuple[str, ...], least: int) -> Merged:
    order = {code: place for place, code in enumerate(classes)}
    rising = sorted(classes, key=lambda code: (sizes.get(code, 0), order[code]))
    together: list[str] = []
    count = 0
    while rising and (sizes.get(rising[0], 0) < least or 0 < count < least):
        code = rising.pop(0)
        together.append(code)
        count += sizes.get(code, 0)
    own = tuple((code,) for code in sorted(rising, key=order.__getitem__))
    together.sort(key=order.__getitem__)
    if count == 0:
        return Merged(own, tuple(together))
    return Merged((*own, tuple(together)))
