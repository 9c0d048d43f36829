"""The logic of a questionnaire: what is asked, required, possible and computed.  Pure."""

from __future__ import annotations

from regiowerk.listen.questionnaires.domain.expressions.running import Surroundings
from regiowerk.listen.questionnaires.domain.logic.compiled import Logic, faults_of, logic_of
from regiowerk.listen.questionnaires.domain.logic.faults import KINDS, Fault, LogicFaultsError
from regiowerk.listen.questionnaires.domain.logic.sheet import Sheet
from regiowerk.listen.questionnaires.domain.logic.states import Changes, FieldState, Problem

__all__ = [
    "KINDS",
    "Changes",
    "Fault",
    "FieldState",
    "Logic",
    "LogicFaultsError",
    "Problem",
    "Sheet",
    "Surroundings",
    "faults_of",
    "logic_of",
]
