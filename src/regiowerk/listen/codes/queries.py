"""A codebook as a tree, how much is coded with each code, and its frozen versions."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count as Counted

from regiowerk.ground.process.models import Process
from regiowerk.listen.codes.domain.freezing import Entry, Record, record_of
from regiowerk.listen.codes.domain.tree import CodeTree, Node
from regiowerk.listen.codes.models import Code, Codebook, CodebookVersion


@dataclass(frozen=True)
class Book:
    """A codebook with its tree; all codes are in memory, for every question about it needs them."""

    codebook: Codebook | None
    codes: Mapping[int, Code]

    @cached_property
    def tree(self) -> CodeTree:
        return CodeTree.of(_node(code) for code in self.codes.values())

    @cached_property
    def standing(self) -> tuple[tuple[int, Code], ...]:
        """The codes that are not merged, with their depth, as one reads."""
        return tuple((depth, self.codes[node.id]) for depth, node in self.tree.walk())

    @property
    def merged(self) -> tuple[Code, ...]:
        """Those that stand for another one now, by name."""
        found = [code for code in self.codes.values() if code.merged_into_id]
        return tuple(sorted(found, key=lambda code: (code.name.casefold(), code.pk)))

    def path(self, code: Code) -> str:
        return self.tree.path(code.pk)

    def by_key(self, key: str) -> Code | None:
        return next((code for code in self.codes.values() if code.key == key), None)

    def assignable(self) -> tuple[tuple[str, Code], ...]:
        """The codes passages may be assigned to, with their paths, as one reads."""
        return tuple(
            (self.path(code), code) for _depth, code in self.standing if code.is_assignable
        )

    def meaning(self, code: int) -> Code:
        """The code that counts for another one."""
        return self.codes[self.tree.standing(code)]


def book_of(process: Process) -> Book:
    """The codebook of a process; an empty one where none was begun."""
    found = Code.objects.filter(codebook__process=process).select_related("codebook")
    codes = {code.pk: code for code in found.order_by("position", "name", "pk")}
    first = next(iter(codes.values()), None)
    codebook = first.codebook if first else Codebook.objects.filter(process=process).first()
    if codebook is not None:
        codebook.process = process
    return Book(codebook, codes)


def usage_of(book: Book) -> dict[int, int]:
    """How much is coded with each standing code itself: whatever points at a code counts.

    The rooms above keep their own codings; they are found by their foreign keys.
    """
    numbers: Counter[int] = Counter()
    for relation in Code._meta.related_objects:
        name = relation.field.name
        if book.codebook is None or relation.related_model is Code:
            continue
        rows = relation.related_model._default_manager.filter(
            **{f"{name}__codebook": book.codebook}
        )
        for code, number in rows.order_by().values_list(name).annotate(number=Counted("pk")):
            numbers[book.tree.standing(code)] += number
    return dict(numbers)


def record_in(book: Book, process: Process) -> Record:
    """What a codebook says now, as it would be frozen."""
    keys = {code.pk: code.key for code in book.codes.values()}
    ordered = [*(code for _depth, code in book.standing), *book.merged]
    return record_of(process.key, (_entry(code, keys) for code in ordered))


def versions_of(book: Book) -> list[CodebookVersion]:
    """The frozen versions, the newest first, without their content."""
    if book.codebook is None:
        return []
    return list(book.codebook.versions.defer("content").order_by("-number"))


def version_with(process: Process, content_hash: str) -> CodebookVersion | None:
    """The frozen version something was made with."""
    found = CodebookVersion.objects.filter(codebook__process=process, content_hash=content_hash)
    return found.defer("content").order_by("number").first()


def frozen_in(version: CodebookVersion) -> Record:
    """A frozen version as a record."""
    found: Record = json.loads(version.content)
    return found


def _node(code: Code) -> Node:
    return Node(code.pk, code.parent_id, code.name, code.position, code.merged_into_id)


def _entry(code: Code, keys: Mapping[int, str]) -> Entry:
    return Entry(
        key=code.key,
        parent=keys[code.parent_id] if code.parent_id else "",
        name=code.name,
        definition=code.definition,
        anchor=code.anchor,
        inclusion=code.inclusion,
        exclusion=code.exclusion,
        is_assignable=code.is_assignable,
        tone=code.tone,
        merged_into=keys[code.merged_into_id] if code.merged_into_id else "",
    )


def paths(book: Book, codes: Iterable[int]) -> list[str]:
    """The paths of some codes as they count now, in the order of the tree."""
    wanted = {book.tree.standing(code) for code in codes}
    return [book.path(code) for _depth, code in book.standing if code.pk in wanted]
