"""What a slide shows below its title, as native objects."""

from __future__ import annotations

from pptx.shapes.placeholder import SlidePlaceholder
from pptx.slide import Slide as Page

from regiowerk.ground.documents.domain import layout, tables
from regiowerk.ground.documents.domain.deck import (
    Block,
    Bullets,
    Chart,
    KeyFigures,
    Picture,
    Slide,
    Table,
)
from regiowerk.ground.documents.domain.layout import Frame, ListLook
from regiowerk.ground.documents.slides import charts, figures, grids, lists, pictures
from regiowerk.ground.ui.drawings.palette import Palette


def has_list(slide: Slide) -> bool:
    """True if a slide's text belongs into its text placeholder."""
    return any(isinstance(block, Bullets) for block, _frame in layout.placed(slide))


class Pen:
    """Draws blocks on one slide; the first list takes the text placeholder."""

    def __init__(
        self, page: Page, text: SlidePlaceholder | None, palette: Palette, language: str
    ) -> None:
        self.page, self.text, self.palette, self.language = page, text, palette, language

    def body(self, slide: Slide) -> None:
        look = layout.list_look(slide)
        for block, frame in layout.placed(slide):
            self.draw(block, frame, look)

    def draw(self, block: Block, frame: Frame, look: ListLook) -> None:
        match block:
            case Bullets():
                lists.draw(self.page, block, frame, look, into=self.text)
                self.text = None
            case KeyFigures():
                figures.draw(self.page, block.figures, frame)
            case Chart():
                charts.draw(self.page, block, frame, self.palette, language=self.language)
            case Picture():
                pictures.draw(self.page, block.scene, frame, self.palette)
            case Table():
                grids.draw(self.page, block.twin, tables.grid(block.twin, frame), frame)
