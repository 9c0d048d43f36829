"""What somebody is waited for: one value that every room fills and the pages show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class OpenStep:
    """One thing one organisation can do next, with the reason and how long it takes."""

    organisation_id: int
    organisation_key: str
    organisation_label: str
    key: str  # one word for the kind of step: "confirm"
    label: str
    reason: str
    address: str
    since: date
    due_on: date | None
    minutes: int
    waits_for_office: bool
    is_private: bool = False  # its page opens for the organisation's own people only
