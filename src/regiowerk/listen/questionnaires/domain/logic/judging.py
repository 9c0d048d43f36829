"""The rules of one cell, put to it as things stand."""

from __future__ import annotations

import math
from dataclasses import dataclass

from regiowerk.listen.questionnaires.domain.answers import Value
from regiowerk.listen.questionnaires.domain.expressions.errors import EvaluationError
from regiowerk.listen.questionnaires.domain.expressions.nodes import Result
from regiowerk.listen.questionnaires.domain.expressions.running import Run
from regiowerk.listen.questionnaires.domain.expressions.shuffling import shuffled
from regiowerk.listen.questionnaires.domain.expressions.values import number_of_text, to_truth
from regiowerk.listen.questionnaires.domain.instrument import Question
from regiowerk.listen.questionnaires.domain.logic.cells import Cell
from regiowerk.listen.questionnaires.domain.logic.checking import is_offered, is_possible
from regiowerk.listen.questionnaires.domain.logic.results import scalar_of, value_of
from regiowerk.listen.questionnaires.domain.logic.rules import Rule
from regiowerk.listen.questionnaires.domain.logic.states import FieldState, Problem


@dataclass(frozen=True, slots=True)
class Judge:
    """Runs rules with fresh budgets; what cannot be computed is None, never an exception."""

    _run: Run

    def run(self, cell: Cell, rule: Rule) -> Result | None:
        """The result of a rule at a cell, or None when its budgets were used up."""
        self._run.begin(cell, cell.place)
        try:
            return rule.code(cell, self._run)
        except (EvaluationError, RecursionError, MemoryError):
            return None

    def move(self, cell: Cell) -> bool:
        """Bring relevance and calculation up to date; whether what others see has changed."""
        before_hidden, before = cell.is_hidden, cell.scalar
        cell.has_trouble = False
        cell.is_hidden = cell.parent is not None and cell.parent.is_hidden
        if not cell.is_hidden and cell.entry.relevant is not None:
            relevant = self.run(cell, cell.entry.relevant)
            cell.has_trouble = relevant is None
            cell.is_hidden = relevant is not None and not to_truth(relevant)
        if not cell.is_hidden and cell.entry.calculation is not None:
            self._calculate(cell, cell.entry.calculation)
        if cell.is_hidden and before_hidden:
            return False
        same_value = cell.scalar == before and type(cell.scalar) is type(before)
        return cell.is_hidden != before_hidden or not same_value

    def _calculate(self, cell: Cell, rule: Rule) -> None:
        item = cell.entry.spot.item
        result = self.run(cell, rule)
        cell.has_trouble = cell.has_trouble or result is None
        value = None
        if result is not None and isinstance(item, Question):
            value = value_of(result, item.kind)
        cell.scalar = scalar_of(value)
        cell.answer = value

    def bare_state(self, cell: Cell, question: Question) -> FieldState:
        """Whether a question is asked and what stands there, and nothing about its limits."""
        value = None if cell.is_hidden else cell.answer
        return FieldState(value, not cell.is_hidden, False, question.is_read_only, None, ())

    def state(self, cell: Cell, question: Question) -> FieldState:
        """What holds for a question now."""
        is_read_only = question.is_read_only or cell.entry.calculation is not None
        if cell.is_hidden:
            return FieldState(None, False, False, is_read_only, None, ())
        required = cell.entry.is_always_required
        has_trouble = cell.has_trouble
        if cell.entry.required is not None:
            result = self.run(cell, cell.entry.required)
            has_trouble = has_trouble or result is None
            required = result is not None and to_truth(result)
        choices = self._choices(cell, question)
        has_trouble = has_trouble or choices is None
        problem = Problem.NOT_COMPUTED if has_trouble else None
        if problem is None:
            problem = self._problem(cell, question, choices or (), required=required)
        return FieldState(cell.answer, True, required, is_read_only, problem, choices or ())

    def _problem(
        self, cell: Cell, question: Question, choices: tuple[str, ...], *, required: bool
    ) -> Problem | None:
        value = cell.answer
        if _is_blank(value):
            is_asked = required and question.is_answerable
            return Problem.REQUIRED if is_asked else None
        if not is_possible(question, value):
            return Problem.NOT_POSSIBLE
        if not is_offered(question, value, choices):
            return Problem.NOT_OFFERED
        return self._constraint(cell)

    def _constraint(self, cell: Cell) -> Problem | None:
        if cell.entry.constraint is None:
            return None
        result = self.run(cell, cell.entry.constraint)
        if result is None:
            return Problem.NOT_COMPUTED
        return None if to_truth(result) else Problem.CONSTRAINT

    def _choices(self, cell: Cell, question: Question) -> tuple[str, ...] | None:
        codes: tuple[str, ...] | None = cell.entry.codes
        if cell.entry.choice_filter is not None:
            codes = self._filtered(cell, question, cell.entry.choice_filter)
        if codes and question.parameters.get("randomize", "").lower() == "true":
            return self._mixed(cell, question, codes)
        return codes

    def _filtered(self, cell: Cell, question: Question, rule: Rule) -> tuple[str, ...] | None:
        run = self._run
        run.begin(cell, cell.place)
        items = run.instances[question.choice_list].children["root"][0].children.get("item", [])
        run.size = len(items)
        kept: list[str] = []
        try:
            for run.position, (code, item) in enumerate(
                zip(cell.entry.codes, items, strict=True), 1
            ):
                if to_truth(rule.code(item, run)):
                    kept.append(code)
        except (EvaluationError, RecursionError, MemoryError):
            return None
        return tuple(kept)

    def _mixed(self, cell: Cell, question: Question, codes: tuple[str, ...]) -> tuple[str, ...]:
        seed = number_of_text(question.parameters.get("seed", ""))
        self._run.begin(cell, cell.place)
        if math.isnan(seed):  # every organisation has an order of its own
            seed = float(self._run.chance() % 2_147_483_646)
        return tuple(shuffled(list(codes), seed))


def _is_blank(value: Value) -> bool:
    return value is None or value == "" or value == ()
