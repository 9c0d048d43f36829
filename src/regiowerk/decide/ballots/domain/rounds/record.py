"""The record of a round: what was published, what was handed in, what came out.  Pure.

Canonical JSON as in `domain.records`.  `recount` needs nothing but the record: it reads the rule and
the papers, counts again and names every difference.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from regiowerk.decide.ballots.domain.elections import Option, Voter
from regiowerk.decide.ballots.domain.reading import read_election
from regiowerk.decide.ballots.domain.records import (
    BrokenRecordError,
    Difference,
    Json,
    Replayed,
    UnknownFormatError,
    canonical,
    compared,
    digest,
    encoded,
)
from regiowerk.decide.ballots.domain.rounds.counting import (
    Ballot,
    Cast,
    ChamberPapers,
    Counted,
    count,
)
from regiowerk.decide.ballots.domain.rounds.marks import read_marks, words_of_marks
from regiowerk.decide.ballots.domain.rounds.rulebook import Rulebook, read_rulebook, words_of

FORMAT = "regiowerk-round/1"
PARTS = ("question", "rule", "options", "chambers", "result")


def record_of(question: Mapping[str, str], ballot: Ballot) -> bytes:
    """The record of a counted round; `question` is what was asked, in words that count nothing."""
    parts = _parts(dict(question), ballot, count(ballot))
    return canonical({"format": FORMAT, **parts, "digests": _digests(parts)})


def ballot_of(content: bytes) -> Ballot:
    """What a record says went in; raises BrokenRecordError, UnknownFormatError."""
    return _ballot(_stored(content))


def result_of(content: bytes) -> tuple[Counted, ...]:
    """The result as a record counts it."""
    return count(ballot_of(content))


def recount(content: bytes) -> Replayed:
    """Count a record again and name every difference; raises where it cannot be read."""
    stored = _stored(content)
    ballot = _ballot(stored)
    parts = _parts(stored["question"], ballot, count(ballot))
    recorded = {part: stored[part] for part in PARTS}
    found: tuple[Difference, ...] = compared(recorded, parts)
    return Replayed(
        found + compared({"digests": stored.get("digests")}, {"digests": _digests(recorded)})
    )


def _parts(question: Any, ballot: Ballot, results: tuple[Counted, ...]) -> dict[str, Json]:
    return {
        "question": question,
        "rule": words_of(ballot.rule),
        "options": sorted(map(encoded, ballot.options), key=canonical),
        "chambers": [_chamber(ballot.rule, one) for one in ballot.chambers],
        "result": [encoded(one) for one in results],
    }


def _chamber(rule: Rulebook, chamber: ChamberPapers) -> Json:
    papers: list[Json] = [
        {
            "voter": one.voter,
            "weight": str(one.weight),
            "marks": words_of_marks(rule.form, one.marks),
        }
        for one in chamber.papers
    ]
    return {
        "key": chamber.key,
        "entitled": sorted(map(encoded, chamber.entitled), key=canonical),
        "papers": sorted(papers, key=canonical),
    }


def _ballot(stored: Mapping[str, Any]) -> Ballot:
    try:
        rule = read_rulebook(stored["rule"])
        return Ballot(
            rule=rule,
            options=_options(stored),
            chambers=tuple(_papers(rule, one) for one in stored["chambers"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError, ZeroDivisionError) as error:
        raise BrokenRecordError(str(error)) from error


def _options(stored: Mapping[str, Any]) -> tuple[Option, ...]:
    return read_election(
        {"options": stored["options"], "voters": [], "papers": [], "budget": "0"}
    ).options


def _papers(rule: Rulebook, words: Mapping[str, Any]) -> ChamberPapers:
    entitled: tuple[Voter, ...] = read_election(
        {"options": [], "voters": words["entitled"], "papers": [], "budget": "0"}
    ).voters
    papers = tuple(
        Cast(one["voter"], Fraction(one["weight"]), read_marks(rule.form, one["marks"]))
        for one in words["papers"]
    )
    return ChamberPapers(words["key"], entitled, papers)


def _digests(parts: Mapping[str, Json]) -> Json:
    return {name: digest(canonical(part)) for name, part in parts.items()}


def _stored(content: bytes) -> dict[str, Any]:
    try:
        stored = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise BrokenRecordError(str(error)) from error
    if not isinstance(stored, dict):
        raise BrokenRecordError
    if stored.get("format") != FORMAT:
        raise UnknownFormatError(str(stored.get("format")))
    missing = [part for part in PARTS if part not in stored]
    if missing:
        raise BrokenRecordError(*missing)
    return stored
