"""Releases and their tables as readers may see them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from django.db.models import QuerySet

from regiowerk.listen.questionnaires.domain.instrument import Visibility
from regiowerk.listen.surveys.domain.evaluation.tables import Results, ResultTable, from_json
from regiowerk.listen.surveys.models import Release, Wave
from regiowerk.listen.surveys.queries.exports.classes import MAY_HAVE, Audience

REMEMBERED = 16
# Whom a release is meant for, from the narrowest to the widest.
_SEEN_BY = {
    Audience.OFFICE: ("office", "region", "public"),
    Audience.REGION: ("region", "public"),
    Audience.PUBLIC: ("public",),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A release with the tables a reader may see."""

    release: Release
    results: Results
    audience: Audience

    def section(self, name: str) -> list[ResultTable]:
        """The tables of a section, in the author's order."""
        return [one for one in self.results.tables if one.section == name]

    @property
    def sections(self) -> list[tuple[str, str, list[ResultTable]]]:
        """Name, label and tables of every section of which something is told, in the author's order."""
        names = dict.fromkeys(one.section for one in self.results.tables)
        labels = self.results.sections
        return [(name, labels.get(name, name), self.section(name)) for name in names]


def releases_of(wave: Wave, audience: Audience) -> QuerySet[Release]:
    """What was published for a reader, the newest first, without the heavy columns."""
    found = wave.releases.filter(state=Release.State.RELEASED, audience__in=_SEEN_BY[audience])
    return found.defer("register", "snapshot").order_by("-number")


def draft_release_of(wave: Wave) -> Release | None:
    """The draft the office is working on."""
    waiting = wave.releases.exclude(state=Release.State.RELEASED)
    return waiting.defer("register", "snapshot").order_by("-number").first()


def shown(release: Release, audience: Audience) -> Shown:
    """What a reader may see of a release: questions of a narrower class are not in it."""
    results = results_in(release.content_hash, release.content)
    may_see = MAY_HAVE[audience] | {Visibility.AGGREGATE}
    tables = tuple(one for one in results.tables if one.visibility in may_see)
    return Shown(release, replace(results, tables=tables), audience)


@lru_cache(maxsize=REMEMBERED)
def results_in(content_hash: str, content: str) -> Results:
    """The frozen results; the same hash always means the same."""
    return from_json(json.loads(content))


def neighbours(tables: Sequence[ResultTable], table: ResultTable) -> list[ResultTable]:
    """The rows of the matrix a question stands in, itself among them."""
    if not table.group:
        return [table]
    return [one for one in tables if one.group == table.group]
