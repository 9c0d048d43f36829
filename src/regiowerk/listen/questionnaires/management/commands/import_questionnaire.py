from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _, override

from regiowerk.ground.journal.domain.actor import SYSTEM
from regiowerk.ground.process.models import Process
from regiowerk.listen.questionnaires import actions, queries
from regiowerk.listen.questionnaires.models import Version
from regiowerk.listen.questionnaires.queries.overview import FindingLine


class Command(BaseCommand):
    help = "Take over a questionnaire from a file: an XLSForm workbook or a survey of LimeSurvey."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("process", help="the key of the process, e.g. paderborn")
        parser.add_argument("file", help="the file, e.g. kommunen.xlsx")
        parser.add_argument("--title", default="", help="otherwise the title in the file")
        parser.add_argument("--publish", action="store_true", help="publish it at once")
        parser.add_argument(
            "--list", action="append", default=[], help="a CSV file the workbook names"
        )
        parser.add_argument(
            "--language", choices=["de", "en"], default="de", help="of the messages (default: de)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        with override(options["language"]):
            process = self._process(options["process"])
            version = self._import(process, options)
            self._tell(queries.stored_finding_lines(version))
            key = version.questionnaire.key
            self.stdout.write(_("“%(key)s” is taken over as a draft.") % {"key": key})
            if options["publish"]:
                self._publish(version)

    def _process(self, key: str) -> Process:
        process = Process.objects.select_related("region").filter(key=key).first()
        if process is None:
            raise CommandError(_("There is no process “%(key)s”.") % {"key": key})
        return process

    def _import(self, process: Process, options: dict[str, Any]) -> Version:
        file = Path(options["file"])
        try:
            return actions.import_questionnaire(
                process=process,
                content=file.read_bytes(),
                file_name=file.name,
                title=options["title"],
                attachments={Path(name).name: Path(name).read_bytes() for name in options["list"]},
                by=SYSTEM,
                at=timezone.now(),
            )
        except actions.FaultyWorkbookError as refusal:
            self._tell(queries.finding_lines(refusal.findings))
            raise CommandError(str(refusal)) from refusal
        except OSError as problem:
            message = _("The file cannot be read: %(problem)s") % {"problem": problem}
            raise CommandError(message) from problem

    def _publish(self, version: Version) -> None:
        try:
            actions.publish_version(version=version, by=SYSTEM, at=timezone.now())
        except actions.CannotPublishError as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(_("Version %(number)d is published.") % {"number": version.number})

    def _tell(self, lines: Sequence[FindingLine]) -> None:
        for line in lines:
            self.stdout.write(f"{line.level}: {line.place}: {line.sentence}")
