from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from regiowerk.decide.goals.queries import Standing, measured_of
from regiowerk.ground.process.models import (
    Body,
    GrantStatement,
    InfrastructureArea,
    Passage,
    Process,
)
from regiowerk.ground.process.queries import Plan, plan_of
from regiowerk.ground.regions import queries as regions
from regiowerk.ground.regions.models import NetworkMember
from regiowerk.listen.findings.models import Finding
from regiowerk.listen.findings.queries import findings_of
from regiowerk.listen.findings.queries.readers import Reader, circles_of, everybody_of
from regiowerk.tell.reports.models import Report
from regiowerk.tell.reports.queries.selection import Chosen, chosen_slides

MOST_READ = 20  # insights looked through, the newest ones


@dataclass(frozen=True, slots=True)
class State:
    """Everything a project insight shows, as it stood on one day."""

    process: Process
    on: date
    network_members: Sequence[NetworkMember]
    picture: regions.RegionPicture
    grants: Sequence[GrantStatement]
    areas: Sequence[InfrastructureArea]
    plan: Plan
    bodies: Sequence[Body]
    passages: Mapping[str, Sequence[Passage]]
    findings: Mapping[str, Sequence[Finding]]
    goals: Standing
    chosen: Sequence[Chosen] = ()
    audience: str = "region"  # who may read everything that is shown

    @property
    def findings_shown(self) -> tuple[str, ...]:
        """The keys of the findings on its slides: those chosen, else all."""
        if self.chosen:
            return tuple(one.finding.key for one in self.chosen if one.finding)
        return tuple(one.key for several in self.findings.values() for one in several)


def state_of(process: Process, on: date) -> State:
    """Read the state of a process on a day, in a fixed number of queries."""
    programme = process.programme
    return State(
        process=process,
        on=on,
        network_members=list(_members(process, on)),
        picture=regions.region_picture(process.region, on),
        grants=list(programme.grant_statements.order_by("position")) if programme else [],
        areas=list(programme.areas.select_related("lead").order_by("number")) if programme else [],
        plan=plan_of(process, on),
        bodies=list(process.bodies.order_by("position")),
        passages=_by(process.passages.order_by("topic", "position"), "topic"),
        findings=_by(_findings(process, on), "kind"),
        goals=measured_of(process, on),
        chosen=chosen_slides(process, on),
        audience=everybody_of(process).audience.value,
    )


def _members(process: Process, on: date) -> QuerySet[NetworkMember]:
    """The cities that were in the network on the day; without a year they count as members."""
    return (
        NetworkMember.objects.filter(network=process.region.network)
        .exclude(since_year__gt=on.year)
        .select_related("organisation")
        .order_by("position")
    )


def _findings(process: Process, on: date) -> QuerySet[Finding]:
    """What everybody who reads the process may read of the findings: that is who reads the report."""
    reader = everybody_of(process)
    return findings_of(process, reader, on).order_by("kind", "position", "key")


def _by[Row](rows: QuerySet[Row], field: str) -> dict[str, list[Row]]:  # type: ignore[type-var]
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[getattr(row, field)].append(row)
    return dict(found)


def reports_of(process: Process, reader: Reader) -> QuerySet[Report]:
    """The reports of a process that were written for a reader, newest first."""
    found = process.reports.filter(audience__in=circles_of(reader))
    return found.order_by("-asked_at", "-id")


def reports_showing(
    process: Process, findings: Iterable[Finding], reader: Reader
) -> list[tuple[int, Report]]:
    """Which findings stand in which written insights a reader may read, the newest first."""
    written = reports_of(process, reader).filter(state=Report.State.DONE)
    by_key = {one.key: one.pk for one in findings}
    newest = written.defer("content").order_by("-on", "-pk")[:MOST_READ]
    return [
        (by_key[key], report)
        for report in newest
        for key in report.findings.split()
        if key in by_key
    ]
