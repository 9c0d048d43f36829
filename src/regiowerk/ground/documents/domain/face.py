"""How much room words need where they may be shown in Fira Sans or in Arial.

The PDF brings Fira Sans along; slides are set in Arial, which is on every machine that opens them.
What is measured here is the wider of both, so that one layout holds in either.
"""

from __future__ import annotations

import math
import re
from functools import lru_cache

from regiowerk.ground.ui.drawings import measure


def _signs(groups: dict[int, str]) -> dict[str, int]:
    return {sign: wide for wide, signs in groups.items() for sign in signs}


# Thousandths of the size; Liberation Sans, which runs exactly as wide, has the same.
_REGULAR = _signs({
    191: "'", 222: "ijlł‘’‚", 260: "|", 278: " !,./:;I[\\]ft\u00a0·ÍÎìíîï", 333: "()-`r²³“”„", 334: "{}",
    350: "•", 355: '"', 389: "*", 400: "°", 469: "^", 500: "Jcksvxyzçýćčśšźżž",
    556: "#$0123456789?L_abdeghnopqu§«»àáâãäåèéêëñòóôõöùúûüń–€", 584: "+<=>~×−", 611: "FTZßø",
    667: "&ABEKPSVXYÀÁÂÄÅÈÉÊË", 722: "CDHNRUwÇÑÚÜ", 778: "GOQÓÔÖØ", 833: "Mm", 889: "%æ", 944: "Wœ",
    1000: "Æ—…←→", 1015: "@",
})  # fmt: skip
_BOLD = _signs({
    238: "'", 278: " ,./I\\ijl\u00a0·ÍÎìíîïł‘’‚", 280: "|", 333: "!()-:;[]`ft²³", 350: "•", 389: "*r{}",
    400: "°", 474: '"', 500: "zźżž“”„", 556: "#$0123456789J_aceksvxy§«»àáâãäåçèéêëýćčśš–€",
    584: "+<=>^~×−", 611: "?FLTZbdghnopqußñòóôõöøùúûüń", 667: "EPSVXYÈÉÊË",
    722: "&ABCDHKNRUÀÁÂÄÅÇÑÚÜ", 778: "GOQwÓÔÖØ", 833: "M", 889: "%mæ", 944: "Wœ", 975: "@", 1000: "Æ—…←→",
})  # fmt: skip
_UNKNOWN = 722
SAFETY = 1.01
PIECES = re.compile(r"[^\s-]*-+|[^\s-]+|[ \t\n]+")


@lru_cache(maxsize=8192)
def _unit(text: str, bold: bool) -> float:
    """The room of one line at size 1."""
    return max(measure.width(text, 1, bold=bold), arial(text, 1, bold=bold)) * SAFETY


def arial(text: str, size: float, *, bold: bool = False) -> float:
    """How wide one line runs in Arial."""
    table = _BOLD if bold else _REGULAR
    return sum(table.get(sign, _UNKNOWN) for sign in text) * size / 1000


def width(text: str, size: float, *, bold: bool = False) -> float:
    """How much room one line needs in either face."""
    return _unit(text, bold) * size


def lines(text: str, size: float, room: float, *, bold: bool = False) -> int:
    """How many lines a text takes in a room of this width, broken at spaces and after hyphens."""
    count, line = 1, 0.0
    for piece in PIECES.findall(text):
        across = width(piece, size, bold=bold)
        if piece.isspace():
            line += across if line else 0.0
            continue
        if line and line + across > room:
            count += 1
            line = 0.0
        line += across
        if line > room > 0:  # one word wider than the room is cut where it must be
            count += math.ceil(line / room) - 1
            line = 0.0
    return count


def words(text: str) -> list[str]:
    """The parts of a text that are never broken."""
    return [piece for piece in PIECES.findall(text) if not piece.isspace()] or [""]
