"""Which questions of LimeSurvey an instrument becomes, and what everything is called there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from regiowerk.listen.questionnaires.documents.limesurvey.codes import (
    ANSWER_LENGTH,
    QUESTION_LENGTH,
    Codes,
)
from regiowerk.listen.questionnaires.documents.limesurvey.found import Found
from regiowerk.listen.questionnaires.documents.limesurvey.from_xpath import Spoken
from regiowerk.listen.questionnaires.documents.limesurvey.survey import Place
from regiowerk.listen.questionnaires.domain.instrument import (
    Choice,
    Group,
    Instrument,
    Item,
    Kind,
    Question,
    Repeat,
    Section,
    sections,
)

OTHER = "other"
_TYPES = {
    Kind.TEXT: "S",
    Kind.INTEGER: "N",
    Kind.DECIMAL: "N",
    Kind.RANGE: "N",
    Kind.DATE: "D",
    Kind.SELECT_ONE: "L",
    Kind.SELECT_MULTIPLE: "M",
    Kind.RANK: "R",
    Kind.NOTE: "X",
    Kind.CALCULATE: "*",
    Kind.ACKNOWLEDGE: "M",
    Kind.FILE: "|",
    Kind.GEOPOINT: "S",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A row of an array, or a box to tick."""

    code: str
    item: Question | Choice


@dataclass(frozen=True, slots=True)
class Planned:
    """One question of LimeSurvey: a question, or a group of questions of the same kind."""

    code: str
    type: str
    item: Question | Group | Repeat
    around: tuple[str, ...] = ()  # conditions of the groups that LimeSurvey cannot nest
    rows: tuple[Row, ...] = ()
    answers: tuple[Row, ...] = ()
    other: Question | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    pages: tuple[tuple[Section, tuple[Planned, ...]], ...]
    spoken: Mapping[str, Spoken] = field(default_factory=dict)


def plan_of(instrument: Instrument, found: Found) -> Plan:
    """The plan of a table; what LimeSurvey has no place for is told in the findings."""
    planner = _Planner(instrument, found)
    pages = tuple(
        (section, tuple(planner.planned(_inside(section), ()))) for section in sections(instrument)
    )
    return Plan(pages, planner.spoken)


def place_of(item: Item) -> Place:
    return Place(item.name)


def _inside(section: Section) -> tuple[Item, ...]:
    first = section.items[0]
    return first.items if is_page(first) and isinstance(first, Group) else section.items


def is_page(item: Item) -> bool:
    """Whether a group of the first level is a page of LimeSurvey, and no array on a page."""
    return isinstance(item, Group) and not item.is_matrix


def type_of_group(group: Group | Repeat) -> str:
    """The array a group can be: F, K or Q; nothing where its questions are of several kinds."""
    items = [item for item in group.items if isinstance(item, Question)]
    if isinstance(group, Repeat) or len(items) != len(group.items) or not items:
        return ""
    kinds = {item.kind for item in items}
    is_plain = not any(i.hint or i.guidance or i.choice_filter or i.appearance for i in items)
    is_alike = len({(item.constraint, item.required) for item in items}) == 1
    if len(kinds) > 1 or not is_plain or not is_alike:
        return ""
    if kinds == {Kind.SELECT_ONE}:
        return "F" if group.is_matrix and len({item.choice_list for item in items}) == 1 else ""
    if group.is_matrix:
        return ""
    return {Kind.DECIMAL: "K", Kind.INTEGER: "K", Kind.TEXT: "Q"}.get(kinds.pop(), "")


class _Planner:
    def __init__(self, instrument: Instrument, found: Found) -> None:
        self.spoken: dict[str, Spoken] = {}
        self._lists = instrument.choice_lists
        self._found = found
        self._codes = Codes(QUESTION_LENGTH, first_letter="Q")

    def planned(self, items: tuple[Item, ...], around: tuple[str, ...]) -> Iterator[Planned]:
        companions = {f"{item.name}_other" for item in items if self._asks_for_other(item)}
        by_name = {item.name: item for item in items}
        for item in items:
            if isinstance(item, Question):
                if item.name not in companions:
                    yield self._question(item, around, by_name.get(f"{item.name}_other"))
            elif type_of_group(item):
                yield self._array(item, around)
            else:
                yield from self._flat(item, around)

    def _asks_for_other(self, item: Item) -> bool:
        if not isinstance(item, Question):
            return False
        choices = self._lists.get(item.choice_list, ())
        kinds = {Kind.SELECT_ONE, Kind.SELECT_MULTIPLE}
        return item.kind in kinds and any(choice.code == OTHER for choice in choices)

    def _flat(self, group: Group | Repeat, around: tuple[str, ...]) -> Iterator[Planned]:
        """LimeSurvey nests nothing: the heading becomes a text, its condition that of all."""
        if isinstance(group, Repeat):
            self._found.warn("repeat-asked-once", place_of(group), question=group.name)
        inner = (*around, group.relevant) if group.relevant else around
        if group.label:
            yield Planned(self._code(group.name), "X", group, around)
        yield from self.planned(group.items, inner)

    def _question(self, item: Question, around: tuple[str, ...], companion: Item | None) -> Planned:
        code = self._code(item.name)
        kind = "T" if "multiline" in item.appearance.split() else _TYPES[item.kind]
        if item.kind is Kind.SELECT_ONE and "minimal" in item.appearance.split():
            kind = "!"
        if item.kind is Kind.GEOPOINT:
            self._found.warn("asked-as-text", place_of(item), question=item.name)
        other = companion if isinstance(companion, Question) else None
        other = other if self._asks_for_other(item) else None
        choices = self._choices(item, without_other=other is not None)
        rows = choices if kind == "M" else ()
        answers = choices if kind in {"L", "!", "R"} else ()
        self._speak(item, code, choices, other)
        return Planned(code, kind, item, around, rows, answers, other)

    def _choices(self, item: Question, *, without_other: bool) -> tuple[Row, ...]:
        if item.kind is Kind.ACKNOWLEDGE:
            return (Row("Y", Choice("Y", item.label)),)
        length = QUESTION_LENGTH if item.kind is Kind.SELECT_MULTIPLE else ANSWER_LENGTH
        codes = Codes(length)
        rows: list[Row] = []
        for choice in self._lists.get(item.choice_list, ()):
            if without_other and choice.code == OTHER:
                continue
            rows.append(Row(codes.take(choice.code), choice))
        changed = [
            f"{row.item.code} → {row.code}"
            for row in rows
            if isinstance(row.item, Choice) and row.item.code != row.code
        ]
        if changed:
            self._found.note(
                "answer-codes-shortened",
                place_of(item),
                question=item.name,
                codes=", ".join(changed),
            )
        return tuple(rows)

    def _speak(
        self, item: Question, code: str, choices: tuple[Row, ...], other: Question | None
    ) -> None:
        known = {row.item.code: row.code for row in choices if isinstance(row.item, Choice)}
        if item.kind is Kind.SELECT_MULTIPLE:
            ticks = {name: f"{code}_{short}" for name, short in known.items()}
            self.spoken[item.name] = Spoken("", ticks | ({OTHER: f"{code}_other"} if other else {}))
        elif item.kind is Kind.SELECT_ONE:
            self.spoken[item.name] = Spoken(code, codes=known | ({OTHER: "-oth-"} if other else {}))
        elif item.kind not in {Kind.RANK, Kind.ACKNOWLEDGE}:
            self.spoken[item.name] = Spoken(code)
        if other:
            self.spoken[other.name] = Spoken(f"{code}_other")

    def _array(self, group: Group | Repeat, around: tuple[str, ...]) -> Planned:
        code, kind = self._code(group.name), type_of_group(group)
        codes = Codes(QUESTION_LENGTH)
        rows: list[Row] = []
        answers: tuple[Row, ...] = ()
        for item in group.items:
            if isinstance(item, Question):
                answers = self._choices(item, without_other=False) if kind == "F" else ()
                known = {r.item.code: r.code for r in answers if isinstance(r.item, Choice)}
                short = codes.take(item.name.removeprefix(f"{group.name}_"))
                self.spoken[item.name] = Spoken(f"{code}_{short}", codes=known)
                rows.append(Row(short, item))
                if item.name != f"{group.name}_{short}":
                    self._renamed(item.name, f"{code}_{short}", item)
        return Planned(code, kind, group, around, tuple(rows), answers)

    def _code(self, name: str) -> str:
        code = self._codes.take(name)
        if code != name:
            self._found.note("code-shortened", Place(name), old=name, new=code, question=name)
        return code

    def _renamed(self, old: str, new: str, item: Item) -> None:
        if old != new:
            self._found.note("code-shortened", place_of(item), old=old, new=new, question=item.name)
