"""The verbs of the goal tree: every write, in one transaction, journalled."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from regiowerk.decide.goals.actions import taking_over, weighing
from regiowerk.decide.goals.actions.consulting import (
    Opinion,
    close_consultation,
    extend_consultation,
    freeze_tree,
    hand_in_reply,
    open_consultation,
    state_stances,
)
from regiowerk.decide.goals.actions.goals import add_goal, edit_goal, move_goal, remove_goal
from regiowerk.decide.goals.actions.grounding import (
    cite_finding,
    count_candidate,
    mark_contradiction,
    propose_goal,
    remove_evidence,
    renew_evidence,
    reopen_candidate,
    set_aside_candidate,
    settle_contradiction,
    take_up_candidate,
)
from regiowerk.decide.goals.actions.hanging import Part, hang_goal, merge_goal, split_goal
from regiowerk.decide.goals.actions.measuring import (
    Yardstick,
    record_measurement,
    remove_indicator,
    remove_measurement,
    set_indicator,
)
from regiowerk.decide.goals.actions.record import GoalRefusedError
from regiowerk.decide.goals.actions.taking_over import Taken, take_over_weights
from regiowerk.decide.goals.actions.weighing import (
    WeighingFacts,
    begin_weighing,
    close_weighing,
    open_weighing,
    publish_weighing,
    put_goals_to_vote,
    repeat_weighing,
)
from regiowerk.ground.journal.queries import Sentences

__all__ = [
    "DEEDS",
    "GoalRefusedError",
    "Opinion",
    "Part",
    "Taken",
    "WeighingFacts",
    "Yardstick",
    "add_goal",
    "begin_weighing",
    "cite_finding",
    "close_consultation",
    "close_weighing",
    "count_candidate",
    "edit_goal",
    "extend_consultation",
    "freeze_tree",
    "hand_in_reply",
    "hang_goal",
    "mark_contradiction",
    "merge_goal",
    "move_goal",
    "open_consultation",
    "open_weighing",
    "propose_goal",
    "publish_weighing",
    "put_goals_to_vote",
    "record_measurement",
    "remove_evidence",
    "remove_goal",
    "remove_indicator",
    "remove_measurement",
    "renew_evidence",
    "reopen_candidate",
    "repeat_weighing",
    "set_aside_candidate",
    "set_indicator",
    "settle_contradiction",
    "split_goal",
    "state_stances",
    "take_over_weights",
    "take_up_candidate",
]

DEEDS: Sentences = {
    "goal.added": _("%(who)s added the goal “%(what)s”."),
    "goal.edited": _("%(who)s changed the goal “%(what)s”."),
    "goal.moved": _("%(who)s moved the goal “%(what)s”."),
    "goal.hung": _("%(who)s put the goal “%(what)s” under another one."),
    "goal.merged": _("%(who)s merged another goal into “%(what)s”."),
    "goal.split": _("%(who)s split the goal “%(what)s”."),
    "goal.removed": _("%(who)s removed the goal “%(what)s”."),
    "goal.grounded": _("%(who)s let the goal “%(what)s” rest on a finding."),
    "goal.checked": _("%(who)s checked the goal “%(what)s” against a changed finding."),
    "goal.ungrounded": _("%(who)s removed a finding from the goal “%(what)s”."),
    "indicator.set": _("%(who)s set the indicator of the goal “%(what)s”."),
    "indicator.removed": _("%(who)s removed the indicator of the goal “%(what)s”."),
    "measurement.recorded": _("%(who)s recorded a measured value for the goal “%(what)s”."),
    "measurement.removed": _("%(who)s removed a measured value of the goal “%(what)s”."),
    "contradiction.marked": _("%(who)s marked a contradiction to the goal “%(what)s”."),
    "contradiction.settled": _("%(who)s settled a contradiction to the goal “%(what)s”."),
    "candidate.proposed": _("%(who)s proposed the goal “%(what)s”."),
    "candidate.taken_up": _("%(who)s took up the proposal “%(what)s” as a goal."),
    "candidate.counted": _("%(who)s counted a proposal towards the goal “%(what)s”."),
    "candidate.set_aside": _("%(who)s set the proposal “%(what)s” aside."),
    "candidate.reopened": _("%(who)s is looking at the proposal “%(what)s” anew."),
    "tree.frozen": _("%(who)s froze the goal tree as “%(what)s”."),
    "consultation.opened": _("%(who)s opened the consultation “%(what)s”."),
    "consultation.extended": _("%(who)s extended the consultation “%(what)s”."),
    "consultation.closed": _("%(who)s closed the consultation “%(what)s”."),
    "stances.stated": _("%(who)s took a stand on goals in “%(what)s”."),
    "reply.handed_in": _("%(who)s handed in its reply to the consultation “%(what)s”."),
    **weighing.DEEDS,
    **taking_over.DEEDS,
}
