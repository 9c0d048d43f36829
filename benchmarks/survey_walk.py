"""The whole way of somebody who answers, as complete walks per second.

    python -m benchmarks.survey_walk [--walks 64] [--clients 1 8 32]

A walk: open the personal link, open the section, give 40 answers, each saved by itself as the page
saves it, look at what is open, and hand in to whoever signs.  Every walk is another organisation's.
The site is a process of its own on this machine, started as `bin/run` starts it; the clients are
threads of this one.  Afterwards every answer is looked up in the tables.  Ends with 1 when anything
is wrong.  REGIOWERK_DATABASE_URL names the database; without it, a SQLite file of its own.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from itertools import islice
from queue import Empty, SimpleQueue
from uuid import uuid4

from benchmarks.loopback import Visitor, served, settle_in

QUESTIONS = 40
WARMING = 2  # walks before the clock runs: templates, imports, what is remembered per version
GIVEN: dict[str, list[str]] = {
    "text": ["Wir haben damit begonnen und suchen Partner."],
    "integer": ["17"],
    "select_one": ["yes"],
    "select_multiple": ["yes", "no"],
    "decimal": ["12,5"],
}


@dataclass(frozen=True)
class Place:
    """Whose walk it is: the link, who signs, and the questions in their order."""

    token: str
    mandate: int
    questions: tuple[tuple[str, list[str]], ...]  # control, what is answered


@dataclass
class Done:
    """What was walked: seconds of each walk and of each save, and what went wrong."""

    walks: list[float] = field(default_factory=list)
    saves: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def main() -> int:
    """Walk with one, eight and thirty-two at once, then compare with the tables."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--walks", type=int, default=64, help="of each number of clients")
    parser.add_argument("--clients", type=int, nargs="+", default=[1, 8, 32])
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="regiowerk-walk-") as folder:
        settle_in(folder)
        places = iter(_field(WARMING + wanted.walks * len(wanted.clients)))
        with served() as port:
            done = [_walk(port, list(islice(places, WARMING)), 1)]
            _say_head()
            for clients in wanted.clients:
                began = time.perf_counter()
                done.append(_walk(port, list(islice(places, wanted.walks)), clients))
                _say_line(clients, done[-1], time.perf_counter() - began)
        return _compare(done, WARMING + wanted.walks * len(wanted.clients))


def _field(number: int) -> list[Place]:
    """A wave of so many organisations, each with a link and somebody who signs."""
    from benchmarks.synthetic_survey import field_of, heads_of, instrument_of  # needs Django

    instrument = instrument_of(QUESTIONS, has_required=True)
    fielding = field_of("small", number, instrument)
    (section,) = instrument.items
    questions = tuple(
        (f"q.{section.name}.{one.name}", GIVEN[one.kind.value]) for one in section.items
    )
    mandates = heads_of(fielding)
    return [
        Place(token, mandates[one.organisation_id], questions)
        for one, token in zip(fielding.participations, fielding.tokens, strict=True)
    ]


def _walk(port: int, places: list[Place], clients: int) -> Done:
    """All these walks, so many at once."""
    waiting: SimpleQueue[Place] = SimpleQueue()
    for place in places:
        waiting.put(place)
    done = Done()
    threads = [
        threading.Thread(target=_one_after_another, args=(port, waiting, done))
        for _client in range(clients)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return done


def _one_after_another(port: int, waiting: SimpleQueue[Place], done: Done) -> None:
    while True:
        try:
            place = waiting.get_nowait()
        except Empty:
            return
        began = time.perf_counter()
        try:
            _whole(Visitor(port), place, done)
        except (OSError, RuntimeError, ValueError, KeyError) as problem:
            done.wrong.append(f"{place.token}: {problem!r}")
        else:
            done.walks.append(time.perf_counter() - began)


def _whole(visitor: Visitor, place: Place, done: Done) -> None:
    """From the personal link to "waits for a signature"."""
    start = f"/antwort/{place.token}/"
    section = f"{start}abschnitt/s0/"
    _expect(section in visitor.get(start).text, "the start page does not lead to the section")
    page = visitor.get(section).text
    for name, values in place.questions:
        _expect(f'name="base.{name}"' in page, f"{name} is not on the page")
        sent = {"field": name, "value": values, "base": "", "operation": str(uuid4())}
        began = time.perf_counter()
        answer = visitor.post(f"{section}speichern/", sent)
        done.saves.append(time.perf_counter() - began)
        told = json.loads(answer.text)
        _expect(answer.status == 200 and told["state"] == "saved", f"{name}: {answer}")
    visitor.get(f"{start}abgabe/")
    answer = visitor.post(f"{start}abgabe/", {"signatory": place.mandate})
    _expect((answer.status, answer.location) == (302, start), f"not handed in: {answer.status}")
    visitor.get(start)


def _expect(is_so: bool, otherwise: str) -> None:
    if not is_so:
        raise RuntimeError(otherwise)


def _say_head() -> None:
    from django.db import connection  # needs Django

    _say(f"Database: {connection.vendor}; {QUESTIONS} answers in each walk.\n")
    _say("| clients | walks | walks per second | a walk, median s | a save, median ms | 95 % ms |")
    _say("|---:|---:|---:|---:|---:|---:|")


def _say_line(clients: int, done: Done, seconds: float) -> None:
    walks, saves = sorted(done.walks) or [0.0], sorted(done.saves) or [0.0]
    _say(
        f"| {clients} | {len(done.walks)} | {len(done.walks) / seconds:.2f} "
        f"| {walks[len(walks) // 2]:.2f} | {saves[len(saves) // 2] * 1000:.1f} "
        f"| {saves[len(saves) * 95 // 100] * 1000:.1f} |"
    )


def _compare(done: list[Done], number: int) -> int:
    """Every walk against the tables: so many answers each, handed in, none in two versions."""
    from django.db.models import Count, Q

    from regiowerk.listen.surveys.models import Conflict, Link, Participation

    wrong = [problem for one in done for problem in one.wrong]
    whole = Participation.objects.filter(state=Participation.State.IN_SIGN_OFF).annotate(
        answers=Count("revisions", distinct=True),
        to_sign=Count("links", distinct=True, filter=Q(links__purpose=Link.Purpose.SIGN)),
    )
    handed_in = whole.filter(answers=QUESTIONS, to_sign=1).count()
    if handed_in != number:
        wrong.append(f"{handed_in} of {number} stand handed in with {QUESTIONS} answers")
    if Conflict.objects.exists():
        wrong.append("answers of one person met as two")
    for problem in wrong[:20]:
        _say(f"WRONG: {problem}")
    _say("\nEvery walk stands handed in with every answer." if not wrong else "\nNot held.")
    return 1 if wrong else 0


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
