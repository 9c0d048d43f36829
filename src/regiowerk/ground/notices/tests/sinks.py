"""Mail servers for the tests: real ones, on this machine only."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

BACKEND = "django.core.mail.backends.smtp.EmailBackend"


class Sink:
    """Keeps what it is sent, after a pause; answers those addresses in `answers` as told."""

    def __init__(self, pause: float) -> None:
        self.pause = pause
        self.received: list[EmailMessage] = []
        self.answers: dict[str, str] = {}
        self.port = 0

    async def handle_RCPT(  # noqa: N802 - aiosmtpd asks for this name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        answer = self.answers.get(address, "250 OK")
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(  # noqa: N802 - aiosmtpd asks for this name
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        assert isinstance(envelope.content, bytes)
        message = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        await asyncio.sleep(self.pause)
        self.received.append(message)
        return "250 kept"

    @property
    def mailers(self) -> dict[str, object]:
        """The setting MAILERS that sends here."""
        options = {"host": "127.0.0.1", "port": self.port, "timeout": 10}
        return {"default": {"BACKEND": BACKEND, "OPTIONS": options}}


@contextmanager
def a_sink(*, pause: float = 0) -> Iterator[Sink]:
    sink = Sink(pause)
    sink.port = a_free_port()
    controller = Controller(sink, hostname="127.0.0.1", port=sink.port)
    controller.start()
    try:
        yield sink
    finally:
        controller.stop()


def text_of(message: EmailMessage) -> str:
    """The text of a mail; on its way its lines end with CR and LF."""
    content: str = message.get_content()
    return content.replace("\r\n", "\n")


def a_free_port() -> int:
    """A port at which nobody listens just now."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port
