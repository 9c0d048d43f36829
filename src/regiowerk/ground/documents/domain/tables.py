"""How wide the columns of a table are and how high its rows, in points."""

from __future__ import annotations

from dataclasses import dataclass

from regiowerk.ground.documents.domain.face import lines, width, words
from regiowerk.ground.documents.domain.layout import LINE, Frame
from regiowerk.ground.ui.drawings.scene import TableTwin

SIZES = (16.0, 15.0, 14.0, 13.0, 12.0)
ACROSS = 7.0  # left and right of the words in a cell
DOWN = 0.36  # above and below them, in sizes of type


@dataclass(frozen=True, slots=True)
class Grid:
    """A table measured: size of type, columns, and rows beginning with the header."""

    size: float
    columns: tuple[float, ...]
    rows: tuple[float, ...]

    @property
    def height(self) -> float:
        return sum(self.rows)


def grid(twin: TableTwin, frame: Frame) -> Grid:
    """Measure a table at the largest size of type at which it fits its frame; else the smallest."""
    for size in SIZES:
        measured = measure(twin, size, frame.width)
        if measured.height <= frame.height:
            return measured
    return measure(twin, SIZES[-1], frame.width)


def measure(twin: TableTwin, size: float, room: float) -> Grid:
    """Measure a table at one size of type, over the whole room."""
    columns = _columns(twin, size, room)
    header = _row(twin.header, columns, size, bold=True)
    rows = tuple(_row(row, columns, size) for row in twin.rows)
    return Grid(size, columns, (header, *rows))


def _row(
    cells: tuple[str, ...], columns: tuple[float, ...], size: float, *, bold: bool = False
) -> float:
    """The height of a row: its cell with the most lines."""
    most = max(
        lines(cell, size, column - 2 * ACROSS, bold=bold)
        for cell, column in zip(cells, columns, strict=True)
    )
    return round(most * size * LINE + 2 * DOWN * size, 2)


def _columns(twin: TableTwin, size: float, room: float) -> tuple[float, ...]:
    """Columns as wide as their words need; where there is too little room, long texts give way."""
    cells = tuple(zip(twin.header, *twin.rows, strict=True))
    least = [max(_least(cell, size, bold=not at) for at, cell in enumerate(c)) for c in cells]
    most = [max(_whole(cell, size, bold=not at) for at, cell in enumerate(c)) for c in cells]
    if sum(most) <= room:
        return tuple(wide * room / sum(most) for wide in most)
    if sum(least) >= room:
        return tuple(narrow * room / sum(least) for narrow in least)
    left = room - sum(least)
    # the square root keeps one very long text from taking the room of all others
    wishes = [(wide - narrow) ** 0.5 for wide, narrow in zip(most, least, strict=True)]
    return _shared(least, most, wishes, left)


def _shared(
    least: list[float], most: list[float], wishes: list[float], left: float
) -> tuple[float, ...]:
    """Share what is left by the wishes, never giving a column more than it can use."""
    wide = list(least)
    open_columns = [at for at, wish in enumerate(wishes) if wish > 0]
    while left > 0.01 and open_columns:
        total = sum(wishes[at] for at in open_columns)
        given = {at: min(left * wishes[at] / total, most[at] - wide[at]) for at in open_columns}
        for at, share in given.items():
            wide[at] += share
        left -= sum(given.values())
        open_columns = [at for at in open_columns if most[at] - wide[at] > 0.01]
    return tuple(wide)


def _least(cell: str, size: float, *, bold: bool) -> float:
    return max(width(word, size, bold=bold) for word in words(cell)) + 2 * ACROSS + 1


def _whole(cell: str, size: float, *, bold: bool) -> float:
    return width(cell, size, bold=bold) + 2 * ACROSS + 1
