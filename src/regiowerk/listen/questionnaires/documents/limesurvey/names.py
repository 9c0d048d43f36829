"""What the questions of LimeSurvey are called here, and what its variables stand for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from regiowerk.listen.questionnaires.documents.limesurvey.survey import Asked, Survey
from regiowerk.listen.questionnaires.documents.limesurvey.to_xpath import Target, Variables

SINGLE = frozenset("L!O5GYI")
TICKS = frozenset("MP")
ARRAYS = frozenset("FABCEH")
SEVERAL = frozenset("KQ")
GRIDS = frozenset(";:")
SIMPLE = frozenset("NSTUD*R|X")
KNOWN = SINGLE | TICKS | ARRAYS | SEVERAL | GRIDS | SIMPLE | {"1"}
FIXED_CODES: Mapping[str, tuple[str, ...]] = {
    "5": tuple("12345"),
    "A": tuple("12345"),
    "B": (*"123456789", "10"),
    "C": ("Y", "U", "N"),
    "E": ("I", "S", "D"),
    "G": ("F", "M"),
    "Y": ("Y", "N"),
}
_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9_]+")


@dataclass(frozen=True, slots=True)
class Names:
    """`of` gives the name here of every question, row and addition; `variables` what they mean."""

    of: Mapping[str, str]
    variables: Variables
    changed: Mapping[str, str]
    sections: tuple[str, ...]
    welcome: str


def names_of(survey: Survey) -> Names:
    """Names for everything that will have an answer or a heading, all different."""
    taken: set[str] = set()
    of: dict[str, str] = {}
    targets: dict[str, Target] = {}
    changed: dict[str, str] = {}
    for block in survey.blocks:
        for asked in block.questions:
            stem = f"{survey.id}X{block.id}X{asked.id}"
            for entry in _entries(asked, survey.languages):
                name = of.get(entry.holder) or _take(entry.holder, taken)
                of[entry.holder] = name
                if name != entry.holder:
                    changed[entry.holder] = name
                target = Target(name, safe_code(entry.choice), frozenset(entry.codes))
                if entry.has_value:
                    targets[entry.variable] = targets[f"{stem}{entry.suffix}"] = target
    sections = tuple(_take(f"section_{n + 1}", taken) for n in range(len(survey.blocks)))
    welcome = _take("welcome", taken)
    return Names(of, Variables(targets), changed, sections, welcome)


def safe_code(code: str) -> str:
    """A choice code without what separates codes from one another."""
    return re.sub(r"[^A-Za-z0-9_.-]+", "_", code.strip())


@dataclass(frozen=True, slots=True)
class _Entry:
    variable: str  # as LimeSurvey's conditions write it
    suffix: str  # as its column names end
    holder: str  # the question or heading that stands for it here
    choice: str = ""
    codes: tuple[str, ...] = ()
    has_value: bool = True


def _entries(asked: Asked, languages: tuple[str, ...]) -> Iterator[_Entry]:
    code = asked.code
    rows = [part for part in asked.parts if part.scale == 0]
    if asked.type in TICKS:
        yield from _ticks(asked)
    elif asked.type in ARRAYS | SEVERAL | GRIDS | {"1"}:
        yield _Entry(code, "", code, has_value=False)
        if asked.type == "1":
            for scale in (0, 1):
                name = f"{code}_scale{scale + 1}"
                yield _Entry(name, "", name, has_value=False)
        for part in rows:
            yield from _of_row(asked, part.code)
    else:
        yield _Entry(code, "", code, codes=codes_of(asked, languages), has_value=asked.type != "R")
        if asked.type in SINGLE and asked.has_other:
            yield _Entry(f"{code}_other", "other", f"{code}_other")
        if asked.type == "O":
            yield _Entry(f"{code}_comment", "comment", f"{code}_comment")


def _ticks(asked: Asked) -> Iterator[_Entry]:
    code = asked.code
    yield _Entry(code, "", code, has_value=False)
    for part in asked.parts:
        yield _Entry(f"{code}_{part.code}", part.code, code, part.code)
        if asked.type == "P":
            name = f"{code}_{part.code}comment"
            yield _Entry(name, f"{part.code}comment", name)
    if asked.has_other:
        yield _Entry(f"{code}_other", "other", f"{code}_other")


def _of_row(asked: Asked, row: str) -> Iterator[_Entry]:
    name = f"{asked.code}_{row}"
    if asked.type == "1":
        for scale in (0, 1):
            codes = tuple(answer.code for answer in asked.answers if answer.scale == scale)
            yield _Entry(f"{name}_{scale}", f"{row}#{scale}", f"{name}_{scale}", codes=codes)
    elif asked.type in GRIDS and is_ticked(asked):
        yield _Entry(name, row, name, has_value=False)
        for column in columns_of(asked):
            yield _Entry(f"{name}_{column}", f"{row}_{column}", name, column)
    elif asked.type in GRIDS:
        yield _Entry(name, row, name, has_value=False)
        for column in columns_of(asked):
            yield _Entry(f"{name}_{column}", f"{row}_{column}", f"{name}_{column}")
    else:
        codes = codes_of(asked, ()) if asked.type in ARRAYS else ()
        yield _Entry(name, row, name, codes=codes)


def columns_of(asked: Asked) -> tuple[str, ...]:
    """The codes of the columns of a grid."""
    return tuple(part.code for part in asked.parts if part.scale == 1)


def is_ticked(asked: Asked) -> bool:
    """Whether the cells of a grid are boxes to tick rather than numbers to type."""
    return asked.type == ":" and asked.attributes.get("multiflexible_checkbox") == "1"


def codes_of(asked: Asked, languages: tuple[str, ...]) -> tuple[str, ...]:
    """The codes of what can be chosen."""
    if asked.type == "I":
        return languages
    if asked.type in FIXED_CODES:
        return FIXED_CODES[asked.type]
    return tuple(answer.code for answer in asked.answers if answer.scale == 0)


def _take(wanted: str, taken: set[str]) -> str:
    stem = _NOT_IN_NAMES.sub("_", wanted.strip()) or "question"
    if not (stem[0].isalpha() or stem[0] == "_"):
        stem = f"q{stem}"
    name, number = stem, 2
    while name.casefold() in taken:
        name, number = f"{stem}_{number}", number + 1
    taken.add(name.casefold())
    return name
