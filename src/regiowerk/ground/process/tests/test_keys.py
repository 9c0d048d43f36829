import re

import pytest
from hypothesis import given, strategies as st

from regiowerk.ground.process.domain.keys import MAX_LENGTH, RESERVED, key_from


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("Größe & Übersicht", "groesse-uebersicht"),
        ("  Jour fixe  ", "jour-fixe"),
        ("Café Straßburg 2022", "cafe-strassburg-2022"),
        ("„…“", "eintrag"),
        ("Neu", "neu-2"),
        ("wort " * 30, "-".join(["wort"] * 12)),
        ("w" * 80, "w" * 60),
    ],
)
def test_a_key_from_words(words, key):
    assert key_from(words) == key


def test_a_taken_key_gets_a_number():
    assert key_from("Modul", taken={"modul", "modul-2"}) == "modul-3"


@given(st.text(max_size=200), st.integers(0, 12))
def test_every_text_gives_a_key_of_its_own_that_fits_an_address(words, how_many):
    taken = set()
    for _again in range(how_many):
        taken.add(key_from(words, taken=taken))
    key = key_from(words, taken=taken)

    assert (
        len(taken) == how_many and key not in taken,
        bool(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", key)),
        len(key) <= MAX_LENGTH,
        key in RESERVED,
    ) == (True, True, True, False)
