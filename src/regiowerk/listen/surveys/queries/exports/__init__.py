"""What leaves of the answers of a wave, for whom, and under which columns."""

from __future__ import annotations

from regiowerk.listen.surveys.queries.exports.classes import MAY_HAVE, Audience
from regiowerk.listen.surveys.queries.exports.reading import (
    NOT_ASKED,
    Answered,
    Export,
    LeftOut,
    count_asked,
    day_of,
    export_of,
    handed_in,
)

__all__ = [
    "MAY_HAVE",
    "NOT_ASKED",
    "Answered",
    "Audience",
    "Export",
    "LeftOut",
    "count_asked",
    "day_of",
    "export_of",
    "handed_in",
]
