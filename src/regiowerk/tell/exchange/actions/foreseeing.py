"""What stands against a package here, known before anything is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from regiowerk.ground.process.models import InfrastructureArea, Process, Programme
from regiowerk.ground.regions.models import Organisation
from regiowerk.tell.exchange.documents.readme import default_readme
from regiowerk.tell.exchange.domain import tables
from regiowerk.tell.exchange.domain.attached import FOLDERS
from regiowerk.tell.exchange.domain.comparing import compare
from regiowerk.tell.exchange.domain.content import Content, companions
from regiowerk.tell.exchange.domain.faults import Fault, Kind, fault
from regiowerk.tell.exchange.models import Package
from regiowerk.tell.exchange.queries import read_content


def obstacles(content: Content, process: Process | None, *, is_update: bool) -> Iterator[Fault]:
    """Why this package does not go together with what is here."""
    yield from _taken_ags(content)
    if not is_update:
        yield from _unknown_areas(content)
    region = content.only("region")
    row = content.only("process")
    if process and region and row and process.region.key != region.text("key"):
        yield fault(
            tables.PROCESS.path,
            Kind.PROCESS_ELSEWHERE,
            row=row.number,
            column="region",
            value=region.text("key"),
            process=process.key,
            here=process.region.key,
        )


def _taken_ags(content: Content) -> Iterator[Fault]:
    """A municipality is known by its AGS; two organisations with the same would be one."""
    wanted = sorted(content.texts("organisations", "ags"))
    owners: dict[str, str] = {}
    for start in range(0, len(wanted), 5000):
        found = Organisation.objects.filter(ags__in=wanted[start : start + 5000])
        owners |= {str(ags): key for ags, key in found.values_list("ags", "key")}
    for row in content.rows("organisations"):
        here = owners.get(row.text("ags"), row.text("key"))
        if here != row.text("key"):
            yield fault(
                tables.ORGANISATIONS.path,
                Kind.AGS_TAKEN,
                row=row.number,
                column="ags",
                value=row.text("ags"),
                here=here,
            )


def _unknown_areas(content: Content) -> Iterator[Fault]:
    """A programme that is here keeps its areas; others of the package would lead nowhere."""
    programme = content.only("programme")
    key = programme.text("key") if programme else ""
    if not Programme.objects.filter(key=key).exists():
        return
    known = set(InfrastructureArea.objects.filter(programme__key=key).values_list("key", flat=True))
    for name in ("process", "findings"):
        for row in content.rows(name):
            area = row.text("area")
            if area and area not in known:
                yield fault(
                    tables.BY_NAME[name].path,
                    Kind.AREA_UNKNOWN_HERE,
                    row=row.number,
                    column="area",
                    value=area,
                    programme=key,
                )


def _differing_files(folder: str, package: Mapping[str, bytes], here: Mapping[str, bytes]) -> int:
    paths = {path for path in (*package, *here) if path.startswith(f"{folder}/")}
    return sum(package.get(path) != here.get(path) for path in paths)


def differences(content: Content, process: Process) -> tuple[str, ...]:
    """The files in which a package says something else about a process than what is here."""
    here = read_content(process, readme=default_readme(process))
    package = Package.objects.filter(process=process).first()
    came_along = set(package.companions.values_list("key", flat=True)) if package else set()
    counted = [
        f"{table.path} ({difference.count})"
        for table in tables.OWN
        if (difference := compare(table, content.rows(table.name), here.rows(table.name)))
    ]
    counted += [
        f"{folder}/ ({count})"
        for folder in FOLDERS
        if (count := _differing_files(folder, content.files, here.files))
    ]
    if came_along != companions(content):
        counted.append(tables.ORGANISATIONS.path)
    if content.licences != here.licences:
        counted.append(tables.DESCRIPTOR)
    if content.readme != here.readme:
        counted.append(tables.README)
    return tuple(counted)
