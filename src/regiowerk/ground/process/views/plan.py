from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from regiowerk.ground.process import access, documents, queries
from regiowerk.ground.process.models import Stage
from regiowerk.ground.process.permissions import may_run_process
from regiowerk.ground.regions.middleware import Request


@require_safe
@access.open_to_the_public
def plan(request: Request, process_key: str) -> HttpResponse:
    process = access.process_for_reader(request.actor, process_key)
    plan = queries.plan_of(process, timezone.localdate(request.at))
    context = {
        "process": process,
        "plan": plan,
        "heading": queries.standing_in_words(plan.standing),
        "elapsed": queries.elapsed_in_words(plan.standing),
        "timeline": documents.timeline_of(plan, address_of=_place_on_page) if plan.stages else None,
        "may_run": may_run_process(request.actor, process),
    }
    return render(request, "process/plan.html", context)


def _place_on_page(stage: Stage) -> str:
    return f"#{stage.key}"
