"""Drawings as native shapes in one group, with the sentence that says what they show."""

from __future__ import annotations

from collections.abc import Sequence

from pptx.dml.color import RGBColor
from pptx.dml.fill import FillFormat
from pptx.dml.line import LineFormat
from pptx.enum.dml import MSO_LINE, MSO_PATTERN
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.enum.text import PP_ALIGN
from pptx.oxml import parse_xml
from pptx.shapes.autoshape import Shape
from pptx.shapes.group import GroupShape
from pptx.shapes.shapetree import GroupShapes
from pptx.slide import Slide as Page
from pptx.util import Emu, Pt

from regiowerk.ground.documents.domain.face import arial
from regiowerk.ground.documents.domain.layout import Frame, fitted
from regiowerk.ground.documents.slides.template import EMU, NAMESPACES
from regiowerk.ground.documents.slides.words import bare, without_style, write
from regiowerk.ground.ui.drawings.measure import width
from regiowerk.ground.ui.drawings.palette import Palette
from regiowerk.ground.ui.drawings.scene import (
    Anchor,
    Area,
    Box,
    Dot,
    Line,
    Mark,
    Scene,
    Tone,
    Words,
)

ABOVE, HEIGHT = 0.905, 1.15  # of Arial: above the base line, and a whole line, in sizes
ALIGN = {
    Anchor.START: PP_ALIGN.LEFT,
    Anchor.MIDDLE: PP_ALIGN.CENTER,
    Anchor.END: PP_ALIGN.RIGHT,
}
VEIL = 72000  # how dense the paper behind a label on a map is, in thousandths of a percent


def draw(page: Page, scene: Scene, frame: Frame, palette: Palette) -> None:
    """Draw a picture as large as its frame allows."""
    place, scale = fitted(scene, frame)
    group = page.shapes.add_group_shape()
    pen = _Pen(group, palette, place.x, place.y, scale)
    for mark in scene.marks:
        pen.mark(mark)
    group.name = scene.title
    about = group._element.nvGrpSpPr.cNvPr
    about.set("descr", f"{scene.title}. {scene.summary}".strip())
    _fix(group, place)


def _fix(group: GroupShape, place: Frame) -> None:
    """Say how large the group is: exactly the picture, whatever its shapes add up to."""
    x, y, across, down = (
        round(part * EMU) for part in (place.x, place.y, place.width, place.height)
    )
    properties = group._element.grpSpPr
    old = properties.find(f"{{{properties.nsmap['a']}}}xfrm")
    if old is not None:
        properties.remove(old)
    properties.insert(
        0,
        parse_xml(
            f'<a:xfrm {NAMESPACES}><a:off x="{x}" y="{y}"/><a:ext cx="{across}" cy="{down}"/>'
            f'<a:chOff x="{x}" y="{y}"/><a:chExt cx="{across}" cy="{down}"/></a:xfrm>'
        ),
    )


class _Canvas(GroupShapes):  # type: ignore[misc] # seen without types, see pyproject
    """Shapes of a group that is not measured anew after each one; `_fix` says how large it is."""

    def _recalculate_extents(self) -> None:
        pass


class _Pen:
    """Turns the marks of a scene into shapes; units of the picture become points of the slide."""

    def __init__(
        self, group: GroupShape, palette: Palette, x: float, y: float, scale: float
    ) -> None:
        self.shapes = _Canvas(group._element, group)
        self.palette = palette
        self.x, self.y, self.scale = x, y, scale

    def mark(self, mark: Mark) -> None:
        match mark:
            case Area():
                self.area(mark)
            case Box():
                self.box(mark)
            case Line():
                self.line(mark)
            case Dot():
                self.dot(mark)
            case Words():
                self.words(mark)

    def area(self, mark: Area) -> None:
        rings = [self.points(ring) for ring in mark.rings if len(ring) > 2]
        if not rings:
            return
        builder = self.shapes.build_freeform(*rings[0][0], scale=1.0)
        builder.add_line_segments(rings[0][1:], close=True)
        for ring in rings[1:]:
            builder.move_to(*ring[0])
            builder.add_line_segments(ring[1:], close=True)
        self.paint(
            builder.convert_to_shape(), mark.fill, mark.stroke, mark.stroke_width, mark.hatched
        )

    def box(self, mark: Box) -> None:
        kind = MSO_SHAPE.ROUNDED_RECTANGLE if mark.radius else MSO_SHAPE.RECTANGLE
        place = (*self.point(mark.x, mark.y), self.length(mark.width), self.length(mark.height))
        shape = self.shapes.add_shape(kind, *place)
        if mark.radius:
            shape.adjustments[0] = min(mark.radius / max(min(mark.width, mark.height), 0.01), 0.5)
        self.paint(shape, mark.fill, mark.stroke, mark.stroke_width, mark.hatched)

    def dot(self, mark: Dot) -> None:
        across = self.length(2 * mark.radius)
        place = self.point(mark.x - mark.radius, mark.y - mark.radius)
        shape = self.shapes.add_shape(MSO_SHAPE.OVAL, *place, across, across)
        self.paint(shape, mark.fill, mark.stroke, mark.stroke_width)

    def line(self, mark: Line) -> None:
        points = self.points(mark.points)
        if len(points) < 2:
            return
        if len(points) == 2:
            shape = self.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, *points[0], *points[1])
        else:
            builder = self.shapes.build_freeform(*points[0], scale=1.0)
            builder.add_line_segments(points[1:], close=False)
            shape = builder.convert_to_shape()
            shape.fill.background()
        without_style(shape)
        self.stroke(shape.line, mark.stroke, mark.stroke_width)
        if mark.dashed:
            shape.line.dash_style = MSO_LINE.DASH

    def words(self, mark: Words) -> None:
        """A text box whose base line and anchor are those of the words, without wrapping."""
        if not mark.text.strip():
            return
        across = width(mark.text, mark.size, bold=mark.bold)
        # smaller where Arial runs wider, so that the words keep to the room the drawing gave them
        narrower = min(1.0, across / arial(mark.text, mark.size, bold=mark.bold))
        size = mark.size * self.scale * narrower
        left = (
            mark.x - {Anchor.START: 0.0, Anchor.MIDDLE: across / 2, Anchor.END: across}[mark.anchor]
        )
        place = self.point(left, mark.y - ABOVE * mark.size)
        shape = self.shapes.add_textbox(
            *place, self.length(across), self.length(HEIGHT * mark.size)
        )
        bare(shape.text_frame, is_wrapped=False)
        paragraph = shape.text_frame.paragraphs[0]
        colour = self.palette.colour(mark.tone)
        write(
            paragraph, mark.text, size=size, bold=mark.bold, colour=colour, align=ALIGN[mark.anchor]
        )
        if mark.halo:
            self.halo(shape)

    def halo(self, shape: Shape) -> None:
        """Lay a veil of paper behind the words; programs do not agree on rims around letters."""
        shape.fill.solid()
        shape.fill.fore_color.rgb = self.rgb(Tone.GROUND)
        colour = shape.fill._xPr.find(f".//{{{shape._element.nsmap['a']}}}srgbClr")
        colour.append(parse_xml(f'<a:alpha {NAMESPACES} val="{VEIL}"/>'))

    def paint(
        self, shape: Shape, fill: Tone, stroke: Tone, stroke_width: float, hatched: bool = False
    ) -> None:
        without_style(shape)
        self.fill(shape.fill, fill, is_hatched=hatched)
        self.stroke(shape.line, stroke, stroke_width)

    def fill(self, fill: FillFormat, tone: Tone, *, is_hatched: bool) -> None:
        if tone is Tone.NONE:
            fill.background()
        elif is_hatched:
            fill.patterned()
            fill.pattern = MSO_PATTERN.WIDE_UPWARD_DIAGONAL
            fill.fore_color.rgb = self.rgb(tone)
            fill.back_color.rgb = self.rgb(Tone.GROUND)
        else:
            fill.solid()
            fill.fore_color.rgb = self.rgb(tone)

    def stroke(self, line: LineFormat, tone: Tone, stroke_width: float) -> None:
        if tone is Tone.NONE or not stroke_width:
            line.fill.background()
            return
        line.color.rgb = self.rgb(tone)
        line.width = Pt(stroke_width * self.scale)

    def rgb(self, tone: Tone) -> RGBColor:
        return RGBColor.from_string(self.palette.colour(tone)[1:])

    def point(self, x: float, y: float) -> tuple[Emu, Emu]:
        return self.length(x) + round(self.x * EMU), self.length(y) + round(self.y * EMU)

    def points(self, points: Sequence[tuple[float, float]]) -> list[tuple[Emu, Emu]]:
        return [self.point(x, y) for x, y in points]

    def length(self, units: float) -> Emu:
        return Emu(round(units * self.scale * EMU))
