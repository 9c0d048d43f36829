"""Questionnaires and their versions to look at."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext as _
from django.views.decorators.http import require_safe

from regiowerk.ground.process.access import process_for_member
from regiowerk.ground.regions.middleware import Request
from regiowerk.listen.questionnaires import access, queries
from regiowerk.listen.questionnaires.models import Version
from regiowerk.listen.questionnaires.permissions import may_edit_questionnaires

PER_PAGE = 50


@require_safe
def questionnaires(request: Request, process_key: str) -> HttpResponse:
    """All questionnaires of a process; members see those that were published."""
    process = process_for_member(request.actor, process_key)
    may_edit = may_edit_questionnaires(request.actor, process)
    found = queries.questionnaires_of(process, with_drafts=may_edit)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {"process": process, "page": page, "may_edit": may_edit}
    return render(request, "questionnaires/questionnaires.html", context)


@require_safe
def questionnaire(request: Request, process_key: str, questionnaire_key: str) -> HttpResponse:
    """One questionnaire with all its versions."""
    found = access.questionnaire_for_member(request.actor, process_key, questionnaire_key)
    may_edit = may_edit_questionnaires(request.actor, found.process)
    versions = list(queries.versions_of(found, with_drafts=may_edit))
    context = {
        "process": found.process,
        "questionnaire": found,
        "versions": versions,
        "draft": next((v for v in versions if v.state == Version.State.DRAFT), None),
        "current": next((v for v in versions if v.state == Version.State.PUBLISHED), None),
        "may_edit": may_edit,
    }
    return render(request, "questionnaires/questionnaire.html", context)


@require_safe
def version(
    request: Request, process_key: str, questionnaire_key: str, number: int
) -> HttpResponse:
    """One version: what it asks, its state, its hash and its files."""
    found = access.version_for_member(request.actor, process_key, questionnaire_key, number)
    earlier = found.questionnaire.versions.filter(number__lt=number).order_by("-number")
    context = {
        "process": found.questionnaire.process,
        "questionnaire": found.questionnaire,
        "version": found,
        "facts": _facts(found),
        "sections": queries.section_lines(found, get_language() or "de"),
        "earlier": earlier.values_list("number", flat=True).first(),
        "number_of_findings": found.findings.count(),
        "may_edit": may_edit_questionnaires(request.actor, found.questionnaire.process),
    }
    return render(request, "questionnaires/version.html", context)


def _facts(found: Version) -> list[tuple[str, str]]:
    """State, by whom and when, where it comes from, and the name of its content."""
    begun = {"day": _day(found.begun_at), "who": found.begun_by}
    facts = [
        (_("State"), str(Version.State(found.state).label)),
        (_("Written in"), str(Version.Origin(found.origin).label)),
        (_("Begun"), _("%(day)s by %(who)s") % begun),
    ]
    if found.published_at is not None:
        fixed = {"day": _day(found.published_at), "who": found.published_by}
        facts.append((_("Published"), _("%(day)s by %(who)s") % fixed))
    return [*facts, (_("Fingerprint (SHA-256)"), found.content_hash)]


def _day(moment: object) -> str:
    return date_format(timezone.localtime(moment), "SHORT_DATETIME_FORMAT")  # type: ignore[arg-type]
