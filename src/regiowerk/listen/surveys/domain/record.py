"""What an organisation hands in, as a frozen record; and what differs between two of them.  Pure.

The record is a plain mapping whose canonical JSON is signed: no persons, no calculations, only
questions that were asked.  It is read by anybody who knows its format, without the software.

    {"format": "regiowerk-submission/1",
     "organisation": key, "survey": key, "wave": number,
     "questionnaire": key, "version": number, "version_hash": SHA-256,
     "answers": [{"path": "/today/staff", "rows": [], "value": 12}],
     "rows": [{"path": "/plans/projects", "rows": [], "ids": ["3f..."]}],
     "not_agreed": [{"path": "/plans/goal", "rows": [], "values": ["A", "B"]}]}

Values have the form of `questionnaires.domain.answers.to_json`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from regiowerk.ground.journal.domain.frozen import fingerprint
from regiowerk.listen.questionnaires.domain.answers import Field, Value, from_json, to_json
from regiowerk.listen.questionnaires.domain.instrument import Instrument, Repeat, walk
from regiowerk.listen.questionnaires.domain.logic import Sheet
from regiowerk.listen.surveys.domain.progress import Layout

FORMAT = "regiowerk-submission/1"
PARTS = ("answers", "rows", "not_agreed")

type Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Place:
    """Whose answers, to what."""

    organisation: str
    survey: str
    wave: int
    questionnaire: str
    version: int
    version_hash: str


@dataclass(frozen=True, slots=True)
class Change:
    """A field that says something else than before; JSON values, None: no answer."""

    field: Field
    before: Any
    after: Any


def record_of(
    place: Place,
    sheet: Sheet,
    instrument: Instrument,
    layout: Layout,
    not_agreed: Mapping[Field, Sequence[Value]],
) -> Record:
    """The record of what stands in a sheet now, in the author's order."""
    asked = [field for field in sheet.fields() if _is_told(field, sheet, layout)]
    return {
        "format": FORMAT,
        "organisation": place.organisation,
        "survey": place.survey,
        "wave": place.wave,
        "questionnaire": place.questionnaire,
        "version": place.version,
        "version_hash": place.version_hash,
        "answers": [
            {"path": one.path, "rows": list(one.rows), "value": to_json(sheet.state(one).value)}
            for one in asked
            if sheet.state(one).value is not None
        ],
        "rows": [
            {"path": one.path, "rows": list(one.rows), "ids": list(ids)}
            for one, ids in _rows(sheet, instrument)
        ],
        "not_agreed": [
            {
                "path": one.path,
                "rows": list(one.rows),
                "values": [to_json(value) for value in not_agreed[one]],
            }
            for one in asked
            if one in not_agreed
        ],
    }


def part_of(record: Record, layout: Layout, sections: Iterable[str]) -> Record:
    """What a record says in some sections only; the same form."""
    wanted = frozenset(sections)
    parts = {
        name: [one for one in record[name] if layout.section_of.get(one["path"]) in wanted]
        for name in PARTS
    }
    return {**record, **parts}


def hash_of_part(record: Record, layout: Layout, sections: Iterable[str]) -> str:
    """SHA-256 of what was agreed to; the same as long as nothing in these sections changes.

    The version of the questionnaire is left out: a question elsewhere must not undo an agreement.
    """
    part = part_of(record, layout, sections)
    return fingerprint({name: part[name] for name in ("organisation", "survey", "wave", *PARTS)})


def changes_between(before: Record, after: Record) -> tuple[Change, ...]:
    """What another record says differently, in its order; what it no longer says comes last."""
    old, new = _by_field(before), _by_field(after)
    changed = (
        Change(field, old.get(field), value)
        for field, value in new.items()
        if old.get(field) != value
    )
    gone = (Change(field, value, None) for field, value in old.items() if field not in new)
    return (*changed, *gone)


def changed_sections(before: Record, after: Record, layout: Layout) -> frozenset[str]:
    """The sections in which two records differ; answers, rows and what was not agreed."""
    places = {
        (one["path"], tuple(one["rows"]))
        for name in PARTS
        for one in _differing(before[name], after[name])
    }
    return frozenset(layout.section_of[path] for path, _rows in places if path in layout.section_of)


def answers_in(record: Record, layout: Layout) -> dict[Field, Value]:
    """The answers of a record as values; those to questions this version has not are left out."""
    return {
        Field(one["path"], tuple(one["rows"])): from_json(
            layout.questions[one["path"]].kind, one["value"]
        )
        for one in record["answers"]
        if one["path"] in layout.questions
    }


def rows_in(record: Record) -> dict[Field, tuple[str, ...]]:
    """The rows of a record by the repeat they stand in."""
    return {Field(one["path"], tuple(one["rows"])): tuple(one["ids"]) for one in record["rows"]}


def _by_field(record: Record) -> dict[Field, Any]:
    return {Field(one["path"], tuple(one["rows"])): one["value"] for one in record["answers"]}


def _differing(before: Iterable[Any], after: Iterable[Any]) -> Iterator[Any]:
    old, new = list(before), list(after)
    yield from (one for one in new if one not in old)
    yield from (one for one in old if one not in new)


def _is_told(field: Field, sheet: Sheet, layout: Layout) -> bool:
    return layout.questions[field.path].is_answerable and sheet.state(field).is_relevant


def _rows(sheet: Sheet, instrument: Instrument) -> Iterator[tuple[Field, tuple[str, ...]]]:
    """The rows of every repeat that is asked, those inside others after the ones around them."""
    around: dict[str, list[tuple[str, ...]]] = {"": [()]}
    for placed in walk(instrument):
        if not isinstance(placed.item, Repeat):
            continue
        outer = placed.repeats[-1] if placed.repeats else ""
        around[placed.path] = []
        for above in around[outer]:
            repeat = Field(placed.path, above)
            ids = sheet.rows_of(repeat)
            around[placed.path] += [(*above, one) for one in ids]
            if ids and sheet.is_group_relevant(repeat):
                yield repeat, ids
