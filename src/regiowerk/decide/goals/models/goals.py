from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from regiowerk.decide.ballots.models import Round
from regiowerk.ground.journal.domain.personal import NOT_PERSONAL, ON_RECORD, Personal
from regiowerk.ground.process.models import Process
from regiowerk.ground.regions.models import Organisation


class Goal(models.Model):
    """A desired state, on one of three levels; where it hangs is said by its branches."""

    PERSONAL: ClassVar[Personal] = {"recorded_by": ON_RECORD}

    class Level(models.TextChoices):
        GUIDING = "guiding", _("Guiding goal")
        GOAL = "goal", _("Goal")
        MEASURE = "measure", _("Measure")

    class Horizon(models.TextChoices):
        SHORT = "short", _("short term")
        MEDIUM = "medium", _("medium term")
        LONG = "long", _("long term")

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="goals")
    key = models.SlugField(max_length=60)
    level = models.CharField(max_length=10, choices=Level)
    title = models.CharField(max_length=200)
    explanation = models.TextField(blank=True)  # Markdown
    horizon = models.CharField(max_length=10, choices=Horizon, blank=True)
    responsible = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="goals", null=True, blank=True
    )
    position = models.PositiveSmallIntegerField()
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["process", "key"], name="goal_key_once_per_process"),
            models.UniqueConstraint(
                fields=["process", "position"], name="goal_position_once_per_process"
            ),
            models.CheckConstraint(
                condition=Q(level__in=["guiding", "goal", "measure"]), name="goal_level_known"
            ),
            models.CheckConstraint(
                condition=Q(horizon__in=["", "short", "medium", "long"]),
                name="goal_horizon_known_or_open",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Branch(models.Model):
    """Where a goal hangs: under one parent or at the top; a measure may have several branches."""

    PERSONAL: ClassVar[Personal] = NOT_PERSONAL

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="branches")
    parent = models.ForeignKey(
        Goal, on_delete=models.RESTRICT, related_name="twigs", null=True, blank=True
    )
    share = models.PositiveSmallIntegerField(default=100)  # percent that serves this parent
    weight = models.PositiveIntegerField(null=True, blank=True)  # among those under this parent
    # The vote a weight was taken over from.
    weighed_in = models.ForeignKey(
        Round, on_delete=models.SET_NULL, related_name="+", null=True, blank=True
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["goal", "parent"],
                condition=Q(parent__isnull=False),
                name="branch_once_per_parent",
            ),
            # Two missing parents are different to the database, so the top needs its own rule.
            models.UniqueConstraint(
                fields=["goal"], condition=Q(parent__isnull=True), name="branch_once_at_the_top"
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("goal")),
                name="branch_goal_not_its_own_parent",
            ),
            models.CheckConstraint(
                condition=Q(share__gte=1, share__lte=100), name="branch_share_is_a_percentage"
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=False) | Q(share=100),
                name="branch_at_the_top_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(weighed_in__isnull=True) | Q(weight__isnull=False),
                name="branch_weighed_in_a_vote_has_a_weight",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.goal} – {self.parent}"


class Predecessor(models.Model):
    """A goal that was taken into another one or split off from: its words and its address stay."""

    PERSONAL: ClassVar[Personal] = {"parted_by": ON_RECORD}

    class Way(models.TextChoices):
        MERGED = "merged", _("merged into it")
        SPLIT = "split", _("split off from it")

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="predecessors")
    key = models.SlugField(max_length=60)  # of the goal that was
    title = models.CharField(max_length=200)
    explanation = models.TextField(blank=True)
    way = models.CharField(max_length=10, choices=Way)
    parted_at = models.DateTimeField()
    parted_by = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["goal", "key"], name="predecessor_once_per_goal"),
            models.CheckConstraint(
                condition=Q(way__in=["merged", "split"]), name="predecessor_way_known"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Contradiction(models.Model):
    """Two goals that get in each other's way, and why; stored once, by the order of their keys."""

    PERSONAL: ClassVar[Personal] = {"marked_by": ON_RECORD}

    first = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="contradictions")
    second = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="contradicted_by")
    reason = models.CharField(max_length=300)
    marked_at = models.DateTimeField()
    marked_by = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="contradiction_once_per_pair"),
            models.CheckConstraint(
                condition=~Q(first=F("second")), name="contradiction_of_two_goals"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first} – {self.second}"
