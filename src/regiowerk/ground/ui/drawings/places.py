"""What a map is told about a municipality, and what the map is called."""

from __future__ import annotations

from dataclasses import dataclass

MANY = 400  # from here on places are shown and listed by class, no longer one by one


@dataclass(frozen=True, slots=True)
class Place:
    """A municipality: where its centre is, what the map says about it and where a click leads."""

    key: str
    name: str
    latitude: float | None
    longitude: float | None
    value: float | None = None
    klass: str = ""  # name of a class, already translated; then values are only listed
    address: str = ""
    border: str = ""  # GeoJSON geometry in longitude and latitude
    weight: float = 0.0  # the heavier, the earlier its label finds room
    group: str = ""  # district: its border is drawn stronger
    source: str = ""


@dataclass(frozen=True, slots=True)
class Caption:
    """What the map is called and how its columns are named."""

    title: str
    value: str  # "Inhabitants on 31.12.2020"
    place: str = ""
    group: str = ""
    source: str = ""
    summary: str = ""  # the statement; what is missing is added


def is_located(place: Place) -> bool:
    return bool(place.border) or (place.latitude is not None and place.longitude is not None)
