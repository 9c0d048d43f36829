"""The shape of the bodies of a process.  Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping


class CircleError(Exception):
    """A body would stand above itself."""


def outline[Item](
    items: Iterable[Item],
    *,
    id_of: Callable[[Item], int],
    parent_of: Callable[[Item], int | None],
) -> Iterator[tuple[int, Item]]:
    """Yield (depth, item) from the roots down, siblings in the order given.

    An item whose parent is not among the items counts as a root, so that nothing is lost.
    """
    given = list(items)
    known = {id_of(item) for item in given}
    children: dict[int | None, list[Item]] = {}
    for item in given:
        parent = parent_of(item)
        children.setdefault(parent if parent in known else None, []).append(item)

    def walk(parent: int | None, depth: int) -> Iterator[tuple[int, Item]]:
        for item in children.get(parent, []):
            yield depth, item
            yield from walk(id_of(item), depth + 1)

    yield from walk(None, 0)


def check_parent(parents: Mapping[int, int | None], *, of: int, under: int | None) -> None:
    """Refuse a parent that would put something above itself."""
    above = under
    while above is not None:
        if above == of:
            raise CircleError
        above = parents[above]
