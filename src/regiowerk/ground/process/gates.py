"""What this room itself asks before a stage may close; portal adds what other rooms ask."""

from __future__ import annotations

from django.utils.translation import gettext as _

from regiowerk.ground.process.models import Stage


def unmet_to_close(stage: Stage) -> tuple[str, ...]:
    """The milestones planned inside the window of a stage that nobody has marked as reached."""
    waiting = stage.process.milestones.filter(
        planned_on__range=(stage.starts_on, stage.ends_on), reached_on__isnull=True
    ).order_by("planned_on", "key")
    return tuple(
        _(
            "The milestone “%(milestone)s” (%(day)s) lies in this stage and is not marked as "
            "reached. Mark it or give it another day."
        )
        % {"milestone": milestone.name, "day": milestone.day}
        for milestone in waiting
    )
