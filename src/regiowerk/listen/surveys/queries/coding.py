"""Open answers with what they were coded with, and the choice of them somebody looks for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db.models import Max

from regiowerk.ground.process.models import Process
from regiowerk.listen.codes.models import Code
from regiowerk.listen.codes.queries import Book
from regiowerk.listen.surveys.domain.field_names import rows_text
from regiowerk.listen.surveys.domain.passages import Passage, stretches
from regiowerk.listen.surveys.models import Coding, Wave
from regiowerk.listen.surveys.queries.open_answers import OpenAnswer

MOST_WORDS = 6

type _Place = tuple[int, str, str]


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of an answer and the codes that lie on it, by name."""

    text: str
    codes: tuple[Code, ...]

    @property
    def names(self) -> str:
        return ", ".join(code.name for code in self.codes)


@dataclass(frozen=True)
class CodedAnswer:
    """An answer with its codings; each counts as the code its own was merged into."""

    answer: OpenAnswer
    codings: tuple[Coding, ...]
    book: Book

    @cached_property
    def codes(self) -> tuple[Code, ...]:
        """The codes it has, each once, as they stand in the tree."""
        wanted = {self.book.tree.standing(one.code_id) for one in self.codings}
        return tuple(code for _depth, code in self.book.standing if code.pk in wanted)

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The text cut where passages begin and end."""
        places = [Passage(one.start, one.end) for one in self.codings]
        return tuple(
            Mark(part.text, self._codes_at(part.marks))
            for part in stretches(self.answer.text, places)
        )

    @property
    def told(self) -> tuple[tuple[Coding, Code], ...]:
        """Each coding with the code it counts as, in the order of the text."""
        ordered = sorted(self.codings, key=lambda one: (one.start, one.end, one.pk))
        return tuple((one, self.book.meaning(one.code_id)) for one in ordered)

    def _codes_at(self, numbers: Sequence[int]) -> tuple[Code, ...]:
        found = (self.book.meaning(self.codings[number].code_id) for number in numbers)
        return tuple(dict.fromkeys(found))


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which answers somebody looks for; empty: all of them."""

    question: str = ""
    code: str = ""  # its key
    is_uncoded: bool = False
    words: str = ""
    coder: int = 0

    @property
    def is_everything(self) -> bool:
        return self == Wanted(coder=self.coder)


def codings_of(wave: Wave, until: datetime | None = None) -> tuple[Coding, ...]:
    """Everything that was coded in a wave, whether its words still stand there or not."""
    found = Coding.objects.filter(submission__participation__wave=wave)
    if until is not None:
        found = found.filter(coded_at__lte=until)
    return tuple(found.select_related("submission").order_by("start", "end", "pk"))


def coded(
    answers: Iterable[OpenAnswer], codings: Iterable[Coding], book: Book
) -> list[CodedAnswer]:
    """Answers with the codings that still lie on their words.

    Codings stay with the organisation's answer: handed in again with the same words at the same place,
    it is still coded.
    """
    by_place: dict[_Place, list[Coding]] = {}
    for one in codings:
        place = (one.submission.participation_id, one.path, one.rows)
        by_place.setdefault(place, []).append(one)
    return [_coded(answer, by_place, book) for answer in answers]


def _coded(answer: OpenAnswer, by_place: Mapping[_Place, list[Coding]], book: Book) -> CodedAnswer:
    place = (answer.submission.participation_id, answer.field.path, rows_text(answer.field.rows))
    standing: dict[tuple[int, int, int, int], Coding] = {}
    for one in by_place.get(place, ()):
        if Passage(one.start, one.end).of(answer.text) == one.words:
            standing[one.start, one.end, one.code_id, one.coder] = one
    return CodedAnswer(answer, tuple(standing.values()), book)


def chosen(answers: Iterable[CodedAnswer], wanted: Wanted, book: Book) -> list[CodedAnswer]:
    """Those somebody looks for; a code stands for everything below it too."""
    code = book.by_key(wanted.code) if wanted.code else None
    codes = book.tree.below(book.tree.standing(code.pk)) if code else frozenset()
    words = [word.casefold() for word in wanted.words.split()[:MOST_WORDS]]
    return [
        one
        for one in answers
        if wanted.question in ("", one.answer.question.path)
        and not (wanted.is_uncoded and one.codings)
        and (not wanted.code or any(found.pk in codes for found in one.codes))
        and all(word in f"{one.answer.text} {one.answer.organisation}".casefold() for word in words)
    ]


def of_coder(codings: Iterable[Coding], coder: int) -> tuple[Coding, ...]:
    """Those of one person; of everybody for 0."""
    return tuple(one for one in codings if coder in (0, one.coder))


def coders_in(codings: Iterable[Coding]) -> dict[int, str]:
    """Who coded, by number; only the project office learns the names."""
    return dict(sorted({one.coder: one.coded_by for one in codings}.items()))


def coder_number(process: Process, name: str) -> int:
    """The number of a person among those who code in a process; the next one for a new person."""
    codings = Coding.objects.filter(submission__participation__wave__survey__process=process)
    known = codings.filter(coded_by=name).values_list("coder", flat=True).first()
    if known is not None:
        return known
    last: int | None = codings.aggregate(last=Max("coder"))["last"]
    return (last or 0) + 1
