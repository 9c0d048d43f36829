"""Who depends on whom: the order of evaluation, cycles, and who reads a place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

from regiowerk.listen.questionnaires.domain.logic.entries import Entry
from regiowerk.listen.questionnaires.domain.logic.faults import Fault


@dataclass(frozen=True, slots=True)
class Reader:
    """An entry that reads a place; rows matter when they share the first `shared` ids."""

    entry: Entry
    shared: int
    is_core: bool


def needs_of(entries: Mapping[str, Entry]) -> dict[str, set[str]]:
    """For every path the paths whose values and relevance its own depend on."""
    needs: dict[str, set[str]] = {}
    for path, entry in entries.items():
        parent = entry.spot.parent
        wanted = {read.path for _, rule in entry.core() for read in rule.reads}
        if parent is not None and parent.path:
            wanted.add(parent.path)
        needs[path] = wanted & entries.keys()
    return needs


def put_in_order(entries: Mapping[str, Entry]) -> list[Fault]:
    """Give every entry its turn (those needed first, else the author's order); tell of cycles."""
    needs = needs_of(entries)
    places = {path: index for index, path in enumerate(entries)}
    waiting = {path: len(wanted) for path, wanted in needs.items()}
    needed_by: dict[str, list[str]] = {path: [] for path in entries}
    for path, wanted in needs.items():
        for other in wanted:
            needed_by[other].append(path)
    ready = [places[path] for path, number in waiting.items() if not number]
    heapify(ready)
    paths, turn = list(entries), 0
    while ready:
        path = paths[heappop(ready)]
        entries[path].order = turn
        turn += 1
        for other in needed_by[path]:
            waiting[other] -= 1
            if not waiting[other]:
                heappush(ready, places[other])
    left = {path for path, number in waiting.items() if number}
    return _cycles(needs, left, entries)


def _cycles(
    needs: Mapping[str, set[str]], left: set[str], entries: Mapping[str, Entry]
) -> list[Fault]:
    """One fault for every circle among what never got its turn."""
    faults: list[Fault] = []
    done: set[str] = set()
    for start in (path for path in entries if path in left):
        circle = _circle_from(start, needs, left, done)
        if circle:
            faults.append(_circle_fault(circle, entries))
    return faults


def _circle_from(
    start: str, needs: Mapping[str, set[str]], left: set[str], done: set[str]
) -> list[str]:
    """Follow needs until a path comes again; what was followed is done."""
    trail: list[str] = []
    path: str | None = start
    while path is not None and path not in done:
        done.add(path)
        trail.append(path)
        path = min(needs[path] & left, default=None)
    return trail[trail.index(path) :] if path in trail else []


def _circle_fault(circle: list[str], entries: Mapping[str, Entry]) -> Fault:
    """Told where a rule leads into the circle; a group alone, without a rule, is not to blame."""
    for turn, path in enumerate(circle):
        turned = circle[turn:] + circle[:turn]
        for column, rule in entries[path].core():
            if any(read.path == turned[1 % len(turned)] for read in rule.reads):
                names = " → ".join(each.rpartition("/")[2] for each in [*turned, path])
                return Fault(path, column, "cycle", {"names": names}, None, True)
    raise AssertionError(circle)


def readers_of(entries: Mapping[str, Entry]) -> dict[str, tuple[Reader, ...]]:
    """Who has to be looked at again when the value, relevance or rows of a path change."""
    found: dict[str, dict[tuple[str, bool], Reader]] = {}
    for path, entry in entries.items():
        rules = [(rule, True) for _, rule in entry.core()]
        rules += [(rule, False) for rule in entry.checks()]
        for rule, is_core in rules:
            for read in rule.reads:
                known = found.setdefault(read.path, {})
                old = known.get((path, is_core))
                shared = read.shared if old is None else min(old.shared, read.shared)
                known[path, is_core] = Reader(entry, shared, is_core)
    return {path: tuple(readers.values()) for path, readers in found.items()}
