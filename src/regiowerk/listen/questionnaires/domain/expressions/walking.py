"""One step of a path, as a closure over lists of nodes."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from regiowerk.listen.questionnaires.domain.expressions.nodes import Node, Nodes, Result
from regiowerk.listen.questionnaires.domain.expressions.running import Run
from regiowerk.listen.questionnaires.domain.expressions.tree import ANY_NAME, ANY_NODE, Axis, Step
from regiowerk.listen.questionnaires.domain.expressions.values import to_truth

type Walk = Callable[[Nodes, Run], Nodes]
type Predicate = Callable[[Node, Run], Result]
type Reach = Callable[[Node], Nodes]


def walk_of(step: Step, predicates: tuple[Predicate, ...]) -> Walk:
    """The closure of a step: from each node along the axis, then through the predicates."""
    reach = _REACHES[step.axis](step.name)
    is_repeatable = step.axis in {Axis.PARENT, Axis.DESCENDANT_OR_SELF}

    def walk(nodes: Nodes, run: Run) -> Nodes:
        found: Nodes = []
        for node in nodes:
            reached = reach(node)
            run.spend(len(reached) + 1)
            for predicate in predicates:
                reached = filtered(reached, predicate, run)
            found += reached
        return _distinct(found) if is_repeatable and len(nodes) > 1 else found

    return walk


def filtered(nodes: Nodes, predicate: Predicate, run: Run) -> Nodes:
    """The nodes a predicate holds for; a number means the position."""
    position, size = run.position, run.size
    run.size = len(nodes)
    kept: Nodes = []
    for run.position, node in enumerate(nodes, 1):
        run.spend(1)
        holds = predicate(node, run)
        if holds == run.position if type(holds) is float else to_truth(holds):
            kept.append(node)
    run.position, run.size = position, size
    return kept


def _distinct(nodes: Nodes) -> Nodes:
    return list({id(node): node for node in nodes}.values())


def _child(name: str) -> Reach:
    if name in {ANY_NAME, ANY_NODE}:
        return lambda node: [child for alike in node.children.values() for child in alike]
    return lambda node: node.children.get(name, [])


def _parent(name: str) -> Reach:
    return lambda node: _named([] if node.parent is None else [node.parent], name)


def _self(name: str) -> Reach:
    return lambda node: _named([node], name)


def _attribute(name: str) -> Reach:
    def reach(node: Node) -> Nodes:
        names = node.attributes if name in {ANY_NAME, ANY_NODE} else [name]
        return [
            Node(each, node, node.attributes[each]) for each in names if each in node.attributes
        ]

    return reach


def _inside(name: str) -> Reach:
    return lambda node: _named(node.inside(), name)


def _named(nodes: Iterator[Node] | Nodes, name: str) -> Nodes:
    if name in {ANY_NAME, ANY_NODE}:
        return list(nodes)
    return [node for node in nodes if node.name == name]


_REACHES: dict[Axis, Callable[[str], Reach]] = {
    Axis.CHILD: _child,
    Axis.PARENT: _parent,
    Axis.SELF: _self,
    Axis.ATTRIBUTE: _attribute,
    Axis.DESCENDANT_OR_SELF: _inside,
}
