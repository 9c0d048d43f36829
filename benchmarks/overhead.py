"""What a page costs beyond its queries: the start page against a bare view with the same queries.

Both run in this process through the whole WSGI stack, turn by turn, so that noise hits both.  The
bare view asks the same questions through the same query functions, then renders one line: the
difference is templates, components and navigation.  The last column compares with the very SQL
sent by hand, without an ORM: what Django itself costs is in it.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

from django.contrib.auth.decorators import login_not_required
from django.core.management import call_command
from django.db import connection
from django.http import HttpResponse
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import path
from django.utils import timezone

from regiowerk.config import urls
from regiowerk.ground.people.models import User
from regiowerk.ground.process.permissions import may_run_process
from regiowerk.ground.regions.middleware import Request
from regiowerk.tell.portal.context import navigation
from regiowerk.tell.portal.queries import process_of_actor, public_processes, start

ROUNDS = 100
STATEMENTS: list[tuple[str, object]] = []


@login_not_required
def bare(request: Request) -> HttpResponse:
    """The same questions, one line of text."""
    process = process_of_actor(request.actor)
    request.process = process  # type: ignore[attr-defined]
    navigation(request)
    if process is None:
        return HttpResponse(f"<p>{len(public_processes())}</p>")
    day = timezone.localdate(request.at)
    if may_run_process(request.actor, process):
        return HttpResponse(f"<p>{len(start.for_office(process, day))}</p>")
    own = request.mandates[0].organisation
    return HttpResponse(f"<p>{len(start.for_organisation(process, own, day))}</p>")


@login_not_required
def by_hand(request: Request) -> HttpResponse:
    """The same statements without an ORM, one line of text."""
    with connection.cursor() as cursor:
        for statement, values in STATEMENTS:
            cursor.execute(statement, values)
            cursor.fetchall()
    return HttpResponse(f"<p>{len(STATEMENTS)}</p>")


urlpatterns = [path("bare/", bare), path("by-hand/", by_hand), *urls.urlpatterns]
handler404 = urls.handler404


def measure(say: Callable[[str], None]) -> None:
    with override_settings(DEMO=True, ROOT_URLCONF="benchmarks.overhead"):
        call_command("demo_people", "paderborn", verbosity=0)
        say("| as | queries | page ms | bare ms | requests/s, page to bare | … to SQL by hand |")
        say("|---|---:|---:|---:|---:|---:|")
        for user in (None, *User.objects.filter(is_demo=True).order_by("pk")):
            say(_row(user))


def _row(user: User | None) -> str:
    client = Client()
    if user is not None:
        client.force_login(user)
    STATEMENTS[:] = _statements(client)
    times: dict[str, list[float]] = {"/": [], "/bare/": [], "/by-hand/": []}
    for _round in range(ROUNDS):
        for address, measured in times.items():
            measured.append(_seconds(client, address))
    page, plain, hand = (statistics.median(measured) * 1000 for measured in times.values())
    name = user.name if user else "stranger"
    figures = f"{page:.1f} | {plain:.1f} | {plain / page:.2f} | {hand / page:.2f}"
    return f"| {name} | {len(STATEMENTS)} | {figures} |"


def _statements(client: Client) -> list[tuple[str, object]]:
    client.get("/")  # warm: templates, imports
    with CaptureQueriesContext(connection) as captured:
        client.get("/")
    return [(query["sql"].replace("%", "%%"), ()) for query in captured.captured_queries]


def _seconds(client: Client, address: str) -> float:
    begin = time.perf_counter()
    response = client.get(address)
    seconds = time.perf_counter() - begin
    if response.status_code != 200:
        message = f"{address} answered {response.status_code}"
        raise RuntimeError(message)
    return seconds
