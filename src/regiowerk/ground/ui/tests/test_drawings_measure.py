from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from regiowerk.ground.ui.drawings.measure import SOFT_HYPHEN, shorten, width, wrap

TEXTS = st.text(alphabet="abcdefgh WÄß-/–." + SOFT_HYPHEN, max_size=80)


@given(TEXTS, st.floats(30, 300))
def test_no_line_is_wider_than_its_room(text: str, room: float) -> None:
    assert [line for line in wrap(text, 13, room) if width(line, 13) > room] == []


@given(TEXTS, st.floats(30, 300))
def test_wrapping_loses_no_letter(text: str, room: float) -> None:
    told = "".join(wrap(text, 13, room))
    assert [sign for sign in told if sign.isalpha()] == [sign for sign in text if sign.isalpha()]


def test_lines_break_at_spaces_and_after_hyphens() -> None:
    assert wrap("Bildungs- und Forschungsinfrastruktur", 12, 140) == (
        "Bildungs- und",
        "Forschungsinfrastruktur",
    )


def test_a_soft_hyphen_shows_only_where_the_line_ends() -> None:
    word = f"Digitalisierungs{SOFT_HYPHEN}beauftragte"
    assert (wrap(word, 12, 110), wrap(word, 12, 400)) == (
        ("Digitalisierungs-", "beauftragte"),
        ("Digitalisierungsbeauftragte",),
    )


@pytest.mark.parametrize(
    ("word", "lines"),
    [
        ("Digitalisierungsbeauftragten", ("Digitalisierungs-", "beauftragten")),
        ("Dienstleistungsinfrastruktur", ("Dienstleistungs-", "infrastruktur")),
        ("Geschäftsstellenleitung", ("Geschäfts-", "stellenleitung")),
        ("Stadtentwicklungsausschuss", ("Stadt-", "entwicklungs-", "ausschuss")),
        ("Llanfairpwllgwyngyll", ("Llanfairpwllgwyn", "gyll")),
    ],
)
def test_a_word_without_room_is_parted_where_it_was_joined(
    word: str, lines: tuple[str, ...]
) -> None:
    assert wrap(word, 12, 95) == lines


def test_an_abbreviation_of_letters_stays_together() -> None:
    assert wrap("Geschäftsstelle e. V.", 12, 100) == ("Geschäftsstelle", "e.\u00a0V.")


def test_the_last_allowed_line_ends_in_an_ellipsis() -> None:
    assert wrap("eins zwei drei vier", 12, 40, most=2) == ("eins", "zwei…")


def test_shortening_leaves_alone_what_fits() -> None:
    assert (shorten("Kommune", 12, 100), shorten("Kommune", 12, 40)) == ("Kommune", "Kom…")
