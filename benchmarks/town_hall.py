"""Forty people of one town hall at once: nothing lost, nothing double, every conflict shown.

    python -m benchmarks.town_hall [--seconds 120] [--people 40]

Each person opens a section by link over real HTTP and answers, from what they saw last, whatever they
please; every tenth post is sent twice, and whoever gets a conflict is shown both answers and goes on.
Afterwards the tables are compared with every reply.  Ends with 1 when anything is wrong.
REGIOWERK_DATABASE_URL names the database; without it, a SQLite file of its own.
"""

from __future__ import annotations

import argparse
import http.client
import json
import random
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import UUID

from benchmarks.loopback import Visitor, served, settle_in

SEED = 20220124
TWICE = 0.1
QUESTIONS = 40


@dataclass
class Reply:
    """What one post was told: the operation, the field, what became of it and the new base."""

    operation: str
    name: str
    state: str
    base: int | None
    has_both: bool = False


@dataclass
class Person:
    """Somebody at a desk: what they have seen of each field, and what they were told."""

    number: int
    chance: random.Random
    seen: dict[str, int | None] = field(default_factory=dict)
    replies: list[Reply] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)


def main() -> int:
    """Run, compare, and say what was found."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--people", type=int, default=40)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="regiowerk-hall-") as folder:
        settle_in(folder)
        token = _field()
        with served() as port:
            people = _work(port, token, wanted.people, wanted.seconds)
        return _compare(people)


def _field() -> str:
    from benchmarks.synthetic_survey import field_of, instrument_of  # needs Django

    return field_of("small", 1, instrument_of(QUESTIONS)).tokens[0]


def _work(port: int, token: str, number: int, seconds: float) -> list[Person]:
    people = [Person(n, random.Random(f"{SEED}{n}")) for n in range(number)]  # noqa: S311
    until = time.monotonic() + seconds
    threads = [
        threading.Thread(target=_sit, args=(person, port, token, until)) for person in people
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return people


def _sit(person: Person, port: int, token: str, until: float) -> None:
    """Open the section, then answer until the time is over."""
    visitor, section = Visitor(port), f"/antwort/{token}/abschnitt/s0/"
    try:
        visitor.get(section)
        while time.monotonic() < until:
            _answer(person, visitor, f"{section}speichern/")
            time.sleep(person.chance.random() * 0.5)
    except (OSError, http.client.HTTPException, RuntimeError, ValueError, KeyError) as problem:
        person.wrong.append(f"person {person.number}: {problem!r}")


def _answer(person: Person, visitor: Visitor, address: str) -> None:
    question = person.chance.randrange(0, QUESTIONS, 5)  # the texts
    name = f"q.s0.q{question}"
    sent: dict[str, object] = {
        "field": name,
        "value": f"Person {person.number}, Satz {len(person.replies)}",
        "base": person.seen.get(name) or "",
        "operation": str(UUID(int=person.chance.getrandbits(128))),
    }
    first = _post(person, visitor, address, sent)
    if person.chance.random() < TWICE:
        again = _post(person, visitor, address, sent)
        if (again.state, again.base) != (first.state, first.base):
            person.wrong.append(f"the same operation was told two things: {first} and {again}")
    person.replies.append(first)
    person.seen[name] = first.base
    if first.state == "conflict" and not first.has_both:
        person.wrong.append(f"a conflict was not shown: {first}")


def _post(person: Person, visitor: Visitor, address: str, sent: dict[str, object]) -> Reply:
    began = time.perf_counter()
    answer = visitor.post(address, sent)
    person.waits.append(time.perf_counter() - began)
    if answer.status not in {200, 409}:
        message = f"a post answered {answer.status}: {answer.text[:300]}"
        raise RuntimeError(message)
    told = json.loads(answer.text)
    has_both = str(sent["value"]) in told.get("html", "")
    return Reply(str(sent["operation"]), str(sent["field"]), told["state"], told["base"], has_both)


def _compare(people: list[Person]) -> int:
    """Every reply against the tables."""
    from regiowerk.listen.surveys.models import Conflict, Head, Revision

    replies = [reply for person in people for reply in person.replies]
    revisions = {one.pk: one for one in Revision.objects.all()}
    heads = {one.path: one.revision_id for one in Head.objects.all()}
    standing = {pk for head in heads.values() for pk in _chain(head, revisions)}
    offered = set(Conflict.objects.values_list("offered_id", flat=True))
    saved = {reply.base for reply in replies if reply.state == "saved"}
    late = {reply.base for reply in replies if reply.state == "conflict"}
    followed = {one.base_id for one in revisions.values() if one.base_id in late}
    wrong = [problem for person in people for problem in person.wrong]
    for what, numbers in {
        "answered and lost": {UUID(one.operation) for one in replies}
        - {one.operation for one in revisions.values()},
        "written without an answer": set(revisions) - saved - late,
        "saved and overwritten unseen": saved - standing,
        "standing and never told": standing - saved,
        "late and not kept as a conflict": late - offered - followed,
    }.items():
        if numbers:
            wrong.append(f"{what}: {len(numbers)}")
    _say(
        f"{len(replies):,} answers of {len(people)} people: {dict(Counter(r.state for r in replies))}"
    )
    waits = sorted(wait for person in people for wait in person.waits)
    if waits:
        _say(
            f"wait: median {waits[len(waits) // 2]:.3f} s, 95 % {waits[len(waits) * 95 // 100]:.3f} s"
        )
    for problem in wrong:
        _say(f"WRONG: {problem}")
    _say("Nothing lost, nothing double, every conflict shown." if not wrong else "Not held.")
    return 1 if wrong or not replies else 0


def _chain(revision_id: int | None, revisions: dict[int, object]) -> Iterator[int]:
    while revision_id is not None:
        yield revision_id
        revision_id = revisions[revision_id].base_id  # type: ignore[attr-defined]


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
