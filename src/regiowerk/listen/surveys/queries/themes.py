"""How many organisations speak of which theme, and how far those who coded agree.

Of questions told in totals only, nothing is counted here but what may be told of them: the themes that
enough organisations brought up, without their numbers.  Everything is counted by organisation, whatever
the number of passages.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from regiowerk.listen.codes.domain.agreement import Agreement, cohen_kappa, krippendorff_alpha
from regiowerk.listen.codes.domain.tree import Count
from regiowerk.listen.codes.models import Code
from regiowerk.listen.codes.queries import Book
from regiowerk.listen.questionnaires.domain.instrument import Visibility
from regiowerk.listen.surveys.domain.disclosure.tables import Protection
from regiowerk.listen.surveys.domain.disclosure.themes import safe_themes
from regiowerk.listen.surveys.queries.coding import CodedAnswer
from regiowerk.listen.surveys.queries.open_answers import OpenQuestion


@dataclass(frozen=True, slots=True)
class Theme:
    """A code with the number of organisations that speak of it."""

    code: Code
    depth: int
    count: Count


@dataclass(frozen=True, slots=True)
class Themes:
    """The themes of one question, or of all that are counted exactly."""

    question: OpenQuestion | None
    organisations: int  # that wrote something
    uncoded: int  # answers nobody has coded
    counted: tuple[Theme, ...] = ()
    named: tuple[Code, ...] = ()  # that enough brought up, where numbers are not told
    least: int = 0  # how many are enough
    are_more: bool = False

    @property
    def is_protected(self) -> bool:
        return self.question is not None and _is_protected(self.question)


@dataclass(frozen=True, slots=True)
class CodeAgreement:
    """How far people agree on one code; kappa where exactly two of them coded."""

    code: Code
    alpha: Agreement
    kappa: Agreement | None


@dataclass(frozen=True, slots=True)
class Agreements:
    """Agreement on every code over the answers that more than one person coded."""

    coders: int
    answers: int
    codes: tuple[CodeAgreement, ...] = ()


def themes_of(
    question: OpenQuestion, answers: Iterable[CodedAnswer], book: Book, least: int
) -> Themes:
    """What one question is about; with numbers or without, as its class allows."""
    own = [one for one in answers if one.answer.question == question]
    if not _is_protected(question):
        return _counted(question, own, book)
    counts = {code: count.with_below for code, count in _counts(own, book).items()}
    safe = safe_themes({str(code): count for code, count in counts.items()}, Protection(least))
    wanted = {int(code) for code in safe.codes}
    return Themes(
        question,
        organisations=len({one.answer.participation.pk for one in own}),
        uncoded=sum(not one.codings for one in own),
        named=tuple(code for _depth, code in book.standing if code.pk in wanted),
        least=safe.least,
        are_more=safe.are_more,
    )


def themes_together(answers: Iterable[CodedAnswer], book: Book) -> Themes:
    """What all questions together are about that may be counted exactly."""
    exact = [one for one in answers if not _is_protected(one.answer.question)]
    return _counted(None, exact, book)


def agreements(answers: Iterable[CodedAnswer], book: Book) -> Agreements:
    """How far people agree, answer by answer: whether a code was used in it at all.

    An answer counts for those who coded anything in it; who read it and found nothing is not known.
    """
    judged = [found for one in answers if len(found := _judgements(one)) > 1]
    coders = sorted({coder for found in judged for coder in found})
    codes = {code for found in judged for used in found.values() for code in used}
    return Agreements(
        coders=len(coders),
        answers=len(judged),
        codes=tuple(
            _agreement(code, judged, coders) for _d, code in book.standing if code.pk in codes
        ),
    )


def _is_protected(question: OpenQuestion) -> bool:
    return question.visibility is Visibility.AGGREGATE


def _counted(question: OpenQuestion | None, own: list[CodedAnswer], book: Book) -> Themes:
    counts = _counts(own, book)
    return Themes(
        question,
        organisations=len({one.answer.participation.pk for one in own}),
        uncoded=sum(not one.codings for one in own),
        counted=tuple(
            Theme(code, depth, counts[code.pk])
            for depth, code in book.standing
            if counts[code.pk].with_below
        ),
    )


def _counts(answers: Iterable[CodedAnswer], book: Book) -> dict[int, Count]:
    sources: dict[int, set[int]] = {}
    for one in answers:
        for code in one.codes:
            sources.setdefault(code.pk, set()).add(one.answer.participation.pk)
    return book.tree.counts(sources)


def _judgements(one: CodedAnswer) -> dict[int, set[int]]:
    """Which codes each person used in an answer."""
    found: dict[int, set[int]] = {}
    for coding, code in one.told:
        found.setdefault(coding.coder, set()).add(code.pk)
    return found


def _agreement(code: Code, judged: list[dict[int, set[int]]], coders: list[int]) -> CodeAgreement:
    units = [
        [code.pk in found[coder] if coder in found else None for coder in coders]
        for found in judged
    ]
    pairs = [(bool(one), bool(other)) for unit in units for one, other in combinations(unit, 2)]
    is_pair = len(coders) == 2
    return CodeAgreement(code, krippendorff_alpha(units), cohen_kappa(pairs) if is_pair else None)
