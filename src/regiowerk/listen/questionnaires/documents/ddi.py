"""DDI Codebook 2.5: the description that archives want beside a data set.

It describes the data, not the form: rules are told as text, and nothing is read back from it.
Variables are called like the columns of the tables (domain/columns.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from regiowerk.listen.questionnaires.domain.columns import Column, Table, tables_of
from regiowerk.listen.questionnaires.domain.instrument import (
    Choice,
    Group,
    Instrument,
    Kind,
    Placed,
    Question,
    Repeat,
    Visibility,
    Words,
    questions,
    say,
    walk,
)

NAMESPACE = "ddi:codebook:2_5"
SCHEMA = "http://www.ddialliance.org/Specification/DDI-Codebook/2.5/XMLSchema/codebook.xsd"
_XML = "http://www.w3.org/XML/1998/namespace"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NUMBERS = frozenset({Kind.INTEGER, Kind.DECIMAL, Kind.RANGE})
_REPRESENTATIONS = {Kind.SELECT_ONE: "code", Kind.SELECT_MULTIPLE: "code", Kind.RANK: "code"}


@dataclass(frozen=True, slots=True)
class Key:
    """A column that says whose answers a line holds."""

    name: str
    label: str


@dataclass(frozen=True, slots=True)
class Study:
    """What an archive asks about a survey."""

    identifier: str
    title: str
    office: str
    language: str
    abstract: str = ""
    universe: str = ""  # who was asked
    geography: str = ""
    collected_from: date | None = None
    collected_until: date | None = None
    version: str = ""
    written_on: date | None = None


@dataclass(frozen=True, slots=True)
class DataFile:
    """A CSV file: the path of its repeat ("" for the main table), its name, its lines."""

    path: str
    file_name: str
    cases: int


@dataclass(frozen=True, slots=True)
class Says:
    """The words the description adds, in the language of the study."""

    visibility: Mapping[Visibility, str]
    chosen: str
    not_chosen: str
    row: str


def write_ddi(
    instrument: Instrument,
    study: Study,
    files: Sequence[DataFile],
    *,
    keys: Sequence[Key],
    says: Says,
) -> bytes:
    """The codebook of a data set; the same bytes for the same input."""
    return _Writer(instrument, study, files, keys, says).written()


def row_key(table: Table) -> Iterator[str]:
    """The columns in which the ids of the rows around a line stand, outermost first."""
    yield from (f"row__{path.rpartition('/')[2]}" for path in table.repeats)


class _Writer:
    def __init__(
        self,
        instrument: Instrument,
        study: Study,
        files: Sequence[DataFile],
        keys: Sequence[Key],
        says: Says,
    ) -> None:
        self._instrument = instrument
        self._study = study
        self._keys = keys
        self._says = says
        self._items = {entry.path: entry.item for entry in walk(instrument)}
        self._questions = questions(instrument)
        tables = {table.path: table for table in tables_of(instrument, study.language)}
        self._files = [(file, tables[file.path]) for file in files]

    def written(self) -> bytes:
        root = Element("codeBook", {"version": "2.5", "xmlns": NAMESPACE})
        root.set("xmlns:xsi", _XSI)
        root.set("xsi:schemaLocation", f"{NAMESPACE} {SCHEMA}")
        root.set("xml:lang", self._study.language)
        self._study_description(SubElement(root, "stdyDscr"))
        for number, (file, table) in enumerate(self._files, start=1):
            self._file_description(root, number, file, table)
        data = SubElement(root, "dataDscr")
        self._groups(data)
        for number, (_file, table) in enumerate(self._files, start=1):
            self._variables(data, f"F{number}", table)
        indent(root)
        text: str = tostring(root, encoding="unicode")
        return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()

    # The study and its files.

    def _study_description(self, parent: Element) -> None:
        study = self._study
        citation = SubElement(parent, "citation")
        title = SubElement(citation, "titlStmt")
        _text(title, "titl", study.title)
        for language, text in self._instrument.title.items():
            if text != study.title:
                _text(title, "parTitl", text, language)
        _text(title, "IDNo", study.identifier)
        _text(SubElement(citation, "rspStmt"), "AuthEnty", study.office)
        if study.written_on:
            produced = SubElement(citation, "prodStmt")
            _text(produced, "prodDate", study.written_on.isoformat()).set(
                "date", study.written_on.isoformat()
            )
        if study.version:
            _text(SubElement(citation, "verStmt"), "version", study.version)
        self._study_information(SubElement(parent, "stdyInfo"))

    def _study_information(self, parent: Element) -> None:
        study = self._study
        if study.abstract:
            _text(parent, "abstract", study.abstract)
        summary = SubElement(parent, "sumDscr")
        for event, day in (("start", study.collected_from), ("end", study.collected_until)):
            if day:
                node = _text(summary, "collDate", day.isoformat())
                node.attrib |= {"date": day.isoformat(), "event": event}
        if study.geography:
            _text(summary, "geogCover", study.geography)
        if study.universe:
            _text(summary, "universe", study.universe)

    def _file_description(self, root: Element, number: int, file: DataFile, table: Table) -> None:
        described = SubElement(SubElement(root, "fileDscr", {"ID": f"F{number}"}), "fileTxt")
        _text(described, "fileName", file.file_name)
        size = SubElement(described, "dimensns")
        _text(size, "caseQnty", str(file.cases))
        names = [*self._keys, *row_key(table), *table.columns]
        _text(size, "varQnty", str(len(names)))
        _text(described, "fileType", "text/csv; charset=utf-8")

    # Sections, matrices and repeats.

    def _groups(self, data: Element) -> None:
        columns = [column for _file, table in self._files for column in table.columns]
        headings = [p for p in walk(self._instrument) if not isinstance(p.item, Question)]
        for number, placed in enumerate(headings, start=1):
            inside = [c for c in columns if c.path.startswith(f"{placed.path}/")]
            if inside:
                self._group(data, f"G{number}", placed, inside)

    def _group(self, data: Element, name: str, placed: Placed, inside: list[Column]) -> None:
        group = SubElement(data, "varGrp", {"ID": name, "type": _type_of(placed)})
        group.set("var", " ".join(_id(column.name) for column in inside))
        self._labels(group, placed.item.label)
        if placed.item.relevant:
            _text(group, "universe", placed.item.relevant)

    # Variables.

    def _variables(self, data: Element, file: str, table: Table) -> None:
        for key in self._keys:
            self._key(data, file, key.name, key.label)
        for name in row_key(table):
            self._key(data, file, name, self._says.row)
        for column in table.columns:
            self._variable(data, file, column)

    def _key(self, data: Element, file: str, name: str, label: str) -> None:
        # The same key stands in every file; an ID may stand only once.
        variable = SubElement(data, "var", {"ID": f"{file}_{name}", "name": name, "files": file})
        _text(variable, "labl", label, self._study.language)
        SubElement(variable, "varFormat", {"type": "character", "schema": "other"})

    def _variable(self, data: Element, file: str, column: Column) -> None:
        question = self._questions[column.path].item
        if not isinstance(question, Question):
            return
        variable = SubElement(data, "var", _attributes(column, file))
        _text(variable, "labl", column.label, self._study.language)
        self._other_labels(variable, question, column)
        if question.visibility is not None:
            _text(variable, "security", self._says.visibility[question.visibility])
        if question.unit:
            _text(variable, "respUnit", question.unit)
        self._question(variable, question)
        if condition := self._condition(column.path):
            _text(variable, "universe", condition)
        for language, text in question.guidance.items():
            _text(variable, "txt", text, language)
        self._categories(variable, question, column)
        if question.indicator:
            _text(variable, "concept", question.indicator)
        if question.calculation:
            command = SubElement(variable, "derivation")
            _text(command, "drvcmd", question.calculation).set("syntax", "XPath")
        SubElement(variable, "varFormat", _format(column))

    def _other_labels(self, variable: Element, question: Question, column: Column) -> None:
        if column.code:
            return
        for language, text in question.label.items():
            if language != self._study.language:
                _text(variable, "labl", text, language)

    def _question(self, variable: Element, question: Question) -> None:
        for language in question.label or question.hint:
            asked = SubElement(variable, "qstn", _language(language))
            _text(asked, "qstnLit", question.label.get(language, ""))
            if hint := question.hint.get(language, ""):
                _text(asked, "ivuInstr", hint)

    def _condition(self, path: str) -> str:
        """When a question is asked, with the conditions of the groups around it."""
        placed = self._questions[path]
        rules = [self._items[group].relevant for group in placed.groups]
        said = [rule for rule in (*rules, placed.item.relevant) if rule]
        return " and ".join(f"({rule})" for rule in said) if len(said) > 1 else "".join(said)

    def _categories(self, variable: Element, question: Question, column: Column) -> None:
        choices = self._instrument.choice_lists.get(question.choice_list, ())
        if column.kind is Kind.SELECT_MULTIPLE and column.code:
            for code, label in (("1", self._says.chosen), ("0", self._says.not_chosen)):
                self._category(variable, Choice(code, {self._study.language: label}))
        elif column.kind in _REPRESENTATIONS:
            for choice in choices:
                self._category(variable, choice)

    def _category(self, variable: Element, choice: Choice) -> None:
        category = SubElement(variable, "catgry")
        _text(category, "catValu", choice.code)
        self._labels(category, choice.label)

    def _labels(self, parent: Element, words: Words) -> None:
        said = words or {}
        first = self._study.language
        for language in sorted(said, key=lambda key: (key != first, key)):
            _text(parent, "labl", say(words, language), language)


def _type_of(placed: Placed) -> str:
    if isinstance(placed.item, Repeat):
        return "repetition"
    if isinstance(placed.item, Group) and placed.item.is_matrix:
        return "grid"
    return "section"


def _attributes(column: Column, file: str) -> dict[str, str]:
    is_continuous = column.kind in _NUMBERS
    given = {"ID": _id(column.name), "name": column.name, "files": file}
    return given | {"intrvl": "contin" if is_continuous else "discrete"}


def _format(column: Column) -> dict[str, str]:
    is_tick = column.kind is Kind.SELECT_MULTIPLE and column.code
    is_number = column.kind in _NUMBERS or is_tick or column.kind is Kind.ACKNOWLEDGE
    given = {"type": "numeric" if is_number else "character", "schema": "other"}
    if column.kind is Kind.DATE:
        given |= {"schema": "ISO", "category": "date", "formatname": "YYYY-MM-DD"}
    return given


def _id(name: str) -> str:
    return f"V_{name}"


def _language(language: str) -> dict[str, str]:
    return {"xml:lang": language} if language else {}


def _text(parent: Element, tag: str, text: str, language: str = "") -> Element:
    node = SubElement(parent, tag, _language(language))
    node.text = _NOT_IN_XML.sub("", text)
    return node
