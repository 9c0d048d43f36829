"""Tables as native tables: a header row, hairlines, figures set right."""

from __future__ import annotations

from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.slide import Slide as Page
from pptx.table import Table, _Cell
from pptx.util import Pt

from regiowerk.ground.documents.domain.layout import Frame
from regiowerk.ground.documents.domain.tables import ACROSS, DOWN, Grid
from regiowerk.ground.documents.slides.template import NAMESPACES
from regiowerk.ground.documents.slides.words import write
from regiowerk.ground.ui.drawings.scene import TableTwin

PLAIN = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # "No style, no grid": the lines are our own
HEAVY, HAIRLINE = 19050, 9525


def draw(page: Page, twin: TableTwin, grid: Grid, frame: Frame) -> None:
    """Write a table as measured."""
    place = (Pt(frame.x), Pt(frame.y), Pt(sum(grid.columns)), Pt(grid.height))
    shape = page.shapes.add_table(len(grid.rows), len(grid.columns), *place)
    shape.name = twin.caption
    shape._element.nvGraphicFramePr.cNvPr.set("descr", twin.caption)
    table: Table = shape.table
    table.horz_banding = False
    table._tbl.tblPr.find(f"{{{table._tbl.nsmap['a']}}}tableStyleId").text = PLAIN
    for column, width in zip(list(table.columns), grid.columns, strict=True):
        column.width = Pt(width)
    for number, (row, height) in enumerate(zip(list(table.rows), grid.rows, strict=True)):
        row.height = Pt(height)
        words = twin.header if number == 0 else twin.rows[number - 1]
        for at, (cell, text) in enumerate(zip(row.cells, words, strict=True)):
            align = PP_ALIGN.RIGHT if at in twin.numeric else PP_ALIGN.LEFT
            _set(cell, text, grid.size, align, is_header=number == 0)


def _set(cell: _Cell, text: str, size: float, align: PP_ALIGN, *, is_header: bool) -> None:
    cell.margin_left = cell.margin_right = Pt(ACROSS)
    cell.margin_top = cell.margin_bottom = Pt(DOWN * size)
    cell.vertical_anchor = MSO_ANCHOR.BOTTOM if is_header else MSO_ANCHOR.TOP
    ink = MSO_THEME_COLOR.TEXT_1
    paragraph = cell.text_frame.paragraphs[0]
    write(paragraph, text, size=size, bold=is_header, theme=ink, align=align)
    colour, width = ("accent1", HEAVY) if is_header else ("tx2", HAIRLINE)
    shade = "" if is_header else '<a:lumMod val="40000"/><a:lumOff val="60000"/>'
    cell._tc.get_or_add_tcPr().append(
        parse_xml(
            f'<a:lnB {NAMESPACES} w="{width}"><a:solidFill><a:schemeClr val="{colour}">{shade}'
            "</a:schemeClr></a:solidFill></a:lnB>"
        )
    )
