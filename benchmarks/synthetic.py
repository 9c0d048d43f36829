"""A region of any size, from a seed: municipalities on a jittered grid, figures, one process."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime
from decimal import Decimal

from regiowerk.ground.journal.domain.actor import Role
from regiowerk.ground.people.models import User
from regiowerk.ground.process.models import Process, Stage
from regiowerk.ground.regions.models import Figure, Mandate, Membership, Organisation, Region

SEED = 20220124
AT = datetime(2022, 1, 24, 9, tzinfo=UTC)
PER_DISTRICT = 30
# The first digit of the keys of its municipalities: regions of several benchmarks share a database.
DIGITS = {"small": 1, "large": 2, "few": 3, "many": 4, "asked": 5, "crowded": 6, "evaluated": 7}


def build(key: str, count: int) -> tuple[Region, Process, User]:
    """Create the region with its process and return them with the user of its project office."""
    chance = random.Random(f"{SEED}{key}")  # noqa: S311 - a benchmark, not a secret
    region = Region.objects.create(key=key, name=f"Region {key}", is_public=True)
    municipalities = _municipalities(key, count, chance)
    _figures(municipalities, chance)
    Membership.objects.bulk_create(
        [
            Membership(
                region=region,
                organisation=organisation,
                from_on=date(2017, 1, 1),
                source="synthetic",
            )
            for organisation in municipalities
        ],
        batch_size=2000,
    )
    user = _office(region, municipalities[0])
    return region, _process(region, key), user


def _municipalities(key: str, count: int, chance: random.Random) -> list[Organisation]:
    number = DIGITS[key]
    districts = Organisation.objects.bulk_create(
        [
            Organisation(
                key=f"{key}-district-{n}",
                name=f"District {n}",
                kind=Organisation.Kind.DISTRICT,
            )
            for n in range(count // PER_DISTRICT + 1)
        ]
    )
    width = int(count**0.5) + 1
    return Organisation.objects.bulk_create(
        [
            Organisation(
                key=f"{key}-{n}",
                ags=f"{number}{n:07d}",
                name=f"Municipality {n}",
                designation="Stadt" if n % 3 else "Gemeinde",
                kind=Organisation.Kind.MUNICIPALITY,
                district=districts[n // PER_DISTRICT],
                latitude=Decimal(f"{47.5 + 7 * (n // width) / width + chance.random() / 99:.5f}"),
                longitude=Decimal(f"{6.5 + 8 * (n % width) / width + chance.random() / 99:.5f}"),
            )
            for n in range(count)
        ],
        batch_size=2000,
    )


def _figures(municipalities: list[Organisation], chance: random.Random) -> None:
    indicators = (("population", 900, 60_000), ("area", 20, 190))
    Figure.objects.bulk_create(
        [
            Figure(
                organisation=organisation,
                indicator=indicator,
                value=chance.randint(low, high),
                measured_on=date(2020, 12, 31),
                source="synthetic",
            )
            for organisation in municipalities
            for indicator, low, high in indicators
        ],
        batch_size=2000,
    )


def _office(region: Region, organisation: Organisation) -> User:
    user = User.objects.create(
        email=f"office@{region.key}.example.org",
        name=f"Office {region.key}",
        created_at=AT,
        created_by="benchmark",
    )
    Mandate.objects.create(
        user=user,
        organisation=organisation,
        region=region,
        role=Role.OFFICE,
        from_on=date(2021, 1, 1),
        granted_at=AT,
        granted_by="benchmark",
    )
    return user


def _process(region: Region, key: str) -> Process:
    process = Process.objects.create(
        key=key,
        region=region,
        name=f"Process {key}",
        starts_on=date(2021, 1, 1),
        ends_on=date(2022, 12, 31),
        is_public=True,
        created_at=AT,
        created_by="benchmark",
    )
    Stage.objects.bulk_create(
        [
            Stage(
                process=process,
                number=n,
                key=f"stage-{n}",
                name=f"Stage {n}",
                short_name=f"Stage {n}",
                act="listen" if n < 3 else "decide",
                starts_on=date(2021 + (n > 2), 1 if n % 2 else 7, 1),
                ends_on=date(2021 + (n > 2), 6 if n % 2 else 12, 28),
            )
            for n in range(1, 5)
        ]
    )
    return process
