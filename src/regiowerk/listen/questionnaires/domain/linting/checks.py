"""What is wrong or doubtful in an instrument, wherever it comes from.  Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal, InvalidOperation

from regiowerk.listen.questionnaires.domain.instrument import (
    CHOOSING,
    Group,
    Instrument,
    Kind,
    Placed,
    Question,
    Repeat,
    Visibility,
    sections,
    walk,
)
from regiowerk.listen.questionnaires.domain.linting.findings import Findings, Level, Place
from regiowerk.listen.questionnaires.domain.linting.tables import PREFIX, Table
from regiowerk.listen.questionnaires.domain.logic import faults_of
from regiowerk.listen.questionnaires.domain.logic.sheet import MAX_WANTED_ROWS

LIMESURVEY_NAME = 20  # characters of a question's code that LimeSurvey keeps
LIMESURVEY_CODE = 5  # characters of an answer's code
CLASSIFIED = frozenset(set(Kind) - {Kind.NOTE})  # whose values leave the organisation
type PlaceOf = Callable[[str, str], Place]  # path of an item and a word, to its cell


def check(instrument: Instrument, place_of: PlaceOf, choices: Table, found: Findings) -> None:
    """Everything that can be told from the instrument, each with its cell."""
    for placed in walk(instrument):
        if isinstance(placed.item, Question):
            _check_question(placed, placed.item, place_of, found)
        else:
            _check_group(placed, placed.item, place_of, found)
    _check_lists(instrument, place_of, choices, found)
    if not any(placed.item for placed in walk(instrument) if _is_asked(placed)):
        found.error("nothing-asked")
    _check_section_names(instrument, found)
    _check_lengths(instrument, found)
    _check_logic(instrument, place_of, found)


def unclassified(instrument: Instrument) -> tuple[Placed, ...]:
    """Questions whose author did not say who may see the answers."""
    return tuple(
        placed
        for placed in walk(instrument)
        if isinstance(placed.item, Question)
        and placed.item.kind in CLASSIFIED
        and placed.item.visibility is None
    )


def _is_asked(placed: Placed) -> bool:
    return isinstance(placed.item, Question) and placed.item.is_answerable


def _check_question(placed: Placed, question: Question, place_of: PlaceOf, found: Findings) -> None:
    name, path = question.name, placed.path
    if not question.label and question.kind is not Kind.CALCULATE:
        found.error("no-label", place_of(path, "label"), name=name)
    if question.kind is Kind.CALCULATE and not question.calculation:
        found.error("no-calculation", place_of(path, "calculation"), name=name)
    if question.kind in CLASSIFIED and question.visibility is None:
        found.warn("no-visibility", place_of(path, f"{PREFIX}confidential"), name=name)
    if question.visibility is Visibility.AGGREGATE and question.min_cell is None:
        found.note("no-min-cell", place_of(path, f"{PREFIX}min_cell"), name=name)
    if question.kind is Kind.RANGE:
        _check_range(placed.path, question, place_of, found)


def _check_range(path: str, question: Question, place_of: PlaceOf, found: Findings) -> None:
    for word, usual in (("start", "1"), ("end", "10"), ("step", "1")):
        text = question.parameters.get(word, usual)
        try:
            is_number = Decimal(text).is_finite()
        except InvalidOperation:
            is_number = False
        if not is_number:
            place = place_of(path, "parameters")
            found.error("range-without-number", place, parameter=word, value=text)


def _check_group(placed: Placed, group: Group | Repeat, place_of: PlaceOf, found: Findings) -> None:
    if not group.items:
        found.warn("empty-group", place_of(placed.path, "type"), name=group.name)
    if not group.label and not placed.groups:
        found.warn("section-without-label", place_of(placed.path, "label"), name=group.name)
    if isinstance(group, Group) and group.is_matrix:
        lists = {
            item.choice_list
            for item in group.items
            if isinstance(item, Question) and item.kind in CHOOSING
        }
        if len(lists) > 1:
            place = place_of(placed.path, "appearance")
            found.warn("matrix-of-several-lists", place, name=group.name)
    if isinstance(group, Repeat) and group.count.isdecimal() and int(group.count) > MAX_WANTED_ROWS:
        place, most = place_of(placed.path, "repeat_count"), str(MAX_WANTED_ROWS)
        found.warn("too-many-rows", place, name=group.name, wanted=group.count, most=most)


def _check_section_names(instrument: Instrument, found: Findings) -> None:
    counted = Counter(section.name for section in sections(instrument))
    for name in (name for name, number in counted.items() if number > 1):
        found.error("section-twice", name=name)


def _check_lists(
    instrument: Instrument, place_of: PlaceOf, choices: Table, found: Findings
) -> None:
    used = set()
    for placed in walk(instrument):
        question = placed.item
        if not isinstance(question, Question) or question.kind not in CHOOSING:
            continue
        used.add(question.choice_list)
        if question.choice_list not in instrument.choice_lists:
            place = place_of(placed.path, "type")
            found.error("list-missing", place, list=question.choice_list, name=question.name)
    rules = " ".join(_rules(instrument))
    for name, offered in instrument.choice_lists.items():
        if name not in used and not _is_quoted(name.removesuffix(".csv"), rules):
            found.warn("list-unused", _place_in(choices, name), list=name)
        _check_codes(name, tuple(choice.code for choice in offered), choices, found)


def _is_quoted(name: str, rules: str) -> bool:
    """Whether an expression names a list, as in instance('towns')."""
    return any(f"{quote}{name}{quote}" in rules for quote in "'\"")


def _check_codes(name: str, codes: tuple[str, ...], choices: Table, found: Findings) -> None:
    counted = Counter(codes)
    folded: dict[str, str] = {}
    for code, number in counted.items():
        place = _place_in(choices, name, code)
        if number > 1:
            found.error(
                "code-twice", _place_in(choices, name, code, last=True), code=code, list=name
            )
        twin = folded.setdefault(code.casefold(), code)
        if twin != code:
            found.warn("code-differs-in-case", place, code=code, other=twin)


def _check_lengths(instrument: Instrument, found: Findings) -> None:
    """What LimeSurvey would cut: told once, because one has to do nothing but know it."""
    names = [placed.item.name for placed in walk(instrument) if isinstance(placed.item, Question)]
    codes = [choice.code for offered in instrument.choice_lists.values() for choice in offered]
    for kind, words, limit in (
        ("names-long-for-limesurvey", names, LIMESURVEY_NAME),
        ("codes-long-for-limesurvey", codes, LIMESURVEY_CODE),
    ):
        long = list(dict.fromkeys(word for word in words if len(word) > limit))
        if long:
            number, limited = str(len(long)), str(limit)
            found.note(kind, number=number, limit=limited, examples=", ".join(long[:3]))


def _place_in(table: Table, name: str, code: str = "", *, last: bool = False) -> Place:
    """The row of the sheet "choices" a list begins in, or where a code stands."""
    folded = {heading.strip().lower().replace(" ", "_"): heading for heading in table.headings}
    list_heading = folded.get("list_name", "list_name")
    code_heading = folded.get("name", folded.get("value", "name"))
    rows = [
        row
        for row in table.rows
        if row.cells.get(list_heading) == name and code in {"", row.cells.get(code_heading)}
    ]
    if not rows:
        return Place(table.name)
    return table.place(rows[-1 if last else 0], code_heading if code else list_heading)


def _rules(instrument: Instrument) -> Iterator[str]:
    for placed in walk(instrument):
        if isinstance(placed.item, Question):
            yield from (placed.item.relevant, placed.item.constraint, placed.item.calculation)
            yield placed.item.choice_filter


def _check_logic(instrument: Instrument, place_of: PlaceOf, found: Findings) -> None:
    for fault in faults_of(instrument):
        level = Level.ERROR if fault.is_error else Level.WARNING
        place = place_of(fault.path, _WORDS.get(fault.column, fault.column))
        values = {**fault.values, "name": fault.values.get("name", fault.path.rpartition("/")[2])}
        found.add(level, fault.kind, place, values)


_WORDS = {"count": "repeat_count"}
