"""The rules of one question as LimeSurvey's columns and attributes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from regiowerk.listen.questionnaires.documents.limesurvey.found import Found
from regiowerk.listen.questionnaires.documents.limesurvey.from_xpath import SELF, Spoken, script_of
from regiowerk.listen.questionnaires.documents.limesurvey.script import NotUnderstoodError
from regiowerk.listen.questionnaires.documents.limesurvey.survey import Place
from regiowerk.listen.questionnaires.domain.expressions.errors import ExpressionError
from regiowerk.listen.questionnaires.domain.expressions.parser import parse
from regiowerk.listen.questionnaires.domain.expressions.printing import text_of
from regiowerk.listen.questionnaires.domain.expressions.tree import (
    Call,
    Chain,
    Expression,
    Link,
    Number,
    Text,
)
from regiowerk.listen.questionnaires.domain.instrument import Kind

_WHOLE = re.compile(r"^[0-9]+$")
_SEVERAL = parse("count-selected(.) > 1")
_NUMBERS = frozenset({Kind.INTEGER, Kind.DECIMAL, Kind.RANGE})


@dataclass(slots=True)
class Constraint:
    """What an answer has to fulfil, taken apart."""

    attributes: dict[str, str] = field(default_factory=dict)
    validation: str = ""


class Outgoing:
    """Translates the rules of an instrument and notes what LimeSurvey cannot say."""

    def __init__(self, spoken: Mapping[str, Spoken], found: Found) -> None:
        self._spoken = spoken
        self._found = found

    def relevance(self, name: str, *rules: str) -> str:
        """The conditions that all have to hold; "1" where there is none."""
        said = [self.translated(name, "relevant", rule) for rule in rules if rule]
        said = [one for one in said if one]
        if len(said) < 2:
            return said[0] if said else "1"
        return " and ".join(f"({one})" for one in said)

    def translated(self, name: str, column: str, rule: str) -> str:
        try:
            return script_of(rule, self._spoken)
        except NotUnderstoodError:
            return self.unsaid(name, column, rule)

    def unsaid(self, name: str, column: str, rule: str) -> str:
        """Note that LimeSurvey has no words for a rule."""
        self._found.warn("rule-not-written", Place(name), column, question=name, rule=rule)
        return ""

    def constraint(self, name: str, kind: Kind, rule: str) -> Constraint:
        """Bounds, lengths and patterns have attributes of their own; the rest is an equation."""
        taken = Constraint()
        if not rule:
            return taken
        try:
            parts = _operands(rule)
        except ExpressionError:
            self.unsaid(name, "constraint", rule)
            return taken
        left = [part for part in parts if not self._placed(name, part, kind, taken)]
        if left:
            whole = " and ".join(f"({p})" if " or " in p else p for p in map(text_of, left))
            script = self.translated(
                name, "constraint", whole if len(left) > 1 else text_of(left[0])
            )
            if script:
                taken.attributes["em_validation_q"] = script
        return taken

    def _placed(self, question: str, part: Expression, kind: Kind, taken: Constraint) -> bool:
        for name, value in (*self._exclusive(question, part), *_attribute(part, kind)):
            if name == "validation" and not taken.validation:
                taken.validation = value
                return True
            if name not in taken.attributes and name != "validation":
                taken.attributes[name] = value
                return True
        return False

    def _exclusive(self, question: str, part: Expression) -> Iterator[tuple[str, str]]:
        """`not(selected(., 'none') and count-selected(.) > 1)`: answers that stand alone."""
        match part:
            case Call("not", (Chain(first, (Link("and", several),)),)) if several == _SEVERAL:
                spoken = self._spoken.get(question, Spoken(""))
                codes = [spoken.ticks.get(code, "") for code in _chosen(first)]
                if codes and all(codes):
                    yield "exclude_all_others", ";".join(c.partition("_")[2] for c in codes)


def _chosen(tree: Expression) -> list[str]:
    """The codes of `selected(., 'a') or selected(., 'b')`; nothing for any other shape."""
    parts = [tree]
    if isinstance(tree, Chain) and tree.links[0].operator == "or":
        parts = [tree.first, *(link.operand for link in tree.links)]
    codes = []
    for part in parts:
        match part:
            case Call("selected", (inside, Text(code))) if inside == SELF:
                codes.append(code)
            case _:
                return []
    return codes


def _operands(rule: str) -> list[Expression]:
    tree = parse(rule)
    if isinstance(tree, Chain) and tree.links[0].operator == "and":
        return [tree.first, *(link.operand for link in tree.links)]
    return [tree]


def _attribute(part: Expression, kind: Kind) -> Iterator[tuple[str, str]]:
    """The attribute that says the same, if there is one."""
    match part:
        case Call("regex", (inside, Text(pattern))) if inside == SELF:
            yield "validation", f"/{pattern}/"
        case Chain(left, (link,)) if link.operator in {">=", "<="}:
            yield from _bound(left, link.operand, is_least=link.operator == ">=", kind=kind)


def _bound(
    left: Expression, right: Expression, *, is_least: bool, kind: Kind
) -> Iterator[tuple[str, str]]:
    side = "min" if is_least else "max"
    if left == SELF and kind in _NUMBERS and isinstance(right, Number):
        yield f"{side}_num_value_n", text_of(right)
    elif left == SELF and kind is Kind.DATE and isinstance(right, Call) and right.name == "date":
        if right.arguments and isinstance(right.arguments[0], Text):
            yield f"date_{side}", right.arguments[0].value
    elif left == Call("count-selected", (SELF,)) and isinstance(right, Number):
        yield f"{side}_answers", text_of(right)
    elif left == Call("string-length", (SELF,)) and not is_least:
        yield from (("maximum_chars", text) for text in _WHOLE.findall(text_of(right)))
