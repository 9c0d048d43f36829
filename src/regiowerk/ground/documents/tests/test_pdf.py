from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import page as validation
import pikepdf
import pytest

from regiowerk.ground.documents.pdf import deck_pdf, fetching, write_pdf
from regiowerk.ground.documents.pdf.fetching import NotOursError, serve
from regiowerk.ground.documents.pdf.lint import NotAccessibleError
from regiowerk.ground.documents.tests.factories import a_deck, a_full_deck, a_slide

FONT = "vendor/fonts/FiraSans-Regular.woff2"


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/a.css",
        "https://example.org/a.css",
        "file:///etc/passwd",
        "ftp://example.org/a",
        "data:text/css,body{}",
        f"{fetching.BASE}media/a.png",
        f"{fetching.BASE}static/../settings.py",
        f"{fetching.BASE}static/%2e%2e/%2e%2e/etc/passwd",
        f"{fetching.BASE}static//etc/passwd",
        f"{fetching.BASE}static/missing.css",
        f"{fetching.BASE}static/",
    ],
)
def test_documents_load_nothing_but_our_static_files(url: str):
    with pytest.raises(NotOursError):
        serve(url)


def test_documents_load_our_static_files(tmp_path: Path, settings: object):
    (tmp_path / "mine.css").write_text("p{}")
    settings.STATICFILES_DIRS = [tmp_path]  # type: ignore[attr-defined]

    assert serve(f"{fetching.BASE}static/mine.css?v=1") == (b"p{}", "text/css")


@pytest.fixture(scope="module")
def full() -> bytes:
    return deck_pdf(a_full_deck())


def tags(pdf: bytes) -> list[tuple[str, str]]:
    """Every structure element in order of reading, with its text alternative."""
    found: list[tuple[str, str]] = []

    def walk(element: pikepdf.Object) -> None:
        if not isinstance(element, pikepdf.Dictionary):
            return
        if "/S" in element:
            found.append((str(element.S)[1:], str(element.get("/Alt", ""))))
        kids = element.get("/K")
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            walk(kid)

    with pikepdf.open(BytesIO(pdf)) as document:
        walk(document.Root.StructTreeRoot.K[0])
    return found


@pytest.mark.documents
def test_a_deck_is_a_compliant_accessible_pdf(full: bytes):
    report = validation.validate_pdf_bytes(full, profile="ua1")

    assert list(report.failures) == []


@pytest.mark.documents
def test_a_deck_has_headings_tables_lists_and_figures_that_can_be_read(full: bytes):
    found = tags(full)
    names = [name for name, _alt in found]

    assert [name for name in names if name in {"H1", "H2", "H3"}] == [
        "H1",
        "H2",
        *["H3"] * 5,
        "H2",  # sources and notes
        *["H3"] * 5,
    ]
    assert (names.count("Table"), names.count("TH"), names.count("TD")) == (1, 4, 2)
    assert names.count("LI") == 3
    figures = [alt for name, alt in found if name == "Figure"]
    assert figures == [
        "Die Region. Zwei Kommunen an einem Fluss.",
        "Einwohner am 31.12.2020. Kreis Ast 308.344, Kreis Busch 141.883",
    ]


@pytest.mark.documents
def test_a_deck_has_a_page_for_each_slide_and_one_for_the_notes(full: bytes):
    with pikepdf.open(BytesIO(full)) as document:
        sizes = {tuple(round(float(side)) for side in page.mediabox) for page in document.pages}
        marks = [str(item.title) for item in document.open_outline().root]
        about = document.docinfo
        assert (len(document.pages), sizes) == (8, {(0, 0, 960, 540)})
        assert marks == ["Digitale Infrastruktur", "Quellen und Anmerkungen"]
        assert str(document.Root.Lang) == "de"
        assert document.Root.ViewerPreferences.DisplayDocTitle
        assert (str(about.Title), str(about.Author)) == (
            "Digitale Infrastruktur",
            "Regiopolregion Musterland",
        )


@pytest.mark.documents
def test_the_same_deck_gives_the_same_pdf():
    assert deck_pdf(a_deck()) == deck_pdf(a_deck())


@pytest.mark.documents
def test_a_deck_without_notes_has_no_page_for_them():
    silent = a_deck(replace(a_slide(), notes=""))

    with pikepdf.open(BytesIO(deck_pdf(silent))) as document:
        assert len(document.pages) == 2


@pytest.mark.documents
def test_a_template_of_another_room_becomes_an_accessible_pdf(tmp_path: Path, settings: object):
    (tmp_path / "paper.html").write_text(
        '{% extends "documents/page.html" %}'
        "{% block content %}<h1>{{ title }}</h1><p>{{ sentence }}</p>{% endblock %}"
    )
    _with_templates(settings, tmp_path)

    written = write_pdf("paper.html", {"sentence": "Größe & Maß"}, language="de", title="Vorlage")

    assert list(validation.validate_pdf_bytes(written, profile="ua1").failures) == []
    assert [name for name, _alt in tags(written)][:2] == ["Document", "H1"]


def test_a_template_that_leaves_readers_out_is_not_written(tmp_path: Path, settings: object):
    (tmp_path / "paper.html").write_text(
        '{% extends "documents/page.html" %}'
        '{% block content %}<a href="https://example.org"></a>{% endblock %}'
    )
    _with_templates(settings, tmp_path)

    with pytest.raises(NotAccessibleError, match="a link has no words"):
        write_pdf("paper.html", {}, language="de", title="Vorlage")


def _with_templates(settings: object, folder: Path) -> None:
    (engine,) = settings.TEMPLATES  # type: ignore[attr-defined]
    settings.TEMPLATES = [{**engine, "DIRS": [folder]}]  # type: ignore[attr-defined]
