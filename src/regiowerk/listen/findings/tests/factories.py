from __future__ import annotations

from datetime import date, datetime

from regiowerk.ground.people.tests.factories import AT
from regiowerk.ground.process.models import InfrastructureArea, Process, Programme
from regiowerk.listen.findings.models import Citation, Finding


def a_finding(
    process: Process,
    key: str = "wenig-personal",
    *,
    kind: Finding.Kind = Finding.Kind.OBSTACLE,
    statement: str = "",
    explanation: str = "",
    area: InfrastructureArea | None = None,
    position: int = 1,
    recorded_at: datetime = AT,
) -> Finding:
    """A finding with one source."""
    finding = Finding.objects.create(
        process=process,
        key=key,
        kind=kind,
        statement=statement or f"Erkenntnis {key}",
        explanation=explanation,
        area=area,
        position=position,
        recorded_at=recorded_at,
        recorded_by="Stadt Mitte",
    )
    a_citation(finding)
    return finding


def a_citation(
    finding: Finding,
    position: int = 1,
    *,
    source: str = "Zwischenbericht",
    words: str = "",
    source_on: date | None = None,
) -> Citation:
    return Citation.objects.create(
        finding=finding,
        position=position,
        source=source,
        place=f"Folie {position}",
        words=words,
        source_on=source_on,
        cited_at=AT,
        cited_by="Stadt Mitte",
    )


def areas_of_a_programme(process: Process) -> tuple[InfrastructureArea, InfrastructureArea]:
    """Two areas of the programme this process now belongs to."""
    programme = Programme.objects.create(key="modell", name="Modellprojekt", short_name="Modell")
    process.programme = programme
    process.save(update_fields=["programme"])
    first, second = (
        InfrastructureArea.objects.create(programme=programme, number=number, key=key, name=name)
        for number, key, name in ((1, "digitales", "Digitales"), (2, "pflege", "Pflege"))
    )
    return first, second
