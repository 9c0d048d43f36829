from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import translation
from hypothesis import given, settings, strategies as st

from regiowerk.ground.ui.drawings.layouts import DrawingError
from regiowerk.ground.ui.drawings.scene import Area, Box, Line, Scene, Tone, Words
from regiowerk.ground.ui.drawings.time_axis import axis_for
from regiowerk.ground.ui.drawings.timeline import Bar, Event, timeline
from regiowerk.ground.ui.tests.test_drawings_every import block, outside, overlapping

TODAY = date(2022, 2, 14)
DAYS = st.dates(date(2020, 1, 1), date(2029, 12, 31))
NAMES = st.text(alphabet="abc defghij-ÄÖÜßmnW", min_size=1, max_size=60)


@st.composite
def a_bar(draw: st.DrawFn) -> Bar:
    start = draw(DAYS)
    return Bar(
        draw(NAMES),
        start,
        start + timedelta(days=draw(st.integers(0, 1500))),
        is_approximate=draw(st.booleans()),
        state=draw(st.sampled_from(("done", "now", "late", "next"))),
        note=draw(st.sampled_from(("", "noch 136 Tage"))),
        is_part=draw(st.booleans()),
    )


def an_event() -> st.SearchStrategy[Event]:
    return st.builds(Event, NAMES, DAYS, st.booleans(), st.booleans())


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def drawn(bars: list[Bar], events: list[Event] | None = None, **options: object) -> Scene:
    given_ = {"today": TODAY, "title": "Ablauf", "summary": "Satz.", "width": 720.0}
    return timeline(bars, events or [], **{**given_, **options})


def texts(scene: Scene) -> list[str]:
    return [mark.text for mark in scene.marks if isinstance(mark, Words)]


@settings(max_examples=60, deadline=None)
@given(st.lists(a_bar(), max_size=6), st.lists(an_event(), max_size=12), DAYS)
def test_no_words_of_a_plan_cover_others_and_none_runs_out(bars, events, today) -> None:
    scene = timeline(bars, events, today=today, title="Ablauf", summary="Satz.")
    found = [(overlapping(layout), outside(layout)) for layout in (scene, scene.narrow)]
    assert found == [([], []), ([], [])]


@settings(max_examples=60, deadline=None)
@given(st.lists(an_event(), min_size=2, max_size=12))
def test_no_words_of_an_event_cover_the_sign_of_another(events) -> None:
    scene = drawn([], events)
    signs = [mark.rings[0] for mark in scene.marks if isinstance(mark, Area)]
    covered = [
        words.text
        for words in scene.marks
        if isinstance(words, Words) and words.halo
        for (_, top), (right, y), (_, bottom), (left, _y) in signs
        if block(words).left < right
        and left < block(words).right
        and block(words).top < bottom
        and top < block(words).bottom
    ]
    assert covered == []


def test_the_table_has_every_bar_and_every_event_with_its_state() -> None:
    bars = [
        Bar("Modul 1", date(2021, 1, 1), date(2021, 6, 30), True, "done", "pünktlich"),
        Bar("Befragung", date(2021, 2, 1), date(2021, 3, 31), state="late", is_part=True),
    ]
    events = [
        Event("Halbzeit", date(2022, 1, 20), is_approximate=True),
        Event("Auftakt", date(2021, 1, 20), is_reached=True),
    ]
    scene = drawn(bars, events)
    assert scene.table.rows == (
        ("Modul 1", "Stage", "about 01/01/2021 to 06/30/2021", "completed", "pünktlich"),
        ("Befragung", "Part of a stage", "02/01/2021 to 03/31/2021", "late", ""),
        ("Auftakt", "Milestone", "01/20/2021", "reached", ""),
        ("Halbzeit", "Milestone", "about January 2022", "not yet reached", ""),
    )


def test_the_summary_says_how_the_stages_stand_today() -> None:
    bars = [
        Bar("Modul 1", date(2021, 1, 1), date(2021, 6, 30), state="done"),
        Bar("Modul 2", date(2021, 7, 1), date(2021, 12, 31), state="late"),
        Bar("Modul 3", date(2022, 1, 1), date(2022, 6, 30), state="now"),
        Bar("Teil", date(2022, 1, 1), date(2022, 6, 30), state="now", is_part=True),
    ]
    scene = drawn(bars)
    assert scene.summary == (
        "Satz. Today is Feb. 14, 2022. Late: Modul 2. Under way: Modul 3. Completed: Modul 1."
    )


def test_late_is_said_in_words_at_the_bar() -> None:
    scene = drawn([Bar("Modul 2", date(2021, 7, 1), date(2021, 12, 31), state="late")])
    late = next(m for m in scene.marks if isinstance(m, Words) and m.text == "late")
    assert late.bold


def test_today_is_a_line_with_its_day_above() -> None:
    with translation.override("de"):
        scene = drawn([Bar("Modul 3", date(2022, 1, 1), date(2022, 6, 30))])
    lines = [m for m in scene.marks if isinstance(m, Line) and m.stroke is Tone.TODAY]
    words = [m for m in scene.marks if isinstance(m, Words) and m.tone is Tone.TODAY]
    assert ([m.text[-10:] for m in words], len({line.points[0][0] for line in lines})) == (
        ["14.02.2022"],
        1,
    )


def test_a_day_far_outside_the_plan_is_named_without_a_line() -> None:
    scene = drawn([Bar("Modul 3", date(2022, 1, 1), date(2022, 6, 30))], today=date(2025, 1, 1))
    lines = [m for m in scene.marks if isinstance(m, Line) and m.stroke is Tone.TODAY]
    assert (lines, "Today, 01/01/2025 →" in texts(scene)) == ([], True)


def test_an_approximate_window_has_two_hatched_ends_and_their_explanation() -> None:
    scene = drawn([Bar("Modul 1", date(2022, 1, 1), date(2022, 6, 30), is_approximate=True)])
    ends = [mark for mark in scene.marks if isinstance(mark, Area) and mark.hatched]
    said = "hatched ends: the exact day is not known" in texts(scene)
    assert (len(ends), said) == (2, True)


def test_an_exact_window_needs_no_explanation() -> None:
    scene = drawn([Bar("Modul 1", date(2022, 1, 1), date(2022, 6, 30))])
    hatched = [m for m in scene.marks if isinstance(m, Area | Box) and m.hatched]
    assert hatched == []


@pytest.mark.parametrize(
    ("first", "last", "coarse", "fine"),
    [
        (date(2022, 3, 1), date(2022, 3, 31), ["Februar 2022", "März 2022", "April 2022"], "28"),
        (date(2022, 1, 1), date(2022, 6, 30), ["2022"], "Januar"),
        (date(2021, 1, 1), date(2021, 12, 31), ["2021"], "Jan"),
        (date(2021, 1, 1), date(2023, 12, 31), ["2021", "2022", "2023"], "Jan"),
        (date(2010, 1, 1), date(2049, 12, 31), [], "2010"),
    ],
)
def test_an_axis_writes_what_has_room(first, last, coarse, fine) -> None:
    with translation.override("de"):
        axis = axis_for([first, last], 0, 500)
        names = [name for _day, name in axis.coarse]
        assert (names, axis.fine[0][1]) == (coarse, fine)


def test_months_of_an_axis_begin_on_their_first_day() -> None:
    axis = axis_for([date(2021, 5, 17), date(2022, 9, 3)], 0, 500)
    days = {day.day for day, _name in axis.fine}
    assert (axis.first, axis.last, days) == (date(2021, 5, 1), date(2022, 9, 30), {1})


@pytest.mark.parametrize(
    ("bar", "said"),
    [
        (
            Bar("Modul 1", date(2022, 6, 30), date(2022, 1, 1)),
            "'Modul 1' ends on 2022-01-01, before it starts on 2022-06-30",
        ),
        (
            Bar("Modul 1", date(2022, 1, 1), date(2022, 6, 30), state="open"),
            "'Modul 1' has the state 'open'; known are done, now, late, next",
        ),
    ],
)
def test_bars_that_make_no_plan_are_refused(bar: Bar, said: str) -> None:
    with pytest.raises(DrawingError) as refusal:
        drawn([bar])
    assert str(refusal.value) == said
