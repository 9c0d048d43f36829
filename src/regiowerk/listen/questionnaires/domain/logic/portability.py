"""Constructs that other engines answer differently: no errors, but worth saying.

What is reported was seen in JavaRosa (ODK Collect) and openrosa-xpath-evaluator (Enketo).
"""

from __future__ import annotations

from collections.abc import Iterator

from regiowerk.listen.questionnaires.domain.expressions.errors import ExpressionError
from regiowerk.listen.questionnaires.domain.expressions.functions.patterns import (
    compiled,
    is_anchored,
)
from regiowerk.listen.questionnaires.domain.expressions.printing import text_of
from regiowerk.listen.questionnaires.domain.expressions.tree import (
    Axis,
    Call,
    Chain,
    Expression,
    Filtered,
    Negation,
    Number,
    Path,
    Reference,
    Text,
    walk,
)
from regiowerk.listen.questionnaires.domain.logic.entries import Entry
from regiowerk.listen.questionnaires.domain.logic.faults import Fault
from regiowerk.listen.questionnaires.domain.logic.reaching import way_between
from regiowerk.listen.questionnaires.domain.logic.spots import Spot, Spots

type Doubt = tuple[str, Expression]  # the rule, and the construct it is about
_COMPARING = frozenset({"=", "!=", "<", "<=", ">", ">="})
_ORDERING = frozenset({"<", "<=", ">", ">="})
_UNKNOWN_TO_COLLECT = {
    "substring": "substring",
    "floor": "floor",
    "ceiling": "floor",
    "last": "last",
}
_MEANS_ITSELF = frozenset({"string", "number", "normalize-space"})
_LONGEST_SHOWN = 80


def doubts_of(entry: Entry, spots: Spots) -> list[Fault]:
    """The doubtful constructs in all expressions of an entry, and its unreadable patterns."""
    found: dict[tuple[str, str, str], Fault] = {}
    for column, rule in entry.trees.items():
        path = entry.spot.path
        for name, construct in _doubts(rule.tree, entry.spot, spots):
            shown = text_of(construct)[:_LONGEST_SHOWN]
            values = {"construct": shown, "rule": name}
            fault = Fault(path, column, "not-portable", values, construct.at, False)
            found.setdefault((column, name, shown), fault)
    return [*found.values(), *pattern_faults_of(entry)]


def pattern_faults_of(entry: Entry) -> list[Fault]:
    """The patterns that cannot be read, and those that browsers read differently."""
    found: dict[tuple[str, str], Fault] = {}
    for column, rule in entry.trees.items():
        for pattern in _patterns(rule.tree):
            doubt = _pattern_fault(pattern, entry.spot.path, column)
            if doubt is not None:
                found.setdefault((column, pattern.value), doubt)
    return list(found.values())


def _doubts(tree: Expression, owner: Spot, spots: Spots) -> Iterator[Doubt]:
    for part in walk(tree):
        yield from _of_paths(part)
        yield from _of_calls(part, owner, spots)
        yield from _of_comparisons(part, owner, spots)


def _of_paths(part: Expression) -> Iterator[Doubt]:
    predicates: list[Expression] = []
    if isinstance(part, Path):
        predicates = [each for step in part.steps for each in step.predicates]
        if any(step.axis is Axis.DESCENDANT_OR_SELF for step in part.steps):
            yield "any-depth", part
    elif isinstance(part, Filtered):
        predicates = list(part.predicates)
    for predicate in predicates:
        if isinstance(predicate, Number) or predicate == Call("last", ()):
            yield "positional-predicate", part


def _of_calls(part: Expression, owner: Spot, spots: Spots) -> Iterator[Doubt]:
    if not isinstance(part, Call):
        return
    name, arguments = part.name, part.arguments
    if not arguments and name in _MEANS_ITSELF:
        yield "own-value", part
    if name in _UNKNOWN_TO_COLLECT:
        yield _UNKNOWN_TO_COLLECT[name], part
    if name == "round" and isinstance(arguments[0], Negation):
        yield "half-rounding", part
    if name in {"boolean", "not"} and _is_nodes(arguments[0]):
        yield "blank-truth", part
    if name == "area" and isinstance(arguments[0], Text):
        yield "area-of-text", part
    is_mixed = name == "concat" and len(arguments) > 1
    if is_mixed and any(_is_plural(each, owner, spots) for each in arguments):
        yield "node-list-text", part


def _of_comparisons(part: Expression, owner: Spot, spots: Spots) -> Iterator[Doubt]:
    if not isinstance(part, Chain) or part.links[0].operator not in _COMPARING:
        return
    sides = [part.first, *(link.operand for link in part.links)]
    if any(_is_plural(side, owner, spots) for side in sides):
        yield "repeated-comparison", part
    elif any(link.operator == "!=" for link in part.links) and any(map(_may_be_missing, sides)):
        yield "missing-comparison", part
    if part.links[0].operator in _ORDERING and all(isinstance(side, Text) for side in sides):
        yield "string-comparison", part


def _is_nodes(part: Expression) -> bool:
    return isinstance(part, Path | Reference | Filtered)


def _may_be_missing(part: Expression) -> bool:
    """Whether a path is filtered, so that it may find no node at all."""
    if isinstance(part, Path):
        return any(step.predicates for step in part.steps)
    return isinstance(part, Filtered)


def _is_plural(part: Expression, owner: Spot, spots: Spots) -> bool:
    """Whether a reference or an absolute path enters a repeat the owner does not stand in."""
    name = ""
    if isinstance(part, Reference):
        name = part.name
    elif isinstance(part, Path) and part.origin is not None and part.steps:
        name = part.steps[-1].name
        if any(step.predicates for step in part.steps):
            return False
    found = spots.by_name.get(name, [])
    return len(found) == 1 and way_between(owner, found[0]).is_plural


def _patterns(tree: Expression) -> Iterator[Text]:
    for part in walk(tree):
        if isinstance(part, Call) and part.name == "regex":
            pattern = part.arguments[1]
            if isinstance(pattern, Text):
                yield pattern


def _pattern_fault(pattern: Text, path: str, column: str) -> Fault | None:
    values = {"pattern": pattern.value[:_LONGEST_SHOWN]}
    try:
        compiled(pattern.value)
    except ExpressionError:
        return Fault(path, column, "bad-pattern", values, pattern.at, True)
    if is_anchored(pattern.value):
        return None
    return Fault(path, column, "unanchored-pattern", values, pattern.at, False)
