"""Key figures as cards."""

from __future__ import annotations

from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import PP_ALIGN
from pptx.slide import Slide as Page
from pptx.util import Pt

from regiowerk.ground.documents.domain import cards
from regiowerk.ground.documents.domain.cards import Sizes
from regiowerk.ground.documents.domain.deck import KeyFigure
from regiowerk.ground.documents.domain.layout import Frame
from regiowerk.ground.documents.slides.words import bare, without_style, write

ACCENT, INK, MUTED = MSO_THEME_COLOR.ACCENT_1, MSO_THEME_COLOR.TEXT_1, MSO_THEME_COLOR.TEXT_2
CALM = MSO_THEME_COLOR.BACKGROUND_2


def draw(page: Page, figures: tuple[KeyFigure, ...], frame: Frame) -> None:
    if not figures:
        return
    frames, sizes = cards.cards(figures, frame)
    for figure, card in zip(figures, frames, strict=True):
        _card(page, figure, card, sizes)


def _card(page: Page, figure: KeyFigure, card: Frame, sizes: Sizes) -> None:
    """One rectangle whose own text is the figure, what it counts and where it is from."""
    place = (Pt(card.x), Pt(card.y), Pt(card.width), Pt(card.height))
    shape = page.shapes.add_shape(MSO_SHAPE.RECTANGLE, *place)
    shape.name = figure.label
    without_style(shape)
    shape.fill.solid()
    shape.fill.fore_color.theme_color = CALM
    shape.line.fill.background()
    text, left = shape.text_frame, PP_ALIGN.LEFT
    bare(text)
    text.margin_left = text.margin_right = Pt(cards.PADDING)
    text.margin_top = text.margin_bottom = Pt(cards.PADDING)
    write(text.paragraphs[0], figure.value, size=sizes.value, bold=True, theme=ACCENT, align=left)
    write(text.add_paragraph(), figure.label, size=sizes.label, theme=INK, align=left)
    if figure.source:
        source = text.add_paragraph()
        source.space_before = Pt(cards.BEFORE_SOURCE)
        write(source, figure.source, size=sizes.source, theme=MUTED, align=left)
