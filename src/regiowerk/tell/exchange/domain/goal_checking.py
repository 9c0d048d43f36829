"""What the rows of the goal tree must be together: a tree, and texts that match their hashes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

from regiowerk.decide.goals.domain import tree as shapes
from regiowerk.decide.goals.domain.freezing import hash_of
from regiowerk.decide.goals.domain.tree import Branch, Level, Node, Tree
from regiowerk.tell.exchange.domain.attached import vote_path
from regiowerk.tell.exchange.domain.columns import Row
from regiowerk.tell.exchange.domain.content import Content
from regiowerk.tell.exchange.domain.faults import Fault, Kind, fault
from regiowerk.tell.exchange.domain.vote_tables import ROUNDS

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


def _on_paper(content: Content, file: str) -> Iterator[Fault]:
    """Whatever stands for a goal stands on the paper of its vote."""
    if ROUNDS.name in content.unread:
        return
    offered = {row.text("key"): _options_of(content, row) for row in content.rows(ROUNDS.name)}
    for row in content.rows("goal_options"):
        known = offered.get(row.text("round"))
        if known is not None and row.text("option") not in known:
            yield fault(
                file,
                Kind.UNKNOWN_REFERENCE,
                row=row.number,
                column="option",
                value=row.text("option"),
                where=f"votes/{row.text('round')}.json",
                meant="",
            )


def _options_of(content: Content, row: Row) -> frozenset[str] | None:
    """The keys of the options of a vote; None where its file is told to be wrong already."""
    try:
        vote = json.loads(content.files[vote_path(row)])
        return frozenset(str(one["key"]) for one in vote["options"])
    except (KeyError, TypeError, ValueError):
        return None


def _weights_have_a_source(content: Content, file: str) -> Iterator[Fault]:
    for row in content.rows("goal_branches"):
        if row.text("weighed_in") and row["weight"] is None and not row.misread:
            yield fault(
                file, Kind.ONE_WITHOUT_OTHER, row=row.number, column="weight", other="weighed_in"
            )


RULES: dict[str, tuple[Rule, ...]] = {
    "goal_branches": (_is_a_tree, _weights_have_a_source),
    "goal_options": (_on_paper,),
    "goal_evidence": (_evidence,),
    "goal_tree_versions": (_versions,),
}
