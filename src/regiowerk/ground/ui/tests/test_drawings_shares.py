"""Scales around their middle, dots on an axis, shaded tables: what they show of the values they get."""

from __future__ import annotations

import pytest
from django.utils import translation

from regiowerk.ground.ui.drawings.diverging import Scaled, diverging
from regiowerk.ground.ui.drawings.dots import Axis, Point, dots, ticks
from regiowerk.ground.ui.drawings.heat import HeatRow, Square, heat, tone_of
from regiowerk.ground.ui.drawings.layouts import DrawingError
from regiowerk.ground.ui.drawings.scene import Box, Dot, Line, Scene, Tone, Words

ONCE = {"title": "Titel", "summary": "Eine Aussage."}
STEPS = ("nie", "selten", "oft", "immer")


@pytest.fixture(autouse=True)
def _german():
    with translation.override("de"):
        yield


def number(value: float) -> str:
    return f"{value:g}"


def boxes(scene: Scene) -> list[Box]:
    return [mark for mark in scene.marks if isinstance(mark, Box) and "%" in mark.label]


def scale(*rows: Scaled, steps: tuple[str, ...] = STEPS) -> Scene:
    return diverging(rows, steps=steps, width=720, **ONCE)


def test_the_middle_of_every_scale_is_at_the_same_place():
    scene = scale(Scaled("A", (0.2, 0.3, 0.3, 0.2)), Scaled("B", (0.0, 0.1, 0.4, 0.5)))
    rows = {name: [b for b in boxes(scene) if b.label.startswith(name)] for name in "AB"}
    middles = {name: next(b.x for b in row if "oft" in b.label) for name, row in rows.items()}

    assert middles["A"] == pytest.approx(middles["B"])


def test_a_middle_step_lies_half_to_each_side():
    scene = scale(Scaled("A", (0.25, 0.5, 0.25)), steps=("schlecht", "mittel", "gut"))
    axis = next(mark for mark in scene.marks if isinstance(mark, Line))
    middle = next(box for box in boxes(scene) if "mittel" in box.label)

    assert middle.x + middle.width / 2 == pytest.approx(axis.points[0][0])


def test_lengths_are_as_the_shares():
    found = boxes(scale(Scaled("A", (0.1, 0.2, 0.3, 0.4))))
    lengths = [box.width / found[0].width for box in found]

    assert lengths == pytest.approx([1, 2, 3, 4])


def test_no_words_stand_on_the_line_in_the_middle():
    scene = scale(Scaled("A", (0.4, 0.2, 0.4)), steps=("schlecht", "mittel", "gut"))
    axis = next(mark for mark in scene.marks if isinstance(mark, Line)).points[0][0]
    percents = [m for m in scene.marks if isinstance(m, Words) and m.text.endswith("%")]

    assert all(abs(words.x - axis) > 12 for words in percents)


def test_a_row_that_is_not_told_says_so():
    assert scale(Scaled("A", (), "geschützt")).table.rows[0][1:] == (
        *("nicht genannt",) * 4,
        "geschützt",
    )


@pytest.mark.parametrize(
    ("steps", "shares"),
    [(("eine",), (1.0,)), (STEPS, (0.5, 0.5)), (STEPS, (0.5, 0.5, 0.5, -0.5))],
)
def test_what_is_no_scale_is_refused(steps, shares):
    with pytest.raises(DrawingError):
        scale(Scaled("A", shares), steps=steps)


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (0, 10, (0, 2, 4, 6, 8, 10)),
        (39.5, 1114, (0, 500, 1000, 1500)),
        (2017, 2021, (2017, 2018, 2019, 2020, 2021)),
        (5, 5, (4, 4.5, 5, 5.5, 6)),
        (-3, 4, (-4, -2, 0, 2, 4)),
    ],
)
def test_an_axis_has_round_numbers_around_its_values(low, high, expected):
    assert ticks(low, high) == expected


def test_dots_stand_as_far_apart_as_their_values():
    scene = dots([Point("A", 0), Point("B", 5), Point("C", 10)], Axis(number), width=720, **ONCE)
    a, b, c = [mark.x for mark in scene.marks if isinstance(mark, Dot)]

    assert b - a == pytest.approx(c - b)


def test_the_range_is_told_in_the_table():
    scene = dots([Point("A", 5, 2, 8), Point("B", 5)], Axis(number, "Median", "Mitte"), **ONCE)

    assert scene.table.rows == (("A", "5", "2 bis 8"), ("B", "5", "–"))


@pytest.mark.parametrize(
    ("share", "tone"),
    [
        (None, Tone.MISSING),
        (0.0, Tone.GROUND),
        (0.01, Tone.STEP_1),
        (0.2, Tone.STEP_2),
        (0.999, Tone.STEP_5),
        (1.0, Tone.STEP_5),
    ],
)
def test_shares_are_shaded_in_fifths(share, tone):
    assert tone_of(share) is tone


def test_a_cell_that_is_not_told_shows_no_number():
    row = HeatRow("A", (Square(None, "0 bis 7"), Square(0.5, "50 %")))
    scene = heat([row], columns=("ja", "nein"), width=720, **ONCE)
    hatched = [m.label for m in scene.marks if isinstance(m, Box) and m.hatched and m.label]
    written = [m.text for m in scene.marks if isinstance(m, Words)]

    assert (hatched, "0 bis 7" in written, "50 %" in written) == (["A, ja: 0 bis 7"], False, True)


def test_heads_that_do_not_fit_become_numbers_with_a_key():
    row = HeatRow("A", (Square(0.5, "50 %"),) * 9)
    long = "Verwaltungsdigitalisierung"
    scene = heat([row], columns=(long,) * 9, width=720, **ONCE)
    written = [mark.text for mark in scene.marks if isinstance(mark, Words)]

    assert (written.count("9"), f"9 {long}" in written) == (1, True)
