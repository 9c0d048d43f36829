"""The office chooses which cross tables of confidential questions a draft of results contains."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from regiowerk.ground.regions.middleware import Request
from regiowerk.ground.ui.htmx import go
from regiowerk.listen.surveys import actions
from regiowerk.listen.surveys.access import draft_for_office
from regiowerk.listen.surveys.domain.evaluation.tables import BY, Results
from regiowerk.listen.surveys.forms.results import CrossTableForm
from regiowerk.listen.surveys.models import Release
from regiowerk.listen.surveys.queries.evaluation.results import results_in
from regiowerk.listen.surveys.tasks import draft_release
from regiowerk.listen.surveys.views.office.wave_pages import Deed, ask, of_wave, sent


@dataclass(frozen=True, slots=True)
class CrossTable:
    """A cross table of a draft, and whether anything of it can be told."""

    question: str
    other: str
    label: str
    is_told: bool


@require_http_methods(["GET", "HEAD", "POST"])
def choose_release_crossing(
    request: Request, process_key: str, survey_key: str, wave: int, release: int
) -> HttpResponse:
    """Which question, by the answers to which other?"""
    found = draft_for_office(request.actor, process_key, survey_key, wave, release)
    draft = of_wave("release_draft", found.wave, found.number)
    if found.state != Release.State.DRAFT:
        return go(request, draft)
    form = CrossTableForm(sent(request), results=results_in(found.content_hash, found.content))
    if form.is_valid():
        try:
            actions.choose_release_crossing(
                release=found, by=request.actor, at=request.at, **form.cleaned_data
            )
        except (actions.NotADraftError, actions.TooManyCrossingsError) as refused:
            form.add_error(None, str(refused))
        else:
            draft_release.enqueue(found.pk, str(timezone.localdate(request.at)))
            return go(request, draft)
    return ask(request, found.wave, _deed(), form, cancel=draft)


@require_POST
def drop_release_crossing(
    request: Request, process_key: str, survey_key: str, wave: int, release: int
) -> HttpResponse:
    """Take one out again."""
    found = draft_for_office(request.actor, process_key, survey_key, wave, release)
    question, other = request.POST.get("question", ""), request.POST.get("other", "")
    if (question, other) not in found.crossings_chosen:
        raise Http404
    try:
        actions.drop_release_crossing(
            release=found, question=question, other=other, by=request.actor, at=request.at
        )
    except actions.NotADraftError as refused:
        messages.error(request, str(refused))
    else:
        draft_release.enqueue(found.pk, str(timezone.localdate(request.at)))
    return go(request, of_wave("release_draft", found.wave, found.number))


def cross_tables_in(release: Release, results: Results) -> list[CrossTable]:
    """The cross tables that were chosen, in words."""
    found = []
    for question, other in release.crossings_chosen:
        table, by = results.table(question), results.table(other)
        if table is None or by is None:
            continue
        words = {"question": table.label, "other": by.label}
        label = _("“%(question)s” by the answers to “%(other)s”") % words
        is_told = any(one.key == f"{BY}{other}" for one in table.breakdowns)
        found.append(CrossTable(question, other, label, is_told))
    return found


def _deed() -> Deed:
    return Deed(
        _("Add a cross table"),
        _("Add and count anew"),
        means=(
            _("It is protected together with everything else that is told of the question."),
            _("If its groups are too small, it is left out. You see that in the draft."),
            _("Once published it counts for all later results: nothing may give it away."),
        ),
    )
