"""What a drawing is made of.  Pure values: no Django, no SVG, no slide.

A scene has its own unit (the picture is `width` x `height` units, y grows downwards).  Every mark has
a `tone`, a word from `Tone`; what colour a tone has is decided where the scene is drawn (page light,
page dark, print, slide), so that no colour is ever the only carrier of meaning and none is fixed here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Tone(StrEnum):
    """The role of a mark in the picture, never its colour."""

    INK = "ink"  # text and strong lines
    MUTED = "muted"  # secondary text
    LINE = "line"  # hairlines, borders, grid
    GROUND = "ground"  # the paper
    SURFACE = "surface"  # a calm area, one step off the paper
    ACCENT = "accent"  # the region's one accent
    ACCENT_SOFT = "accent-soft"
    ON_ACCENT = "on-accent"  # text on accent
    TODAY = "today"
    STEP_1 = "step-1"  # sequential scale, light to dark, five classes
    STEP_2 = "step-2"
    STEP_3 = "step-3"
    STEP_4 = "step-4"
    STEP_5 = "step-5"
    CLASS_1 = "class-1"  # categorical palette, safe for colour-blind readers
    CLASS_2 = "class-2"
    CLASS_3 = "class-3"
    CLASS_4 = "class-4"
    CLASS_5 = "class-5"
    CLASS_6 = "class-6"
    BELOW_2 = "below-2"  # scale with two sides: far below the middle
    BELOW_1 = "below-1"
    MIDDLE = "middle"
    ABOVE_1 = "above-1"
    ABOVE_2 = "above-2"
    ON_CLASS = "on-class"  # text on a categorical colour
    MISSING = "missing"  # no value
    NONE = "none"  # no fill or no stroke


class Anchor(StrEnum):
    START = "start"
    MIDDLE = "middle"
    END = "end"


@dataclass(frozen=True, slots=True)
class Area:
    """A filled shape: one or more closed rings of points; later rings are holes (even-odd)."""

    rings: tuple[tuple[tuple[float, float], ...], ...]
    fill: Tone
    stroke: Tone = Tone.GROUND
    stroke_width: float = 1.0
    hatched: bool = False  # approximate, unconfirmed
    label: str = ""  # for pointer and screen reader, e.g. "Brakel: 16.130 inhabitants"
    address: str = ""  # where a click leads; empty: nowhere


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle with the upper left corner at x, y."""

    x: float
    y: float
    width: float
    height: float
    fill: Tone
    stroke: Tone = Tone.NONE
    stroke_width: float = 1.0
    radius: float = 0.0
    hatched: bool = False
    label: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    points: tuple[tuple[float, float], ...]
    stroke: Tone = Tone.LINE
    stroke_width: float = 1.0
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Dot:
    x: float
    y: float
    radius: float
    fill: Tone = Tone.ACCENT
    stroke: Tone = Tone.GROUND
    stroke_width: float = 1.0
    label: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text; x, y is the anchor on the base line, size in scene units."""

    x: float
    y: float
    text: str
    size: float = 12.0
    tone: Tone = Tone.INK
    anchor: Anchor = Anchor.START
    bold: bool = False
    halo: bool = False  # a rim in the colour of the paper, for labels on a map


type Mark = Area | Box | Line | Dot | Words


@dataclass(frozen=True, slots=True)
class TableTwin:
    """The same content as a table, for everybody who does not see the picture."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: frozenset[int] = field(default_factory=frozenset)  # columns set right-aligned


@dataclass(frozen=True, slots=True)
class Scene:
    """A picture with its title, the sentence that says what it shows, its source and table twin."""

    title: str
    summary: str
    width: float
    height: float
    marks: tuple[Mark, ...]
    table: TableTwin
    source: str = ""
    legend: tuple[tuple[Tone, str], ...] = ()  # only what the marks do not already explain
    narrow: Scene | None = None  # the same picture laid out for a phone
