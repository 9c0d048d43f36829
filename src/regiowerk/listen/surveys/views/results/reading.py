"""Reading results: the overview, one section, one question, and files of them."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from regiowerk.ground.process.access import open_to_the_public
from regiowerk.ground.regions.middleware import Request
from regiowerk.ground.ui.drawings.scene import Scene
from regiowerk.listen.surveys.access import release_for_reader, wave_for_reader
from regiowerk.listen.surveys.documents.results.charts import breakdown_chart, chart_of
from regiowerk.listen.surveys.documents.results.sheets import release_xlsx, table_csv
from regiowerk.listen.surveys.domain.evaluation.tables import Breakdown, Numbers, ResultTable
from regiowerk.listen.surveys.models import Wave
from regiowerk.listen.surveys.queries.evaluation.results import (
    Shown,
    draft_release_of,
    neighbours,
    releases_of,
)
from regiowerk.listen.surveys.queries.evaluation.words import (
    base_text,
    contrasts,
    figure_text,
    headline,
    number_text,
    share_text,
    steps_text,
)
from regiowerk.listen.surveys.queries.exports.classes import Audience
from regiowerk.listen.surveys.views.office.wave_pages import of_wave

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Line:
    """One question on an overview: what it says and the way to it."""

    table: ResultTable
    headline: str
    base: str
    address: str


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
        **_about(found, audience),
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
    sections = [
        (name, label, [_line(found, one) for one in tables if one.n != 0])
        for name, label, tables in found.sections
    ]
    context = {
        **_context(found),
        "contrasts": [
            (one, _question_address(found, one.table)) for one in contrasts(found.results)
        ],
        "sections": [one for one in sections if one[2]],
        "releases": list(releases_of(found.release.wave, found.audience)[:20]),
        "files_address": of_wave("release_file", found.release.wave, found.release.number),
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
    table = _table(found, question)
    context = {
        **_context(found),
        "table": table,
        "line": _line(found, table),
        "section": found.results.sections.get(table.section, ""),
        "chart": chart_of(table, _source(found)),
        "rows": _rows(table),
        "numbers": _numbers(table),
        "breakdowns": [_breakdown(found, table, one) for one in table.breakdowns],
        "steps": steps_text(table),
        "others": [_line(found, one) for one in neighbours(found.results.tables, table)],
        "csv_address": of_wave("result_file", found.release.wave, found.release.number, table.key),
    }
    return render(request, "surveys/results/result.html", context)


@open_to_the_public
@require_safe
def result_file(
    request: Request, process_key: str, survey_key: str, wave: int, release: int, question: str
) -> HttpResponse:
    """The figures of one question as CSV."""
    found = release_for_reader(request.actor, process_key, survey_key, wave, release)
    table = _table(found, question)
    name = f"{survey_key}-{wave}-{release}-{table.key}.csv"
    return _file(table_csv(table), "text/csv; charset=utf-8", name)


@open_to_the_public
@require_safe
def release_file(
    request: Request, process_key: str, survey_key: str, wave: int, release: int
) -> HttpResponse:
    """All figures of a release as XLSX."""
    found = release_for_reader(request.actor, process_key, survey_key, wave, release)
    return _file(release_xlsx(found), XLSX, f"{survey_key}-{wave}-{release}.xlsx")


def _draft(found: Shown) -> object:
    """What the office works on beside what is shown."""
    if found.audience is not Audience.OFFICE:
        return None
    return draft_release_of(found.release.wave)


def _table(found: Shown, key: str) -> ResultTable:
    table = found.results.table(key)
    if table is None:
        raise Http404
    return table


def _line(found: Shown, table: ResultTable) -> Line:
    return Line(table, headline(table), base_text(table), _question_address(found, table))


def _question_address(found: Shown, table: ResultTable) -> str:
    return of_wave("result", found.release.wave, found.release.number, table.key)


def _rows(table: ResultTable) -> list[tuple[str, str, str, str]]:
    """Answer, organisations, share, share of inhabitants."""
    weighted = [f"{number_text(100 * one)} %" for one in table.weighted] or [""] * len(table.counts)
    return [
        (answer or _("yes"), figure_text(count), share_text(count, table.n), weight)
        for answer, count, weight in zip(table.answers, table.counts, weighted, strict=True)
    ]


def _numbers(table: ResultTable) -> list[tuple[str, str]]:
    numbers = table.numbers
    if numbers is None:
        return []
    told = (
        (_("Mean"), numbers.mean),
        (_("Standard deviation"), numbers.deviation),
        (_("Median"), numbers.median),
        (_("Lower quartile"), numbers.lower),
        (_("Upper quartile"), numbers.upper),
        (_("Smallest"), numbers.smallest),
        (_("Largest"), numbers.largest),
        (_("Mean weighted by inhabitants"), table.weighted_mean),
    )
    return [(label, number_text(value)) for label, value in told if value is not None]


def _breakdown(
    found: Shown, table: ResultTable, one: Breakdown
) -> tuple[Breakdown, Scene | None, list[tuple[str, str, list[str]]]]:
    """A breakdown with its drawing and its cells as text."""
    cells = [
        (
            group.label,
            figure_text(group.n),
            [
                f"{figure_text(count)} ({share})" if share else figure_text(count)
                for count in group.counts
                for share in [share_text(count, group.n)]
            ]
            or [_middle(group.numbers)],
        )
        for group in one.groups
    ]
    return one, breakdown_chart(table, one, _source(found)), cells


def _middle(numbers: Numbers | None) -> str:
    """The median; the mean where only sums may be told."""
    if numbers is None:
        return number_text(None)
    return number_text(numbers.mean if numbers.median is None else numbers.median)


def _source(found: Shown) -> str:
    results = found.results
    words = {
        "survey": results.survey,
        "wave": results.wave_label,
        "number": results.release,
        "handed_in": results.handed_in,
        "invited": results.invited,
    }
    return (
        _("%(survey)s, %(wave)s, release %(number)d: %(handed_in)d of %(invited)d organisations")
        % words
    )


def _context(found: Shown) -> dict[str, object]:
    release = found.release
    moment = release.released_at
    return {
        **_about(release.wave, found.audience),
        "release": release,
        "results": found.results,
        "source": _source(found),
        "released_on": date_format(moment, "DATE_FORMAT") if moment else "",
        "release_address": of_wave("release", release.wave, release.number),
        "against": release.against,
    }


def _about(wave: Wave, audience: Audience) -> dict[str, object]:
    return {
        "wave": wave,
        "survey": wave.survey,
        "process": wave.survey.process,
        "is_office": audience is Audience.OFFICE,
        "wave_address": of_wave("wave", wave),
    }


def _file(content: bytes, media_type: str, name: str) -> HttpResponse:
    disposition = content_disposition_header(as_attachment=True, filename=name) or ""
    return HttpResponse(
        content, content_type=media_type, headers={"Content-Disposition": disposition}
    )
