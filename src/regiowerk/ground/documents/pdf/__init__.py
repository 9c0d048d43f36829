"""HTML as tagged PDF (PDF/UA-1), and a deck as pages of it."""

from __future__ import annotations

from collections.abc import Mapping

from django.template.loader import render_to_string
from django.utils import translation

from regiowerk.ground.documents.domain.deck import Deck
from regiowerk.ground.documents.domain.paging import paged
from regiowerk.ground.documents.pdf.lint import refuse_what_cannot_be_read
from regiowerk.ground.documents.pdf.pages import pages


def write_pdf(template: str, context: Mapping[str, object], *, language: str, title: str) -> bytes:
    """Write a template that extends documents/page.html as PDF/UA-1.

    Raises NotAccessibleError when somebody could not read it.
    """
    # WeasyPrint takes more than a second to load; only those who write a PDF wait for it
    from regiowerk.ground.documents.pdf import engine  # noqa: PLC0415

    with translation.override(language):
        html = render_to_string(template, {**context, "language": language, "title": title})
    refuse_what_cannot_be_read(html)
    return engine.print_html(html)


def deck_pdf(deck: Deck) -> bytes:
    """Write a deck as PDF: a page for each slide, then the notes as a list."""
    deck = paged(deck)
    with translation.override(deck.language):
        context = pages(deck)
    return write_pdf("documents/deck.html", context, language=deck.language, title=deck.title)
