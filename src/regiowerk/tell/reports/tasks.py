from __future__ import annotations

import logging
from collections.abc import Callable

from django.tasks import task
from django.utils import timezone
from django.utils.translation import gettext as _

from regiowerk.tell.reports import actions
from regiowerk.tell.reports.documents import BeforeStartError, write_insight
from regiowerk.tell.reports.models import Report

PROCESS = (
    "process__region__network",
    "process__region__regiopole__district",
    "process__programme",
    "process__area__lead",
)
logger = logging.getLogger(__name__)


@task()
def write_report(report_id: int) -> None:
    """Write an ordered project insight and keep it."""
    report = Report.objects.select_related(*PROCESS).get(pk=report_id)
    try:
        insight = write_insight(
            report.process, on=report.on, language=report.language, say=_teller(report)
        )
    except BeforeStartError as refusal:
        actions.give_up_report(report=report, problem=str(refusal), at=timezone.now())
        return
    except Exception as problem:
        logger.exception("report %s could not be written", report_id)
        actions.give_up_report(
            report=report,
            problem=_("%(problem)s – please ask again, or tell the operator.")
            % {"problem": type(problem).__name__},
            at=timezone.now(),
        )
        return
    actions.keep_report(report=report, insight=insight, at=timezone.now())


def _teller(report: Report) -> Callable[[str], None]:
    return lambda text: actions.note_progress(report=report, text=text)
