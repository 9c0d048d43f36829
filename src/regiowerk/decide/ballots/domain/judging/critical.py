"""Critical weights: from which weight of a criterion on another option leads.  Pure, exact.

One share is moved between 0 and 1 while its siblings keep their proportions to each other; every total
is then a straight line over that share, and the leaders are the upper hull of these lines.  So nothing
is searched or sampled: each switch lies where two lines meet (one-way sensitivity of additive value
models; Kirkwood 1997).  Floats are taken at their exact value; all results are fractions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from regiowerk.decide.ballots.domain.judging.criteria import (
    Criterion,
    global_weights,
    leaves,
    local_shares,
    walk,
)
from regiowerk.decide.ballots.domain.judging.shares import Number

ZERO, ONE = Fraction(0), Fraction(1)

type Values = Mapping[str, Mapping[str, Number]]  # option -> criterion -> position from 0 to 1


class NoOptionsError(ValueError):
    """Nobody who could lead."""


class BadValuesError(ValueError):
    """An option without exactly the criteria that are rated."""

    def __init__(self, option: str) -> None:
        super().__init__(option)
        self.option = option


@dataclass(frozen=True, slots=True)
class Span:
    """Between two shares the same options lead."""

    begin: Fraction
    end: Fraction
    leaders: tuple[str, ...]  # by name; several only where their totals are the same throughout


@dataclass(frozen=True, slots=True)
class Switch:
    """Beyond this share others lead."""

    share: Fraction  # among its siblings
    weight: Fraction  # of the whole
    leaders: tuple[str, ...]  # who takes over


@dataclass(frozen=True, slots=True)
class Critical:
    """What the weight of one node decides."""

    node: str
    share: Fraction  # today, among its siblings
    weight: Fraction  # today, of the whole
    leaders: tuple[str, ...]  # today
    below: Switch | None  # None: down to 0 nothing changes
    above: Switch | None  # None: up to 1 nothing changes
    spans: tuple[Span, ...]  # from 0 to 1 without gaps

    @property
    def slack(self) -> Fraction | None:
        """How far the share can move before others lead; None where it never matters."""
        switches = [switch for switch in (self.below, self.above) if switch is not None]
        return min((abs(switch.share - self.share) for switch in switches), default=None)


@dataclass(frozen=True, slots=True)
class _Line:
    """An option's total over the share: start + slope * share."""

    option: str
    start: Fraction
    slope: Fraction

    def at(self, share: Fraction) -> Fraction:
        return self.start + self.slope * share


def critical_weights(root: Criterion, values: Values) -> tuple[Critical, ...]:
    """Every weighed node with siblings, in the order of the tree.

    NoOptionsError, BadValuesError, UnweighedError, NoPointsError.
    """
    if not values:
        raise NoOptionsError
    keys = {leaf.key for leaf in leaves(root)}
    for option, row in values.items():
        if set(row) != keys:
            raise BadValuesError(option)
    local = {key: Fraction(share) for key, share in local_shares(root).items()}
    whole = {key: Fraction(weight) for key, weight in global_weights(root).items()}
    worth = {option: _worth(root, row, local) for option, row in values.items()}
    return tuple(
        _critical(node.key, parent.key, siblings, local, whole, root.key, worth)
        for parent in walk(root)
        if len(siblings := [child.key for child in parent.children if child.is_weighed]) > 1
        for node in parent.children
        if node.is_weighed
    )


def _worth(
    root: Criterion, row: Mapping[str, Number], local: Mapping[str, Fraction]
) -> dict[str, Fraction]:
    """The value of every weighed node for one option, from the leaves up."""
    found: dict[str, Fraction] = {}
    for node in reversed(list(walk(root))):
        weighed = [child.key for child in node.children if child.is_weighed]
        if weighed:
            found[node.key] = sum((local[key] * found[key] for key in weighed), ZERO)
        elif node.is_weighed:
            found[node.key] = Fraction(row[node.key])
    return found


def _critical(
    node: str,
    parent: str,
    siblings: Sequence[str],
    local: Mapping[str, Fraction],
    whole: Mapping[str, Fraction],
    root: str,
    worth: Mapping[str, Mapping[str, Fraction]],
) -> Critical:
    rest = _proportions([key for key in siblings if key != node], local)
    lines = []
    for option, values in sorted(worth.items()):
        others = sum((part * values[key] for key, part in rest.items()), ZERO)
        elsewhere = values[root] - whole[parent] * values[parent]
        lines.append(
            _Line(
                option,
                elsewhere + whole[parent] * others,
                whole[parent] * (values[node] - others),
            )
        )
    share = local[node]
    spans = _spans(lines)
    best = max(line.at(share) for line in lines)
    leaders = tuple(line.option for line in lines if line.at(share) == best)
    others_lead = [span for span in spans if span.leaders != leaders]
    below = [span for span in others_lead if span.begin < share]
    above = [span for span in others_lead if span.end > share]
    return Critical(
        node=node,
        share=share,
        weight=whole[node],
        leaders=leaders,
        below=_switch(below[-1], min(below[-1].end, share), whole[parent]) if below else None,
        above=_switch(above[0], max(above[0].begin, share), whole[parent]) if above else None,
        spans=spans,
    )


def _switch(span: Span, share: Fraction, parent: Fraction) -> Switch:
    return Switch(share, parent * share, span.leaders)


def _proportions(keys: Sequence[str], local: Mapping[str, Fraction]) -> dict[str, Fraction]:
    """How the siblings share what is left; equally where they have nothing today."""
    total = sum((local[key] for key in keys), ZERO)
    if total == 0:
        return dict.fromkeys(keys, Fraction(1, len(keys)))
    return {key: local[key] / total for key in keys}


def _spans(lines: Sequence[_Line]) -> tuple[Span, ...]:
    """The upper hull from 0 to 1, walked from corner to corner."""
    spans: list[Span] = []
    begin = ZERO
    while begin < 1:
        top = max((line.at(begin), line.slope) for line in lines)
        leaders = [line for line in lines if (line.at(begin), line.slope) == top]
        end = min(
            (
                (leaders[0].start - line.start) / (line.slope - leaders[0].slope)
                for line in lines
                if line.slope > leaders[0].slope
            ),
            default=ONE,
        )
        spans.append(Span(begin, min(end, ONE), tuple(line.option for line in leaders)))
        begin = end
    return tuple(spans)
