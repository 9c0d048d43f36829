"""An order by chance that is always the same for a seed."""

from __future__ import annotations

import math


def shuffled[T](items: list[T], seed: float) -> list[T]:
    """The items in the order the ODK XForms specification gives for a seed (Park-Miller)."""
    mixed = list(items)
    state = (int(seed) if math.isfinite(seed) else 0) % 2_147_483_647
    state = state or 2_147_483_646
    for left in range(len(mixed) - 1, 0, -1):
        state = state * 48_271 % 2_147_483_647
        other = int((state - 1) / 2_147_483_646 * (left + 1))
        mixed[left], mixed[other] = mixed[other], mixed[left]
    return mixed
