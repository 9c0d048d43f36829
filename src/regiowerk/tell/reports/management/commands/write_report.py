from __future__ import annotations

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from regiowerk.ground.journal.domain.actor import SYSTEM
from regiowerk.ground.process.models import Process
from regiowerk.tell.reports import actions
from regiowerk.tell.reports.documents import BeforeStartError, Insight, write_insight


class Command(BaseCommand):
    help = "Write the project insight of a process on a day, as slides (PPTX) and as PDF."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("process", help="key of the process, e.g. paderborn")
        parser.add_argument("--on", help="the day whose state is shown, e.g. 2022-01-24")
        parser.add_argument("--out", default="out", help="folder to write to (default: out)")
        parser.add_argument("--language", choices=["de", "en"], default="de")
        parser.add_argument(
            "--keep", action="store_true", help="also keep it on the site, with its fingerprint"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        process = _process(options["process"])
        on = _day(options["on"]) if options["on"] else timezone.localdate(timezone.now())
        out = Path(options["out"])
        try:
            insight = write_insight(process, on=on, language=options["language"], say=self._say)
        except BeforeStartError as refusal:
            raise CommandError(str(refusal), returncode=2) from refusal
        try:
            out.mkdir(parents=True, exist_ok=True)
            for ending, content in (("pptx", insight.slides), ("pdf", insight.pdf)):
                path = out / f"{insight.file_stem}.{ending}"
                path.write_bytes(content)
                self.stdout.write(str(path))
        except OSError as problem:
            message = _("Cannot write to %(folder)s: %(problem)s")
            raise CommandError(
                message % {"folder": out, "problem": problem.strerror}, returncode=2
            ) from problem
        self.stdout.write(f"SHA-256 {insight.content_hash}")
        if options["keep"]:
            _keep(process, on, options["language"], insight)

    def _say(self, text: str) -> None:
        self.stderr.write(text)


def _keep(process: Process, on: date, language: str, insight: Insight) -> None:
    """Put what was written on the site, unless the very same is there already."""
    at = timezone.now()
    if process.reports.filter(content_hash=insight.content_hash).exists():
        return
    report = actions.ask_for_report(process=process, on=on, language=language, by=SYSTEM, at=at)
    actions.keep_report(report=report, insight=insight, at=at)


def _process(key: str) -> Process:
    process = Process.objects.select_related("region__network").filter(key=key).first()
    if process is None:
        known = ", ".join(Process.objects.order_by("key").values_list("key", flat=True)) or "–"
        message = _("There is no process “%(key)s”. Known: %(known)s.")
        raise CommandError(message % {"key": key, "known": known}, returncode=2)
    return process


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as problem:
        message = _("“%(text)s” is not a day. Write it like 2022-01-24.")
        raise CommandError(message % {"text": text}, returncode=2) from problem
