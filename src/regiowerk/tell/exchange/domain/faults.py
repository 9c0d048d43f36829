"""What is wrong with a package.  A fault is a place and a kind; its sentence is made where words are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

# More than these nobody reads at once; all others are counted.
SHOWN = 200


class Kind(StrEnum):
    """Everything that can be wrong, and what is merely worth knowing."""

    # The package as a whole
    NOTHING_THERE = "nothing_there"
    NOT_A_PACKAGE = "not_a_package"
    DESCRIPTOR_MISSING = "descriptor_missing"
    DESCRIPTOR_BROKEN = "descriptor_broken"
    DESCRIPTOR_SHAPE = "descriptor_shape"
    VERSION_MISSING = "version_missing"
    VERSION_NEWER = "version_newer"
    LICENCE_UNKNOWN = "licence_unknown"
    TABLE_MISSING = "table_missing"
    TABLE_TWICE = "table_twice"
    # Files
    PATH_UNSAFE = "path_unsafe"
    FILE_MISSING = "file_missing"
    FILE_OUTSIDE = "file_outside"
    FILE_SPECIAL = "file_special"
    FILE_UNREADABLE = "file_unreadable"
    FILE_TOO_LARGE = "file_too_large"
    PACKAGE_TOO_LARGE = "package_too_large"
    ARCHIVE_BROKEN = "archive_broken"
    ARCHIVE_TOO_MANY = "archive_too_many"
    ARCHIVE_BOMB = "archive_bomb"
    ARCHIVE_LOCKED = "archive_locked"
    # Text files
    FILE_EMPTY = "file_empty"
    NOT_UTF8 = "not_utf8"
    UTF16 = "utf16"
    CONTROL_CHARACTER = "control_character"
    NOT_COMMAS = "not_commas"
    QUOTES_BROKEN = "quotes_broken"
    TOO_MANY_ROWS = "too_many_rows"
    COLUMN_MISSING = "column_missing"
    COLUMN_UNKNOWN = "column_unknown"
    COLUMN_TWICE = "column_twice"
    TOO_MANY_CELLS = "too_many_cells"
    TOO_FEW_CELLS = "too_few_cells"
    # Values
    EMPTY = "empty"
    TOO_LONG = "too_long"
    NOT_INTEGER = "not_integer"
    NOT_DECIMAL = "not_decimal"
    DECIMAL_COMMA = "decimal_comma"
    DECIMAL_PLACES = "decimal_places"
    OUT_OF_RANGE = "out_of_range"
    NOT_DAY = "not_day"
    GERMAN_DAY = "german_day"
    NO_SUCH_DAY = "no_such_day"
    NOT_MOMENT = "not_moment"
    MOMENT_WITHOUT_ZONE = "moment_without_zone"
    NOT_TRUTH = "not_truth"
    UNKNOWN_CHOICE = "unknown_choice"
    NOT_KEY = "not_key"
    KEY_RESERVED = "key_reserved"
    NOT_DIGITS = "not_digits"
    ZERO_LOST = "zero_lost"
    NOT_SHA256 = "not_sha256"
    NOT_COLOUR = "not_colour"
    NOT_WEB = "not_web"
    # Rows together
    DUPLICATE = "duplicate"
    UNKNOWN_REFERENCE = "unknown_reference"
    NOT_ONE_ROW = "not_one_row"
    MORE_THAN_ONE_ROW = "more_than_one_row"
    ENDS_BEFORE = "ends_before"
    OUTSIDE_PROCESS = "outside_process"
    ONE_WITHOUT_OTHER = "one_without_other"
    MUNICIPALITY_WITHOUT_AGS = "municipality_without_ags"
    NOT_A_DISTRICT = "not_a_district"
    CIRCLE = "circle"
    ABOUT_ONE_THING = "about_one_thing"
    WHOLE_NUMBER = "whole_number"
    NOT_AN_OFFICE = "not_an_office"
    NOT_GEOJSON = "not_geojson"
    NOT_A_BORDER = "not_a_border"
    # Questionnaires and answers
    DOCUMENT_MISSING = "document_missing"
    HASH_DIFFERS = "hash_differs"
    NOT_AN_INSTRUMENT = "not_an_instrument"
    NOT_A_SUBMISSION = "not_a_submission"
    NOT_RESULTS = "not_results"
    NOT_ITS_SOURCE = "not_its_source"
    NOT_ONE_SHOWN = "not_one_shown"
    NOT_IN_RESULTS = "not_in_results"
    OTHER_WORDS = "other_words"
    OTHER_QUESTIONNAIRE = "other_questionnaire"
    WITHOUT_SUBMISSION = "without_submission"
    # What is here already
    PROCESS_DIFFERS = "process_differs"
    PROCESS_ELSEWHERE = "process_elsewhere"
    AGS_TAKEN = "ags_taken"
    AREA_UNKNOWN_HERE = "area_unknown_here"
    # Worth knowing, in the way of nothing
    BYTE_ORDER_MARK = "byte_order_mark"
    EDITED_BY_HAND = "edited_by_hand"
    FILE_NOT_NAMED = "file_not_named"
    RESOURCE_UNKNOWN = "resource_unknown"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong (or, as a note, worth knowing): where it stands and what it is."""

    file: str
    kind: Kind
    row: int | None = None  # as a table program counts: the headings are row 1
    column: str = ""
    value: str = ""
    details: tuple[tuple[str, str], ...] = ()


def fault(
    file: str,
    kind: Kind,
    *,
    row: int | None = None,
    column: str = "",
    value: str = "",
    **details: str,
) -> Fault:
    """A fault with the words its sentence needs, whatever their order."""
    return Fault(file, kind, row, column, value, tuple(sorted(details.items())))


class Faults:
    """Collects what is wrong in a whole package; keeps the first ones and counts them all."""

    def __init__(self) -> None:
        self._kept: list[Fault] = []
        self.count = 0
        self.notes: list[Fault] = []

    def add(self, found: Fault) -> None:
        self.count += 1
        if len(self._kept) < SHOWN:
            self._kept.append(found)

    def extend(self, found: Iterable[Fault]) -> None:
        for one in found:
            self.add(one)

    def note(self, found: Fault) -> None:
        if len(self.notes) < SHOWN:
            self.notes.append(found)

    def __iter__(self) -> Iterator[Fault]:
        return iter(self._kept)

    def __len__(self) -> int:
        return self.count

    @property
    def kept(self) -> tuple[Fault, ...]:
        return tuple(self._kept)
