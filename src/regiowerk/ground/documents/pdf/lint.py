"""Refuses HTML that would become a PDF somebody cannot read; validators overlook some of this."""

from __future__ import annotations

from html.parser import HTMLParser

type Attributes = dict[str, str | None]
VOID = {"meta", "link", "img", "br", "hr", "input", "col", "source", "wbr"}


class NotAccessibleError(Exception):
    """A document would leave readers out; says where and why."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


def refuse_what_cannot_be_read(html: str) -> None:
    """Raise NotAccessibleError for a page without language or title, a header cell without scope, a link
    without words, a picture without a text alternative."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    if not reader.has_language:
        reader.problems.append("the page says no language")
    if not reader.has_title:
        reader.problems.append("the page has no title")
    if reader.problems:
        raise NotAccessibleError(reader.problems)


class _Open:
    """An element whose end is still to come, and the words read inside it."""

    def __init__(self, name: str, attributes: Attributes, line: int) -> None:
        self.name, self.attributes, self.line = name, attributes, line
        self.words = attributes.get("aria-label") or ""
        self.title = ""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[_Open] = []
        self.problems: list[str] = []
        self.has_language = self.has_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes, line = dict(attrs), self.getpos()[0]
        if tag == "html":
            self.has_language = bool(attributes.get("lang"))
        if tag == "th" and attributes.get("scope") not in {"col", "row", "colgroup", "rowgroup"}:
            self.problems.append(f"line {line}: a header cell has no scope")
        if tag == "img":
            self._picture(attributes, line)
        if tag not in VOID:
            self.open.append(_Open(tag, attributes, line))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def _picture(self, attributes: Attributes, line: int) -> None:
        words = (attributes.get("alt") or "").strip()
        if not words:
            self.problems.append(f"line {line}: a picture has no text alternative")
        for element in self.open:
            element.words += words

    def handle_data(self, data: str) -> None:
        for element in self.open:
            element.words += data
        # the alternative is the title of the drawing itself, not of a shape in it
        if len(self.open) > 1 and self.open[-1].name == "title":
            self.open[-2].title += data

    def handle_endtag(self, tag: str) -> None:
        if not any(element.name == tag for element in self.open):
            return
        while (element := self.open.pop()).name != tag:
            self._closed(element)
        self._closed(element)

    def _closed(self, element: _Open) -> None:
        if element.name == "head":
            self.has_title = bool(element.title.strip())
        if element.name == "a" and "href" in element.attributes and not element.words.strip():
            self.problems.append(f"line {element.line}: a link has no words")
        if element.name == "svg" and not element.title.strip():
            self.problems.append(f"line {element.line}: a drawing has no title")
