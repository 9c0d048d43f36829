"""The page of a result of 29 organisations and 40 options, with everything about its firmness.

Counting works everything out once, in the background, and the page only reads it.  Cold: the very first
answer of a process that has just started, in as many processes as stated; warm: readers after that.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from math import ceil
from random import Random
from statistics import median

from django.test import Client
from django.utils import translation

from benchmarks.synthetic import build
from regiowerk.decide.ballots import actions
from regiowerk.decide.ballots.actions import OptionFacts, RoundFacts, Sent
from regiowerk.decide.ballots.domain.rounds.marks import Marks
from regiowerk.decide.ballots.domain.rounds.rulebook import Asked, Form, Method, Rulebook
from regiowerk.decide.ballots.models import Round, Voter
from regiowerk.ground.journal.domain.actor import SYSTEM, Actor
from regiowerk.ground.process.models import Process
from regiowerk.ground.regions.queries.members import municipalities_of

OPTIONS, READERS, STARTS = 40, 60, 10
CRITERIA = tuple(Asked(f"k{n}", f"Kriterium {n}", 10 + n) for n in range(5))
OFFICE = Actor(organisation_label="Projektbüro")
AT = datetime(2022, 1, 10, 9, tzinfo=UTC)
LAST = date(2022, 1, 20)
RULES = {
    "crosses, five chosen": Rulebook(Form.APPROVAL, Method.MOST, seats=5),
    "points, in order": Rulebook(Form.POINTS, Method.MOST),
    "equal shares of a budget": Rulebook(
        Form.APPROVAL, Method.EQUAL_SHARES, budget=1_500_000_00, fills=True
    ),
    "marks by five criteria, ten chosen": Rulebook(
        Form.SCORING, Method.WEIGHTED, seats=10, top=10, criteria=CRITERIA
    ),
}


def measure(say: Callable[[str], None]) -> None:
    """Targets: p95 below 1 s cold and 150 ms warm."""
    _region, process, user = build("small", 29)
    client = Client()
    client.force_login(user)
    say("| vote | counting s | cold p95 ms | cold median ms | warm p95 ms | warm median ms | kB |")
    say("|---|---:|---:|---:|---:|---:|---:|")
    for name, rule in RULES.items():
        round = _voted(process, name, rule)
        begin = time.perf_counter()
        end = AT + timedelta(days=11)
        actions.close_round(round=round, by=OFFICE, at=end)
        actions.count_round(round=round, by=SYSTEM, at=end)
        closing = time.perf_counter() - begin
        address = f"/verfahren/{process.key}/abstimmungen/{round.key}/ergebnis/"
        cold = sorted(_first_read(address) for _start in range(STARTS))
        translation.activate("de")
        _ms, size = _read(client, address)
        warm = sorted(_read(client, address)[0] for _reader in range(READERS))
        say(
            f"| {name} | {closing:.1f} | {_p95(cold):.0f} | {median(cold):.0f} "
            f"| {_p95(warm):.0f} | {median(warm):.0f} | {size / 1000:.0f} |"
        )


def _p95(rising: list[float]) -> float:
    return rising[ceil(0.95 * len(rising)) - 1]


def _first_read(address: str) -> float:
    """In a process of its own, with this one's settings."""
    command = [sys.executable, "-m", "benchmarks.first_read", address]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def _read(client: Client, address: str) -> tuple[float, int]:
    begin = time.perf_counter()
    response = client.get(address)
    seconds = time.perf_counter() - begin
    if response.status_code != 200:
        message = f"{address} answered {response.status_code}"
        raise RuntimeError(message)
    return seconds * 1000, len(response.content)


def _voted(process: Process, name: str, rule: Rulebook) -> Round:
    """An open round in which every town has handed in, from a seed."""
    chance = Random(name)  # noqa: S311 -- a synthetic town, no secret
    facts = RoundFacts(name, f"{name}?", rule, AT.date(), LAST)
    round = actions.begin_round(process=process, facts=facts, by=OFFICE, at=AT)
    for number in range(OPTIONS):
        cost = chance.randrange(20_000, 300_000)
        option = OptionFacts(f"Option {number}", cost=cost)  # type: ignore[arg-type]
        actions.add_option(round=round, facts=option, by=OFFICE, at=AT)
    towns = municipalities_of(process.region, AT.date()).select_related("organisation")
    voters = [Sent(one.organisation) for one in towns]
    actions.choose_voters(
        round=round, kind="bodies", label="organisations", voters=voters, by=OFFICE, at=AT
    )
    actions.publish_round(round=round, seed=1, by=OFFICE, at=AT)
    actions.open_round(round=round, by=OFFICE, at=AT)
    keys = list(round.options.order_by("position").values_list("key", flat=True))
    for voter in Voter.objects.filter(chamber__round=round).select_related("organisation"):
        _hand_in(voter, rule, keys, chance)
    return round


def _hand_in(voter: Voter, rule: Rulebook, keys: list[str], chance: Random) -> None:
    chosen = chance.sample(keys, 8)
    marks = _marks(rule, keys, chosen, chance)
    link = actions.make_link(
        voter=voter,
        name="",
        email="rathaus@example.org",
        may_cast=True,
        token=f"benchmark-{voter.pk}",
        by=OFFICE,
        at=AT,
    )
    actions.cast_paper(
        voter=voter,
        marks=marks,
        seen=0,
        receipt=f"B{voter.pk}",
        desk="benchmark",
        by=OFFICE,
        at=AT,
        link=link,
    )


def _marks(rule: Rulebook, keys: list[str], chosen: list[str], chance: Random) -> Marks:
    if rule.form is Form.APPROVAL:
        return Marks(options=frozenset(chosen))
    if rule.is_scoring:
        cells = [(key, one.key) for key in keys for one in rule.criteria]
        return Marks(ratings={cell: chance.randrange(rule.top + 1) for cell in cells})
    return Marks(points=dict(zip(chosen, (3, 2, 1, 1, 1, 1, 1), strict=False)))
