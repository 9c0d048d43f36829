from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from regiowerk.ground.journal.domain.personal import NOT_PERSONAL, ON_RECORD, Personal
from regiowerk.ground.process.models import Process
from regiowerk.ground.regions.models import Organisation


class Bundle(models.Model):
    """Rounds that are one errand: whoever votes in them goes from paper to paper, by one link."""

    PERSONAL: ClassVar[Personal] = {"begun_by": ON_RECORD}

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="bundles")
    key = models.SlugField(max_length=60)
    title = models.CharField(max_length=200)
    begun_at = models.DateTimeField()
    begun_by = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["process", "key"], name="bundle_key_once_per_process"),
        ]

    def __str__(self) -> str:
        return self.title


class Round(models.Model):
    """One question put to the vote under one rule, published before the first paper."""

    PERSONAL: ClassVar[Personal] = {
        "begun_by": ON_RECORD,
        "published_by": ON_RECORD,
        "opened_by": ON_RECORD,
        "closed_by": ON_RECORD,
        "cancelled_by": ON_RECORD,
    }

    class State(models.TextChoices):
        DRAFT = "draft", _("in preparation")
        PUBLISHED = "published", _("rule published")
        OPEN = "open", _("open")
        COUNTING = "counting", _("being counted")
        CLOSED = "closed", _("closed and counted")
        CANCELLED = "cancelled", _("cancelled")

    class Form(models.TextChoices):
        APPROVAL = "approval", _("crosses")
        POINTS = "points", _("points")
        SCORES = "scores", _("marks")
        RANKING = "ranking", _("ranking")
        PAIRWISE = "pairwise", _("pairs")
        SWING = "swing", _("weights by the largest step")
        AHP = "ahp", _("weights by pairs")
        SCORING = "scoring", _("marks by criteria")

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="rounds")
    key = models.SlugField(max_length=60)
    title = models.CharField(max_length=200)
    question = models.CharField(max_length=300)
    bundle = models.ForeignKey(
        Bundle, on_delete=models.SET_NULL, related_name="rounds", null=True, blank=True
    )
    # The same was asked before: everybody reads how that came out, and begins with the own paper.
    follows = models.ForeignKey(
        "self", on_delete=models.SET_NULL, related_name="followed_by", null=True, blank=True
    )
    purpose = models.TextField(blank=True)  # Markdown: what the result is good for
    form = models.CharField(max_length=10, choices=Form)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    rule = models.TextField()  # canonical JSON, domain.rounds.rulebook
    # Everything that decides the result, as it was published: question, options, voters, rule.
    published = models.TextField(blank=True)  # canonical JSON
    published_hash = models.CharField(max_length=64, blank=True)
    opens_on = models.DateField()
    closes_on = models.DateField()
    begun_at = models.DateTimeField()
    begun_by = models.CharField(max_length=200)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.CharField(max_length=200, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    opened_by = models.CharField(max_length=200, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.CharField(max_length=200, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_by = models.CharField(max_length=200, blank=True)
    cancel_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["process", "key"], name="round_key_once_per_process"),
            models.CheckConstraint(
                condition=Q(
                    state__in=["draft", "published", "open", "counting", "closed", "cancelled"]
                ),
                name="round_state_known",
            ),
            models.CheckConstraint(
                condition=Q(
                    form__in=[
                        "approval",
                        "points",
                        "scores",
                        "ranking",
                        "pairwise",
                        "swing",
                        "ahp",
                        "scoring",
                    ]
                ),
                name="round_form_known",
            ),
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")), name="round_closes_after_it_opens"
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True, published_by="", published="")
                & Q(published_hash="")
                | (
                    Q(published_at__isnull=False, published_hash__regex=r"^[0-9a-f]{64}$")
                    & ~Q(published_by="")
                    & ~Q(published="")
                ),
                name="round_published_at_by_and_what",
            ),
            models.CheckConstraint(
                condition=Q(opened_at__isnull=True, opened_by="")
                | (Q(opened_at__isnull=False) & ~Q(opened_by="")),
                name="round_opened_at_and_by",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by="")
                | (Q(closed_at__isnull=False) & ~Q(closed_by="")),
                name="round_closed_at_and_by",
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at__isnull=True, cancelled_by="", cancel_reason="")
                | (Q(cancelled_at__isnull=False) & ~Q(cancelled_by="") & ~Q(cancel_reason="")),
                name="round_cancelled_at_by_and_why",
            ),
            # The rule is published before the first vote.
            models.CheckConstraint(
                condition=Q(opened_at__isnull=True)
                | Q(published_at__isnull=False, opened_at__gte=F("published_at")),
                name="round_rule_published_before_it_opens",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["open", "counting", "closed"]) | Q(opened_at__isnull=False),
                name="round_open_was_opened",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Option(models.Model):
    """What a round offers: a label, a place and plain values.  What it stands for is known above."""

    PERSONAL: ClassVar[Personal] = NOT_PERSONAL

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="options")
    key = models.SlugField(max_length=60)
    label = models.CharField(max_length=200)
    note = models.CharField(max_length=500, blank=True)  # one or two lines below the label
    position = models.PositiveSmallIntegerField()
    cost = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)  # euros
    group = models.CharField(max_length=120, blank=True)  # interest group

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "key"], name="option_key_once_per_round"),
            models.UniqueConstraint(
                fields=["round", "position"], name="option_position_once_per_round"
            ),
            models.CheckConstraint(
                condition=Q(cost__isnull=True) | Q(cost__gte=0), name="option_cost_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return self.label


class OwnShare(models.Model):
    """What an organisation would pay itself if an option is chosen."""

    PERSONAL: ClassVar[Personal] = NOT_PERSONAL

    option = models.ForeignKey(Option, on_delete=models.CASCADE, related_name="own_shares")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    amount = models.DecimalField(max_digits=12, decimal_places=2)  # euros

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["option", "organisation"], name="own_share_once_per_organisation"
            ),
            models.CheckConstraint(condition=Q(amount__gte=0), name="own_share_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.amount}"


class Exclusion(models.Model):
    """An organisation that does not judge an option, because it would judge its own cause."""

    PERSONAL: ClassVar[Personal] = NOT_PERSONAL

    option = models.ForeignKey(Option, on_delete=models.CASCADE, related_name="exclusions")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["option", "organisation"], name="exclusion_once_per_organisation"
            ),
        ]

    def __str__(self) -> str:
        return self.reason
