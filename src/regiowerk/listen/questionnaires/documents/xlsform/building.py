"""From the sheets of a workbook to an instrument, and where each item stands in them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from regiowerk.listen.questionnaires.documents.xlsform.faults import UnreadableFileError
from regiowerk.listen.questionnaires.documents.xlsform.files import ListFiles
from regiowerk.listen.questionnaires.documents.xlsform.items import Items, other_text
from regiowerk.listen.questionnaires.documents.xlsform.lists import (
    OTHER,
    OTHER_WORDS,
    in_languages,
    lists_of,
)
from regiowerk.listen.questionnaires.documents.xlsform.settings import Settings
from regiowerk.listen.questionnaires.documents.xlsform.words import Headings
from regiowerk.listen.questionnaires.domain.instrument import (
    Choice,
    Instrument,
    Item,
    Question,
)
from regiowerk.listen.questionnaires.domain.linting import Findings, Place
from regiowerk.listen.questionnaires.domain.linting.kinds import (
    ListFile,
    Step,
    Typed,
    Unknown,
    type_of,
)
from regiowerk.listen.questionnaires.domain.linting.tables import Row, Workbook, column_of

DEEPEST = 20  # groups inside groups
MOST_ITEMS = 5_000
_NAME = re.compile(r"[^\W\d][\w.-]*\Z")
_ENDS = {Step.END_GROUP: Step.BEGIN_GROUP, Step.END_REPEAT: Step.BEGIN_REPEAT}


@dataclass(slots=True)
class Opened:
    """A group or repeat that has begun and not ended yet."""

    row: Row | None
    step: Step | None
    name: str = ""
    items: list[Item] = field(default_factory=list)

    @property
    def taken(self) -> set[str]:
        return {item.name for item in self.items}


class Building:
    """Goes through the rows once; a fault is told and the next row is read."""

    def __init__(
        self, book: Workbook, settings: Settings, attachments: Mapping[str, bytes], found: Findings
    ) -> None:
        self._found, self._settings = found, settings
        self.survey = Headings(book.survey, column_of, settings.default_language)
        self._items = Items(self.survey, found)
        self._files = ListFiles(attachments, settings.default_language, found)
        external = lists_of(settings.external, found)
        self.lists: dict[str, tuple[Choice, ...]] = external | lists_of(settings.choices, found)
        self.places: dict[str, Row] = {}
        self.metadata: list[str] = []
        self._open = [Opened(None, None)]

    def instrument(self) -> Instrument:
        """The instrument, as far as the rows can be understood."""
        self.survey.tell(self._found)
        if len(self.survey.table.rows) > MOST_ITEMS:
            raise UnreadableFileError("too-many-questions", limit=str(MOST_ITEMS))
        for row in self.survey.table.rows:
            self._read(row)
        while len(self._open) > 1:
            missing = "end_group" if self._open[-1].step is Step.BEGIN_GROUP else "end_repeat"
            self._say("not-ended", self._open[-1].row, "type", name=self._name(), missing=missing)
            self._close()
        kept = dict(self._settings.kept)
        if self.metadata:
            kept["metadata"] = " ".join(dict.fromkeys(self.metadata))
        read = Instrument(
            key=self._settings.key,
            title=self._settings.title,
            items=tuple(self._open[0].items),
            languages=self._settings.languages,
            default_language=self._settings.default_language,
            kept=kept,
        )
        self._files.load_named_by(read)
        return replace(read, choice_lists=self._files.lists | self.lists)

    def place_of(self, path: str, word: str = "") -> Place:
        """Where an item stands in the author's file."""
        row = self.places.get(path)
        return self.survey.table.place(row, self.survey.heading_of(word) if word else "")

    def _read(self, row: Row) -> None:
        cell = self.survey.text(row, "type")
        if not cell:
            if row.cells:
                self._say("no-type", row, "type")
            return
        match type_of(cell):
            case Step() as step:
                self._step(row, step)
            case Typed() as typed:
                self._question(row, typed)
            case ListFile() as file:
                self._list_file(row, cell, file)
            case Unknown() as unknown:
                self._say(unknown.kind, row, "type", type=cell, near=unknown.instead)
            case metadata:
                self.metadata.append(metadata)
                place = self._place(row, "type")
                self._found.note("metadata-not-needed", place, type=cell)

    def _step(self, row: Row, step: Step) -> None:
        if step in _ENDS:
            self._end(row, step)
            return
        if len(self._open) > DEEPEST:
            place = self._place(row, "type")
            raise UnreadableFileError("nested-too-deep", place, limit=str(DEEPEST))
        name = self._claim(row)
        self._open.append(Opened(row, step, name))
        self.places.setdefault(self._path(), row)

    def _end(self, row: Row, step: Step) -> None:
        opened = self._open[-1]
        if opened.step is None:
            self._say("ends-nothing", row, "type", type=step.value)
            return
        if opened.step is not _ENDS[step]:
            begun = opened.step.value
            self._say("ends-another", row, "type", type=step.value, begun=begun, name=opened.name)
        self._close()

    def _close(self) -> None:
        opened = self._open.pop()
        if opened.row is None:
            return
        make = self._items.group if opened.step is Step.BEGIN_GROUP else self._items.repeat
        self._open[-1].items.append(make(opened.row, opened.name, tuple(opened.items)))

    def _question(self, row: Row, typed: Typed) -> None:
        name = self._claim(row)
        question = self._items.question(row, name, typed)
        self.places[f"{self._path()}/{name}"] = row
        self._open[-1].items.append(question)
        if typed.is_from_file:
            self._load(row, question.choice_list, question.parameters)
        if typed.stands_for:
            values = {"name": name, "type": typed.stands_for, "asked": typed.kind.value}
            self._found.warn("type-replaced", self._place(row, "type"), **values)
        if typed.allows_other:
            self._add_other(row, question)

    def _add_other(self, row: Row, asked: Question) -> None:
        if asked.choice_list not in self.lists:
            return
        text = other_text(asked, self._settings.languages)
        self._offer_other(asked.choice_list)
        self.places[f"{self._path()}/{text.name}"] = row
        if self._is_taken(text.name, row):
            return
        self._open[-1].items.append(text)
        place = self._place(row, "type")
        self._found.note("other-made-explicit", place, question=asked.name, text=text.name)

    def _offer_other(self, choice_list: str) -> None:
        choices = self.lists[choice_list]
        if all(choice.code != OTHER for choice in choices):
            label = in_languages(OTHER_WORDS, self._settings.languages)
            self.lists[choice_list] = (*choices, Choice(OTHER, label))

    def _load(self, row: Row, name: str, parameters: Mapping[str, str]) -> None:
        self._files.load(
            name, parameters, lambda: self._say("attachment-missing", row, "type", name=name)
        )
        self.lists = self._files.lists | self.lists

    def _list_file(self, row: Row, cell: str, file: ListFile) -> None:
        """A row that only names a file: a list in CSV is read, anything else is told."""
        name = f"{self.survey.text(row, 'name')}.{file.ending}"
        if file.ending == "csv":
            self._load(row, name, {})
        else:
            self._found.warn("list-file-not-read", self._place(row, "type"), name=name, type=cell)

    def _claim(self, row: Row) -> str:
        """The name of a row; a missing or impossible one is told and replaced for the time."""
        name = self.survey.text(row, "name")
        if not name:
            self._say("no-name", row, "name")
            name = f"row_{row.number}"
        elif not _NAME.match(name):
            self._say("bad-name", row, "name", name=name)
        self._is_taken(name, row)
        return name

    def _is_taken(self, name: str, row: Row) -> bool:
        taken = {other.casefold(): other for other in self._open[-1].taken}
        if name.casefold() not in taken:
            return False
        twin = taken[name.casefold()]
        if twin == name:
            self._say("name-twice", row, "name", name=name)
        else:
            place = self._place(row, "name")
            self._found.warn("name-differs-in-case", place, name=name, other=twin)
        return twin == name

    def _path(self) -> str:
        return "".join(f"/{opened.name}" for opened in self._open[1:])

    def _name(self) -> str:
        return self._open[-1].name

    def _place(self, row: Row | None, word: str) -> Place:
        return self.survey.table.place(row, self.survey.heading_of(word))

    def _say(self, kind: str, row: Row | None, word: str, **values: str) -> None:
        self._found.error(kind, self._place(row, word), **values)
