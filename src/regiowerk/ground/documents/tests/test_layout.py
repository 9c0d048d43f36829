from __future__ import annotations

from hypothesis import given, strategies as st

from regiowerk.ground.documents.domain import cards, layout, tables
from regiowerk.ground.documents.domain.deck import (
    Bullets,
    Columns,
    KeyFigure,
    KeyFigures,
    Slide,
    Table,
)
from regiowerk.ground.documents.domain.layout import Frame
from regiowerk.ground.documents.domain.paging import paged
from regiowerk.ground.documents.tests.factories import a_deck, a_scene, a_slide, a_twin
from regiowerk.ground.ui.drawings.scene import TableTwin

WORD = st.text("abcdefghij ", min_size=1, max_size=90)


def test_a_deck_on_which_everything_fits_stays_as_it_is():
    deck = a_deck(a_slide(), a_slide(Table(a_twin())))

    assert paged(deck) == deck


def test_a_long_table_goes_on_on_further_slides():
    deck = paged(a_deck(a_slide(Table(a_twin(rows=40)), "Alle Kommunen")))

    assert [slide.title for slide in deck.slides] == [
        "Alle Kommunen (1/3)",
        "Alle Kommunen (2/3)",
        "Alle Kommunen (3/3)",
    ]
    rows = [row for slide in deck.slides for row in slide.body.twin.rows]
    assert tuple(rows) == a_twin(rows=40).rows


def test_the_numbers_of_a_list_go_on_where_the_slide_before_ended():
    items = tuple(f"Schritt {number} " + "weiter und weiter " * 12 for number in range(9))
    deck = paged(a_deck(a_slide(Bullets(items, numbered=True))))

    parts = [slide.body for slide in deck.slides]
    assert tuple(item for part in parts for item in part.items) == items
    assert [part.first for part in parts] == [
        1 + sum(len(before.items) for before in parts[:at]) for at in range(len(parts))
    ]


def test_what_stands_beside_a_long_list_is_shown_again():
    items = tuple("Ein Satz, der wirklich sehr lang ist und nicht endet. " * 3 for _ in range(9))
    beside = Bullets(("bleibt",))
    deck = paged(a_deck(a_slide(Columns(Bullets(items), beside))))

    assert len(deck.slides) > 1
    assert {slide.body.right for slide in deck.slides} == {beside}


def test_many_key_figures_become_several_slides():
    figures = tuple(KeyFigure(str(number), "Kommunen") for number in range(20))
    deck = paged(a_deck(a_slide(KeyFigures(figures))))

    assert tuple(f for slide in deck.slides for f in slide.body.figures) == figures
    assert len(deck.slides) == 2


def test_an_empty_list_and_an_empty_table_stay_one_slide():
    deck = a_deck(a_slide(Bullets(())), a_slide(Table(a_twin(rows=0))), a_slide(KeyFigures(())))

    assert paged(deck) == deck


def test_a_picture_fills_its_frame_without_being_distorted():
    place, scale = layout.fitted(a_scene(), Frame(100, 50, 400, 400))

    assert (place, scale) == (Frame(100, 50, 400, 200), 2)


@given(st.lists(WORD, min_size=1, max_size=30), st.booleans())
def test_every_list_fits_its_frame(items: list[str], is_numbered: bool):
    deck = paged(a_deck(a_slide(Bullets(tuple(items), numbered=is_numbered))))

    for slide in deck.slides:
        assert isinstance(slide, Slide)
        look = layout.list_look(slide)
        frame = layout.body(slide.title)
        height = layout.list_height(slide.body, look.size, frame.width, look.between)
        assert height <= frame.height


@given(
    st.integers(1, 6).flatmap(
        lambda count: st.lists(
            st.lists(WORD, min_size=count, max_size=count), min_size=2, max_size=25
        )
    )
)
def test_every_table_fills_the_width_and_fits_the_height(cells: list[list[str]]):
    header, *rows = (tuple(row) for row in cells)
    deck = paged(a_deck(a_slide(Table(TableTwin("Tabelle", header, tuple(rows))))))

    for slide in deck.slides:
        frame = layout.body(slide.title)
        grid = tables.grid(slide.body.twin, frame)
        assert abs(sum(grid.columns) - layout.BODY.width) < 0.5
        assert grid.height <= frame.height


@given(st.lists(st.builds(KeyFigure, WORD, WORD, WORD), min_size=1, max_size=8))
def test_cards_never_overlap_and_stay_in_their_frame(figures: list[KeyFigure]):
    frames, _sizes = cards.cards(tuple(figures), layout.BODY)

    assert len(set(frames)) == len(figures)
    for at, card in enumerate(frames):
        assert card.x >= layout.BODY.x - 0.01
        assert card.x + card.width <= layout.BODY.x + layout.BODY.width + 0.01
        assert card.y + card.height <= layout.BODY.y + layout.BODY.height + 0.01
        for other in frames[at + 1 :]:
            assert card.x + card.width <= other.x or card.y + card.height <= other.y
