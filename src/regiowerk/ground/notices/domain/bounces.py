"""What a mail server tells about a mail it could not deliver (RFC 3464).  Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import Message

# The name every mail leaves the house with; see `actions._letter`.
_OURS = re.compile(r"<mail-(\d+)-(\d{14})@")
_FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Returned:
    """One mail that came back: its number, the moment in its name, and what the server said."""

    number: int
    queued: str  # YYYYMMDDHHMMSS, so that a made-up number hits nothing
    problem: str


def returned_mail(content: bytes) -> Returned | None:
    """Which mail of ours came back; None for delays, absence notes and everything else."""
    message = message_from_bytes(content, policy=policy.default)
    problem = _problem(message)
    name = _OURS.search(_names(message))
    if problem is None or name is None:
        return None
    return Returned(int(name[1]), name[2], problem)


def _problem(message: Message) -> str | None:
    for block in _status_blocks(message):
        if str(block.get("Action", "")).strip().casefold() == _FAILED:
            said = str(block.get("Diagnostic-Code") or block.get("Status") or _FAILED)
            return " ".join(said.split())[:500]
    return None


def _status_blocks(message: Message) -> Iterator[Message]:
    """The blocks about each recipient in a report."""
    for part in message.walk():
        if part.get_content_type() == "message/delivery-status" and part.is_multipart():
            yield from (block for block in part.get_payload() if isinstance(block, Message))


def _names(message: Message) -> str:
    """Message-IDs of the returned mail, wherever the server put its head."""
    found = [str(message.get("In-Reply-To", "")), str(message.get("References", ""))]
    for part in message.walk():
        if part.get_content_type() == "text/rfc822-headers":
            found.append(str(part.get_payload()))
        elif part is not message and part.get("Message-ID"):
            found.append(str(part["Message-ID"]))
    return "\n".join(found)
