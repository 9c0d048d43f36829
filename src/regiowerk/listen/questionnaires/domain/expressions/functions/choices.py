"""Functions on truth, choices and counts."""

from __future__ import annotations

import math

from regiowerk.listen.questionnaires.domain.expressions.functions.registry import Function
from regiowerk.listen.questionnaires.domain.expressions.nodes import Node, Result
from regiowerk.listen.questionnaires.domain.expressions.running import Run
from regiowerk.listen.questionnaires.domain.expressions.values import (
    scalars_of,
    to_number,
    to_text,
    to_truth,
    values_of,
)


def _true(run: Run) -> Result:
    return True


def _false(run: Run) -> Result:
    return False


def _not(run: Run, value: Result) -> Result:
    return not to_truth(value)


def _boolean(run: Run, value: Result) -> Result:
    return to_truth(value)


def _selected(run: Run, chosen: Result, code: Result) -> Result:
    sought, codes = to_text(code).strip(), to_text(chosen).split()
    return sought in codes if sought else not codes


def _selected_at(run: Run, chosen: Result, index: Result) -> Result:
    codes, number = to_text(chosen).split(), to_number(index)
    if not math.isfinite(number) or not 0 <= number < len(codes):
        return ""
    return codes[int(number)]


def _count_selected(run: Run, chosen: Result) -> Result:
    return float(len(to_text(chosen).split()))


def _count(run: Run, nodes: Result) -> Result:
    if isinstance(nodes, list):
        return float(len(values_of(nodes)))
    return 0.0 if nodes == "" else 1.0


def _count_non_empty(run: Run, nodes: Result) -> Result:
    if isinstance(nodes, list):
        return float(sum(not node.is_hidden and _is_filled(node) for node in nodes))
    return 0.0 if nodes == "" else 1.0


def _is_filled(node: Node) -> bool:
    """A group or row counts, whatever stands in it."""
    return bool(node.children) or node.scalar != ""


def _is_yes(value: Result) -> bool:
    return to_truth(to_number(value)) if isinstance(value, str) else to_truth(value)


def _checklist(run: Run, least: Result, most: Result, *values: Result) -> Result:
    held = sum(_is_yes(value) for value in scalars_of(values))
    return _lies_between(float(held), least, most)


def _weighted_checklist(run: Run, least: Result, most: Result, *pairs: Result) -> Result:
    values = scalars_of(pairs)
    held = sum(
        to_number(weight)
        for value, weight in zip(values[::2], values[1::2], strict=False)
        if _is_yes(value)
    )
    return _lies_between(held, least, most)


def _lies_between(number: float, least: Result, most: Result) -> bool:
    """A bound of -1 is none."""
    low, high = to_number(least), to_number(most)
    return (low == -1 or number >= low) and (high == -1 or number <= high)


FUNCTIONS = {
    "true": Function(_true, 0, 0),
    "false": Function(_false, 0, 0),
    "not": Function(_not, 1, 1),
    "boolean": Function(_boolean, 1, 1),
    "selected": Function(_selected, 2, 2),
    "selected-at": Function(_selected_at, 2, 2),
    "count-selected": Function(_count_selected, 1, 1),
    "count": Function(_count, 1, 1, of_nodes=True),
    "count-non-empty": Function(_count_non_empty, 1, 1, of_nodes=True),
    "checklist": Function(_checklist, 2, None),
    "weighted-checklist": Function(_weighted_checklist, 2, None),
}
