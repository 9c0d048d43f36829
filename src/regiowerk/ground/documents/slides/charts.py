"""Charts as native bar charts: direct labels, no grid, the first category on top."""

from __future__ import annotations

from pptx.chart.chart import Chart as NativeChart
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_TICK_LABEL_POSITION,
    XL_TICK_MARK,
)
from pptx.slide import Slide as Page
from pptx.util import Pt

from regiowerk.ground.documents.domain import layout
from regiowerk.ground.documents.domain.deck import Chart
from regiowerk.ground.documents.domain.layout import Frame
from regiowerk.ground.documents.slides.words import bare, write
from regiowerk.ground.ui.drawings.bars import CALM, SERIES
from regiowerk.ground.ui.drawings.palette import Palette, text_on
from regiowerk.ground.ui.drawings.scene import Tone

LANGUAGE = {"de": "[$-407]", "en": "[$-809]"}  # whose signs part the thousands
ROW = 56.0  # the most a bar and its gap take, in points


def draw(page: Page, chart: Chart, frame: Frame, palette: Palette, *, language: str) -> None:
    """Draw bars that stay editable, the unit in words above them."""
    top = frame.y
    if chart.unit:
        unit = page.shapes.add_textbox(Pt(frame.x), Pt(top), Pt(frame.width), Pt(20))
        bare(unit.text_frame)
        muted = palette.colour(Tone.MUTED)
        write(unit.text_frame.paragraphs[0], chart.unit, size=layout.UNIT_SIZE, colour=muted)
        top += layout.UNIT_HEIGHT
    is_stacked = len(chart.series) > 1
    most = len(chart.categories) * ROW + 16 + is_stacked * 40
    height = min(frame.y + frame.height - top, most)
    kind = XL_CHART_TYPE.BAR_STACKED if is_stacked else XL_CHART_TYPE.BAR_CLUSTERED
    place = (Pt(frame.x), Pt(top), Pt(frame.width), Pt(height))
    shape = page.shapes.add_chart(kind, *place, _data(chart, language))
    shape._element.nvGraphicFramePr.cNvPr.set("descr", chart.summary)
    native: NativeChart = shape.chart
    _calm(native, palette, size=_size(len(chart.categories), height))
    _paint(native, chart, palette)
    native.has_legend = is_stacked
    if is_stacked:
        native.legend.position = XL_LEGEND_POSITION.TOP
        native.legend.include_in_layout = False


def _size(count: int, height: float) -> float:
    return 17.0 if height / max(count, 1) >= 30 else 13.0


def _data(chart: Chart, language: str) -> CategoryChartData:
    is_whole = all(value == int(value) for series in chart.series for value in series.values)
    places = "#,##0" if is_whole else "#,##0.0"
    data = CategoryChartData(number_format=f"{LANGUAGE.get(language, '')}{places}")
    data.categories = chart.categories
    for series in chart.series:
        data.add_series(series.name, series.values)
    return data


def _calm(native: NativeChart, palette: Palette, *, size: float) -> None:
    """Leave out whatever does not speak: title, grid, value axis, tick marks."""
    native.has_title = False
    native.font.size = Pt(size)
    native.font.color.rgb = _rgb(palette, Tone.INK)
    values, names = native.value_axis, native.category_axis
    values.visible = values.has_major_gridlines = values.has_minor_gridlines = False
    values.minimum_scale = 0
    names.reverse_order = True
    names.has_major_gridlines = False
    names.major_tick_mark = names.minor_tick_mark = XL_TICK_MARK.NONE
    names.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    names.format.line.color.rgb = _rgb(palette, Tone.LINE)


def _paint(native: NativeChart, chart: Chart, palette: Palette) -> None:
    plot = native.plots[0]
    plot.gap_width = 45
    plot.vary_by_categories = False
    if len(chart.series) > 1:
        plot.overlap = 100
    plot.has_data_labels = True
    labels = plot.data_labels
    labels.show_value = True
    labels.number_format_is_linked = True
    single = len(chart.series) == 1
    labels.position = XL_LABEL_POSITION.OUTSIDE_END if single else XL_LABEL_POSITION.CENTER
    for at, series in enumerate(plot.series):
        tone = _tone(chart, at)
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = _rgb(palette, tone)
        series.invert_if_negative = False
        if not single:
            series.data_labels.font.color.rgb = _rgb(palette, text_on(tone))
            series.data_labels.show_value = True
            series.data_labels.position = XL_LABEL_POSITION.CENTER
    if single:
        for point in chart.highlighted:
            fill = plot.series[0].points[point].format.fill
            fill.solid()
            fill.fore_color.rgb = _rgb(palette, Tone.ACCENT)


def _tone(chart: Chart, at: int) -> Tone:
    """Bars are accent; where some are highlighted the others are calm."""
    if len(chart.series) == 1:
        return CALM if chart.highlighted else Tone.ACCENT
    return SERIES[at % len(SERIES)]


def _rgb(palette: Palette, tone: Tone) -> RGBColor:
    return RGBColor.from_string(palette.colour(tone)[1:])
