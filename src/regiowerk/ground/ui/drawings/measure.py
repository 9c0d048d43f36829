"""How wide words are, in one place.  Advance widths of Fira Sans, the face of page and print."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

SOFT_HYPHEN = "\u00ad"
LINE_HEIGHT = 1.28
# Where German joins words: after these endings with their s, and before these common last parts.
JOINT = re.compile(
    r"(?:(?<=ungs)|(?<=heits)|(?<=keits)|(?<=schafts)|(?<=schäfts)|(?<=tions)|(?<=täts)|(?<=gangs))"
    r"(?=[a-zäöüß]{4})"
    r"|(?<=[a-zäöüß]{3})(?=amt|ausschuss|beauftrag|dienst|entwicklung|förder|gemeinde|gesetz|gruppe"
    r"|konferenz|kreis|leistung|netzwerk|partner|planung|plattform|projekt|region|stelle|struktur"
    r"|vereinbarung|verfahren|verwaltung|werkstatt|werkstätt|zentrum)"
)
ABBREVIATION = re.compile(r"(\b[^\W\d_]\.) (?=[^\W\d_]\.)")
ASCENT = 0.74  # of the size: capitals with umlaut dots
DESCENT = 0.22


def _table(groups: dict[int, str]) -> dict[str, int]:
    return {character: width for width, characters in groups.items() for character in characters}


# Thousandths of the size, as in the font files; accented letters are looked up by their base letter.
_REGULAR = _table({
    265: " \u00a0\u202f", 241: "!", 399: '"', 518: "#", 531: "$", 826: "%W", 763: "&", 219: "'", 324: "()•",
    439: "*", 499: "+3", 240: ",.:;·", 403: "-|\u2011", 520: "/\\_g–", 558: "0", 433: "1",
    495: "2", 532: "4", 501: "5", 533: "6§", 444: "7", 551: "8", 525: "9", 500: "<=>×−", 459: "?",
    1020: "@", 573: "AÄ", 608: "B", 560: "C", 644: "D", 535: "E", 491: "F", 631: "G", 680: "H",
    295: "I", 305: "J", 589: "K", 498: "L", 796: "M", 683: "N", 692: "OÖ", 581: "P", 689: "Q",
    605: "R", 545: "S", 517: "T", 662: "UÜ", 556: "V", 540: "X^", 550: "Yeé", 522: "Z",
    322: "[]{}", 300: "`", 544: "aä", 594: "bp", 478: "c", 598: "d", 335: "f", 586: "hn",
    282: "i", 280: "j", 512: "k", 293: "l", 857: "m", 584: "oö", 593: "qß", 386: "r", 467: "s",
    361: "t", 582: "uü", 492: "vy", 717: "w", 485: "x", 437: "z", 488: "~", 575: "«»", 523: "°",
    400: "²³", 790: "—", 228: "‘’‚", 406: "“”„", 738: "…", 576: "€", 900: "←→", 0: SOFT_HYPHEN,
})  # fmt: skip
_BOLD = _table({
    244: " \u00a0\u202f", 241: "!", 430: '"', 547: "#aä", 545: "$", 851: "%", 784: "&", 234: "'", 324: "()",
    447: "*", 523: "+", 240: ",.:;·", 406: "-\u2011", 520: "/\\_–", 579: "0hn", 456: "1",
    512: "2y", 515: "3", 557: "4", 527: "5", 556: "6", 462: "7", 574: "8uü", 552: "9",
    514: "<=>×−", 476: "?", 1020: "@", 586: "AÄ", 615: "B«»", 571: "CX", 650: "D", 528: "E",
    488: "F", 641: "G", 669: "H", 294: "I", 314: "J", 622: "K", 509: "L", 794: "M", 668: "N",
    691: "OÖ", 595: "P", 689: "Q", 614: "R", 565: "S", 534: "T", 654: "UÜ", 567: "V", 842: "W",
    583: "Y", 539: "Z", 323: "[]{}", 554: "^", 330: "`", 596: "b", 478: "c", 599: "d", 553: "eé",
    351: "f", 544: "g", 282: "i", 281: "j", 542: "k", 296: "l", 848: "m", 584: "oö", 594: "pq",
    397: "r", 479: "s", 380: "t", 508: "v~", 741: "w", 505: "x", 454: "z", 383: "|", 546: "§",
    521: "°", 400: "²³", 603: "ß", 795: "—", 239: "‘’‚", 438: "“”„", 341: "•", 730: "…",
    587: "€", 900: "←→", 0: SOFT_HYPHEN,
})  # fmt: skip
_UNKNOWN = 620  # generous: too much room looks better than too little
_WIDE = 1000  # scripts with square signs


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Return how wide one line of text runs, in the unit of `size`."""
    table = _BOLD if bold else _REGULAR
    total = sum(table.get(sign) or _unlisted(sign) for sign in text if sign != SOFT_HYPHEN)
    return total * size / 1000


def _unlisted(sign: str) -> int:
    return _WIDE if ord(sign) >= 0x2E80 else _UNKNOWN


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of text as one rectangle: `left`, `top`, `right`, `bottom`."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def area(self) -> float:
        return (self.right - self.left) * (self.bottom - self.top)

    def moved(self, x: float, y: float) -> Block:
        return Block(self.left + x, self.top + y, self.right + x, self.bottom + y)

    def overlaps(self, other: Block, *, gap: float = 0.0) -> bool:
        return (
            self.left < other.right + gap
            and other.left < self.right + gap
            and self.top < other.bottom + gap
            and other.top < self.bottom + gap
        )

    def within(self, other: Block) -> bool:
        return (
            self.left >= other.left
            and self.top >= other.top
            and self.right <= other.right
            and self.bottom <= other.bottom
        )


def wrap(
    text: str, size: float, room: float, *, bold: bool = False, most: int = 0
) -> tuple[str, ...]:
    """Break text into lines no wider than `room`; at most `most` lines, the last one then ends in "…".

    Breaks at spaces, after hyphens and slashes, at soft hyphens; a word that is too long by itself is
    parted where two words were joined to it.
    """
    lines: list[str] = []
    line = ""
    for piece in _pieces(text):
        if width((line + piece).rstrip(), size, bold=bold) <= room or not line:
            line += piece
        else:
            lines.append(_end(line))
            line = piece
        while width(_end(line), size, bold=bold) > room and len(line.strip()) > 1:
            head, line = _parted(line, size, room, bold=bold)
            lines.append(head)
    if _end(line):
        lines.append(_end(line))
    if most and len(lines) > most:
        lines = [*lines[: most - 1], shorten(" ".join(lines[most - 1 :]), size, room, bold=bold)]
    return tuple(lines) or ("",)


def _pieces(text: str) -> Iterator[str]:
    """Parts between which a line may end; soft hyphens stay at the end of their part.

    "e. V." and "z. B." are one part.
    """
    part = ""
    text = " ".join(part for part in re.split(r"[ \t\r\n]+", text) if part)
    for sign in ABBREVIATION.sub("\\1\u00a0", text):
        part += sign
        if sign in {" ", "-", "/", "–", SOFT_HYPHEN}:
            yield part
            part = ""
    if part:
        yield part


def _end(line: str) -> str:
    """Return the line as it is shown: soft hyphens vanish, except one at the very end."""
    line = line.strip(" ")
    shown = line.replace(SOFT_HYPHEN, "")
    return shown + "-" if line.endswith(SOFT_HYPHEN) else shown


def _parted(word: str, size: float, room: float, *, bold: bool) -> tuple[str, str]:
    """Return as much of a word as fits, with a hyphen at a joint, and the rest."""
    for at in reversed([joint.start() for joint in JOINT.finditer(word)]):
        if width(word[:at] + "-", size, bold=bold) <= room:
            return word[:at] + "-", word[at:]
    at = 1
    while at < len(word) - 1 and width(word[: at + 1], size, bold=bold) <= room:
        at += 1
    return word[:at], word[at:]


def shorten(text: str, size: float, room: float, *, bold: bool = False) -> str:
    """Return the text if it fits the room, else its beginning with "…"."""
    text = text.replace(SOFT_HYPHEN, "")
    if width(text, size, bold=bold) <= room:
        return text
    while text and width(text.rstrip() + "…", size, bold=bold) > room:
        text = text[:-1]
    return text.rstrip() + "…"
