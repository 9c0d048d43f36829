from __future__ import annotations

import itertools

import pytest
from django.utils import translation

from regiowerk.ground.ui.drawings import scene as drawing
from regiowerk.ground.ui.drawings.layouts import DrawingError
from regiowerk.ground.ui.drawings.organisation_chart import Box, organisation_chart
from regiowerk.ground.ui.drawings.scene import Line, Scene, Words
from regiowerk.ground.ui.tests.test_drawings_every import bounds


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def drawn(boxes: list[Box], width: float = 720.0) -> Scene:
    return organisation_chart(boxes, title="Organisation", summary="Satz.", width=width)


def forms(scene: Scene) -> dict[str, drawing.Box]:
    return {f"{mark.label}": mark for mark in scene.marks if isinstance(mark, drawing.Box)}


FEW = [Box("a", None, "Oben"), Box("b", "a", "Links"), Box("c", "a", "Rechts")]
MANY = [Box("a", None, "Oben"), *(Box(f"b{n}", "a", f"Kommune {n}") for n in range(5))]


def test_a_parent_stands_over_the_middle_of_its_children() -> None:
    found = forms(drawn(FEW))
    middles = {name: form.x + form.width / 2 for name, form in found.items()}
    assert middles["Oben"] == pytest.approx((middles["Links"] + middles["Rechts"]) / 2)


def test_children_stand_side_by_side_below_their_parent() -> None:
    found = forms(drawn(FEW))
    below = found["Oben"].y + found["Oben"].height
    assert (found["Links"].y == found["Rechts"].y, found["Links"].y > below) == (True, True)


LONG = "Geschäftsstelle der regiopolREGION PADERBORN e. V. und ihre Arbeitskreise"


@pytest.mark.parametrize("width", [340.0, 720.0])
@pytest.mark.parametrize("count", [2, 5])
def test_all_words_stand_within_a_box(count: int, width: float) -> None:
    children = [Box(f"b{n}", "a", f"{LONG} {n}", LONG, LONG) for n in range(count)]
    scene = drawn([Box("a", None, LONG, LONG), *children, Box("c", "b0", LONG)], width)
    rooms = [bounds(form) for form in forms(scene).values()]
    words = [bounds(mark) for mark in scene.marks if isinstance(mark, Words)]
    assert [one for one in words if not any(one.within(room) for room in rooms)] == []


@pytest.mark.parametrize(("boxes", "width"), [(FEW, 340.0), (MANY, 720.0)])
def test_a_phone_or_many_children_make_a_list(boxes: list[Box], width: float) -> None:
    found = list(forms(drawn(boxes, width)).values())
    ends = [one.y + one.height <= two.y for one, two in itertools.pairwise(found)]
    assert (ends, found[0].x < found[1].x) == ([True] * (len(boxes) - 1), True)


def test_all_lines_have_right_angles() -> None:
    lines = [mark for mark in drawn(FEW).marks if isinstance(mark, Line)]
    slanted = [
        line
        for line in lines
        for (x1, y1), (x2, y2) in itertools.pairwise(line.points)
        if x1 != x2 and y1 != y2
    ]
    assert (len(lines), slanted) == (4, [])


def test_the_table_names_every_body_and_what_it_stands_under() -> None:
    scene = drawn(
        [Box("a", None, "Amt", "Leitung", "Team"), Box("b", "a", "Rat"), Box("c", "", "Netz")]
    )
    assert scene.table.rows == (
        ("Amt", "Leitung", "Team", ""),
        ("Rat", "", "", "Amt"),
        ("Netz", "", "", ""),
    )


@pytest.mark.parametrize(
    ("boxes", "said"),
    [
        (
            [Box("a", "x", "Amt")],
            "'a' stands under 'x', which is no box",
        ),
        (
            [Box("a", None, "Amt"), Box("a", None, "Rat")],
            "keys of boxes are unique, but there are several a",
        ),
        (
            [Box("a", "b", "Amt"), Box("b", "a", "Rat"), Box("c", None, "Netz")],
            "these boxes stand under themselves: a, b",
        ),
    ],
)
def test_what_is_no_tree_is_refused(boxes: list[Box], said: str) -> None:
    with pytest.raises(DrawingError) as refusal:
        drawn(boxes)
    assert str(refusal.value) == said
