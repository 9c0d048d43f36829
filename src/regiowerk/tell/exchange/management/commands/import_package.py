from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand
from django.db import DatabaseError
from django.utils.translation import gettext as _, override

from regiowerk.ground.journal.domain.actor import SYSTEM
from regiowerk.ground.regions.middleware import moment
from regiowerk.tell.exchange.actions import PackageRefusedError, import_package
from regiowerk.tell.exchange.documents.telling import tell_import, tell_refusal

REFUSED = 2


class Command(BaseCommand):
    help = "Take over a process from a package: a folder or a ZIP archive. All of it, or nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", help="the package, e.g. examples/paderborn")
        parser.add_argument(
            "--update-region",
            action="store_true",
            help="also change networks, organisations, regions and programmes that are here already",
        )
        parser.add_argument(
            "--replace",
            action="store_true",
            help="overwrite a process of the same key that says something else",
        )
        parser.add_argument(
            "--language", choices=["de", "en"], default="de", help="of the messages (default: de)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        with override(options["language"]):
            try:
                done = import_package(
                    Path(options["folder"]),
                    by=SYSTEM,
                    at=moment(),
                    update_region=options["update_region"],
                    replace=options["replace"],
                    say=self._say,
                )
            except PackageRefusedError as refusal:
                self._refuse(tell_refusal(options["folder"], refusal.faults, refusal.count))
            except DatabaseError as problem:
                message = _("The database refused the package, nothing was changed: %(problem)s")
                self._refuse(message % {"problem": str(problem).strip()})
            self.stdout.write(tell_import(done))

    def _say(self, text: str) -> None:
        # Progress and faults side by side are read, not shouted: no red.
        self.stderr.write(text, style_func=str)

    def _refuse(self, text: str) -> NoReturn:
        self._say(text)
        raise SystemExit(REFUSED)
