"""Stores the real borders of municipalities, so that maps show them instead of cells."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _, ngettext

from regiowerk.ground.journal.domain.actor import SYSTEM
from regiowerk.ground.regions import actions, queries
from regiowerk.ground.regions.documents import Borders, BordersFaultError, read_borders

MOST_NAMES = 30


class Command(BaseCommand):
    help = "Import the borders of municipalities from a GeoPackage, Shapefile or GeoJSON."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help=".gpkg, .shp, .geojson or .zip")
        parser.add_argument(
            "--attribution", default="", help="who has to be named, shown beneath every map"
        )
        parser.add_argument("--vintage", default="", help="the state of the borders: 2026-01-01")

    def handle(self, *args: Any, **options: Any) -> None:
        at = timezone.now()
        try:
            borders = read_borders(options["file"], wanted=queries.known_ags())
        except BordersFaultError as fault:
            raise CommandError(str(fault), returncode=2) from fault
        if not borders.geometries:
            message = _("None of the municipalities in the file is known here. Nothing is changed.")
            raise CommandError(message, returncode=2)
        count = actions.import_borders(
            geometries=borders.geometries,
            attribution=options["attribution"] or self._attribution(borders, at),
            vintage=options["vintage"],
            by=SYSTEM,
            at=at,
        )
        self._report(count, borders)

    def _attribution(self, borders: Borders, at: datetime) -> str:
        """The words the licence asks for; of other files nobody here knows them."""
        if not borders.is_bkg:
            message = _("Please say with --attribution who has to be named for these borders.")
            raise CommandError(message, returncode=2)
        return f"© GeoBasis-DE / BKG ({at.year}), dl-de/by-2-0, Daten verändert"

    def _report(self, count: int, borders: Borders) -> None:
        text = ngettext("%(count)d border is stored.", "%(count)d borders are stored.", count)
        self.stdout.write(text % {"count": count})
        if borders.repaired:
            text = ngettext(
                "%(count)d AGS had lost its leading zero and was read with it.",
                "%(count)d AGS had lost their leading zero and were read with it.",
                borders.repaired,
            )
            self.stdout.write(text % {"count": borders.repaired})
        without = queries.members_without_border()
        if not without:
            self.stdout.write(_("Every member municipality has a border now."))
            return
        text = ngettext(
            "%(count)d member municipality has no border: %(names)s",
            "%(count)d member municipalities have no border: %(names)s",
            len(without),
        )
        names = ", ".join(without[:MOST_NAMES]) + (" …" if len(without) > MOST_NAMES else "")
        self.stdout.write(text % {"count": len(without), "names": names})
