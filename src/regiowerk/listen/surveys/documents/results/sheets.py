"""Released tables as XLSX and CSV; the figures are those of the page."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from django.utils import timezone
from django.utils.translation import get_language, gettext as _

from regiowerk.ground.documents.sheets import Sheet, write_xlsx
from regiowerk.listen.surveys.domain.evaluation.tables import (
    Figure,
    ResultTable,
    Veiled,
    share,
)
from regiowerk.listen.surveys.queries.evaluation.results import Shown
from regiowerk.listen.surveys.queries.evaluation.words import (
    base_text,
    figure_text,
    headline,
    number_text,
    test_text,
)
from regiowerk.listen.surveys.queries.exports.classes import Audience

REMEMBERED = 8  # workbooks of frozen figures, about 0.1 MB each
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def rows_of(table: ResultTable) -> Iterator[tuple[str, str, str, str, str]]:
    """Breakdown, group, answer, organisations, share: every figure of a table, one per row."""
    yield from _rows(table, "", _("all"), table.n, table.counts)
    for low, high, count in table.classes:
        words = {"low": number_text(low), "high": number_text(high)}
        label = _("%(low)s to below %(high)s") % words
        yield ("", _("all"), label, figure_text(count), _share(count, table.n))
    yield from _numbers(table)
    for breakdown in table.breakdowns:
        for group in breakdown.groups:
            yield from _rows(table, breakdown.label, group.label, group.n, group.counts)
        if told := test_text(breakdown):
            yield (breakdown.label, _("all"), told, "", "")


def table_csv(table: ResultTable) -> bytes:
    """One table as CSV for spreadsheets: UTF-8 with a mark, semicolons."""
    sink = io.StringIO()
    writer = csv.writer(sink, delimiter=";", lineterminator="\r\n")
    writer.writerow(_heads())
    writer.writerows([_safe(cell) for cell in row] for row in rows_of(table))
    return sink.getvalue().encode("utf-8-sig")


def _heads() -> list[str]:
    return [_("Breakdown"), _("Group"), _("Answer"), _("Organisations"), _("Share")]


def _rows(
    table: ResultTable, axis: str, group: str, n: Figure, counts: Sequence[Figure]
) -> Iterator[tuple[str, str, str, str, str]]:
    yield (axis, group, _("answered"), figure_text(n), "")
    for answer, count in zip(table.answers, counts, strict=False):
        yield (axis, group, answer or _("yes"), figure_text(count), _share(count, n))


def _numbers(table: ResultTable) -> Iterator[tuple[str, str, str, str, str]]:
    numbers = table.numbers
    if numbers is None:
        return
    told = (
        (_("mean"), numbers.mean),
        (_("standard deviation"), numbers.deviation),
        (_("lower quartile"), numbers.lower),
        (_("median"), numbers.median),
        (_("upper quartile"), numbers.upper),
        (_("smallest"), numbers.smallest),
        (_("largest"), numbers.largest),
        (_("mean weighted by inhabitants"), table.weighted_mean),
    )
    for label, value in told:
        if value is not None:
            yield ("", _("all"), label, number_text(value), "")


def _share(count: Figure, n: Figure) -> str:
    found = share(count, n)
    return "" if found is None or isinstance(count, Veiled) else f"{found:.3f}"


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_DANGEROUS) else cell


def release_xlsx(shown: Shown) -> bytes:
    """All tables of a release a reader may see: a sheet of contents and one with every figure."""
    day = timezone.localdate(shown.release.released_at or shown.release.asked_at)
    return _written(
        _Frozen(shown.release.content_hash, shown.audience, get_language() or "", day, shown)
    )


@dataclass(frozen=True, slots=True)
class _Frozen:
    """What a workbook of all figures depends on; the hash stands for the figures."""

    content_hash: str
    audience: Audience
    language: str
    day: date
    shown: Shown = field(compare=False)


@lru_cache(maxsize=REMEMBERED)
def _written(frozen: _Frozen) -> bytes:
    return write_xlsx([_contents(frozen.shown), _figures(frozen.shown)], on=frozen.day)


def table_xlsx(shown: Shown, table: ResultTable) -> bytes:
    """The figures of one question as XLSX."""
    day = timezone.localdate(shown.release.released_at or shown.release.asked_at)
    note = f"{table.label} – {_release_note(shown)}"
    return write_xlsx(
        [Sheet(_("Figures"), tuple(_heads()), list(rows_of(table)), note=note)], on=day
    )


def _release_note(shown: Shown) -> str:
    words = {
        "survey": shown.results.survey,
        "wave": shown.results.wave_label,
        "number": shown.results.release,
        "hash": shown.release.content_hash,
    }
    return _("%(survey)s, %(wave)s, release %(number)d, SHA-256 %(hash)s") % words


def _contents(shown: Shown) -> Sheet:
    results = shown.results
    note = _release_note(shown)
    rows = [
        (results.sections.get(one.section, ""), one.label, base_text(one), headline(one), one.key)
        for one in results.tables
    ]
    header = (_("Section"), _("Question"), _("Base"), _("Result"), _("Key"))
    return Sheet(_("Contents"), header, rows, note=note)


def _figures(shown: Shown) -> Sheet:
    rows = [(one.key, one.label, *row) for one in shown.results.tables for row in rows_of(one)]
    return Sheet(_("Figures"), (_("Key"), _("Question"), *_heads()), rows)
