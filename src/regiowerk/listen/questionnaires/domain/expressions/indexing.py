"""Shortcuts over a tree of which no form is known: rows by their index, a value from a list."""

from __future__ import annotations

from regiowerk.listen.questionnaires.domain.expressions.compiling import Compiler, Finder, count
from regiowerk.listen.questionnaires.domain.expressions.errors import ExpressionError
from regiowerk.listen.questionnaires.domain.expressions.nodes import Node, Nodes
from regiowerk.listen.questionnaires.domain.expressions.running import Run
from regiowerk.listen.questionnaires.domain.expressions.tree import Call, Text
from regiowerk.listen.questionnaires.domain.expressions.values import to_number, to_text


def indexed_nodes(call: Call, compiler: Compiler) -> Finder:
    """indexed-repeat(nodes, rows, index, ...): the nodes inside these rows.  Raises ExpressionError."""
    count(call, 3, 7)
    if len(call.arguments) % 2 == 0:
        given = str(len(call.arguments))
        raise ExpressionError(
            "wrong-number-of-arguments",
            call.at,
            function=call.name,
            given=given,
            least="3",
            most="7",
        )
    nodes = compiler.start_of(call.arguments[0]).nodes
    rows = [compiler.start_of(each).nodes for each in call.arguments[1::2]]
    indexes = [compiler.compile(each) for each in call.arguments[2::2]]

    def found(here: Node, run: Run) -> Nodes:
        left = nodes(here, run)
        for repeat, index in zip(rows, indexes, strict=True):
            number = to_number(index(here, run))
            chosen = {id(row) for row in repeat(here, run) if _position(row, run) == number}
            run.spend(len(left) + len(chosen))
            left = [node for node in left if _stands_in(node, chosen)]
        return left

    return found


def pulled_nodes(call: Call, compiler: Compiler) -> Finder:
    """pulldata('list', 'wanted', 'key', value): the first fitting value.  Raises ExpressionError."""
    count(call, 4, 4)
    name, wanted, key = (_literal(call, at) for at in range(3))
    sought = compiler.compile(call.arguments[3])

    def found(here: Node, run: Run) -> Nodes:
        document = run.instances.get(name)
        items = [] if document is None else _under(_under([document], "root"), "item")
        run.spend(len(items) + 1)
        value = to_text(sought(here, run))
        for item in items:
            if any(to_text([node]) == value for node in item.children.get(key, [])):
                return item.children.get(wanted, [])[:1]
        return []

    return found


def _position(row: Node, run: Run) -> int:
    siblings = row.siblings()
    run.spend(len(siblings))
    return next(at for at, sibling in enumerate(siblings, start=1) if sibling is row)


def _stands_in(node: Node, chosen: set[int]) -> bool:
    above: Node | None = node
    while above is not None:
        if id(above) in chosen:
            return True
        above = above.parent
    return False


def _under(nodes: Nodes, name: str) -> Nodes:
    return [child for node in nodes for child in node.children.get(name, [])]


def _literal(call: Call, at: int) -> str:
    argument = call.arguments[at]
    if not isinstance(argument, Text):
        raise ExpressionError("not-literal", argument.at, function=call.name)
    return argument.value
