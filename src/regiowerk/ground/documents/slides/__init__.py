"""A deck as PowerPoint slides: real titles, native text, tables, charts and shapes, all editable."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

from pptx.oxml import parse_xml
from pptx.presentation import Presentation
from pptx.shapes.placeholder import SlidePlaceholder
from pptx.slide import Slide as Page

from regiowerk.ground.documents.domain import layout
from regiowerk.ground.documents.domain.deck import Deck, Section, Slide
from regiowerk.ground.documents.domain.packing import repacked
from regiowerk.ground.documents.domain.paging import paged
from regiowerk.ground.documents.slides import template
from regiowerk.ground.documents.slides.blocks import Pen, has_list
from regiowerk.ground.documents.slides.template import placeholder
from regiowerk.ground.documents.slides.words import say
from regiowerk.ground.ui.drawings import palette as palettes

LOCALES = {"de": "de-DE", "en": "en-GB"}


def write_pptx(deck: Deck) -> bytes:
    """Write a deck as PPTX, 16:9; the same deck always gives the same bytes."""
    deck = paged(deck)
    palette = palettes.light(deck.accent)
    slides = template.empty_deck(palette)
    _describe(slides, deck)
    _opening(slides, deck)
    for number, slide in enumerate(deck.slides, 2):
        if isinstance(slide, Section):
            page = _section(slides, slide)
        else:
            page = _statement(slides, slide, palette, deck.language)
        _foot(page, deck, number)
    _set_language(slides, LOCALES.get(deck.language, deck.language))
    out = BytesIO()
    slides.save(out)
    return repacked(out.getvalue(), deck.on)


def _describe(slides: Presentation, deck: Deck) -> None:
    about = slides.core_properties
    moment = datetime(deck.on.year, deck.on.month, deck.on.day)  # noqa: DTZ001 - zip knows no zone
    about.title, about.subject = deck.title, deck.subtitle
    about.author, about.last_modified_by = deck.author, deck.author
    about.language = LOCALES.get(deck.language, deck.language)
    about.keywords, about.comments, about.category = "", deck.example_mark, ""
    about.created = about.modified = moment
    about.revision = 1


def _opening(slides: Presentation, deck: Deck) -> None:
    page = slides.slides.add_slide(slides.slide_layouts[template.OPENING])
    places = _places(page)
    size = layout.largest(deck.title, layout.OPENING_TITLE, layout.OPENING_SIZES, bold=True)
    say(page.shapes.title.text_frame, deck.title, size=size)
    size = layout.largest(deck.subtitle, layout.OPENING_LINE, layout.LINE_SIZES)
    say(places[template.BODY].text_frame, deck.subtitle, size=size)
    foot = "\n".join(line for line in (deck.occasion, deck.author) if line)
    say(places[template.SOURCE].text_frame, foot)
    _mark(page, deck.example_mark)


def _section(slides: Presentation, section: Section) -> Page:
    page = slides.slides.add_slide(slides.slide_layouts[template.SECTION])
    size = layout.largest(section.title, layout.SECTION_TITLE, layout.SECTION_SIZES, bold=True)
    say(page.shapes.title.text_frame, section.title, size=size)
    line = _places(page)[template.BODY]
    if section.line:
        size = layout.largest(section.line, layout.SECTION_LINE, layout.LINE_SIZES)
        say(line.text_frame, section.line, size=size)
    else:
        line._element.getparent().remove(line._element)
    return page


def _statement(
    slides: Presentation, slide: Slide, palette: palettes.Palette, language: str
) -> Page:
    kind = template.TEXT if has_list(slide) else template.CONTENT
    page = slides.slides.add_slide(slides.slide_layouts[kind])
    places = _places(page)
    size = layout.largest(slide.title, layout.TITLE, layout.TITLE_SIZES, bold=True)
    say(page.shapes.title.text_frame, slide.title, size=size)
    Pen(page, places.get(template.BODY), palette, language).body(slide)
    source = places[template.SOURCE]
    tree = source._element.getparent()
    tree.remove(source._element)
    if slide.source:
        tree.append(source._element)  # read after what it is the source of
        size = layout.largest(slide.source, layout.SOURCE, layout.SOURCE_SIZES)
        say(source.text_frame, slide.source, size=size)
    if slide.notes:
        page.notes_slide.notes_text_frame.text = slide.notes
    return page


def _places(page: Page) -> dict[int, SlidePlaceholder]:
    return {place.placeholder_format.idx: place for place in page.placeholders}


def _foot(page: Page, deck: Deck, number: int) -> None:
    """Mark, footer and page number come last in the order of reading."""
    _mark(page, deck.example_mark)
    tree = page.shapes._spTree
    if deck.footer:
        tree.append(_on_slide(900, "ftr", template.FOOTER, deck.footer))
    tree.append(_on_slide(901, "sldNum", template.NUMBER, str(number)))


def _on_slide(key: int, kind: str, idx: int, words: str) -> object:
    """A footer or number as python-pptx does not clone them from the layout; the look is inherited."""
    place, look = (
        (layout.NUMBER, template.NUMBER_LOOK)
        if kind == "sldNum"
        else (layout.FOOTER, template.FOOTER_LOOK)
    )
    is_number = kind == "sldNum"
    number, prompt = (words, "") if is_number else ("", words)
    xml = placeholder(key, kind, kind, idx, place, look, prompt=prompt, number=number)
    return parse_xml(xml.replace("<p:sp>", f"<p:sp {template.NAMESPACES}>", 1))


def _mark(page: Page, words: str) -> None:
    mark = _places(page)[template.MARK]
    tree = mark._element.getparent()
    tree.remove(mark._element)
    if words:
        tree.append(mark._element)
        say(mark.text_frame, words)


def _set_language(slides: Presentation, language: str) -> None:
    """Say of every word which language it is, for spelling and for reading aloud."""
    space = {"a": "http://schemas.openxmlformats.org/drawingml/2006/main"}
    for page in slides.slides:
        trees = [page.element]
        if page.has_notes_slide:
            trees.append(page.notes_slide.element)
        for tree in trees:
            for run in tree.findall(".//a:r", space):
                run.get_or_add_rPr()
            for look in tree.findall(".//a:rPr", space):
                look.set("lang", language)
