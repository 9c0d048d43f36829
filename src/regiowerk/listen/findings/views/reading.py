from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_safe

from regiowerk.ground.process.access import open_to_the_public, process_for_reader
from regiowerk.ground.process.models import Process
from regiowerk.ground.regions.middleware import Request
from regiowerk.listen.findings import access, documents, queries
from regiowerk.listen.findings.models import Finding
from regiowerk.listen.findings.permissions import may_record_finding
from regiowerk.listen.findings.queries import Wanted
from regiowerk.listen.findings.queries.readers import Reader, reader_of
from regiowerk.listen.findings.queries.sources import (
    findings_on_changed_basis,
    history_of,
    sources_of,
    unseen_in_words,
)

PER_PAGE = 50
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Row:
    """A finding in the list, and whether it can go further up or down."""

    finding: Finding
    is_first: bool
    is_last: bool
    is_changed: bool = False  # one of its sources says something else today


@dataclass(frozen=True, slots=True)
class Group:
    label: str
    rows: tuple[Row, ...]


@require_safe
@open_to_the_public
def findings(request: Request, process_key: str) -> HttpResponse:
    process = process_for_reader(request.actor, process_key)
    may_record = may_record_finding(request.actor, process)
    # Places are changed among all findings of a kind, so all of them are shown then.
    is_arranging = may_record and "ordnen" in request.GET
    wanted = Wanted() if is_arranging else _wanted(request)
    reader = reader_of(request.actor, process)
    found = queries.matching(queries.findings_of(process, reader), wanted, reader)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    request.process = process  # type: ignore[attr-defined]  # spares the navigation to look
    context = {
        "process": process,
        "lead": _lead(wanted, page.paginator.count),
        **_known(process, reader),
        "wanted": wanted,
        "page": page,
        "groups": _groups(page, reader),
        "may_record": may_record,
        "is_arranging": is_arranging,
    }
    return render(request, "findings/findings.html", context)


@require_safe
@open_to_the_public
def finding(request: Request, process_key: str, finding_key: str) -> HttpResponse:
    found = access.finding_for_reader(request.actor, process_key, finding_key)
    if found.key != finding_key:
        return redirect("findings:finding", process_key, found.key)
    request.process = found.process  # type: ignore[attr-defined]  # spares the navigation to look
    return render(request, "findings/finding.html", _told(request, found))


@require_safe
@open_to_the_public
def table(request: Request, process_key: str) -> HttpResponse:
    """All findings as a workbook to take along."""
    process = process_for_reader(request.actor, process_key)
    content = documents.findings_table(
        process, reader_of(request.actor, process), on=timezone.localdate(request.at)
    )
    name = f"{_('findings')}-{process.key}.xlsx"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=XLSX, headers=headers)


def _wanted(request: Request) -> Wanted:
    kind, area, words = (request.GET.get(n, "").strip()[:100] for n in ("kind", "bereich", "q"))
    return Wanted(kind=kind, area=area, words=words)


def _lead(wanted: Wanted, number: int) -> str:
    if wanted.is_everything:
        return _("What the analysis has shown, each with the source it rests on.")
    text = ngettext("%(number)d of them fits.", "%(number)d of them fit.", number)
    return text % {"number": number}


def _told(request: Request, found: Finding) -> dict[str, object]:
    """What the page of a finding says: what it rests on, as far as its reader may see it."""
    reader, may_record = (
        reader_of(request.actor, found.process),
        may_record_finding(request.actor, found.process),
    )
    sources = sources_of(found, reader)
    return {
        "process": found.process,
        "finding": found,
        "kind": Finding.Kind(found.kind).label,
        "kinds": queries.kind_in_words(found.kind),
        "facts": _facts(found),
        "sources": sources,
        "unseen": unseen_in_words(found, reader, len(sources)),
        "is_changed": any(one.basis for one in sources),
        "others": queries.others_of_kind(found, reader),
        "history": history_of(found, reader),
        "may_record": may_record,
        "may_remove_citation": len(sources) > 1,
    }


def _known(process: Process, reader: Reader) -> dict[str, object]:
    """How much there is, and the kinds and areas one can choose from."""
    counts = queries.counts_by_kind(process, reader)
    return {
        "heading": queries.findings_in_words(counts),
        "total": sum(counts.values()),
        "kinds": [(kind, f"{queries.kind_in_words(kind)} ({counts[kind]})") for kind in counts],
        "areas": queries.areas_of(process),
    }


def _groups(page: Page[Finding], reader: Reader) -> list[Group]:
    """The findings of a page under their kinds; a kind may go on from or to another page."""
    groups = []
    shown = list(page.object_list)
    changed = findings_on_changed_basis(shown, reader)
    for kind, found in groupby(shown, key=lambda finding: finding.kind):
        rows = tuple(found)
        goes_on_before = page.has_previous() and rows[0] is shown[0]
        goes_on_after = page.has_next() and rows[-1] is shown[-1]
        groups.append(
            Group(
                label=queries.kind_in_words(kind),
                rows=tuple(
                    Row(
                        finding,
                        is_first=finding is rows[0] and not goes_on_before,
                        is_last=finding is rows[-1] and not goes_on_after,
                        is_changed=finding.pk in changed,
                    )
                    for finding in rows
                ),
            )
        )
    return groups


def _facts(finding: Finding) -> list[tuple[str, str]]:
    """Kind and area, and who recorded it when."""
    facts = [(_("Kind"), str(Finding.Kind(finding.kind).label))]
    if finding.area:
        facts.append((_("Infrastructure area"), finding.area.name))
    return [
        *facts,
        (_("Recorded on"), date_format(timezone.localdate(finding.recorded_at))),
        (_("Recorded by"), finding.recorded_by),
    ]
