"""What a section is made of when it is shown.  Pure; the templates named here draw it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field as entry
from typing import ClassVar

from regiowerk.listen.questionnaires.domain.answers import Field, Upload


@dataclass(frozen=True, slots=True)
class FieldNote:
    """What stands beside an answer: which revision, by whom and when, what is to be settled."""

    base: int | None = None
    saved: str = ""  # by whom and when, in words
    author: str = ""
    conflict: tuple[str, ...] | None = None  # both answers in words: what stands, what came later
    remarks: int = 0
    is_unconfirmed: bool = False  # filled in beforehand and not looked at yet
    unit_hint: str = ""  # the department that probably knows
    is_not_agreed: bool = False  # both answers were kept on purpose
    settle_address: str = ""  # where a choice between two answers is posted to
    remarks_address: str = ""

    @property
    def is_plain(self) -> bool:
        """Whether nothing is to be settled or confirmed, which is mostly so."""
        return self.conflict is None and not self.is_unconfirmed and not self.unit_hint


NO_NOTE = FieldNote()


@dataclass(frozen=True, slots=True)
class Option:
    """One choice as it is offered."""

    code: str
    label: str
    is_chosen: bool = False
    is_offered: bool = True
    place: int | None = None  # in a ranking
    group: str = ""


@dataclass(frozen=True, slots=True)
class QuestionBlock:
    """One question of one row, with everything its control needs.

    Two of them that differ only in what stands beside the answer are equal: they look the same.
    """

    template: ClassVar[str] = "questionnaires/answering/question.html"

    field: Field
    name: str  # of the control; the id of the frame is the same
    kind: str
    look: str  # radios, scale, select, checks, rank, text, long, number, date, yes, file, note, calculated
    label: str
    hint: str = ""
    why: str = ""
    visibility: str = ""
    circle: str = ""  # who will see the answer, in words
    min_cell: int | None = None
    sign_off: str = ""
    is_relevant: bool = True
    is_required: bool = False
    is_read_only: bool = False
    problem: str = ""
    message: str = ""  # what to say about the problem
    values: tuple[str, ...] = ()  # as the control shows them: as typed, or as stored
    shown: str = ""  # in words
    options: tuple[Option, ...] = ()
    measure: str = ""  # "Euro"
    least: str = ""
    most: str = ""
    step: str = ""
    endings: tuple[str, ...] = ()
    largest: int = 0
    upload: Upload | None = None
    language: str = ""
    column: str = ""  # heading of the table it is a row of
    note: FieldNote = entry(default=NO_NOTE, compare=False)

    @property
    def is_plain(self) -> bool:
        """Whether one component draws it whole, in a tenth of the time; mostly so."""
        return self.note.is_plain

    @property
    def value(self) -> str:
        return self.values[0] if self.values else ""

    @property
    def is_answered(self) -> bool:
        return bool(self.values)

    @property
    def places(self) -> range:
        return range(1, len(self.options) + 1)

    @property
    def groups(self) -> dict[str, list[Option]]:
        """Choices by their groups, both in the author's order."""
        found: dict[str, list[Option]] = {}
        for option in self.options:
            found.setdefault(option.group, []).append(option)
        return found

    def questions(self) -> Iterator[QuestionBlock]:
        yield self


@dataclass(frozen=True, slots=True)
class GroupBlock:
    """Questions under a heading of their own."""

    template: ClassVar[str] = "questionnaires/answering/group.html"

    field: Field
    name: str
    label: str
    hint: str
    is_relevant: bool
    level: int
    blocks: tuple[Block, ...]

    def questions(self) -> Iterator[QuestionBlock]:
        return _questions(self.blocks)


@dataclass(frozen=True, slots=True)
class MatrixBlock:
    """Several questions with the same choices; a table on wide screens, groups of choices else."""

    template: ClassVar[str] = "questionnaires/answering/matrix.html"

    field: Field
    name: str
    label: str
    hint: str
    is_relevant: bool
    level: int
    columns: tuple[Option, ...]
    rows: tuple[QuestionBlock, ...]

    @property
    def first(self) -> QuestionBlock:
        return self.rows[0]

    @property
    def sees_alike(self) -> bool:
        """Whether one sentence tells for all rows who will see the answers."""
        return len({(row.visibility, row.min_cell) for row in self.rows}) == 1

    def questions(self) -> Iterator[QuestionBlock]:
        return _questions(self.rows)


@dataclass(frozen=True, slots=True)
class RowBlock:
    """One entry of a repeat; its name is the place of the entry itself."""

    field: Field
    name: str
    number: int
    title: str  # the first text that was answered in it
    blocks: tuple[Block, ...]
    label: str = ""  # what the entries are called together

    @property
    def heading(self) -> str:
        """How an entry is called: its number, and what was answered first."""
        head = f"{self.label} {self.number}".strip()
        return f"{head}: {self.title}" if self.title else head

    @property
    def id(self) -> str:
        return self.field.rows[-1]

    def questions(self) -> Iterator[QuestionBlock]:
        return _questions(self.blocks)


@dataclass(frozen=True, slots=True)
class RepeatBlock:
    """The same questions once per entry."""

    template: ClassVar[str] = "questionnaires/answering/repeat.html"

    field: Field
    name: str
    label: str
    hint: str
    is_relevant: bool
    level: int
    rows: tuple[RowBlock, ...]
    wanted: int | None  # how many entries another answer asks for; None: as many as one likes

    @property
    def is_free(self) -> bool:
        return self.wanted is None

    def questions(self) -> Iterator[QuestionBlock]:
        return _questions(self.rows)


type Block = QuestionBlock | GroupBlock | MatrixBlock | RepeatBlock


@dataclass(frozen=True, slots=True)
class SectionPage:
    """One section on one page."""

    name: str
    label: str
    hint: str
    language: str
    minutes: int  # that what is still open takes
    blocks: tuple[Block, ...]

    def questions(self) -> Iterator[QuestionBlock]:
        """All questions of the page in the author's order."""
        return _questions(self.blocks)

    @property
    def problems(self) -> list[QuestionBlock]:
        """What has to be looked at, for the summary above."""
        return [block for block in self.questions() if block.message and block.is_relevant]


def _questions(blocks: tuple[Block | RowBlock, ...]) -> Iterator[QuestionBlock]:
    for block in blocks:
        yield from block.questions()
