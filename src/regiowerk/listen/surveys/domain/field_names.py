"""The place of an answer as the tables hold it.  Pure."""

from __future__ import annotations

from regiowerk.listen.questionnaires.domain.answers import Field

_BETWEEN = "/"


def rows_text(rows: tuple[str, ...]) -> str:
    """The ids of the rows around a field in one column: "a/b"."""
    return _BETWEEN.join(rows)


def field_at(path: str, rows: str) -> Field:
    """The field of two columns."""
    return Field(path, tuple(rows.split(_BETWEEN)) if rows else ())
