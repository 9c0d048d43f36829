from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from regiowerk.ground.journal.domain.personal import (
    NINETY_DAYS,
    ON_RECORD,
    Personal,
)
from regiowerk.ground.process.models import Process
from regiowerk.ground.regions.models import Organisation
from regiowerk.listen.questionnaires.models import Questionnaire, Version


class Survey(models.Model):
    """Asking organisations, once or repeatedly."""

    PERSONAL: ClassVar[Personal] = {"begun_by": ON_RECORD}

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="surveys")
    key = models.SlugField(max_length=60)
    title = models.CharField(max_length=200)
    purpose = models.TextField(blank=True)  # Markdown: why we ask, what becomes of the answers
    questionnaire = models.ForeignKey(
        Questionnaire, on_delete=models.PROTECT, related_name="surveys"
    )
    begun_at = models.DateTimeField()
    begun_by = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["process", "key"], name="survey_key_once_per_process"),
        ]

    def __str__(self) -> str:
        return self.title


class Wave(models.Model):
    """One fielding of a survey: from when to when, with which version, who may be called."""

    PERSONAL: ClassVar[Personal] = {
        "contact_name": ON_RECORD,
        "contact_email": ON_RECORD,
        "contact_phone": ON_RECORD,
        "opened_by": ON_RECORD,
        "closed_by": ON_RECORD,
    }

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        OPEN = "open", _("open")
        CLOSED = "closed", _("closed")

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="waves")
    number = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=120)  # "autumn 2021"
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="waves")
    state = models.CharField(max_length=8, choices=State, default=State.PLANNED)
    opens_on = models.DateField()
    closes_on = models.DateField()
    min_cell = models.PositiveSmallIntegerField(default=5)  # the k of safe small numbers
    contact_name = models.CharField(max_length=200, blank=True)
    contact_email = models.EmailField(max_length=200, blank=True)
    contact_phone = models.CharField(max_length=60, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    opened_by = models.CharField(max_length=200, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.CharField(max_length=200, blank=True)
    is_reminding = models.BooleanField(default=True)  # by the ladder, without the office

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["survey", "number"], name="wave_number_once"),
            models.CheckConstraint(
                condition=Q(state__in=["planned", "open", "closed"]), name="wave_state_known"
            ),
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")), name="wave_closes_after_it_opens"
            ),
            models.CheckConstraint(
                condition=Q(min_cell__gte=3), name="wave_hides_less_than_three_at_least"
            ),
            models.CheckConstraint(
                condition=Q(opened_at__isnull=True, opened_by="")
                | (Q(opened_at__isnull=False) & ~Q(opened_by="")),
                name="wave_opened_at_and_by",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by="")
                | (Q(closed_at__isnull=False) & ~Q(closed_by="")),
                name="wave_closed_at_and_by",
            ),
        ]

    def __str__(self) -> str:
        return self.label


class Participation(models.Model):
    """One organisation in one wave: how far it is, until when, and who coordinates."""

    PERSONAL: ClassVar[Personal] = {
        "coordinator_name": ON_RECORD,
        "coordinator_email": NINETY_DAYS,
        "declined_by": ON_RECORD,
    }

    class State(models.TextChoices):
        PLANNED = "planned", _("not invited yet")
        INVITED = "invited", _("invited")
        OPENED = "opened", _("opened")
        IN_WORK = "in_work", _("being answered")
        IN_SIGN_OFF = "in_sign_off", _("waiting for signature")
        SUBMITTED = "submitted", _("signed and handed in")
        RETURNED = "returned", _("returned with a remark")
        ACCEPTED = "accepted", _("accepted")
        REOPENED = "reopened", _("opened again")
        DECLINED = "declined", _("declined")

    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="participations")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="participations"
    )
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="participations")
    state = models.CharField(max_length=12, choices=State, default=State.PLANNED)
    due_on = models.DateField(null=True, blank=True)  # an extension; None: the day of the wave
    coordinator_name = models.CharField(max_length=200, blank=True)
    coordinator_email = models.EmailField(max_length=200, blank=True)
    language = models.CharField(max_length=10, default="de")
    is_by_office = models.BooleanField(default=False)  # paper or phone, not yet confirmed
    invited_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)  # the last answer
    handed_in_at = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)
    declined_by = models.CharField(max_length=200, blank=True)
    decline_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["wave", "organisation"], name="participation_once_per_wave"
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=[
                        "planned",
                        "invited",
                        "opened",
                        "in_work",
                        "in_sign_off",
                        "submitted",
                        "returned",
                        "accepted",
                        "reopened",
                        "declined",
                    ]
                ),
                name="participation_state_known",
            ),
            models.CheckConstraint(
                condition=Q(declined_at__isnull=True, declined_by="", decline_reason="")
                | (Q(declined_at__isnull=False) & ~Q(declined_by="") & ~Q(decline_reason="")),
                name="participation_declined_at_by_and_why",
            ),
        ]
        indexes = [models.Index(fields=["wave", "state"], name="participations_by_state")]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.wave}"

    @property
    def deadline(self) -> date:
        """The last day on which this organisation may answer."""
        return self.due_on or self.wave.closes_on


class SectionTask(models.Model):
    """A section of one participation: who writes it, and how far it is."""

    PERSONAL: ClassVar[Personal] = {
        "name": ON_RECORD,
        "email": NINETY_DAYS,
        "claimed_by": ON_RECORD,
    }

    class State(models.TextChoices):
        OPEN = "open", _("not begun")
        WORKING = "working", _("being answered")
        READY = "ready", _("ready")
        REOPENED = "reopened", _("opened again")

    participation = models.ForeignKey(
        Participation, on_delete=models.CASCADE, related_name="section_tasks"
    )
    section = models.CharField(max_length=80)  # domain.instrument.Section.name
    position = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    unit = models.CharField(max_length=200, blank=True)  # the department
    name = models.CharField(max_length=200, blank=True)
    email = models.EmailField(max_length=200, blank=True)
    due_on = models.DateField(null=True, blank=True)
    # Who has the page open, so that others know; it stops nobody and ends by itself.
    claimed_by = models.CharField(max_length=200, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    claim_ends_at = models.DateTimeField(null=True, blank=True)
    # Counted anew in the transaction of every answer, so that the office reads no answers.
    asked = models.PositiveSmallIntegerField(default=0)  # relevant questions
    answered = models.PositiveSmallIntegerField(default=0)
    missing = models.PositiveSmallIntegerField(default=0)  # required ones without an answer
    invalid = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["participation", "section"], name="section_task_once_per_participation"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["open", "working", "ready", "reopened"]),
                name="section_task_state_known",
            ),
            models.CheckConstraint(
                condition=Q(claimed_at__isnull=True, claim_ends_at__isnull=True, claimed_by="")
                | (Q(claimed_at__isnull=False, claim_ends_at__isnull=False) & ~Q(claimed_by="")),
                name="section_task_claimed_at_and_by",
            ),
        ]

    def __str__(self) -> str:
        return self.section


class Link(models.Model):
    """A personal link that opens a participation, one section of it, or its signing, without account."""

    PERSONAL: ClassVar[Personal] = {
        "name": ON_RECORD,
        "email": NINETY_DAYS,
        "made_by": ON_RECORD,
        "revoked_by": ON_RECORD,
    }

    class Purpose(models.TextChoices):
        COORDINATE = "coordinate", _("answer and coordinate")
        SECTION = "section", _("answer one section")
        SIGN = "sign", _("read and sign")

    participation = models.ForeignKey(Participation, on_delete=models.CASCADE, related_name="links")
    purpose = models.CharField(max_length=10, choices=Purpose)
    section = models.CharField(max_length=80, blank=True)
    name = models.CharField(max_length=200, blank=True)
    unit = models.CharField(max_length=200, blank=True)
    email = models.EmailField(max_length=200)
    token_hash = models.CharField(max_length=64, unique=True)
    # What the secret is computed from when a mail is sent, so that every mail has the same link.
    seal = models.CharField(max_length=64, blank=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=200)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)  # the last time
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(purpose__in=["coordinate", "section", "sign"]),
                name="link_purpose_known",
            ),
            models.CheckConstraint(
                condition=(Q(purpose="section") & ~Q(section=""))
                | (~Q(purpose="section") & Q(section="")),
                name="link_names_a_section_or_opens_all",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("made_at")), name="link_expires_after_it_was_made"
            ),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True, revoked_by="")
                | (Q(revoked_at__isnull=False) & ~Q(revoked_by="")),
                name="link_revoked_at_and_by",
            ),
        ]

    def __str__(self) -> str:
        return self.email


class Reminder(models.Model):
    """A rung of the ladder that was climbed for one participation: whom, why, with which mail."""

    PERSONAL: ClassVar[Personal] = {"to": NINETY_DAYS}

    class Rung(models.TextChoices):
        NOT_OPENED = "not_opened", _("not opened")
        SECTION_OVERDUE = "section_overdue", _("section overdue")
        WAITING_FOR_SIGNATURE = "waiting_for_signature", _("waiting for signature")
        PAST_DEADLINE = "past_deadline", _("past the deadline")
        BY_HAND = "by_hand", _("reminded by the office")

    participation = models.ForeignKey(
        Participation, on_delete=models.CASCADE, related_name="reminders"
    )
    rung = models.CharField(max_length=22, choices=Rung)
    step = models.PositiveSmallIntegerField(default=1)  # first, second, third time
    section = models.CharField(max_length=80, blank=True)  # "": the whole participation
    to = models.EmailField(max_length=200)
    once_key = models.CharField(max_length=200, unique=True)
    reminded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    rung__in=[
                        "not_opened",
                        "section_overdue",
                        "waiting_for_signature",
                        "past_deadline",
                        "by_hand",
                    ]
                ),
                name="reminder_rung_known",
            ),
        ]

    def __str__(self) -> str:
        return self.to
