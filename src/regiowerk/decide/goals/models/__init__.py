"""Tables of the goal tree and of what organisations say about it."""

from __future__ import annotations

from regiowerk.decide.goals.models.candidates import Candidate
from regiowerk.decide.goals.models.consultations import Consultation, Reply, Stance
from regiowerk.decide.goals.models.goals import Branch, Contradiction, Goal, Predecessor
from regiowerk.decide.goals.models.measuring import Indicator, Measurement
from regiowerk.decide.goals.models.versions import GoalEvidence, TreeVersion
from regiowerk.decide.goals.models.weighing import GoalOption, WeighedNode, Weighing

__all__ = [
    "Branch",
    "Candidate",
    "Consultation",
    "Contradiction",
    "Goal",
    "GoalEvidence",
    "GoalOption",
    "Indicator",
    "Measurement",
    "Predecessor",
    "Reply",
    "Stance",
    "TreeVersion",
    "WeighedNode",
    "Weighing",
]
