"""Reads of a process: its plan on a day, its texts and bodies, and the values of its drawings."""

from __future__ import annotations

from regiowerk.ground.process.queries.open_steps import open_steps
from regiowerk.ground.process.queries.plan import (
    MilestoneOnDay,
    Plan,
    StageOnDay,
    elapsed_in_words,
    milestones_of,
    outline_of,
    plan_of,
    stages_of,
    standing,
    standing_in_words,
)
from regiowerk.ground.process.queries.templates import (
    TemplateMissingError,
    template,
    template_in_words,
    template_keys,
    templates,
)
from regiowerk.ground.process.queries.texts import (
    BodyInTree,
    TopicPassages,
    bodies_in_words,
    bodies_of,
    passages_by_topic,
)

__all__ = [
    "BodyInTree",
    "MilestoneOnDay",
    "Plan",
    "StageOnDay",
    "TemplateMissingError",
    "TopicPassages",
    "bodies_in_words",
    "bodies_of",
    "elapsed_in_words",
    "milestones_of",
    "open_steps",
    "outline_of",
    "passages_by_topic",
    "plan_of",
    "stages_of",
    "standing",
    "standing_in_words",
    "template",
    "template_in_words",
    "template_keys",
    "templates",
]
