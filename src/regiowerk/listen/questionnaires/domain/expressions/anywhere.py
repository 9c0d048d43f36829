"""The ground of a tree of which nothing is known: every path is possible."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from regiowerk.listen.questionnaires.domain.expressions.compiling import (
    Code,
    Compiler,
    Finder,
    Ground,
    Start,
    count,
)
from regiowerk.listen.questionnaires.domain.expressions.errors import ExpressionError
from regiowerk.listen.questionnaires.domain.expressions.indexing import (
    indexed_nodes,
    pulled_nodes,
)
from regiowerk.listen.questionnaires.domain.expressions.nodes import Node, Nodes
from regiowerk.listen.questionnaires.domain.expressions.running import Run
from regiowerk.listen.questionnaires.domain.expressions.shuffling import shuffled
from regiowerk.listen.questionnaires.domain.expressions.tree import (
    Call,
    Path,
    Reference,
    Step,
    Text,
)
from regiowerk.listen.questionnaires.domain.expressions.values import to_number


@dataclass(frozen=True, slots=True)
class Anywhere:
    """A tree of which nothing is known."""

    def here(self) -> Start:
        return Start(lambda here, run: [here], self)

    def root(self) -> Start:
        return Start(_root_of, self)

    def reference(self, reference: Reference) -> Start:
        name = reference.name

        def named(here: Node, run: Run) -> Nodes:
            found = [node for node in _root_of(here, run)[0].inside() if node.name == name]
            run.spend(len(found) + 1)
            return found

        return Start(named, self)

    def call(self, call: Call, compiler: Compiler) -> Start | None:
        if call.name == "current":
            count(call, 0, 0)
            return Start(lambda here, run: [run.current], self)
        if call.name == "instance":
            return Start(_instance(call), self)
        if call.name == "randomize":
            return shuffled_start(call, compiler)
        shortcut = _SHORTCUTS.get(call.name)
        return None if shortcut is None else Start(shortcut(call, compiler), self)

    def special(self, call: Call, compiler: Compiler) -> Code | None:
        return None

    def after(self, step: Step) -> Ground:
        return self

    def direct(self, path: Path) -> Code | None:
        return None

    def note(self) -> None:
        pass

    def steps_of(self, path: Path) -> tuple[Step, ...]:
        return path.steps

    def is_plural(self) -> bool:
        return False


_SHORTCUTS: dict[str, Callable[[Call, Compiler], Finder]] = {
    "indexed-repeat": indexed_nodes,
    "pulldata": pulled_nodes,
}


def _root_of(here: Node, run: Run) -> Nodes:
    node = here
    while node.parent is not None:
        node = node.parent
    return [node]


def _instance(call: Call) -> Finder:
    name = name_in(call)

    def instance(here: Node, run: Run) -> Nodes:
        found = run.instances.get(name)
        return [] if found is None else [found]

    return instance


def name_in(call: Call) -> str:
    """The literal a function such as instance() names.  Raises ExpressionError."""
    count(call, 1, 1)
    (argument,) = call.arguments
    if not isinstance(argument, Text):
        raise ExpressionError("not-literal", argument.at, function=call.name)
    return argument.value


def shuffled_start(call: Call, compiler: Compiler) -> Start:
    """The nodes of randomize().  Raises ExpressionError."""
    count(call, 1, 2)
    start = compiler.start_of(call.arguments[0])
    seed = compiler.compile(call.arguments[1]) if len(call.arguments) > 1 else None

    def shuffled_nodes(here: Node, run: Run) -> Nodes:
        nodes = start.nodes(here, run)
        run.spend(len(nodes))
        number = float(run.chance() % 2_147_483_646) if seed is None else to_number(seed(here, run))
        return shuffled(nodes, number)

    return Start(shuffled_nodes, start.ground)
