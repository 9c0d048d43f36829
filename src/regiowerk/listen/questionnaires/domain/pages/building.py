"""Builds the page of a section from the instrument, the filled sheet, and the notes beside it.  Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from regiowerk.listen.questionnaires.domain.answers import Field, Upload
from regiowerk.listen.questionnaires.domain.inputs import endings_of, largest_of, name_of, sent
from regiowerk.listen.questionnaires.domain.instrument import (
    Group,
    Instrument,
    Item,
    Kind,
    Question,
    Repeat,
    Section,
    say,
    sections,
)
from regiowerk.listen.questionnaires.domain.minutes import minutes_for
from regiowerk.listen.questionnaires.domain.pages.blocks import (
    NO_NOTE,
    Block,
    FieldNote,
    GroupBlock,
    MatrixBlock,
    Option,
    QuestionBlock,
    RepeatBlock,
    RowBlock,
    SectionPage,
)
from regiowerk.listen.questionnaires.domain.pages.options import limits_of, options_of
from regiowerk.listen.questionnaires.domain.pages.showing import Circle, Sentence, Showing, shown

if TYPE_CHECKING:
    from regiowerk.listen.questionnaires.domain.logic import FieldState, Sheet

MANY = 12  # choices; more are picked from a list that can be searched by typing

_LOOKS = {
    Kind.TEXT: "text",
    Kind.INTEGER: "number",
    Kind.DECIMAL: "number",
    Kind.DATE: "date",
    Kind.SELECT_MULTIPLE: "checks",
    Kind.RANK: "rank",
    Kind.NOTE: "note",
    Kind.CALCULATE: "calculated",
    Kind.ACKNOWLEDGE: "yes",
    Kind.FILE: "file",
    Kind.GEOPOINT: "select",
}


def page_of(
    sheet: Sheet,
    instrument: Instrument,
    section_name: str,
    *,
    language: str,
    notes: Mapping[Field, FieldNote],
    typed: Mapping[Field, Sequence[str]] | None = None,
    faults: Mapping[Field, str] | None = None,
    places: Sequence[Option] = (),
    sentence: Sentence | None = None,
    circle: Circle | None = None,
    checks: bool = False,
    only_core: bool = False,
) -> SectionPage:
    """The page of a section.  Raises KeyError for a section the instrument does not have."""
    showing = Showing(
        sheet,
        instrument,
        language,
        notes,
        typed or {},
        faults or {},
        places,
        sentence,
        circle,
        checks,
        only_core,
    )
    section = next((one for one in sections(instrument) if one.name == section_name), None)
    if section is None:
        raise KeyError(section_name)
    return _page(showing, section)


def _page(showing: Showing, section: Section) -> SectionPage:
    first = section.items[0]
    if isinstance(first, Group):
        path, items, hint = f"/{first.name}", first.items, first.hint
    else:
        path, items, hint = "", section.items, {}
    at = Field(path or f"/{section.name}")
    blocks = tuple(_blocks(showing, items, path, (), 2))
    label = say(section.label, showing.language, showing.instrument.default_language)
    return SectionPage(
        name=section.name,
        label=showing.say(section.label, at) or label,
        hint=showing.say(hint, at),
        language=showing.language,
        minutes=_minutes(showing, section, blocks),
        blocks=blocks,
    )


def _minutes(showing: Showing, section: Section, blocks: tuple[Block, ...]) -> int:
    """What the questions take that are asked now and have no answer."""
    by_path = dict(_questions(section.items, ""))
    still_open = [
        by_path[block.field.path]
        for top in blocks
        for block in top.questions()
        if block.is_relevant and not block.is_answered and block.look not in {"note", "calculated"}
    ]
    return minutes_for(still_open, showing.instrument)


def _questions(items: Sequence[Item], parent: str) -> Iterator[tuple[str, Question]]:
    for item in items:
        path = f"{parent}/{item.name}"
        if isinstance(item, Question):
            yield path, item
        else:
            yield from _questions(item.items, path)


def _blocks(
    showing: Showing, items: Sequence[Item], parent: str, rows: tuple[str, ...], level: int
) -> Iterator[Block]:
    for item in items:
        field = Field(f"{parent}/{item.name}", rows)
        block: Block | None
        match item:
            case Question():
                block = _question(showing, item, field) if _is_wanted(showing, item) else None
            case Repeat():
                block = _repeat(showing, item, field, level)
            case Group():
                block = _group(showing, item, field, level)
        if block is not None:
            yield block


def _is_wanted(showing: Showing, question: Question) -> bool:
    """On the short path only what matters most; calculations that no other text shows."""
    if question.kind is Kind.CALCULATE:
        is_told = any(f"${{{question.name}}}" in text for text in showing.texts)
        return bool(question.label) and not is_told and not showing.only_core
    return question.is_core or not showing.only_core


def _group(showing: Showing, group: Group, field: Field, level: int) -> Block | None:
    blocks = tuple(_blocks(showing, group.items, field.path, field.rows, level + 1))
    if not blocks:
        return None
    around = (
        field,
        name_of(field),
        showing.say(group.label, field),
        showing.say(group.hint, field),
        showing.sheet.is_group_relevant(field),
        level,
    )
    rows = tuple(block for block in blocks if isinstance(block, QuestionBlock))
    if group.is_matrix and rows == blocks and _have_one_list(group):
        columns = max((row.options for row in rows), key=len)
        return MatrixBlock(*around, columns=columns, rows=rows)
    return GroupBlock(*around, blocks=blocks)


def _have_one_list(group: Group) -> bool:
    choosing = {Kind.SELECT_ONE, Kind.SELECT_MULTIPLE}
    kinds = {item.kind for item in group.items if isinstance(item, Question)}
    lists = {item.choice_list for item in group.items if isinstance(item, Question)}
    return len(kinds) == 1 and kinds <= choosing and len(lists) == 1


def _repeat(showing: Showing, repeat: Repeat, field: Field, level: int) -> Block | None:
    rows = tuple(
        _row(showing, repeat, Field(field.path, (*field.rows, row)), number, level)
        for number, row in enumerate(showing.sheet.rows_of(field), start=1)
    )
    if showing.only_core and not any(question.is_core for _path, question in _inside(repeat)):
        return None
    return RepeatBlock(
        field=field,
        name=name_of(field),
        label=showing.say(repeat.label, field),
        hint=showing.say(repeat.hint, field),
        is_relevant=showing.sheet.is_group_relevant(field),
        level=level,
        rows=rows,
        wanted=showing.sheet.wanted_rows(field),
    )


def _inside(repeat: Repeat) -> Iterator[tuple[str, Question]]:
    return _questions(repeat.items, "")


def _row(showing: Showing, repeat: Repeat, field: Field, number: int, level: int) -> RowBlock:
    blocks = tuple(_blocks(showing, repeat.items, field.path, field.rows, level + 2))
    texts = (
        block.shown
        for top in blocks
        for block in top.questions()
        if block.look == "text" and block.shown
    )
    return RowBlock(
        field,
        name_of(field),
        number,
        next(texts, "")[:80],
        blocks,
        showing.say(repeat.label, field),
    )


def _question(showing: Showing, question: Question, field: Field) -> QuestionBlock:
    state = showing.sheet.state(field)
    raw = showing.typed.get(field)
    options = options_of(showing, question, state, raw)
    problem, message = _problem(showing, question, field, state)
    least, most, step = limits_of(question, showing.language)
    return QuestionBlock(
        field=field,
        name=name_of(field),
        kind=question.kind.value,
        look=_look(question, options),
        label=showing.say(question.label, field) or question.name,
        hint=showing.say(question.hint, field),
        why=showing.say(question.guidance, field),
        visibility=question.visibility.value if question.visibility else "",
        circle=showing.circle(question) if showing.circle else "",
        min_cell=question.min_cell,
        sign_off=question.sign_off.value,
        is_relevant=state.is_relevant,
        is_required=state.is_required,
        is_read_only=state.is_read_only,
        problem=problem,
        message=message,
        values=tuple(raw) if raw is not None else sent(question, state.value, showing.language),
        shown=shown(question, state.value, showing),
        options=options,
        measure=question.parameters.get("unit", ""),
        least=least,
        most=most,
        step=step,
        endings=endings_of(question) if question.kind is Kind.FILE else (),
        largest=largest_of(question) if question.kind is Kind.FILE else 0,
        upload=state.value if isinstance(state.value, Upload) else None,
        language=showing.language,
        note=showing.notes.get(field, NO_NOTE),
    )


def _problem(
    showing: Showing, question: Question, field: Field, state: FieldState
) -> tuple[str, str]:
    """What is wrong now; what is missing is said only after somebody asked."""
    if field in showing.faults:
        return "unreadable", showing.faults[field]
    problem = state.problem if state.is_relevant else None
    if problem is None or (problem.name == "REQUIRED" and not showing.checks):
        return "", ""
    return problem.value, showing.message(question, field, problem)


def _look(question: Question, options: Sequence[Option]) -> str:
    match question.kind:
        case Kind.SELECT_ONE:
            words = set(question.appearance.split())
            is_list = len(options) > MANY or bool(words & {"minimal", "autocomplete", "search"})
            return "select" if is_list else "radios"
        case Kind.RANGE:
            return "scale" if options else "number"
        case Kind.TEXT if "multiline" in question.appearance:
            return "long"
    return _LOOKS[question.kind]
