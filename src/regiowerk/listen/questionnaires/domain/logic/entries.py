"""Every item of a questionnaire with its rules compiled, and the faults found on the way."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from regiowerk.listen.questionnaires.domain.expressions.errors import ExpressionError
from regiowerk.listen.questionnaires.domain.instrument import Question, Repeat
from regiowerk.listen.questionnaires.domain.logic.faults import Fault, fault_of
from regiowerk.listen.questionnaires.domain.logic.rules import Rule, filter_of, rule_of
from regiowerk.listen.questionnaires.domain.logic.spots import Spot, Spots

_DYNAMIC = re.compile(r"\$\{|^[a-z][a-z0-9:\-]*\(.*\)$", re.DOTALL)
_MENTIONED = re.compile(r"\$\{\s*([^{}]*?)\s*\}")
_ALWAYS = frozenset({"true()", "yes", "true", "1"})
_NEVER = frozenset({"", "false()", "no", "false", "0"})


@dataclass(slots=True)
class Entry:
    """An item and its rules.  `order` is its turn when values depend on each other."""

    spot: Spot
    relevant: Rule | None = None
    calculation: Rule | None = None
    required: Rule | None = None
    is_always_required: bool = False
    constraint: Rule | None = None
    choice_filter: Rule | None = None
    default: Rule | None = None
    count: Rule | None = None
    order: int = 0
    codes: tuple[str, ...] = ()
    trees: dict[str, Rule] = field(default_factory=dict)

    def core(self) -> list[tuple[str, Rule]]:
        """The rules others may depend on, by column."""
        rules = [("relevant", self.relevant), ("calculation", self.calculation)]
        return [(column, rule) for column, rule in rules if rule is not None]

    def checks(self) -> list[Rule]:
        """The rules nobody depends on."""
        rules = [self.required, self.constraint, self.choice_filter]
        return [rule for rule in rules if rule is not None]


def entries_of(spots: Spots) -> tuple[dict[str, Entry], list[Fault]]:
    """The entries by path, and what could not be compiled."""
    reader = _Reader(spots)
    entries = {
        path: reader.entry(spot) for path, spot in spots.by_path.items() if spot.item is not None
    }
    return entries, reader.faults


class _Reader:
    def __init__(self, spots: Spots) -> None:
        self._spots = spots
        self.faults: list[Fault] = []

    def entry(self, spot: Spot) -> Entry:
        entry = Entry(spot)
        item = spot.item
        entry.relevant = self._rule(entry, "relevant", item.relevant if item else "")
        if isinstance(item, Repeat):
            entry.count = self._rule(entry, "count", item.count)
        if isinstance(item, Question):
            self._question(entry, item)
        if item is not None:
            self._mentions(spot, "label", item.label)
            self._mentions(spot, "hint", item.hint)
        return entry

    def _question(self, entry: Entry, item: Question) -> None:
        entry.calculation = self._rule(entry, "calculation", item.calculation)
        entry.constraint = self._rule(entry, "constraint", item.constraint)
        required = item.required.strip()
        entry.is_always_required = required.lower() in _ALWAYS
        if not entry.is_always_required and required.lower() not in _NEVER:
            entry.required = self._rule(entry, "required", required)
        if is_dynamic(item.default):
            entry.default = self._rule(entry, "default", item.default)
        choices = self._spots.instrument.choice_lists.get(item.choice_list, ())
        entry.codes = tuple(choice.code for choice in choices)
        if item.choice_filter.strip() and item.choice_list in self._spots.lists:
            entry.choice_filter = self._filter(entry, item)
        self._mentions(entry.spot, "constraint_message", item.constraint_message)
        self._mentions(entry.spot, "required_message", item.required_message)
        self._mentions(entry.spot, "guidance", item.guidance)

    def _rule(self, entry: Entry, column: str, text: str) -> Rule | None:
        if not text.strip():
            return None
        try:
            entry.trees[column] = rule_of(text, entry.spot, self._spots)
        except ExpressionError as problem:
            self.faults.append(fault_of(problem, entry.spot.path, column))
            return None
        return entry.trees[column]

    def _filter(self, entry: Entry, item: Question) -> Rule | None:
        try:
            rule = filter_of(item.choice_filter, entry.spot, item.choice_list, self._spots)
        except ExpressionError as problem:
            self.faults.append(fault_of(problem, entry.spot.path, "choice_filter"))
            return None
        entry.trees["choice_filter"] = rule
        return rule

    def _mentions(self, spot: Spot, column: str, words: object) -> None:
        """A text may name only what exists."""
        texts = words.values() if isinstance(words, dict) else ()
        for text in texts:
            for match in _MENTIONED.finditer(text):
                found = self._spots.by_name.get(match[1], [])
                if len(found) != 1:
                    kind = "ambiguous-reference" if found else "dangling-reference"
                    problem = ExpressionError(kind, match.start(), name=match[1])
                    self.faults.append(fault_of(problem, spot.path, column))


def is_dynamic(default: str) -> bool:
    """Whether a default is computed rather than written out."""
    return _DYNAMIC.search(default.strip()) is not None
