from __future__ import annotations

from fractions import Fraction
from hashlib import sha256
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from regiowerk.decide.ballots.models.rounds import Round
from regiowerk.ground.journal.domain.personal import (
    NINETY_DAYS,
    NOT_PERSONAL,
    ON_RECORD,
    Personal,
)
from regiowerk.ground.regions.models import Organisation


class Chamber(models.Model):
    """Voters who are counted together, and never added to those of another chamber."""

    PERSONAL: ClassVar[Personal] = NOT_PERSONAL

    class Kind(models.TextChoices):
        BODIES = "bodies", _("organisations")
        EXPERTS = "experts", _("experts")
        CITIZENS = "citizens", _("citizens")

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="chambers")
    kind = models.CharField(max_length=8, choices=Kind)
    label = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "kind"], name="chamber_once_per_kind"),
            models.CheckConstraint(
                condition=Q(kind__in=["bodies", "experts", "citizens"]), name="chamber_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return self.label


class Voter(models.Model):
    """Who is entitled: an organisation, or one of the experts or citizens it sends."""

    PERSONAL: ClassVar[Personal] = {"name": ON_RECORD, "email": NINETY_DAYS}

    chamber = models.ForeignKey(Chamber, on_delete=models.CASCADE, related_name="voters")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="votes")
    number = models.PositiveSmallIntegerField(default=1)  # of several sent by one organisation
    name = models.CharField(max_length=200, blank=True)  # of an expert; bodies have none
    email = models.EmailField(max_length=200, blank=True)  # where the personal link goes
    # Frozen at opening: a fraction like "3/7", inhabitants and where they live.
    weight = models.CharField(max_length=80, blank=True)
    population = models.PositiveIntegerField(null=True, blank=True)
    population_source = models.CharField(max_length=300, blank=True)
    stratum = models.CharField(max_length=200, blank=True)
    has_voted = models.BooleanField(default=False)
    cast_number = models.PositiveSmallIntegerField(default=0)  # of the paper that counts; 0: none

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["chamber", "organisation", "number"], name="voter_once_per_chamber"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}, {self.name}" if self.name else str(self.organisation)

    @property
    def key(self) -> str:
        """What the record calls this voter."""
        return (
            f"{self.organisation.key}.{self.number}" if self.number > 1 else self.organisation.key
        )

    @property
    def share(self) -> Fraction:
        """The frozen weight; one before the round is opened."""
        return Fraction(self.weight or 1)


class Proxy(models.Model):
    """An organisation lets another one cast its paper; taken back until it is cast."""

    PERSONAL: ClassVar[Personal] = {"given_by": ON_RECORD, "revoked_by": ON_RECORD}

    voter = models.ForeignKey(Voter, on_delete=models.CASCADE, related_name="proxies")
    holder = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    given_by = models.CharField(max_length=200)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["voter"], condition=Q(revoked_at__isnull=True), name="proxy_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True, revoked_by="")
                | (Q(revoked_at__isnull=False) & ~Q(revoked_by="")),
                name="proxy_revoked_at_and_by",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.voter}: {self.holder}"


class Paper(models.Model):
    """What was handed in, never changed: a later paper of the same voter counts instead.

    Of a secret round nothing says when, and after closing nothing says whose it is.  So its number
    comes from its receipt, which is random: numbers in a row would tell in which order papers came.
    """

    PERSONAL: ClassVar[Personal] = {"cast_by": ON_RECORD}

    id = models.BigIntegerField(primary_key=True)
    chamber = models.ForeignKey(Chamber, on_delete=models.CASCADE, related_name="papers")
    voter = models.ForeignKey(
        Voter, on_delete=models.CASCADE, related_name="papers", null=True, blank=True
    )
    number = models.PositiveSmallIntegerField(null=True, blank=True)  # of this voter
    receipt = models.CharField(max_length=20, unique=True)
    weight = models.CharField(max_length=80)
    content = models.TextField()  # canonical JSON, domain.rounds.marks
    cast_at = models.DateTimeField(null=True, blank=True)
    cast_by = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["voter", "number"],
                condition=Q(voter__isnull=False, number__isnull=False),
                name="paper_number_once_per_voter",
            ),
            models.CheckConstraint(
                condition=Q(voter__isnull=True, number__isnull=True)
                | Q(voter__isnull=False, number__isnull=False),
                name="paper_numbered_as_long_as_it_is_somebodys",
            ),
            models.CheckConstraint(
                condition=Q(cast_at__isnull=True, cast_by="")
                | (Q(cast_at__isnull=False) & ~Q(cast_by="")),
                name="paper_cast_at_and_by",
            ),
        ]

    def __str__(self) -> str:
        return self.receipt


def paper_id(receipt: str) -> int:
    """The number of a paper: as random as its receipt, and nobody else's."""
    return int.from_bytes(sha256(receipt.encode()).digest()[:8]) >> 1


class Draft(models.Model):
    """What a department prepared, or what came too late to be cast; gone when the round is closed."""

    PERSONAL: ClassVar[Personal] = {"saved_by": ON_RECORD}

    voter = models.ForeignKey(Voter, on_delete=models.CASCADE, related_name="drafts")
    desk = models.CharField(max_length=80)  # who writes: one draft for each
    content = models.TextField()
    saved_at = models.DateTimeField()
    saved_by = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["voter", "desk"], name="draft_once_per_desk"),
        ]

    def __str__(self) -> str:
        return self.saved_by


class Link(models.Model):
    """A personal link that opens one ballot without an account: to prepare it, or to cast it."""

    PERSONAL: ClassVar[Personal] = {
        "name": ON_RECORD,
        "email": NINETY_DAYS,
        "made_by": ON_RECORD,
        "revoked_by": ON_RECORD,
    }

    voter = models.ForeignKey(Voter, on_delete=models.CASCADE, related_name="links")
    may_cast = models.BooleanField(default=True)
    name = models.CharField(max_length=200, blank=True)
    email = models.EmailField(max_length=200)
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=200)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("made_at")),
                name="ballot_link_expires_after_it_was_made",
            ),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True, revoked_by="")
                | (Q(revoked_at__isnull=False) & ~Q(revoked_by="")),
                name="ballot_link_revoked_at_and_by",
            ),
        ]

    def __str__(self) -> str:
        return self.email
