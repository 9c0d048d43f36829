"""Start page and region page with 29 and with 11,000 municipalities: queries and server time."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks.synthetic import build

ROUNDS = 15
SIZES = {"small": 29, "large": 11_000}


def measure(say: Callable[[str], None]) -> None:
    clients = {}
    for key, count in SIZES.items():
        _region, _process, user = build(key, count)
        clients[key] = Client()
        clients[key].force_login(user)
    say("| page | municipalities | queries | median ms | kB | ratio to 29 |")
    say("|---|---:|---:|---:|---:|---:|")
    for label, address in (
        ("start page", "/"),
        ("region page", "/regionen/{key}/"),
        ("process page", "/verfahren/{key}/"),
        ("organisations", "/verfahren/{key}/kommunen/"),
        ("whose turn", "/verfahren/{key}/wer-ist-dran/"),
    ):
        base = 0.0
        for key, count in SIZES.items():
            queries, seconds, size = timed_page(clients[key], address.format(key=key))
            base = base or seconds
            say(
                f"| {label} | {count:,} | {queries} | {seconds * 1000:.1f} "
                f"| {size / 1000:.0f} | {seconds / base:.1f} |"
            )


def timed_page(client: Client, address: str) -> tuple[int, float, int]:
    """Queries, median seconds and bytes of a page, once it is warm."""
    client.get(address)  # warm: templates, imports
    with CaptureQueriesContext(
        connection,
    ) as captured:
        response = client.get(address)
        queries = len(captured)
    if response.status_code != 200:
        message = f"{address} answered {response.status_code}"
        raise RuntimeError(message)
    times = []
    for _round in range(ROUNDS):
        begin = time.perf_counter()
        client.get(address)
        times.append(time.perf_counter() - begin)
    return queries, statistics.median(times), len(response.content)
