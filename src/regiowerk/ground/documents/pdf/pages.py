"""A deck as what the template of its PDF shows: frames as styles, drawings as SVG."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from django.utils.formats import number_format

from regiowerk.ground.documents.domain import cards, layout, tables
from regiowerk.ground.documents.domain.deck import (
    Block,
    Bullets,
    Chart,
    Deck,
    KeyFigures,
    Picture,
    Section,
    Slide,
    Table,
)
from regiowerk.ground.documents.domain.layout import Frame, ListLook
from regiowerk.ground.ui.drawings import palette as palettes, svg
from regiowerk.ground.ui.drawings.bars import Row, bars
from regiowerk.ground.ui.drawings.palette import Palette
from regiowerk.ground.ui.drawings.scene import Scene

LEFT = layout.BODY.x  # margin of the pages
HEIGHT = 507.0  # of a page without its foot
LEAST, MOST = 520.0, 1000.0  # width of bars


@dataclass(frozen=True, slots=True)
class Part:
    """One thing on a page: which template shows it, where it stands, what it shows."""

    kind: str
    style: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Page:
    """One slide as a page."""

    number: int
    kind: str  # section or statement
    level: int  # of its heading
    title: Part
    parts: tuple[Part, ...]
    source: Part | None
    notes: tuple[str, ...]


def pages(deck: Deck) -> dict[str, object]:
    """The context of documents/deck.html."""
    palette = palettes.light(deck.accent)
    found, level = [], 2
    for number, slide in enumerate(deck.slides, 2):
        if isinstance(slide, Section):
            level = 3
            found.append(_section(slide, number))
        else:
            found.append(_statement(slide, number, level, palette))
    return {
        "deck": deck,
        "pages": found,
        "noted": [page for page in found if page.notes],
        "opening": _opening(deck),
        "mark_style": _style(layout.MARK),
        "colours": {str(tone).replace("-", "_"): hex_ for tone, hex_ in palette.colours},
        "created": deck.on.isoformat(),
    }


def _opening(deck: Deck) -> dict[str, str]:
    title = layout.largest(deck.title, layout.OPENING_TITLE, layout.OPENING_SIZES, bold=True)
    line = layout.largest(deck.subtitle, layout.OPENING_LINE, layout.LINE_SIZES)
    return {
        "title": _standing(layout.OPENING_TITLE, title),
        "line": _style(layout.OPENING_LINE, line),
        "foot": _standing(layout.OPENING_FOOT, 16),
    }


def _section(section: Section, number: int) -> Page:
    size = layout.largest(section.title, layout.SECTION_TITLE, layout.SECTION_SIZES, bold=True)
    title = Part("title", _standing(layout.SECTION_TITLE, size), {"text": section.title})
    size = layout.largest(section.line, layout.SECTION_LINE, layout.LINE_SIZES)
    line = Part("line", _style(layout.SECTION_LINE, size), {"text": section.line})
    parts = (line,) if section.line else ()
    return Page(number, "section", 2, title, parts, None, ())


def _statement(slide: Slide, number: int, level: int, palette: Palette) -> Page:
    size = layout.largest(slide.title, layout.TITLE, layout.TITLE_SIZES, bold=True)
    look = layout.list_look(slide)
    parts = [
        part
        for block, frame in layout.placed(slide)
        for part in _parts(block, frame, palette, look)
    ]
    source = layout.largest(slide.source, layout.SOURCE, layout.SOURCE_SIZES)
    return Page(
        number=number,
        kind="statement",
        level=level,
        title=Part("title", _style(layout.TITLE, size), {"text": slide.title}),
        parts=tuple(parts),
        source=Part("source", _standing(layout.SOURCE, source), {"text": slide.source})
        if slide.source
        else None,
        notes=tuple(text for text in slide.notes.split("\n") if text.strip()),
    )


def _parts(block: Block, frame: Frame, palette: Palette, look: ListLook) -> Iterator[Part]:
    match block:
        case Bullets():
            # the engine does not know the start of a list as an attribute
            count = f"counter-reset: list-item {block.first - 1}"
            between = f"margin-top: {look.between:g}em"
            values = {"list": block, "count": count, "between": between}
            yield Part("list", _style(frame, look.size), values)
        case KeyFigures():
            yield from _cards(block, frame)
        case Table():
            grid = tables.grid(block.twin, frame)
            columns = [f"width: {width:.2f}pt" for width in grid.columns]
            values = {"twin": block.twin, "columns": columns}
            yield Part("table", _style(frame, grid.size), values)
        case Picture():
            yield _drawing(block.scene, frame, palette)
        case Chart():
            yield from _chart(block, frame, palette)


def _cards(block: KeyFigures, frame: Frame) -> Iterator[Part]:
    if not block.figures:
        return
    frames, sizes = cards.cards(block.figures, frame)
    styles = {
        "value": f"font-size: {sizes.value:g}pt",
        "label": f"font-size: {sizes.label:g}pt",
        "source": f"font-size: {sizes.source:g}pt",
    }
    for figure, card in zip(block.figures, frames, strict=True):
        yield Part("card", _style(card), {"figure": figure, "sizes": styles})


def _chart(chart: Chart, frame: Frame, palette: Palette) -> Iterator[Part]:
    """Bars as a drawing, the unit in words above them."""
    if chart.unit:
        unit = replace(frame, height=20)
        yield Part("unit", _style(unit, layout.UNIT_SIZE), {"text": chart.unit})
        top = layout.UNIT_HEIGHT
        frame = replace(frame, y=frame.y + top, height=frame.height - top)
    # bars keep their height at any width, so there is one at which they fill the frame
    tall = _bars(chart, LEAST).height
    wide = min(max(frame.width * tall / frame.height, LEAST), MOST)
    yield _drawing(_bars(chart, wide), frame, palette, is_centred=False)


def _bars(chart: Chart, width: float) -> Scene:
    rows = [
        Row(name, tuple(series.values[at] for series in chart.series))
        for at, name in enumerate(chart.categories)
    ]
    names = tuple(series.name for series in chart.series)
    return bars(
        rows,
        series=names if len(names) > 1 else (),
        title=chart.unit or names[0],
        summary=chart.summary,
        format_value=_number,
        highlighted=frozenset(chart.categories[at] for at in chart.highlighted),
        width=width,
    )


def _number(value: float) -> str:
    places = 0 if value == int(value) else 1
    return number_format(value, decimal_pos=places, force_grouping=True)


def _drawing(scene: Scene, frame: Frame, palette: Palette, *, is_centred: bool = True) -> Part:
    """A drawing whose title says everything: it is the only alternative the PDF keeps."""
    place, _scale = layout.fitted(scene, frame)
    if not is_centred:
        place = replace(place, x=frame.x)
    told = replace(scene, title=f"{scene.title}. {scene.summary}".strip(), summary="")
    picture = svg.draw(told, standalone=True, palette=palette)
    return Part("drawing", _style(place), {"svg": picture})


def _style(frame: Frame, size: float = 0) -> str:
    """A frame as CSS, measured from the margin of the page; never localised."""
    place = (
        f"left: {frame.x - LEFT:.2f}pt; top: {frame.y:.2f}pt;"
        f" width: {frame.width:.2f}pt; height: {frame.height:.2f}pt"
    )
    return f"{place}; font-size: {size:g}pt" if size else place


def _standing(frame: Frame, size: float) -> str:
    """A frame as CSS whose words stand on its lower edge."""
    below = HEIGHT - frame.y - frame.height
    place = f"left: {frame.x - LEFT:.2f}pt; bottom: {below:.2f}pt; width: {frame.width:.2f}pt"
    return f"{place}; font-size: {size:g}pt" if size else place
