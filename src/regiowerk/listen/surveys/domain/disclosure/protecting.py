"""`protect`: one question by one breakdown, or in total only.  Pure."""

from __future__ import annotations

from collections.abc import Sequence

from regiowerk.listen.surveys.domain.disclosure.grid import grid_of
from regiowerk.listen.surveys.domain.disclosure.suppress import suppress
from regiowerk.listen.surveys.domain.disclosure.tables import Axis, Protection, Record, SafeTable


def protect(
    records: Sequence[Record],
    answers: Sequence[str],
    axis: Axis | None,
    *,
    is_multiple: bool,
    protection: Protection,
) -> SafeTable:
    """The table of one question.  Raises AnswerError, ClassError, TwiceError for unfit records."""
    grid = grid_of(records, answers, axis, protection.least, is_multiple=is_multiple)
    return suppress(grid, protection)
