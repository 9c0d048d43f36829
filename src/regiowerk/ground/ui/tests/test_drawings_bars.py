from __future__ import annotations

import pytest
from django.utils import translation

from regiowerk.ground.ui.drawings.bars import CALM, Row, bars
from regiowerk.ground.ui.drawings.layouts import DrawingError
from regiowerk.ground.ui.drawings.scene import Box, Scene, Tone, Words
from regiowerk.ground.ui.tests.test_drawings_every import number


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def drawn(rows: list[Row], **options: object) -> Scene:
    given = {"title": "Titel", "summary": "Satz.", "format_value": number, "width": 720.0}
    return bars(rows, **{**given, **options})


def boxes(scene: Scene) -> list[Box]:
    return [mark for mark in scene.marks if isinstance(mark, Box) and mark.fill is not Tone.NONE]


def texts(scene: Scene) -> list[str]:
    return [mark.text for mark in scene.marks if isinstance(mark, Words)]


def test_bars_are_as_long_as_their_values() -> None:
    one, two = boxes(drawn([Row("a", (100.0,)), Row("b", (50.0,))]))
    assert one.width / two.width == pytest.approx(2)


def test_every_bar_carries_its_value() -> None:
    scene = drawn([Row("a", (1500.0,)), Row("b", (0.0,)), Row("c", ())])
    assert texts(scene) == ["a", "1.500", "b", "0", "c", "no value"]


def test_highlighted_rows_have_the_accent_and_others_are_calm() -> None:
    scene = drawn([Row("a", (1.0,)), Row("b", (2.0,))], highlighted=frozenset({"b"}))
    assert [box.fill for box in boxes(scene)] == [CALM, Tone.ACCENT]


def test_without_highlights_all_bars_have_the_accent() -> None:
    assert {box.fill for box in boxes(drawn([Row("a", (1.0,)), Row("b", (2.0,))]))} == {Tone.ACCENT}


def test_a_value_without_room_behind_its_bar_stands_in_it_in_a_tone_that_can_be_read() -> None:
    scene = drawn([Row("a", (9.0,))], format_value=lambda v: "neun " * 12, width=340.0)
    value = next(m for m in scene.marks if isinstance(m, Words) and m.text.startswith("neun"))
    assert value.tone is Tone.ON_ACCENT


def test_stacked_parts_follow_each_other() -> None:
    scene = drawn([Row("a", (10.0, 30.0))], series=("ja", "nein"))
    one, two = boxes(scene)
    assert (one.x + one.width, two.width / one.width) == (pytest.approx(two.x), pytest.approx(3))


def test_names_of_the_series_stand_above_the_first_bar_where_they_fit() -> None:
    scene = drawn([Row("a", (10.0, 30.0))], series=("ja", "nein"))
    assert (texts(scene)[:2], len(boxes(scene))) == (["ja", "nein"], 2)


def test_names_of_the_series_become_a_legend_where_one_does_not_fit() -> None:
    scene = drawn([Row("a", (1.0, 300.0))], series=("wird gemeinsam erledigt", "nein"))
    swatches = [box for box in boxes(scene) if box.width == 14]
    assert [box.fill for box in swatches] == [Tone.CLASS_1, Tone.CLASS_2]


def test_sums_are_written_only_where_they_differ() -> None:
    same = drawn([Row("a", (10.0, 30.0)), Row("b", (20.0, 20.0))], series=("ja", "nein"))
    other = drawn([Row("a", (10.0, 30.0)), Row("b", (20.0, 25.0))], series=("ja", "nein"))
    assert ("40" in texts(same), "40" in texts(other), "45" in texts(other)) == (False, True, True)


def test_the_table_has_every_row_with_its_sum() -> None:
    scene = drawn([Row("a", (10.0, 30.0), "Fußnote"), Row("b", ())], series=("ja", "nein"))
    assert (scene.table.header, scene.table.rows, scene.table.numeric) == (
        ("Name", "ja", "nein", "Total", "Note"),
        (
            ("a", "10", "30", "40", "Fußnote"),
            ("b", "no value", "no value", "no value", ""),
        ),
        frozenset({1, 2, 3}),
    )


def test_a_row_with_an_address_can_be_clicked_as_a_whole() -> None:
    scene = drawn([Row("a", (10.0,), address="/a")])
    links = [mark for mark in scene.marks if isinstance(mark, Box) and mark.address]
    assert [(link.address, link.label, link.width) for link in links] == [("/a", "a: 10", 720.0)]


@pytest.mark.parametrize(
    ("row", "series", "said"),
    [
        (Row("a", (-1.0,)), (), "'a' has the value -1.0; a bar shows amounts from 0 upwards"),
        (
            Row("a", (float("nan"),)),
            (),
            "'a' has the value nan; a bar shows amounts from 0 upwards",
        ),
        (Row("a", (1.0,)), ("ja", "nein"), "'a' has 1 values for 2 series"),
        (Row("a", (1.0, 2.0)), (), "'a' has 2 values for 1 series"),
        (Row("a", (1.0,) * 7), tuple("abcdefg"), "stacked bars show at most 6 series, not 7"),
    ],
)
def test_values_that_make_no_bar_are_refused(row: Row, series: tuple[str, ...], said: str) -> None:
    with pytest.raises(DrawingError) as refusal:
        drawn([row], series=series)
    assert str(refusal.value) == said
