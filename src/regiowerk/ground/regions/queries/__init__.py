"""What is known of a region on a day: its members, figures, people and open steps."""

from __future__ import annotations

from regiowerk.ground.regions.queries.actors import actor_among, actor_by, actor_of, mandates_of
from regiowerk.ground.regions.queries.borders import known_ags, members_without_border
from regiowerk.ground.regions.queries.figures import (
    best_figures,
    figure_sentence,
    figures_of,
    stated_figures,
)
from regiowerk.ground.regions.queries.keys import told
from regiowerk.ground.regions.queries.members import member_organisations, members_of
from regiowerk.ground.regions.queries.open_steps import (
    Silence,
    count_open_steps,
    open_steps,
    silence_of,
)
from regiowerk.ground.regions.queries.people import (
    mandates_in,
    matching_mandates,
    memberships_in,
    organisations_to_add,
)
from regiowerk.ground.regions.queries.picture import (
    MANY,
    District,
    RegionPicture,
    Size,
    Totals,
    districts_of,
    region_picture,
    size_of,
    totals_of,
)
from regiowerk.ground.regions.queries.profile import (
    FigureLine,
    Profile,
    confirmation_of,
    facts_of,
    profile_of,
)

__all__ = [
    "MANY",
    "District",
    "FigureLine",
    "Profile",
    "RegionPicture",
    "Silence",
    "Size",
    "Totals",
    "actor_among",
    "actor_by",
    "actor_of",
    "best_figures",
    "confirmation_of",
    "count_open_steps",
    "districts_of",
    "facts_of",
    "figure_sentence",
    "figures_of",
    "known_ags",
    "mandates_in",
    "mandates_of",
    "matching_mandates",
    "member_organisations",
    "members_of",
    "members_without_border",
    "memberships_in",
    "open_steps",
    "organisations_to_add",
    "profile_of",
    "region_picture",
    "silence_of",
    "size_of",
    "stated_figures",
    "told",
    "totals_of",
]
