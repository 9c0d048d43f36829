from __future__ import annotations

from datetime import date

import pytest
from django.utils import translation

from regiowerk.tell.reports.documents import wording


@pytest.mark.parametrize(
    ("markdown", "points"),
    [
        ("", ()),
        ("Ein Satz.", ("Ein Satz.",)),
        ("- Erst\n- Dann", ("Erst", "Dann")),
        ("Ziele:\n\n1. **Erst**\n2. [Dann](https://example.org)", ("Erst", "Dann")),
        ("* Ein Punkt,\n  der weitergeht\n* Noch einer", ("Ein Punkt, der weitergeht", "Noch einer")),
        ("# Kopf\n\nErster Absatz\ngeht weiter.\n\nZweiter.", ("Kopf", "Erster Absatz geht weiter.", "Zweiter.")),
        ("Vor 1998 - nach 1998", ("Vor 1998 - nach 1998",)),
    ],
)  # fmt: skip
def test_a_markdown_list_becomes_statements(markdown: str, points: tuple[str, ...]):
    assert wording.statements(markdown) == points


def test_every_source_is_named_once():
    with translation.override("en"):
        lines = [wording.sources(names) for names in ([], ["", " "], ["A", "A"], ["A", "B", "A"])]

    assert lines == ["", "", "Source: A", "Sources: A; B"]


def test_sources_beyond_two_lines_are_left_to_the_notes():
    with translation.override("en"):
        line = wording.sources(f"{number} {'x' * 98}" for number in range(5))

    assert line == f"Sources: 0 {'x' * 98}; 1 {'x' * 98}; 3 more in the notes"


def test_what_shares_a_source_is_told_with_it_once():
    with translation.override("en"):
        lines = wording.evidence([("A.", "X"), ("B", "X"), ("C", ""), ("D", "X")])

    assert lines == ["A; B – source: X", "C – source: none recorded", "D – source: X"]


def test_a_window_known_by_months_only_says_only_the_months():
    start, end = date(2022, 1, 1), date(2022, 6, 30)
    with translation.override("en"):
        words = [wording.window(start, end, is_approximate=known) for known in (True, False)]

    assert words == [
        "about January 2022 to June 2022",
        "1\N{NO-BREAK SPACE}January\N{NO-BREAK SPACE}2022 to 30\N{NO-BREAK SPACE}June\N{NO-BREAK SPACE}2022",
    ]


def test_names_are_listed_as_people_say_them():
    with translation.override("en"):
        lists = [wording.listed(names) for names in ([], ["A"], ["A", "B"], ["A", "B", "C"])]

    assert lists == ["", "A", "A and B", "A, B and C"]
