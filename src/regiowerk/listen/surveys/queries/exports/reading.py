"""The answers of a wave as they leave the house: from what was handed in, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from regiowerk.listen.questionnaires.domain.answers import Field, Value
from regiowerk.listen.questionnaires.domain.columns import Cell, Column, Table, cells, tables_of
from regiowerk.listen.questionnaires.domain.instrument import (
    Instrument,
    Kind,
    Placed,
    Question,
    Visibility,
    questions,
    say,
)
from regiowerk.listen.questionnaires.domain.logic import Sheet, Surroundings
from regiowerk.listen.questionnaires.models import Version
from regiowerk.listen.questionnaires.queries import surroundings_for
from regiowerk.listen.surveys.domain.record import Record, answers_in, rows_in
from regiowerk.listen.surveys.models import Participation, Submission, Wave
from regiowerk.listen.surveys.queries.exports.classes import (
    MAY_HAVE,
    Audience,
    classes_of,
    narrowest,
    told_by_absence,
)
from regiowerk.listen.surveys.queries.exports.merging import (
    Edition,
    Whole,
    merged,
    repeats_with,
    veiled,
)
from regiowerk.listen.surveys.queries.links import HEAVY
from regiowerk.listen.surveys.queries.submissions import record_in
from regiowerk.listen.surveys.queries.versions import known

NOT_ASKED = ".n"  # an empty cell: asked, and not answered
AT_ONCE = 50  # submissions in memory
EXPORTED = (
    Participation.State.SUBMITTED,
    Participation.State.ACCEPTED,
    Participation.State.RETURNED,
    Participation.State.REOPENED,
    Participation.State.IN_SIGN_OFF,  # a second time: what was signed before still counts
)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A question whose answers do not leave, and the circle that is the reason."""

    label: str
    visibility: Visibility | None  # None: nobody gave it a class


@dataclass(frozen=True, slots=True)
class Answered:
    """What one organisation handed in, as far as the reader may have it."""

    submission: Submission
    answers: Mapping[Field, Value]
    rows: Mapping[Field, tuple[str, ...]]
    asked: frozenset[Field]
    not_agreed: Mapping[Field, tuple[Any, ...]]  # JSON values


@dataclass(frozen=True)
class Export:
    """What can be had of a wave by one circle of readers."""

    wave: Wave
    audience: Audience
    language: str
    whole: Whole
    versions: tuple[Version, ...]  # in which somebody handed in, the newest first
    classes: Mapping[str, Visibility]  # by path in the whole
    shown: frozenset[str]
    until: datetime | None = None  # what was handed in later is left out

    @cached_property
    def instrument(self) -> Instrument:
        """The questionnaire without a word of what is left out."""
        return veiled(self.whole.instrument, self.shown)

    @cached_property
    def placed(self) -> Mapping[str, Placed]:
        """The questions by their paths."""
        return questions(self.instrument)

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        """The main table, and the repeats of which anything is shown."""
        wanted = repeats_with(self.instrument, self.shown)
        tables = tables_of(self.instrument, self.language)
        return tuple(table for table in tables if not table.path or table.path in wanted)

    @cached_property
    def silent(self) -> frozenset[str]:
        """Where "not asked" would give away what is left out: there both are empty."""
        return told_by_absence(self.whole.instrument, frozenset(self.classes) - self.shown)

    @cached_property
    def left_out(self) -> tuple[LeftOut, ...]:
        instrument = self.whole.instrument
        return tuple(
            LeftOut(
                say(placed.item.label, self.language, instrument.default_language)
                or placed.item.name,
                _reason(placed.item, self.classes[path]),
            )
            for path, placed in questions(instrument).items()
            if path in self.classes and path not in self.shown
        )

    def answered(self) -> Iterator[Answered]:
        """One organisation after the other; few are in memory at once."""
        region = self.wave.survey.process.region
        around = surroundings_for("", "", region, self.wave.survey.begun_at)
        for submission in handed_in(self.wave, self.until).iterator(chunk_size=AT_ONCE):
            yield self._answered(submission, around)

    def answered_before(self) -> Iterator[Answered]:
        """What was handed in and replaced since, the first submissions first."""
        region = self.wave.survey.process.region
        around = surroundings_for("", "", region, self.wave.survey.begun_at)
        for submission in replaced(self.wave, self.until).iterator(chunk_size=AT_ONCE):
            yield self._answered(submission, around)

    def cell(self, column: Column, one: Answered, rows: tuple[str, ...] = ()) -> Cell:
        """What stands in a column; that it was not asked, where this may be told."""
        field = Field(column.path, rows)
        if field in one.asked or column.path in self.silent:
            return cells(column, one.answers, rows)
        return NOT_ASKED

    def _answered(self, submission: Submission, around: Surroundings) -> Answered:
        content = known(submission.version)
        record = record_in(submission)
        given, rows = answers_in(record, content.layout), rows_in(record)
        organisation = submission.participation.organisation
        knows = _around(around, organisation, submission)
        sheet = Sheet(content.logic, given, rows, knows, is_judged=False)
        answers: dict[Field, Value] = {}
        asked: set[Field] = set()
        for field in sheet.fields():
            there = self._there(submission, field)
            if there.path not in self.shown:
                continue
            state = sheet.state(field)
            if state.is_relevant or field in given:
                asked.add(there)
                answers[there] = given.get(field, state.value)
        return Answered(
            submission,
            answers,
            self._rows(submission, rows),
            frozenset(asked),
            self._not_agreed(submission, record),
        )

    def _there(self, submission: Submission, field: Field) -> Field:
        path = self.whole.path_of(submission.version.content_hash, field.path)
        return field if path == field.path else Field(path, field.rows)

    def _rows(
        self, submission: Submission, rows: Mapping[Field, tuple[str, ...]]
    ) -> dict[Field, tuple[str, ...]]:
        return {self._there(submission, repeat): ids for repeat, ids in rows.items()}

    def _not_agreed(self, submission: Submission, record: Record) -> dict[Field, tuple[Any, ...]]:
        """Only the office reads what an organisation could not agree on."""
        if self.audience is not Audience.OFFICE:
            return {}
        places = (
            (self._there(submission, Field(one["path"], tuple(one["rows"]))), one["values"])
            for one in record["not_agreed"]
        )
        return {field: tuple(values) for field, values in places if field.path in self.shown}


def export_of(
    wave: Wave,
    audience: Audience = Audience.OFFICE,
    language: str = "de",
    until: datetime | None = None,
) -> Export:
    """What can be had of a wave: which columns, and what is left out."""
    versions = _versions(wave, until)
    editions = [Edition(v.number, v.content_hash, known(v).instrument) for v in versions]
    whole = merged(editions)
    classes = _classes(whole, editions)
    may_have = MAY_HAVE[audience]
    shown = frozenset(path for path, one in classes.items() if one in may_have)
    return Export(wave, audience, language, whole, versions, classes, shown, until)


def handed_in(wave: Wave, until: datetime | None = None) -> QuerySet[Submission]:
    """The last submission of each organisation whose answers lie with the office, or lay by then."""
    return _submissions(wave, until).filter(~Exists(_later(until)))


def replaced(wave: Wave, until: datetime | None = None) -> QuerySet[Submission]:
    """Submissions of the same organisations that others followed."""
    return _submissions(wave, until).filter(Exists(_later(until)))


def count_asked(wave: Wave) -> int:
    """How many organisations take part."""
    return wave.participations.count()


def day_of(submission: Submission) -> date:
    """The day on which it was handed in, where it was handed in."""
    return timezone.localdate(submission.handed_in_at)


def newest_of(wave: Wave) -> datetime | None:
    """When somebody handed in last."""
    return handed_in(wave).order_by("-handed_in_at").values_list("handed_in_at", flat=True).first()


def _submissions(wave: Wave, until: datetime | None) -> QuerySet[Submission]:
    return (
        _by(until)
        .filter(participation__wave=wave, participation__state__in=EXPORTED)
        .select_related("version", "participation__organisation__district")
        .defer(*(f"version__{name}" for name in HEAVY))
        .order_by("participation__organisation__key", "number")
    )


def _later(until: datetime | None) -> QuerySet[Submission]:
    return _by(until).filter(participation=OuterRef("participation"), number__gt=OuterRef("number"))


def _by(until: datetime | None) -> QuerySet[Submission]:
    return Submission.objects.filter(**({} if until is None else {"handed_in_at__lte": until}))


def _versions(wave: Wave, until: datetime | None) -> tuple[Version, ...]:
    """Those in which somebody handed in; the one that is asked now if nobody did."""
    ids = set(handed_in(wave, until).order_by().values_list("version", flat=True))
    ids = ids or {wave.version_id}
    versions = Version.objects.filter(pk__in=ids).defer(*HEAVY).order_by("-number")
    return tuple(versions)


def _classes(whole: Whole, editions: Iterable[Edition]) -> dict[str, Visibility]:
    """The class of every question that is answered: the narrowest that was ever promised."""
    placed = questions(whole.instrument)
    promised: dict[str, list[Visibility]] = {}
    for edition in editions:
        for path, visibility in classes_of(edition.instrument).items():
            there = whole.path_of(edition.content_hash, path)
            promised.setdefault(there, []).append(visibility)
    return {
        path: narrowest(promised[path])
        for path, one in placed.items()
        if isinstance(one.item, Question) and one.item.kind is not Kind.NOTE
    }


def _reason(item: object, visibility: Visibility) -> Visibility | None:
    if isinstance(item, Question) and item.visibility is None and item.kind is not Kind.CALCULATE:
        return None
    return visibility


def _around(around: Surroundings, organisation: Any, submission: Submission) -> Surroundings:
    """What expressions knew when it was handed in."""
    now = timezone.localtime(submission.handed_in_at)
    named = {"organisation": organisation.key, "organisation_label": str(organisation)}
    return replace(
        around,
        today=now.date(),
        now=now,
        properties={**around.properties, **named},
        seed=organisation.key,
    )
