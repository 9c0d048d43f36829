"""The municipalities that can be picked as an answer in a survey."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from regiowerk.ground.regions.models import Region
from regiowerk.listen.questionnaires.domain.pages import Option
from regiowerk.listen.questionnaires.queries.places import places_of
from regiowerk.listen.surveys.models import Participation
from regiowerk.listen.surveys.queries.versions import known


def places_for(participation: Participation, section: str, at: datetime) -> tuple[Option, ...]:
    """Those of the region on a day; none, and no query, where the section asks for none."""
    if section not in known(participation.version).asking_for_places:
        return ()
    region = Region.objects.get(processes__surveys__waves=participation.wave_id)
    return places_of(region, timezone.localdate(at))
