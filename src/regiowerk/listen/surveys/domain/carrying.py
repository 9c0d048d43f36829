"""What becomes of answers when a running questionnaire changes to another version.  Pure.

Answers are known by the path of their question.  An answer moves with its question, is read anew where
the question allows more, and is put aside where the question asks for another kind of answer; nothing is
ever deleted.  A section has to be looked at again only by those whom a difference concerns: because
something is missing or wrong now, because they see something else than what they answered, or because
what they answered goes to other people.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from regiowerk.listen.questionnaires.domain.answers import Field, Value
from regiowerk.listen.questionnaires.domain.differences import Difference
from regiowerk.listen.questionnaires.domain.instrument import Kind
from regiowerk.listen.questionnaires.domain.logic import Sheet
from regiowerk.listen.surveys.domain.progress import Layout

# What somebody agreed to when they answered is different now, whatever the answer.
_CONSENT = frozenset({"moved", "visibility-loosened", "min-cell-loosened", "sign-off-changed"})


@dataclass(frozen=True, slots=True)
class Carry:
    """An answer that is written anew: where, what (None: put aside), and where it stood."""

    field: Field
    value: Value
    was: Field


def moved_paths(differences: Iterable[Difference]) -> dict[str, str]:
    """Old path to new path of everything that stands elsewhere now."""
    return {one.values["old"]: one.path for one in differences if one.kind == "moved"}


def carried(
    differences: Sequence[Difference],
    answers: Mapping[Field, Value],
    old: Layout,
    new: Layout,
) -> tuple[Carry, ...]:
    """The answers of one organisation that have to be written anew, in the order they stood."""
    moved = moved_paths(differences)
    return tuple(_carries(answers, moved, old, new))


def concerned(
    differences: Iterable[Difference], before: Sheet, after: Sheet
) -> dict[str, tuple[Difference, ...]]:
    """By section, the differences that make one organisation look again."""
    then = {field: _seen(before, field) for field in before.fields()}
    asked = _by_path(after)
    found: dict[str, list[Difference]] = {}
    for one in differences:
        if one.reopens and _concerns(one, then, after, asked):
            found.setdefault(one.section, []).append(one)
    return {section: tuple(several) for section, several in found.items()}


def _carries(
    answers: Mapping[Field, Value], moved: Mapping[str, str], old: Layout, new: Layout
) -> Iterator[Carry]:
    for field, value in answers.items():
        path = moved.get(field.path, field.path)
        question = new.questions.get(path)
        if (
            value is None
            or question is None
            or not _is_in_the_same_rows(field, path, moved, old, new)
        ):
            continue
        kind = old.questions[field.path].kind
        if path == field.path and kind is question.kind:
            continue
        yield Carry(Field(path, field.rows), _read_as(value, kind, question.kind), field)


def _is_in_the_same_rows(
    field: Field, path: str, moved: Mapping[str, str], old: Layout, new: Layout
) -> bool:
    """Whether the rows an answer stands in are rows around its new place too."""
    before = [moved.get(repeat, repeat) for repeat in old.repeats_of[field.path]]
    return before == list(new.repeats_of[path])


def _read_as(value: Value, old: Kind, new: Kind) -> Value:
    """The answer as one of another kind; None where it cannot be one."""
    if old is new:
        return value
    if old is Kind.INTEGER and new is Kind.DECIMAL and isinstance(value, int):
        return Decimal(value)
    if old is Kind.INTEGER and new is Kind.TEXT:
        return str(value)
    return None


def _concerns(
    one: Difference,
    then: Mapping[Field, tuple[bool, Value]],
    after: Sheet,
    asked: Mapping[str, Sequence[Field]],
) -> bool:
    fields = [
        field
        for path, several in asked.items()
        if path == one.path or path.startswith(f"{one.path}/")
        for field in several
    ]
    if one.kind in _CONSENT:
        return any(after.state(field).value is not None for field in fields)
    if one.kind == "retyped" and any(
        value is not None for field, (_relevant, value) in then.items() if field.path == one.path
    ):
        return True
    return any(
        after.state(field).problem is not None
        or (field in then and then[field] != _seen(after, field))
        for field in fields
    )


def _seen(sheet: Sheet, field: Field) -> tuple[bool, Value]:
    state = sheet.state(field)
    return state.is_relevant, state.value


def _by_path(sheet: Sheet) -> dict[str, list[Field]]:
    found: dict[str, list[Field]] = {}
    for field in sheet.fields():
        found.setdefault(field.path, []).append(field)
    return found
