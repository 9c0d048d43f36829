"""A deck of slides as plain values.  One model, two writers: PPTX and tagged PDF.

Every slide says one statement as its title, shows one picture or one list, names its source in a line
and carries notes: what to say, and the source of every figure on it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from regiowerk.ground.ui.drawings.scene import Scene, TableTwin


@dataclass(frozen=True, slots=True)
class Bullets:
    """Short statements, one line each if possible; a step line numbers them, from `first` on."""

    items: tuple[str, ...]
    numbered: bool = False
    heading: str = ""
    first: int = 1


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One large figure: "29" - "municipalities" - where it is from."""

    value: str
    label: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class KeyFigures:
    figures: tuple[KeyFigure, ...]


@dataclass(frozen=True, slots=True)
class Series:
    name: str
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """Horizontal bars, a native chart in slides; several series are stacked.  Units in `unit`."""

    categories: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str = ""
    summary: str = ""  # text alternative
    highlighted: frozenset[int] = frozenset()  # categories in accent, the rest calm


@dataclass(frozen=True, slots=True)
class Picture:
    scene: Scene


@dataclass(frozen=True, slots=True)
class Table:
    twin: TableTwin


type Block = Bullets | KeyFigures | Chart | Picture | Table


@dataclass(frozen=True, slots=True)
class Columns:
    """Two blocks side by side; `share` is the left one's part of the width."""

    left: Block
    right: Block
    share: float = 0.5


@dataclass(frozen=True, slots=True)
class Slide:
    title: str
    body: Block | Columns
    source: str = ""
    notes: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A slide that opens a part: only a title and a line below it."""

    title: str
    line: str = ""


@dataclass(frozen=True, slots=True)
class Deck:
    title: str
    subtitle: str
    occasion: str  # "Stand 24. Januar 2022"
    author: str  # the organisation that speaks
    on: date
    slides: tuple[Slide | Section, ...]
    accent: str = "#1F5C7A"
    language: str = "de"
    example_mark: str = ""  # "Beispieldaten" on every slide, or nothing
    footer: str = ""
