from __future__ import annotations

import pytest

from regiowerk.ground.documents.pdf.lint import (
    NotAccessibleError,
    refuse_what_cannot_be_read,
)

PAGE = '<!DOCTYPE html><html lang="de"><head><meta charset="utf-8"><title>Plan</title></head><body>{}</body></html>'


def problems(html: str) -> list[str]:
    with pytest.raises(NotAccessibleError) as caught:
        refuse_what_cannot_be_read(html)
    return caught.value.problems


@pytest.mark.parametrize(
    "body",
    [
        '<table><tr><th scope="col">A</th></tr></table>',
        '<a href="#x">Ziel</a>',
        '<a href="#x"><img src="a.png" alt="Karte"></a>',
        '<img src="a.png" alt="Karte">',
        "<svg><title>Karte</title><path/></svg>",
        '<a id="anchor"></a>',
    ],
)
def test_what_can_be_read_is_let_through(body: str):
    refuse_what_cannot_be_read(PAGE.format(body))


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("<table><tr><th>A</th></tr></table>", "line 1: a header cell has no scope"),
        ('<a href="#x"> </a>', "line 1: a link has no words"),
        ('<a href="#x"/>', "line 1: a link has no words"),
        ('<img src="a.png">', "line 1: a picture has no text alternative"),
        ('<img src="a.png" alt=" ">', "line 1: a picture has no text alternative"),
        ("<svg><path/></svg>", "line 1: a drawing has no title"),
        ("<svg><g><title>Form</title></g></svg>", "line 1: a drawing has no title"),
    ],
)
def test_what_leaves_readers_out_is_refused_with_its_place(body: str, problem: str):
    assert problems(PAGE.format(body)) == [problem]


def test_a_page_without_language_and_title_is_refused():
    assert problems("<html><head></head><body></body></html>") == [
        "the page says no language",
        "the page has no title",
    ]
