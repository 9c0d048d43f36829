from __future__ import annotations

from datetime import date

from regiowerk.ground.people.tests.factories import AT
from regiowerk.ground.process.models import Process, Stage
from regiowerk.ground.regions.models import Region


def a_process(region: Region, key: str = "muster", *, is_public: bool = False) -> Process:
    return Process.objects.create(
        key=key,
        region=region,
        name=f"Verfahren {key}",
        starts_on=date(2021, 1, 1),
        ends_on=date(2022, 12, 31),
        is_public=is_public,
        created_at=AT,
        created_by="Regiowerk",
    )


def a_stage(process: Process, number: int = 1) -> Stage:
    return Stage.objects.create(
        process=process,
        number=number,
        key=f"modul-{number}",
        name=f"Modul {number}",
        short_name=f"Modul {number}",
        act=Stage.Act.LISTEN,
        starts_on=date(2021, 1, 1),
        ends_on=date(2021, 12, 31),
    )
