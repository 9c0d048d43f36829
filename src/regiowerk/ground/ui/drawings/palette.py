"""Which colour a tone has: on light and dark pages, in print and on slides.

One table for all of them, computed from the region's accent so that the promises hold for every accent:

    text on ground, surface, accent-soft, step-1..3   ink             at least 4.5 : 1
    text on below-1..2, middle, above-1..2            ink             at least 4.5 : 1
    text on accent, step-4, step-5                    on-accent       at least 4.5 : 1
    text on class-1..6                                on-class        at least 4.5 : 1
    muted text and today on ground                                    at least 4.5 : 1
    class-1..6, accent, line on ground                                at least 3 : 1

Hues of the six classes are Okabe and Ito's order of distinction, calmed and brought to like weight.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from regiowerk.ground.ui.drawings.scene import Tone

DEFAULT_ACCENT = "#1F5C7A"

_LIGHT = {
    Tone.INK: "#151826",
    Tone.MUTED: "#525870",
    Tone.LINE: "#868B9E",
    Tone.GROUND: "#FFFFFF",
    Tone.SURFACE: "#F3F4F7",
    Tone.ON_ACCENT: "#FFFFFF",
    Tone.TODAY: "#B23A12",
    Tone.ON_CLASS: "#10131F",
    Tone.MISSING: "#A9AEBC",
}
_DARK = {
    Tone.INK: "#F3F4F7",
    Tone.MUTED: "#B4B9CC",
    Tone.LINE: "#747A90",
    Tone.GROUND: "#000000",
    Tone.SURFACE: "#161923",
    Tone.ON_ACCENT: "#0B0E16",
    Tone.TODAY: "#FF9F70",
    Tone.ON_CLASS: "#10131F",
    Tone.MISSING: "#666C80",
}
_CLASSES = {
    Tone.CLASS_1: "#6997C5",
    Tone.CLASS_2: "#BF8A3A",
    Tone.CLASS_3: "#54A086",
    Tone.CLASS_4: "#A287C2",
    Tone.CLASS_5: "#CB7D84",
    Tone.CLASS_6: "#96964D",
}
_STEPS = (Tone.STEP_1, Tone.STEP_2, Tone.STEP_3, Tone.STEP_4, Tone.STEP_5)
_SIDES = (Tone.BELOW_2, Tone.BELOW_1, Tone.MIDDLE, Tone.ABOVE_1, Tone.ABOVE_2)
# lightness and chroma of a scale with two sides, from far below to far above, light and dark page
_LIGHT_SIDES = ((0.76, 0.110), (0.88, 0.055), (0.93, 0.004), (0.86, 0.045), (0.74, 0.090))
_DARK_SIDES = ((0.50, 0.090), (0.36, 0.045), (0.28, 0.004), (0.35, 0.040), (0.48, 0.080))
_OCHRE, _BLUE = math.radians(70), math.radians(250)
_ALIKE = math.radians(60)  # hues nearer than this are not told apart
# lightness and share of the accent's chroma for the five classes, light page and dark page
_LIGHT_STEPS = ((0.915, 0.30), (0.83, 0.55), (0.725, 0.80), (0.53, 1.0), (0.37, 0.85))
_DARK_STEPS = ((0.29, 0.50), (0.39, 0.70), (0.49, 0.85), (0.72, 0.95), (0.88, 0.55))


@dataclass(frozen=True, slots=True)
class Palette:
    """The hex colour of each tone."""

    colours: tuple[tuple[Tone, str], ...]

    def colour(self, tone: Tone) -> str:
        """Return "#RRGGBB"; a tone without colour (none) is an error of the caller."""
        return dict(self.colours)[tone]


def light(accent: str = DEFAULT_ACCENT) -> Palette:
    """Return the palette for light pages, print and slides."""
    lightness, chroma, hue = _from_hex(accent)
    chroma = min(chroma, 0.16)
    return _palette(
        _LIGHT,
        accent=_to_hex(min(lightness, 0.53), chroma, hue),
        soft=_to_hex(0.94, chroma * 0.25, hue),
        steps=tuple(_to_hex(level, chroma * share, hue) for level, share in _LIGHT_STEPS),
        sides=_two_sides(_LIGHT_SIDES, chroma, hue),
    )


def dark(accent: str = DEFAULT_ACCENT) -> Palette:
    """Return the palette for dark pages."""
    lightness, chroma, hue = _from_hex(accent)
    chroma = min(chroma, 0.13)
    return _palette(
        _DARK,
        accent=_to_hex(max(lightness, 0.74), chroma, hue),
        soft=_to_hex(0.30, chroma * 0.6, hue),
        steps=tuple(_to_hex(level, chroma * share, hue) for level, share in _DARK_STEPS),
        sides=_two_sides(_DARK_SIDES, chroma, hue),
    )


def _two_sides(
    levels: tuple[tuple[float, float], ...], chroma: float, hue: float
) -> tuple[str, ...]:
    """Return ochre to the accent's hue; blue stands in for a grey accent, and against a yellow one."""
    above = hue if chroma > 0.03 else _BLUE
    apart = abs(math.remainder(above - _OCHRE, math.tau))
    below = _OCHRE if apart > _ALIKE else _BLUE
    hues = (below, below, above, above, above)
    return tuple(
        _to_hex(level, share, side) for (level, share), side in zip(levels, hues, strict=True)
    )


def _palette(
    base: dict[Tone, str],
    *,
    accent: str,
    soft: str,
    steps: tuple[str, ...],
    sides: tuple[str, ...],
) -> Palette:
    colours = {
        **base,
        **_CLASSES,
        Tone.ACCENT: accent,
        Tone.ACCENT_SOFT: soft,
        **dict(zip(_STEPS, steps, strict=True)),
        **dict(zip(_SIDES, sides, strict=True)),
    }
    return Palette(tuple((tone, colours[tone]) for tone in Tone if tone in colours))


def text_on(fill: Tone) -> Tone:
    """Return the tone in which text can be read on a filled shape."""
    if fill in {Tone.ACCENT, Tone.STEP_4, Tone.STEP_5, Tone.TODAY}:
        return Tone.ON_ACCENT
    return Tone.ON_CLASS if fill in _CLASSES else Tone.INK


def stylesheet(accent: str = DEFAULT_ACCENT) -> str:
    """Return the colours of one region as CSS custom properties `--tone-<tone>`, light and dark."""
    bright, dim = _properties(light(accent)), _properties(dark(accent))
    return (
        f":root{{{bright}}}\n"
        f"@media (prefers-color-scheme:dark){{:root:not([data-kern-theme=light]){{{dim}}}}}\n"
        f":root[data-kern-theme=dark]{{{dim}}}\n"
        f"@media print{{:root:root:root{{{bright}}}}}\n"
    )


def _properties(palette: Palette) -> str:
    return "".join(f"--tone-{tone}:{colour};" for tone, colour in palette.colours)


def contrast(first: str, second: str) -> float:
    """Return the contrast of two hex colours as WCAG 2 defines it, 1 to 21."""
    high, low = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return _decoded(red), _decoded(green), _decoded(blue)


def _decoded(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _encoded(part: float) -> float:
    part = min(max(part, 0.0), 1.0)
    return part * 12.92 if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055


def _from_hex(colour: str) -> tuple[float, float, float]:
    """Return lightness, chroma and hue (radians) in OKLCH (Ottosson 2020)."""
    red, green, blue = _linear(colour)
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    green_red = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    blue_yellow = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return lightness, math.hypot(green_red, blue_yellow), math.atan2(blue_yellow, green_red)


def _to_hex(lightness: float, chroma: float, hue: float) -> str:
    """Return the nearest colour a screen can show, giving up chroma before lightness."""
    parts = _from_oklch(lightness, chroma, hue)
    while chroma > 0.002 and not all(-0.0005 <= part <= 1.0005 for part in parts):
        chroma *= 0.96
        parts = _from_oklch(lightness, chroma, hue)
    return "#" + "".join(f"{round(_encoded(part) * 255):02X}" for part in parts)


def _from_oklch(lightness: float, chroma: float, hue: float) -> tuple[float, float, float]:
    green_red, blue_yellow = chroma * math.cos(hue), chroma * math.sin(hue)
    long = (lightness + 0.3963377774 * green_red + 0.2158037573 * blue_yellow) ** 3
    medium = (lightness - 0.1055613458 * green_red - 0.0638541728 * blue_yellow) ** 3
    short = (lightness - 0.0894841775 * green_red - 1.2914855480 * blue_yellow) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )
