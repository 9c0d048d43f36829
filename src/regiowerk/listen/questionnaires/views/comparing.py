"""Two versions side by side: what has changed, and what it means for answers given."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from regiowerk.ground.regions.middleware import Request
from regiowerk.listen.questionnaires import access, queries


@require_safe
def compare_versions(
    request: Request, process_key: str, questionnaire_key: str, number: int, earlier: int
) -> HttpResponse:
    """What is different in a version from an earlier one."""
    new = access.version_for_member(request.actor, process_key, questionnaire_key, number)
    old = access.version_for_member(request.actor, process_key, questionnaire_key, earlier)
    groups = queries.compared(old, new, get_language() or "de")
    context = {
        "process": new.questionnaire.process,
        "questionnaire": new.questionnaire,
        "old": old,
        "new": new,
        "groups": groups,
        "reopened": [group.label for group in groups if group.is_reopened],
    }
    return render(request, "questionnaires/comparison.html", context)
