from __future__ import annotations

from datetime import date, datetime

from regiowerk.ground.journal.models import Entry
from regiowerk.ground.people.tests.factories import AT
from regiowerk.ground.process.models import (
    Activity,
    Body,
    GrantStatement,
    InfrastructureArea,
    Milestone,
    Passage,
    Process,
    Programme,
    Stage,
)
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


def a_stage(
    process: Process,
    number: int = 1,
    *,
    starts_on: date = date(2021, 1, 1),
    ends_on: date = date(2021, 12, 31),
    opened_at: datetime | None = None,
    closed_at: datetime | None = None,
    is_approximate: bool = False,
) -> Stage:
    return Stage.objects.create(
        process=process,
        number=number,
        key=f"modul-{number}",
        name=f"Modul {number}",
        short_name=f"Modul {number}",
        act=Stage.Act.LISTEN,
        starts_on=starts_on,
        ends_on=ends_on,
        is_approximate=is_approximate,
        opened_at=opened_at,
        opened_by="Stadt Mitte" if opened_at else "",
        closed_at=closed_at,
        closed_by="Stadt Mitte" if closed_at else "",
    )


def an_activity(stage: Stage, position: int = 1) -> Activity:
    return Activity.objects.create(stage=stage, position=position, name=f"Umfrage {position}")


def a_milestone(
    process: Process, key: str = "auftakt", *, planned_on: date = date(2022, 1, 26)
) -> Milestone:
    return Milestone.objects.create(
        process=process, key=key, name=key.capitalize(), planned_on=planned_on
    )


def a_body(process: Process, position: int = 1, *, parent: Body | None = None) -> Body:
    return Body.objects.create(
        process=process,
        parent=parent,
        key=f"runde-{position}",
        name=f"Runde {position}",
        position=position,
    )


def a_passage(
    process: Process, position: int = 1, *, topic: Passage.Topic = Passage.Topic.AIMS
) -> Passage:
    return Passage.objects.create(
        process=process, topic=topic, position=position, statement=f"Aussage {topic} {position}"
    )


def deeds() -> list[tuple[str, str]]:
    """What the journal has written down so far: each deed and what it was done to."""
    return list(Entry.objects.order_by("pk").values_list("deed", "object_label"))


def a_programme(key: str = "modellvorhaben") -> Programme:
    return Programme.objects.create(key=key, name="Modellvorhaben", short_name="Modell")


def a_grant_statement(programme: Programme, position: int = 1) -> GrantStatement:
    return GrantStatement.objects.create(
        programme=programme,
        topic=GrantStatement.Topic.RATE,
        wording="90 %",
        source="Bescheid",
        position=position,
    )


def an_area(programme: Programme, number: int = 1) -> InfrastructureArea:
    return InfrastructureArea.objects.create(
        programme=programme, number=number, key=f"bereich-{number}", name=f"Bereich {number}"
    )
