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
    stands_for: str = ""  # what the author wrote, where only something near it can be asked here


@dataclass(frozen=True, slots=True)
class ListFile:
    """A row that asks nothing and names the file of a list: csv-external, xml-external."""

    ending: str


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
    "select_one_using": Kind.SELECT_ONE,
    "select_multiple_from": Kind.SELECT_MULTIPLE,
    "select_multiple_using": Kind.SELECT_MULTIPLE,
    "select_one_external": Kind.SELECT_ONE,
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
# What needs a device, and the nearest that a browser can ask.
NEAREST: Mapping[str, Kind] = {
    "datetime": Kind.DATE,
    "date_time": Kind.DATE,
    "time": Kind.TEXT,
    "image": Kind.FILE,
    "photo": Kind.FILE,
    "audio": Kind.FILE,
    "video": Kind.FILE,
    "barcode": Kind.TEXT,
    "percentage": Kind.INTEGER,
    "geotrace": Kind.TEXT,
    "geoshape": Kind.TEXT,
    "osm": Kind.TEXT,
    "hidden": Kind.CALCULATE,
}
LIST_FILES = {"csv-external": ListFile("csv"), "xml-external": ListFile("xml")}
_STEPS = {step.value: step for step in Step} | {
    "begin_lgroup": Step.BEGIN_REPEAT,
    "end_lgroup": Step.END_REPEAT,
    "begin_looped_group": Step.BEGIN_REPEAT,
    "end_looped_group": Step.END_REPEAT,
}
_OLD = re.compile(r"(?:add|q|get)_(?P<word>.+?)(?:_prompt)?\Z")  # "add text prompt", "q picture"
_OLD_CHOOSER = re.compile(r"(?:add_)?(?P<word>select_(?:one|multiple))_prompt_using\Z")
_OLD_WORDS = {
    "picture": "image",
    "phone_number": "phonenumber",
    "device_id": "deviceid",
    "start_time": "start",
    "end_time": "end",
    "sim_id": "simserial",
    "subscriber_id": "subscriberid",
}
_OTHER = re.compile(r"\s+(?:or_other|or\s+specify\s+other|or\s+other)\s*\Z", re.IGNORECASE)


def type_of(cell: str) -> Step | Typed | ListFile | Unknown | str:
    """What a row is: a step, a question, a metadata word (text), or nothing we know."""
    written = re.sub(r"\s+", "_", cell.strip().lower())
    for words in (written, _modern(written)):
        if words in _STEPS:
            return _STEPS[words]
        if words in KINDS:
            return Typed(KINDS[words])
        if words in METADATA:
            return words
        if words in NEAREST:
            return Typed(NEAREST[words], stands_for=cell.strip())
        if words in LIST_FILES:
            return LIST_FILES[words]
    return _chooser(cell)


def _modern(word: str) -> str:
    """A type as it is written today: "add text prompt" was one of the first."""
    old = _OLD.match(word)
    bare = old["word"] if old else word
    return _OLD_WORDS.get(bare, bare)


def _chooser(cell: str) -> Typed | Unknown:
    allows_other = bool(_OTHER.search(cell))
    bare = _OTHER.sub("", cell.strip())
    head, _blank, choice_list = bare.rpartition(" ")
    word = re.sub(r"\s+", "_", head.strip().lower())
    old = _OLD_CHOOSER.match(word)
    word = f"{old['word']}_using" if old else word
    if word in CHOOSERS:
        from_file = word.endswith("_from_file")
        return Typed(CHOOSERS[word], choice_list, allows_other, from_file)
    if bare.lower() in CHOOSERS:
        return Unknown("type-without-list")
    first = bare.split(maxsplit=1)[0].lower() if bare else ""
    near = get_close_matches(first, [*KINDS, *CHOOSERS, *_STEPS], 1)
    return Unknown("unknown-type-of-question", near[0] if near else "")
