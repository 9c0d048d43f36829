"""The tree of criteria: what is judged, on which scale, and how much each part weighs.  Pure.

A goal tree as the Nutzwertanalyse uses it (Zangemeister 1976): siblings share what their parent
weighs, so the weight of a leaf is the product of the shares on its way from the root.  Musts (K.o.
criteria) are met or missed and weigh nothing.  Weights mean something only together with the range
of the scale from worst to best, so the range belongs to the criterion and to its fingerprint.

A `Criterion` that exists is valid, with everything below it.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from regiowerk.decide.ballots.domain.judging.shares import Number, Share, normalised


class CriterionError(ValueError):
    """The criterion with this key cannot be."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


class NoKeyError(CriterionError):
    """A criterion without a key."""


class DuplicateKeyError(CriterionError):
    """Two criteria of one tree with the same key."""


class BadScaleError(CriterionError):
    """Worst and best are the same, or one of them or the least still met is no finite number."""


class BadWeightError(CriterionError):
    """A weight below 0 or no finite number."""


class BadMustError(CriterionError):
    """A must with parts or with a weight, or a bound on what is no must."""


class UnweighedError(CriterionError):
    """A weight nobody has given yet."""


class UnknownKeyError(CriterionError):
    """A key that is not in the tree."""


@dataclass(frozen=True, slots=True)
class Criterion:
    """One node of the tree.  Ratings run from worst to best; worst is above best where less is better."""

    key: str
    children: tuple[Criterion, ...] = ()
    weight: Number | None = None  # beside its siblings, in any unit; None: not weighed yet
    is_must: bool = False
    worst: Number = 0
    best: Number = 10
    least: Number | None = None  # of a must: the rating that still meets it; None: the best
    worst_means: str = ""  # in the author's words
    best_means: str = ""

    def __post_init__(self) -> None:
        _check_numbers(self)
        _check_must(self)
        seen: set[str] = set()
        for node in walk(self):
            if not node.key:
                raise NoKeyError(node.key)
            if node.key in seen:
                raise DuplicateKeyError(node.key)
            seen.add(node.key)

    @property
    def is_weighed(self) -> bool:
        """Whether it can carry weight: it is no must and does not consist of musts only."""
        if self.children:
            return any(child.is_weighed for child in self.children)
        return not self.is_must


def walk(root: Criterion) -> Iterator[Criterion]:
    """The root and all below it, parents before their children."""
    yield root
    for child in root.children:
        yield from walk(child)


def leaves(root: Criterion) -> tuple[Criterion, ...]:
    """What is rated with points: leaves that are no musts, in the order of the tree."""
    return tuple(node for node in walk(root) if not node.children and not node.is_must)


def musts(root: Criterion) -> tuple[Criterion, ...]:
    """What excludes where it is missed, in the order of the tree."""
    return tuple(node for node in walk(root) if node.is_must)


def local_shares(root: Criterion) -> dict[str, Share]:
    """Each weighed node's share among its siblings, the root's is 1; UnweighedError, NoPointsError."""
    shares: dict[str, Share] = {root.key: Fraction(1)} if root.is_weighed else {}
    for node in walk(root):
        weighed = [child for child in node.children if child.is_weighed]
        if weighed:
            shares |= normalised({child.key: _weight(child, len(weighed)) for child in weighed})
    return shares


def global_weights(root: Criterion) -> dict[str, Share]:
    """Each weighed node's part of the whole: the shares on its way from the root multiplied.

    Exact fractions where all weights are integers or fractions; the leaves then sum to exactly 1.
    """
    local = local_shares(root)
    found: dict[str, Share] = {}
    _flow(root, Fraction(1), local, found)
    return found


def leaf_weights(root: Criterion) -> dict[str, Share]:
    """The global weights of the leaves that are rated; they sum to 1."""
    weights = global_weights(root)
    return {leaf.key: weights[leaf.key] for leaf in leaves(root)}


def with_weights(root: Criterion, weights: Mapping[str, Number | None]) -> Criterion:
    """The same tree with these weights, the others unchanged; UnknownKeyError."""
    known = {node.key for node in walk(root)}
    for key in sorted(set(weights) - known):
        raise UnknownKeyError(key)
    return _replaced(root, weights)


def fingerprint(root: Criterion) -> str:
    """SHA-256 of what the tree means, in hex.

    The order of siblings does not matter; keys, weights as given, scales, musts and words do.
    """
    text = json.dumps(_plain(root), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _flow(
    node: Criterion, weight: Share, local: Mapping[str, Share], found: dict[str, Share]
) -> None:
    if not node.is_weighed:
        return
    found[node.key] = weight
    for child in node.children:
        if child.is_weighed:
            _flow(child, weight * local[child.key], local, found)


def _weight(node: Criterion, siblings: int) -> Number:
    """An only child needs no weight."""
    if node.weight is None and siblings > 1:
        raise UnweighedError(node.key)
    return 1 if siblings == 1 or node.weight is None else node.weight


def _replaced(node: Criterion, weights: Mapping[str, Number | None]) -> Criterion:
    return replace(
        node,
        weight=weights.get(node.key, node.weight),
        children=tuple(_replaced(child, weights) for child in node.children),
    )


def _check_numbers(node: Criterion) -> None:
    scale = [value for value in (node.worst, node.best, node.least) if value is not None]
    if node.worst == node.best or not all(math.isfinite(value) for value in scale):
        raise BadScaleError(node.key)
    if node.weight is not None and not (math.isfinite(node.weight) and node.weight >= 0):
        raise BadWeightError(node.key)


def _check_must(node: Criterion) -> None:
    if node.is_must and node.children:
        raise BadMustError(node.key)
    if node.weight is not None and not node.is_weighed:
        raise BadMustError(node.key)
    if node.least is not None and not node.is_must:
        raise BadMustError(node.key)


def _plain(node: Criterion) -> dict[str, object]:
    """As JSON knows it; numbers as fractions, so that 1, 1.0 and 2/2 are the same."""
    numbers = {"weight": node.weight, "worst": node.worst, "best": node.best, "least": node.least}
    return {
        "key": node.key,
        "children": sorted(
            (_plain(child) for child in node.children), key=lambda child: str(child["key"])
        ),
        "is_must": node.is_must,
        "worst_means": node.worst_means,
        "best_means": node.best_means,
        **{
            name: None if value is None else str(Fraction(value)) for name, value in numbers.items()
        },
    }
