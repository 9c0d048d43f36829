"""`protect`: one question by one breakdown; `protect_together`: by several at once.  Pure."""

from __future__ import annotations

from collections.abc import Sequence

from regiowerk.listen.surveys.domain.disclosure.grid import grid_of
from regiowerk.listen.surveys.domain.disclosure.linked import link
from regiowerk.listen.surveys.domain.disclosure.suppress import suppress
from regiowerk.listen.surveys.domain.disclosure.tables import (
    Axis,
    Protection,
    Record,
    SafeTable,
    TableRequest,
)


def protect(
    records: Sequence[Record],
    answers: Sequence[str],
    axis: Axis | None,
    *,
    is_multiple: bool,
    protection: Protection,
    published: Sequence[SafeTable] = (),
) -> SafeTable:
    """The table of one question, safe beside all `published` before of the same question.

    Raises AnswerError, ClassError and TwiceError for records that do not fit, MixedError for
    published tables of another question.
    """
    if not published:
        grid = grid_of(records, answers, axis, protection.least, is_multiple=is_multiple)
        return suppress(grid, protection)
    request = TableRequest(tuple(records), tuple(answers), axis, is_multiple)
    return link([request], protection, published)[0]


def protect_together(
    tables: Sequence[TableRequest], protection: Protection, published: Sequence[SafeTable] = ()
) -> tuple[SafeTable, ...]:
    """Breakdowns of one question published together; a figure of two tables is the same in both.

    Raises as `protect` does, and MixedError where a unit answered differently in two of them.
    """
    if len(tables) == 1 and not published:
        only = tables[0]
        return (
            protect(
                only.records,
                only.answers,
                only.axis,
                is_multiple=only.is_multiple,
                protection=protection,
            ),
        )
    return link(tables, protection, published)
