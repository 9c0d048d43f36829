"""The verbs of a process: every write, in one transaction, journalled."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from regiowerk.ground.journal.queries import Sentences
from regiowerk.ground.process.actions.activities import (
    add_activity,
    edit_activity,
    move_activity,
    remove_activity,
)
from regiowerk.ground.process.actions.bodies import (
    BodyRefusedError,
    add_body,
    edit_body,
    move_body,
    remove_body,
)
from regiowerk.ground.process.actions.milestones import (
    MilestoneRefusedError,
    add_milestone,
    edit_milestone,
    reach_milestone,
    remove_milestone,
    reopen_milestone,
)
from regiowerk.ground.process.actions.passages import (
    add_passage,
    edit_passage,
    move_passage,
    remove_passage,
)
from regiowerk.ground.process.actions.processes import (
    ProcessRefusedError,
    edit_process,
    publish_process,
    start_process,
    unpublish_process,
)
from regiowerk.ground.process.actions.stages import (
    StageRefusedError,
    close_stage,
    open_stage,
    reopen_stage,
    reschedule_stage,
)

__all__ = [
    "DEEDS",
    "BodyRefusedError",
    "MilestoneRefusedError",
    "ProcessRefusedError",
    "StageRefusedError",
    "add_activity",
    "add_body",
    "add_milestone",
    "add_passage",
    "close_stage",
    "edit_activity",
    "edit_body",
    "edit_milestone",
    "edit_passage",
    "edit_process",
    "move_activity",
    "move_body",
    "move_passage",
    "open_stage",
    "publish_process",
    "reach_milestone",
    "remove_activity",
    "remove_body",
    "remove_milestone",
    "remove_passage",
    "reopen_milestone",
    "reopen_stage",
    "reschedule_stage",
    "start_process",
    "unpublish_process",
]

DEEDS: Sentences = {
    "process.started": _("%(who)s started the process %(what)s."),
    "process.edited": _("%(who)s changed the description of %(what)s."),
    "process.published": _("%(who)s made %(what)s public."),
    "process.unpublished": _("%(who)s took %(what)s back from the public."),
    "stage.opened": _("%(who)s opened %(what)s."),
    "stage.closed": _("%(who)s closed %(what)s."),
    "stage.reopened": _("%(who)s opened %(what)s again."),
    "stage.rescheduled": _("%(who)s rescheduled %(what)s."),
    "activity.added": _("%(who)s planned the activity “%(what)s”."),
    "activity.edited": _("%(who)s changed the activity “%(what)s”."),
    "activity.moved": _("%(who)s moved the activity “%(what)s”."),
    "activity.removed": _("%(who)s removed the activity “%(what)s”."),
    "milestone.added": _("%(who)s planned the milestone “%(what)s”."),
    "milestone.edited": _("%(who)s changed the milestone “%(what)s”."),
    "milestone.reached": _("%(who)s marked the milestone “%(what)s” as reached."),
    "milestone.reopened": _("%(who)s marked the milestone “%(what)s” as not yet reached."),
    "milestone.removed": _("%(who)s removed the milestone “%(what)s”."),
    "body.added": _("%(who)s added the body “%(what)s”."),
    "body.edited": _("%(who)s changed the body “%(what)s”."),
    "body.moved": _("%(who)s moved the body “%(what)s”."),
    "body.removed": _("%(who)s removed the body “%(what)s”."),
    "passage.added": _("%(who)s added the text “%(what)s”."),
    "passage.edited": _("%(who)s changed the text “%(what)s”."),
    "passage.moved": _("%(who)s moved the text “%(what)s”."),
    "passage.removed": _("%(who)s removed the text “%(what)s”."),
}
