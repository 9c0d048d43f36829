"""What has changed between two instruments, and what it means for answers already given.  Pure.

Answers are known by the path of their question.  A section is opened again where somebody has to
look: a question became required, its answers mean something else, or an answer is not offered any
more.  Words alone open nothing; what was removed is kept and hidden.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from regiowerk.listen.questionnaires.domain.instrument import (
    CHOOSING,
    Choice,
    Group,
    Instrument,
    Kind,
    Placed,
    Question,
    Repeat,
    Visibility,
    say,
    section_of,
    walk,
)

CIRCLES = tuple(Visibility)  # from the widest to the narrowest
# Answers of the first kind can be read as answers of the second.
_CARRIED = frozenset({(Kind.INTEGER, Kind.DECIMAL), (Kind.INTEGER, Kind.TEXT)})
_RULES = ("relevant", "constraint", "calculation", "choice_filter", "default", "parameters")
_WORDS = ("label", "hint", "guidance", "required_message", "constraint_message")


@dataclass(frozen=True, slots=True)
class Difference:
    """One change at one place; `values` are what its sentence names."""

    kind: str
    path: str
    section: str
    reopens: bool
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def carries_over(self) -> bool:
        """Whether answers given before are still answers."""
        return self.kind not in {"removed", "retyped", "choice-removed", "group-removed"}


def differences_of(old: Instrument, new: Instrument) -> tuple[Difference, ...]:
    """Everything that is different, in the order of the new instrument; removed things last."""
    return tuple(_Comparison(old, new).all())


def reopened_sections(differences: Iterable[Difference]) -> frozenset[str]:
    """The sections of the new instrument somebody has to look at again."""
    return frozenset(one.section for one in differences if one.reopens)


class _Comparison:
    def __init__(self, old: Instrument, new: Instrument) -> None:
        self._old, self._new = old, new
        self._before = {placed.path: placed for placed in walk(old)}
        self._after = {placed.path: placed for placed in walk(new)}
        self._moved = self._moves()

    def all(self) -> Iterator[Difference]:
        if self._old.title != self._new.title:
            yield Difference("retitled", "", "", reopens=False)
        for path, placed in self._after.items():
            before = self._before.get(self._moved.get(path, path))
            if before is None or _sort(before) is not _sort(placed):
                yield from self._added(placed)
                continue
            if path in self._moved:
                yield self._at("moved", placed, reopens=True, old=self._moved[path])
            yield from self._compared(before, placed)
        yield from self._order()
        gone = set(self._moved.values())
        for path, placed in self._before.items():
            after = self._after.get(path)
            if path not in gone and (after is None or _sort(after) is not _sort(placed)):
                yield self._removed(placed)

    def _moves(self) -> dict[str, str]:
        """New path to old path, where a name or an indicator has only changed its place."""
        removed = {p: one for p, one in self._before.items() if p not in self._after}
        added = {p: one for p, one in self._after.items() if p not in self._before}
        found: dict[str, str] = {}
        for path, placed in added.items():
            same = [
                old
                for old, one in removed.items()
                if old not in found.values() and _is_same(one, placed)
            ]
            if len(same) == 1:
                found[path] = same[0]
        return found

    def _added(self, placed: Placed) -> Iterator[Difference]:
        item = placed.item
        if not isinstance(item, Question):
            yield self._at("group-added", placed, reopens=False)
            return
        is_required = bool(item.required) and item.is_answerable
        yield self._at("added-required" if is_required else "added", placed, reopens=is_required)

    def _removed(self, placed: Placed) -> Difference:
        kind = "removed" if isinstance(placed.item, Question) else "group-removed"
        section = section_of(placed.path, self._old)
        return Difference(kind, placed.path, section, reopens=False, values=self._named(placed))

    def _compared(self, before: Placed, after: Placed) -> Iterator[Difference]:
        old, new = before.item, after.item
        if isinstance(old, Question) and isinstance(new, Question):
            yield from self._questions(old, new, after)
            return
        if old.label != new.label or old.hint != new.hint:
            yield self._at("group-relabelled", after, reopens=False)
        if old.relevant != new.relevant or getattr(old, "count", "") != getattr(new, "count", ""):
            yield self._at("group-rule-changed", after, reopens=True)

    def _questions(self, old: Question, new: Question, placed: Placed) -> Iterator[Difference]:
        if old.kind is not new.kind:
            is_loss = (old.kind, new.kind) not in _CARRIED
            kind = "retyped" if is_loss else "widened"
            yield self._at(kind, placed, reopens=is_loss, old=old.kind, new=new.kind)
        if any(getattr(old, word) != getattr(new, word) for word in _WORDS):
            was = say(old.label, self._old.default_language, self._old.default_language)
            yield self._at("relabelled", placed, reopens=False, old=was)
        yield from self._required(old, new, placed)
        rules = [word for word in _RULES if getattr(old, word) != getattr(new, word)]
        if rules:
            yield self._at("rule-changed", placed, reopens=True, rules=", ".join(rules))
        yield from self._circles(old, new, placed)
        if old.kind in CHOOSING and new.kind in CHOOSING:
            yield from self._choices(old, new, placed)

    def _required(self, old: Question, new: Question, placed: Placed) -> Iterator[Difference]:
        if old.required == new.required:
            return
        if not new.required:
            yield self._at("made-optional", placed, reopens=False)
        else:
            yield self._at("made-required", placed, reopens=True)

    def _circles(self, old: Question, new: Question, placed: Placed) -> Iterator[Difference]:
        """Who may see an answer: a wider circle was not agreed to by whoever answered."""
        before, after = _circle(old.visibility), _circle(new.visibility)
        values = {"old": old.visibility or "", "new": new.visibility or ""}
        if after > before:
            yield self._at("visibility-tightened", placed, reopens=False, **values)
        elif after < before:
            yield self._at("visibility-loosened", placed, reopens=True, **values)
        if (new.min_cell or 0) < (old.min_cell or 0) and new.visibility is Visibility.AGGREGATE:
            yield self._at("min-cell-loosened", placed, reopens=True)
        if old.sign_off is not new.sign_off:
            yield self._at("sign-off-changed", placed, reopens=True)

    def _choices(self, old: Question, new: Question, placed: Placed) -> Iterator[Difference]:
        before = _by_code(self._old, old.choice_list)
        after = _by_code(self._new, new.choice_list)
        for code, choice in after.items():
            if code not in before:
                yield self._choice("choice-added", placed, choice, reopens=False)
            elif before[code].label != choice.label:
                yield self._choice("choice-relabelled", placed, choice, reopens=False)
        for code, choice in before.items():
            if code not in after:
                yield self._choice("choice-removed", placed, choice, reopens=True)

    def _choice(self, kind: str, placed: Placed, choice: Choice, *, reopens: bool) -> Difference:
        label = say(choice.label, self._new.default_language) or choice.code
        return self._at(kind, placed, reopens=reopens, choice=label)

    def _order(self) -> Iterator[Difference]:
        """Questions whose neighbours are the same, but in another order."""
        for path, placed in self._after.items():
            before = self._before.get(path)
            if before is None or isinstance(placed.item, Question):
                continue
            if isinstance(before.item, Question):
                continue
            was = [item.name for item in before.item.items]
            now = [item.name for item in placed.item.items]
            common = set(was) & set(now)
            if [n for n in was if n in common] != [n for n in now if n in common]:
                yield self._at("reordered", placed, reopens=False)

    def _at(self, kind: str, placed: Placed, *, reopens: bool, **values: str) -> Difference:
        section = section_of(placed.path, self._new)
        named = {**self._named(placed), **{name: str(value) for name, value in values.items()}}
        return Difference(kind, placed.path, section, reopens, named)

    def _named(self, placed: Placed) -> dict[str, str]:
        language = self._new.default_language
        label = say(placed.item.label, language, self._old.default_language)
        return {"name": label or placed.item.name}


def _sort(placed: Placed) -> type:
    return type(placed.item)


def _is_same(old: Placed, new: Placed) -> bool:
    """Whether an item has only gone elsewhere: the same indicator, or name and kind."""
    if not isinstance(old.item, Question) or not isinstance(new.item, Question):
        return (
            isinstance(old.item, Group | Repeat)
            and _sort(old) is _sort(new)
            and (old.item.name == new.item.name)
        )
    if old.item.indicator or new.item.indicator:
        return old.item.indicator == new.item.indicator
    return old.item.name == new.item.name and old.item.kind is new.item.kind


def _circle(visibility: Visibility | None) -> int:
    return len(CIRCLES) if visibility is None else CIRCLES.index(visibility)


def _by_code(instrument: Instrument, choice_list: str) -> dict[str, Choice]:
    return {choice.code: choice for choice in instrument.choice_lists.get(choice_list, ())}
