from __future__ import annotations

import logging
from datetime import date

from django.conf import settings
from django.tasks import task
from django.utils import timezone
from django.utils.translation import gettext as _

from regiowerk.listen.surveys import actions
from regiowerk.listen.surveys.models import Release
from regiowerk.listen.surveys.queries.evaluation.axes import Crossing
from regiowerk.listen.surveys.queries.evaluation.drafting import draft_of
from regiowerk.listen.surveys.queries.evaluation.engines import Engine

logger = logging.getLogger(__name__)


@task()
def draft_release(release_id: int, day: str) -> None:
    """Count the results of a wave as they are known on a day, and keep them as a draft."""
    release = Release.objects.select_related("wave__survey__process__region", "wave__version").get(
        pk=release_id
    )
    at = timezone.now()
    engine = Engine(settings.EVALUATION_ENGINE, settings.EVALUATION_FOLDER)
    try:
        draft = draft_of(
            release.wave,
            date.fromisoformat(day),
            engine,
            until=release.asked_at,
            left_out=release.questions_left_out,
            crossings=[Crossing(*one) for one in release.crossings_chosen],
        )
    except Exception as problem:
        logger.exception("release %s could not be drafted", release_id)
        told = _("%(problem)s – please ask again, or tell the operator.")
        problem_told = told % {"problem": type(problem).__name__}
        actions.give_up_draft(release=release, problem=problem_told, at=at)
        return
    actions.keep_draft(release=release, draft=draft, at=at)
