"""Releases and their tables as readers may see them."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from django.db.models import Q, QuerySet

from regiowerk.listen.questionnaires.domain.instrument import Visibility
from regiowerk.listen.questionnaires.models import Version
from regiowerk.listen.surveys.domain.evaluation.shapes import CHOSEN, Form
from regiowerk.listen.surveys.domain.evaluation.tables import Results, ResultTable, from_json
from regiowerk.listen.surveys.models import Release, Wave
from regiowerk.listen.surveys.queries.exports.classes import MAY_HAVE, Audience

REMEMBERED = 16
MOST = 40  # releases to choose from
# Whom a release is meant for, from the narrowest to the widest.
SEEN_BY = {
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
    found = wave.releases.filter(state=Release.State.RELEASED, audience__in=SEEN_BY[audience])
    return found.defer("register", "snapshot").order_by("-number")


def draft_release_of(wave: Wave) -> Release | None:
    """The draft the office is working on."""
    waiting = wave.releases.exclude(state=Release.State.RELEASED)
    return waiting.defer("register", "snapshot").order_by("-number").first()


def shown(release: Release, audience: Audience) -> Shown:
    """What a reader may see of a release: questions of a narrower class are not in it."""
    results = results_in(release.content_hash, release.content)
    may_see = MAY_HAVE[audience] | {Visibility.AGGREGATE}
    tables = tuple(_readable(one, may_see) for one in results.tables if one.visibility in may_see)
    return Shown(release, replace(results, tables=tables), audience)


def _readable(table: ResultTable, may_see: Collection[str]) -> ResultTable:
    """Without breakdowns by the answers to questions of a narrower class."""
    if all(one.visibility in may_see for one in table.breakdowns if one.is_crossing):
        return table
    kept = (one for one in table.breakdowns if not one.is_crossing or one.visibility in may_see)
    return replace(table, breakdowns=tuple(kept))


@lru_cache(maxsize=REMEMBERED)
def results_in(content_hash: str, content: str) -> Results:
    """The frozen results; the same hash always means the same."""
    return from_json(json.loads(content))


def neighbours(tables: Sequence[ResultTable], table: ResultTable) -> list[ResultTable]:
    """The rows of the matrix a question stands in, itself among them."""
    if not table.group:
        return [table]
    return [one for one in tables if one.group == table.group]


def may_be_crossed_protected(results: Results) -> list[ResultTable]:
    """Questions told in totals only that the office can break down by the answers to others."""
    forms = {*CHOSEN, Form.RANKING}
    return [one for one in results.tables if one.is_protected and one.form in forms]


def makes_groups(results: Results) -> list[ResultTable]:
    """Questions whose answers are groups: one answer each, told exactly, asked of whoever it may be."""
    return [
        one
        for one in results.tables
        if one.form in (Form.SINGLE, Form.SCALE)
        and not one.is_protected
        and one.asked is not None
        and len(one.codes) > 1
    ]


def comparable_with(release: Release) -> list[Release]:
    """Other published results of the same survey, or of waves with the same questionnaire."""
    wave = release.wave
    same_form = Version.objects.filter(pk=wave.version_id).values("content_hash")
    found = Release.objects.filter(
        Q(wave__survey=wave.survey_id) | Q(wave__version__content_hash__in=same_form),
        state=Release.State.RELEASED,
    ).exclude(pk=release.pk)
    found = found.select_related("wave__survey__process__region")
    found = found.defer("content", "register", "snapshot")
    return list(found.order_by("wave__survey__process__key", "-wave__number", "-number")[:MOST])


def in_both(first: Release, second: Release) -> tuple[int, int, int]:
    """How many organisations are in both releases, only in the first, only in the second."""
    one, other = (
        set(release.members.values_list("submission__participation__organisation_id", flat=True))
        for release in (first, second)
    )
    return len(one & other), len(one - other), len(other - one)


def own_key_in(release: Release, organisation_id: int | None) -> str:
    """The key of an organisation whose answers are in a release; "" if they are not."""
    if organisation_id is None:
        return ""
    mine = release.members.filter(submission__participation__organisation=organisation_id)
    key: str | None = mine.values_list(
        "submission__participation__organisation__key", flat=True
    ).first()
    return key or ""
