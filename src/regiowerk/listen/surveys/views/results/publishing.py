"""The office prepares results, looks at the draft and publishes it."""

from __future__ import annotations

import json
from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from regiowerk.ground.regions.middleware import Request
from regiowerk.ground.ui.htmx import go
from regiowerk.listen.surveys import actions
from regiowerk.listen.surveys.access import draft_for_office
from regiowerk.listen.surveys.domain.evaluation.shapes import Form
from regiowerk.listen.surveys.domain.evaluation.tables import ResultTable
from regiowerk.listen.surveys.forms.results import PrepareForm
from regiowerk.listen.surveys.models import Release
from regiowerk.listen.surveys.queries.evaluation.results import (
    makes_groups,
    may_be_crossed_protected,
    results_in,
)
from regiowerk.listen.surveys.tasks import draft_release
from regiowerk.listen.surveys.views.office.wave_pages import (
    Deed,
    ask,
    done,
    of_wave,
    sent,
    the_wave,
)
from regiowerk.listen.surveys.views.results.cross_tables import cross_tables_in

NAMED = 12


@require_http_methods(["GET", "HEAD", "POST"])
def prepare_release(request: Request, process_key: str, survey_key: str, wave: int) -> HttpResponse:
    """Ask for whom the results are, and begin to count."""
    found = the_wave(request, process_key, survey_key, wave)
    form = PrepareForm(sent(request))
    if form.is_valid():
        try:
            release = actions.prepare_release(
                wave=found, by=request.actor, at=request.at, **form.cleaned_data
            )
        except actions.NothingHandedInError as refused:
            form.add_error(None, str(refused))
        else:
            draft_release.enqueue(release.pk, str(timezone.localdate(request.at)))
            return go(request, of_wave("release_draft", found, release.number))
    return ask(request, found, _deed(), form, cancel=of_wave("wave", found))


@require_safe
def release_draft(
    request: Request, process_key: str, survey_key: str, wave: int, release: int
) -> HttpResponse:
    """How far the counting is; then what the draft says, and what stands against it."""
    found = draft_for_office(request.actor, process_key, survey_key, wave, release)
    is_there = found.state == Release.State.DRAFT
    context = {
        "wave": found.wave,
        "survey": found.wave.survey,
        "process": found.wave.survey.process,
        "release": found,
        "results": results_in(found.content_hash, found.content) if is_there else None,
        "against": _against(found),
        "left_out": _left_out(found) if is_there else [],
        **_cross_tables(found),
        "wave_address": of_wave("wave", found.wave),
        "release_address": of_wave("release", found.wave, found.number),
        "release_results_address": of_wave("release_results", found.wave, found.number),
        "leave_out_address": of_wave("leave_out_questions", found.wave, found.number),
        "remove_draft_address": of_wave("remove_release_draft", found.wave, found.number),
        "prepare_release_address": of_wave("prepare_release", found.wave),
    }
    return render(request, "surveys/results/draft.html", context)


@require_POST
def release_results(
    request: Request, process_key: str, survey_key: str, wave: int, release: int
) -> HttpResponse:
    """Publish a draft."""
    found = draft_for_office(request.actor, process_key, survey_key, wave, release)
    try:
        actions.release_results(release=found, by=request.actor, at=request.at)
    except (actions.DisclosingError, actions.NotADraftError) as refused:
        messages.error(request, str(refused))
        return go(request, of_wave("release_draft", found.wave, found.number))
    told = _("The results are published. They never change; a later release stands beside them.")
    return done(request, told, of_wave("release", found.wave, found.number))


@require_POST
def leave_out_questions(
    request: Request, process_key: str, survey_key: str, wave: int, release: int
) -> HttpResponse:
    """Count again without the questions that must not be published yet."""
    found = draft_for_office(request.actor, process_key, survey_key, wave, release)
    try:
        actions.leave_out_questions(release=found, by=request.actor, at=request.at)
    except actions.NotADraftError as refused:
        messages.error(request, str(refused))
    else:
        draft_release.enqueue(found.pk, str(timezone.localdate(request.at)))
    return go(request, of_wave("release_draft", found.wave, found.number))


@require_POST
def remove_release_draft(
    request: Request, process_key: str, survey_key: str, wave: int, release: int
) -> HttpResponse:
    """Throw a draft away."""
    found = draft_for_office(request.actor, process_key, survey_key, wave, release)
    actions.remove_release_draft(release=found, by=request.actor, at=request.at)
    return done(request, _("The draft is removed."), of_wave("wave", found.wave))


def _deed() -> Deed:
    return Deed(
        _("Prepare results"),
        _("Prepare results"),
        means=(
            _("All that is handed in now is counted. You look at it before anybody else does."),
            _("Answers that are told in totals only are protected: small numbers become ranges."),
            _("Published results never change; later ones stand beside them."),
        ),
    )


def _against(release: Release) -> list[str]:
    """Why a draft must not be published, in sentences; of many the first ones."""
    if not release.against:
        return []
    tables = {one.key: one for one in results_in(release.content_hash, release.content).tables}
    told = [_sentence(one, tables) for one in json.loads(release.against)]
    return list(dict.fromkeys(told))[:NAMED]


def _cross_tables(release: Release) -> dict[str, object]:
    """The cross tables of a draft, and the ways to change them."""
    if release.state != Release.State.DRAFT:
        return {}
    results = results_in(release.content_hash, release.content)
    can_be = may_be_crossed_protected(results) and makes_groups(results)
    here = (release.wave, release.number)
    return {
        "cross_tables": cross_tables_in(release, results),
        "choose_address": of_wave("choose_release_crossing", *here) if can_be else "",
        "drop_address": of_wave("drop_release_crossing", *here),
    }


def _left_out(release: Release) -> list[str]:
    """Questions that stay as they were published before."""
    tables = results_in(release.content_hash, release.content).tables
    keys = set(release.questions_left_out)
    return [one.label for one in tables if one.key in keys]


def _sentence(one: dict[str, object], tables: Mapping[str, ResultTable]) -> str:
    number, table = int(str(one["number"])), tables.get(str(one["question"]))
    words = {
        "question": table.label if table else one["question"],
        "release": one["release"],
        "number": number,
        "least": one["least"],
    }
    if one["kind"] != "changed":
        return _came_or_went(number) % words
    if table is not None and table.form == Form.TEXT:
        return _coded_anew(number) % words
    return _answered_anew(number) % words


def _came_or_went(number: int) -> str:
    return ngettext(
        "“%(question)s”: one organisation came or went since release %(release)s. At least "
        "%(least)s are needed.",
        "“%(question)s”: %(number)d organisations came or went since release "
        "%(release)s. At least %(least)s are needed.",
        number,
    )


def _answered_anew(number: int) -> str:
    return ngettext(
        "“%(question)s”: one organisation changed its answer since release %(release)s. At least "
        "%(least)s are needed.",
        "“%(question)s”: %(number)d organisations changed their answers since release "
        "%(release)s. At least %(least)s are needed.",
        number,
    )


def _coded_anew(number: int) -> str:
    """Of open answers the themes count, whoever changed them."""
    return ngettext(
        "“%(question)s”: in one answer other themes are found than in release %(release)s. At least "
        "%(least)s are needed.",
        "“%(question)s”: in %(number)d answers other themes are found than in release "
        "%(release)s. At least %(least)s are needed.",
        number,
    )
