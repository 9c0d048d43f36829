from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

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
from regiowerk.ground.process.tests.factories import a_process
from regiowerk.ground.regions.models import (
    Figure,
    Membership,
    Network,
    NetworkMember,
    Organisation,
    Region,
)
from regiowerk.ground.regions.tests.factories import a_district, a_municipality, a_region
from regiowerk.listen.findings.models import Citation, Finding
from regiowerk.tell.reports.models import InsightSlide, Report

DAY = date(2022, 1, 24)
PAPER = "Zwischenbericht"


def a_report(process: Process, *, on: date = DAY, state: str = Report.State.WAITING) -> Report:
    is_done = state == Report.State.DONE
    return Report.objects.create(
        process=process,
        audience="public" if process.is_public else "region",
        on=on,
        state=state,
        asked_at=AT,
        asked_by="Büro",
        done_at=AT if is_done else None,
        content_hash="0" * 64 if is_done else "",
    )


def an_insight_slide(process: Process, finding: Finding, position: int = 1) -> InsightSlide:
    return InsightSlide.objects.create(
        process=process, finding=finding, position=position, chosen_at=AT, chosen_by="Stadt Mitte"
    )


def a_told_process(key: str = "muster", *, is_public: bool = False) -> Process:
    """A process with something to show on every kind of slide."""
    region = _a_region()
    process = a_process(region, key, is_public=is_public)
    process.name = "Digitale Verwaltung"
    process.is_example = True
    process.latest_end_on = date(2023, 8, 31)
    process.programme = _a_programme(region)
    process.area = process.programme.areas.get(number=2)
    process.save()
    _tell_the_plan(process)
    _tell_who_takes_part(process)
    _tell_what_was_found(process)
    return process


def _a_region() -> Region:
    region = a_region(is_public=True)
    region.network = Network.objects.create(
        key="netz",
        name="Netz der Städte",
        founded="March 2016",
        description="Ziele:\n\n- Sichtbar werden\n- Erfahrungen austauschen",
        source="Netz",
    )
    districts = (a_district("05998", "Ast"), a_district("05999", "Busch"))
    for number, inhabitants in enumerate((150_004, 20_000, 9_000), 1):
        town = a_municipality(f"0599900{number}", ("Mitte", "Adorf", "Bdorf")[number - 1])
        town.district = districts[number // 3]
        town.latitude, town.longitude = Decimal(f"51.{number}"), Decimal(f"8.{number * 2}")
        town.save()
        joined = date(2017, 1, 1)
        Membership.objects.create(
            region=region, organisation=town, from_on=joined, source="Konzept"
        )
        exact = Figure.Precision.EXACT if number == 1 else Figure.Precision.ROUNDED
        _a_figure("population", inhabitants, exact, organisation=town)
        _a_figure("area", 100 * number, Figure.Precision.EXACT, organisation=town)
    _a_figure("population", 181_000, Figure.Precision.STATED, region=region, source="Adorf")
    region.regiopole = Organisation.objects.get(name="Mitte")
    region.save()
    far = a_municipality("09999001", "Ferne")
    far.latitude, far.longitude = Decimal("49.0"), Decimal("11.0")
    far.save()
    rows = ((region.regiopole, "2016 (founder)", 2016), (far, "2019", 2019))
    late = a_municipality("09999002", "Später")
    for position, (city, since, year) in enumerate((*rows, (late, "2025", 2025)), 1):
        NetworkMember.objects.create(
            network=region.network,
            organisation=city,
            since=since,
            since_year=year,
            position=position,
            source="Netz",
        )
    return region


def _a_figure(
    indicator: str,
    value: int,
    precision: str,
    *,
    source: str = "Statistik",
    region: Region | None = None,
    organisation: Organisation | None = None,
) -> None:
    Figure.objects.create(
        region=region,
        organisation=organisation,
        indicator=indicator,
        value=value,
        measured_on=date(2020, 12, 31) if organisation else None,
        precision=precision,
        source=source,
    )


def _a_programme(region: Region) -> Programme:
    programme = Programme.objects.create(
        key="vorhaben",
        network=region.network,
        name="Städte und Regionen für das Land",
        short_name="Städte und Regionen",
        funder="Bund",
        federal_programme="Region gestalten",
        aims="- Gleichwertig leben\n- Enger zusammenarbeiten",
        source=PAPER,
    )
    statements = (
        (GrantStatement.Topic.NOTICE, None, "Bescheid vom 9. März 2020", PAPER),
        (GrantStatement.Topic.GRANT, 1_500_000, "1,5 Millionen Euro", PAPER),
        (GrantStatement.Topic.GRANT, 1_800_000, "1,8 Millionen Euro", "Zeitung"),
    )
    for position, (topic, value, wording, source) in enumerate(statements, 1):
        GrantStatement.objects.create(
            programme=programme,
            topic=topic,
            value=value,
            said_on=date(2020, 3, 9) if value is None else None,
            wording=wording,
            source=source,
            position=position,
        )
    leads = (("Energie", "Ferne", False), ("Verwaltung", "Mitte", True), ("Kultur", None, True))
    for number, (name, lead, is_confirmed) in enumerate(leads, 1):
        InfrastructureArea.objects.create(
            programme=programme,
            number=number,
            key=f"area-{number}",
            name=name,
            lead=Organisation.objects.get(name=lead) if lead else None,
            is_lead_confirmed=is_confirmed,
            source=PAPER,
        )
    return programme


def _tell_the_plan(process: Process) -> None:
    names = ("Analyse", "Trends", "Ziele", "Leitprojekte")
    for number, name in enumerate(names, 1):
        year, is_first_half = 2021 + (number > 2), number % 2 == 1
        stage = Stage.objects.create(
            process=process,
            number=number,
            key=f"modul-{number}",
            name=name,
            short_name=f"Modul {number}",
            act=Stage.Act.LISTEN,
            starts_on=date(year, 1 if is_first_half else 7, 1),
            ends_on=date(year, 6, 30) if is_first_half else date(year, 12, 31),
            is_approximate=True,
            closing_condition=f"{name} sind beschlossen.",
            opened_at=datetime(2021, number * 3, 1, tzinfo=UTC) if number < 3 else None,
            opened_by="Büro" if number < 3 else "",
            closed_at=datetime(2021, 7, 1, tzinfo=UTC) if number == 1 else None,
            closed_by="Büro" if number == 1 else "",
        )
        for position in (1, 2):
            Activity.objects.create(
                stage=stage, position=position, name=f"{name}: Schritt {position}", source=PAPER
            )
    Milestone.objects.create(
        process=process, key="auftakt", name="Auftakt", planned_on=date(2021, 3, 1), source=PAPER
    )


def _tell_who_takes_part(process: Process) -> None:
    top = None
    for position, name in enumerate(("Bund", "Planungsamt", "Büro"), 1):
        top = Body.objects.create(
            process=process,
            parent=top,
            key=f"stelle-{position}",
            name=name,
            task="Leitung",
            position=position,
            source=PAPER,
        )
    for topic in (Passage.Topic.ROLE, Passage.Topic.NEXT_STEPS, Passage.Topic.OUTLOOK):
        for position in (1, 2):
            Passage.objects.create(
                process=process,
                topic=topic,
                position=position,
                statement=f"{topic} {position}",
                source=PAPER,
            )


def _tell_what_was_found(process: Process) -> None:
    kinds = (Finding.Kind.NEED, Finding.Kind.OBSTACLE, Finding.Kind.OBSTACLE)
    for position, kind in enumerate(kinds, 1):
        a_finding(process, kind, position)


def a_finding(process: Process, kind: Finding.Kind, position: int, *, at: datetime = AT) -> Finding:
    finding = Finding.objects.create(
        process=process,
        key=f"erkenntnis-{position}",
        kind=kind,
        statement=f"Erkenntnis {position}",
        explanation="Viele haben es gesagt.",
        position=position,
        recorded_at=at,
        recorded_by="Büro",
    )
    Citation.objects.create(
        finding=finding,
        position=1,
        source=PAPER,
        place="Folie 14",
        cited_at=finding.recorded_at,
        cited_by="Stadt Mitte",
    )
    return finding
