"""The results of the example survey as `make demo` shows them."""

from __future__ import annotations

import json
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


def test_a_release_a_refusal_and_a_release(settings: Any) -> None:
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


def test_without_the_demo_nothing_is_published() -> None:
    with pytest.raises(CommandError, match="REGIOWERK_DEMO=1"):
        play()
