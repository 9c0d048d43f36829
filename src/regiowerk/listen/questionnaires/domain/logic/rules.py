"""One expression of a questionnaire, compiled, with what it reads."""

from __future__ import annotations

from dataclasses import dataclass

from regiowerk.listen.questionnaires.domain.expressions.compiling import Code, compile_expression
from regiowerk.listen.questionnaires.domain.expressions.parser import parse
from regiowerk.listen.questionnaires.domain.expressions.tree import Expression
from regiowerk.listen.questionnaires.domain.logic.grounds import Known, Read, row_paths
from regiowerk.listen.questionnaires.domain.logic.specials import SPECIALS
from regiowerk.listen.questionnaires.domain.logic.spots import Spot, Spots


@dataclass(frozen=True, slots=True)
class Rule:
    """A compiled expression and the places it reads."""

    code: Code
    reads: frozenset[Read]
    tree: Expression


def rule_of(text: str, owner: Spot, spots: Spots) -> Rule:
    """The rule of an expression at a place.  Raises ExpressionError."""
    tree = parse(text)
    low = len(row_paths(owner))
    ground = Known(spots, owner, (owner,), low, set(), SPECIALS)
    return Rule(compile_expression(tree, ground), frozenset(ground.reads), tree)


def filter_of(text: str, owner: Spot, choice_list: str, spots: Spots) -> Rule:
    """The rule that filters a choice list for a question.  Raises ExpressionError."""
    tree = parse(text)
    item = spots.lists[choice_list].children["root"].children["item"]
    ground = Known(spots, owner, (item,), 0, set(), SPECIALS, plural=True, is_owner=False)
    return Rule(compile_expression(tree, ground), frozenset(ground.reads), tree)
