"""Counts a decision again from its file alone; anybody can do it, without a database."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from regiowerk.decide.ballots.documents.published import RULES, UTILITIES, Asked
from regiowerk.decide.ballots.documents.recounts import UnreadableError, as_pb, recounted
from regiowerk.decide.ballots.domain.published import Variant


class Command(BaseCommand):
    help = (
        "Count a record of a vote, or a .pb file, again. "
        "Exit code 0: the result is the same; 1: it differs; 2: the file cannot be read."
    )
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="a record (.json) or an election (.pb)")
        parser.add_argument(
            "--rule", choices=RULES, default="", help="of a .pb file; usually the one it names"
        )
        parser.add_argument(
            "--utility", choices=UTILITIES, help="what a vote gains from an option in a .pb file"
        )
        parser.add_argument(
            "--stop-when-full",
            action="store_true",
            help="money is added to the votes of a .pb file only until nothing more would fit",
        )
        parser.add_argument(
            "--fractions",
            action="store_true",
            help="the votes of a .pb file have parts of a unit of money, too",
        )
        parser.add_argument(
            "--write-pb", type=Path, help="write the papers of a record as .pb file"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            content = options["file"].read_bytes()
            found = recounted(content, _asked(options))
            if options["write_pb"]:
                options["write_pb"].write_text(as_pb(content), encoding="utf-8")
        except OSError as error:
            message = _("The file cannot be opened: %(reason)s") % {"reason": error.strerror}
            raise CommandError(message, returncode=2) from error
        except UnreadableError as error:
            raise CommandError(str(error), returncode=2) from error
        for line in found.lines:
            self.stdout.write(line)
        if not found.agrees:
            raise CommandError(_("The file does not agree with the count."), returncode=1)


def _asked(options: dict[str, Any]) -> Asked:
    variant = Variant(options["utility"], options["stop_when_full"], not options["fractions"])
    return Asked(options["rule"], variant)
