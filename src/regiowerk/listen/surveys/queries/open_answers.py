"""What organisations wrote in their own words, as they handed it in."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from regiowerk.listen.questionnaires.domain.answers import Field
from regiowerk.listen.questionnaires.domain.inputs import name_of
from regiowerk.listen.questionnaires.domain.instrument import (
    Kind,
    Question,
    Visibility,
    questions,
)
from regiowerk.listen.surveys.domain.field_names import rows_text
from regiowerk.listen.surveys.domain.passages import plain_text
from regiowerk.listen.surveys.models import Participation, Submission, Wave
from regiowerk.listen.surveys.queries.exports.classes import MAY_HAVE, Audience
from regiowerk.listen.surveys.queries.exports.reading import Export, export_of, handed_in
from regiowerk.listen.surveys.queries.submissions import record_in
from regiowerk.listen.surveys.queries.versions import known
from regiowerk.listen.surveys.queries.words import question_in_words

# The office reads to code what leaves as themes only; what concerns a person nobody reads by name.
MAY_READ = {
    **MAY_HAVE,
    Audience.OFFICE: MAY_HAVE[Audience.OFFICE] | {Visibility.AGGREGATE},
}


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question answered in words, by its path in all versions together."""

    path: str
    label: str
    visibility: Visibility


@dataclass(frozen=True, slots=True)
class OpenAnswer:
    """What one organisation wrote; the field is that of its own version."""

    submission: Submission
    field: Field
    question: OpenQuestion
    text: str

    @property
    def participation(self) -> Participation:
        return self.submission.participation

    @property
    def organisation(self) -> str:
        return str(self.participation.organisation)

    @property
    def place(self) -> tuple[int, str, str]:
        """Where codings and quotations find it again."""
        return (self.submission.pk, self.field.path, rows_text(self.field.rows))

    @property
    def name(self) -> str:
        """The field in an address."""
        return name_of(self.field)


@dataclass(frozen=True, slots=True)
class OpenAnswers:
    """The open questions of a wave and what was written, question by question."""

    wave: Wave
    questions: tuple[OpenQuestion, ...]
    answers: tuple[OpenAnswer, ...]

    def of(self, path: str) -> tuple[OpenAnswer, ...]:
        return tuple(one for one in self.answers if one.question.path == path)

    def find(self, organisation_key: str, field: Field) -> OpenAnswer | None:
        """What an organisation wrote in one place; None where it wrote nothing to be read."""
        for one in self.answers:
            if one.field == field and one.participation.organisation.key == organisation_key:
                return one
        return None


def open_answers(
    wave: Wave,
    audience: Audience,
    language: str,
    *,
    submissions: Collection[int] | None = None,
    until: datetime | None = None,
) -> OpenAnswers:
    """What a circle may read of a wave, in the author's order; of some submissions only if named."""
    export = export_of(wave, audience, language, until)
    asked = _open_questions(export, MAY_READ[audience])
    found = handed_in(wave, until)
    if submissions is not None:
        found = found.filter(pk__in=submissions)
    order = {path: place for place, path in enumerate(asked)}
    answers = [one for submission in found for one in _written(submission, export, asked)]
    answers.sort(key=lambda one: order[one.question.path])  # organisations stay in theirs
    return OpenAnswers(wave, tuple(asked.values()), tuple(answers))


def open_answer(
    wave: Wave, organisation_key: str, field: Field, language: str
) -> OpenAnswer | None:
    """One answer in words for the office; None where there is none it may read."""
    return open_answers(wave, Audience.OFFICE, language).find(organisation_key, field)


def _open_questions(export: Export, may_read: frozenset[Visibility]) -> dict[str, OpenQuestion]:
    instrument = export.whole.instrument
    return {
        path: OpenQuestion(
            path, question_in_words(placed.item, instrument, export.language), export.classes[path]
        )
        for path, placed in questions(instrument).items()
        if isinstance(placed.item, Question)
        and placed.item.kind is Kind.TEXT
        and export.classes[path] in may_read
    }


def _written(
    submission: Submission, export: Export, asked: dict[str, OpenQuestion]
) -> Iterator[OpenAnswer]:
    submission.participation.wave = export.wave
    layout = known(submission.version).layout
    for one in record_in(submission).get("answers", ()):
        question = layout.questions.get(one["path"])
        if question is None or question.kind is not Kind.TEXT:
            continue
        there = export.whole.path_of(submission.version.content_hash, one["path"])
        text = plain_text(one["value"])
        if there in asked and text.strip():
            field = Field(one["path"], tuple(one["rows"]))
            yield OpenAnswer(submission, field, asked[there], text)
