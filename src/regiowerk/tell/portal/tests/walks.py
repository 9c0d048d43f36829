"""A small region with a process, and the people who look at it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from regiowerk.ground.process.models import Process
from regiowerk.ground.process.tests.factories import a_milestone, a_process, a_stage
from regiowerk.ground.regions.models import Figure, Organisation
from regiowerk.ground.regions.tests.factories import a_membership, a_municipality, a_region
from regiowerk.ground.regions.tests.strangers import Crowd, a_crowd
from regiowerk.listen.findings.models import Citation, Finding

OPENED = datetime(2021, 1, 4, 9, tzinfo=UTC)


@dataclass(frozen=True)
class Walk:
    process: Process
    crowd: Crowd


def a_walk(*, is_public: bool = True, rows: int = 1) -> Walk:
    """A process with as many members, findings and milestones as `rows` says."""
    region = a_region(is_public=is_public)
    crowd = a_crowd(region)
    process = a_process(region, is_public=is_public)
    a_stage(process, 1, opened_at=OPENED)
    a_stage(process, 2, starts_on=date(2022, 1, 1), ends_on=date(2022, 12, 31))
    for number in range(rows):
        town = a_municipality(f"0588800{number}", f"Kleinort {number}")
        a_membership(region, town)
        _inhabitants(town, 5000 + number)
        a_milestone(process, f"treffen-{number}", planned_on=date(2030, 1, 1 + number))
        _finding(process, number)
    return Walk(process, crowd)


def _inhabitants(town: Organisation, value: int) -> None:
    Figure.objects.create(
        organisation=town,
        indicator=Figure.Indicator.POPULATION,
        value=value,
        measured_on=date(2020, 12, 31),
        source="Amt für Statistik",
    )


def _finding(process: Process, number: int) -> None:
    finding = Finding.objects.create(
        process=process,
        key=f"erkenntnis-{number}",
        kind=Finding.Kind.NEED,
        statement=f"Mehr Austausch wird gewünscht ({number}).",
        position=number,
        recorded_at=OPENED,
        recorded_by="Stadt Mitte",
    )
    Citation.objects.create(
        finding=finding,
        position=1,
        source="Zwischenbericht",
        cited_at=OPENED,
        cited_by="Stadt Mitte",
    )
