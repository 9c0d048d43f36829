"""Passages of a text: positions are Unicode code points from 0, half-open as [start, end).  Pure.

Line ends are counted as one code point each, whatever the sender's system writes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

_SENTENCE = re.compile(r"[^\s][^\n]*?(?:[.!?…]+[\"'”“»«)\]]*(?=\s|$)|(?=\n|$))")
# After these a full stop ends no sentence: "z. B.", "ca.", "Nr. 3".
_SHORT = re.compile(
    r"(?:\b(?:[^\W\d_]|bzw|ca|Nr|Abs|Art|ggf|inkl|evtl|usw|Str|St|Dr|bspw|vgl)|\b\d+)\.$"
)


class PassageError(ValueError):
    """A passage that is not in the text."""


@dataclass(frozen=True, slots=True, order=True)
class Passage:
    """From one code point up to, and without, another."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        return text[self.start : self.end]

    def overlaps(self, other: Passage) -> bool:
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a text in which the same marks lie, by their numbers."""

    text: str
    marks: tuple[int, ...]


def plain_text(value: object) -> str:
    """An answer as positions count it: line ends are one sign."""
    return str(value).replace("\r\n", "\n").replace("\r", "\n")


def whole(text: str) -> Passage:
    """All of a text without the white space around it.  Raises PassageError for a blank one."""
    return trimmed(text, Passage(0, len(text)))


def trimmed(text: str, passage: Passage) -> Passage:
    """The same words without white space around them.  Raises PassageError if none are left."""
    if not 0 <= passage.start < passage.end <= len(text):
        raise PassageError(passage)
    words = passage.of(text)
    start = passage.start + len(words) - len(words.lstrip())
    end = passage.end - (len(words) - len(words.rstrip()))
    if start >= end:
        raise PassageError(passage)
    return Passage(start, end)


def found_in(text: str, words: str) -> Passage:
    """Where words stand in a text for the first time.  Raises PassageError if nowhere."""
    wanted = plain_text(words).strip()
    start = text.find(wanted)
    if not wanted or start < 0:
        raise PassageError(words)
    return Passage(start, start + len(wanted))


def sentences(text: str) -> tuple[Passage, ...]:
    """The sentences of a text, one after the other; lines end sentences too."""
    found: list[Passage] = []
    for match in _SENTENCE.finditer(text):
        passage = trimmed(text, Passage(*match.span()))
        if found and _goes_on(text, found[-1], passage):
            found[-1] = Passage(found[-1].start, passage.end)
        else:
            found.append(passage)
    return tuple(found)


def joined(passages: Iterable[Passage], text: str) -> tuple[Passage, ...]:
    """Passages as few as possible: those with only white space between them become one."""
    found: list[Passage] = []
    for passage in sorted(set(passages)):
        if found and not text[found[-1].end : passage.start].strip():
            found[-1] = Passage(found[-1].start, max(found[-1].end, passage.end))
        else:
            found.append(passage)
    return tuple(found)


def stretches(text: str, marks: Sequence[Passage]) -> Iterator[Stretch]:
    """A text cut where marks begin and end, so that overlapping ones can be shown."""
    inside = [Passage(max(0, m.start), min(len(text), m.end)) for m in marks]
    edges = sorted({0, len(text), *(one.start for one in inside), *(one.end for one in inside)})
    for start, end in pairwise(edges):
        here = Passage(start, end)
        numbers = tuple(number for number, one in enumerate(inside) if one.overlaps(here))
        yield Stretch(here.of(text), numbers)


def _goes_on(text: str, before: Passage, passage: Passage) -> bool:
    between = text[before.end : passage.start]
    return "\n" not in between and bool(_SHORT.search(before.of(text)))
