"""The municipalities that can be picked as an answer in a survey."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from regiowerk.ground.regions.models import Region
from regiowerk.listen.questionnaires.domain.instrument import Kind, Question, section_of, walk
from regiowerk.listen.questionnaires.domain.pages import Option
from regiowerk.listen.questionnaires.queries.places import places_of
from regiowerk.listen.surveys.models import Participation
from regiowerk.listen.surveys.queries.versions import instrument_of


def places_for(participation: Participation, section: str, at: datetime) -> tuple[Option, ...]:
    """Those of the region on a day; none, and no query, where the section asks for none."""
    instrument = instrument_of(participation.version)
    asked = (
        placed.path
        for placed in walk(instrument)
        if isinstance(placed.item, Question) and placed.item.kind is Kind.GEOPOINT
    )
    if not any(section_of(path, instrument) == section for path in asked):
        return ()
    region = Region.objects.get(processes__surveys__waves=participation.wave_id)
    return places_of(region, timezone.localdate(at))
