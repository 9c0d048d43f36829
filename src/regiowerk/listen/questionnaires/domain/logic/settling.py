"""After a change: everything that depends on it, once, in the order of dependence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from heapq import heappop, heappush

from regiowerk.listen.questionnaires.domain.answers import Field
from regiowerk.listen.questionnaires.domain.instrument import Question
from regiowerk.listen.questionnaires.domain.logic.cells import Cell
from regiowerk.listen.questionnaires.domain.logic.compiled import Logic
from regiowerk.listen.questionnaires.domain.logic.judging import Judge
from regiowerk.listen.questionnaires.domain.logic.states import Changes, FieldState

type ByPath = Mapping[str, Mapping[tuple[str, ...], Cell]]


class Settling:
    """Brings cells up to date.  Cost grows with what depends on a change, not with the sheet."""

    def __init__(self, logic: Logic, judge: Judge, by_path: ByPath) -> None:
        self._logic = logic
        self._judge = judge
        self._by_path = by_path
        self._clear()

    def _clear(self) -> None:
        self._heap: list[tuple[int, int, Cell]] = []
        self._queued: set[int] = set()
        self._checks: dict[int, Cell] = {}
        self._groups: dict[Field, bool] = {}

    def settle_all(self, *, is_judged: bool) -> None:
        """Bring every cell up to date, for a new sheet; unjudged ones have no problems told."""
        judge = self._judge.state if is_judged else self._judge.bare_state
        for entry in self._logic.in_order:
            for cell in self._by_path[entry.spot.path].values():
                self._judge.move(cell)
                _hide_rows(cell)
        for path, entry in self._logic.entries.items():
            if isinstance(entry.spot.item, Question):
                for cell in self._by_path[path].values():
                    cell.state = judge(cell, entry.spot.item)

    def after_answer(self, cell: Cell, *, is_new: bool) -> Changes:
        """What an answer moved."""
        self._checks[id(cell)] = cell
        if is_new:
            self._tell_readers(cell.entry.spot.path, cell.rows)
        if cell.entry.calculation is not None:
            self._queue(cell)
        return self._settle((), ())

    def after_rows(self, holder: Cell, *, added: list[Cell], removed: list[Cell]) -> Changes:
        """What rows that came or went moved."""
        for cell in [holder, *added[1:], *removed[1:]]:
            self._tell_readers(cell.entry.spot.path, holder.rows)
        for cell in added[1:]:
            self._queue(cell)
            self._checks[id(cell)] = cell
        return self._settle(_fields(added), _fields(removed))

    def _settle(self, added: tuple[Field, ...], removed: tuple[Field, ...]) -> Changes:
        while self._heap:
            _, number, cell = heappop(self._heap)
            self._queued.discard(number)
            was_hidden = cell.is_hidden
            if self._judge.move(cell):
                self._tell_readers(cell.entry.spot.path, cell.rows)
            self._checks[id(cell)] = cell
            if cell.is_hidden != was_hidden:
                self._pass_down(cell)
        changes = Changes(self._restate(), self._groups, added, removed)
        self._clear()
        return changes

    def _restate(self) -> dict[Field, FieldState]:
        changed: dict[Field, FieldState] = {}
        for cell in self._checks.values():
            item = cell.entry.spot.item
            if not isinstance(item, Question):
                continue
            state = self._judge.state(cell, item)
            if state != cell.state or type(state.value) is not type(cell.state.value):
                cell.state = changed[cell.field] = state
        return changed

    def _pass_down(self, cell: Cell) -> None:
        """A group that came or went takes along what stands in it."""
        if isinstance(cell.entry.spot.item, Question):
            return
        self._groups[cell.field] = not cell.is_hidden
        _hide_rows(cell)
        for inner in _standing_in(cell):
            self._queue(inner)

    def _queue(self, cell: Cell) -> None:
        if id(cell) not in self._queued:
            self._queued.add(id(cell))
            heappush(self._heap, (cell.entry.order, id(cell), cell))

    def _tell_readers(self, path: str, rows: tuple[str, ...]) -> None:
        for reader in self._logic.readers.get(path, ()):
            for cell in self._sharing(reader.entry.spot.path, rows, reader.shared):
                if reader.is_core:
                    self._queue(cell)
                else:
                    self._checks[id(cell)] = cell

    def _sharing(self, path: str, rows: tuple[str, ...], shared: int) -> Iterable[Cell]:
        """The cells of a path whose first row ids are these."""
        cells = self._by_path[path]
        shared = min(shared, len(rows))
        if not shared:
            return list(cells.values())
        wanted = rows[:shared]
        exact = cells.get(wanted)
        if exact is not None:
            return (exact,)
        return [cell for its_rows, cell in cells.items() if its_rows[:shared] == wanted]


def _hide_rows(cell: Cell) -> None:
    if _is_repeat(cell):
        for row in cell.members:
            row.is_hidden = cell.is_hidden


def _is_repeat(cell: Cell) -> bool:
    return cell.entry.spot.is_repeat and len(cell.rows) < len(cell.entry.spot.rows)


def _standing_in(cell: Cell) -> Iterable[Cell]:
    if _is_repeat(cell):
        return [member for row in cell.members for member in row.members]
    return cell.members


def _fields(cells: list[Cell]) -> tuple[Field, ...]:
    return tuple(cell.field for cell in cells if isinstance(cell.entry.spot.item, Question))
