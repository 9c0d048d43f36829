"""Positions of things people arrange by hand, kept unique while they change."""

from __future__ import annotations

from django.db import models
from django.db.models import Max, QuerySet

from regiowerk.ground.process.domain import order
from regiowerk.ground.process.domain.order import Direction


def last_position(items: QuerySet[models.Model]) -> int:
    """The next free position behind all items."""
    held: int | None = items.aggregate(last=Max("position"))["last"]
    return 1 if held is None else held + 1


def move(
    *, items: QuerySet[models.Model], item: models.Model, direction: Direction, steps: int = 1
) -> None:
    """Move an item so many places up or down among these items."""
    rows = list(items.select_for_update().order_by("position", "pk").values_list("pk", "position"))
    arranged = order.moved([pk for pk, _ in rows], item.pk, direction, steps)
    wanted = order.positions(arranged, [position for _, position in rows])
    changed = {pk: wanted[pk] for pk, position in rows if wanted[pk] != position}
    # Two rows must not hold one position even for a moment: the database checks after each one.
    parked = last_position(type(item)._default_manager.all())
    for away, pk in enumerate(changed):
        items.filter(pk=pk).update(position=parked + away)
    for pk, position in changed.items():
        items.filter(pk=pk).update(position=position)
