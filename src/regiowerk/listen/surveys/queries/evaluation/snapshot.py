"""The columnar snapshot of what was handed in: three tables of numbers, written once per release.

| table  | columns                                         | one row per                            |
|--------|-------------------------------------------------|----------------------------------------|
| units  | unit, district, size, level, weight             | organisation that handed in            |
| asked  | unit, question, status, number                  | organisation and question              |
| chosen | unit, question, code, place                     | organisation, question and answer      |

`question` and `code` are the numbers of `Shape`s and of their answers; `status` is 0 not asked, 1 asked
and left open, 2 answered; `weight` are inhabitants; `place` is that of a ranking, else 0.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from django.db.models import Subquery

from regiowerk.ground.regions.models import Figure, Organisation
from regiowerk.ground.regions.queries.figures import best_of_organisation
from regiowerk.listen.questionnaires.domain.answers import Value
from regiowerk.listen.questionnaires.domain.instrument import Question, Visibility, questions
from regiowerk.listen.surveys.domain.evaluation.shapes import YES, Form, Shape, shapes_of
from regiowerk.listen.surveys.domain.turnout import size_class
from regiowerk.listen.surveys.models import Submission, Wave
from regiowerk.listen.surveys.queries.evaluation.theming import Theming, theming_of
from regiowerk.listen.surveys.queries.exports.classes import Audience
from regiowerk.listen.surveys.queries.exports.reading import Answered, Export, export_of
from regiowerk.listen.surveys.queries.versions import known

NOT_ASKED, LEFT_OPEN, ANSWERED = 0, 1, 2
UNITS = pa.schema(
    [
        ("unit", pa.int32()),
        ("district", pa.string()),
        ("size", pa.string()),
        ("level", pa.string()),
        ("weight", pa.float64()),
    ]
)
ASKED = pa.schema(
    [
        ("unit", pa.int32()),
        ("question", pa.int16()),
        ("status", pa.int8()),
        ("number", pa.float64()),
    ]
)
CHOSEN = pa.schema(
    [
        ("unit", pa.int32()),
        ("question", pa.int16()),
        ("code", pa.int16()),
        ("place", pa.int8()),
    ]
)


@dataclass(frozen=True, slots=True)
class Unit:
    """An organisation that handed in, with what results are broken down by."""

    submission: Submission
    key: str
    name: str
    district: str
    size: str
    level: str
    inhabitants: int | None

    def of(self, axis: str) -> str:
        """Its class on an axis."""
        return {"district": self.district, "size": self.size, "level": self.level}[axis]


@dataclass(frozen=True, slots=True)
class Before:
    """What an organisation answered in a submission that others followed."""

    number: int
    given: Mapping[int, tuple[Value, ...]]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything results are made from."""

    shapes: tuple[Shape, ...]
    units: tuple[Unit, ...]
    given: tuple[Mapping[int, tuple[Value, ...]], ...]  # by unit: answers by question, no blanks
    before: tuple[tuple[Before, ...], ...]  # by unit: earlier submissions, the first one first
    tables: Mapping[str, pa.Table]
    silent: frozenset[str]  # questions of which it is not told who was asked
    theming: Theming

    @property
    def shape_of(self) -> dict[str, Shape]:
        """Every question by its key, in the author's order."""
        return {shape.key: shape for shape in self.shapes}

    def parquet(self) -> dict[str, bytes]:
        """The three tables as files."""
        return {name: file_of(table) for name, table in self.tables.items()}


def snapshot_of(wave: Wave, on: date, language: str, until: datetime | None = None) -> Snapshot:
    """What lies with the office; single answers of every class but personal ones are in it.

    `until` leaves out what was handed in later; inhabitants are those known `on` that day.
    """
    reading = _reading(wave, language, until)
    answered = list(reading.answered())
    submissions = [one.submission for one in answered]
    theming = theming_of(wave, language, submissions, until)
    shapes = theming.shaped(_shapes(reading, language))
    units = units_of(submissions, on)
    given = tuple(theming.given(shapes, one.submission, _given(one, shapes)) for one in answered)
    asked = [frozenset(field.path for field in one.asked) for one in answered]
    tables = {
        "units": _unit_table(units),
        "asked": _asked_table(shapes, given, asked),
        "chosen": _chosen_table(shapes, given),
    }
    before = _before(reading, shapes, [one.participation_id for one in submissions])
    return Snapshot(shapes, units, given, before, tables, reading.silent, theming)


def _reading(wave: Wave, language: str, until: datetime | None) -> Export:
    """All that was handed in, aggregate questions too: what may be told of them is decided later."""
    office = export_of(wave, Audience.OFFICE, language, until)
    shown = frozenset(
        path for path, one in office.classes.items() if one is not Visibility.PERSONAL
    )
    return replace(office, shown=shown)


def _shapes(reading: Export, language: str) -> tuple[Shape, ...]:
    """Every question; of several versions the largest number of answers that was promised holds."""
    promised: dict[str, int] = {}
    for version in reading.versions:
        for path, one in questions(known(version).instrument).items():
            there = reading.whole.path_of(version.content_hash, path)
            least = one.item.min_cell if isinstance(one.item, Question) else None
            promised[there] = max(promised.get(there, 0), least or 0)
    return tuple(
        replace(shape, min_cell=promised.get(shape.path) or shape.min_cell)
        for shape in shapes_of(reading.whole.instrument, reading.classes, language)
    )


def units_of(submissions: Sequence[Submission], on: date) -> tuple[Unit, ...]:
    """Organisations that handed in, with what is known of them on a day."""
    keys = [one.participation.organisation_id for one in submissions]
    figures = best_of_organisation(Figure.Indicator.POPULATION, on, outer="pk")
    people = dict(
        Organisation.objects.filter(pk__in=keys)
        .annotate(people=Subquery(figures.values("value")[:1]))
        .values_list("pk", "people")
    )
    return tuple(_unit(one, people.get(one.participation.organisation_id)) for one in submissions)


def _unit(submission: Submission, people: Decimal | None) -> Unit:
    organisation = submission.participation.organisation
    inhabitants = None if people is None else int(people)
    return Unit(
        submission=submission,
        key=organisation.key,
        name=str(organisation),
        district=organisation.district.key if organisation.district else "",
        size=str(size_class(inhabitants)),
        level=organisation.central_place,
        inhabitants=inhabitants,
    )


def _given(one: Answered, shapes: Sequence[Shape]) -> dict[int, tuple[Value, ...]]:
    """The answers of an organisation by question; those of all rows of a repeat together."""
    ordered = sorted(one.answers.items(), key=lambda item: item[0].path)
    by_path = {
        path: tuple(value for _field, value in several if value is not None)
        for path, several in groupby(ordered, key=lambda item: item[0].path)
    }
    return {
        number: by_path[shape.path]
        for number, shape in enumerate(shapes)
        if by_path.get(shape.path)
    }


def codes_in(shape: Shape, values: Iterable[Value]) -> tuple[str, ...]:
    """The codes an organisation chose, each once, in the order of the list."""
    chosen: set[str] = set()
    for value in values:
        if isinstance(value, tuple):
            chosen.update(value)
        else:
            chosen.add(YES if value is True else str(value))
    return tuple(code for code in shape.codes if code in chosen)


def number_in(shape: Shape, values: Sequence[Value]) -> float | None:
    """The number an organisation gave, for counting."""
    amount = amount_in(values) if shape.form is Form.NUMBER else None
    return None if amount is None else float(amount)


def amount_in(values: Sequence[Value]) -> Decimal | int | None:
    """The number an organisation gave; of several rows their sum."""
    numbers = [
        value
        for value in values
        if isinstance(value, int | Decimal) and not isinstance(value, bool)
    ]
    return sum(numbers) if numbers else None


def _before(
    reading: Export, shapes: Sequence[Shape], participations: Sequence[int]
) -> tuple[tuple[Before, ...], ...]:
    found: dict[int, list[Before]] = {}
    for one in reading.answered_before():
        before = Before(one.submission.number, _given(one, shapes))
        found.setdefault(one.submission.participation_id, []).append(before)
    return tuple(tuple(found.get(one, ())) for one in participations)


def _unit_table(units: Sequence[Unit]) -> pa.Table:
    return pa.table(
        {
            "unit": range(len(units)),
            "district": [unit.district for unit in units],
            "size": [unit.size for unit in units],
            "level": [unit.level for unit in units],
            "weight": [unit.inhabitants for unit in units],
        },
        schema=UNITS,
    )


def _asked_table(
    shapes: Sequence[Shape],
    given: Sequence[Mapping[int, tuple[Value, ...]]],
    asked: Sequence[frozenset[str]],
) -> pa.Table:
    rows: list[tuple[Any, ...]] = []
    for unit, (answers, paths) in enumerate(zip(given, asked, strict=True)):
        for number, shape in enumerate(shapes):
            values = answers.get(number, ())
            status = ANSWERED if values else LEFT_OPEN if shape.path in paths else NOT_ASKED
            rows.append((unit, number, status, number_in(shape, values)))
    return _columns(rows, ASKED)


def _chosen_table(
    shapes: Sequence[Shape], given: Sequence[Mapping[int, tuple[Value, ...]]]
) -> pa.Table:
    rows: list[tuple[Any, ...]] = []
    for unit, answers in enumerate(given):
        for number, values in answers.items():
            rows += _choices(unit, number, shapes[number], values)
    return _columns(rows, CHOSEN)


def _choices(
    unit: int, number: int, shape: Shape, values: tuple[Value, ...]
) -> list[tuple[int, int, int, int]]:
    places = {code: place for place, code in enumerate(shape.codes)}
    if shape.form is Form.RANKING:
        ranked = values[0] if values and isinstance(values[0], tuple) else ()
        return [
            (unit, number, places[code], place)
            for place, code in enumerate(ranked, start=1)
            if code in places
        ]
    if not shape.is_counted:
        return []
    return [(unit, number, places[code], 0) for code in codes_in(shape, values)]


def _columns(rows: Sequence[tuple[Any, ...]], schema: pa.Schema) -> pa.Table:
    columns = list(zip(*rows, strict=True)) or [() for _name in schema.names]
    return pa.table(dict(zip(schema.names, columns, strict=True)), schema=schema)


def file_of(table: pa.Table) -> bytes:
    """The same table gives the same bytes."""
    sink = io.BytesIO()
    pq.write_table(table, sink, compression="zstd", store_schema=False)
    return sink.getvalue()
