"""The results of the example survey as `make demo` shows them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from regiowerk.ground.journal.models import Entry
from regiowerk.listen.surveys.models import Release
from regiowerk.tell.exchange.tests.factories import EXAMPLE, do_import

pytestmark = pytest.mark.django_db


def play() -> str:
    said = StringIO()
    call_command("demo_results", "paderborn", stdout=said)
    return said.getvalue()


def test_a_release_a_refusal_and_a_release_that_give_nobody_away(settings: Any) -> None:
    settings.DEMO, settings.STORY_DAY = True, date(2022, 1, 24)
    do_import(EXAMPLE)
    call_command("demo_people", "paderborn", stdout=StringIO())
    play()
    play()
    first, second = Release.objects.order_by("number")
    deeds = Entry.objects.filter(deed__startswith="wave.re").order_by("happened_at", "pk")
    told = list(deeds.values_list("deed", flat=True))

    assert [
        (one.state, one.audience, one.members.count(), f"{one.released_at:%d.%m.}")
        for one in (first, second)
    ] == [("released", "region", 6, "14.01."), ("released", "public", 13, "21.01.")]
    assert told == [
        "wave.release_prepared",
        "wave.release_drafted",
        "wave.results_released",
        "wave.release_prepared",
        "wave.release_refused",  # three more had handed in
        "wave.release_prepared",
        "wave.release_refused",  # only five more had answered one of the questions
        "wave.release_drafted",
        "wave.results_released",
    ]
    assert second.questions_left_out == ["infrastructure.provider_rating"]
    assert "obstacles.obstacles_named" in {
        one["key"] for one in json.loads(second.content)["tables"] if one.get("counts")
    }
    assert attack() > 10


def attack() -> int:
    """How many questions were read without working out anybody.

    By listing every way in which the figures of both releases can have come about.  Read are the frozen tables and who handed in when; nothing of the defence is used.
    """
    first, second = (json.loads(one.content) for one in Release.objects.order_by("number"))
    early, late = first["handed_in"], second["handed_in"] - first["handed_in"]
    earlier = {one["key"]: one for one in first["tables"]}
    attacked = 0
    for table in second["tables"]:
        before = earlier[table["key"]]
        whole = (before.get("n"), table.get("n")) == (early, early + late)
        if not (table.get("is_protected") and table.get("counts") and whole):
            continue
        attacked += 1
        for counts in _parts(before, table):
            ways = list(_ways(*counts, early, late, is_one=table["form"] != "multiple"))
            for group, size in enumerate((early, late)):
                for answer in range(len(counts[0])):
                    found = {way[group][answer] for way in ways}
                    assert min(found) <= 1, table["key"]  # even who knows one learns of nobody else
                    assert max(found) in {0, *range(size - 1, size + 1)}, table["key"]
    return attacked


type Told = list[int | None]


def _parts(before: dict[str, Any], after: dict[str, Any]) -> Iterator[tuple[Told, Told]]:
    """The figures told of a question; of several answers each by itself."""
    told = [[one if isinstance(one, int) else None for one in t["counts"]] for t in (before, after)]
    if after["form"] == "multiple":
        yield from ((([one], [other])) for one, other in zip(*told, strict=True))
    else:
        yield told[0], told[1]


def _ways(
    before: Told, after: Told, early: int, late: int, *, is_one: bool
) -> Iterator[tuple[tuple[int, ...], tuple[int, ...]]]:
    """How many of those who were early and of those who came later gave each answer."""
    firsts = [one for one in _shared_out(early, len(before), is_one=is_one) if _fits(one, before)]
    for one in firsts:
        for other in _shared_out(late, len(after), is_one=is_one):
            if _fits(tuple(a + b for a, b in zip(one, other, strict=True)), after):
                yield one, other


def _shared_out(number: int, answers: int, *, is_one: bool) -> Iterator[tuple[int, ...]]:
    if answers == 1:
        yield from ((one,) for one in ([number] if is_one else range(number + 1)))
        return
    for one in range(number + 1):
        yield from ((one, *rest) for rest in _shared_out(number - one, answers - 1, is_one=is_one))


def _fits(counts: tuple[int, ...], told: Told) -> bool:
    return all(one is None or one == count for count, one in zip(counts, told, strict=True))


def test_without_the_demo_nothing_is_published() -> None:
    with pytest.raises(CommandError, match="REGIOWERK_DEMO=1"):
        play()
