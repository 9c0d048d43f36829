"""What the project office may fill in beforehand, and what of it would become of an answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from django.db.models import QuerySet

from regiowerk.listen.questionnaires.domain.answers import Field, Value
from regiowerk.listen.questionnaires.domain.columns import Column, tables_of
from regiowerk.listen.questionnaires.domain.instrument import Instrument, Kind, Question, questions
from regiowerk.listen.questionnaires.domain.logic import Sheet, Surroundings
from regiowerk.listen.questionnaires.queries import surroundings_for
from regiowerk.listen.surveys.domain.field_names import field_at
from regiowerk.listen.surveys.domain.offers import REFUSED, stored, why_not_here, why_not_this
from regiowerk.listen.surveys.domain.progress import Layout
from regiowerk.listen.surveys.domain.refusals import Refusal
from regiowerk.listen.surveys.domain.states import ANSWERING
from regiowerk.listen.surveys.models import Head, Participation, Revision, Row, Wave
from regiowerk.listen.surveys.queries.answers import (
    Standing,
    Standings,
    layout_for,
    present_rows,
    values_of,
)
from regiowerk.listen.surveys.queries.links import HEAVY
from regiowerk.listen.surveys.queries.versions import known

# Nobody fills in a file for others, or confirms something in their name.
_NOT_FILLED = frozenset({Kind.NOTE, Kind.CALCULATE, Kind.FILE, Kind.ACKNOWLEDGE})

AT_ONCE = 100  # organisations in memory

type Given = Mapping[str, Value]  # by the path of the question


@dataclass(frozen=True, slots=True)
class Fill:
    """A value that may be written, and the revision it takes the place of."""

    field: Field
    value: Value
    base: int | None


@dataclass(frozen=True, slots=True)
class News:
    """Which of the given values are new to an organisation; the others are counted."""

    fills: tuple[Fill, ...]
    kept: int
    same: int


@dataclass(frozen=True, slots=True)
class Filling:
    """What would become of the values for one organisation."""

    participation: Participation
    fills: tuple[Fill, ...] = ()
    kept: int = 0  # the organisation has answered these itself
    same: int = 0  # nothing new
    refused: tuple[tuple[str, Refusal], ...] = ()  # paths

    @property
    def label(self) -> str:
        return str(self.participation.organisation)


def participations_to_fill(wave: Wave) -> QuerySet[Participation]:
    """Everybody who takes part, with what filling in needs."""
    return (
        wave.participations.select_related(
            "organisation__district", "version", "wave__survey__process__region"
        )
        .defer(*(f"version__{name}" for name in HEAVY))
        .order_by("organisation__key")
    )


def is_open(participation: Participation) -> bool:
    """Whether it may still be filled in: nothing was handed in, and nothing waits for it."""
    is_over = participation.wave.state == Wave.State.CLOSED
    return participation.state in ANSWERING and not is_over


def columns_to_fill(wave: Wave, language: str, *, only_marked: bool = False) -> tuple[Column, ...]:
    """The columns of the main table that take a value; rows of entries have no ids yet."""
    instrument = known(wave.version).instrument
    wanted = {path for path, one in fillable(instrument).items() if _is_wanted(one, only_marked)}
    main = tables_of(instrument, language)[0]
    return tuple(column for column in main.columns if column.path in wanted)


def fillable(instrument: Instrument) -> dict[str, Question]:
    """The questions that may be filled in beforehand, by path."""
    return {
        path: placed.item
        for path, placed in questions(instrument).items()
        if isinstance(placed.item, Question)
        and placed.item.kind not in _NOT_FILLED
        and not placed.item.is_read_only
        and not placed.repeats
    }


def has_marked(wave: Wave) -> bool:
    """Whether the author named questions that want to start with something."""
    return any(_is_wanted(one, True) for one in fillable(known(wave.version).instrument).values())


def fillings_of(wave: Wave, values: Mapping[str, Given], at: datetime) -> list[Filling]:
    """What would become of the values of all organisations, read with few queries."""
    chosen = [
        one
        for one in participations_to_fill(wave).filter(organisation__key__in=values)
        if is_open(one)
    ]
    around = surroundings_for("", "", wave.survey.process.region, at)
    found: list[Filling] = []
    for start in range(0, len(chosen), AT_ONCE):
        batch = chosen[start : start + AT_ONCE]
        heads, rows = _heads_of(batch), _rows_of(batch)
        found += [
            _filling_of(
                one,
                values[one.organisation.key],
                heads.get(one.pk, {}),
                partial(_sheet, one, rows.get(one.pk, ()), around),
            )
            for one in batch
        ]
    return found


def news_in(given: Given, standings: Standings) -> News:
    """What is new, and what stays because the organisation has answered itself.

    The office reads no answers before they are handed in, and must not find them out here: an
    answer that happens to be the same is kept like any other.
    """
    kept = same = 0
    fills: list[Fill] = []
    for path, value in given.items():
        standing = standings.get(Field(path))
        if standing is not None and standing.origin != Revision.Origin.PREFILL:
            kept += 1
        elif standing is not None and standing.value == stored(value):
            same += 1
        elif standing is not None and not standing.is_unconfirmed:
            kept += 1
        else:
            fills.append(Fill(Field(path), value, standing.revision_id if standing else None))
    return News(tuple(fills), kept, same)


def _filling_of(
    participation: Participation,
    given: Given,
    standings: Standings,
    sheet: Callable[[Standings], Sheet],
) -> Filling:
    """With what cannot be an answer; what only the organisation's own answers rule out is kept."""
    news = news_in(given, standings)
    refused, ruled_out = _refused(participation, standings, sheet, news.fills)
    left = {*refused, *ruled_out}
    possible = tuple(fill for fill in news.fills if fill.field.path not in left)
    kept = news.kept + len(ruled_out)
    return Filling(participation, possible, kept, news.same, tuple(refused.items()))


def _is_wanted(question: Question, only_marked: bool) -> bool:
    return question.prefill is not None or not only_marked


def _refused(
    participation: Participation,
    standings: Standings,
    sheet: Callable[[Standings], Sheet],
    fills: Sequence[Fill],
) -> tuple[dict[str, Refusal], frozenset[str]]:
    """What can be no answer whatever the organisation says, and what its own answers rule out."""
    if not fills:
        return {}, frozenset()
    layout = layout_for(participation)
    ours = {
        field: standing
        for field, standing in standings.items()
        if standing.origin == Revision.Origin.PREFILL
    }
    refused = _why_none(layout, sheet(ours), fills)
    if len(ours) == len(standings):
        return refused, frozenset()
    rest = [fill for fill in fills if fill.field.path not in refused]
    return refused, frozenset(_why_none(layout, sheet(standings), rest))


def _why_none(layout: Layout, sheet: Sheet, fills: Iterable[Fill]) -> dict[str, Refusal]:
    refusals = {fill.field.path: _why_not(layout, sheet, fill) for fill in fills}
    return {path: refusal for path, refusal in refusals.items() if refusal is not None}


def _why_not(layout: Layout, sheet: Sheet, fill: Fill) -> Refusal | None:
    """Why a value is not taken; the sheet goes on with those that are."""
    refusal = why_not_here(fill.field, layout, sheet)
    refusal = refusal or why_not_this(layout.questions[fill.field.path], fill.value)
    if refusal is not None:
        return refusal
    before = sheet.state(fill.field).value
    sheet.change(fill.field, fill.value)
    problem = sheet.state(fill.field).problem
    if problem not in REFUSED:
        return None
    sheet.change(fill.field, before)
    return REFUSED[problem]


def _heads_of(batch: Iterable[Participation]) -> dict[int, dict[Field, Standing]]:
    """The present answers of several organisations in one query."""
    heads = Head.objects.filter(participation__in=[one.pk for one in batch]).values_list(
        "participation_id", "path", "rows", "pk", "revision_id", "revision__value",
        "revision__origin", "revision__author", "revision__unit", "revision__answered_at",
        "is_unconfirmed",
    )  # fmt: skip
    found: dict[int, dict[Field, Standing]] = {}
    for owner, path, rows, *standing in heads.iterator():
        found.setdefault(owner, {})[field_at(path, rows)] = Standing._make(standing)
    return found


def _rows_of(batch: Iterable[Participation]) -> dict[int, list[Row]]:
    rows = Row.objects.filter(participation__in=[one.pk for one in batch])
    found: dict[int, list[Row]] = {}
    for row in rows.order_by("position", "pk"):
        found.setdefault(row.participation_id, []).append(row)
    return found


def _sheet(
    participation: Participation, rows: Iterable[Row], around: Surroundings, standings: Standings
) -> Sheet:
    """What an organisation has answered so far, evaluated without a query of its own."""
    content = known(participation.version)
    present = present_rows(rows)
    ids = {row for several in present.values() for row in several}
    answers = {
        field: value
        for field, value in values_of(standings, content.layout).items()
        if ids.issuperset(field.rows)
    }
    organisation = participation.organisation
    named = {"organisation": organisation.key, "organisation_label": str(organisation)}
    properties = {**around.properties, **named}
    here = replace(around, properties=properties, seed=organisation.key)
    return Sheet(content.logic, answers, present, here)
