"""The site as a process of its own on this machine, and somebody who reads and posts its pages."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlencode

_SECRET = 'name="csrfmiddlewaretoken" value="'


def settle_in(folder: str) -> None:
    """Settings for a benchmark that serves the site, and the tables it needs.

    REGIOWERK_DATABASE_URL names the database; without it, it is a SQLite file in the folder.
    """
    os.environ.update(
        REGIOWERK_VAR=folder,
        REGIOWERK_SECRET_KEY="only-for-benchmarks",
        DJANGO_SETTINGS_MODULE="regiowerk.config.settings",
    )
    import django  # after the environment is set

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


@contextmanager
def served() -> Iterator[int]:
    """Serve the site as `bin/run` does until the end; the port it is on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    command = ["regiowerk.config.asgi:application", "--port", str(port), "--no-access-log"]
    with subprocess.Popen(
        [sys.executable, "-m", "uvicorn", *command, "--log-level", "warning"]
    ) as server:
        try:
            _wait(port, server)
            yield port
        finally:
            server.terminate()


def _wait(port: int, server: subprocess.Popen[bytes]) -> None:
    for _attempt in range(300):
        if server.poll() is not None:
            break
        try:
            socket.create_connection(("127.0.0.1", port), timeout=2).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("the site did not start")


@dataclass(frozen=True)
class Answer:
    """What the site said: status, where it leads, and its text."""

    status: int
    location: str
    text: str


@dataclass
class Visitor:
    """A browser without a screen: one connection, its cookies, and the secret of the last form."""

    port: int
    secret: str = ""
    cookies: dict[str, str] = field(default_factory=dict)
    _connection: http.client.HTTPConnection | None = None

    def get(self, address: str) -> Answer:
        """Read a page that has to be there."""
        answer = self._ask("GET", address, None)
        if answer.status != http.HTTPStatus.OK:
            message = f"{address} answered {answer.status}"
            raise RuntimeError(message)
        if _SECRET in answer.text:
            self.secret = answer.text.split(_SECRET, 1)[1].split('"', 1)[0]
        return answer

    def post(self, address: str, sent: dict[str, object]) -> Answer:
        """Send a form, whatever the answer is."""
        body = urlencode({**sent, "csrfmiddlewaretoken": self.secret}, doseq=True)
        return self._ask("POST", address, body)

    def _ask(self, method: str, address: str, body: str | None) -> Answer:
        if self._connection is None:
            self._connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self._connection.request(method, address, body, headers)
        response = self._connection.getresponse()
        text = response.read().decode()
        for line in response.headers.get_all("Set-Cookie") or ():
            name, _is, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value
        return Answer(response.status, response.headers.get("Location", ""), text)
