from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import ngettext

from regiowerk.ground.journal import actions as journal
from regiowerk.ground.journal.domain.actor import Actor
from regiowerk.ground.regions.models import Border, Organisation

BATCH = 500


@transaction.atomic
def import_borders(
    *,
    geometries: Mapping[str, str],
    attribution: str,
    vintage: str,
    by: Actor,
    at: datetime,
) -> int:
    """Give each organisation whose AGS is named its border; how many were matched."""
    known = dict(Organisation.objects.filter(ags__isnull=False).values_list("ags", "pk"))
    borders = [
        Border(
            organisation_id=known[ags],
            geometry=geometry,
            attribution=attribution,
            vintage=vintage,
            imported_at=at,
        )
        for ags, geometry in geometries.items()
        if ags in known
    ]
    Border.objects.bulk_create(
        borders,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["organisation"],
        update_fields=["geometry", "attribution", "vintage", "imported_at"],
    )
    if borders:
        text = ngettext(
            "%(count)d border (%(source)s)", "%(count)d borders (%(source)s)", len(borders)
        )
        label = text % {"count": len(borders), "source": attribution}
        journal.record(by=by, at=at, deed="borders.imported", label=label)
    return len(borders)
