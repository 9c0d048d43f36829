from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.utils import translation
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.presentation import Presentation as Slides
from pptx.util import Pt

from regiowerk.ground.documents.domain.deck import Deck, Picture, Section
from regiowerk.ground.documents.slides import write_pptx
from regiowerk.ground.documents.tests.factories import (
    a_chart,
    a_deck,
    a_full_deck,
    a_scene,
    a_slide,
)

pytestmark = pytest.mark.documents


def read(deck: Deck) -> Slides:
    return Presentation(BytesIO(write_pptx(deck)))


def test_slides_are_16_to_9_and_titles_stand_in_the_outline():
    slides = read(a_full_deck())

    assert (slides.slide_width, slides.slide_height) == (Pt(960), Pt(540))
    assert [page.shapes.title.text_frame.text for page in slides.slides] == [
        "Digitale Infrastruktur",
        "Die Region",
        "Karte",
        "Zwei Zahlen",
        "Die meisten leben im Kreis Ast",
        "Tabelle",
        "Zwei Schritte folgen",
    ]
    for layout in slides.slide_layouts:
        for place in layout.placeholders:
            assert place.left + place.width <= slides.slide_width
            assert place.top + place.height <= slides.slide_height


def test_the_same_deck_gives_the_same_bytes():
    assert write_pptx(a_full_deck()) == write_pptx(a_full_deck())


def test_a_chart_is_native_and_stays_editable():
    slides = read(a_deck(a_slide(a_chart())))
    shape = next(shape for shape in slides.slides[1].shapes if shape.has_chart)
    chart, plot = shape.chart, shape.chart.plots[0]

    assert list(plot.categories) == ["Kreis Ast", "Kreis Busch"]
    assert tuple(plot.series[0].values) == (308344.0, 141883.0)
    assert (chart.has_legend, chart.value_axis.visible, chart.value_axis.has_major_gridlines) == (
        False,
        False,
        False,
    )
    assert chart.category_axis.reverse_order
    assert plot.data_labels.show_value
    assert chart.part.chart_workbook.xlsx_part is not None
    assert shape._element.nvGraphicFramePr.cNvPr.get("descr") == a_chart().summary
    highlighted = plot.series[0].points[0].format.fill.fore_color.rgb
    assert highlighted != plot.series[0].format.fill.fore_color.rgb


def test_a_table_is_native():
    slides = read(a_full_deck())
    table = next(shape for shape in slides.slides[5].shapes if shape.has_table).table

    cells = [[cell.text for cell in row.cells] for row in table.rows]
    assert cells == [
        ["Kommune", "Einwohner"],
        ["Kommune 1", "1.000"],
        ["Kommune 2", "2.000"],
    ]
    assert table.first_row


def test_a_drawing_is_one_group_of_native_shapes_that_says_what_it_shows():
    slides = read(a_deck(a_slide(Picture(a_scene()))))
    group = next(
        shape for shape in slides.slides[1].shapes if shape.shape_type == MSO_SHAPE_TYPE.GROUP
    )

    assert (
        group._element.nvGrpSpPr.cNvPr.get("descr") == "Die Region. Zwei Kommunen an einem Fluss."
    )
    assert [shape.shape_type for shape in group.shapes] == [
        MSO_SHAPE_TYPE.FREEFORM,
        MSO_SHAPE_TYPE.AUTO_SHAPE,
        MSO_SHAPE_TYPE.LINE,
        MSO_SHAPE_TYPE.FREEFORM,
        MSO_SHAPE_TYPE.AUTO_SHAPE,
        MSO_SHAPE_TYPE.TEXT_BOX,
        MSO_SHAPE_TYPE.TEXT_BOX,
    ]
    words = [shape for shape in group.shapes if shape.has_text_frame and shape.text_frame.text]
    assert [(shape.text_frame.text, shape.text_frame.word_wrap) for shape in words] == [
        ("Bdorf", False),
        ("Adorf", False),
    ]


def test_notes_source_footer_and_mark_are_on_the_slide():
    page = read(a_deck()).slides[1]
    words = [shape.text_frame.text for shape in page.shapes if shape.has_text_frame]

    assert words == [
        "Zwei Kommunen planen",
        "Adorf\nBdorf",
        "Quelle: Statistik",
        "Beispieldaten",
        "Projekteinblick · Stand 24.01.2022",
        "2",
    ]
    assert page.notes_slide.notes_text_frame.text == "Adorf: Statistik\nBdorf: Statistik"


def test_every_slide_of_an_example_says_so_and_no_other():
    deck = a_full_deck()
    real = replace(deck, example_mark="")

    def marked(deck: Deck) -> list[bool]:
        return [
            any(s.has_text_frame and s.text_frame.text == "Beispieldaten" for s in page.shapes)
            for page in read(deck).slides
        ]

    assert marked(deck) == [True] * 7
    assert marked(real) == [False] * 7


def test_no_placeholder_is_left_empty():
    with translation.override("de"):
        slides = read(a_deck(Section("Teil"), a_slide()))

    empty = [
        (page.shapes.title.text, place.name)
        for page in slides.slides
        for place in page.placeholders
        if not place.has_text_frame or not place.text_frame.text
    ]
    assert empty == []


def test_the_file_says_who_speaks_when_and_in_which_language():
    about = read(a_deck()).core_properties

    assert (about.title, about.author, about.language) == (
        "Digitale Infrastruktur",
        "Regiopolregion Musterland",
        "de-DE",
    )
    assert about.created.replace(tzinfo=None) == datetime(2022, 1, 24)  # noqa: DTZ001


def test_every_word_says_its_language():
    archive = ZipFile(BytesIO(write_pptx(a_full_deck())))
    pages = [name for name in archive.namelist() if name.startswith("ppt/slides/slide")]

    for name in pages:
        text = archive.read(name).decode()
        assert text.count("<a:rPr") == text.count('lang="de-DE"'), name


def test_nothing_of_the_foreign_template_is_left():
    names = ZipFile(BytesIO(write_pptx(a_deck()))).namelist()

    assert [name for name in names if "thumbnail" in name or "printer" in name] == []
    assert len([name for name in names if "slideLayouts/slideLayout" in name]) == 4
