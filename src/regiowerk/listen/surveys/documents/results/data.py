"""Results for other programs: the same released tables as plain values, at an address that stays."""

from __future__ import annotations

from typing import Any

from regiowerk.ground.journal.domain.frozen import canonical
from regiowerk.listen.surveys.domain.evaluation.tables import (
    FORMAT,
    ResultTable,
    table_to_json,
    to_json,
)
from regiowerk.listen.surveys.queries.evaluation.results import Shown


def release_json(found: Shown) -> bytes:
    """All tables of a release a reader may see.

    A figure is a whole number, or `{"low": 0, "high": 7}` where a range was published instead.
    `release_hash` is the SHA-256 of everything that was frozen, what this reader may not see included.
    """
    return canonical({**to_json(found.results), **_about(found)})


def table_json(found: Shown, table: ResultTable) -> bytes:
    """One question with what it needs to be understood alone."""
    results = found.results
    return canonical(
        {
            "format": FORMAT,
            "survey": results.survey,
            "wave": results.wave,
            "wave_label": results.wave_label,
            "release": results.release,
            "invited": results.invited,
            "handed_in": results.handed_in,
            "table": table_to_json(table),
            **_about(found),
        }
    )


def _about(found: Shown) -> dict[str, Any]:
    release = found.release
    return {
        "release_hash": release.content_hash,
        "released_at": release.released_at.isoformat() if release.released_at else None,
        "audience": release.audience,
    }
