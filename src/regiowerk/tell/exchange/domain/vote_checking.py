"""What a vote and its file must be together: what was published kept, the record counted again."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from regiowerk.decide.ballots.domain.records import BrokenRecordError, UnknownFormatError
from regiowerk.decide.ballots.domain.rounds.marks import marks_from, marks_text
from regiowerk.decide.ballots.domain.rounds.reading import panels_from
from regiowerk.decide.ballots.domain.rounds.record import recount
from regiowerk.decide.ballots.domain.rounds.rulebook import Form, read_rulebook, words_of
from regiowerk.ground.journal.domain.frozen import canonical
from regiowerk.tell.exchange.domain.attached import vote_path
from regiowerk.tell.exchange.domain.columns import Row
from regiowerk.tell.exchange.domain.content import Content
from regiowerk.tell.exchange.domain.faults import Fault, Kind, fault
from regiowerk.tell.exchange.domain.survey_checking import Rule, digest, files_there
from regiowerk.tell.exchange.domain.vote_tables import BUNDLES, ROUNDS

_WRONG = (
    ValueError,
    KeyError,
    TypeError,
    AttributeError,
    RecursionError,
    ZeroDivisionError,
    BrokenRecordError,
    UnknownFormatError,
)


def _votes(content: Content, file: str) -> Iterator[Fault]:
    known = content.texts("organisations", "key")
    for row in content.rows(ROUNDS.name):
        path = vote_path(row)
        raw = content.files.get(path)
        if raw is None or row.misread:
            continue
        if not _is_vote(row, raw, known):
            yield fault(path, Kind.NOT_RESULTS)
        elif not _is_rule_of(row, raw):
            yield fault(file, Kind.NOT_RESULTS, row=row.number, column="rule")


def _is_vote(row: Row, raw: bytes, known: frozenset[str]) -> bool:
    """Whether a file is the vote of its row: published, counted, and about organisations that are there."""
    try:
        vote = json.loads(raw)
        record = vote["record"].encode()
        return (
            canonical(vote) == raw
            and digest(row.text("published").encode()) == row.text("published_hash")
            and json.loads(record)["question"]["published"] == row.text("published_hash")
            and recount(record).ok
            and bool(panels_from(json.dumps(vote["panels"])))
            and _organisations(vote) <= known
            and _can_be_read(row, vote)
            and _is_what_was_counted(row, vote, json.loads(record))
        )
    except _WRONG:
        return False


def _organisations(vote: Mapping[str, Any]) -> frozenset[str]:
    named = {one["organisation"] for one in vote["voters"]}
    for option in vote["options"]:
        named |= {*option["own_shares"], *option["excluded"]}
    return frozenset(named)


def _can_be_read(row: Row, vote: Mapping[str, Any]) -> bool:
    """Each paper says what its form can say, in a chamber that is there, once."""
    form, chambers = Form(row.text("form")), {one["kind"] for one in vote["chambers"]}
    receipts = [paper["receipt"] for paper in vote["papers"]]
    for paper in vote["papers"]:
        marks_from(form, paper["content"])
    return (
        len(set(receipts)) == len(receipts)
        and {paper["chamber"] for paper in vote["papers"]} <= chambers
    )


def _is_what_was_counted(row: Row, vote: Mapping[str, Any], record: Mapping[str, Any]) -> bool:
    """Whether options and papers are those of the record, so that all pages tell one vote."""
    options = {one["key"] for one in vote["options"]}
    return options == {one["key"] for one in record["options"]} and sorted(
        _counted(Form(row.text("form")), vote)
    ) == sorted(_recorded(record))


def _is_rule_of(row: Row, raw: bytes) -> bool:
    """Whether the row says the rule by which its vote was counted."""
    try:
        rule = words_of(read_rulebook(json.loads(row.text("rule"))))
    except _WRONG:
        return False
    return bool(rule == json.loads(json.loads(raw)["record"])["rule"])


def _counted(form: Form, vote: Mapping[str, Any]) -> Iterator[tuple[str, str, Fraction, str]]:
    """The papers that count, each as chamber, voter, weight and marks: of a voter the last one."""
    last = {
        (one["chamber"], one["organisation"], one["number"]): one["cast_number"]
        for one in vote["voters"]
    }
    for paper in vote["papers"]:
        whose = paper["receipt"]
        if "organisation" in paper:
            voter = (paper["chamber"], paper["organisation"], paper["voter"])
            if paper["number"] != last[voter]:
                continue
            number = paper["voter"]  # as `Voter.key` says it
            whose = f"{paper['organisation']}.{number}" if number > 1 else paper["organisation"]
        marks = marks_text(form, marks_from(form, paper["content"]))
        yield paper["chamber"], whose, Fraction(paper["weight"]), marks


def _recorded(record: Mapping[str, Any]) -> Iterator[tuple[str, str, Fraction, str]]:
    for chamber in record["chambers"]:
        for paper in chamber["papers"]:
            marks = canonical(paper["marks"]).decode()
            yield chamber["key"], paper["voter"], Fraction(paper["weight"]), marks


RULES: dict[str, tuple[Rule, ...]] = {ROUNDS.name: (files_there(ROUNDS), _votes)}
ACTED_BY = {
    BUNDLES.name: ("begun_by",),
    ROUNDS.name: ("begun_by", "published_by", "opened_by", "closed_by"),
}
SPANS = {ROUNDS.name: (("opens_on", "closes_on"), ("published_at", "opened_at"))}
