import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from regiowerk.listen.surveys.domain.passages import (
    Passage,
    PassageError,
    found_in,
    joined,
    plain_text,
    sentences,
    stretches,
    trimmed,
    whole,
)

# A busy machine is no finding.
CALM = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def told(text):
    return [passage.of(text) for passage in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Es fehlt Personal. Und Geld!", ["Es fehlt Personal.", "Und Geld!"]),
        ("Ohne Punkt", ["Ohne Punkt"]),
        ("Zeile eins\nZeile zwei.", ["Zeile eins", "Zeile zwei."]),
        ("Wir brauchen z. B. Nr. 3 davon. Ja?", ["Wir brauchen z. B. Nr. 3 davon.", "Ja?"]),
        ("Am 3. März wird es ernst.", ["Am 3. März wird es ernst."]),
        ("„Kein Geld.“ Das hören wir oft…", ["„Kein Geld.“", "Das hören wir oft…"]),
        ("Siehe www.example.org/a.html dort.", ["Siehe www.example.org/a.html dort."]),
        ("  \n ", []),
    ],
)
def test_a_text_falls_into_sentences(text, expected):
    assert told(text) == expected


def test_positions_are_code_points():
    """An emoji is one, a letter with a combining sign two, and a line end one."""
    text = plain_text("👍🏽 A\u0308pfel\r\nBirnen\tund mehr")

    assert (found_in(text, "A\u0308pfel"), found_in(text, "Birnen\tund").of(text)) == (
        Passage(3, 9),
        "Birnen\tund",
    )


@pytest.mark.parametrize("passage", [(0, 0), (3, 2), (-1, 2), (0, 99), (4, 6)])
def test_a_passage_without_words_in_the_text_is_refused(passage):
    with pytest.raises(PassageError):
        trimmed("Wort  ", Passage(*passage))


def test_words_that_are_not_there_are_refused():
    with pytest.raises(PassageError):
        found_in("Wort", "Worte")


def test_the_whole_has_no_space_around_it():
    assert whole(" \n Wort ") == Passage(3, 7)


def test_neighbouring_sentences_become_one_passage():
    text = "Eins. Zwei. Drei."
    one, two, three = sentences(text)

    assert [
        [found.of(text) for found in joined(chosen, text)]
        for chosen in ([one, two], [three, one], [three, two, one])
    ] == [["Eins. Zwei."], ["Eins.", "Drei."], [text]]


def test_overlapping_marks_are_cut_where_they_begin_and_end():
    cut = stretches("abcdef", [Passage(0, 4), Passage(2, 5)])

    assert [(one.text, one.marks) for one in cut] == [
        ("ab", (0,)),
        ("cd", (0, 1)),
        ("e", (1,)),
        ("f", ()),
    ]


@CALM
@given(st.text(), st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=6))
def test_nothing_of_a_text_is_lost(text, marks):
    passages = [Passage(*sorted(pair)) for pair in marks]
    found = sentences(text)

    assert "".join(one.text for one in stretches(text, passages)) == text
    assert [one for one in found if one.of(text) != one.of(text).strip()] == []
    assert sum(map(len, "".join(one.of(text) for one in found).split())) == sum(
        map(len, text.split())
    )
