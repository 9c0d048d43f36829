"""The official keys of municipalities, always text: a number would lose its leading zero.

AGS, the municipality key, has 8 digits: state (2), governmental district (1), district (2) and
municipality (3).  ARS, the regional key, has 12: it puts the association of municipalities (4)
before the municipality.  Source: Statistisches Bundesamt, Gemeindeverzeichnis-Informationssystem.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

DISTRICT_DIGITS = 5
AGS_DIGITS = 8
ARS_DIGITS = 12
STATES = frozenset(f"{number:02}" for number in range(1, 17))
_SPACES = re.compile(r"\s+")
_DIGITS = re.compile(r"[0-9]+")


class Fault(Enum):
    MISSING = "missing"
    NOT_DIGITS = "not_digits"
    ZERO_LOST = "zero_lost"
    OTHER_KEY = "other_key"  # an ARS where an AGS is asked for, or the other way round
    WRONG_LENGTH = "wrong_length"
    NO_STATE = "no_state"


@dataclass(frozen=True)
class KeyFaultError(ValueError):
    """A text that is no key: what is wrong with it and, if it can be guessed, what was meant."""

    fault: Fault
    name: str  # "AGS", "ARS" or "Kreisschlüssel"
    text: str
    digits: int  # how many digits the key should have
    meant: str = ""

    def __str__(self) -> str:
        return _SENTENCES[self.fault] % {
            "name": self.name,
            "text": self.text,
            "count": len(self.text),
            "digits": self.digits,
            "meant": self.meant,
        }


_SENTENCES = {
    Fault.MISSING: "%(name)s is missing: it has %(digits)d digits",
    Fault.NOT_DIGITS: "%(name)s %(text)s is not made of digits alone",
    Fault.ZERO_LOST: (
        "%(name)s %(text)s has %(count)d digits - a leading zero was probably lost: %(meant)s"
    ),
    Fault.OTHER_KEY: (
        "%(text)s has %(count)d digits and is another key - the %(name)s is probably %(meant)s"
    ),
    Fault.WRONG_LENGTH: "%(name)s %(text)s has %(count)d digits instead of %(digits)d",
    Fault.NO_STATE: "%(name)s %(text)s does not begin with a state, 01 to 16",
}


def parse_ags(text: str) -> str:
    """The 8 digits of a municipality key; spaces are allowed.  Raises KeyFaultError."""
    digits = _digits(text, "AGS", AGS_DIGITS)
    if len(digits) == ARS_DIGITS and digits[:2] in STATES:
        raise KeyFaultError(Fault.OTHER_KEY, "AGS", digits, AGS_DIGITS, ags_of_ars(digits))
    return _checked(digits, "AGS", AGS_DIGITS)


def parse_ars(text: str) -> str:
    """The 12 digits of a regional key; spaces are allowed.  Raises KeyFaultError."""
    return _checked(_digits(text, "ARS", ARS_DIGITS), "ARS", ARS_DIGITS)


def parse_district(text: str) -> str:
    """The 5 digits of a district key; spaces are allowed.  Raises KeyFaultError."""
    return _checked(
        _digits(text, "Kreisschlüssel", DISTRICT_DIGITS), "Kreisschlüssel", DISTRICT_DIGITS
    )


def _digits(text: str, name: str, length: int) -> str:
    digits = _SPACES.sub("", text)
    if not digits:
        raise KeyFaultError(Fault.MISSING, name, "", length)
    if not _DIGITS.fullmatch(digits):
        raise KeyFaultError(Fault.NOT_DIGITS, name, digits, length)
    return digits


def _checked(digits: str, name: str, length: int) -> str:
    if len(digits) == length - 1 and f"0{digits[0]}" in STATES:
        raise KeyFaultError(Fault.ZERO_LOST, name, digits, length, f"0{digits}")
    if len(digits) != length:
        raise KeyFaultError(Fault.WRONG_LENGTH, name, digits, length)
    if digits[:2] not in STATES:
        raise KeyFaultError(Fault.NO_STATE, name, digits, length)
    return digits


def ags_of_ars(ars: str) -> str:
    """The municipality key inside a regional key: without the association of municipalities."""
    return ars[:5] + ars[9:]


def state_of(key: str) -> str:
    """The two digits of the state in an AGS or ARS."""
    return key[:2]


def district_of(key: str) -> str:
    """The five digits of the district in an AGS or ARS."""
    return key[:5]


def municipality_key(ags: str) -> str:
    """How a municipality is named in addresses and files."""
    return f"ags-{ags}"


def district_key(key: str) -> str:
    """How the district an AGS, an ARS or five digits belong to is named in addresses and files."""
    return f"kreis-{district_of(key)}"
