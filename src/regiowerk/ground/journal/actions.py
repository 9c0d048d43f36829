from __future__ import annotations

from datetime import datetime

from regiowerk.ground.journal.domain.actor import Actor
from regiowerk.ground.journal.models import Entry


def record(
    *,
    by: Actor,
    at: datetime,
    deed: str,
    label: str,
    address: str = "",
    region: str = "",
    process: str = "",
) -> Entry:
    """Write down one deed, in the transaction of the deed itself."""
    return Entry.objects.create(
        happened_at=at,
        deed=deed,
        user_number=by.user_id,
        user_label=by.user_label[:200],
        organisation_number=by.organisation_id,
        organisation_label=by.organisation_label[:200],
        mandate_number=by.mandate_id,
        object_label=label[:300],
        object_address=address[:300],
        region_key=region,
        process_key=process,
    )
