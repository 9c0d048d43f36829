"""From rows of the sheet "survey" to questions, groups and repeats."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from regiowerk.listen.questionnaires.documents.xlsform.cell_values import MOST_MINUTES, Cells
from regiowerk.listen.questionnaires.documents.xlsform.lists import (
    OTHER,
    SPECIFY_WORDS,
    in_languages,
)
from regiowerk.listen.questionnaires.documents.xlsform.words import Headings
from regiowerk.listen.questionnaires.domain.instrument import (
    Group,
    Item,
    Kind,
    Prefill,
    Question,
    Repeat,
    SignOff,
    Visibility,
)
from regiowerk.listen.questionnaires.domain.linting import Findings
from regiowerk.listen.questionnaires.domain.linting.kinds import Typed
from regiowerk.listen.questionnaires.domain.linting.tables import PREFIX, Row

LARGEST_CELL_COUNT = 10_000  # answers that must be there before a number is shown
# What means nothing beside a group's heading, and what means nothing beside a question.
_NOT_OF_GROUPS = (
    "required",
    "constraint",
    "calculation",
    "default",
    "choice_filter",
    "read_only",
    "parameters",
    *(f"{PREFIX}{word}" for word in ("confidential", "min_cell", "signoff", "indicator")),
    *(f"{PREFIX}{word}" for word in ("prefill", "codelist", "core", "other")),
)
_NOT_OF_QUESTIONS = ("repeat_count", f"{PREFIX}minutes")


class Items:
    """Reads single rows; what has no place in the instrument is kept and told."""

    def __init__(self, headings: Headings, found: Findings) -> None:
        self._headings, self._found = headings, found
        self._cells = Cells(headings, found)

    def question(self, row: Row, name: str, typed: Typed) -> Question:
        """The question of a row."""
        text, words, cells = self._headings.text, self._headings.words, self._cells
        default, prefill = self._default(row, name)
        self._tell_search(row, name)
        return Question(
            name=name,
            kind=typed.kind,
            label=words(row, "label"),
            hint=words(row, "hint"),
            guidance=words(row, "guidance_hint"),
            relevant=text(row, "relevant"),
            required=cells.condition(row, "required"),
            required_message=words(row, "required_message"),
            constraint=text(row, "constraint"),
            constraint_message=words(row, "constraint_message"),
            calculation=text(row, "calculation") or _hidden(typed, default),
            default=default,
            choice_list=typed.choice_list,
            choice_filter=text(row, "choice_filter"),
            allows_other=typed.allows_other or cells.is_yes(row, f"{PREFIX}other"),
            appearance=text(row, "appearance"),
            is_read_only=cells.is_yes(row, "read_only"),
            parameters=cells.parameters(row),
            visibility=cells.one_of(row, f"{PREFIX}confidential", Visibility),
            min_cell=cells.number(row, f"{PREFIX}min_cell", LARGEST_CELL_COUNT),
            sign_off=cells.one_of(row, f"{PREFIX}signoff", SignOff) or SignOff.HEAD,
            unit=text(row, f"{PREFIX}unit"),
            indicator=text(row, f"{PREFIX}indicator"),
            prefill=cells.one_of(row, f"{PREFIX}prefill", Prefill) or prefill,
            code_list=text(row, f"{PREFIX}codelist"),
            is_core=cells.is_yes(row, f"{PREFIX}core"),
            disabled=cells.mapping(row, "disabled"),
            kept=self._kept(row, _NOT_OF_QUESTIONS),
        )

    def _default(self, row: Row, name: str) -> tuple[str, Prefill | None]:
        """What stands there at first; an app's own last answer is that of the last survey here."""
        default = self._headings.text(row, "default")
        if default.replace(" ", "") != f"${{last-saved#{name}}}":
            return default, None
        self._found.note("last-answer-prefilled", self._cells.place(row, "default"), name=name)
        return "", Prefill.LAST_WAVE

    def _tell_search(self, row: Row, name: str) -> None:
        if "search(" in self._headings.text(row, "appearance"):
            place = self._cells.place(row, "appearance")
            self._found.warn("search-not-applied", place, name=name)

    def group(self, row: Row, name: str, items: tuple[Item, ...]) -> Group:
        """The group a row begins."""
        return Group(
            name=name,
            items=items,
            label=self._headings.words(row, "label"),
            hint=self._headings.words(row, "hint"),
            relevant=self._headings.text(row, "relevant"),
            appearance=self._headings.text(row, "appearance"),
            unit=self._headings.text(row, f"{PREFIX}unit"),
            minutes=self._cells.number(row, f"{PREFIX}minutes", MOST_MINUTES),
            disabled=self._cells.mapping(row, "disabled"),
            kept=self._kept(row, (*_NOT_OF_GROUPS, "repeat_count")),
        )

    def repeat(self, row: Row, name: str, items: tuple[Item, ...]) -> Repeat:
        """The repeat a row begins."""
        group = self.group(replace(row, cells=self._without_count(row)), name, items)
        return Repeat(
            name=name,
            items=items,
            label=group.label,
            hint=group.hint,
            relevant=group.relevant,
            appearance=group.appearance,
            count=self._headings.text(row, "repeat_count"),
            unit=group.unit,
            minutes=group.minutes,
            disabled=group.disabled,
            kept=group.kept,
        )

    def _without_count(self, row: Row) -> Mapping[str, str]:
        heading = self._headings.heading_of("repeat_count")
        return {name: text for name, text in row.cells.items() if name != heading}

    def _kept(self, row: Row, without_effect: tuple[str, ...]) -> dict[str, str]:
        kept = {**self._headings.kept(row), **self._cells.mapping(row, "kept")}
        for word in without_effect:
            heading = self._headings.heading_of(word)
            text = self._headings.text(row, word)
            if text and text.lower() not in {"no", "false", "false()"}:
                kept[heading] = text
                place = self._headings.table.place(row, heading)
                self._found.warn("column-without-effect", place, column=heading, text=text)
        return kept


def _hidden(typed: Typed, default: str) -> str:
    """A hidden question computes what it holds from the beginning."""
    if typed.stands_for.lower() != "hidden":
        return ""
    return f'"{default}"' if '"' not in default else f"'{default}'"


def other_text(question: Question, languages: tuple[str, ...]) -> Question:
    """The text beside "other": asked of whoever chose it, and seen by the same people."""
    is_many = question.kind is not Kind.SELECT_ONE
    chosen = f"selected(${{{question.name}}}, '{OTHER}')"
    return Question(
        name=f"{question.name}_{OTHER}",
        kind=Kind.TEXT,
        label=in_languages(SPECIFY_WORDS, languages),
        relevant=chosen if is_many else f"${{{question.name}}} = '{OTHER}'",
        visibility=question.visibility,
        min_cell=None,
        sign_off=question.sign_off,
        unit=question.unit,
    )
