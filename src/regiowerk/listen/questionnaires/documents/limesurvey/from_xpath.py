"""Conditions of a questionnaire as conditions of LimeSurvey, where LimeSurvey has words for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from regiowerk.listen.questionnaires.documents.limesurvey.script import NotUnderstoodError
from regiowerk.listen.questionnaires.domain.expressions.errors import ExpressionError
from regiowerk.listen.questionnaires.domain.expressions.parser import parse
from regiowerk.listen.questionnaires.domain.expressions.tree import (
    Axis,
    Call,
    Chain,
    Expression,
    Negation,
    Number,
    Path,
    Reference,
    Step,
    Text,
)

SELF = Path(None, (Step(Axis.SELF, "node()"),))
_STRENGTH = {"or": 1, "and": 2, "=": 3, "!=": 3, "<": 3, "<=": 3, ">": 3, ">=": 3}
_STRENGTH |= {"+": 4, "-": 4, "*": 5, "div": 5}
_SIGNS = {"=": "==", "div": "/"}
_TIGHT = 9
_CALLS = {
    "abs": "abs",
    "if": "if",
    "int": "intval",
    "max": "max",
    "min": "min",
    "pow": "pow",
    "round": "round",
    "sqrt": "sqrt",
    "string-length": "strlen",
}


@dataclass(frozen=True, slots=True)
class Spoken:
    """What LimeSurvey calls a question: its variable, its ticks, and the codes of its answers."""

    variable: str
    ticks: Mapping[str, str] = field(default_factory=dict)  # choice -> variable
    codes: Mapping[str, str] = field(default_factory=dict)  # choice -> code


@dataclass(frozen=True, slots=True)
class _Written:
    text: str
    strength: int = _TIGHT

    def within(self, strength: int) -> str:
        return self.text if self.strength > strength else f"({self.text})"


def script_of(expression: Expression | str, spoken: Mapping[str, Spoken]) -> str:
    """The expression in LimeSurvey's words.  Raises NotUnderstoodError where it has none."""
    if isinstance(expression, str):
        try:
            expression = parse(expression)
        except ExpressionError as fault:
            raise NotUnderstoodError(str(fault)) from fault
    return _Writer(spoken).write(expression).text


class _Writer:
    def __init__(self, spoken: Mapping[str, Spoken]) -> None:
        self._spoken = spoken

    def write(self, tree: Expression) -> _Written:
        match tree:
            case Number(value):
                return _Written(format(value, "f").rstrip("0").rstrip("."))
            case Text(value):
                return _Written(_quoted(value))
            case Reference(name):
                return _Written(f"{self._of(name).variable}.NAOK")
            case Negation(operand):
                return _Written(f"-{self.write(operand).within(5)}", 5)
            case Chain():
                return self._chain(tree)
            case Call():
                return self._call(tree)
        if tree == SELF:
            return _Written("this.NAOK")
        raise NotUnderstoodError(type(tree).__name__)

    def _of(self, name: str) -> Spoken:
        if name not in self._spoken or not self._spoken[name].variable:
            raise NotUnderstoodError(name)
        return self._spoken[name]

    def _chain(self, tree: Chain) -> _Written:
        if any(link.operator not in _STRENGTH for link in tree.links):
            raise NotUnderstoodError(tree.links[0].operator)
        if tree.links[0].operator in {"=", "!=", "<", "<=", ">", ">="}:
            return self._comparison(tree)
        strength = _STRENGTH[tree.links[0].operator]
        parts = [self.write(tree.first).within(strength - 1)]
        for link in tree.links:
            sign = _SIGNS.get(link.operator, link.operator)
            parts += [sign, self.write(link.operand).within(strength)]
        return _Written(" ".join(parts), strength)

    def _comparison(self, tree: Chain) -> _Written:
        left, operator, right = tree.first, tree.links[0].operator, tree.links[0].operand
        if len(tree.links) > 1:
            raise NotUnderstoodError(operator)
        if right == Text("") and operator in {"=", "!="}:
            emptiness = f"is_empty({self.write(left).text})"
            return _Written(emptiness if operator == "=" else f"!{emptiness}")
        sign = _SIGNS.get(operator, operator)
        other = self._code(left, right) or self.write(right).within(3)
        return _Written(f"{self.write(left).within(3)} {sign} {other}", 3)

    def _code(self, left: Expression, right: Expression) -> str:
        """The code of a choice as LimeSurvey knows it; nothing for all other values."""
        if not (isinstance(left, Reference) and isinstance(right, Text)):
            return ""
        codes = self._of(left.name).codes
        return _quoted(codes[right.value]) if right.value in codes else ""

    def _call(self, tree: Call) -> _Written:
        match tree.name, tree.arguments:
            case "not", (Call("selected", (Reference(name), Text(code))),):
                return _Written(self._ticked(name, code, "!="), 3)
            case "selected", (Reference(name), Text(code)):
                return _Written(self._ticked(name, code, "=="), 3)
            case "true" | "false", ():
                return _Written("1" if tree.name == "true" else "0")
            case "count-selected", (Reference(name),) if self._ticks_of(name):
                return _Written(f"count({', '.join(self._ticks_of(name))})")
            case "jr:choice-name", (Reference(name), _):
                return _Written(f"{self._of(name).variable}.shown")
        return self._function(tree)

    def _function(self, tree: Call) -> _Written:
        match tree.name, tree.arguments:
            case "not", (inside,):
                return _Written(f"!({self.write(inside).text})")
            case "regex", (inside, Text(pattern)):
                return _Written(f"regexMatch({_quoted(f'/{pattern}/')}, {self.write(inside).text})")
            case "coalesce", (inside, Number(0)):
                return _Written(f"sum({self.write(inside).text})")
        if tree.name not in _CALLS:
            raise NotUnderstoodError(tree.name)
        arguments = ", ".join(self.write(argument).text for argument in tree.arguments)
        return _Written(f"{_CALLS[tree.name]}({arguments})")

    def _ticks_of(self, name: str) -> list[str]:
        ticks = self._spoken.get(name, Spoken("")).ticks
        return [f"{variable}.NAOK" for variable in ticks.values()]

    def _ticked(self, name: str, code: str, sign: str) -> str:
        spoken = self._spoken.get(name, Spoken(""))
        if code in spoken.ticks:
            return f'{spoken.ticks[code]}.NAOK {sign} "Y"'
        if code in spoken.codes and spoken.variable:
            return f"{spoken.variable}.NAOK {sign} {_quoted(spoken.codes[code])}"
        raise NotUnderstoodError(f"{name} {code}")


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
