"""What is stored about persons, and for how long.

Every model says in `PERSONAL` which of its fields are about a person and how long they are kept; a
field that is not named there is declared not personal.  The record of processing is made from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum


class Purpose(Enum):
    ACCOUNT = "account"
    SECURITY = "security"
    CORRESPONDENCE = "correspondence"
    ACCOUNTABILITY = "accountability"


@dataclass(frozen=True, slots=True)
class Keeping:
    """Why a field is kept, and for how long after its reason ended; None: as long as the reason."""

    purpose: Purpose
    after: timedelta | None = None


type Personal = Mapping[str, Keeping]

NOT_PERSONAL: Personal = {}
WHILE_ACCOUNT = Keeping(Purpose.ACCOUNT)
SEVEN_DAYS = Keeping(Purpose.SECURITY, timedelta(days=7))
NINETY_DAYS = Keeping(Purpose.CORRESPONDENCE, timedelta(days=90))
# Deeds for an organisation are part of the official record and outlive the account.
ON_RECORD = Keeping(Purpose.ACCOUNTABILITY)
