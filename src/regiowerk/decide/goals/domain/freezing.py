"""A goal tree as it stood on a day: one canonical value, its hash, and what differs between two.  Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from regiowerk.ground.journal.domain.frozen import canonical, fingerprint

FORMAT = "regiowerk-goal-tree/1"


@dataclass(frozen=True, slots=True)
class FrozenBranch:
    parent: str  # key; empty at the top
    share: int
    weight: int | None


@dataclass(frozen=True, slots=True)
class FrozenIndicator:
    name: str
    unit: str
    baseline: str
    baseline_year: int | None
    target: str
    target_year: int
    source: str


@dataclass(frozen=True, slots=True)
class FrozenGoal:
    """Everything that is agreed about a goal; measured values go on after it is frozen."""

    key: str
    level: str
    title: str
    explanation: str
    horizon: str
    responsible: str  # key of the organisation; empty: nobody yet
    position: int
    branches: tuple[FrozenBranch, ...]
    indicator: FrozenIndicator | None
    evidence: tuple[str, ...]  # hashes of what is cited, sorted


@dataclass(frozen=True, slots=True)
class FrozenVote:
    """The vote in which the children of a goal were weighed, and the hash of its record."""

    node: str  # key; empty at the top
    vote: str  # key of the round
    record: str  # SHA-256


@dataclass(frozen=True, slots=True)
class FrozenTree:
    process: str
    goals: tuple[FrozenGoal, ...]
    contradictions: tuple[tuple[str, str], ...]  # keys, each pair and all of them sorted
    weighed: tuple[FrozenVote, ...] = ()  # the votes its weights come from


def text_of(tree: FrozenTree) -> str:
    """The one text that stands for a tree."""
    return canonical(_plain(tree)).decode()


def hash_of(text: str) -> str:
    """SHA-256 of the canonical form of what a text says; of a text from `text_of` that of its bytes."""
    return fingerprint(json.loads(text))


def tree_from(text: str) -> FrozenTree:
    """The tree a text stands for; ValueError where it is none of this format."""
    said = json.loads(text)
    if not isinstance(said, Mapping) or said.get("format") != FORMAT:
        message = "no frozen goal tree of a format this version knows"
        raise ValueError(message)
    return FrozenTree(
        process=said["process"],
        goals=tuple(_goal(goal) for goal in said["goals"]),
        contradictions=tuple((first, second) for first, second in said["contradictions"]),
        weighed=tuple(FrozenVote(**vote) for vote in said.get("weighed", ())),
    )


@dataclass(frozen=True, slots=True)
class Difference:
    """What became of the goals from one frozen tree to another: keys."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[str, ...]

    @property
    def is_none(self) -> bool:
        return not (self.added or self.removed or self.changed)


def difference(before: FrozenTree, after: FrozenTree) -> Difference:
    old = {goal.key: goal for goal in before.goals}
    new = {goal.key: goal for goal in after.goals}
    return Difference(
        added=tuple(key for key in new if key not in old),
        removed=tuple(key for key in old if key not in new),
        changed=tuple(key for key in new if key in old and new[key] != old[key]),
    )


def _plain(tree: FrozenTree) -> dict[str, object]:
    """A tree nobody weighed reads as it did before there were votes on weights."""
    words = {"format": FORMAT, **asdict(tree)}
    if not tree.weighed:
        del words["weighed"]
    return words


def _goal(said: Mapping[str, Any]) -> FrozenGoal:
    rest = {
        name: said[name]
        for name in ("key", "level", "title", "explanation", "horizon", "responsible", "position")
    }
    indicator = said["indicator"]
    return FrozenGoal(
        **rest,
        branches=tuple(FrozenBranch(**branch) for branch in said["branches"]),
        indicator=FrozenIndicator(**indicator) if indicator else None,
        evidence=tuple(said["evidence"]),
    )


@dataclass(frozen=True, slots=True)
class CitedFinding:
    """What a goal cites of a finding, as it stood when it was cited.

    Of its sources only fingerprints are kept: they tell whether one changed, and nothing of what a
    closed one says.
    """

    key: str
    kind: str
    statement: str
    explanation: str
    sources: tuple[str, ...]


def copy_of(cited: CitedFinding) -> str:
    """The frozen copy of a finding, as canonical text."""
    return canonical(asdict(cited)).decode()


def cited_from(text: str) -> CitedFinding:
    said = json.loads(text)
    return CitedFinding(**{**said, "sources": tuple(said["sources"])})


def is_basis_changed(frozen_hash: str, present: CitedFinding | None) -> bool:
    """Whether what was cited reads otherwise today, or is no longer there."""
    return present is None or fingerprint(asdict(present)) != frozen_hash
