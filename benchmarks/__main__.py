"""Numbers the project claims, measured: `make bench`.  Ratios in one run, machine named.

    python -m benchmarks [pages] [insight] [overhead] [evaluator] [field_save] [cockpit] [disclosure]

REGIOWERK_DATABASE_URL names the database; without it, a SQLite file of its own.  What needs a served site
or many gigabytes has a command of its own: `python -m benchmarks.survey_walk`, `benchmarks.town_hall`,
`benchmarks.ten_million`.
"""

from __future__ import annotations

import os
import platform
import sys
import tempfile
from pathlib import Path


def main() -> None:
    """Run the benchmarks named, or all, on a database of their own."""
    with tempfile.TemporaryDirectory(prefix="regiowerk-bench-") as folder:
        os.environ.update(
            REGIOWERK_VAR=folder,
            REGIOWERK_SECRET_KEY="only-for-benchmarks",
            REGIOWERK_STORY_DAY="2022-01-24",
            DJANGO_SETTINGS_MODULE="regiowerk.config.settings",
        )
        _prepare()
        from benchmarks import (  # needs a configured Django
            cockpit,
            disclosure,
            evaluation,
            evaluator,
            field_save,
            insight,
            overhead,
            pages,
            result_page,
        )

        wanted = sys.argv[1:]
        rooms = {
            "pages": pages.measure,
            "result_page": result_page.measure,
            "insight": insight.measure,
            "overhead": overhead.measure,
            "evaluator": evaluator.measure,
            "field_save": field_save.measure,
            "cockpit": cockpit.measure,
            "disclosure": disclosure.measure,
            "evaluation": evaluation.measure,
        }
        _say(_machine())
        for name, measure in rooms.items():
            if not wanted or name in wanted:
                _say(f"\n## {name}\n")
                measure(_say)


def _prepare() -> None:
    import django  # after the environment is set

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("import_package", str(Path("examples/paderborn")), verbosity=0)


def _machine() -> str:
    return (
        f"{os.cpu_count()} cores, {platform.machine()}, {platform.system()} {platform.release()}, "
        f"Python {platform.python_version()}"
    )


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


main()
