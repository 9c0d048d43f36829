"""The instrument of a version and its logic, each read once per content."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache

from django.utils import timezone

from regiowerk.ground.regions.models import Organisation, Region
from regiowerk.listen.questionnaires.domain.instrument import Instrument
from regiowerk.listen.questionnaires.domain.logic import Logic, Surroundings, logic_of as compiled
from regiowerk.listen.questionnaires.domain.storage import instrument_from
from regiowerk.listen.questionnaires.models import Version

REMEMBERED = 64  # versions; a region has a handful


class Remembered:
    """A definition that is looked up by its hash alone, so that long texts are never compared."""

    __slots__ = ("content_hash", "definition")

    def __init__(self, content_hash: str, definition: str) -> None:
        self.content_hash, self.definition = content_hash, definition

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Remembered) and self.content_hash == other.content_hash

    def __hash__(self) -> int:
        return hash(self.content_hash)


def instrument_of(version: Version) -> Instrument:
    """What a version asks."""
    return _instrument(Remembered(version.content_hash, version.definition))


def logic_of(version: Version) -> Logic:
    """The compiled logic of a version.  Raises LogicFaultsError for a faulty draft."""
    return _logic(Remembered(version.content_hash, version.definition))


def surroundings_for(
    organisation_key: str, organisation_label: str, region: Region, at: datetime
) -> Surroundings:
    """What expressions may know besides the answers."""
    now = timezone.localtime(at)
    return Surroundings(
        today=now.date(),
        now=now,
        properties={
            "organisation": organisation_key,
            "organisation_label": organisation_label,
            "region": region.key,
        },
        positions=_positions(region),
        seed=organisation_key,
    )


@lru_cache(maxsize=REMEMBERED)
def _instrument(remembered: Remembered) -> Instrument:
    return instrument_from(remembered.definition)


@lru_cache(maxsize=REMEMBERED)
def _logic(remembered: Remembered) -> Logic:
    return compiled(_instrument(remembered))


def _positions(region: Region) -> dict[str, tuple[float, float]]:
    """Where the municipalities of a region lie, for distances."""
    rows = (
        Organisation.objects.filter(memberships__region=region, latitude__isnull=False)
        .exclude(longitude__isnull=True)
        .order_by("key")
        .values_list("key", "latitude", "longitude")
        .distinct()
    )
    return {
        key: (float(latitude), float(longitude))
        for key, latitude, longitude in rows
        if latitude is not None and longitude is not None
    }
