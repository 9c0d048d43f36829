"""The mails the site sent, as a person reads them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email import message_from_string, policy
from email.message import EmailMessage

from tests.conftest import Site

_BETWEEN = re.compile(r"\n-{70,}\n")  # one file holds all mails of one moment


@dataclass(frozen=True)
class Letter:
    to: str
    subject: str
    text: str

    @property
    def link(self) -> str:
        """The one personal link in it."""
        found = re.findall(r"https?://\S+/(?:antwort|stimme)/\S+", self.text)
        assert len(found) == 1, self.text
        return str(found[0])

    @property
    def code(self) -> str:
        """The six digits in it."""
        found = re.findall(r"^\d{6}$", self.text, re.MULTILINE)
        assert len(found) == 1, self.text
        return str(found[0])


def letters(site: Site) -> list[Letter]:
    """All mails so far, oldest first."""
    return [_read(part) for mail in site.mails() for part in _BETWEEN.split(mail) if part.strip()]


def last_letter(site: Site, to: str, subject: str) -> Letter:
    """The newest mail to an address whose subject begins like this."""
    found = [one for one in letters(site) if one.to == to and one.subject.startswith(subject)]
    assert found, (to, subject)
    return found[-1]


def _read(text: str) -> Letter:
    message = message_from_string(text.lstrip(), policy=policy.default)
    assert isinstance(message, EmailMessage)
    return Letter(str(message["to"]), str(message["subject"]), message.get_content())
