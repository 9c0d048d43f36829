"""Lists of statements as native paragraphs."""

from __future__ import annotations

from pptx.enum.dml import MSO_THEME_COLOR
from pptx.oxml import parse_xml
from pptx.shapes.placeholder import SlidePlaceholder
from pptx.slide import Slide as Page
from pptx.text.text import TextFrame, _Paragraph
from pptx.util import Pt

from regiowerk.ground.documents.domain import layout
from regiowerk.ground.documents.domain.deck import Bullets
from regiowerk.ground.documents.domain.layout import Frame, ListLook
from regiowerk.ground.documents.slides.template import EMU, NAMESPACES
from regiowerk.ground.documents.slides.words import bare, write

COLOUR = f'<a:buClr {NAMESPACES}><a:schemeClr val="accent1"/></a:buClr>'
DOT = (f'<a:buFont {NAMESPACES} typeface="Arial"/>', f'<a:buChar {NAMESPACES} char="•"/>')
NOTHING = f"<a:buNone {NAMESPACES}/>"


def draw(
    page: Page, block: Bullets, frame: Frame, look: ListLook, *, into: SlidePlaceholder | None
) -> None:
    """Write a list into the text placeholder of the slide, or beside it into a text box."""
    shape = into or page.shapes.add_textbox(0, 0, 0, 0)
    shape.left, shape.top = Pt(frame.x), Pt(frame.y)
    shape.width, shape.height = Pt(frame.width), Pt(frame.height)
    bare(shape.text_frame)
    size = look.size
    if block.heading:
        heading = _next(shape.text_frame, look)
        _indent(heading, 0, NOTHING)
        accent = MSO_THEME_COLOR.ACCENT_1
        write(heading, block.heading, size=size, bold=True, theme=accent)
    for item in block.items:
        paragraph = _next(shape.text_frame, look)
        _indent(paragraph, layout.indent(block) * size, COLOUR, *_signs(block))
        write(paragraph, item, size=size, theme=MSO_THEME_COLOR.TEXT_1)


def _next(text: TextFrame, look: ListLook) -> _Paragraph:
    """The first paragraph while it is empty, then a new one at a distance from the last."""
    first: _Paragraph = text.paragraphs[0]
    if not first.runs:
        return first
    paragraph: _Paragraph = text.add_paragraph()
    paragraph.space_before = Pt(look.between * look.size)
    return paragraph


def _signs(block: Bullets) -> tuple[str, ...]:
    if not block.numbered:
        return DOT
    return (f'<a:buAutoNum {NAMESPACES} type="arabicPeriod" startAt="{block.first}"/>',)


def _indent(paragraph: _Paragraph, points: float, *signs: str) -> None:
    properties = paragraph._p.get_or_add_pPr()
    properties.set("marL", str(round(points * EMU)))
    properties.set("indent", str(-round(points * EMU)))
    for sign in signs:
        properties.append(parse_xml(sign))
