"""One filled questionnaire, evaluated incrementally."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping

from regiowerk.listen.questionnaires.domain.answers import Field, Value
from regiowerk.listen.questionnaires.domain.expressions.nodes import Node
from regiowerk.listen.questionnaires.domain.expressions.running import Run, Surroundings
from regiowerk.listen.questionnaires.domain.expressions.values import to_number
from regiowerk.listen.questionnaires.domain.instrument import Question, Repeat, Words
from regiowerk.listen.questionnaires.domain.logic.cells import Cell
from regiowerk.listen.questionnaires.domain.logic.compiled import Logic
from regiowerk.listen.questionnaires.domain.logic.judging import Judge
from regiowerk.listen.questionnaires.domain.logic.results import scalar_of, value_of, value_of_text
from regiowerk.listen.questionnaires.domain.logic.saying import fill_in
from regiowerk.listen.questionnaires.domain.logic.settling import Settling
from regiowerk.listen.questionnaires.domain.logic.spots import ROOT, Spot
from regiowerk.listen.questionnaires.domain.logic.states import Changes, FieldState

MAX_WANTED_ROWS = 1_000


class Sheet:
    """All answers of one organisation under the rules of one questionnaire.

    After any sequence of changes it is in the state a new sheet with the same answers would have.
    One that is only read, and never changed, need not be judged: then no limits are looked at.
    """

    def __init__(
        self,
        logic: Logic,
        answers: Mapping[Field, Value],
        rows: Mapping[Field, tuple[str, ...]],
        surroundings: Surroundings,
        *,
        is_judged: bool = True,
    ) -> None:
        self.logic = logic
        self.root = Node(ROOT)
        self.root.attributes["id"] = logic.instrument.key
        run = Run(
            surroundings,
            self.root,
            logic.instances,
            language=logic.instrument.default_language,
        )
        self._judge = Judge(run)
        self._cells: dict[Field, Cell] = {}
        self._by_path: dict[str, dict[tuple[str, ...], Cell]] = {path: {} for path in logic.entries}
        self._top = self._build(logic.spots.root, self.root, (), answers, rows)
        self._settling = Settling(logic, self._judge, self._by_path)
        self._settling.settle_all(is_judged=is_judged)

    # what stands in it

    def fields(self) -> Iterator[Field]:
        """Every question field of every row in the author's order, relevant or not."""
        return (cell.field for cell in _questions(self._top))

    def fields_under(self, names: Collection[str]) -> Iterator[Field]:
        """The same, of some items of the first level only: of a section, for example."""
        tops = [cell for cell in self._top if cell.name in names]
        return (cell.field for cell in _questions(tops))

    def state(self, field: Field) -> FieldState:
        """One field now.  Raises KeyError for a place that is no question of this sheet."""
        state = self._cells[field].state
        if state is None:
            raise KeyError(field)
        return state

    def is_group_relevant(self, group: Field) -> bool:
        """Whether a group, repeat or row is shown.  Raises KeyError for an unknown place."""
        return not self._cells[group].is_hidden

    def rows_of(self, repeat: Field) -> tuple[str, ...]:
        """The ids of the rows in order.  Raises KeyError for an unknown place."""
        return tuple(row.rows[-1] for row in self._repeat(repeat).members)

    def wanted_rows(self, repeat: Field) -> int | None:
        """How many rows the author's count asks for; None when it does not say."""
        cell = self._repeat(repeat)
        if cell.entry.count is None or cell.is_hidden:
            return None
        result = self._judge.run(cell, cell.entry.count)
        number = math.nan if result is None else to_number(result)
        return None if math.isnan(number) else int(max(0, min(MAX_WANTED_ROWS, number)))

    # what changes it

    def change(self, field: Field, value: Value) -> Changes:
        """Put an answer.  Raises KeyError for a place that is no question of this sheet."""
        cell = self._cells[field]
        if cell.state is None:
            raise KeyError(field)
        cell.answer = value
        scalar = scalar_of(value)
        is_new = cell.entry.calculation is None and _differs(cell.scalar, scalar)
        if is_new:
            cell.scalar = scalar
        return self._settling.after_answer(cell, is_new=is_new)

    def add_row(self, repeat: Field, row_id: str) -> Changes:
        """Put an empty row at the end.  Raises KeyError, and ValueError for an id in use."""
        holder = self._repeat(repeat)
        if row_id in self.rows_of(repeat):
            message = f"row {row_id} exists"
            raise ValueError(message)
        row = self._row(holder, row_id, {}, {})
        row.is_hidden = holder.is_hidden
        cells = [row, *_all_below(row)]
        return self._settling.after_rows(holder, added=cells, removed=[])

    def remove_row(self, repeat: Field, row_id: str) -> Changes:
        """Take a row out.  Raises KeyError when there is none of this id."""
        holder = self._repeat(repeat)
        row = self._cells[Field(repeat.path, (*repeat.rows, row_id))]
        cells = [row, *_all_below(row)]
        holder.members.remove(row)
        row.siblings().remove(row)
        for cell in cells:
            del self._cells[cell.field]
            self._by_path[cell.entry.spot.path].pop(cell.rows, None)
        return self._settling.after_rows(holder, added=[], removed=cells)

    # what it says

    def defaults(self) -> Mapping[Field, Value]:
        """What unanswered questions start with, where the author gave a default."""
        found: dict[Field, Value] = {}
        for cell in _questions(self._top):
            item = cell.entry.spot.item
            if isinstance(item, Question) and item.default and item.is_answerable:
                value = self._default(cell, item)
                if cell.answer is None and value is not None:
                    found[cell.field] = value
        return found

    def _default(self, cell: Cell, item: Question) -> Value:
        if cell.entry.default is None:
            return value_of_text(item.default, item.kind)
        result = self._judge.run(cell, cell.entry.default)
        return None if result is None else value_of(result, item.kind)

    def say(self, words: Words, at: Field, language: str) -> str:
        """A text in a language, with every ${name} replaced by what is shown there."""
        return fill_in(words, self._cells.get(at), self.root, self.logic, language)

    # how it is built

    def _repeat(self, repeat: Field) -> Cell:
        cell = self._cells[repeat]
        if not isinstance(cell.entry.spot.item, Repeat) or cell.name in _own_row(cell):
            raise KeyError(repeat)
        return cell

    def _build(
        self,
        spot: Spot,
        parent: Node,
        rows: tuple[str, ...],
        answers: Mapping[Field, Value],
        row_ids: Mapping[Field, tuple[str, ...]],
    ) -> list[Cell]:
        return [
            self._cell(child, parent, rows, answers, row_ids) for child in spot.children.values()
        ]

    def _cell(
        self,
        spot: Spot,
        parent: Node,
        rows: tuple[str, ...],
        answers: Mapping[Field, Value],
        row_ids: Mapping[Field, tuple[str, ...]],
    ) -> Cell:
        field = Field(spot.path, rows)
        cell = Cell(self.logic.entries[spot.path], parent, rows, answers.get(field))
        self._cells[field] = cell
        self._by_path[spot.path][rows] = cell
        if spot.is_repeat:
            parent.children[spot.name] = []
            for row_id in dict.fromkeys(row_ids.get(field, ())):
                self._row(cell, row_id, answers, row_ids)
            return cell
        parent.children[spot.name] = [cell]
        cell.members = self._build(spot, cell, rows, answers, row_ids)
        return cell

    def _row(
        self,
        holder: Cell,
        row_id: str,
        answers: Mapping[Field, Value],
        row_ids: Mapping[Field, tuple[str, ...]],
    ) -> Cell:
        rows = (*holder.rows, row_id)
        parent = holder.parent or self.root
        row = Cell(holder.entry, parent, rows, None)
        self._cells[row.field] = row
        parent.children[holder.name].append(row)
        holder.members.append(row)
        row.members = self._build(holder.entry.spot, row, rows, answers, row_ids)
        return row


def _own_row(cell: Cell) -> tuple[str, ...]:
    """The name of a repeat for one of its rows, nothing for the repeat itself."""
    return (cell.name,) if len(cell.rows) == len(cell.entry.spot.rows) else ()


def _differs(one: object, other: object) -> bool:
    return one != other or type(one) is not type(other)


def _questions(cells: list[Cell]) -> Iterator[Cell]:
    for cell in cells:
        if isinstance(cell.entry.spot.item, Question):
            yield cell
        else:
            yield from _questions(cell.members)


def _all_below(cell: Cell) -> Iterator[Cell]:
    for member in cell.members:
        yield member
        yield from _all_below(member)
