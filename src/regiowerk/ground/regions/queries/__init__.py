"""What is known of a region on a day: its members, figures, people and open steps."""

from __future__ import annotations

from regiowerk.ground.regions.queries.actors import actor_by, actor_of, mandates_of
from regiowerk.ground.regions.queries.figures import (
    best_figures,
    figures_of,
    stated_figures,
)
from regiowerk.ground.regions.queries.members import member_organisations, members_of
from regiowerk.ground.regions.queries.open_steps import count_open_steps, open_steps
from regiowerk.ground.regions.queries.picture import (
    MANY,
    District,
    RegionPicture,
    Totals,
    districts_of,
    region_picture,
    totals_of,
)

__all__ = [
    "MANY",
    "District",
    "RegionPicture",
    "Totals",
    "actor_by",
    "actor_of",
    "best_figures",
    "count_open_steps",
    "districts_of",
    "figures_of",
    "mandates_of",
    "member_organisations",
    "members_of",
    "open_steps",
    "region_picture",
    "stated_figures",
    "totals_of",
]
