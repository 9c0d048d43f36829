"""The result: the answer, what it rests on, and everything to count it again."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from regiowerk.decide.ballots import access
from regiowerk.decide.ballots.documents.charts import chances_of, chart_of, order_of
from regiowerk.decide.ballots.documents.council import council_paper
from regiowerk.decide.ballots.documents.sheets import result_csv, result_xlsx
from regiowerk.decide.ballots.documents.slides import result_slides
from regiowerk.decide.ballots.queries.results import Shown, papers_shown, shown
from regiowerk.decide.ballots.queries.rounds import rule_of
from regiowerk.decide.ballots.queries.words import rule_in_words
from regiowerk.ground.process.access import open_to_the_public
from regiowerk.ground.regions.middleware import Request

FORMATS: Mapping[str, tuple[str, Callable[[Shown], bytes]]] = {
    "pdf": ("application/pdf", council_paper),
    "pptx": (
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        result_slides,
    ),
    "xlsx": (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        result_xlsx,
    ),
    "csv": ("text/csv; charset=utf-8", result_csv),
}


@require_safe
@open_to_the_public
def result(request: Request, process_key: str, round_key: str) -> HttpResponse:
    found = access.result_for_reader(request.actor, process_key, round_key)
    page = shown(found)
    context = {
        "process": found.round.process,
        "round": found.round,
        "result": found,
        "shown": page,
        "chambers": [
            (one, chart_of(page, one), chances_of(page, one), order_of(page, one))
            for one in page.chambers
        ],
        "rule": rule_in_words(page.rule),
    }
    return render(request, "ballots/results/result.html", context)


@require_safe
@open_to_the_public
def papers(request: Request, process_key: str, round_key: str) -> HttpResponse:
    """All papers that count, to be found by the code of a receipt."""
    found = access.result_for_reader(request.actor, process_key, round_key)
    rule = rule_of(found.round)
    code = request.GET.get("code", "").strip().upper()[:20]
    rows = papers_shown(found, rule)
    context = {
        "process": found.round.process,
        "round": found.round,
        "result": found,
        "code": code,
        "rows": [row for row in rows if not code or row[0].receipt == code],
        "total": len(rows),
        "is_secret": rule.is_secret,
    }
    return render(request, "ballots/results/papers.html", context)


@require_safe
@open_to_the_public
def record(request: Request, process_key: str, round_key: str) -> HttpResponse:
    """The record as a file, byte for byte as it was hashed."""
    found = access.result_for_reader(request.actor, process_key, round_key)
    return _file(found.record.encode(), "application/json", f"{process_key}-{round_key}.json")


@require_safe
@open_to_the_public
def result_file(request: Request, process_key: str, round_key: str, format: str) -> HttpResponse:
    """The result as paper for the council, as workbook or as table."""
    found = access.result_for_reader(request.actor, process_key, round_key)
    if format not in FORMATS:
        raise Http404
    media_type, write = FORMATS[format]
    return _file(write(shown(found)), media_type, f"{process_key}-{round_key}.{format}")


def _file(content: bytes, media_type: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=media_type, headers=headers)
