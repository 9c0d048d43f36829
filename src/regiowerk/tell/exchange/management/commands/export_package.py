from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _, ngettext, override

from regiowerk.ground.journal.domain.actor import SYSTEM
from regiowerk.ground.process.models import Process
from regiowerk.tell.exchange.actions import PackageRefusedError, export_package
from regiowerk.tell.exchange.documents.packing import FolderRefusedError, pack, write_folder
from regiowerk.tell.exchange.documents.telling import tell_unwritten

REFUSED = 2


class Command(BaseCommand):
    help = "Write a process as a package of open files, into a folder or a ZIP archive."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("process", help="key of the process, e.g. paderborn")
        parser.add_argument("folder", help="an empty or new folder, or a name that ends with .zip")
        parser.add_argument(
            "--language", choices=["de", "en"], default="de", help="of the messages (default: de)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        with override(options["language"]):
            process = self._process(options["process"])
            place = Path(options["folder"])
            try:
                files = export_package(process=process, by=SYSTEM, at=timezone.now())
                _write(files, place)
            except PackageRefusedError as refusal:
                self._refuse(tell_unwritten(process.name, refusal.faults, refusal.count))
            except FolderRefusedError as refusal:
                self._refuse(str(refusal))
            except OSError as problem:
                message = _("Cannot write to %(folder)s: %(problem)s")
                self._refuse(message % {"folder": place, "problem": problem.strerror})
            size = sum(len(content) for content in files.values())
            said = ngettext(
                "%(place)s: %(count)d file, %(size)d kB",
                "%(place)s: %(count)d files, %(size)d kB",
                len(files),
            )
            self.stdout.write(said % {"place": place, "count": len(files), "size": size // 1000})

    def _process(self, key: str) -> Process:
        process = Process.objects.select_related("region").filter(key=key).first()
        if process is None:
            known = ", ".join(Process.objects.order_by("key").values_list("key", flat=True)) or "–"
            message = _("There is no process “%(key)s”. Known: %(known)s.")
            self._refuse(message % {"key": key, "known": known})
        return process

    def _say(self, text: str) -> None:
        # Progress and faults side by side are read, not shouted: no red.
        self.stderr.write(text, style_func=str)

    def _refuse(self, text: str) -> NoReturn:
        self._say(text)
        raise SystemExit(REFUSED)


def _write(files: Mapping[str, bytes], place: Path) -> None:
    if place.suffix.lower() == ".zip":
        place.write_bytes(pack(files))
    else:
        write_folder(files, place)
