"""A record or a .pb file counted again, and what there is to say about it.  Needs no database."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _, ngettext

from regiowerk.decide.ballots.documents.published import Asked, published_lines
from regiowerk.decide.ballots.domain import records
from regiowerk.decide.ballots.domain.elections import ElectionError
from regiowerk.decide.ballots.domain.pabulib import from_pb
from regiowerk.decide.ballots.domain.pabulib_writing import to_pb
from regiowerk.decide.ballots.domain.published import NegativePointsError, agreeing, recount
from regiowerk.decide.ballots.domain.reading import UnknownRuleError
from regiowerk.decide.ballots.domain.records import BrokenRecordError, UnknownFormatError
from regiowerk.decide.ballots.domain.rounds import record as rounds
from regiowerk.decide.ballots.domain.rounds.counting import Counted, election_of
from regiowerk.decide.ballots.models import Chamber
from regiowerk.decide.ballots.queries.words import number

SHOWN = 20  # differences
CENTS = 100


class UnreadableError(Exception):
    """A file nothing can be counted from, with the reason."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence

    def __str__(self) -> str:
        return self.sentence


@dataclass(frozen=True, slots=True)
class Recounted:
    """Whether file and count agree, and the lines that say so."""

    agrees: bool
    lines: tuple[str, ...]


def recounted(content: bytes, asked: Asked) -> Recounted:
    """Count a file again by the rule in it; a .pb file by another one where that is asked for."""
    if content.lstrip()[:1] == b"{":
        return _of_record(content)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableError(_("This file is neither a record nor a .pb file.")) from error
    return _of_pb(text, asked)


def as_pb(content: bytes) -> str:
    """The first chamber of a round as a .pb file, to be counted by other programs."""
    try:
        ballot = rounds.ballot_of(content)
        election = election_of(ballot, ballot.chambers[0])
        if ballot.rule.seats:  # a place costs one euro there
            options = tuple(replace(option, cost=CENTS) for option in election.options)
            election = replace(election, options=options, budget=ballot.rule.seats * CENTS)
        return to_pb(election)
    except (ElectionError, UnknownFormatError, BrokenRecordError, IndexError) as error:
        raise UnreadableError(
            _("A .pb file can hold crosses, points, marks and rankings without ties.")
        ) from error


def _of_record(content: bytes) -> Recounted:
    try:
        name = json.loads(content).get("format")
        is_round = name == rounds.FORMAT
        replayed = rounds.recount(content) if is_round else records.replay(content)
    except UnknownFormatError as error:
        words = {"format": error.name}
        raise UnreadableError(
            _("This version does not read records of the format “%(format)s”.") % words
        ) from error
    except UnknownRuleError as error:
        words = {"rule": error.name, "version": error.version}
        raise UnreadableError(
            _("This version does not count by the rule %(rule)s, version %(version)s.") % words
        ) from error
    except (ValueError, AttributeError) as error:
        raise UnreadableError(_("This file is not a record, or it is damaged.")) from error
    lines = [*(_round_lines(content) if is_round else ()), *_verdict(replayed)]
    lines.append(_("SHA-256 of the file: %(hash)s") % {"hash": records.digest(content)})
    return Recounted(replayed.ok, tuple(lines))


def _round_lines(content: bytes) -> Iterator[str]:
    question = json.loads(content)["question"]
    if isinstance(question, dict) and question.get("question"):
        yield str(question["question"])
    for found in rounds.result_of(content):
        yield from _chamber_lines(found)


def _chamber_lines(found: Counted) -> Iterator[str]:
    words = {"chamber": _chamber(found.chamber), "came": found.took_part, "of": found.entitled}
    yield _("%(chamber)s: %(came)d of %(of)d papers") % words
    place = 1
    for tier in found.tiers:
        for key in sorted(tier):
            value = number(found.values[key]) if key in found.values else "–"
            mark = f" ({_('chosen')})" if key in found.chosen else ""
            yield f"  {place}. {key}: {value}{mark}"
        place += len(tier)


def _chamber(kind: str) -> str:
    """As people say it; a kind this version does not know stays as it is written."""
    return str(Chamber.Kind(kind).label) if kind in Chamber.Kind else kind


def _verdict(replayed: records.Replayed) -> Iterator[str]:
    if replayed.ok:
        yield _("Counted again: the result is the one in the record.")
        return
    yield ngettext(
        "Counted again: %(number)d place differs from the record.",
        "Counted again: %(number)d places differ from the record.",
        len(replayed.differences),
    ) % {"number": len(replayed.differences)}
    for one in replayed.differences[:SHOWN]:
        words = {"path": one.path, "recorded": one.recorded, "counted": one.counted}
        yield _("  %(path)s: record %(recorded)s, count %(counted)s") % words


def _of_pb(text: str, asked: Asked) -> Recounted:
    try:
        read = from_pb(text)
    except ElectionError as error:
        raise UnreadableError(_("This file is neither a record nor a .pb file.")) from error
    if not read.election.options:
        raise UnreadableError(_("This file is neither a record nor a .pb file."))
    try:
        found = recount(read, asked.rule, asked.variant)
    except UnknownRuleError as error:
        if error.name:
            words = {"rule": error.name}
            raise UnreadableError(
                _("This version does not count by the rule “%(rule)s”.") % words
            ) from error
        raise UnreadableError(
            _("The file names no rule. Name the one it was decided by with --rule.")
        ) from error
    except NegativePointsError as error:
        raise UnreadableError(
            _("Papers of this file give points below zero. This version does not count them.")
        ) from error
    except ElectionError as error:
        raise UnreadableError(_("This rule cannot count papers of this kind.")) from error
    others = () if found.agrees is not False else agreeing(read, asked.rule)
    lines = tuple(published_lines(read, found, others))
    return Recounted(found.agrees is not False, lines)
