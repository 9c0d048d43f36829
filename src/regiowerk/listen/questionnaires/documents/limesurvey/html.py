"""LimeSurvey's texts are free HTML; here they become plain text, and what was lost is counted."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.parser import HTMLParser

_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "main",
        "nav",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "tr",
    ]
)
_UNREADABLE = frozenset({"script", "style", "head", "title", "template", "noscript"})
_LOST = frozenset(
    [
        "applet",
        "audio",
        "button",
        "canvas",
        "embed",
        "form",
        "iframe",
        "img",
        "input",
        "math",
        "object",
        "script",
        "select",
        "style",
        "svg",
        "table",
        "template",
        "textarea",
        "video",
    ]
)
_VOID = frozenset({"br", "hr", "img", "input", "embed", "link", "meta", "wbr"})
_SPACE = re.compile(r"[ \t\r\n\f\v\xa0\u200b]+")
_BULLET = re.compile(r" +(?=- |\d+\. )")
_LOOKS_LIKE_HTML = re.compile(r"<[a-zA-Z/!]|&[a-zA-Z]+;|&#")


@dataclass(frozen=True, slots=True)
class Plain:
    """A text without markup, and the names of the elements that plain text cannot hold."""

    text: str
    lost: tuple[str, ...] = ()


def plain_text(source: str) -> Plain:
    """Paragraphs stay paragraphs, lists become "- " or "1. ", links keep their address."""
    if not _LOOKS_LIKE_HTML.search(source):
        return Plain(_tidy(source))
    reader = _Reader()
    reader.feed(source)
    reader.close()
    return Plain(_tidy(reader.written()), tuple(sorted(reader.lost)))


class _Reader(HTMLParser):
    """Collects the words; a line feed in the collection is meant, white space was folded before."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lost: set[str] = set()
        self._words: list[str] = []
        self._silent = 0
        self._lists: list[int] = []  # the number of the last entry; -1 in lists without numbers
        self._links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in _LOST:
            self.lost.add(tag)
        if tag in _UNREADABLE:
            self._silent += 1
        elif tag in {"ul", "ol"}:
            self._words.append("" if self._lists else "\n")
            self._lists.append(0 if tag == "ol" else -1)
        elif tag == "a":
            self._links.append(given.get("href", ""))
        else:
            self._words.append(self._before(tag, given))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNREADABLE:
            self._silent = max(0, self._silent - 1)
        elif tag in {"ul", "ol"} and self._lists:
            self._lists.pop()
            self._words.append("" if self._lists else "\n\n")
        elif tag == "a" and self._links:
            self._words.append(_address(self._links.pop()))
        elif tag in _BLOCKS and tag not in {"tr", "dt", "dd", "hr"}:
            self._words.append("\n\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._words.append(_SPACE.sub(" ", data))

    def written(self) -> str:
        return "".join(self._words)

    def _before(self, tag: str, given: dict[str, str]) -> str:
        """What stands in plain text where an element begins."""
        if tag == "li":
            return self._bullet()
        if tag == "img":
            return given.get("alt", "")
        if tag in _BLOCKS:
            return "\n" if tag in {"tr", "dt", "dd"} else "\n\n"
        return {"br": "\n", "td": " ", "th": " "}.get(tag, "")

    def _bullet(self) -> str:
        if not self._lists:
            self._lists.append(-1)
        deep = "  " * (len(self._lists) - 1)
        if self._lists[-1] < 0:
            return f"\n{deep}- "
        self._lists[-1] += 1
        return f"\n{deep}{self._lists[-1]}. "


def _address(href: str) -> str:
    return f" ({href})" if href.startswith(("https://", "http://", "mailto:")) else ""


def _tidy(text: str) -> str:
    """Single spaces, no white space at the ends of lines, at most one empty line in a row."""
    lines: list[str] = []
    for raw in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        indent = _BULLET.match(raw)
        line = (indent.group()[:8] if indent else "") + _SPACE.sub(" ", raw).strip()
        if line.strip() or (lines and lines[-1]):
            lines.append(line if line.strip() else "")
    return "\n".join(lines).strip()
