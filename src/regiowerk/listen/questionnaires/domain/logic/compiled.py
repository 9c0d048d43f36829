"""A questionnaire compiled: entries in their order, who reads what, choice lists as trees."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from regiowerk.listen.questionnaires.domain.expressions.nodes import Node
from regiowerk.listen.questionnaires.domain.instrument import Choice, Instrument, Question, say
from regiowerk.listen.questionnaires.domain.logic.entries import Entry, entries_of
from regiowerk.listen.questionnaires.domain.logic.faults import Fault, LogicFaultsError
from regiowerk.listen.questionnaires.domain.logic.graph import Reader, put_in_order, readers_of
from regiowerk.listen.questionnaires.domain.logic.portability import doubts_of, pattern_faults_of
from regiowerk.listen.questionnaires.domain.logic.spots import Spots, by_list_name, columns_of


@dataclass(frozen=True, eq=False)
class Logic:
    """The compiled rules of one instrument; shared by all sheets and never changed."""

    instrument: Instrument
    spots: Spots
    entries: Mapping[str, Entry]
    in_order: tuple[Entry, ...]
    readers: Mapping[str, tuple[Reader, ...]]
    instances: Mapping[str, Node]

    @cached_property
    def asked(self) -> Mapping[str, Question]:
        """All questions by path, in the author's order."""
        return {
            path: entry.spot.item
            for path, entry in self.entries.items()
            if isinstance(entry.spot.item, Question)
        }

    @cached_property
    def naming(self) -> frozenset[str]:
        """The paths of questions whose label names another answer."""
        return frozenset(
            path
            for path, question in self.asked.items()
            if any("${" in text for text in question.label.values())
        )


def faults_of(instrument: Instrument) -> tuple[Fault, ...]:
    """All that is wrong or doubtful in the expressions, in the author's order."""
    spots = Spots(instrument)
    entries, faults = entries_of(spots)
    faults += put_in_order(entries)
    for entry in entries.values():
        faults += doubts_of(entry, spots)
    places = {path: index for index, path in enumerate(entries)}
    return tuple(sorted(faults, key=lambda fault: places[fault.path]))


def logic_of(instrument: Instrument) -> Logic:
    """The compiled logic.  Raises LogicFaultsError when an expression is wrong."""
    spots = Spots(instrument)
    entries, faults = entries_of(spots)
    faults += put_in_order(entries)
    for entry in entries.values():
        faults += [fault for fault in pattern_faults_of(entry) if fault.is_error]
    if faults:
        raise LogicFaultsError(tuple(faults))
    instances = by_list_name(
        {
            name: _list_tree(choices, instrument.default_language)
            for name, choices in instrument.choice_lists.items()
        }
    )
    in_order = tuple(sorted(entries.values(), key=lambda entry: entry.order))
    return Logic(instrument, spots, entries, in_order, readers_of(entries), instances)


def _list_tree(choices: tuple[Choice, ...], language: str) -> Node:
    top = Node("")
    root = Node("root", top)
    top.add(root)
    columns = columns_of(choices)
    for choice in choices:
        item = Node("item", root)
        root.add(item)
        values = {**choice.columns, "name": choice.code, "label": say(choice.label, language)}
        for column in columns:
            item.add(Node(column, item, values.get(column, "")))
    return top
