"""The rules of one question of LimeSurvey: when it is asked, what may be answered.

A rule that is not understood is kept word for word as a disabled rule, with a finding; never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TypedDict

from regiowerk.listen.questionnaires.documents.limesurvey.found import Found
from regiowerk.listen.questionnaires.documents.limesurvey.names import Names
from regiowerk.listen.questionnaires.documents.limesurvey.script import NotUnderstoodError
from regiowerk.listen.questionnaires.documents.limesurvey.survey import Asked, Part
from regiowerk.listen.questionnaires.documents.limesurvey.to_xpath import (
    Variables,
    bound,
    calculation,
    condition,
    literal,
)

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_USED = frozenset(
    [
        "em_validation_q",
        "em_validation_q_tip",
        "min_num_value_n",
        "max_num_value_n",
        "maximum_chars",
        "min_answers",
        "max_answers",
        "exclude_all_others",
        "num_value_int_only",
        "equation",
        "other_replace_text",
        "random_order",
        "answer_order",
        "multiflexible_min",
        "multiflexible_max",
        "multiflexible_checkbox",
        "date_min",
        "date_max",
        "dualscale_headerA",
        "dualscale_headerB",
        "hidden",
        "em_validation_sq",
        "em_validation_sq_tip",
    ]
)
_CHANGES_ANSWERS = frozenset(
    [
        "array_filter",
        "array_filter_exclude",
        "code_filter",
        "choice_filter",
        "equals_num_value",
        "min_num_value",
        "max_num_value",
        "input_max_characters",
        "max_num_of_files",
        "min_num_of_files",
        "max_subquestions",
        "time_limit",
    ]
)
_SAYS_NOTHING = frozenset({"0", "N", "I", "inherit", "default"})


class RuleValues(TypedDict, total=False):
    """The fields of a question or a heading that rules fill."""

    relevant: str
    disabled: dict[str, str]
    kept: dict[str, str]


@dataclass(slots=True)
class Rules:
    """What was read so far of one question."""

    asked: Asked
    names: Names
    found: Found
    this: str = ""  # the name here of the question that is answered; "" for headings
    is_row: bool = False  # what belongs to the whole array is told once, by its heading
    disabled: dict[str, str] = field(default_factory=dict)

    def relevant(self, *sources: str) -> str:
        """The conditions of a question and of its row, both of which have to hold."""
        read = (self._translated("relevant", source, condition) for source in sources)
        return together(tuple(dict.fromkeys(one for one in read if one)))

    def validity(self, *extra: str) -> str:
        """All that an answer has to fulfil."""
        name = "em_validation_sq" if self.is_row else "em_validation_q"
        source = self.asked.attributes.get(name, "")
        own = self._translated("constraint", source, condition, self._own())
        return together(tuple(rule for rule in (*extra, self._pattern(), own) if rule))

    def of_the_whole(self) -> None:
        """Rules about several answers together, for which there is no place here."""
        if source := self.asked.attributes.get("em_validation_q", ""):
            self._not_understood("constraint", source)

    def default(self) -> str:
        """The answer that stands there at first; a computed one is not understood."""
        default = self.asked.default
        if "{" in default:
            self._not_understood("default", default)
            return ""
        return "other" if default == "-oth-" else default

    def bounds(self, least: str, most: str) -> tuple[str, ...]:
        """The smallest and the largest number; a bound may itself be computed."""
        read = []
        for name, operator in ((least, ">="), (most, "<=")):
            source = _unbraced(self.asked.attributes.get(name, ""))
            if value := self._translated("constraint", source, bound, self._own()):
                read.append(f". {operator} {value}")
        return tuple(read)

    def days(self) -> tuple[str, ...]:
        """The first and the last day; a bound may be another question."""
        read = []
        for name, operator in (("date_min", ">="), ("date_max", "<=")):
            source = _unbraced(self.asked.attributes.get(name, ""))
            if _DAY.fullmatch(source):
                read.append(f". {operator} date({literal(source)})")
            elif value := self._translated("constraint", source, bound, self._own()):
                read.append(f". {operator} {value}")
        return tuple(read)

    def number_of_choices(self) -> tuple[str, ...]:
        least, most = (self.asked.attributes.get(n, "") for n in ("min_answers", "max_answers"))
        read = []
        for source, operator in ((least, ">="), (most, "<=")):
            value = self._translated("constraint", _unbraced(source), bound)
            if value:
                read.append(f"count-selected(.) {operator} {value}")
        alone = self.asked.attributes.get("exclude_all_others", "").replace(",", ";").split(";")
        only = [f"selected(., {literal(code.strip())})" for code in alone if code.strip()]
        if only:
            either = only[0] if len(only) == 1 else f"({' or '.join(only)})"
            read.append(f"not({either} and count-selected(.) > 1)")
        return tuple(read)

    def length(self) -> tuple[str, ...]:
        most = self.asked.attributes.get("maximum_chars", "")
        return (f"string-length(.) <= {most}",) if re.fullmatch("[0-9]{1,6}", most) else ()

    def computed(self) -> str:
        """What an equation computes; text around it is not understood."""
        text = next(iter(self.asked.text.values()), "")
        source = (self.asked.attributes.get("equation") or text).strip()
        return self._translated("calculation", _unbraced(source), calculation)

    def required(self, part: Part | None = None) -> str:
        asked = self.asked
        if asked.mandatory == "S":
            self.found.note("soft-mandatory", asked.place, "mandatory", question=asked.code)
        is_mandatory = asked.mandatory == "Y" or (part is not None and part.is_mandatory)
        return "true()" if is_mandatory else ""

    def rest(self) -> RuleValues:
        """Rules that were not understood, and settings that have no place here."""
        if self.is_row:
            return {"disabled": self.disabled} if self.disabled else {}
        asked = self.asked
        for name in sorted(_CHANGES_ANSWERS & asked.attributes.keys()):
            value = asked.attributes[name]
            if value not in _SAYS_NOTHING and (name, value) != ("max_num_of_files", "1"):
                self.disabled[f"limesurvey:{name}"] = value
                self.found.warn(
                    "setting-not-used", asked.place, name, question=asked.code, value=value
                )
        if asked.attributes.get("hidden") == "1" and asked.type != "*":
            self.disabled["limesurvey:hidden"] = "1"
            self.found.warn("hidden-question", asked.place, "hidden", question=asked.code)
        if asked.conditions and asked.relevance in {"", "1"}:
            self._not_understood("relevant", " / ".join(asked.conditions))
        kept = {
            f"limesurvey:{name}": value
            for name, value in sorted(asked.attributes.items())
            if name not in _USED | _CHANGES_ANSWERS and value not in _SAYS_NOTHING
        }
        values: RuleValues = {}
        if self.disabled:
            values["disabled"] = dict(self.disabled)
        return {**values, "kept": kept} if kept else values

    def _own(self) -> Variables:
        return replace(self.names.variables, this=self.this)

    def _pattern(self) -> str:
        pattern = self.asked.validation.strip()
        if not pattern:
            return ""
        if len(pattern) > 2 and pattern[0] == pattern[-1] == "/":
            return f"regex(., {literal(pattern[1:-1])})"
        self._not_understood("constraint", pattern)
        return ""

    def _translated(
        self,
        column: str,
        source: str,
        translate: Callable[[str, Variables], str],
        variables: Variables | None = None,
    ) -> str:
        if not source.strip():
            return ""
        try:
            return translate(source, variables or self.names.variables)
        except NotUnderstoodError:
            self._not_understood(column, source)
            return ""

    def _not_understood(self, column: str, source: str) -> None:
        before = self.disabled.get(column)
        if before and source in before.split(" ; "):
            return
        self.disabled[column] = f"{before} ; {source}" if before else source
        self.found.warn(
            "rule-not-understood", self.asked.place, column, question=self.asked.code, rule=source
        )


def together(rules: tuple[str, ...]) -> str:
    """Rules that all have to hold."""
    if len(rules) < 2:
        return "".join(rules)
    return " and ".join(f"({rule})" if " or " in rule else rule for rule in rules)


def _unbraced(source: str) -> str:
    text = source.strip()
    if text.startswith("{") and text.endswith("}") and "{" not in text[1:]:
        return text[1:-1]
    return text
