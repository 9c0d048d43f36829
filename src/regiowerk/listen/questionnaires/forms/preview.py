"""What somebody tries out in the preview: kept in the session as it is sent, stored nowhere else."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field as entry

from django.contrib.sessions.backends.base import SessionBase
from django.http import QueryDict

from regiowerk.listen.questionnaires.domain.answers import Field, Value, from_json, to_json
from regiowerk.listen.questionnaires.domain.inputs import (
    Unreadable,
    UnreadableAnswerError,
    field_of,
    name_of,
    read,
)
from regiowerk.listen.questionnaires.domain.instrument import (
    Instrument,
    Kind,
    Question,
)
from regiowerk.listen.questionnaires.domain.pages import asked_of
from regiowerk.listen.questionnaires.models import Version

BASE = "base."
MOST = 200_000  # characters of one trial; a session is no archive
MOST_ROWS = 50


@dataclass(slots=True)
class Trial:
    """The answers and entries tried out with one version."""

    answers: dict[Field, Value] = entry(default_factory=dict)
    rows: dict[Field, tuple[str, ...]] = entry(default_factory=dict)

    def keep(self, session: SessionBase, version: Version) -> None:
        """Remember it until the session ends, unless it has grown too long."""
        answers = {name_of(field): to_json(value) for field, value in self.answers.items()}
        rows = {name_of(field): list(ids) for field, ids in self.rows.items()}
        kept = {"answers": answers, "rows": rows}
        if len(json.dumps(kept)) <= MOST:
            session[_key(version)] = kept

    def add_row(self, repeat: Field) -> Field:
        """Add an entry; its id is the first that was never used here."""
        ids = self.rows.get(repeat, ())
        number = max((int(one[1:]) for one in ids), default=0) + 1
        row = f"r{number}"
        if len(ids) < MOST_ROWS:
            self.rows[repeat] = (*ids, row)
        return Field(repeat.path, (*repeat.rows, row))

    def remove_row(self, row: Field) -> Field:
        """Take an entry out with all its answers."""
        repeat = Field(row.path, row.rows[:-1])
        left = tuple(one for one in self.rows.get(repeat, ()) if one != row.rows[-1])
        self.rows[repeat] = left
        depth = len(row.rows)
        for field in list(self.answers):
            if field.path.startswith(f"{row.path}/") and field.rows[:depth] == row.rows:
                del self.answers[field]
        return repeat


@dataclass(frozen=True, slots=True)
class Tried:
    """What a page sent and nobody can read, as it was typed and why."""

    typed: Mapping[Field, Sequence[str]]
    unreadable: Mapping[Field, Unreadable]


def trial_of(session: SessionBase, version: Version, instrument: Instrument) -> Trial:
    """What was tried out so far; of another shape of the draft what still fits."""
    kept = session.get(_key(version), {})
    asked = _questions(instrument)
    trial = Trial()
    for name, stored in kept.get("answers", {}).items():
        field = field_of(name)
        if field.path in asked:
            try:
                trial.answers[field] = from_json(asked[field.path].kind, stored)
            except ValueError:
                continue
    for name, ids in kept.get("rows", {}).items():
        trial.rows[field_of(name)] = tuple(ids)
    return trial


def forget_trial(session: SessionBase, version: Version) -> None:
    session.pop(_key(version), None)


def take(trial: Trial, data: QueryDict, instrument: Instrument, language: str) -> Tried:
    """Put every answer of a page into the trial; what cannot be read is handed back."""
    asked = _questions(instrument)
    typed: dict[Field, Sequence[str]] = {}
    unreadable: dict[Field, Unreadable] = {}
    for key in data:
        field = place_from(key.removeprefix(BASE)) if key.startswith(BASE) else None
        question = asked.get(field.path) if field else None
        if field is None or question is None or question.kind is Kind.FILE:
            continue
        values = data.getlist(name_of(field))
        try:
            trial.answers[field] = read(question, values, None, language=language)
        except UnreadableAnswerError as problem:
            typed[field], unreadable[field] = values, problem.kind
    return Tried(typed, unreadable)


def place_from(name: str) -> Field | None:
    """The field of a name a browser sent, None for any other text."""
    try:
        return field_of(name)
    except ValueError:
        return None


def _key(version: Version) -> str:
    return f"preview {version.pk}"


def _questions(instrument: Instrument) -> dict[str, Question]:
    asked = asked_of(instrument).items()
    return {path: question for path, question in asked if question.is_answerable}
