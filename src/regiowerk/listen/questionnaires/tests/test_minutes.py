from __future__ import annotations

from regiowerk.listen.questionnaires.domain.instrument import (
    Group,
    Instrument,
    Item,
    Kind,
    Question,
    Repeat,
    sections,
)
from regiowerk.listen.questionnaires.domain.minutes import (
    has_short_path,
    minutes_for,
    minutes_in_all,
    minutes_of,
)

CORE = Question("stellen", Kind.INTEGER, label={"de": "Wie viele Stellen?"}, is_core=True)
LONG = Question("ziele", Kind.TEXT, label={"de": "Welche Ziele?"}, appearance="multiline")


def an_instrument(*items: Item) -> Instrument:
    return Instrument("probe", {"de": "Probe"}, items)


def minutes(*items: Item, only_core: bool = False) -> int:
    instrument = an_instrument(*items)
    return minutes_of(sections(instrument)[0], instrument, only_core=only_core)


def test_an_author_knows_best_how_long_a_section_takes():
    assert minutes(Group("personal", (CORE, LONG), minutes=12)) == 12


def test_without_an_author_questions_and_words_are_counted():
    assert minutes(Group("personal", (CORE, LONG))) == 2


def test_entries_are_counted_twice():
    assert minutes(Group("plan", (Repeat("vorhaben", (LONG, LONG)),))) == 6


def test_the_short_path_takes_its_share_of_what_the_author_said():
    assert minutes(Group("personal", (CORE, LONG), minutes=12), only_core=True) == 3


def test_what_has_no_questions_takes_no_time():
    assert minutes(Group("leer", ())) == 0
    assert minutes_for([], an_instrument()) == 0


def test_a_questionnaire_takes_as_long_as_its_sections():
    one, two = Group("a", (CORE,), minutes=4), Group("b", (LONG,), minutes=5)

    assert minutes_in_all(an_instrument(one, two)) == 9
    assert minutes_for([CORE, LONG], an_instrument(one, two)) == 2


def test_a_short_path_needs_questions_off_it():
    assert has_short_path(an_instrument(CORE, LONG))
    assert not has_short_path(an_instrument(CORE))
    assert not has_short_path(an_instrument(LONG))
