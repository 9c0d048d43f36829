"""What a page costs beyond its queries: the start page against a bare view with the same queries.

Both run in this process through the whole WSGI stack, turn by turn, so that noise hits both.  The
bare view sends the very statements the page sent (captured once) and renders one line.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

from django.contrib.auth.decorators import login_not_required
from django.core.management import call_command
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import path

from regiowerk.config import urls
from regiowerk.ground.people.models import User

TARGET = 0.5
ROUNDS = 100
STATEMENTS: list[tuple[str, object]] = []


@login_not_required
def bare(request: HttpRequest) -> HttpResponse:
    """The same statements, one line of text."""
    with connection.cursor() as cursor:
        for statement, values in STATEMENTS:
            cursor.execute(statement, values)
            cursor.fetchall()
    return HttpResponse(f"<p>{len(STATEMENTS)}</p>")


urlpatterns = [path("bare/", bare), *urls.urlpatterns]
handler404 = urls.handler404


def measure(say: Callable[[str], None]) -> None:
    with override_settings(DEMO=True, ROOT_URLCONF="benchmarks.overhead"):
        call_command("demo_people", "paderborn", verbosity=0)
        say(
            "| as | queries | page ms | bare view ms | page / bare, requests per second (target 0.5) |"
        )
        say("|---|---:|---:|---:|---:|")
        for user in (None, *User.objects.filter(is_demo=True).order_by("pk")):
            say(_row(user))


def _row(user: User | None) -> str:
    client = Client()
    if user is not None:
        client.force_login(user)
    STATEMENTS[:] = _statements(client)
    page, plain = [], []
    for _round in range(ROUNDS):
        page.append(_seconds(client, "/"))
        plain.append(_seconds(client, "/bare/"))
    slow, fast = statistics.median(page), statistics.median(plain)
    name = user.name if user else "stranger"
    return f"| {name} | {len(STATEMENTS)} | {slow * 1000:.1f} | {fast * 1000:.1f} | {fast / slow:.2f} |"


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
