"""Conditions of LimeSurvey as conditions of a questionnaire."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from regiowerk.listen.questionnaires.documents.limesurvey.script import (
    STRENGTH,
    Binary,
    Call,
    NotUnderstoodError,
    Number,
    Text,
    Tree,
    Unary,
    Variable,
    read,
)

_TRIVIAL = {"", "1"}  # what LimeSurvey writes for "always"
_VALUES = {"", "NAOK", "code"}
_TIGHT = 9  # binds more strongly than every operator
_CALLS = {
    "abs": ("abs", 1),
    "if": ("if", 3),
    "intval": ("int", 1),
    "max": ("max", 0),
    "min": ("min", 0),
    "pow": ("pow", 2),
    "round": ("round", 0),
    "strlen": ("string-length", 1),
    "sqrt": ("sqrt", 1),
}  # theirs -> ours, and the number of arguments (0: any)


@dataclass(frozen=True, slots=True)
class Target:
    """What a variable of LimeSurvey is here: a question, or one choice of a multiple choice."""

    name: str
    choice: str = ""
    codes: frozenset[str] = frozenset()  # of a single choice: its own codes


@dataclass(frozen=True, slots=True)
class Variables:
    """All variables of a survey; `this` is the question whose validation is read."""

    targets: Mapping[str, Target] = field(default_factory=dict)
    this: str = ""
    is_whole: bool = False  # whether `self`, the whole question, is one answer: `this`

    def means_itself(self, code: str) -> bool:
        return bool(self.this) and (code == "this" or (code == "self" and self.is_whole))


@dataclass(frozen=True, slots=True)
class _Written:
    text: str
    strength: int = _TIGHT

    def within(self, strength: int) -> str:
        return self.text if self.strength > strength else f"({self.text})"


def condition(source: str, variables: Variables) -> str:
    """The XPath of a relevance equation, "" for "always".  Raises NotUnderstoodError."""
    if source.strip() in _TRIVIAL:
        return ""
    if source.strip() == "0":
        return "false()"
    return _truth(read(source), variables).text


def calculation(source: str, variables: Variables) -> str:
    """The XPath of a computed value.  Raises NotUnderstoodError."""
    return _value(read(source), variables).text


def bound(source: str, variables: Variables) -> str:
    """The XPath of a computed value, ready to be compared.  Raises NotUnderstoodError."""
    return _value(read(source), variables).within(STRENGTH["="])


def literal(text: str) -> str:
    """A text as XPath writes it, in quotes."""
    if "'" not in text:
        return f"'{text}'"
    if '"' not in text:
        return f'"{text}"'
    pieces = ', "\'", '.join(f"'{piece}'" for piece in text.split("'"))
    return f"concat({pieces})"


def _truth(tree: Tree, variables: Variables) -> _Written:
    """A tree read as yes or no."""
    match tree:
        case Binary(operator, left, right) if operator in {"and", "or"}:
            strength = STRENGTH[operator]
            one = _truth(left, variables).within(strength - 1)
            other = _truth(right, variables).within(strength)
            return _Written(f"{one} {operator} {other}", strength)
        case Binary(operator, _, _) if STRENGTH[operator] == STRENGTH["="]:
            return _comparison(tree, variables)
        case Unary("not", Call("is_empty", (inside,))) | (Variable() as inside):
            return _emptiness(inside, variables, is_empty=False)
        case Unary("not", inside):
            return _Written(f"not({_truth(inside, variables).text})")
        case Number(text):
            return _Written("false()" if float(text) == 0 else "true()")
        case Call(name, arguments):
            return _asked(name, arguments, variables)
    return _value(tree, variables)


def _asked(name: str, arguments: tuple[Tree, ...], variables: Variables) -> _Written:
    """A call that answers yes or no."""
    match name, arguments:
        case "is_empty", (inside,):
            return _emptiness(inside, variables, is_empty=True)
        case "regexMatch", (Text(pattern), inside):
            value = _value(inside, variables).text
            return _Written(f"regex({value}, {literal(_without_slashes(pattern))})")
    return _call(name, arguments, variables)


def _value(tree: Tree, variables: Variables) -> _Written:
    match tree:
        case Number(text):
            return _Written(text if text[0] != "." else f"0{text}")
        case Text(value):
            return _Written(literal(value))
        case Variable():
            return _variable(tree, variables)
        case Unary("-", inside):
            return _Written(f"-{_value(inside, variables).within(STRENGTH['*'])}", STRENGTH["*"])
        case Binary("+", left, right) if isinstance(left, Text) or isinstance(right, Text):
            one, other = _value(left, variables), _value(right, variables)
            return _Written(f"concat({one.text}, {other.text})")
        case Binary(("+" | "-" | "*" | "div") as operator, left, right):
            strength = STRENGTH[operator]
            one, other = _value(left, variables), _value(right, variables)
            text = f"{one.within(strength - 1)} {operator} {other.within(strength)}"
            return _Written(text, strength)
        case Call(name, arguments) if name not in {"is_empty", "regexMatch"}:
            return _call(name, arguments, variables)
    return _truth(tree, variables)


def _comparison(tree: Binary, variables: Variables) -> _Written:
    """Both ways round, and a tick of a multiple choice ("Y" or nothing) as `selected`."""
    left, right = tree.left, tree.right
    if isinstance(left, Number | Text) and isinstance(right, Variable):
        turned = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}.get(tree.operator, tree.operator)
        return _comparison(Binary(turned, right, left), variables)
    target = _target(left, variables) if isinstance(left, Variable) else None
    if target and target.choice:
        return _tick(tree.operator, target, right)
    one = _value(left, variables).within(STRENGTH["="])
    other = _compared(right, target, variables)
    return _Written(f"{one} {tree.operator} {other}", STRENGTH["="])


def _tick(operator: str, target: Target, right: Tree) -> _Written:
    meant = {("=", "Y"): True, ("!=", "Y"): False, ("=", ""): False, ("!=", ""): True}
    if not isinstance(right, Text) or (operator, right.value) not in meant:
        raise NotUnderstoodError(target.choice)
    chosen = f"selected(${{{target.name}}}, {literal(target.choice)})"
    return _Written(chosen if meant[operator, right.value] else f"not({chosen})")


def _compared(right: Tree, target: Target | None, variables: Variables) -> str:
    """The right side; a number that is a code of the question's list stands as a code."""
    codes = target.codes if target else frozenset()
    if isinstance(right, Number) and right.text in codes:
        return literal(right.text)
    if isinstance(right, Text) and right.value == "-oth-" and codes:
        return literal("other")
    return _value(right, variables).within(STRENGTH["="])


def _emptiness(tree: Tree, variables: Variables, *, is_empty: bool) -> _Written:
    target = _target(tree, variables) if isinstance(tree, Variable) else None
    if target and target.choice:
        chosen = f"selected(${{{target.name}}}, {literal(target.choice)})"
        return _Written(f"not({chosen})" if is_empty else chosen)
    operator = "=" if is_empty else "!="
    text = f"{_value(tree, variables).within(STRENGTH['='])} {operator} ''"
    return _Written(text, STRENGTH["="])


def _call(name: str, arguments: tuple[Tree, ...], variables: Variables) -> _Written:
    if name == "sum" and arguments:
        return _total(arguments, variables)
    if name == "count" and arguments:
        return _number_of_ticks(arguments, variables)
    if name not in _CALLS:
        raise NotUnderstoodError(name)
    ours, number = _CALLS[name]
    if (number and len(arguments) != number) or not arguments:
        raise NotUnderstoodError(name)
    first = (_truth if name == "if" else _value)(arguments[0], variables).text
    rest = [_value(argument, variables).text for argument in arguments[1:]]
    if name == "round" and not rest:
        rest = ["0"]
    return _Written(f"{ours}({', '.join([first, *rest])})")


def _number_of_ticks(arguments: tuple[Tree, ...], variables: Variables) -> _Written:
    """How much is answered, where all the boxes of one multiple choice are named."""
    named = [_target(one, variables) for one in arguments if isinstance(one, Variable)]
    ticks = {(target.name, target.choice) for target in named}
    name = named[0].name if named else ""
    every = {(t.name, t.choice) for t in variables.targets.values() if t.name == name}
    if len(named) != len(arguments) or ticks - {(f"{name}_other", "")} != every:
        raise NotUnderstoodError("count")
    return _Written(f"count-selected(${{{name}}})")


def _total(arguments: tuple[Tree, ...], variables: Variables) -> _Written:
    """A sum in which what is not answered counts nothing."""
    parts = [f"coalesce({_value(one, variables).text}, 0)" for one in arguments]
    return _Written(" + ".join(parts), STRENGTH["+"] if len(parts) > 1 else _TIGHT)


def _variable(variable: Variable, variables: Variables) -> _Written:
    if variables.means_itself(variable.code) and variable.aspect in _VALUES:
        return _Written(".")
    target = _target(variable, variables)
    if variables.this and target.name == variables.this and not target.choice:
        return _Written(".")
    reference = f"${{{target.name}}}"
    if target.choice:
        return _Written(f"if(selected({reference}, {literal(target.choice)}), 'Y', '')")
    if variable.aspect == "shown" and target.codes:
        return _Written(f"jr:choice-name({reference}, {literal(reference)})")
    return _Written(reference)


def _target(variable: Variable, variables: Variables) -> Target:
    if variables.means_itself(variable.code):
        return Target(variables.this)
    if variable.code not in variables.targets or variable.aspect not in {*_VALUES, "shown"}:
        raise NotUnderstoodError(variable.code)
    return variables.targets[variable.code]


def _without_slashes(pattern: str) -> str:
    """`/^[0-9]+$/` without the slashes.  Raises NotUnderstoodError when letters follow them."""
    if len(pattern) < 2 or pattern[0] != "/" or pattern[-1] != "/":
        raise NotUnderstoodError(pattern)
    return pattern[1:-1]
