"""Lists typed as lines: an organisation and an amount, or somebody who votes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal, InvalidOperation

from django import forms
from django.core.validators import validate_email
from django.utils.translation import gettext

from regiowerk.decide.ballots.actions import Sent
from regiowerk.ground.regions.models import Organisation

DIGITS = 10  # of euros before the comma
PARTS = 3


def amounts(
    text: str, organisations: Iterable[Organisation]
) -> tuple[tuple[Organisation, Decimal], ...]:
    """Euros by organisation; raises ValidationError with the line that cannot be read."""
    known = _by_name(organisations) if text.strip() else {}
    found: dict[Organisation, Decimal] = {}
    for line in _lines(text):
        name, _semicolon, money = line.rpartition(";")
        organisation, euros = known.get(name.strip().casefold()), _euros(money)
        if organisation is None or euros is None:
            message = gettext("Please write organisation; euros: “%(line)s”")
            raise forms.ValidationError(message % {"line": line})
        if organisation in found:
            message = gettext("This organisation stands there twice: “%(line)s”")
            raise forms.ValidationError(message % {"line": line})
        found[organisation] = euros
    return tuple(found.items())


def people(text: str, organisations: Iterable[Organisation]) -> list[Sent]:
    """Who votes for themselves: name, mail address, organisation they are from."""
    known = _by_name(organisations) if text.strip() else {}
    found: list[Sent] = []
    counts: dict[str, int] = {}
    addresses: set[str] = set()
    for line in _lines(text):
        parts = [part.strip() for part in line.split(";")]
        organisation = known.get(parts[-1].casefold())
        if len(parts) != PARTS or organisation is None or not _is_address(parts[1]):
            message = gettext("Please write name; mail address; organisation: “%(line)s”")
            raise forms.ValidationError(message % {"line": line})
        if parts[1].casefold() in addresses:
            message = gettext("This mail address stands there twice: “%(line)s”")
            raise forms.ValidationError(message % {"line": line})
        addresses.add(parts[1].casefold())
        counts[organisation.key] = counts.get(organisation.key, 0) + 1
        found.append(Sent(organisation, parts[0], parts[1], counts[organisation.key]))
    return found


def in_euros(cents: int) -> str:
    """An amount as it is typed: "12000" or "12000,50"."""
    return f"{cents // 100},{cents % 100:02}" if cents % 100 else str(cents // 100)


def _by_name(organisations: Iterable[Organisation]) -> dict[str, Organisation]:
    """By name and by key, whatever the case."""
    found: dict[str, Organisation] = {}
    for one in organisations:
        found |= {one.key.casefold(): one, one.name.casefold(): one, str(one).casefold(): one}
    return found


def _lines(text: str) -> Iterator[str]:
    return filter(None, (line.strip() for line in text.splitlines()))


def _euros(text: str) -> Decimal | None:
    """German or plain: "12.000,50", "12000.50", "12 000 €"."""
    plain = text.replace("€", "").replace(" ", "").replace("\N{NO-BREAK SPACE}", "")
    if "," in plain or plain.count(".") > 1 or len(plain.rpartition(".")[2]) == PARTS:
        plain = plain.replace(".", "").replace(",", ".")
    try:
        euros = Decimal(plain)
    except InvalidOperation:
        return None
    is_amount = euros.is_finite() and 0 <= euros < 10**DIGITS
    return euros if is_amount and euros == round(euros, 2) else None


def _is_address(text: str) -> bool:
    try:
        validate_email(text)
    except forms.ValidationError:
        return False
    return True
