"""What pages, documents and other rooms read of the goals."""

from __future__ import annotations

from regiowerk.decide.goals.queries.asking import (
    Asked,
    GoalOnTrial,
    Overview,
    consultations_of,
    numbered,
    open_consultation_of,
    open_steps,
    overview_of,
    stances_of,
)
from regiowerk.decide.goals.queries.frozen import numbered_with_weights, votes_named
from regiowerk.decide.goals.queries.grounds import (
    Ground,
    audience_of,
    candidates_of,
    findings_to_cite,
    frozen_text,
    ground_of,
    grounds_of,
    history_of,
    present_wording,
)
from regiowerk.decide.goals.queries.standing import (
    Standing,
    contradictions_of,
    goals_in_words,
    measured_of,
    percent,
    progress_in_a_sentence,
    progress_in_words,
    standing_of,
    with_voices,
)
from regiowerk.decide.goals.queries.trees import GoalTree, tree_of
from regiowerk.decide.goals.queries.votes import weights_of

__all__ = [
    "Asked",
    "GoalOnTrial",
    "GoalTree",
    "Ground",
    "Overview",
    "Standing",
    "audience_of",
    "candidates_of",
    "consultations_of",
    "contradictions_of",
    "findings_to_cite",
    "frozen_text",
    "goals_in_words",
    "ground_of",
    "grounds_of",
    "history_of",
    "measured_of",
    "numbered",
    "numbered_with_weights",
    "open_consultation_of",
    "open_steps",
    "overview_of",
    "percent",
    "present_wording",
    "progress_in_a_sentence",
    "progress_in_words",
    "stances_of",
    "standing_of",
    "tree_of",
    "votes_named",
    "weights_of",
    "with_voices",
]
