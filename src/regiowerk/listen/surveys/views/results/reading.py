"""Reading results: the overview, one section, one question, and files of them."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header, urlencode
from django.views.decorators.http import require_safe

from regiowerk.ground.process.access import open_to_the_public
from regiowerk.ground.regions.middleware import Request
from regiowerk.ground.ui.drawings.scene import Scene
from regiowerk.listen.codes.queries import version_with
from regiowerk.listen.surveys.access import release_for_reader, wave_for_reader
from regiowerk.listen.surveys.documents.results.charts import chart_of
from regiowerk.listen.surveys.documents.results.data import release_json, table_json
from regiowerk.listen.surveys.documents.results.groups import breakdown_chart, matrix_chart
from regiowerk.listen.surveys.documents.results.region import question_map
from regiowerk.listen.surveys.documents.results.sheets import release_xlsx, table_csv, table_xlsx
from regiowerk.listen.surveys.domain.evaluation.shapes import Form
from regiowerk.listen.surveys.domain.evaluation.tables import Breakdown, ResultTable
from regiowerk.listen.surveys.queries.evaluation.crossing import others_of
from regiowerk.listen.surveys.queries.evaluation.places import said_by_name
from regiowerk.listen.surveys.queries.evaluation.results import (
    Shown,
    draft_release_of,
    neighbours,
    own_key_in,
    releases_of,
)
from regiowerk.listen.surveys.queries.evaluation.words import (
    contrasts,
    least_of_themes,
    steps_text,
    test_text,
)
from regiowerk.listen.surveys.queries.exports.classes import Audience
from regiowerk.listen.surveys.views.office.wave_pages import of_wave
from regiowerk.listen.surveys.views.results.showing import (
    about,
    chapters_of,
    context_of,
    line_of,
    missing_in,
    numbers_in,
    question_address,
    source_of,
    untold_in,
)

JSON = "application/json"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@open_to_the_public
@require_safe
def results(request: Request, process_key: str, survey_key: str, wave: int) -> HttpResponse:
    """The newest release; where there is none, what will be here."""
    found, audience = wave_for_reader(request.actor, process_key, survey_key, wave)
    newest = releases_of(found, audience).first()
    if newest is not None:
        return redirect(of_wave("release", found, newest.number))
    if audience is not Audience.OFFICE:
        raise Http404
    context = {
        **about(found, audience),
        "draft": draft_release_of(found),
        "prepare_release_address": of_wave("prepare_release", found),
    }
    return render(request, "surveys/results/none.html", context)


@open_to_the_public
@require_safe
def release(
    request: Request, process_key: str, survey_key: str, wave: int, release: int
) -> HttpResponse:
    """The results as a report: a headline per question, the strongest contrasts first."""
    found = release_for_reader(request.actor, process_key, survey_key, wave, release)
    context = {
        **context_of(found),
        "contrasts": [
            (one, question_address(found, one.table)) for one in contrasts(found.results)
        ],
        "chapters": chapters_of(found),
        "untold": untold_in(found),
        **_ways(request, found),
        "releases": list(releases_of(found.release.wave, found.audience)[:20]),
        "draft": _draft(found),
        "prepare_release_address": of_wave("prepare_release", found.release.wave),
    }
    return render(request, "surveys/results/release.html", context)


@open_to_the_public
@require_safe
def result(
    request: Request, process_key: str, survey_key: str, wave: int, release: int, question: str
) -> HttpResponse:
    """One question: chart, table, breakdowns, source, and its files."""
    found = release_for_reader(request.actor, process_key, survey_key, wave, release)
    table = table_in(found, question)
    context = {
        **context_of(found),
        **_charts(found, table),
        "table": table,
        "line": line_of(found, table),
        "section": found.results.sections.get(table.section, ""),
        "missing": missing_in(found.results, table),
        "numbers": numbers_in(table),
        "steps": steps_text(table),
        **_themes(found, table),
        "others": [line_of(found, one) for one in neighbours(found.results.tables, table)],
        **_files(found, table),
        "crossing_address": question_address(found, table, "choose_crossing")
        if others_of(found, table)
        else "",
    }
    return render(request, "surveys/results/result.html", context)


@open_to_the_public
@require_safe
def result_file(
    request: Request, process_key: str, survey_key: str, wave: int, release: int, question: str
) -> HttpResponse:
    """The figures of one question as CSV."""
    found = release_for_reader(request.actor, process_key, survey_key, wave, release)
    table = table_in(found, question)
    name = f"{survey_key}-{wave}-{release}-{table.key}.csv"
    return as_file(table_csv(table), "text/csv; charset=utf-8", name)


@open_to_the_public
@require_safe
def result_workbook(
    request: Request, process_key: str, survey_key: str, wave: int, release: int, question: str
) -> HttpResponse:
    """The figures of one question as XLSX."""
    found = release_for_reader(request.actor, process_key, survey_key, wave, release)
    table = table_in(found, question)
    name = f"{survey_key}-{wave}-{release}-{table.key}.xlsx"
    return as_file(table_xlsx(found, table), XLSX, name)


@open_to_the_public
@require_safe
def release_file(
    request: Request, process_key: str, survey_key: str, wave: int, release: int
) -> HttpResponse:
    """All figures of a release as XLSX."""
    found = release_for_reader(request.actor, process_key, survey_key, wave, release)
    return as_file(release_xlsx(found), XLSX, f"{survey_key}-{wave}-{release}.xlsx")


@open_to_the_public
@require_safe
def result_data(
    request: Request, process_key: str, survey_key: str, wave: int, release: int, question: str
) -> HttpResponse:
    """The figures of one question for other programs."""
    found = release_for_reader(request.actor, process_key, survey_key, wave, release)
    return HttpResponse(table_json(found, table_in(found, question)), content_type=JSON)


@open_to_the_public
@require_safe
def release_data(
    request: Request, process_key: str, survey_key: str, wave: int, release: int
) -> HttpResponse:
    """All figures of a release for other programs."""
    found = release_for_reader(request.actor, process_key, survey_key, wave, release)
    return HttpResponse(release_json(found), content_type=JSON)


def _files(found: Shown, table: ResultTable) -> dict[str, str]:
    """Where the figures of one question can be taken along."""
    names = {"csv": "result_file", "xlsx": "result_workbook", "json": "result_data"}
    return {f"{kind}_address": question_address(found, table, name) for kind, name in names.items()}


def _ways(request: Request, found: Shown) -> dict[str, object]:
    """From a release on to what it can be compared with."""
    wave, number = found.release.wave, found.release.number
    key = own_key_in(found.release, request.actor.organisation_id)
    return {
        "own_address": of_wave("own_comparison", wave, number, key) if key else "",
        "comparisons_address": of_wave("comparisons", wave, number),
    }


def _draft(found: Shown) -> object:
    """What the office works on beside what is shown."""
    if found.audience is not Audience.OFFICE:
        return None
    return draft_release_of(found.release.wave)


def table_in(found: Shown, key: str) -> ResultTable:
    """A question of a release as its reader may see it, or 404."""
    table = found.results.table(key)
    if table is None:
        raise Http404
    return table


def _charts(found: Shown, table: ResultTable) -> dict[str, object]:
    """The question as a drawing, on the map, beside its neighbours, and by groups."""
    source = source_of(found.results)
    rows = neighbours(found.results.tables, table)
    return {
        "chart": chart_of(table, source),
        "map": question_map(table, said_by_name(found, table), source),
        "matrix": matrix_chart(rows, source, lambda one: question_address(found, one)),
        "breakdowns": by_groups(found, table),
    }


def by_groups(found: Shown, table: ResultTable) -> list[tuple[Breakdown, Scene | None, str]]:
    """Every breakdown with its drawing, and whether chance alone explains the differences."""
    source = source_of(found.results)
    return [(one, breakdown_chart(table, one, source), test_text(one)) for one in table.breakdowns]


def _themes(found: Shown, table: ResultTable) -> dict[str, object]:
    """Of an open question the themes that are named without numbers, and by which codebook."""
    has_themes = table.is_of_themes or least_of_themes(table) is not None
    wave, book = found.release.wave, found.results.codebook
    path = urlencode({"frage": f"/{table.key.replace('.', '/')}"})
    return {
        "named_themes": table.answers if table.is_of_themes and table.is_protected else (),
        "codebook_hash": book if has_themes else "",
        "codebook_version": version_with(wave.survey.process, book) if has_themes else None,
        "answers_address": f"{of_wave('open_answers', wave)}?{path}"
        if table.form == Form.TEXT and not table.is_protected
        else "",
    }


def as_file(content: bytes, media_type: str, name: str) -> HttpResponse:
    """Something to take along."""
    disposition = content_disposition_header(as_attachment=True, filename=name) or ""
    return HttpResponse(
        content, content_type=media_type, headers={"Content-Disposition": disposition}
    )
