"""Pages on which the office puts things in order: activities, bodies, texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from regiowerk.ground.process.domain.order import Direction
from regiowerk.ground.process.forms import DirectionForm
from regiowerk.ground.process.models import Process
from regiowerk.ground.regions.middleware import Request


@dataclass(frozen=True, slots=True)
class Row:
    """One thing with where to change, move and remove it."""

    label: str
    hint: str
    edit: str
    move: str
    remove: str
    is_first: bool
    is_last: bool
    above: str = ""  # what it stands under


@dataclass(frozen=True, slots=True)
class Group:
    """Things that are arranged among themselves, and where to add one."""

    title: str
    add: str
    add_label: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Arrangement:
    """What the page says; the reader goes back to where the result can be read."""

    title: str
    lead: str
    back: str
    back_label: str
    empty: str


def row(
    deed: str,
    args: Sequence[object],
    *,
    label: str,
    hint: str,
    place: int,
    of: int,
    above: str = "",
) -> Row:
    """A row whose addresses are `edit_<deed>`, `move_<deed>` and `remove_<deed>`."""
    return Row(
        label=label,
        hint=hint,
        edit=reverse(f"process:edit_{deed}", args=args),
        move=reverse(f"process:move_{deed}", args=args),
        remove=reverse(f"process:remove_{deed}", args=args),
        is_first=place == 0,
        is_last=place == of - 1,
        above=above,
    )


def arrange(
    request: Request, process: Process, arrangement: Arrangement, groups: Sequence[Group]
) -> HttpResponse:
    context = {
        "process": process,
        "arrangement": arrangement,
        "groups": groups,
        "back": reverse(arrangement.back, args=[process.key]),
    }
    return render(request, "process/arrangement.html", context)


def direction_sent(request: Request) -> Direction | None:
    """Up or down, as sent; None when neither was sent."""
    form = DirectionForm(request.POST)
    return Direction(form.cleaned_data["direction"]) if form.is_valid() else None
