"""Any two questions of a release against each other, as far as both are told exactly.

What is told in totals only is broken down by nothing but the axes of its release: a free choice of
groups would be a filter.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from regiowerk.listen.surveys.domain.evaluation.building import compared
from regiowerk.listen.surveys.domain.evaluation.shapes import CHOSEN, Form
from regiowerk.listen.surveys.domain.evaluation.tables import Breakdown, Group, ResultTable
from regiowerk.listen.surveys.models import Release
from regiowerk.listen.surveys.queries.evaluation.drafting import files_in
from regiowerk.listen.surveys.queries.evaluation.engines import Engine, opened
from regiowerk.listen.surveys.queries.evaluation.results import Shown, results_in
from regiowerk.listen.surveys.queries.evaluation.tabulation import crossed

REMEMBERED = 256


def may_be_crossed(table: ResultTable) -> bool:
    """Whether its answers are a list, told exactly, and anybody gave one."""
    has_list = table.form in CHOSEN or table.is_of_themes
    return has_list and not table.is_protected and bool(table.n)


def others_of(shown: Shown, table: ResultTable) -> list[ResultTable]:
    """What a question can be crossed with, in the author's order."""
    if not may_be_crossed(table):
        return []
    return [one for one in shown.results.tables if may_be_crossed(one) and one.key != table.key]


def crossed_table(
    shown: Shown, table: ResultTable, other: ResultTable, engine: Engine
) -> ResultTable:
    """A question with one breakdown: by the answers to another one."""
    release = shown.release
    key = (release.content_hash, table.key, other.key)
    breakdown = _remembered(key, _Source(release, engine))
    return replace(table, breakdowns=(breakdown,))


class _Source:
    """Where a cross table comes from; all are equal, because the key says everything."""

    def __init__(self, release: Release, engine: Engine) -> None:
        self.release, self.engine = release, engine

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Source)

    def __hash__(self) -> int:
        return 0


@lru_cache(maxsize=REMEMBERED)
def _remembered(key: tuple[str, str, str], source: _Source) -> Breakdown:
    release = source.release
    tables = results_in(release.content_hash, release.content).tables
    places = {one.key: place for place, one in enumerate(tables)}
    first, second = (places[one] for one in key[1:])
    with opened(files_in(release), source.engine) as (backend, there):
        pairs, sizes = crossed(backend, there, first, second)
    table, other = tables[first], tables[second]
    groups = tuple(
        _group(table, other, place, [pairs.get((code, place), 0) for code in _places(table)], n)
        for place in _places(other)
        if (n := sizes.get(place, 0))
    )
    breakdown = Breakdown(other.key, other.label, groups)
    is_once = other.form in (Form.SINGLE, Form.SCALE)  # else an organisation is in several groups
    return compared(breakdown, table.form) if is_once and len(groups) > 1 else breakdown


def _places(table: ResultTable) -> range:
    return range(len(table.codes))


def _group(
    table: ResultTable, other: ResultTable, place: int, counts: Sequence[int], n: int
) -> Group:
    return Group(
        (other.codes[place],), other.answers[place] or other.codes[place], n, tuple(counts)
    )
