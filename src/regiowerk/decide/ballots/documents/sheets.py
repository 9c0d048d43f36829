"""A result as XLSX and CSV: the figures of the page, and every paper."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from regiowerk.decide.ballots.queries.results import Shown, papers_shown
from regiowerk.ground.documents.sheets import Cell, Sheet, write_xlsx

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def result_xlsx(shown: Shown) -> bytes:
    """Order, other rules, reasons and papers, one sheet each."""
    closed = shown.result.round.closed_at
    day = timezone.localdate(closed) if closed else None
    return write_xlsx([_order(shown), _rules(shown), _papers(shown)], on=day)


def result_csv(shown: Shown) -> bytes:
    """The order as CSV for spreadsheets: UTF-8 with a mark, semicolons."""
    sink = io.StringIO()
    writer = csv.writer(sink, delimiter=";", lineterminator="\r\n")
    writer.writerow(_heads())
    writer.writerows([_safe(cell) for cell in row] for row in _rows(shown))
    return sink.getvalue().encode("utf-8-sig")


def _heads() -> list[str]:
    return [_("Chamber"), _("Rank"), _("Option"), _("Result"), _("What follows"), _("Reasons")]


def _rows(shown: Shown) -> Iterator[tuple[Cell, ...]]:
    for one in shown.chambers:
        for place in one.places:
            yield (
                one.chamber.label,
                place.place,
                place.label,
                place.value,
                place.held_back or (_("leads") if place.is_leading else ""),
                place.reason.council if place.reason else "",
            )


def _order(shown: Shown) -> Sheet:
    round = shown.result.round
    note = _("%(title)s: %(question)s SHA-256 %(hash)s") % {
        "title": round.title,
        "question": round.question,
        "hash": shown.result.record_hash,
    }
    if round.process.is_example:
        note = f"{note} – {_('example data')}"
    return Sheet(_("Result"), _heads(), list(_rows(shown)), note=note)


def _rules(shown: Shown) -> Sheet:
    rows: list[tuple[Cell, ...]] = []
    for one in shown.chambers:
        if one.rules is None:
            continue
        rows += [(one.chamber.label, way, "; ".join(leading)) for way, leading in one.rules.rows]
    header = (_("Chamber"), _("Way to count"), _("What leads"))
    return Sheet(_("Other rules"), header, rows)


def _papers(shown: Shown) -> Sheet:
    rows = [
        (paper.receipt, whose, paper.weight, "; ".join(lines))
        for paper, whose, lines in papers_shown(shown.result, shown.rule)
    ]
    header = (_("Receipt"), _("Whose"), _("Weight"), _("What stands on it"))
    return Sheet(_("Papers"), header, rows)


def _safe(cell: Cell) -> Cell:
    is_dangerous = isinstance(cell, str) and cell.startswith(_DANGEROUS)
    return f"'{cell}" if is_dangerous else cell
