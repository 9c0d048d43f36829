"""Why an answer is not taken.  Pure."""

from __future__ import annotations

from enum import StrEnum


class Refusal(StrEnum):
    """Nothing was stored, and nothing changed."""

    NOT_BEGUN = "not_begun"
    WAVE_CLOSED = "wave_closed"
    WAITS_FOR_SIGNATURE = "waits_for_signature"
    HANDED_IN = "handed_in"
    DECLINED = "declined"
    SECTION_CLOSED = "section_closed"
    FOREIGN_SECTION = "foreign_section"
    UNKNOWN_FIELD = "unknown_field"
    ROW_REMOVED = "row_removed"
    NOT_OFFERED = "not_offered"
    NOT_POSSIBLE = "not_possible"
    TOO_LONG = "too_long"
    UNREADABLE = "unreadable"
    OPERATION_REUSED = "operation_reused"
    NOT_OURS = "not_ours"
    MOVED = "moved"
