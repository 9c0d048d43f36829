"""Words in frames of a slide: set, sized, coloured, never resized by the program that shows them."""

from __future__ import annotations

from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.shapes.base import BaseShape as Shape
from pptx.text.text import TextFrame, _Paragraph
from pptx.util import Pt


def say(frame: TextFrame, text: str, *, size: float | None = None) -> None:
    """Put a text into a placeholder, a paragraph for each line."""
    for number, line in enumerate(text.split("\n")):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        write(paragraph, line, size=size)


def write(
    paragraph: _Paragraph,
    text: str,
    *,
    size: float | None = None,
    bold: bool | None = None,
    colour: str = "",
    theme: MSO_THEME_COLOR | None = None,
    align: PP_ALIGN | None = None,
) -> None:
    """Put a text into a paragraph; what is not said is inherited."""
    run = paragraph.add_run()
    run.text = text
    if size is not None:
        run.font.size = Pt(size)
    if bold is not None:
        run.font.bold = bold
    if colour:
        run.font.color.rgb = RGBColor.from_string(colour[1:])
    if theme is not None:
        run.font.color.theme_color = theme
    if align is not None:
        paragraph.alignment = align


def without_style(shape: Shape) -> None:
    """Take the shadow and colours of the theme's default shape from a shape."""
    style = shape._element.find(f"{{{shape._element.nsmap['p']}}}style")
    if style is not None:
        shape._element.remove(style)


def bare(frame: TextFrame, *, anchor: MSO_ANCHOR = MSO_ANCHOR.TOP, is_wrapped: bool = True) -> None:
    """Take margins and resizing from a text frame."""
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.auto_size = MSO_AUTO_SIZE.NONE
    frame.word_wrap = is_wrapped
    frame.vertical_anchor = anchor
