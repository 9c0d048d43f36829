"""What the compiler knows of a questionnaire: where paths lead, and what they read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from regiowerk.listen.questionnaires.domain.expressions.anywhere import name_in, shuffled_start
from regiowerk.listen.questionnaires.domain.expressions.compiling import (
    Code,
    Compiler,
    Finder,
    Ground,
    Start,
    count,
)
from regiowerk.listen.questionnaires.domain.expressions.errors import ExpressionError
from regiowerk.listen.questionnaires.domain.expressions.nodes import Node, Nodes
from regiowerk.listen.questionnaires.domain.expressions.running import Run
from regiowerk.listen.questionnaires.domain.expressions.tree import (
    ANY_NAME,
    ANY_NODE,
    Axis,
    Call,
    Path,
    Reference,
    Root,
    Step,
)
from regiowerk.listen.questionnaires.domain.logic.reaching import (
    Way,
    find_all,
    find_one,
    way_between,
    way_through,
)
from regiowerk.listen.questionnaires.domain.logic.spots import Spot, Spots

type Special = Callable[[Call, Compiler, "Known"], Code]
_WILD = frozenset({ANY_NAME, ANY_NODE})


@dataclass(frozen=True, slots=True, order=True)
class Read:
    """A place an expression reads; only rows that share the first `shared` ids can matter."""

    path: str
    shared: int


@dataclass(frozen=True, slots=True)
class Known:
    """A ground in a questionnaire.

    `low` is how many row ids every node here shares with the owner of the expression.
    """

    spots: Spots
    owner: Spot
    at: tuple[Spot, ...]
    low: int
    reads: set[Read] = field(compare=False)
    specials: dict[str, Special] = field(compare=False)
    plural: bool = False
    is_owner: bool = True  # the context node is the node the expression belongs to

    def here(self) -> Start:
        return Start(lambda here, run: [here], self)

    def root(self) -> Start:
        ground = replace(self, at=(self.spots.root,), low=0, plural=False, is_owner=False)
        return Start(_root_of, ground)

    def steps_of(self, path: Path) -> tuple[Step, ...]:
        """Paths may begin with the root element, with the form's key, or without either."""
        if not isinstance(path.origin, Root) or not path.steps:
            return path.steps
        first = path.steps[0]
        if first.axis is not Axis.CHILD or first.name not in self.spots.root_names():
            return path.steps
        return (Step(Axis.SELF, ANY_NODE, first.predicates, first.at), *path.steps[1:])

    def reference(self, reference: Reference) -> Start:
        spot = self.named(reference.name, reference.at)
        way = way_between(self.owner, spot)
        self.reads.add(Read(spot.path, way.shared))
        ground = replace(self, at=(spot,), low=way.shared, plural=way.is_plural, is_owner=False)
        return Start(_finder(way), ground)

    def named(self, name: str, at: int) -> Spot:
        """The one place of a name.  Raises ExpressionError when there is none, or several."""
        if name.startswith("last-saved#"):
            raise ExpressionError("device-function", at, function="last-saved#")
        found = self.spots.by_name.get(name, [])
        if len(found) == 1:
            return found[0]
        raise ExpressionError(
            "ambiguous-reference" if found else "dangling-reference", at, name=name
        )

    def call(self, call: Call, compiler: Compiler) -> Start | None:
        if call.name == "current":
            count(call, 0, 0)
            low = len(row_paths(self.owner))
            ground = replace(self, at=(self.owner,), low=low, plural=False, is_owner=True)
            return Start(lambda here, run: [run.current], ground)
        if call.name == "instance":
            return self._instance(call)
        if call.name == "randomize":
            return shuffled_start(call, compiler)
        return None

    def _instance(self, call: Call) -> Start:
        name = name_in(call)
        found = self.spots.lists.get(name)
        if found is None:
            raise ExpressionError("unknown-list", call.at, name=name)
        ground = replace(self, at=(found,), plural=True, is_owner=False)
        return Start(lambda here, run: [run.instances[name]], ground)

    def special(self, call: Call, compiler: Compiler) -> Code | None:
        make = self.specials.get(call.name)
        return None if make is None else make(call, compiler, self)

    def after(self, step: Step) -> Ground:
        if step.axis is Axis.ATTRIBUTE:
            return replace(self, at=(), is_owner=False)
        reached = tuple(spot for spot in _reached(self.at, step) if _fits(spot, step.name))
        if not reached:
            name = ".." if step.axis is Axis.PARENT else step.name
            raise ExpressionError("dangling-reference", step.at, name=name)
        if step.axis is Axis.SELF:
            return replace(self, at=reached)
        low = self.low
        if step.axis is Axis.PARENT:
            low = min([low, *(len(spot.rows) for spot in reached)])
        return replace(
            self,
            at=reached,
            low=low,
            is_owner=False,
            plural=self.plural
            or (step.axis is not Axis.PARENT and any(s.is_repeat for s in reached))
            or step.axis is Axis.DESCENDANT_OR_SELF,
        )

    def note(self) -> None:
        """Remember that what stands here is read."""
        self.reads.update(Read(spot.path, self.low) for spot in self.at if not spot.is_listed)

    def direct(self, path: Path) -> Code | None:
        way = self._way_of(path)
        if way is None:
            return None
        self.reads.add(Read(way.target.path, way.shared))
        return _finder(way)

    def _way_of(self, path: Path) -> Way | None:
        """The way of a path without predicates that leads to one place."""
        steps = [step for step in self.steps_of(path) if step.axis is not Axis.SELF]
        if any(step.predicates or not _is_simple(step) for step in self.steps_of(path)):
            return None
        if isinstance(path.origin, Root):
            target = _follow(self.spots.root, steps)
            return None if target is None or not steps else way_between(self.owner, target)
        if not self._begins_at_owner(path):
            return None
        ups = sum(step.axis is Axis.PARENT for step in steps)
        if any(step.axis is Axis.PARENT for step in steps[ups:]):
            return None
        meeting, target = _follow(self.owner, steps[:ups]), _follow(self.owner, steps)
        if meeting is None or target is None:
            return None
        if meeting is self.owner and self.owner.is_repeat:
            return way_between(self.owner, target)
        return way_through(self.owner, meeting, target)

    def _begins_at_owner(self, path: Path) -> bool:
        if path.origin is None:
            return self.is_owner and self.at == (self.owner,)
        return isinstance(path.origin, Call) and path.origin == Call("current", ())

    def is_plural(self) -> bool:
        return self.plural


def row_paths(owner: Spot) -> tuple[str, ...]:
    """The repeats around the node an expression belongs to; a repeat's own rules stand outside."""
    return owner.rows[:-1] if owner.is_repeat else owner.rows


def _finder(way: Way) -> Finder:
    return find_all(way) if way.is_plural else find_one(way)


def _is_simple(step: Step) -> bool:
    if step.axis is Axis.CHILD:
        return step.name not in _WILD
    return step.axis in {Axis.SELF, Axis.PARENT} and step.name == ANY_NODE


def _follow(spot: Spot, steps: list[Step]) -> Spot | None:
    """Where simple steps lead; None where they lead nowhere."""
    found: Spot | None = spot
    for step in steps:
        if found is None:
            return None
        if step.axis is Axis.CHILD:
            found = found.children.get(step.name)
        elif step.axis is Axis.PARENT:
            found = found.parent
    return found


def _reached(at: tuple[Spot, ...], step: Step) -> list[Spot]:
    match step.axis:
        case Axis.CHILD:
            return [child for spot in at for child in spot.children.values()]
        case Axis.PARENT:
            return [spot.parent for spot in at if spot.parent is not None]
        case Axis.DESCENDANT_OR_SELF:
            return [inner for spot in at for inner in spot.inside()]
        case _:
            return list(at)


def _fits(spot: Spot, name: str) -> bool:
    return name in _WILD or spot.name == name


def _root_of(here: Node, run: Run) -> Nodes:
    node = run.current
    while node.parent is not None:
        node = node.parent
    return [node]
