from datetime import UTC, datetime

from regiowerk.ground.journal.models import Entry
from regiowerk.ground.journal.queries import tell_entries
from regiowerk.listen.findings.actions import DEEDS


def test_every_deed_is_told_in_a_sentence():
    at = datetime(2022, 1, 24, 9, 0, tzinfo=UTC)
    entries = [
        Entry(
            deed=deed, organisation_label="Stadt Mitte", object_label="Wenig Zeit", happened_at=at
        )
        for deed in DEEDS
    ]

    assert [told.sentence for told in tell_entries(entries, DEEDS)] == [
        "Stadt Mitte hat die Erkenntnis „Wenig Zeit“ erfasst.",
        "Stadt Mitte hat die Erkenntnis „Wenig Zeit“ geändert.",
        "Stadt Mitte hat die Erkenntnis „Wenig Zeit“ versetzt.",
        "Stadt Mitte hat die Erkenntnis „Wenig Zeit“ entfernt.",
        "Stadt Mitte hat der Erkenntnis „Wenig Zeit“ einen Beleg hinzugefügt.",
        "Stadt Mitte hat einen Beleg der Erkenntnis „Wenig Zeit“ geändert.",
        "Stadt Mitte hat einen Beleg der Erkenntnis „Wenig Zeit“ entfernt.",
        "Stadt Mitte hat die Erkenntnis „Wenig Zeit“ mit einer anderen zusammengeführt.",
        "Stadt Mitte hat die Erkenntnis „Wenig Zeit“ von einer anderen abgeteilt.",
    ]
