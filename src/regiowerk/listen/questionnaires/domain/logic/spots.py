"""The places of a questionnaire as a tree: what paths may lead to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from regiowerk.listen.questionnaires.domain.instrument import (
    Choice,
    Group,
    Instrument,
    Item,
    Question,
    Repeat,
)

ROOT = "data"  # how XLSForm calls the root element in paths


class Spot:
    """One place.  `rows` are the paths of the repeats around it, its own included."""

    __slots__ = ("children", "depth", "is_listed", "item", "name", "parent", "path", "rows")

    def __init__(self, name: str, parent: Spot | None, item: Item | None, *, is_listed: bool):
        self.name = name
        self.parent = parent
        self.item = item
        self.is_listed = is_listed  # stands in a choice list, not in the questionnaire
        self.path: str = "" if parent is None else f"{parent.path}/{name}"
        self.depth: int = 0 if parent is None else parent.depth + 1
        around: tuple[str, ...] = () if parent is None else parent.rows
        self.rows: tuple[str, ...] = (*around, self.path) if self.is_repeat else around
        self.children: dict[str, Spot] = {}

    @property
    def is_repeat(self) -> bool:
        """Whether nodes here are rows."""
        if self.is_listed:
            return self.name == "item" and self.depth == 2
        return isinstance(self.item, Repeat)

    def inside(self) -> Iterator[Spot]:
        """This place and all below it, in the author's order."""
        yield self
        for child in self.children.values():
            yield from child.inside()

    def line(self) -> list[Spot]:
        """From the root down to this place."""
        above = self.parent.line() if self.parent else []
        return [*above, self]


class Spots:
    """All places of one questionnaire and of its choice lists."""

    def __init__(self, instrument: Instrument) -> None:
        self.instrument = instrument
        self.root = Spot(ROOT, None, None, is_listed=False)
        _grow(self.root, instrument.items)
        self.by_path = {spot.path: spot for spot in self.root.inside()}
        self.by_name: dict[str, list[Spot]] = {}
        for spot in self.by_path.values():
            self.by_name.setdefault(spot.name, []).append(spot)
        self.lists = by_list_name(
            {name: _list(choices) for name, choices in instrument.choice_lists.items()}
        )

    def root_names(self) -> frozenset[str]:
        """The names under which paths may begin."""
        return frozenset({ROOT, self.instrument.key})


def by_list_name[T](lists: Mapping[str, T]) -> dict[str, T]:
    """Lists by the names expressions use: that of the file "towns.csv" is also called "towns"."""
    stems = {name.removesuffix(".csv"): one for name, one in lists.items()}
    return stems | dict(lists)


def _grow(parent: Spot, items: tuple[Item, ...]) -> None:
    for item in items:
        spot = Spot(item.name, parent, item, is_listed=False)
        parent.children[item.name] = spot
        if not isinstance(item, Question):
            _grow(spot, item.items)


def _list(choices: tuple[Choice, ...]) -> Spot:
    top = Spot("", None, None, is_listed=True)
    root = top.children["root"] = Spot("root", top, None, is_listed=True)
    item = root.children["item"] = Spot("item", root, None, is_listed=True)
    for name in columns_of(choices):
        item.children[name] = Spot(name, item, None, is_listed=True)
    return top


def columns_of(choices: tuple[Choice, ...]) -> Mapping[str, None]:
    """What may be asked of a choice: its name, its label and its columns."""
    names = dict.fromkeys(["name", "label"])
    for choice in choices:
        names |= dict.fromkeys(choice.columns)
    return names


def holds(spot: Spot, kind: type[Group | Repeat | Question]) -> bool:
    """Whether an item of this kind stands at a place."""
    return isinstance(spot.item, kind)
