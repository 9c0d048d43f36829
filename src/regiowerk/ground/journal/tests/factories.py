from __future__ import annotations

from datetime import UTC, datetime

from regiowerk.ground.journal.models import Entry

AT = datetime(2022, 1, 24, 9, tzinfo=UTC)


def an_entry(
    deed: str = "goal.adopted", *, label: str = "Ziel 2.1", who: str = "Stadt Brakel"
) -> Entry:
    return Entry.objects.create(
        happened_at=AT,
        deed=deed,
        user_label="Beispiel",
        organisation_label=who,
        object_label=label,
        object_address="/ziele/2-1/",
        process_key="muster",
    )
