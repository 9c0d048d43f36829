from datetime import UTC, datetime

from regiowerk.ground.journal.models import Entry
from regiowerk.ground.journal.queries import tell_entries
from regiowerk.ground.process.actions import DEEDS


def told(*deeds):
    at = datetime(2022, 1, 24, 9, 0, tzinfo=UTC)
    entries = [
        Entry(deed=deed, organisation_label="Stadt Mitte", object_label="Modul 1", happened_at=at)
        for deed in deeds
    ]
    return [entry.sentence for entry in tell_entries(entries, DEEDS)]


def test_a_deed_is_told_in_a_sentence():
    assert told("stage.opened", "milestone.reached", "body.moved", "process.published") == [
        "Stadt Mitte hat „Modul 1“ eröffnet.",
        "Stadt Mitte hat den Meilenstein „Modul 1“ als erreicht gekennzeichnet.",
        "Stadt Mitte hat das Gremium „Modul 1“ versetzt.",
        "Stadt Mitte hat „Modul 1“ veröffentlicht.",
    ]


def test_every_deed_says_who_and_what_and_no_two_say_the_same():
    sentences = told(*DEEDS)

    assert (
        [sentence for sentence in sentences if "Stadt Mitte" not in sentence],
        [sentence for sentence in sentences if "Modul 1" not in sentence],
        len(set(sentences)),
    ) == ([], [], len(DEEDS))
