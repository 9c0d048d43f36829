"""How figures, days and sources are written on a slide, in the language of the report."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.utils import formats
from django.utils.translation import gettext as _


def number(value: int | float | Decimal) -> str:
    """714.644 in German, 714,644 in English; no decimals."""
    return formats.number_format(round(value), decimal_pos=0, force_grouping=True)


def day(value: date) -> str:
    """24. Januar 2022."""
    return formats.date_format(value, "DATE_FORMAT")


def short_day(value: date) -> str:
    """24.01.2022."""
    return formats.date_format(value, "SHORT_DATE_FORMAT")


def month(value: date) -> str:
    """Januar 2022; for windows that are only known roughly."""
    return formats.date_format(value, "F Y")


def sources(names: Iterable[str]) -> str:
    """The source line of a slide: every source once, in the order they were used."""
    once = list(dict.fromkeys(name for name in names if name))
    if not once:
        return ""
    label = _("Source") if len(once) == 1 else _("Sources")
    return f"{label}: {'; '.join(once)}"


def notes(*paragraphs: str) -> str:
    """What to say and where each figure is from, a paragraph each."""
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)
