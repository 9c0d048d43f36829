"""The nodes of a filled questionnaire."""

from __future__ import annotations

from regiowerk.listen.questionnaires.domain.answers import Field, Value
from regiowerk.listen.questionnaires.domain.expressions.nodes import Node
from regiowerk.listen.questionnaires.domain.logic.entries import Entry
from regiowerk.listen.questionnaires.domain.logic.results import scalar_of
from regiowerk.listen.questionnaires.domain.logic.states import FieldState


class Cell(Node):
    """One question, group or row.

    A repeat has a cell of its own beside its rows, which stands in nobody's children: it carries
    the repeat's relevance when there is no row.
    """

    __slots__ = ("answer", "entry", "field", "has_trouble", "members", "place", "rows", "state")

    def __init__(self, entry: Entry, parent: Node, rows: tuple[str, ...], answer: Value) -> None:
        super().__init__(entry.spot.name, parent, scalar_of(answer))
        self.entry = entry
        self.rows = rows
        self.field = Field(entry.spot.path, rows)  # where it stands, as others name it
        self.answer = answer
        self.place = "|".join((entry.spot.path, *rows))
        self.has_trouble = False  # its relevance or calculation could not be computed
        self.state: FieldState | None = None
        self.members: list[Cell] = []  # of a repeat: its rows; of a group or row: what stands in it
