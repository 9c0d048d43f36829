"""Where things stand on a slide, and how large type may be so that everything fits.

Both writers ask here, so that slides and PDF look alike and nothing ever runs out of its frame.
Unit: points; a slide is 960 x 540, that is 13.333 x 7.5 inches.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from regiowerk.ground.documents.domain.deck import Block, Bullets, Columns, Slide
from regiowerk.ground.documents.domain.face import lines
from regiowerk.ground.ui.drawings.scene import Scene

LINE = 1.2  # height of a line, in sizes
BETWEEN = 0.55  # least room between two statements of a list, in sizes
AIRY = 0.95  # the most
INDENT, INDENT_OF_NUMBERS = 0.95, 1.55  # of a list, in sizes
GAP = 36.0  # between two columns


@dataclass(frozen=True, slots=True)
class Frame:
    """A rectangle on the slide."""

    x: float
    y: float
    width: float
    height: float


PAGE = Frame(0, 0, 960, 540)
BAR = Frame(48, 30, 44, 5)  # the accent above every title
TITLE = Frame(48, 42, 864, 70)
BODY = Frame(48, 126, 864, 340)  # below a title of two lines
HIGH_BODY = Frame(48, 104, 864, 362)  # below a title of one
SOURCE = Frame(48, 472, 864, 28)
FOOTER = Frame(48, 509, 700, 18)
NUMBER = Frame(812, 509, 100, 18)
MARK = Frame(792, 16, 120, 19)  # "example data"
OPENING_TITLE = Frame(72, 150, 780, 130)
OPENING_LINE = Frame(72, 292, 780, 84)
OPENING_FOOT = Frame(72, 452, 780, 44)
SECTION_TITLE = Frame(72, 180, 780, 110)
SECTION_LINE = Frame(72, 302, 780, 80)

TITLE_SIZES = (28.0, 26.0, 24.0, 22.0, 20.0, 18.0)
OPENING_SIZES = (44.0, 40.0, 36.0, 32.0, 28.0, 24.0)
SECTION_SIZES = (40.0, 36.0, 32.0, 28.0, 24.0)
LINE_SIZES = (24.0, 22.0, 20.0, 18.0, 16.0)
LIST_SIZES = (26.0, 24.0, 22.0, 20.0, 18.0, 17.0, 16.0)
SOURCE_SIZES = (11.0, 10.5, 10.0, 9.5, 9.0, 8.5)
UNIT_SIZE = 13.0
UNIT_HEIGHT = 24.0


def body(title: str) -> Frame:
    """The room below a title."""
    size = largest(title, TITLE, TITLE_SIZES, bold=True)
    return HIGH_BODY if lines(title, size, TITLE.width, bold=True) == 1 else BODY


def columns(share: float = 0.5, frame: Frame = BODY) -> tuple[Frame, Frame]:
    """The frames of two blocks side by side; `share` is the left one's part of the width."""
    room = frame.width - GAP
    left = round(room * share, 2)
    return (
        Frame(frame.x, frame.y, left, frame.height),
        Frame(frame.x + left + GAP, frame.y, room - left, frame.height),
    )


def placed(slide: Slide) -> tuple[tuple[Block, Frame], ...]:
    """The blocks of a slide with their frames, in reading order."""
    frame = body(slide.title)
    if not isinstance(slide.body, Columns):
        return ((slide.body, frame),)
    left, right = columns(slide.body.share, frame)
    return ((slide.body.left, left), (slide.body.right, right))


def largest(
    text: str, frame: Frame, sizes: Sequence[float], *, bold: bool = False, line: float = LINE
) -> float:
    """The largest of the sizes, which fall, at which a text fits its frame; else the smallest."""
    for size in sizes:
        if lines(text, size, frame.width, bold=bold) * size * line <= frame.height:
            return size
    return sizes[-1]


def indent(block: Bullets) -> float:
    """How far the words of a list stand in, in sizes."""
    return INDENT_OF_NUMBERS if block.numbered else INDENT


def list_height(block: Bullets, size: float, room: float, between: float = BETWEEN) -> float:
    """How high a list stands at a size of type and with so much room between its statements."""
    inner = room - indent(block) * size
    heights = [lines(item, size, inner) * size * LINE for item in block.items]
    if block.heading:
        heights.insert(0, lines(block.heading, size, room, bold=True) * size * LINE)
    return sum(heights) + between * size * max(len(heights) - 1, 0)


@dataclass(frozen=True, slots=True)
class ListLook:
    """Size of type in a list, and the room between its statements in sizes."""

    size: float
    between: float


def list_look(slide: Slide) -> ListLook:
    """The largest type at which every list of a slide fits, set with air where there is room."""
    lists = [(block, frame) for block, frame in placed(slide) if isinstance(block, Bullets)]
    for size in LIST_SIZES:
        if _fit(lists, size, BETWEEN):
            is_airy = _fit(lists, size, AIRY)
            return ListLook(size, AIRY if is_airy else BETWEEN)
    return ListLook(LIST_SIZES[-1], BETWEEN)


def _fit(lists: Sequence[tuple[Bullets, Frame]], size: float, between: float) -> bool:
    return all(
        list_height(block, size, frame.width, between) <= frame.height for block, frame in lists
    )


def fitted(scene: Scene, frame: Frame) -> tuple[Frame, float]:
    """Where a picture stands when it fills its frame, and how many points one of its units takes."""
    scale = min(frame.width / scene.width, frame.height / scene.height)
    width, height = scene.width * scale, scene.height * scale
    x = frame.x + (frame.width - width) / 2
    return Frame(x, frame.y, width, height), scale
