"""Two senders on one outbox: two programs, one database file, one mail server."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from regiowerk.ground.notices.tests.sinks import a_sink

NUMBER = 40
QUEUE = f"""
from datetime import UTC, datetime
from regiowerk.ground.notices.actions import queue_mail

for number in range({NUMBER}):
    queue_mail(
        to=f"ort-{{number}}@example.org",
        subject="Betreff",
        text="Text",
        once_key=str(number),
        at=datetime(2022, 1, 24, tzinfo=UTC),
    )
"""


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """Settings of a site of its own; whatever the shell around the tests is set to."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("REGIOWERK_")}
    return {
        **kept,
        "DJANGO_SETTINGS_MODULE": "regiowerk.config.settings",
        "REGIOWERK_SECRET_KEY": "only-for-tests",
        "REGIOWERK_VAR": str(tmp_path),
        "REGIOWERK_MAILER": "smtp",
        "REGIOWERK_SMTP_HOST": "127.0.0.1",
    }


def start(environment: dict[str, str], *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-m", "regiowerk", *arguments],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )


def outputs(*programs: subprocess.Popen[str]) -> list[str]:
    """What programs say; all of them have to succeed."""
    said = [program.communicate(timeout=120)[0] for program in programs]
    assert [program.returncode for program in programs] == [0] * len(programs)
    return said


def test_two_senders_at_once_send_each_mail_once(environment: dict[str, str]) -> None:
    outputs(start(environment, "migrate", "notices", "--verbosity", "0"))
    outputs(start(environment, "migrate", "people", "--verbosity", "0"))
    outputs(start(environment, "shell", "--no-imports", "--command", QUEUE))

    with a_sink(pause=0.02) as sink:
        environment["REGIOWERK_SMTP_PORT"] = str(sink.port)
        said = outputs(*(start(environment, "send_notices") for _ in range(2)))

    assert sum(int(line.split()[0]) for line in said) == NUMBER
    assert Counter(mail["To"] for mail in sink.received) == Counter(
        f"ort-{number}@example.org" for number in range(NUMBER)
    )
