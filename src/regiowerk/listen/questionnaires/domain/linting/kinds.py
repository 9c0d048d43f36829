"""What stands in the column "type", read into kinds of this program.  Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum

from regiowerk.listen.questionnaires.domain.instrument import Kind


class Step(StrEnum):
    """What a row does with the tree."""

    BEGIN_GROUP = "begin_group"
    END_GROUP = "end_group"
    BEGIN_REPEAT = "begin_repeat"
    END_REPEAT = "end_repeat"


@dataclass(frozen=True, slots=True)
class Typed:
    """A question's kind, its list and what else the type says."""

    kind: Kind
    choice_list: str = ""
    allows_other: bool = False
    is_from_file: bool = False


@dataclass(frozen=True, slots=True)
class Unknown:
    """A type that cannot be asked here; `instead` names a near word, or what to use."""

    kind: str  # of the finding
    instead: str = ""


KINDS: Mapping[str, Kind] = {
    "text": Kind.TEXT,
    "string": Kind.TEXT,
    "integer": Kind.INTEGER,
    "int": Kind.INTEGER,
    "decimal": Kind.DECIMAL,
    "date": Kind.DATE,
    "range": Kind.RANGE,
    "note": Kind.NOTE,
    "calculate": Kind.CALCULATE,
    "acknowledge": Kind.ACKNOWLEDGE,
    "trigger": Kind.ACKNOWLEDGE,
    "file": Kind.FILE,
    "geopoint": Kind.GEOPOINT,
    "gps": Kind.GEOPOINT,
    "location": Kind.GEOPOINT,
}
CHOOSERS: Mapping[str, Kind] = {
    "select_one": Kind.SELECT_ONE,
    "select1": Kind.SELECT_ONE,
    "select_one_from": Kind.SELECT_ONE,
    "select_multiple": Kind.SELECT_MULTIPLE,
    "select_all_that_apply_from": Kind.SELECT_MULTIPLE,
    "select_all_that_apply": Kind.SELECT_MULTIPLE,
    "select_one_from_file": Kind.SELECT_ONE,
    "select_multiple_from_file": Kind.SELECT_MULTIPLE,
    "rank": Kind.RANK,
}
# Set by a device on its own; nobody is asked, and here the server knows better.
METADATA = frozenset(
    {
        "start",
        "end",
        "today",
        "deviceid",
        "username",
        "phonenumber",
        "email",
        "audit",
        "simserial",
        "subscriberid",
        "start-geopoint",
        "background-audio",
        "background-geopoint",
    }
)
INSTEAD: Mapping[str, str] = {
    "datetime": "date",
    "time": "text",
    "image": "file",
    "photo": "file",
    "audio": "file",
    "video": "file",
    "barcode": "text",
    "geotrace": "geopoint",
    "geoshape": "geopoint",
    "osm": "geopoint",
    "select_one_external": "select_one_from_file",
    "xml-external": "select_one_from_file",
    "csv-external": "select_one_from_file",
    "hidden": "calculate",
    "loop": "begin_repeat",
}
_STEPS = {step.value: step for step in Step} | {
    "begin_lgroup": Step.BEGIN_REPEAT,
    "end_lgroup": Step.END_REPEAT,
    "begin_looped_group": Step.BEGIN_REPEAT,
    "end_looped_group": Step.END_REPEAT,
}
_OTHER = re.compile(r"\s+(?:or_other|or\s+specify\s+other|or\s+other)\s*\Z", re.IGNORECASE)


def type_of(cell: str) -> Step | Typed | Unknown | str:
    """What a row is: a step, a question, a metadata word (text), or nothing we know."""
    words = re.sub(r"\s+", "_", cell.strip().lower())
    if words in _STEPS:
        return _STEPS[words]
    if words in KINDS:
        return Typed(KINDS[words])
    if words in METADATA:
        return words
    if words in INSTEAD:
        return Unknown("unsupported-type", INSTEAD[words])
    return _chooser(cell)


def _chooser(cell: str) -> Typed | Unknown:
    allows_other = bool(_OTHER.search(cell))
    bare = _OTHER.sub("", cell.strip())
    head, _blank, choice_list = bare.rpartition(" ")
    word = re.sub(r"\s+", "_", head.strip().lower())
    if word in CHOOSERS:
        from_file = word.endswith("_from_file")
        return Typed(CHOOSERS[word], choice_list, allows_other, from_file)
    if bare.lower() in CHOOSERS:
        return Unknown("type-without-list", bare)
    first = bare.split(maxsplit=1)[0].lower() if bare else ""
    if first in INSTEAD:
        return Unknown("unsupported-type", INSTEAD[first])
    near = get_close_matches(first, [*KINDS, *CHOOSERS, *_STEPS], 1)
    return Unknown("unknown-type-of-question", near[0] if near else "")
