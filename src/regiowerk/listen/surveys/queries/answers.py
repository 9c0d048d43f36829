"""What an organisation has answered so far, and the sheet that says what follows from it."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field as entry, replace
from datetime import datetime, timedelta
from threading import Lock
from typing import NamedTuple

from django.db import connection
from django.utils import timezone

from regiowerk.listen.questionnaires.domain.answers import Field, Value, from_json
from regiowerk.listen.questionnaires.domain.logic import Sheet, Surroundings
from regiowerk.listen.questionnaires.queries import surroundings_for
from regiowerk.listen.surveys.domain.field_names import field_at
from regiowerk.listen.surveys.domain.progress import Count, Layout
from regiowerk.listen.surveys.models import Head, Participation, Revision, Row, SectionTask
from regiowerk.listen.surveys.queries.versions import known


class Standing(NamedTuple):
    """The present answer of a field: what it is, who gave it and when."""

    head_id: int
    revision_id: int
    value: str  # canonical JSON; "" stands for no answer
    origin: str
    author: str
    unit: str
    answered_at: datetime
    is_unconfirmed: bool


FRESH = timedelta(minutes=1)

type Standings = Mapping[Field, Standing]
type Rows = Mapping[Field, tuple[str, ...]]


def heads_of(participation: Participation) -> dict[Field, Standing]:
    """All present answers of one organisation in one query, however often they were changed."""
    heads = Head.objects.filter(participation=participation).values_list(
        "path",
        "rows",
        "pk",
        "revision_id",
        "revision__value",
        "revision__origin",
        "revision__author",
        "revision__unit",
        "revision__answered_at",
        "is_unconfirmed",
    )
    return {field_at(row[0], row[1]): Standing._make(row[2:]) for row in heads.iterator()}


def answers_of(participation: Participation) -> dict[Field, Value]:
    """All present answers of one organisation as values."""
    return values_of(heads_of(participation), layout_for(participation))


def values_of(standings: Standings, layout: Layout) -> dict[Field, Value]:
    """Answers as values; those to questions this version does not ask are left out."""
    return {
        field: value_in(layout, field.path, standing.value)
        for field, standing in standings.items()
        if field.path in layout.questions
    }


def value_in(layout: Layout, path: str, stored: str) -> Value:
    """A stored answer as a value; what the question can no longer be is no answer."""
    if not stored:
        return None
    try:
        return from_json(layout.questions[path].kind, json.loads(stored))
    except ValueError:
        return None


def values_of_revisions(participation: Participation, ids: Collection[int]) -> dict[int, str]:
    """What earlier revisions of this participation said; numbers of others are left out."""
    if not ids:
        return {}
    revisions = Revision.objects.filter(participation=participation, pk__in=ids)
    return dict(revisions.values_list("pk", "value"))


def all_rows(participation: Participation) -> list[Row]:
    """The rows of every repeat in their order, removed ones too; no query where nothing repeats."""
    if not layout_for(participation).repeats:
        return []
    return list(Row.objects.filter(participation=participation).order_by("position", "pk"))


def present_rows(rows: Iterable[Row]) -> dict[Field, tuple[str, ...]]:
    """The ids of the rows of every repeat, without those that were removed."""
    found: dict[Field, tuple[str, ...]] = {}
    for row in rows:
        if row.removed_at is None:
            repeat = field_at(row.path, row.rows)
            found[repeat] = (*found.get(repeat, ()), row.row_id)
    return found


def rows_of(participation: Participation) -> dict[Field, tuple[str, ...]]:
    """The ids of the rows of every repeat in their order."""
    return present_rows(all_rows(participation))


def layout_for(participation: Participation) -> Layout:
    """Where the questions of its version stand."""
    return known(participation.version).layout


def sheet_of(
    participation: Participation,
    at: datetime,
    standings: Standings | None = None,
    rows: Rows | None = None,
) -> Sheet:
    """The filled questionnaire of one organisation, evaluated."""
    held = heads_of(participation) if standings is None else standings
    layout = layout_for(participation)
    standing_rows = rows_of(participation) if rows is None else rows
    present = {row for ids in standing_rows.values() for row in ids}
    answers = {
        field: value
        for field, value in values_of(held, layout).items()
        if present.issuperset(field.rows)
    }
    surroundings = surroundings_of(participation, at)
    return Sheet(known(participation.version).logic, answers, standing_rows, surroundings)


def surroundings_of(participation: Participation, at: datetime) -> Surroundings:
    """What expressions may know besides the answers."""
    organisation = participation.organisation
    region = participation.wave.survey.process.region
    return surroundings_for(organisation.key, str(organisation), region, at)


@dataclass(frozen=True, slots=True)
class Stamp:
    """What has to be the same for a kept sheet to be right.  Revisions only ever get newer."""

    content_hash: str
    hour: datetime  # what now() says in a kept sheet is less than an hour old
    newest: int
    number: int
    rows: tuple[tuple[Field, tuple[str, ...]], ...]

    def after(self, newest: int, more: int) -> Stamp:
        """The stamp once answers were moved to newer revisions, some of them for the first time."""
        return replace(self, newest=max(self.newest, newest), number=self.number + more)


@dataclass(frozen=True, slots=True)
class Claim:
    """Who was written down as working on a section, and when."""

    label: str
    at: datetime

    def is_fresh(self, label: str, at: datetime) -> bool:
        """Whether it need not be written again."""
        return self.label == label and timedelta() <= at - self.at < FRESH


@dataclass(slots=True)
class Book:
    """A sheet, what stands in it and how far each section is; whoever has it has it alone.

    Whether an answer still has to be confirmed may have changed since; all else has not.
    """

    sheet: Sheet
    layout: Layout
    standings: dict[Field, Standing]
    counts: dict[str, Count]  # as the table of section tasks has them
    stamp: Stamp
    claims: dict[str, Claim] = entry(default_factory=dict)  # of whom this process wrote last
    is_new: bool = True  # nobody has compared the counts with the sheet yet


def open_book(participation: Participation, at: datetime) -> Book:
    """The sheet of a participation whose row is held: the one kept from last time, or a new one."""
    stamp = stamp_of(participation, at)
    kept = _SHELF.take(participation.pk, stamp)
    if kept is not None:
        return kept
    standings = heads_of(participation)
    sheet = sheet_of(participation, at, standings, dict(stamp.rows))
    layout, counts = layout_for(participation), _stored_counts(participation)
    return Book(sheet, layout, standings, counts, stamp)


def keep_book(participation_id: int, book: Book) -> None:
    """Keep a sheet for the next answer, once what was done to it is committed."""
    _SHELF.put(participation_id, book)


@contextmanager
def lent_sheet(participation: Participation, at: datetime) -> Iterator[Sheet]:
    """A sheet to read from: the one kept from the last answer, or a new one."""
    book = _SHELF.lend(participation.pk)
    if book is None:
        yield sheet_of(participation, at)
        return
    try:
        yield book.sheet
    finally:
        _SHELF.put_back(participation.pk, book)


@contextmanager
def lent_book(participation: Participation, at: datetime, rows: Rows) -> Iterator[Book | None]:
    """What was kept from the last answer, to read from, if it is still right; rows as they are now.

    Its values and the revisions they come from are of one moment, whoever saves meanwhile.
    """
    kept = _SHELF.take(participation.pk, stamp_of(participation, at, rows))
    try:
        yield kept
    finally:
        if kept is not None:
            _SHELF.put_back(participation.pk, kept)


_STAMP = "SELECT MAX(revision_id), COUNT(*) FROM surveys_head WHERE participation_id = %s"


def stamp_of(participation: Participation, at: datetime, rows: Rows | None = None) -> Stamp:
    """The stamp a sheet has that is made now."""
    with connection.cursor() as cursor:  # asked with every answer; the ORM takes longer to write it
        cursor.execute(_STAMP, [participation.pk])
        newest, number = cursor.fetchone()
    standing_rows = rows_of(participation) if rows is None else rows
    return Stamp(
        participation.version.content_hash,
        timezone.localtime(at).replace(minute=0, second=0, microsecond=0),
        newest or 0,
        number,
        tuple(sorted(standing_rows.items())),
    )


def _stored_counts(participation: Participation) -> dict[str, Count]:
    tasks = SectionTask.objects.filter(participation=participation)
    return {
        section: Count(*numbers)
        for section, *numbers in tasks.values_list(
            "section", "asked", "answered", "missing", "invalid"
        )
    }


class _Shelf:
    """The sheets used last, each taken by one thread at a time."""

    def __init__(self, places: int) -> None:
        self._places = places
        self._lock = Lock()
        self._books: OrderedDict[int, Book] = OrderedDict()

    def take(self, key: int, stamp: Stamp) -> Book | None:
        with self._lock:
            book = self._books.pop(key, None)
        return book if book is not None and book.stamp == stamp else None

    def lend(self, key: int) -> Book | None:
        with self._lock:
            return self._books.pop(key, None)

    def put_back(self, key: int, book: Book) -> None:
        """Where somebody put a newer one meanwhile, that one stays."""
        with self._lock:
            self._books.setdefault(key, book)

    def put(self, key: int, book: Book) -> None:
        with self._lock:
            self._books[key] = book
            self._books.move_to_end(key)
            while len(self._books) > self._places:
                self._books.popitem(last=False)


_SHELF = _Shelf(64)
