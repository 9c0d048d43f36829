"""What is wrong or doubtful in the expressions of a questionnaire, and how it is called.

| kind                      | values                           | error | means                             |
|---------------------------|----------------------------------|-------|-----------------------------------|
| syntax                    | found, sometimes expected        | yes   | cannot be read                    |
| too-long                  | limit                            | yes   | more characters than allowed      |
| too-deep                  | limit                            | yes   | nested deeper than allowed        |
| unknown-axis              | axis                             | yes   | a direction nobody knows          |
| unknown-function          | function                         | yes   | no such function                  |
| device-function           | function                         | yes   | only a device could answer        |
| wrong-number-of-arguments | function, given, least, most     | yes   | most "" is no limit               |
| not-literal               | function                         | yes   | has to be written out, in quotes  |
| no-nodes                  |                                  | yes   | a path or ${name} is needed there |
| dangling-reference        | name                             | yes   | nothing of this name              |
| ambiguous-reference       | name                             | yes   | several of this name              |
| unknown-list              | name                             | yes   | no such choice list               |
| cycle                     | names                            | yes   | depends on itself                 |
| bad-pattern               | pattern                          | yes   | no regular expression             |
| unanchored-pattern        | pattern                          | no    | browsers look inside, we do not   |
| not-portable              | construct, rule                  | no    | other engines answer differently  |

Rules of not-portable: see RULES.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from regiowerk.listen.questionnaires.domain.expressions.errors import ExpressionError

KINDS: Mapping[str, tuple[str, ...]] = {
    "syntax": ("found",),
    "too-long": ("limit",),
    "too-deep": ("limit",),
    "unknown-axis": ("axis",),
    "unknown-function": ("function",),
    "device-function": ("function",),
    "wrong-number-of-arguments": ("function", "given", "least", "most"),
    "not-literal": ("function",),
    "no-nodes": (),
    "dangling-reference": ("name",),
    "ambiguous-reference": ("name",),
    "unknown-list": ("name",),
    "cycle": ("names",),
    "bad-pattern": ("pattern",),
    "unanchored-pattern": ("pattern",),
    "not-portable": ("construct", "rule"),
}
RULES: Mapping[str, str] = {
    "positional-predicate": "`[2]` and `[last()]` find nothing in ODK Collect",
    "last": "ODK Collect does not know last()",
    "any-depth": "ODK Collect does not know `//`",
    "substring": "ODK Collect does not know substring(); substr() is known everywhere",
    "floor": "ODK Collect does not know floor() and ceiling(); int() is known everywhere",
    "repeated-comparison": "ODK Collect refuses to compare all rows of a repeat with a value",
    "missing-comparison": "`!=` with a path that finds nothing is true in ODK Collect",
    "blank-truth": "Enketo takes a question that is not answered for true",
    "half-rounding": "round(-1.5) is -1 in ODK Collect and here, -2 in Enketo",
    "node-list-text": "ODK Collect refuses concat() of all rows with other texts",
    "area-of-text": "ODK Collect wants a question in area()",
    "own-value": "ODK Collect wants an argument; `.` is the own value everywhere",
    "string-comparison": "`<` compares numbers and dates, never texts",
}
DOUBTS = frozenset({"unanchored-pattern", "not-portable"})


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong or doubtful in one expression; `position` counts from 0."""

    path: str
    column: str
    kind: str
    values: Mapping[str, str]
    position: int | None
    is_error: bool


class LogicFaultsError(ValueError):
    """A questionnaire whose expressions cannot be compiled."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__(faults)
        self.faults = faults

    def __str__(self) -> str:
        return "; ".join(f"{fault.path} {fault.column}: {fault.kind}" for fault in self.faults)


def fault_of(problem: ExpressionError, path: str, column: str) -> Fault:
    """The fault an exception tells of."""
    is_error = problem.kind not in DOUBTS
    return Fault(path, column, problem.kind, dict(problem.values), problem.position, is_error)
