"""An instrument: one version of a questionnaire as a value, and its canonical JSON.  Pure.

The tree and its words follow XLSForm; what XLSForm has no word for stands in the columns
`bind::rp:*`.  Expressions are kept as the author wrote them (`${name}` and all); `logic` reads them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

type Words = Mapping[str, str]  # language code -> text; "" where the author named no language


class Kind(StrEnum):
    """What is asked for.  The values are XLSForm's words where it has them."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"
    SELECT_ONE = "select_one"
    SELECT_MULTIPLE = "select_multiple"
    RANK = "rank"
    RANGE = "range"
    NOTE = "note"
    CALCULATE = "calculate"
    ACKNOWLEDGE = "acknowledge"
    FILE = "file"
    GEOPOINT = "geopoint"  # answered by picking a municipality


CHOOSING = frozenset({Kind.SELECT_ONE, Kind.SELECT_MULTIPLE, Kind.RANK})
UNANSWERED = frozenset({Kind.NOTE, Kind.CALCULATE})  # nobody types anything there


class Visibility(StrEnum):
    """Who may see an answer; from the widest to the narrowest circle."""

    PUBLIC = "public"
    REGION = "region"
    OFFICE = "office"
    AGGREGATE = "aggregate"
    PERSONAL = "personal"


class SignOff(StrEnum):
    """Who has to agree before an answer leaves the organisation."""

    NONE = "none"
    DEPARTMENT = "department"
    HEAD = "head"


class Prefill(StrEnum):
    """Where a first answer may be taken from, to be confirmed."""

    LAST_WAVE = "last_wave"
    INVENTORY = "inventory"
    MASTER_DATA = "master_data"


@dataclass(frozen=True, slots=True)
class Choice:
    code: str
    label: Words
    columns: Mapping[str, str] = field(default_factory=dict)  # what choice filters read


@dataclass(frozen=True, slots=True)
class Question:
    """One question.  An empty expression is no rule."""

    name: str
    kind: Kind
    label: Words = field(default_factory=dict)
    hint: Words = field(default_factory=dict)
    guidance: Words = field(default_factory=dict)  # why we ask, with an example answer
    relevant: str = ""
    required: str = ""  # "" never, "true()" always, else an expression
    required_message: Words = field(default_factory=dict)
    constraint: str = ""
    constraint_message: Words = field(default_factory=dict)
    calculation: str = ""
    default: str = ""
    choice_list: str = ""  # name of the list; for "from file" the file's name
    choice_filter: str = ""
    allows_other: bool = False  # or_other: a choice "other" and a text beside it
    appearance: str = ""
    is_read_only: bool = False
    parameters: Mapping[str, str] = field(default_factory=dict)  # start, end, step, randomize ...
    visibility: Visibility | None = None  # None: the author did not say; may not be published
    min_cell: int | None = None
    sign_off: SignOff = SignOff.HEAD
    unit: str = ""  # the department that probably knows
    indicator: str = ""  # the same across waves and questionnaires
    prefill: Prefill | None = None
    code_list: str = ""  # URN of a code list
    is_core: bool = False  # on the short path
    disabled: Mapping[str, str] = field(default_factory=dict)  # rules not understood, by column
    kept: Mapping[str, str] = field(default_factory=dict)  # columns we have no use for, unchanged

    @property
    def is_answerable(self) -> bool:
        return self.kind not in UNANSWERED


@dataclass(frozen=True, slots=True)
class Group:
    """Questions under one heading.  Groups of the first level are the sections."""

    name: str
    items: tuple[Item, ...]
    label: Words = field(default_factory=dict)
    hint: Words = field(default_factory=dict)
    relevant: str = ""
    appearance: str = ""  # "matrix" or XLSForm's "table-list": one list, many rows
    unit: str = ""
    minutes: int | None = None  # as the author expects; None: reckoned from the questions
    disabled: Mapping[str, str] = field(default_factory=dict)
    kept: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_matrix(self) -> bool:
        return bool({"matrix", "table-list"} & set(self.appearance.split()))


@dataclass(frozen=True, slots=True)
class Repeat:
    """Questions asked once per row; rows carry ids that never change."""

    name: str
    items: tuple[Item, ...]
    label: Words = field(default_factory=dict)
    hint: Words = field(default_factory=dict)
    relevant: str = ""
    appearance: str = ""
    count: str = ""  # an expression; "" leaves the number to whoever answers
    unit: str = ""
    minutes: int | None = None
    disabled: Mapping[str, str] = field(default_factory=dict)
    kept: Mapping[str, str] = field(default_factory=dict)


type Item = Question | Group | Repeat


@dataclass(frozen=True, slots=True)
class Instrument:
    """A whole questionnaire of one version."""

    key: str
    title: Words
    items: tuple[Item, ...]
    choice_lists: Mapping[str, tuple[Choice, ...]] = field(default_factory=dict)
    languages: tuple[str, ...] = ("de",)
    default_language: str = "de"
    kept: Mapping[str, str] = field(default_factory=dict)  # settings we have no use for


@dataclass(frozen=True, slots=True)
class Placed:
    """An item where it stands: `path` is "/section/group/name", `repeats` the paths around it."""

    path: str
    item: Item
    repeats: tuple[str, ...]
    groups: tuple[str, ...]  # paths of all groups and repeats around it, outermost first


@dataclass(frozen=True, slots=True)
class Section:
    """What stands on one page: a group of the first level, or the loose questions between two."""

    name: str
    label: Words
    items: tuple[Item, ...]
    unit: str = ""


def walk(instrument: Instrument) -> Iterator[Placed]:
    """Every item of the tree in the author's order, groups before what stands in them."""
    yield from _walk(instrument.items, "", (), ())


def _walk(
    items: tuple[Item, ...], parent: str, repeats: tuple[str, ...], groups: tuple[str, ...]
) -> Iterator[Placed]:
    for item in items:
        path = f"{parent}/{item.name}"
        yield Placed(path, item, repeats, groups)
        if isinstance(item, Question):
            continue
        inner = (*repeats, path) if isinstance(item, Repeat) else repeats
        yield from _walk(item.items, path, inner, (*groups, path))


def questions(instrument: Instrument) -> dict[str, Placed]:
    """All questions by path, in the author's order."""
    return {placed.path: placed for placed in walk(instrument) if isinstance(placed.item, Question)}


def sections(instrument: Instrument) -> tuple[Section, ...]:
    """The pages: each item of the first level that has items; loose questions stand together."""
    found: list[Section] = []
    loose: list[Item] = []
    for item in instrument.items:
        if isinstance(item, Question):
            loose.append(item)
            continue
        if loose:
            found.append(_loose(loose))
            loose = []
        found.append(Section(item.name, item.label, (item,), item.unit))
    if loose:
        found.append(_loose(loose))
    return tuple(found)


def _loose(items: list[Item]) -> Section:
    return Section(items[0].name, {}, tuple(items))


def section_of(path: str, instrument: Instrument) -> str:
    """The name of the section a path stands in.  Raises KeyError for a path of another form."""
    first = path.split("/")[1]
    for section in sections(instrument):
        if any(item.name == first for item in section.items):
            return section.name
    raise KeyError(path)


def say(words: Words, language: str, default: str = "") -> str:
    """The text in a language, else in the default language, else whatever there is."""
    if language in words:
        return words[language]
    if default in words:
        return words[default]
    return next(iter(words.values()), "")
