"""What an import did or why it was refused, as plain text for a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from django.utils.translation import gettext as _, ngettext

from regiowerk.tell.exchange.documents.sentences import sentence
from regiowerk.tell.exchange.domain.faults import Fault
from regiowerk.tell.exchange.domain.outcome import Imported, Kept, Outcome, Reason
from regiowerk.tell.exchange.domain.tables import BORDERS, BY_NAME

WIDTH = 110
_LONGEST_VALUE = 24
_KEPT_SHOWN = 20


def tell_refusal(place: str, faults: Sequence[Fault], count: int) -> str:
    """Why a package was not imported: all faults as a table, with what to do about each."""
    heading = ngettext(
        "%(place)s was not imported, nothing was changed. %(count)d fault:",
        "%(place)s was not imported, nothing was changed. %(count)d faults:",
        count,
    )
    return _refusal(heading % {"place": place, "count": count}, faults, count)


def tell_unwritten(name: str, faults: Sequence[Fault], count: int) -> str:
    """Why a process was not written as a package: what would be refused on import."""
    heading = ngettext(
        "“%(name)s” was not written: a package with this fault could not be imported again.",
        "“%(name)s” was not written: a package with these faults could not be imported again.",
        count,
    )
    return _refusal(heading % {"name": name}, faults, count)


def _refusal(heading: str, faults: Sequence[Fault], count: int) -> str:
    lines = [heading, *_by_file(faults)]
    more = count - len(faults)
    if more > 0:
        said = ngettext("… and %(count)d more fault.", "… and %(count)d more faults.", more)
        lines += ["", said % {"count": more}]
    return "\n".join(lines)


def tell_import(done: Imported) -> str:
    """What is new, what was left as it is, and what is worth knowing."""
    lines = [_HEADINGS[done.outcome]() % {"name": done.name, "key": done.key}]
    lines += [f"  {_file(table)}: {_rows(count)}" for table, count in done.written]
    if done.updated:
        updated = ngettext(
            "%(count)d shared fact was brought up to date.",
            "%(count)d shared facts were brought up to date.",
            done.updated,
        )
        lines.append(updated % {"count": done.updated})
    lines += _kept(done.kept)
    if done.notes:
        lines += ["", _("Worth knowing:"), *_by_file(done.notes)]
    return "\n".join(lines)


_HEADINGS = {
    Outcome.CREATED: lambda: _("The process “%(name)s” (%(key)s) was taken over."),
    Outcome.REPLACED: lambda: _("The content of the process “%(name)s” (%(key)s) was replaced."),
    Outcome.UP_TO_DATE: lambda: _("The process “%(name)s” (%(key)s) is already up to date."),
}
_REASONS = {
    Reason.DIFFERS: lambda: _("here it says something else"),
    Reason.NOT_ADDED: lambda: _("only in the package"),
    Reason.ONLY_HERE: lambda: _("only here"),
}


def _by_file(faults: Iterable[Fault]) -> Iterator[str]:
    for file, group in groupby(sorted(faults, key=lambda f: f.file), key=lambda f: f.file):
        yield ""
        yield file or _("The whole package")
        yield from _table(sorted(group, key=lambda f: (f.row or 0, f.column)))


def _table(faults: list[Fault]) -> Iterator[str]:
    """Row, column, value and sentence in columns as wide as they need to be."""
    heading = (_("row"), _("column"), _("value"))
    cells = [(str(f.row or ""), f.column, _short(f.value)) for f in faults]
    # Where nothing stands in a column there is no column.
    shown = [place for place in range(3) if any(row[place] for row in cells)]
    widths = {p: max(len(row[p]) for row in (*cells, heading)) for p in shown}
    margin = 2 + sum(width + 2 for width in widths.values())
    if shown:
        yield "  " + "".join(heading[p].ljust(widths[p] + 2) for p in shown) + _("what to do")
    for row, found in zip(cells, faults, strict=True):
        start = "  " + "".join(_aligned(row[p], widths[p], p) for p in shown)
        wrapped = textwrap.wrap(sentence(found), max(40, WIDTH - margin), break_on_hyphens=False)
        yield start + wrapped[0]
        yield from (" " * margin + line for line in wrapped[1:])


def _aligned(text: str, width: int, place: int) -> str:
    return (text.rjust(width) if place == 0 else text.ljust(width)) + "  "


def _short(value: str) -> str:
    value = " ".join(value.split())
    return value if len(value) <= _LONGEST_VALUE else value[: _LONGEST_VALUE - 1] + "…"


def _kept(kept: Sequence[Kept]) -> Iterator[str]:
    if not kept:
        return
    yield ""
    yield ngettext(
        "%(count)d fact is here already and was left as it is (--update-region takes over the "
        "package's):",
        "%(count)d facts are here already and were left as they are (--update-region takes over the "
        "package's):",
        len(kept),
    ) % {"count": len(kept)}
    for one in kept[:_KEPT_SHOWN]:
        columns = f" [{', '.join(one.columns)}]" if one.columns else ""
        yield f"  {_file(one.table)}: {one.what}{columns} – {_REASONS[one.reason]()}"
    more = len(kept) - _KEPT_SHOWN
    if more > 0:
        yield "  " + ngettext("… and %(count)d more.", "… and %(count)d more.", more) % {
            "count": more
        }


def _file(table: str) -> str:
    return BY_NAME[table].path if table in BY_NAME else BORDERS


def _rows(count: int) -> str:
    return ngettext("%(count)d row", "%(count)d rows", count) % {"count": count}
