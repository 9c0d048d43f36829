"""How figures, days and sources are written on a slide, in the language of the report."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from itertools import groupby
from operator import itemgetter

from django.utils import formats
from django.utils.translation import gettext as _, ngettext, pgettext

LONGEST_SOURCES = 260  # signs; more than two small lines nobody reads on a slide
ITEM = re.compile(r"^\s*(?:[-*+•]|\d+[.)])\s+")
EMPHASIS = re.compile(r"(\*\*|__|\*|`)(?=\S)(.+?)(?<=\S)\1")
LINK = re.compile(r"\[([^\]]+)\]\([^)]*\)")


def number(value: int | float | Decimal) -> str:
    """714.644 in German, 714,644 in English; no decimals."""
    return formats.number_format(round(value), decimal_pos=0, force_grouping=True)


def day(value: date) -> str:
    """24. Januar 2022, in English 24 January 2022; never parted at the end of a line."""
    return formats.date_format(value, pgettext("format of a day", "j F Y")).replace(
        " ", "\N{NO-BREAK SPACE}"
    )


def short_day(value: date) -> str:
    """24.01.2022, in English 2022-01-24: months and days cannot be mistaken for each other."""
    return formats.date_format(value, pgettext("format of a short day", "Y-m-d"))


def month(value: date) -> str:
    """Januar 2022; for windows that are only known roughly."""
    return formats.date_format(value, "YEAR_MONTH_FORMAT")


def window(starts_on: date, ends_on: date, *, is_approximate: bool) -> str:
    """From when to when; where only the months are known, only the months."""
    if is_approximate:
        months = {"start": month(starts_on), "end": month(ends_on)}
        return _("about %(start)s to %(end)s") % months
    return _("%(start)s to %(end)s") % {"start": day(starts_on), "end": day(ends_on)}


def listed(names: Iterable[str]) -> str:
    """A, B and C."""
    found = list(names)
    if len(found) < 2:
        return "".join(found)
    return _("%(names)s and %(last)s") % {"names": ", ".join(found[:-1]), "last": found[-1]}


def statements(markdown: str) -> tuple[str, ...]:
    """The points of a Markdown list without its signs; a text without a list by paragraphs."""
    lines = [line.rstrip() for line in markdown.strip().splitlines()]
    points: list[str] = []
    is_open = False
    for line in lines:
        is_new = bool(ITEM.match(line)) or not is_open
        text = _plain(ITEM.sub("", line).lstrip("#").strip())
        if text and is_new:
            points.append(text)
        elif text:
            points[-1] += f" {text}"
        is_open = bool(text)
    has_list = any(ITEM.match(line) for line in lines)
    return tuple(_items(lines, points) if has_list else points)


def _items(lines: list[str], points: list[str]) -> list[str]:
    """Only the points of the list; the words around it are for the page, not for the slide."""
    heads = [_plain(ITEM.sub("", line).strip()) for line in lines if ITEM.match(line)]
    return [point for point in points if any(point.startswith(head) for head in heads)]


def _plain(text: str) -> str:
    return EMPHASIS.sub(r"\2", LINK.sub(r"\1", text))


def sources(names: Iterable[str]) -> str:
    """The source line of a slide: every source once, in the order they were used."""
    once = list(dict.fromkeys(name.strip() for name in names if name.strip()))
    if not once:
        return ""
    label = _("Source") if len(once) == 1 else _("Sources")
    shown = [once[0]]
    for name in once[1:]:
        if len("; ".join([*shown, name])) > LONGEST_SOURCES:
            break
        shown.append(name)
    line = f"{label}: {'; '.join(shown)}"
    rest = len(once) - len(shown)
    if not rest:
        return line
    more = ngettext("%(rest)d more in the notes", "%(rest)d more in the notes", rest)
    return f"{line}; {more % {'rest': rest}}"


def cited(statement: str, source: str) -> str:
    """A line of the notes: what is said, and where it is from."""
    return _("%(statement)s – source: %(source)s") % {
        "statement": statement,
        "source": source.strip() or _("none recorded"),
    }


def evidence(rows: Iterable[tuple[str, str]]) -> list[str]:
    """Lines of the notes: what is said, and behind what shares a source that source once."""
    lines: list[str] = []
    for source, said in groupby(rows, key=itemgetter(1)):
        statements_ = "; ".join(statement.rstrip(".") for statement, _source in said)
        lines.append(cited(statements_, source))
    return lines


def notes(*paragraphs: str) -> str:
    """What to say and where each figure is from, a paragraph each."""
    return "\n".join(paragraph for paragraph in paragraphs if paragraph)
