"""The response to a wave of 29 and of 11,000 organisations: queries and server time."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import F
from django.test import Client

from benchmarks.pages import timed_page
from benchmarks.synthetic_survey import field_of, instrument_of
from regiowerk.ground.people.models import User
from regiowerk.listen.surveys.models import Participation, SectionTask, Wave

SIZES = {"few": 29, "many": 11_000}
STATES = ("invited", "opened", "in_work", "in_sign_off", "submitted", "declined")
PAGES = (
    ("cockpit", ""),
    ("cockpit, last page", "?page=last&sortiert=progress"),
    ("cockpit, those at work", "?stand=at_work"),
)


def measure(say: Callable[[str], None]) -> None:
    """Print a line for each page and size."""
    clients = {}
    for key, count in SIZES.items():
        _spread(field_of(key, count, instrument_of(40)).wave)
        clients[key] = Client()
        clients[key].force_login(User.objects.get(email=f"office@{key}.example.org"))
    say("| page | organisations | queries | median ms | kB | ratio to 29 |")
    say("|---|---:|---:|---:|---:|---:|")
    for label, words in PAGES:
        base = 0.0
        for key, count in SIZES.items():
            address = f"/verfahren/{key}/befragungen/synthetic/1/{words}"
            queries, seconds, size = timed_page(clients[key], address)
            base = base or seconds
            say(
                f"| {label} | {count:,} | {queries} | {seconds * 1000:.1f} "
                f"| {size / 1000:.0f} | {seconds / base:.1f} |"
            )


def _spread(wave: Wave) -> None:
    """All states side by side, some of the questions answered."""
    asked = Participation.objects.filter(wave=wave)
    for place, state in enumerate(STATES):
        ids = asked.annotate(turn=F("pk") % len(STATES)).filter(turn=place).values("pk")
        Participation.objects.filter(pk__in=ids).update(state=state)
    SectionTask.objects.filter(participation__in=asked).update(
        asked=35, answered=F("participation_id") % 36
    )
