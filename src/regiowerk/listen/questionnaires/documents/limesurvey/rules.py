"""The rules of one question of LimeSurvey: when it is asked, what may be answered.

A rule that is not understood is kept word for word as a disabled rule, with a finding; never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TypedDict

from regiowerk.listen.questionnaires.documents.limesurvey.attributes import (
    CHANGES_ANSWERS,
    becomes_a_rule,
    says_something,
)
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
        kept = self._kept()
        if asked.attributes.get("hidden") == "1" and asked.type != "*":
            self.disabled["limesurvey:hidden"] = "1"
            self.found.warn("hidden-question", asked.place, "hidden", question=asked.code)
        if asked.conditions and asked.relevance in {"", "1"}:
            self._not_understood("relevant", " / ".join(asked.conditions))
        values: RuleValues = {}
        if self.disabled:
            values["disabled"] = dict(self.disabled)
        return {**values, "kept": kept} if kept else values

    def _kept(self) -> dict[str, str]:
        """Settings without a meaning here; those that allow or refuse answers are told one by one."""
        kept: dict[str, str] = {}
        for name, value in sorted(self._settings().items()):
            bare = name.partition("::")[0]
            if becomes_a_rule(bare, self.asked.type) or not says_something(bare, value):
                continue
            if bare in CHANGES_ANSWERS:
                self._not_used("setting-not-used", name, value)
            elif bare == "date_format" and re.search("[HhGi]", value):
                self._not_used("time-not-asked", name, value)
            else:
                kept[f"limesurvey:{name}"] = value
                self.found.kept_settings[bare] += 1
        if script := self.asked.attributes.get("script"):
            self._not_used("script-not-run", "script", script)
        return kept

    def _settings(self) -> dict[str, str]:
        """All settings, those in several languages as "prefix::de"."""
        spoken = {
            f"{name}::{language}": text
            for name, texts in self.asked.texts.items()
            for language, text in texts.items()
        }
        return {**self.asked.attributes, **spoken}

    def _not_used(self, kind: str, name: str, value: str) -> None:
        self.disabled[f"limesurvey:{name}"] = value
        self.found.warn(kind, self.asked.place, name, question=self.asked.code, value=value)

    def _own(self) -> Variables:
        return replace(self.names.variables, this=self.this, is_whole=not self.is_row)

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
