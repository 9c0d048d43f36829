"""What the project office may fill in beforehand, and what of it would become of an answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from regiowerk.listen.questionnaires.domain.answers import Field, Value
from regiowerk.listen.questionnaires.domain.columns import Column, tables_of
from regiowerk.listen.questionnaires.domain.instrument import Instrument, Kind, Question, questions
from regiowerk.listen.surveys.domain.offers import REFUSED, stored, why_not_here, why_not_this
from regiowerk.listen.surveys.domain.refusals import Refusal
from regiowerk.listen.surveys.domain.states import ANSWERING
from regiowerk.listen.surveys.models import Participation, Revision, Wave
from regiowerk.listen.surveys.queries.answers import Standing, heads_of, layout_for, sheet_of
from regiowerk.listen.surveys.queries.links import HEAVY
from regiowerk.listen.surveys.queries.versions import known

# Nobody fills in a file for others, or confirms something in their name.
_NOT_FILLED = frozenset({Kind.NOTE, Kind.CALCULATE, Kind.FILE, Kind.ACKNOWLEDGE})

type Given = Mapping[str, Value]  # by the path of the question


@dataclass(frozen=True, slots=True)
class Fill:
    """A value that may be written, and the revision it takes the place of."""

    field: Field
    value: Value
    base: int | None


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


def filling_of(participation: Participation, given: Given, at: datetime) -> Filling:
    """What is new, what the organisation has answered itself, and what cannot be an answer."""
    heads = heads_of(participation)
    kept = same = 0
    fills: list[Fill] = []
    for path, value in given.items():
        standing = heads.get(Field(path))
        if standing is not None and standing.value == stored(value):
            same += 1
        elif standing is not None and not _may_be_replaced(standing):
            kept += 1
        else:
            fills.append(Fill(Field(path), value, standing.revision_id if standing else None))
    refused = _refused(participation, fills, at) if fills else {}
    possible = tuple(fill for fill in fills if fill.field.path not in refused)
    return Filling(participation, possible, kept, same, tuple(refused.items()))


def _is_wanted(question: Question, only_marked: bool) -> bool:
    return question.prefill is not None or not only_marked


def _may_be_replaced(standing: Standing) -> bool:
    """Only what was filled in before and nobody has confirmed."""
    return standing.origin == Revision.Origin.PREFILL and standing.is_unconfirmed


def _refused(
    participation: Participation, fills: Iterable[Fill], at: datetime
) -> dict[str, Refusal]:
    layout, sheet = layout_for(participation), sheet_of(participation, at)
    found: dict[str, Refusal] = {}
    for fill in fills:
        path = fill.field.path
        refusal = why_not_here(fill.field, layout, sheet)
        refusal = refusal or why_not_this(layout.questions[path], fill.value)
        if refusal is None:
            before = sheet.state(fill.field).value
            sheet.change(fill.field, fill.value)
            problem = sheet.state(fill.field).problem
            refusal = REFUSED.get(problem) if problem is not None else None
            if refusal is not None:
                sheet.change(fill.field, before)
        if refusal is not None:
            found[path] = refusal
    return found
