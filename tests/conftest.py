"""What tests across rooms share: a real browser, and the real site with the example region."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
STORY_DAY = "2022-01-24"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


@dataclass(frozen=True)
class Site:
    """The demo as `make demo` serves it, with files of its own."""

    address: str
    files: Path

    def mails(self) -> list[str]:
        """The mails sent so far, oldest first."""
        paths = sorted((self.files / "mails").glob("*"), key=lambda path: path.stat().st_mtime_ns)
        return [path.read_text(encoding="utf-8") for path in paths]


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    """Debian's Chromium; as root only without its sandbox."""
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    args = ["--disable-dev-shm-usage"]
    if os.geteuid() == 0:
        args.append("--no-sandbox")
    return {"executable_path": path, "args": args}


@pytest.fixture(scope="session")
def browser_context_args() -> dict[str, object]:
    return {"locale": "de-DE", "timezone_id": "Europe/Berlin"}


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The example region on a site of its own, until the session ends."""
    with serve(tmp_path_factory.mktemp("site")) as served:
        yield served


@contextmanager
def serve(files: Path) -> Iterator[Site]:
    """Import the example into a new database and serve it."""
    address = f"http://127.0.0.1:{_free_port()}"
    environment = {
        **{key: value for key, value in os.environ.items() if not key.startswith("REGIOWERK_")},
        "DJANGO_SETTINGS_MODULE": "regiowerk.config.settings",
        "REGIOWERK_VAR": str(files),
        "REGIOWERK_DEMO": "1",
        "REGIOWERK_STORY_DAY": STORY_DAY,
        "REGIOWERK_SITE_ADDRESS": address,
        "REGIOWERK_TASKS_AT_ONCE": "1",
    }
    _load_example(environment)
    port = address.rsplit(":", 1)[1]
    with subprocess.Popen(
        [
            sys.executable,
            "-m",
            "uvicorn",
            "regiowerk.config.asgi:application",
            "--port",
            port,
            "--log-level",
            "warning",
            "--timeout-graceful-shutdown",
            "1",
        ],
        cwd=ROOT,
        env=environment,
    ) as server:
        try:
            _wait_for(port, server)
            yield Site(address, files)
        finally:
            server.terminate()


def _load_example(environment: dict[str, str]) -> None:
    """What `make demo` loads, by the same script."""
    done = subprocess.run(
        ["bin/example", sys.executable, "-m", "regiowerk"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def _wait_for(port: str, server: subprocess.Popen[bytes]) -> None:
    for _attempt in range(300):
        assert server.poll() is None, "the site did not start"
        try:
            socket.create_connection(("127.0.0.1", int(port)), timeout=2).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("the site did not answer within 30 seconds")
