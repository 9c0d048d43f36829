"""Which themes were found in what organisations wrote in their own words, for a release to freeze."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from regiowerk.ground.journal.domain.frozen import fingerprint
from regiowerk.listen.codes.domain.freezing import Record
from regiowerk.listen.codes.queries import Book, book_of, record_in
from regiowerk.listen.questionnaires.domain.answers import Value
from regiowerk.listen.surveys.domain.evaluation.shapes import Form, Shape
from regiowerk.listen.surveys.models import Submission, Wave
from regiowerk.listen.surveys.queries.coding import CodedAnswer, coded, codings_of
from regiowerk.listen.surveys.queries.exports.classes import Audience
from regiowerk.listen.surveys.queries.open_answers import open_answers

type Themes = Mapping[int, frozenset[str]]  # by submission: keys of codes, with those above them
type Given = Mapping[int, tuple[Value, ...]]


@dataclass(frozen=True, slots=True)
class Theming:
    """What was found in the open answers of a wave; nothing where nobody coded."""

    record: Record | None = None  # the codebook it was found with
    labels: Mapping[str, str] = field(default_factory=dict)  # by key, in the order of the codebook
    themes: Mapping[str, Themes] = field(default_factory=dict)  # by path of the question

    @property
    def codebook(self) -> str:
        """SHA-256 of the codebook."""
        return "" if self.record is None else fingerprint(self.record)

    def shaped(self, shapes: Sequence[Shape]) -> tuple[Shape, ...]:
        """The shapes with the themes of open questions as their answers."""
        return tuple(self._shaped(shape) for shape in shapes)

    def _shaped(self, shape: Shape) -> Shape:
        if shape.form is not Form.TEXT or shape.path not in self.themes:
            return shape
        found = frozenset().union(*self.themes[shape.path].values())
        codes = tuple(code for code in self.labels if code in found)
        return replace(shape, codes=codes, answers=tuple(self.labels[code] for code in codes))

    def given(
        self, shapes: Sequence[Shape], submission: Submission, answers: Given
    ) -> dict[int, tuple[Value, ...]]:
        """What an organisation answered, with the themes in place of its own words."""
        return {
            number: self._themes(shapes[number], submission) or values
            for number, values in answers.items()
        }

    def _themes(self, shape: Shape, submission: Submission) -> tuple[Value, ...]:
        if shape.form is not Form.TEXT or not shape.codes:
            return ()
        found = self.themes[shape.path].get(submission.pk, frozenset())
        return (tuple(code for code in shape.codes if code in found),)


def theming_of(
    wave: Wave, language: str, submissions: Sequence[Submission], until: datetime | None
) -> Theming:
    """The themes of the answers in some submissions, as they were coded `until` then."""
    codings = codings_of(wave, until)
    if not codings:
        return Theming()
    process = wave.survey.process
    book = book_of(process)
    keys = [one.pk for one in submissions]
    written = open_answers(wave, Audience.OFFICE, language, submissions=keys, until=until)
    themes: dict[str, dict[int, frozenset[str]]] = {}
    for one in coded(written.answers, codings, book):
        if one.codes:
            found = themes.setdefault(one.answer.question.path, {})
            place = one.answer.submission.pk
            found[place] = found.get(place, frozenset()) | _with_above(one, book)
    labels = {code.key: book.path(code) for _depth, code in book.standing}
    return Theming(record_in(book, process), labels, themes)


def _with_above(one: CodedAnswer, book: Book) -> frozenset[str]:
    found = {code.pk for code in one.codes}
    found |= {above for code in one.codes for above in book.tree.ancestors(code.pk)}
    return frozenset(book.codes[code].key for code in found)
