"""The page of a process: what, who, until when, what was found - for a citizen in two minutes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _, ngettext

from regiowerk.ground.process import documents as planned
from regiowerk.ground.process.models import Process, Stage
from regiowerk.ground.process.queries import outline_of
from regiowerk.ground.regions import documents as drawn, queries as regions
from regiowerk.ground.regions.models import Organisation
from regiowerk.listen.findings.models import Finding
from regiowerk.listen.findings.queries.readers import everybody_of, with_something_to_read
from regiowerk.tell.portal.queries.members import stated_in_words, totals_in_words
from regiowerk.tell.portal.queries.standing import standing_of
from regiowerk.tell.reports.models import Report
from regiowerk.tell.reports.queries import reports_of

PER_KIND = 3
REPORTS = 5


@dataclass(frozen=True, slots=True)
class Group:
    """The first findings of a kind, and where the others are."""

    label: str
    address: str
    first: tuple[Finding, ...]
    more: str


@dataclass(frozen=True, slots=True)
class Document:
    label: str
    address: str
    hint: str


def of_process(process: Process, on: date) -> dict[str, object]:
    plan = outline_of(process, on)
    picture = regions.region_picture(process.region, on)
    standing = standing_of(plan)
    members = picture.totals.municipalities
    words = {"members": members, "name": process.name}
    heading = ngettext(
        "%(members)d municipality plans: %(name)s",
        "%(members)d municipalities plan together: %(name)s",
        members,
    )
    return {
        "process": process,
        "heading": heading % words if members else process.name,
        "lead": f"{standing.answer}. {standing.sentence}",
        "standing": standing,
        "aims": process.programme.aims if process.programme else "",
        "facts": tuple(_facts(process)),
        "timeline": planned.timeline_of(plan, address_of=_stage_in(process))
        if plan.stages
        else None,
        "members_sentence": _members(picture),
        "map": drawn.map_of(picture, address_of=_address_in(process)),
        "findings": _findings(process),
        "reports": [_document(process, report) for report in _reports(process)],
    }


def _address_in(process: Process) -> Callable[[Organisation], str]:
    def address_of(organisation: Organisation) -> str:
        return reverse("portal:organisation", args=[process.key, organisation.key])

    return address_of


def _stage_in(process: Process) -> Callable[[Stage], str]:
    plan = reverse("process:plan", args=[process.key])
    return lambda stage: f"{plan}#{stage.key}"


def _members(picture: regions.RegionPicture) -> str:
    sentence = _("%(totals)s.") % {"totals": totals_in_words(picture.totals)}
    return f"{sentence} {stated_in_words(picture.stated)}".strip()


def _facts(process: Process) -> Iterator[tuple[str, object]]:
    yield _("Region"), process.region.name
    if process.region.regiopole:
        yield _("Led by"), str(process.region.regiopole)
    yield _("Period"), _period(process)
    if process.area:
        yield _("Infrastructure area"), process.area.name
    programme = process.programme
    if programme:
        yield _("Programme"), programme.name
        if programme.funder:
            yield _("Funder"), programme.funder


def _period(process: Process) -> str:
    words = {"start": date_format(process.starts_on), "end": date_format(process.ends_on)}
    if process.latest_end_on:
        words["latest"] = date_format(process.latest_end_on)
        return _("%(start)s to %(end)s, at the latest until %(latest)s") % words
    return _("%(start)s to %(end)s") % words


def _findings(process: Process) -> list[Group]:
    """The first findings of each kind that everybody may read, and how many, in one query."""
    rows = (
        Finding.objects.filter(with_something_to_read(everybody_of(process)), process=process)
        .annotate(
            row=Window(RowNumber(), partition_by=F("kind"), order_by=[F("position"), F("key")]),
            in_kind=Window(Count("pk"), partition_by=F("kind")),
        )
        .filter(row__lte=PER_KIND)
        .order_by("kind", "position", "key")
    )
    by_kind: dict[str, list[Finding]] = {}
    for finding in rows:
        by_kind.setdefault(finding.kind, []).append(finding)
    return [_group(process, kind, by_kind[kind]) for kind in Finding.Kind.values if kind in by_kind]


def _group(process: Process, kind: str, first: list[Finding]) -> Group:
    more = first[0].in_kind - len(first)  # type: ignore[attr-defined]
    return Group(
        label=_kinds()[kind],
        address=f"{reverse('findings:findings', args=[process.key])}?kind={kind}",
        first=tuple(first),
        more=ngettext("and one more", "and %(more)d more", more) % {"more": more} if more else "",
    )


def _kinds() -> dict[str, str]:
    return {
        Finding.Kind.NEED.value: _("What the municipalities need"),
        Finding.Kind.OBSTACLE.value: _("What stands in the way"),
        Finding.Kind.STRENGTH.value: _("What the region can build on"),
        Finding.Kind.POTENTIAL.value: _("Where solutions are seen"),
        Finding.Kind.TREND.value: _("What will change"),
    }


def _reports(process: Process) -> list[Report]:
    written = reports_of(process, everybody_of(process)).filter(state=Report.State.DONE)
    return list(written.order_by("-on", "-asked_at", "-id")[:REPORTS])


def _document(process: Process, report: Report) -> Document:
    return Document(
        label=_("Project insight: state of %(day)s") % {"day": date_format(report.on)},
        address=reverse("reports:report", args=[process.key, report.pk]),
        hint=_("Slides (PPTX) and PDF"),
    )
