"""The console script `regiowerk`: short verbs for people, Django's own commands for the rest."""

from __future__ import annotations

import os
import sys

from django.core.management import execute_from_command_line

# The verbs people type; Python keywords and hyphens cannot name a module.
VERBS = {
    "import": "import_package",
    "export": "export_package",
    "report": "write_report",
    "import-borders": "import_borders",
    "import-questionnaire": "import_questionnaire",
    "invite-office": "invite_office",
    "note-bounce": "note_bounce",
    "send-notices": "send_notices",
    "start-process": "start_process",
}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "regiowerk.config.settings")
    argv = list(sys.argv)
    if len(argv) > 1:
        argv[1] = VERBS.get(argv[1], argv[1])
    execute_from_command_line(argv)
