"""The municipalities one can pick as an answer."""

from __future__ import annotations

from datetime import date

from regiowerk.ground.regions.models import Region
from regiowerk.ground.regions.queries import members_of
from regiowerk.listen.questionnaires.domain.pages import Option


def places_of(region: Region, on: date) -> tuple[Option, ...]:
    """The member municipalities on a day, by district and name, in one query."""
    rows = (
        members_of(region, on)
        .values_list("organisation__key", "organisation__name", "organisation__district__name")
        .order_by("organisation__district__name", "organisation__name", "organisation__key")
    )
    return tuple(Option(key, name, group=district or "") for key, name, district in rows)
