"""One question by the answers to another one: chosen, shown and taken along."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from regiowerk.ground.process.access import open_to_the_public
from regiowerk.ground.regions.middleware import Request
from regiowerk.listen.surveys.access import release_for_reader
from regiowerk.listen.surveys.documents.results.sheets import table_csv
from regiowerk.listen.surveys.domain.evaluation.tables import ResultTable
from regiowerk.listen.surveys.forms.results import CrossForm
from regiowerk.listen.surveys.queries.evaluation.crossing import crossed_table, others_of
from regiowerk.listen.surveys.queries.evaluation.engines import Engine
from regiowerk.listen.surveys.queries.evaluation.results import Shown
from regiowerk.listen.surveys.views.office.wave_pages import of_wave
from regiowerk.listen.surveys.views.results.reading import as_file, by_groups, table_in
from regiowerk.listen.surveys.views.results.showing import context_of, line_of


@open_to_the_public
@require_safe
def choose_crossing(
    request: Request, process_key: str, survey_key: str, wave: int, release: int, question: str
) -> HttpResponse:
    """With which other question?"""
    found = release_for_reader(request.actor, process_key, survey_key, wave, release)
    table = table_in(found, question)
    others = others_of(found, table)
    if not others:
        raise Http404
    form = CrossForm(request.GET or None, others=others)
    if form.is_valid():
        other = form.cleaned_data["mit"]
        return redirect(of_wave("crossing", found.release.wave, release, question, other))
    context = {**context_of(found), "table": table, "line": line_of(found, table), "form": form}
    return render(request, "surveys/results/choose_crossing.html", context)


@open_to_the_public
@require_safe
def crossing(
    request: Request,
    process_key: str,
    survey_key: str,
    wave: int,
    release: int,
    question: str,
    other: str,
) -> HttpResponse:
    """A question by the answers to another one."""
    found = release_for_reader(request.actor, process_key, survey_key, wave, release)
    table = _crossed(found, question, other)
    here = (found.release.wave, release, question)
    context = {
        **context_of(found),
        "table": table,
        "line": line_of(found, table),
        "breakdowns": by_groups(found, table),
        "csv_address": of_wave("crossing_file", *here, other),
        "other_address": of_wave("choose_crossing", *here),
    }
    return render(request, "surveys/results/crossing.html", context)


@open_to_the_public
@require_safe
def crossing_file(
    request: Request,
    process_key: str,
    survey_key: str,
    wave: int,
    release: int,
    question: str,
    other: str,
) -> HttpResponse:
    """The figures of a cross table as CSV."""
    found = release_for_reader(request.actor, process_key, survey_key, wave, release)
    table = _crossed(found, question, other)
    name = f"{survey_key}-{wave}-{release}-{question}-{other}.csv"
    return as_file(table_csv(table), "text/csv; charset=utf-8", name)


def _crossed(found: Shown, question: str, other: str) -> ResultTable:
    table, second = table_in(found, question), table_in(found, other)
    if second not in others_of(found, table):
        raise Http404
    engine = Engine(settings.EVALUATION_ENGINE, settings.EVALUATION_FOLDER)
    return crossed_table(found, table, second, engine)
