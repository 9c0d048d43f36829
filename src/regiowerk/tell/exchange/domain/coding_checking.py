"""What codes, codings and quotations must be together: a tree, passages that are as long as they say."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import partial

from regiowerk.tell.exchange.domain import coding_tables as tables
from regiowerk.tell.exchange.domain.columns import Row, Table
from regiowerk.tell.exchange.domain.content import Content
from regiowerk.tell.exchange.domain.faults import Fault, Kind, fault
from regiowerk.tell.exchange.domain.survey_checking import Rule, unmet
from regiowerk.tell.exchange.domain.survey_tables import SUBMISSIONS

_SUBMISSION = ("survey", "wave", "organisation", "submission")


def _circles(content: Content, file: str) -> Iterator[Fault]:
    """No code stands above itself, or counts as itself."""
    rows = content.rows(tables.CODES.name)
    for column in ("parent", "merged_into"):
        above = {row.text("key"): row.text(column) for row in rows}
        for row in rows:
            seen, key = set[str](), row.text("key")
            while key and key not in seen:
                seen.add(key)
                key = above.get(key, "")
            if key:
                value = row.text(column)
                yield fault(file, Kind.CIRCLE, row=row.number, column=column, value=value)


def _names(content: Content, file: str) -> Iterator[Fault]:
    """A name stands once under a code; merged codes keep theirs."""
    seen: dict[tuple[str, str], int] = {}
    for row in content.rows(tables.CODES.name):
        if row.text("merged_into") or row.misread:
            continue
        first = seen.setdefault((row.text("parent"), row.text("name")), row.number)
        if first != row.number:
            yield fault(
                file,
                Kind.DUPLICATE,
                row=row.number,
                column="parent, name",
                value=row.text("name")[:80],
                first=str(first),
            )


def _merged(content: Content, file: str) -> Iterator[Fault]:
    for row in content.rows(tables.CODES.name):
        if not row.misread and bool(row.text("merged_into")) != (row["merged_at"] is not None):
            yield _alone(file, row, "merged_into", "merged_at")


def _decided(content: Content, file: str) -> Iterator[Fault]:
    for row in content.rows(tables.QUOTATIONS.name):
        is_decided = row.text("state") != "proposed"
        if not row.misread and is_decided != (row["decided_at"] is not None):
            yield _alone(file, row, "decided_at", "state")


def _versions(content: Content, _file: str) -> Iterator[Fault]:
    for row in content.rows(tables.CODEBOOK_VERSIONS.name):
        digest = hashlib.sha256(row.text("content").encode()).hexdigest()
        if not row.misread and digest != row.text("content_hash"):
            where = tables.CODEBOOK_VERSIONS.path
            yield fault(where, Kind.HASH_DIFFERS, where=where, line=str(row.number))


def _lengths(table: Table) -> Rule:
    def rule(content: Content, file: str) -> Iterator[Fault]:
        for row in content.rows(table.name):
            start, end = row["start"], row["end"]
            if row.misread or not isinstance(start, int) or not isinstance(end, int):
                continue
            if end - start != len(row.text("words")):
                yield fault(file, Kind.OTHER_WORDS, row=row.number, column="words")

    return rule


def _alone(file: str, row: Row, missing: str, other: str) -> Fault:
    return fault(file, Kind.ONE_WITHOUT_OTHER, row=row.number, column=missing, other=other)


def _to_submission(table: Table) -> Rule:
    return partial(
        unmet, table=table, columns=_SUBMISSION, target=SUBMISSIONS, keys=SUBMISSIONS.key
    )


RULES: dict[str, tuple[Rule, ...]] = {
    "codes": (_circles, _names, _merged),
    "codebook_versions": (_versions,),
    "codings": (_to_submission(tables.CODINGS), _lengths(tables.CODINGS)),
    "quotations": (_to_submission(tables.QUOTATIONS), _lengths(tables.QUOTATIONS), _decided),
}
ACTED_BY = {
    "codes": ("merged_by",),
    "codebook_versions": ("frozen_by",),
    "codings": ("coded_by",),
    "quotations": ("proposed_by", "decided_by"),
}
PAIRS = {
    "codes": (("merged_at", "merged_by"),),
    "quotations": (("decided_at", "decided_by"),),
}
