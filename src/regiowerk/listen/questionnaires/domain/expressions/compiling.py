"""From syntax tree to closures: compiled once, run often.

A ground tells the compiler what it knows about the tree an expression walks on.  Over a tree of
which nothing is known (`Anywhere`) every path is possible; the logic of a questionnaire knows its
paths, finds the dangling ones and shortens the others.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, assert_never

from regiowerk.listen.questionnaires.domain.expressions.errors import ExpressionError
from regiowerk.listen.questionnaires.domain.expressions.functions import FUNCTIONS
from regiowerk.listen.questionnaires.domain.expressions.functions.registry import (
    DEVICE_FUNCTIONS,
    Function,
)
from regiowerk.listen.questionnaires.domain.expressions.nodes import Node, Nodes, Result
from regiowerk.listen.questionnaires.domain.expressions.operations import OPERATIONS, Operation
from regiowerk.listen.questionnaires.domain.expressions.running import Run
from regiowerk.listen.questionnaires.domain.expressions.tree import (
    ANY_NODE,
    Axis,
    Call,
    Chain,
    Expression,
    Filtered,
    Negation,
    Number,
    Path,
    Reference,
    Root,
    Step,
    Text,
)
from regiowerk.listen.questionnaires.domain.expressions.values import (
    NAN,
    to_number,
    to_truth,
)
from regiowerk.listen.questionnaires.domain.expressions.walking import Walk, filtered, walk_of

type Code = Callable[[Node, Run], Result]
type Finder = Callable[[Node, Run], Nodes]
OWN = Path(None, (Step(Axis.SELF, ANY_NODE),))


@dataclass(frozen=True, slots=True)
class Start:
    """Where a path begins: the nodes, and what is known about the tree there."""

    nodes: Finder
    ground: Ground


class Ground(Protocol):
    """What is known about the tree around the context node."""

    def here(self) -> Start: ...
    def root(self) -> Start: ...
    def reference(self, reference: Reference) -> Start: ...
    def call(self, call: Call, compiler: Compiler) -> Start | None:
        """The nodes a function such as current() finds; None for any other function."""
        ...

    def special(self, call: Call, compiler: Compiler) -> Code | None:
        """The closure of a function that has to know the form; None for any other function."""
        ...

    def after(self, step: Step) -> Ground:
        """What is known after a step.  Raises ExpressionError for a step that leads nowhere."""
        ...

    def direct(self, path: Path) -> Code | None:
        """A shorter way to what a path finds, if there is one."""
        ...

    def note(self) -> None:
        """Take note that an expression reads what stands here."""
        ...

    def steps_of(self, path: Path) -> tuple[Step, ...]:
        """The steps from where `root` begins."""
        ...

    def is_plural(self) -> bool:
        """Whether hidden nodes are left out rather than read as blank."""
        ...


def compile_expression(expression: Expression, ground: Ground) -> Code:
    """The closure of an expression on a ground.  Raises ExpressionError."""
    return Compiler(ground).compile(expression)


class Compiler:
    """Compiles expressions whose context node stands on one ground."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground

    def compile(self, expression: Expression) -> Code:
        """The closure of an expression.  Raises ExpressionError."""
        match expression:
            case Number() | Text():
                return _constant(expression.value)
            case Negation():
                operand = self.compile(expression.operand)
                return lambda here, run: -to_number(operand(here, run))
            case Chain():
                return self._chain(expression)
            case Call():
                return self._call(expression)
            case Path() | Reference() | Filtered():
                return self._nodes(expression)
        assert_never(expression)

    def start_of(self, expression: Expression) -> Start:
        """The nodes of an expression that finds nodes.  Raises ExpressionError for any other."""
        match expression:
            case Reference():
                return self.ground.reference(expression)
            case Path():
                return self._path(expression)
            case Filtered():
                return self._filtered(expression)
            case Call():
                start = self.ground.call(expression, self)
                if start is not None:
                    return start
            case Chain() if all(link.operator == "|" for link in expression.links):
                return Start(_union_of(self, expression), self.start_of(expression.first).ground)
        raise ExpressionError("no-nodes", expression.at)

    def _nodes(self, expression: Path | Reference | Filtered) -> Code:
        if isinstance(expression, Path):
            direct = self.ground.direct(expression)
            if direct is not None:
                return direct
        start = self.start_of(expression)
        return _without_hidden(start) if start.ground.is_plural() else start.nodes

    def _path(self, path: Path) -> Start:
        start = self._origin(path.origin)
        nodes, ground = start.nodes, start.ground
        for step in self.ground.steps_of(path):
            ground = ground.after(step)
            inner = Compiler(ground)
            nodes = _then(nodes, walk_of(step, tuple(map(inner.compile, step.predicates))))
        ground.note()
        return Start(nodes, ground)

    def _origin(self, origin: Expression | Root | None) -> Start:
        if origin is None:
            return self.ground.here()
        return self.ground.root() if isinstance(origin, Root) else self.start_of(origin)

    def _filtered(self, expression: Filtered) -> Start:
        start = self.start_of(expression.base)
        inner = Compiler(start.ground)
        nodes = start.nodes
        for predicate in expression.predicates:
            nodes = _filtered_by(nodes, inner.compile(predicate))
        return Start(nodes, start.ground)

    def _call(self, call: Call) -> Code:
        special = self.ground.special(call, self)
        if special is not None:
            return special
        start = self.ground.call(call, self)
        if start is not None:
            start.ground.note()
            return start.nodes
        lazy = _LAZY.get(call.name)
        if lazy is not None:
            return lazy(call, self)
        function = _declared(call)
        given = call.arguments or ((OWN,) if function.of_context else ())
        function.check(call.name, len(given), call.at)
        if function.of_nodes and not may_be_nodes(given[0]):
            raise ExpressionError("no-nodes", given[0].at)
        return _function(function, [self.compile(argument) for argument in given])

    def _chain(self, chain: Chain) -> Code:
        signs = {link.operator for link in chain.links}
        if signs == {"|"}:
            return _union_of(self, chain)
        operands = [self.compile(chain.first)]
        operands += [self.compile(link.operand) for link in chain.links]
        if signs == {"and"}:
            return _all(operands)
        if signs == {"or"}:
            return _any(operands)
        if len(chain.links) == 1:
            return _binary(chain.links[0].operator, *operands)
        return _folded([OPERATIONS[link.operator] for link in chain.links], operands)


def _constant(value: float | str) -> Code:
    return lambda here, run: value


def _then(nodes: Finder, walk: Walk) -> Finder:
    return lambda here, run: walk(nodes(here, run), run)


def _filtered_by(nodes: Finder, predicate: Code) -> Finder:
    return lambda here, run: filtered(nodes(here, run), predicate, run)


def _without_hidden(start: Start) -> Code:
    nodes = start.nodes
    return lambda here, run: [node for node in nodes(here, run) if not node.is_hidden]


def _union_of(compiler: Compiler, chain: Chain) -> Finder:
    sides = [compiler.start_of(chain.first).nodes]
    sides += [compiler.start_of(link.operand).nodes for link in chain.links]

    def union(here: Node, run: Run) -> Nodes:
        found: dict[int, Node] = {}
        for side in sides:
            found.update((id(node), node) for node in side(here, run))
        run.spend(len(found))
        return list(found.values())

    return union


def _all(operands: list[Code]) -> Code:
    def conjunction(here: Node, run: Run) -> Result:
        return all(to_truth(operand(here, run)) for operand in operands)

    return conjunction


def _any(operands: list[Code]) -> Code:
    def disjunction(here: Node, run: Run) -> Result:
        return any(to_truth(operand(here, run)) for operand in operands)

    return disjunction


def _binary(sign: str, left: Code, right: Code) -> Code:
    operation = OPERATIONS[sign]
    return lambda here, run: operation(run, left(here, run), right(here, run))


def _folded(operations: list[Operation], operands: list[Code]) -> Code:
    """A chain of any length without nesting, so that its length costs no stack."""
    first, pairs = operands[0], list(zip(operations, operands[1:], strict=True))

    def folded(here: Node, run: Run) -> Result:
        result = first(here, run)
        for operation, operand in pairs:
            run.spend(1)
            result = operation(run, result, operand(here, run))
        return result

    return folded


def _declared(call: Call) -> Function:
    function = FUNCTIONS.get(call.name)
    if function is None:
        kind = "device-function" if call.name in DEVICE_FUNCTIONS else "unknown-function"
        raise ExpressionError(kind, call.at, function=call.name)
    return function


def may_be_nodes(expression: Expression) -> bool:
    """Whether an expression can find nodes; what is computed cannot."""
    match expression:
        case Number() | Text() | Negation():
            return False
        case Chain():
            return all(link.operator == "|" for link in expression.links)
        case Call():
            return expression.name not in FUNCTIONS
    return True


def _function(function: Function, arguments: list[Code]) -> Code:
    work = function.work
    if len(arguments) == 1:
        (only,) = arguments

        def alone(here: Node, run: Run) -> Result:
            run.spend(1)
            return work(run, only(here, run))

        return alone

    def several(here: Node, run: Run) -> Result:
        run.spend(1 + len(arguments))
        return work(run, *[argument(here, run) for argument in arguments])

    return several


def _if(call: Call, compiler: Compiler) -> Code:
    count(call, 3, 3)
    condition, yes, no = (compiler.compile(argument) for argument in call.arguments)
    return lambda here, run: (yes if to_truth(condition(here, run)) else no)(here, run)


def _once(call: Call, compiler: Compiler) -> Code:
    count(call, 1, 1)
    (first,) = (compiler.compile(argument) for argument in call.arguments)

    def once(here: Node, run: Run) -> Result:
        return first(here, run) if run.current.scalar == "" else [run.current]

    return once


def _coalesce(call: Call, compiler: Compiler) -> Code:
    count(call, 1, None)
    offers = [compiler.compile(argument) for argument in call.arguments]

    def coalesce(here: Node, run: Run) -> Result:
        for offer in offers[:-1]:
            result = offer(here, run)
            if to_text_is_filled(result):
                return result
        return offers[-1](here, run)

    return coalesce


def to_text_is_filled(result: Result) -> bool:
    """Whether a result is not blank."""
    return (result[0].seen() if result else "") != "" if isinstance(result, list) else result != ""


def _position(call: Call, compiler: Compiler) -> Code:
    count(call, 0, 1)
    if not call.arguments:
        return lambda here, run: float(run.position)
    nodes = compiler.start_of(call.arguments[0]).nodes

    def position(here: Node, run: Run) -> Result:
        found = nodes(here, run)
        if not found:
            return NAN
        siblings = found[0].siblings()
        run.spend(len(siblings))
        return float(siblings.index(found[0]) + 1) if found[0] in siblings else NAN

    return position


def _last(call: Call, compiler: Compiler) -> Code:
    count(call, 0, 0)
    return lambda here, run: float(run.size)


def count(call: Call, least: int, most: int | None) -> None:
    """Check the number of arguments.  Raises ExpressionError."""
    given = len(call.arguments)
    if given < least or (most is not None and given > most):
        raise ExpressionError(
            "wrong-number-of-arguments",
            call.at,
            function=call.name,
            given=str(given),
            least=str(least),
            most="" if most is None else str(most),
        )


_LAZY: dict[str, Callable[[Call, Compiler], Code]] = {
    "if": _if,
    "once": _once,
    "coalesce": _coalesce,
    "position": _position,
    "last": _last,
}
