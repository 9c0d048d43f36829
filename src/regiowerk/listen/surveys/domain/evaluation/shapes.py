"""What can be tabulated of a questionnaire: one shape per question.  Pure.

| shape    | questions                              | what is counted                           |
|----------|----------------------------------------|-------------------------------------------|
| single   | select_one, acknowledge                | organisations per answer                  |
| scale    | select_one in a matrix                 | the same, shown with its neighbours       |
| multiple | select_multiple, any choice in a repeat| organisations that named an answer        |
| ranking  | rank                                   | mean place, and organisations per place 1 |
| number   | integer, decimal, range, calculate     | mean, median, spread, classes             |
| text     | text, date, geopoint, file             | organisations that answered, texts listed;|
|          |                                        | organisations per theme where it is coded |

A number in a repeat is the sum over the rows of one organisation.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from regiowerk.listen.questionnaires.domain.instrument import (
    Group,
    Instrument,
    Kind,
    Placed,
    Question,
    Visibility,
    questions,
    say,
    section_of,
    walk,
)

YES = "true"  # the one answer of an acknowledgement


class Form(StrEnum):
    """How a question is tabulated."""

    SINGLE = "single"
    SCALE = "scale"
    MULTIPLE = "multiple"
    RANKING = "ranking"
    NUMBER = "number"
    TEXT = "text"


CHOSEN = frozenset({Form.SINGLE, Form.SCALE, Form.MULTIPLE})
_FORMS: Mapping[Kind, Form] = {
    Kind.SELECT_ONE: Form.SINGLE,
    Kind.ACKNOWLEDGE: Form.SINGLE,
    Kind.SELECT_MULTIPLE: Form.MULTIPLE,
    Kind.RANK: Form.RANKING,
    Kind.INTEGER: Form.NUMBER,
    Kind.DECIMAL: Form.NUMBER,
    Kind.RANGE: Form.NUMBER,
    Kind.CALCULATE: Form.NUMBER,
}


@dataclass(frozen=True, slots=True)
class Shape:
    """One question as it is tabulated; words in one language."""

    key: str  # stable in addresses: the path with "." for "/"
    path: str
    form: Form
    label: str
    section: str
    visibility: Visibility
    codes: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()  # labels of the codes
    min_cell: int | None = None
    indicator: str = ""
    group: str = ""  # path of the matrix it stands in
    group_label: str = ""
    is_repeated: bool = False
    is_whole: bool = False  # numbers without fractions

    @property
    def is_counted(self) -> bool:
        """Whether each organisation chose from a list, or themes were found in what it wrote."""
        return self.form in CHOSEN or (self.form is Form.TEXT and bool(self.codes))


def shapes_of(
    instrument: Instrument, classes: Mapping[str, Visibility], language: str
) -> tuple[Shape, ...]:
    """Every question that is answered, in the author's order; personal ones are never tabulated."""
    groups = {one.path: one.item for one in walk(instrument) if isinstance(one.item, Group)}
    return tuple(
        _shape(placed, instrument, classes[path], groups, language)
        for path, placed in questions(instrument).items()
        if path in classes and classes[path] is not Visibility.PERSONAL and _is_shown(placed)
    )


def key_of(path: str) -> str:
    """How a question is named in addresses."""
    return path.strip("/").replace("/", ".")


def by_section(shapes: tuple[Shape, ...]) -> dict[str, list[Shape]]:
    """The shapes under their sections, in the author's order."""
    found: dict[str, list[Shape]] = {}
    for shape in shapes:
        found.setdefault(shape.section, []).append(shape)
    return found


def _is_shown(placed: Placed) -> bool:
    item = placed.item
    return isinstance(item, Question) and item.kind is not Kind.NOTE


def _shape(
    placed: Placed,
    instrument: Instrument,
    visibility: Visibility,
    groups: Mapping[str, Group],
    language: str,
) -> Shape:
    question = placed.item
    assert isinstance(question, Question)  # noqa: S101 - `questions` holds nothing else
    matrix = next((path for path in reversed(placed.groups) if _is_matrix(groups.get(path))), "")
    is_repeated = bool(placed.repeats)
    codes = tuple(_codes(question, instrument, language))
    return Shape(
        key=key_of(placed.path),
        path=placed.path,
        form=_form(question, is_in_matrix=bool(matrix), is_repeated=is_repeated),
        label=say(question.label, language, instrument.default_language) or question.name,
        section=section_of(placed.path, instrument),
        visibility=visibility,
        codes=tuple(code for code, _label in codes),
        answers=tuple(label for _code, label in codes),
        min_cell=question.min_cell,
        indicator=question.indicator,
        group=matrix,
        group_label=_label(groups.get(matrix), instrument, language),
        is_repeated=is_repeated,
        is_whole=question.kind is Kind.INTEGER,
    )


def _form(question: Question, *, is_in_matrix: bool, is_repeated: bool) -> Form:
    form = _FORMS.get(question.kind, Form.TEXT)
    if form is Form.SINGLE and is_repeated:
        return Form.MULTIPLE
    if form is Form.SINGLE and is_in_matrix and question.choice_list:
        return Form.SCALE
    return form


def _codes(question: Question, instrument: Instrument, language: str) -> Iterator[tuple[str, str]]:
    if question.kind is Kind.ACKNOWLEDGE:
        yield YES, ""
        return
    for choice in instrument.choice_lists.get(question.choice_list, ()):
        yield choice.code, say(choice.label, language, instrument.default_language) or choice.code


def _is_matrix(group: Group | None) -> bool:
    return group is not None and group.is_matrix


def _label(group: Group | None, instrument: Instrument, language: str) -> str:
    return say(group.label, language, instrument.default_language) if group else ""
