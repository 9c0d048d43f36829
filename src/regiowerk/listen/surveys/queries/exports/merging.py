"""All versions of a questionnaire as one, so that a question keeps its column.  Pure.

A question is the same one if kind and repeats are the same and it stands at the same path, or if it
is the only one of its name before and after: then it was moved.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from regiowerk.listen.questionnaires.domain.instrument import (
    Choice,
    Group,
    Instrument,
    Item,
    Kind,
    Placed,
    Question,
    Repeat,
    questions,
    walk,
)

type Moves = Mapping[
    str, str
]  # path in a version -> path in the whole; those that stay are left out


@dataclass(frozen=True, slots=True)
class Whole:
    """What was asked in any version, and where in it each version's questions stand."""

    instrument: Instrument
    moves: Mapping[str, Moves]  # by the hash of the version

    def path_of(self, version_hash: str, path: str) -> str:
        """Of a version nobody's last submission is of, questions are looked for where they stood."""
        return self.moves.get(version_hash, {}).get(path, path)


@dataclass(frozen=True, slots=True)
class Edition:
    """One version as it is merged."""

    number: int
    content_hash: str
    instrument: Instrument


def merged(editions: Sequence[Edition]) -> Whole:
    """The newest version first, and what only older ones asked at the end of its group."""
    ordered = sorted(editions, key=lambda one: -one.number)
    whole = ordered[0].instrument
    moves: dict[str, Moves] = {ordered[0].content_hash: {}}
    for edition in ordered[1:]:
        merging = _Merging(whole, edition)
        whole = merging.result()
        moves[edition.content_hash] = merging.moves
    return Whole(whole, moves)


class _Merging:
    """An older version on its way into the whole."""

    def __init__(self, whole: Instrument, edition: Edition) -> None:
        self._whole, self._edition = whole, edition
        self._lists = dict(whole.choice_lists)
        self._same = _same_elsewhere(whole, edition.instrument)
        self.moves: dict[str, str] = dict(self._same)

    def result(self) -> Instrument:
        items = self._items(self._whole.items, self._edition.instrument.items, "", "")
        whole = replace(self._whole, items=items, choice_lists=self._lists)
        return self._with_old_choices(whole)

    def _items(
        self, new: Sequence[Item], old: Iterable[Item], path: str, old_path: str
    ) -> tuple[Item, ...]:
        found = list(new)
        for item in old:
            here = f"{old_path}/{item.name}"
            if here in self._same:
                continue
            place = _counterpart(found, item)
            if place is None:
                self._add(found, item, path, here)
                continue
            there = found[place]
            self._note(here, f"{path}/{there.name}")
            if not isinstance(there, Question) and not isinstance(item, Question):
                inside = self._items(there.items, item.items, f"{path}/{there.name}", here)
                found[place] = replace(there, items=inside)
        return tuple(found)

    def _add(self, found: list[Item], item: Item, path: str, here: str) -> None:
        """What the whole does not have; under another name if its own one is taken."""
        taken = {one.name.casefold() for one in found}
        name = item.name
        if name.casefold() in taken:
            name = f"{name}_v{self._edition.number}"
        there = f"{path}/{name}"
        self._note(here, there)
        if isinstance(item, Question):
            found.append(replace(self._with_its_choices(item), name=name))
            return
        inside = self._items((), item.items, there, here)
        if inside:
            found.append(replace(item, name=name, items=inside))

    def _with_its_choices(self, question: Question) -> Question:
        """A list of the same name may say something else by now."""
        choices = self._edition.instrument.choice_lists.get(question.choice_list)
        if choices is None or self._lists.get(question.choice_list) == choices:
            return question
        name = question.choice_list
        if name in self._lists:
            name = f"{name}_v{self._edition.number}"
        self._lists[name] = choices
        return replace(question, choice_list=name)

    def _with_old_choices(self, whole: Instrument) -> Instrument:
        """Codes that were offered once stay in the lists of their questions."""
        old = questions(self._edition.instrument)
        more: dict[str, tuple[Choice, ...]] = {}
        for path, placed in old.items():
            there = self.moves.get(path, path)
            entry = questions(whole).get(there)
            if entry is None or not isinstance(placed.item, Question):
                continue
            added = self._missing_choices(entry, placed.item)
            if added:
                more[there] = added
        if not more:
            return whole
        lists = dict(whole.choice_lists)
        items = _with_lists(whole.items, "", more, lists)
        return replace(whole, items=items, choice_lists=lists)

    def _missing_choices(self, entry: Placed, old: Question) -> tuple[Choice, ...]:
        now = entry.item.choice_list if isinstance(entry.item, Question) else ""
        known = {choice.code for choice in self._lists.get(now, ())}
        before = self._edition.instrument.choice_lists.get(old.choice_list, ())
        return tuple(choice for choice in before if choice.code not in known)

    def _note(self, here: str, there: str) -> None:
        if here != there:
            self.moves[here] = there


def _same_elsewhere(whole: Instrument, old: Instrument) -> dict[str, str]:
    """Questions that were moved: the only ones of their name, and at their old path no more."""
    now, before = questions(whole), questions(old)
    once = _named_once(now), _named_once(before)
    found = {}
    for path, placed in before.items():
        name = placed.item.name
        other = once[0].get(name)
        if path not in now and other is not None and name in once[1] and _is_same(other, placed):
            found[path] = other.path
    return found


def _named_once(placed: Mapping[str, Placed]) -> dict[str, Placed]:
    times = Counter(one.item.name for one in placed.values())
    return {one.item.name: one for one in placed.values() if times[one.item.name] == 1}


def _is_same(one: Placed, other: Placed) -> bool:
    return one.repeats == other.repeats and _is_alike(one.item, other.item)


def _is_alike(one: Item, other: Item) -> bool:
    if isinstance(one, Question) and isinstance(other, Question):
        return one.kind is other.kind
    return type(one) is type(other)


def _counterpart(found: Sequence[Item], item: Item) -> int | None:
    """The place of the same item; one that had to change its name counts as well."""
    for place, one in enumerate(found):
        stem, _v, number = one.name.rpartition("_v")
        is_named_so = one.name == item.name or (stem == item.name and number.isdigit())
        if is_named_so and _is_alike(one, item):
            return place
    return None


def _with_lists(
    items: Iterable[Item],
    parent: str,
    more: Mapping[str, tuple[Choice, ...]],
    lists: dict[str, tuple[Choice, ...]],
) -> tuple[Item, ...]:
    """Questions with codes of older versions get a list of their own."""
    found: list[Item] = []
    for item in items:
        path = f"{parent}/{item.name}"
        if isinstance(item, Group | Repeat):
            found.append(replace(item, items=_with_lists(item.items, path, more, lists)))
        elif path in more:
            lists[path] = (*lists.get(item.choice_list, ()), *more[path])
            found.append(replace(item, choice_list=path))
        else:
            found.append(item)
    return tuple(found)


def veiled(instrument: Instrument, shown: frozenset[str]) -> Instrument:
    """The same questionnaire in which all other questions are notes without a word.

    They keep their place and name, so that the columns of the others are called as ever.
    """
    return replace(instrument, items=_veiled(instrument.items, "", shown))


def _veiled(items: Iterable[Item], parent: str, shown: frozenset[str]) -> tuple[Item, ...]:
    found: list[Item] = []
    for item in items:
        path = f"{parent}/{item.name}"
        if isinstance(item, Group | Repeat):
            found.append(replace(item, items=_veiled(item.items, path, shown)))
        elif path in shown:
            found.append(item)
        else:
            found.append(Question(item.name, Kind.NOTE))
    return tuple(found)


def repeats_with(instrument: Instrument, shown: frozenset[str]) -> frozenset[str]:
    """The repeats in which at least one question is shown."""
    return frozenset(
        repeat for placed in walk(instrument) if placed.path in shown for repeat in placed.repeats
    )
