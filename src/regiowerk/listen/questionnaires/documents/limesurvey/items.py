"""The questions of LimeSurvey, type by type, as questions and groups of an instrument."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from regiowerk.listen.questionnaires.documents.limesurvey.found import Found
from regiowerk.listen.questionnaires.documents.limesurvey.names import (
    ARRAYS,
    FIXED_CODES,
    GRIDS,
    KNOWN,
    SEVERAL,
    SINGLE,
    TICKS,
    Names,
    codes_of,
    is_ticked,
    safe_code,
)
from regiowerk.listen.questionnaires.documents.limesurvey.rules import Rules
from regiowerk.listen.questionnaires.documents.limesurvey.survey import Asked, Part
from regiowerk.listen.questionnaires.documents.limesurvey.to_xpath import literal
from regiowerk.listen.questionnaires.documents.limesurvey.words import Texts
from regiowerk.listen.questionnaires.domain.instrument import (
    Choice,
    Group,
    Item,
    Kind,
    Question,
    Words,
)

OTHER = "other"
_SIMPLE = {
    "S": Kind.TEXT,
    "T": Kind.TEXT,
    "U": Kind.TEXT,
    "D": Kind.DATE,
    "X": Kind.NOTE,
    "*": Kind.CALCULATE,
    "|": Kind.FILE,
}


class Items:
    """Makes the items of one survey; the choice lists grow on the way."""

    def __init__(self, names: Names, texts: Texts, found: Found) -> None:
        self.choice_lists: dict[str, tuple[Choice, ...]] = {}
        self._names = names
        self._texts = texts
        self._found = found

    def of(self, asked: Asked) -> list[Item]:
        """One question of LimeSurvey; several where it asks for several answers."""
        if asked.type not in KNOWN:
            self._found.warn(
                "unknown-type", asked.place, "type", question=asked.code, type=asked.type
            )
        for types, make in self._makers():
            if asked.type in types:
                return make(asked)
        return [self._simple(asked)]

    def _makers(self) -> tuple[tuple[frozenset[str], Callable[[Asked], list[Item]]], ...]:
        return (
            (SINGLE, self._single),
            (TICKS, self._ticks),
            (ARRAYS, self._array),
            (frozenset("1"), self._dual),
            (SEVERAL, self._several),
            (GRIDS, self._grid),
            (frozenset("R"), self._rank),
        )

    # One answer.

    def _simple(self, asked: Asked) -> Question:
        rules = self._rules(asked)
        if asked.type == "N":
            return self._number(asked, rules)
        kind = _SIMPLE.get(asked.type, Kind.TEXT)
        question = self._question(asked, rules, kind)
        if kind is Kind.CALCULATE:
            is_named = bool(asked.attributes.get("equation"))
            label = self._plain(asked.text, asked) if is_named else {}
            question = replace(question, label=label, calculation=rules.computed())
        elif kind is Kind.TEXT:
            appearance = "multiline" if asked.type in "TU" else ""
            constraint = rules.validity(*rules.length())
            question = replace(question, appearance=appearance, constraint=constraint)
        elif kind is Kind.DATE:
            question = replace(question, constraint=rules.validity(*rules.days()))
        return self._closed(question, rules)

    def _number(self, asked: Asked, rules: Rules) -> Question:
        constraint = rules.validity(*rules.bounds("min_num_value_n", "max_num_value_n"))
        question = self._question(asked, rules, _kind_of_number(asked))
        return self._closed(replace(question, constraint=constraint), rules)

    def _single(self, asked: Asked) -> list[Item]:
        rules = self._rules(asked)
        question = self._question(asked, rules, Kind.SELECT_ONE)
        choices = self._choices(asked)
        added: list[Item] = []
        if asked.has_other:
            choices, other = self._with_other(asked, question.name, choices, is_several=False)
            added.append(other)
        if asked.type == "O":
            name = self._names.of[f"{asked.code}_comment"]
            label = self._texts.comment()
            added.append(Question(name, Kind.TEXT, label, relevant=question.relevant))
        appearance = "minimal" if asked.type == "!" else ""
        question = replace(
            question,
            choice_list=self._list(question.name, choices),
            appearance=appearance,
            constraint=rules.validity(),
        )
        return [self._closed(question, rules), *added]

    def _rank(self, asked: Asked) -> list[Item]:
        rules = self._rules(asked)
        question = self._question(asked, rules, Kind.RANK)
        choices = self._list(question.name, self._choices(asked))
        constraint = rules.validity(*rules.number_of_choices())
        return [self._closed(replace(question, choice_list=choices, constraint=constraint), rules)]

    def _ticks(self, asked: Asked) -> list[Item]:
        rules = self._rules(asked)
        question = self._question(asked, rules, Kind.SELECT_MULTIPLE)
        choices = tuple(
            Choice(safe_code(part.code), self._plain(part.text, asked)) for part in asked.parts
        )
        added: list[Item] = []
        if asked.has_other:
            choices, other = self._with_other(asked, question.name, choices, is_several=True)
            added.append(other)
        if asked.type == "P":
            added = [*self._comments(asked, question.name), *added]
        ticked = " ".join(safe_code(part.code) for part in asked.parts if part.default == "Y")
        if any(part.relevance not in {"", "1"} for part in asked.parts):
            self._found.warn("choice-always-offered", asked.place, question=asked.code)
        question = replace(
            question,
            choice_list=self._list(question.name, choices),
            default=ticked,
            constraint=rules.validity(*rules.number_of_choices()),
        )
        return [self._closed(question, rules), *added]

    def _comments(self, asked: Asked, name: str) -> list[Item]:
        return [
            Question(
                self._names.of[f"{asked.code}_{part.code}comment"],
                Kind.TEXT,
                self._plain(part.text, asked),
                relevant=f"selected(${{{name}}}, {literal(safe_code(part.code))})",
            )
            for part in asked.parts
        ]

    # Several answers under one heading.

    def _array(self, asked: Asked) -> list[Item]:
        heading = self._rules(asked)
        group = self._heading(asked, heading, appearance="matrix")
        choices = self._list(group.name, self._choices(asked))
        items = []
        for part in _rows(asked):
            question, rules = self._row(asked, part, Kind.SELECT_ONE)
            items.append(
                self._closed(
                    replace(question, choice_list=choices, constraint=rules.validity()), rules
                )
            )
        return [self._filled(group, heading, items)]

    def _dual(self, asked: Asked) -> list[Item]:
        """Two scales beside one another become two matrices, one under the other."""
        heading = self._rules(asked)
        group = self._heading(asked, heading)
        parts = []
        for scale in (0, 1):
            name = self._names.of[f"{asked.code}_scale{scale + 1}"]
            choices = self._list(name, self._choices(asked, scale))
            items = []
            for part in _rows(asked):
                question, rules = self._row(asked, part, Kind.SELECT_ONE, suffix=f"_{scale}")
                items.append(
                    self._closed(
                        replace(question, choice_list=choices, constraint=rules.validity()), rules
                    )
                )
            label = self._plain(asked.texts.get(f"dualscale_header{'AB'[scale]}", {}), asked)
            parts.append(Group(name, tuple(items), label, appearance="matrix"))
        return [self._filled(group, heading, parts)]

    def _several(self, asked: Asked) -> list[Item]:
        heading = self._rules(asked)
        group = self._heading(asked, heading)
        is_number = asked.type == "K"
        kind = _kind_of_number(asked) if is_number else Kind.TEXT
        items = []
        for part in _rows(asked):
            question, rules = self._row(asked, part, kind)
            extra = (
                rules.bounds("min_num_value_n", "max_num_value_n") if is_number else rules.length()
            )
            question = replace(question, constraint=rules.validity(*extra), default=part.default)
            items.append(self._closed(question, rules))
        return [self._filled(group, heading, items)]

    def _grid(self, asked: Asked) -> list[Item]:
        heading = self._rules(asked)
        group = self._heading(asked, heading)
        columns = [part for part in asked.parts if part.scale == 1]
        make = self._ticked_row if is_ticked(asked) else self._typed_row
        items = [make(asked, part, columns, group.name) for part in _rows(asked)]
        return [self._filled(group, heading, items)]

    def _ticked_row(self, asked: Asked, part: Part, columns: list[Part], group: str) -> Item:
        question, rules = self._row(asked, part, Kind.SELECT_MULTIPLE)
        choices = tuple(Choice(safe_code(c.code), self._plain(c.text, asked)) for c in columns)
        return self._closed(replace(question, choice_list=self._list(group, choices)), rules)

    def _typed_row(self, asked: Asked, part: Part, columns: list[Part], group: str) -> Item:
        row = f"{asked.code}_{part.code}"
        items = []
        for column in columns:
            name = self._names.of[f"{row}_{column.code}"]
            rules = Rules(asked, self._names, self._found, this=name, is_row=True)
            kind = Kind.DECIMAL if asked.type == ":" else Kind.TEXT
            bounds = rules.bounds("multiflexible_min", "multiflexible_max")
            constraint = rules.validity(*(bounds if asked.type == ":" else rules.length()))
            question = Question(
                name,
                kind,
                self._plain(column.text, asked),
                required=rules.required(part),
                constraint=constraint,
                constraint_message=self._tip(asked),
            )
            items.append(self._closed(question, rules))
        rules = Rules(asked, self._names, self._found, is_row=True)
        relevant = rules.relevant(part.relevance)
        label = self._plain(part.text, asked)
        return Group(self._names.of[row], tuple(items), label, relevant=relevant)

    # Pieces.

    def _rules(self, asked: Asked) -> Rules:
        return Rules(asked, self._names, self._found, this=self._names.of[asked.code])

    def _plain(self, words: Words, asked: Asked, column: str = "text") -> dict[str, str]:
        return self._texts.plain(words, asked.place, column, asked.code)

    def _tip(self, asked: Asked) -> dict[str, str]:
        """What is said when an answer does not fit."""
        for name in ("em_validation_q_tip", "em_validation_sq_tip"):
            usual = dict.fromkeys(self._texts.languages[:1], asked.attributes.get(name, ""))
            if said := self._plain(asked.texts.get(name, usual), asked, name):
                return said
        return {}

    def _question(self, asked: Asked, rules: Rules, kind: Kind) -> Question:
        is_asked = kind not in {Kind.NOTE, Kind.CALCULATE}
        order = asked.attributes.get("answer_order", "")
        is_random = asked.attributes.get("random_order") == "1" or order == "random"
        return Question(
            self._names.of[asked.code],
            kind,
            self._plain(asked.text, asked) if kind is not Kind.CALCULATE else {},
            self._plain(asked.help, asked, "help"),
            relevant=rules.relevant(asked.relevance),
            required=rules.required() if is_asked else "",
            constraint_message=self._tip(asked),
            default=rules.default() if is_asked else "",
            parameters={"randomize": "true"} if is_random else {},
        )

    def _closed(self, question: Question, rules: Rules) -> Question:
        """A question with what was not understood of it; a message needs a rule."""
        rest = rules.rest()
        message = question.constraint_message if question.constraint else {}
        disabled, kept = rest.get("disabled", {}), rest.get("kept", {})
        return replace(question, constraint_message=message, disabled=disabled, kept=kept)

    def _row(
        self, asked: Asked, part: Part, kind: Kind, suffix: str = ""
    ) -> tuple[Question, Rules]:
        name = self._names.of[f"{asked.code}_{part.code}{suffix}"]
        rules = Rules(asked, self._names, self._found, this=name, is_row=True)
        question = Question(
            name,
            kind,
            self._plain(part.text, asked),
            relevant=rules.relevant(part.relevance),
            required=rules.required(part),
            constraint_message=self._tip(asked),
        )
        return question, rules

    def _heading(self, asked: Asked, rules: Rules, appearance: str = "") -> Group:
        return Group(
            self._names.of[asked.code],
            (),
            self._plain(asked.text, asked),
            self._plain(asked.help, asked, "help"),
            relevant=rules.relevant(asked.relevance),
            appearance=appearance,
        )

    def _filled(self, group: Group, rules: Rules, items: Sequence[Item]) -> Group:
        rules.of_the_whole()
        rest = rules.rest()
        disabled, kept = rest.get("disabled", {}), rest.get("kept", {})
        return replace(group, items=tuple(items), disabled=disabled, kept=kept)

    def _choices(self, asked: Asked, scale: int = 0) -> tuple[Choice, ...]:
        if asked.type in FIXED_CODES or asked.type == "I":
            codes = codes_of(asked, self._texts.languages)
            return tuple(Choice(code, self._texts.fixed(asked.type, code)) for code in codes)
        return tuple(
            Choice(safe_code(answer.code), self._plain(answer.text, asked))
            for answer in asked.answers
            if answer.scale == scale
        )

    def _with_other(
        self, asked: Asked, name: str, choices: tuple[Choice, ...], *, is_several: bool
    ) -> tuple[tuple[Choice, ...], Question]:
        """A further choice, and the text beside it that is asked when it is chosen."""
        label = self._texts.other(asked.texts.get("other_replace_text", {}))
        chosen = f"selected(${{{name}}}, 'other')" if is_several else f"${{{name}}} = 'other'"
        text = Question(
            self._names.of[f"{asked.code}_other"],
            Kind.TEXT,
            label,
            relevant=chosen,
            required="true()",
            default=asked.other_default,
        )
        kept = tuple(choice for choice in choices if choice.code != OTHER)
        return (*kept, Choice(OTHER, label)), text

    def _list(self, name: str, choices: tuple[Choice, ...]) -> str:
        self.choice_lists[name] = choices
        return name


def _rows(asked: Asked) -> list[Part]:
    return [part for part in asked.parts if part.scale == 0]


def _kind_of_number(asked: Asked) -> Kind:
    return Kind.INTEGER if asked.attributes.get("num_value_int_only") == "1" else Kind.DECIMAL
