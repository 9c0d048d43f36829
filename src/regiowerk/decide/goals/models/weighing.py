from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from regiowerk.decide.ballots.models import Option, Round
from regiowerk.decide.goals.models.goals import Goal
from regiowerk.decide.goals.models.versions import TreeVersion
from regiowerk.ground.journal.domain.personal import NOT_PERSONAL, ON_RECORD, Personal
from regiowerk.ground.process.models import Process


class GoalOption(models.Model):
    """That an option of a vote stands for a goal."""

    PERSONAL: ClassVar[Personal] = NOT_PERSONAL

    option = models.OneToOneField(Option, on_delete=models.CASCADE, related_name="goal_option")
    # The goal may be merged or removed later; what was voted on stays.
    goal = models.ForeignKey(
        Goal, on_delete=models.SET_NULL, related_name="options", null=True, blank=True
    )
    goal_key = models.SlugField(max_length=60)

    def __str__(self) -> str:
        return self.goal_key


class Weighing(models.Model):
    """The branches of a frozen tree are weighed, node by node, in one turn or two."""

    PERSONAL: ClassVar[Personal] = {"begun_by": ON_RECORD, "taken_over_by": ON_RECORD}

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="weighings")
    key = models.SlugField(max_length=60)
    title = models.CharField(max_length=200)
    # The tree as it was put to those who weigh it.
    version = models.ForeignKey(TreeVersion, on_delete=models.RESTRICT, related_name="weighings")
    begun_at = models.DateTimeField()
    begun_by = models.CharField(max_length=200)
    taken_over_at = models.DateTimeField(null=True, blank=True)
    taken_over_by = models.CharField(max_length=200, blank=True)
    # The tree with the weights that came out.
    frozen_as = models.ForeignKey(
        TreeVersion, on_delete=models.RESTRICT, related_name="weighed_by", null=True, blank=True
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["process", "key"], name="weighing_key_once_per_process"
            ),
            models.CheckConstraint(
                condition=Q(taken_over_at__isnull=True, taken_over_by="", frozen_as__isnull=True)
                | (Q(taken_over_at__isnull=False, frozen_as__isnull=False) & ~Q(taken_over_by="")),
                name="weighing_taken_over_at_by_and_as_what",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class WeighedNode(models.Model):
    """Whose children are weighed: a goal, or nobody's at the top; and the votes in which it happens."""

    PERSONAL: ClassVar[Personal] = NOT_PERSONAL

    weighing = models.ForeignKey(Weighing, on_delete=models.CASCADE, related_name="nodes")
    node = models.ForeignKey(
        Goal, on_delete=models.SET_NULL, related_name="weighed_nodes", null=True, blank=True
    )
    node_key = models.SlugField(
        max_length=60, blank=True
    )  # in the frozen version; empty at the top
    first = models.OneToOneField(Round, on_delete=models.CASCADE, related_name="first_of")
    second = models.OneToOneField(
        Round, on_delete=models.SET_NULL, related_name="second_of", null=True, blank=True
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["weighing", "node_key"], name="weighed_node_once_per_weighing"
            ),
            models.CheckConstraint(
                condition=Q(second__isnull=True) | ~Q(second=F("first")),
                name="weighed_node_second_is_another_round",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.weighing}: {self.node_key}"
