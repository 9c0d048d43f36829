"""The result: the answer, what it rests on, and everything to count it again."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from regiowerk.decide.ballots import access
from regiowerk.decide.ballots.queries.results import papers_shown, shown
from regiowerk.decide.ballots.queries.rounds import rule_of
from regiowerk.decide.ballots.queries.words import rule_in_words
from regiowerk.ground.process.access import open_to_the_public
from regiowerk.ground.regions.middleware import Request


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
    name = f"{process_key}-{round_key}.json"
    return HttpResponse(
        found.record.encode(),
        content_type="application/json",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
