from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_safe

from regiowerk.ground.process.access import open_to_the_public, process_for_reader
from regiowerk.ground.process.models import Process
from regiowerk.ground.regions.middleware import Request
from regiowerk.listen.findings import access, documents, queries
from regiowerk.listen.findings.models import Finding
from regiowerk.listen.findings.permissions import may_record_finding

PER_PAGE = 50


@require_safe
@open_to_the_public
def findings(request: Request, process_key: str) -> HttpResponse:
    process = process_for_reader(request.actor, process_key)
    asked = {name: request.GET.get(name, "").strip()[:100] for name in ("kind", "bereich", "q")}
    found = queries.matching(
        queries.findings_of(process), kind=asked["kind"], area=asked["bereich"], words=asked["q"]
    )
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    counts = queries.counts_by_kind(process)
    context = {
        "process": process,
        "heading": _in_words(counts),
        "kinds": _kinds(counts, asked["kind"]),
        "areas": _areas(process),
        "asked": asked,
        "page": page,
        "groups": [(plural(k), list(rows)) for k, rows in groupby(page, lambda f: f.kind)],
        "may_record": may_record_finding(request.actor, process),
    }
    return render(request, "findings/findings.html", context)


@require_safe
@open_to_the_public
def finding(request: Request, process_key: str, finding_key: str) -> HttpResponse:
    found = access.finding_for_reader(request.actor, process_key, finding_key)
    context = {
        "process": found.process,
        "finding": found,
        "kind": Finding.Kind(found.kind).label,
        "citations": found.citations.all(),
        "may_record": may_record_finding(request.actor, found.process),
    }
    return render(request, "findings/finding.html", context)


@require_safe
@open_to_the_public
def table(request: Request, process_key: str) -> HttpResponse:
    """All findings as a workbook to take along."""
    process = process_for_reader(request.actor, process_key)
    content = documents.findings_table(process, on=timezone.localdate(request.at))
    name = f"{_('findings')}-{process.key}.xlsx"
    return HttpResponse(
        content,
        content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def plural(kind: str) -> str:
    return {
        Finding.Kind.NEED.value: _("Needs"),
        Finding.Kind.OBSTACLE.value: _("Obstacles"),
        Finding.Kind.STRENGTH.value: _("Strengths"),
        Finding.Kind.POTENTIAL.value: _("Potentials"),
        Finding.Kind.TREND.value: _("Trends"),
    }[kind]


def _in_words(counts: Mapping[str, int]) -> str:
    """23 findings, most often obstacles."""
    total = sum(counts.values())
    if not total:
        return _("Nothing has been recorded yet")
    number = ngettext("%(total)d finding", "%(total)d findings", total) % {"total": total}
    ranked = sorted(counts.items(), key=lambda pair: -pair[1])
    if len(ranked) > 1 and ranked[0][1] == ranked[1][1]:
        return number
    return _("%(number)s, most often %(kind)s") % {"number": number, "kind": plural(ranked[0][0])}


def _kinds(counts: Mapping[str, int], chosen: str) -> list[tuple[str, str, bool]]:
    """The kinds there are, with their number, as a choice; the first one chooses all."""
    everything = (("", _("All kinds"), not chosen),)
    known = (
        (kind, f"{plural(kind)} ({counts[kind]})", kind == chosen)
        for kind in Finding.Kind.values
        if kind in counts
    )
    return [*everything, *known]


def _areas(process: Process) -> list[tuple[str, str]]:
    """The areas findings were assigned to; with fewer than two there is nothing to choose."""
    rows = process.findings.filter(area__isnull=False).order_by("area__number")
    areas = list(rows.values_list("area__key", "area__name").distinct())
    return areas if len(areas) > 1 else []
