"""What the rows of the goal tree must be together: a tree, and texts that match their hashes."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from regiowerk.decide.goals.domain import tree as shapes
from regiowerk.decide.goals.domain.freezing import hash_of
from regiowerk.decide.goals.domain.tree import Branch, Level, Node, Tree
from regiowerk.tell.exchange.domain.columns import Row
from regiowerk.tell.exchange.domain.content import Content
from regiowerk.tell.exchange.domain.faults import Fault, Kind, fault

type Rule = Callable[[Content, str], Iterator[Fault]]

_REFUSED = (
    shapes.SeveralParentsError,
    shapes.SharesError,
    shapes.LevelError,
    shapes.CircleError,
    shapes.DepthError,
)


def _is_a_tree(content: Content, file: str) -> Iterator[Fault]:
    goals, branches = content.rows("goals"), content.rows("goal_branches")
    if {"goals", "goal_branches"} & content.unread or any(
        row.misread for row in (*goals, *branches)
    ):
        return
    number = {row.text("key"): place for place, row in enumerate(goals)}
    if not {row.text("goal") for row in branches} <= set(number):
        return  # told already, as a reference that leads nowhere
    try:
        shapes.check(_tree(goals, branches, number))
    except (*_REFUSED, KeyError):
        yield fault(file, Kind.CIRCLE, row=2, column="goal, parent", value="")


def _tree(goals: tuple[Row, ...], branches: tuple[Row, ...], number: dict[str, int]) -> Tree:
    return Tree(
        {place: Node(place, Level(row.text("level")), place) for place, row in enumerate(goals)},
        tuple(
            Branch(
                number[row.text("goal")],
                number[row.text("parent")] if row.text("parent") else None,
                int(row.text("share")),
            )
            for row in branches
        ),
    )


def _matches_its_hash(content: Content, file: str, *, table: str) -> Iterator[Fault]:
    for row in content.rows(table):
        if row.misread.isdisjoint({"content", "content_hash"}) and not _is_right(row):
            yield fault(file, Kind.HASH_DIFFERS, where=file, line=str(row.number))


def _is_right(row: Row) -> bool:
    try:
        return hash_of(row.text("content")) == row.text("content_hash")
    except ValueError:
        return False


def _evidence(content: Content, file: str) -> Iterator[Fault]:
    yield from _matches_its_hash(content, file, table="goal_evidence")


def _versions(content: Content, file: str) -> Iterator[Fault]:
    yield from _matches_its_hash(content, file, table="goal_tree_versions")


RULES: dict[str, tuple[Rule, ...]] = {
    "goal_branches": (_is_a_tree,),
    "goal_evidence": (_evidence,),
    "goal_tree_versions": (_versions,),
}
