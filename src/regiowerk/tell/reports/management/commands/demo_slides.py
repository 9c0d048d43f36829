"""Plays how the example office chooses the slides of its interim results."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from regiowerk.listen.findings.models import Finding
from regiowerk.listen.surveys.management.playing import office_of
from regiowerk.listen.surveys.models import Release
from regiowerk.tell.reports.actions import choose_slide

LATER = timedelta(hours=2)
CHART = "services.maturity.level_trade"


class Command(BaseCommand):
    help = (
        "Choose the example slides: every finding that was cited, and one chart; only in the demo."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("process", help="key of the process")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            message = _("Example slides exist only in the demo. Set REGIOWERK_DEMO=1 for it.")
            raise CommandError(message, returncode=2)
        cited = Finding.objects.filter(
            process__key=options["process"], citations__release__isnull=False
        )
        findings = list(cited.select_related("process__region").distinct().order_by("recorded_at"))
        if findings and not findings[0].process.insight_slides.exists():
            _choose(findings)
        said = _("%(number)d findings stand in the interim results.")
        self.stdout.write(said % {"number": len(findings)})


def _choose(findings: list[Finding]) -> None:
    process = findings[0].process
    release = (
        Release.objects.filter(citations__finding=findings[0])
        .select_related("wave__survey__process__region")
        .order_by("-number")
        .first()
    )
    if release is None:
        return
    by, at = office_of(release.wave), findings[-1].recorded_at + LATER
    for finding in findings:
        choose_slide(
            process=process,
            finding=finding,
            release=None,
            question="",
            headline="",
            note=_("Example data"),
            by=by,
            at=at,
        )
    choose_slide(
        process=process,
        finding=None,
        release=release,
        question=CHART,
        headline="",
        note=_("Example data"),
        by=by,
        at=at,
    )
