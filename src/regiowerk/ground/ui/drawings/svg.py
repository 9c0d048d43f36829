"""A scene as SVG: classes for the page (strict CSP), colours for print.

In the page a shape is `class="f-<tone> s-<tone>"`, text `class="t-<tone>"`; the rules are in
`static/ui/drawings.css`, the colours in `palette.stylesheet(accent)`.  Standalone, every colour and the face
are written out and nothing outside the picture is needed.
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2b
from html import escape

from django.utils.safestring import SafeString, mark_safe

from regiowerk.ground.ui.drawings import palette as palettes
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

FACE = "'Fira Sans', 'Noto Sans', Arial, sans-serif"
HALO = 3.5  # width of the rim around a label, in scene units
_PARTS = frozenset({0x9, 0xA, 0xD})  # the only control characters XML knows


def draw(
    scene: Scene,
    *,
    standalone: bool = False,
    key: str = "",
    palette: palettes.Palette | None = None,
) -> SafeString:
    """Return the scene as SVG; with a phone layout as two pictures of which CSS shows one.

    `key` tells two otherwise equal drawings on one page apart.  `palette` counts only standalone.
    """
    if standalone:
        return _safe(_Pen(scene, key, palette or palettes.light(), "").picture())
    return _for_page(scene, key)


@lru_cache(maxsize=128)
def _for_page(scene: Scene, key: str) -> SafeString:
    """The same picture is asked for by every reader of a page, so it is written once."""
    if scene.narrow is None:
        return _safe(_Pen(scene, key, None, "").picture())
    wide = _Pen(scene, key, None, " drawing--wide").picture()
    narrow = _Pen(scene.narrow, key, None, " drawing--narrow").picture()
    return _safe(f'<div class="drawing-frame">{wide}{narrow}</div>')


def _safe(markup: str) -> SafeString:
    return mark_safe(markup)  # noqa: S308 - every text in it went through _text


def _number(value: float) -> str:
    """Return the number with a dot, two decimals at most; never localised."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _text(text: str) -> str:
    """Return text that is safe in XML content and attributes."""
    return escape("".join(sign for sign in text if _is_allowed(ord(sign))), quote=True)


def _is_allowed(code: int) -> bool:
    if code < 0x20:
        return code in _PARTS
    return not (0x7F <= code <= 0x9F or 0xD800 <= code <= 0xDFFF or code in {0xFFFE, 0xFFFF})


class _Pen:
    """Writes one scene; with a palette colours are written out, else left to the page's classes."""

    def __init__(
        self, scene: Scene, key: str, palette: palettes.Palette | None, layout: str
    ) -> None:
        self.scene = scene
        self.palette = palette
        self.layout = layout
        self.id = _identity(scene, key)
        self.has_links = any(getattr(mark, "address", "") for mark in scene.marks)
        self.hatched = sorted(
            {mark.fill for mark in scene.marks if isinstance(mark, Area | Box) and mark.hatched}
        )

    def picture(self) -> str:
        scene, width, height = self.scene, _number(self.scene.width), _number(self.scene.height)
        face = f' font-family="{escape(FACE)}"' if self.palette else ""
        role = "group" if self.has_links else "img"
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="drawing{self.layout}"'
            f' viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="{role}"'
            f' aria-labelledby="{self.id}-title" aria-describedby="{self.id}-desc"{face}>'
            f'<title id="{self.id}-title">{_text(scene.title)}</title>'
            f'<desc id="{self.id}-desc">{_text(scene.summary)}</desc>'
            f"{self.patterns()}{''.join(map(self.mark, scene.marks))}</svg>"
        )

    def patterns(self) -> str:
        """Return the hatching of every tone that needs one: stripes of the tone over a hint of it."""
        if not self.hatched:
            return ""
        return f"<defs>{''.join(map(self.pattern, self.hatched))}</defs>"

    def pattern(self, tone: Tone) -> str:
        ground, hint = self.fill(Tone.GROUND), self.fill(tone)
        return (
            f'<pattern id="{self.id}-{tone}" width="7" height="7" patternUnits="userSpaceOnUse">'
            f'<rect width="7" height="7"{ground}/><rect width="7" height="7"{hint} opacity="0.3"/>'
            f'<path d="M-1,1L1,-1M0,7L7,0M6,8L8,6" fill="none"{self.stroke(tone, 1.6)}/></pattern>'
        )

    def mark(self, mark: Mark) -> str:
        match mark:
            case Area():
                return self.linked(
                    mark, "path", f' d="{_rings(mark)}" fill-rule="evenodd" stroke-linejoin="round"'
                )
            case Box():
                return self.linked(mark, "rect", _box(mark))
            case Dot():
                place = f' cx="{_number(mark.x)}" cy="{_number(mark.y)}" r="{_number(mark.radius)}"'
                return self.linked(mark, "circle", place)
            case Line():
                return self.line(mark)
            case Words():
                return self.words(mark)

    def linked(self, mark: Area | Box | Dot, name: str, geometry: str) -> str:
        if getattr(mark, "hatched", False):
            paint = (
                f' fill="url(#{self.id}-{mark.fill})"{self.stroke(mark.stroke, mark.stroke_width)}'
            )
        else:
            paint = self.paint(mark.fill, mark.stroke, mark.stroke_width)
        label = _text(mark.label)
        title = f"<title>{label}</title>" if label else ""
        shape = (
            f"<{name}{geometry}{paint}>{title}</{name}>" if title else f"<{name}{geometry}{paint}/>"
        )
        if not mark.address:
            return shape
        if mark.fill is Tone.NONE:  # nothing to be seen, yet a place to click
            shape = shape.replace(f"<{name}", f'<{name} pointer-events="all"', 1)
        return f'<a href="{_address(mark.address)}" aria-label="{label}">{shape}</a>'

    def line(self, mark: Line) -> str:
        points = " ".join(f"{_number(x)},{_number(y)}" for x, y in mark.points)
        dashes = ' stroke-dasharray="5 4"' if mark.dashed else ""
        paint = self.paint(Tone.NONE, mark.stroke, mark.stroke_width)
        return f'<polyline points="{points}"{paint}{dashes} stroke-linejoin="round"/>'

    def words(self, mark: Words) -> str:
        anchor = "" if mark.anchor is Anchor.START else f' text-anchor="{mark.anchor}"'
        weight = ' font-weight="600"' if mark.bold else ""
        hidden = ' aria-hidden="true"' if self.has_links else ""
        place = (
            f'<text x="{_number(mark.x)}" y="{_number(mark.y)}" font-size="{_number(mark.size)}"'
            f'{weight}{anchor}{hidden} pointer-events="none"'
        )
        content = f">{_text(mark.text)}</text>"
        if not mark.halo:
            return f"{place}{self.ink(mark.tone)}{content}"
        rim = self.stroke(Tone.GROUND, HALO) + ' stroke-linejoin="round"'
        if self.palette is None:
            return f'{place}{self.ink(mark.tone, Tone.GROUND)} stroke-width="{HALO}" stroke-linejoin="round" paint-order="stroke"{content}'
        # printers do not know paint-order: the rim is a text of its own below the words
        return f"{place}{self.fill(Tone.GROUND)}{rim}{content}{place}{self.ink(mark.tone)}{content}"

    def paint(self, fill: Tone, stroke: Tone, width: float) -> str:
        if self.palette:
            return self.fill(fill) + self.stroke(stroke, width)
        if stroke is Tone.NONE:
            return f' class="f-{fill}"'
        return f' class="f-{fill} s-{stroke}" stroke-width="{_number(width)}"'

    def fill(self, tone: Tone) -> str:
        if self.palette is None:
            return f' class="f-{tone}"'
        return ' fill="none"' if tone is Tone.NONE else f' fill="{self.palette.colour(tone)}"'

    def stroke(self, tone: Tone, width: float) -> str:
        if tone is Tone.NONE:
            return ""
        colour = f'stroke="{self.palette.colour(tone)}"' if self.palette else f'class="s-{tone}"'
        return f' {colour} stroke-width="{_number(width)}"'

    def ink(self, tone: Tone, rim: Tone = Tone.NONE) -> str:
        if self.palette:
            return f' fill="{self.palette.colour(tone)}"'
        return f' class="t-{tone}"' if rim is Tone.NONE else f' class="t-{tone} s-{rim}"'


def _identity(scene: Scene, key: str) -> str:
    """Return an id that is the same for the same picture and different for another one."""
    size = (scene.width, scene.height, len(scene.marks))
    words = "\0".join((key, scene.title, scene.summary, repr(size), repr(scene.table.rows)))
    return "d" + blake2b(words.encode(errors="replace"), digest_size=5).hexdigest()


def _address(address: str) -> str:
    """Return an address of this site or a web page; anything that could run is led nowhere."""
    scheme, colon, _ = address.partition(":")
    is_relative = not colon or any(sign in scheme for sign in "/?#")
    return _text(address) if is_relative or scheme.lower() in {"http", "https"} else "#"


def _rings(area: Area) -> str:
    return "".join(
        "M" + "L".join(f"{_number(x)},{_number(y)}" for x, y in ring) + "Z" for ring in area.rings
    )


def _box(box: Box) -> str:
    radius = f' rx="{_number(box.radius)}"' if box.radius else ""
    return (
        f' x="{_number(box.x)}" y="{_number(box.y)}" width="{_number(box.width)}"'
        f' height="{_number(box.height)}"{radius}'
    )
