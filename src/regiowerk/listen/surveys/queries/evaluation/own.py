"""What one organisation answered beside what a release tells of all and of its own groups."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from regiowerk.listen.surveys.domain.evaluation.shapes import YES, Form
from regiowerk.listen.surveys.domain.evaluation.tables import (
    Figure,
    Group,
    ResultTable,
    Veiled,
    lowest,
    share,
)
from regiowerk.listen.surveys.models import Submission
from regiowerk.listen.surveys.queries.evaluation.results import Shown
from regiowerk.listen.surveys.queries.evaluation.snapshot import Unit, units_of
from regiowerk.listen.surveys.queries.evaluation.words import (
    figure_text,
    middle_of,
    number_text,
    percent_text,
)
from regiowerk.listen.surveys.queries.submissions import record_in

SELDOM = 0.3  # an answer fewer give is worth saying first
MOST_SELDOM = 5
MOST_NAMED = 4  # of several answers


@dataclass(frozen=True, slots=True)
class Own:
    """One question: what the organisation answered, and what a release tells of others."""

    table: ResultTable
    answer: str
    beside: tuple[tuple[str, str], ...]  # who, and what is told of them
    share: float | None = None  # of all, that gave the same single answer


def own_results(submission: Submission, shown: Shown) -> list[Own]:
    """Every question the organisation answered and its reader may see the results of."""
    day = timezone.localdate(shown.release.released_at or shown.release.asked_at)
    (unit,) = units_of([submission], day)
    given = _given(record_in(submission)["answers"])
    found = (_own(table, given.get(table.key, []), unit) for table in shown.results.tables)
    return [one for one in found if one is not None]


def seldom(several: Iterable[Own]) -> list[Own]:
    """Where the organisation answered as few others did, the rarest first."""
    rare = [one for one in several if one.share is not None and one.share <= SELDOM]
    return sorted(rare, key=lambda one: (one.share or 0.0, one.table.key))[:MOST_SELDOM]


def _given(answers: Iterable[Mapping[str, Any]]) -> dict[str, list[Any]]:
    """JSON values by the key of their question; those of all rows of a repeat together."""
    found: dict[str, list[Any]] = {}
    for one in answers:
        found.setdefault(one["path"].strip("/").replace("/", "."), []).append(one["value"])
    return found


def _own(table: ResultTable, values: list[Any], unit: Unit) -> Own | None:
    if not values or not table.is_told or table.form == Form.TEXT:
        return None
    groups = [
        (group.label, group)
        for breakdown in table.breakdowns
        for group in breakdown.groups
        if not breakdown.is_crossing
        and unit.of(breakdown.key) in group.codes
        and group.n != 1  # more than oneself
    ]
    whole = Group((), "", table.n, table.counts, table.numbers)
    around = [(_("all"), whole), *groups]
    if table.form == Form.NUMBER:
        return _number(table, values, around)
    places = _places(table, values)
    if not places:
        return None
    if table.form == Form.RANKING:
        return _ranking(table, places[0])
    told = tuple((label, _same(table, places, group)) for label, group in around)
    answer = ", ".join(table.answers[place] or _("yes") for place in places)
    is_one = table.form in {Form.SINGLE, Form.SCALE}
    return Own(table, answer, told, share(table.counts[places[0]], table.n) if is_one else None)


def _number(table: ResultTable, values: list[Any], around: list[tuple[str, Group]]) -> Own:
    own = sum((Decimal(str(value)) for value in values), Decimal())
    told = tuple(
        (
            label,
            (_("mean %(value)s") if group.numbers.median is None else _("median %(value)s"))
            % {"value": number_text(middle_of(group.numbers))},
        )
        for label, group in around
        if group.numbers
    )
    return Own(table, number_text(float(own)), told)


def _ranking(table: ResultTable, place: int) -> Own | None:
    if not table.places:
        return None
    words = {"place": number_text(table.places[place])}
    answer = _("%(answer)s in first place") % {"answer": table.answers[place]}
    return Own(table, answer, ((_("all"), _("mean place %(place)s") % words),))


def _places(table: ResultTable, values: list[Any]) -> list[int]:
    """Which answers were given; of a ranking in its order."""
    codes = [
        YES if one is True else str(one)
        for value in values
        for one in (value if isinstance(value, list) else [value])
    ]
    found = [table.codes.index(code) for code in codes if code in table.codes]
    return list(dict.fromkeys(found))


def _same(table: ResultTable, places: list[int], group: Group) -> str:
    """How many of a group gave the same answer; of several answers each."""
    if len(places) == 1:
        return _of(group.counts[places[0]], group.n)
    told = [
        f"{table.answers[place]}: {_of(group.counts[place], group.n)}"
        for place in places[:MOST_NAMED]
    ]
    return "; ".join([*told, *["…"] * (len(places) > MOST_NAMED)])


def _of(count: Figure, n: Figure) -> str:
    if isinstance(count, Veiled) and count.low == 0 and count.high >= lowest(n):
        return _("not told")
    words = {"count": figure_text(count), "n": figure_text(n)}
    found = share(count, n)
    if found is None:
        return _("%(count)s of %(n)s") % words
    return _("%(count)s of %(n)s (%(share)s)") % {**words, "share": percent_text(found)}
