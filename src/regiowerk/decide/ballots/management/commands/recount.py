"""Counts a decision again from its file alone; anybody can do it, without a database."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from regiowerk.decide.ballots.documents.recounts import (
    RULES,
    UnreadableError,
    as_pb,
    recounted,
)


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
            "--rule", choices=RULES, default=RULES[0], help="by which a .pb file is counted"
        )
        parser.add_argument("--seed", type=int, default=0, help="of the lot for ties in a .pb file")
        parser.add_argument(
            "--write-pb", type=Path, help="write the papers of a record as .pb file"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            content = options["file"].read_bytes()
            found = recounted(content, rule=options["rule"], seed=options["seed"])
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
            raise CommandError(_("The record does not agree with the count."), returncode=1)
