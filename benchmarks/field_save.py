"""Saving one answer and opening a section, against a bare view with one insert, and with one select.

All run in this process through the whole WSGI stack, turn by turn, so that noise hits all.  Beside the
time by the clock stands what this process computed: on a machine that others use, the clock also counts
how long they were at it, and more often so the longer something takes.  The bare
views take the same request and do what nobody could do without: one row is inserted, or the answers
are read and one line is rendered.  The survey has as many organisations, questions and revisions as
asked for; the revisions are made in the database.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from uuid import uuid4

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import path, reverse
from django.utils import timezone

from benchmarks.synthetic_survey import Fielding, field_of, instrument_of, write_revisions
from regiowerk.config import urls
from regiowerk.listen.surveys.models import Head, Participation, Revision

ROUNDS = 150
TARGET = 2.5
# Region, organisations, questions, revisions of each answer.
SIZES = (("asked", 29, 400, 50), ("crowded", 500, 400, 5))


@login_not_required
def bare_insert(request: HttpRequest, participation_id: int) -> HttpResponse:
    """One answer written down, whatever stood there."""
    revision = Revision.objects.create(
        participation_id=participation_id,
        path="/bare",
        value=request.POST["value"],
        operation=request.POST["operation"],
        author="Benchmark",
        answered_at=timezone.now(),
    )
    return JsonResponse({"base": revision.pk})


@login_not_required
def bare_select(request: HttpRequest, participation_id: int) -> HttpResponse:
    """The present answers of one organisation, and one line of text."""
    heads = Head.objects.filter(participation=participation_id)
    rows = list(heads.values_list("path", "rows", "revision_id", "revision__value"))
    return HttpResponse(f"<p>{len(rows)}</p>")


urlpatterns = [
    path("bare-insert/<int:participation_id>/", bare_insert),
    path("bare-select/<int:participation_id>/", bare_select),
    *urls.urlpatterns,
]
handler404 = urls.handler404


@dataclass(frozen=True)
class Turn:
    """What was measured of one way: queries, seconds by the clock, and seconds of computing."""

    queries: int
    seconds: list[float]
    computing: list[float]

    @property
    def by_clock(self) -> float:
        return statistics.median(self.seconds) * 1000

    @property
    def computed(self) -> float:
        return statistics.median(self.computing) * 1000


def measure(say: Callable[[str], None]) -> None:
    """Print a table of both databases' figures; the database is the one of the settings."""
    say(f"Database: {connection.vendor}. Target of a save: at most {TARGET} times a bare insert.\n")
    say(
        "| organisations | questions | revisions | what | queries | ms | bare ms | ratio "
        "| computing ms | bare ms | ratio |"
    )
    say("|---:|---:|---:|---|---:|---:|---:|---:|---:|---:|---:|")
    with override_settings(ROOT_URLCONF="benchmarks.field_save"):
        for key, organisations, questions, revisions in SIZES:
            instrument = instrument_of(questions)
            fielding = field_of(key, organisations, instrument)
            total = write_revisions(fielding, instrument, revisions)
            size = f"| {organisations} | {questions} | {total:,} "
            for line in _lines(fielding):
                say(size + line)


def _lines(fielding: Fielding) -> list[str]:
    client = Client()
    one = fielding.participations[len(fielding.participations) // 2]
    token = fielding.tokens[len(fielding.tokens) // 2]
    bases: list[int | None] = [_head(one).revision_id]

    def save() -> None:
        address = reverse("answering:save_field", args=[token, "s0"])
        sent = {
            "field": "q.s0.q0",
            "value": f"Ein Satz, wie ihn ein Rathaus schreibt, {uuid4()}.",
            "base": bases[0],
            "operation": str(uuid4()),
        }
        response = client.post(address, sent)
        _check(response.status_code)
        bases[0] = response.json()["base"]

    def insert() -> None:
        sent = {"value": '"Ein Satz."', "operation": str(uuid4())}
        _check(client.post(f"/bare-insert/{one.pk}/", sent).status_code)

    def open_section() -> None:
        _check(client.get(reverse("answering:section", args=[token, "s0"])).status_code)

    def select() -> None:
        _check(client.get(f"/bare-select/{one.pk}/").status_code)

    return [
        _line("save of one answer", *_turns(save, insert)),
        _line("page of a section", *_turns(open_section, select)),
    ]


def _head(participation: Participation) -> Head:
    return Head.objects.get(participation=participation, path="/s0/q0")


def _turns(first: Callable[[], None], second: Callable[[], None]) -> tuple[Turn, Turn]:
    for _round in range(3):  # warm: templates, imports, what is remembered per version
        first()
        second()
    counted = []
    for ask in (first, second):
        with CaptureQueriesContext(connection) as captured:
            ask()
        counted.append(len(captured))
    turns = Turn(counted[0], [], []), Turn(counted[1], [], [])
    for _round in range(ROUNDS):
        for ask, turn in zip((first, second), turns, strict=True):
            began, computed = time.perf_counter(), time.thread_time()
            ask()
            turn.computing.append(time.thread_time() - computed)
            turn.seconds.append(time.perf_counter() - began)
    return turns


def _line(label: str, ours: Turn, bare: Turn) -> str:
    pairs = (ours.by_clock, bare.by_clock), (ours.computed, bare.computed)
    told = " | ".join(f"{mine:.1f} | {other:.1f} | {mine / other:.2f}" for mine, other in pairs)
    return f"| {label} | {ours.queries} | {told} |"


def _check(status: int) -> None:
    if status != 200:
        message = f"answered {status}"
        raise RuntimeError(message)
