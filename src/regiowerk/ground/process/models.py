from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, gettext_lazy as _

from regiowerk.ground.journal.domain.personal import NOT_PERSONAL, ON_RECORD, Personal
from regiowerk.ground.process.domain.calendar import MilestoneDates, StageDates, Window
from regiowerk.ground.regions.models import Network, Organisation, Region


def _day(day: date, *, is_approximate: bool) -> str:
    if not is_approximate:
        return date_format(day)
    return gettext("about %(month)s") % {"month": date_format(day, "YEAR_MONTH_FORMAT")}


def _period(starts_on: date, ends_on: date, *, is_approximate: bool) -> str:
    """From the first to the last day; only the months where the days are not known."""
    if not is_approximate:
        days = {"start": date_format(starts_on), "end": date_format(ends_on)}
        return gettext("%(start)s to %(end)s") % days
    start, end = (date_format(day, "YEAR_MONTH_FORMAT") for day in (starts_on, ends_on))
    if start == end:
        return _day(starts_on, is_approximate=True)
    return gettext("about %(start)s to %(end)s") % {"start": start, "end": end}


class Programme(models.Model):
    """What the regions of a network do together with public money: the model project."""

    PERSONAL: ClassVar[Personal] = NOT_PERSONAL

    key = models.SlugField(max_length=60, unique=True)
    network = models.ForeignKey(
        Network, on_delete=models.PROTECT, related_name="programmes", null=True, blank=True
    )
    name = models.CharField(max_length=300)
    short_name = models.CharField(max_length=120)
    funder = models.CharField(max_length=200, blank=True)
    federal_programme = models.CharField(max_length=200, blank=True)
    aims = models.TextField(blank=True)  # Markdown list
    source = models.CharField(max_length=300, blank=True)
    source_url = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return self.short_name


class GrantStatement(models.Model):
    """What one source says about the money of a programme; sources may disagree, all are shown."""

    PERSONAL: ClassVar[Personal] = NOT_PERSONAL

    class Topic(models.TextChoices):
        TOTAL_COST = "total_cost", _("total cost")  # euros
        GRANT = "grant", _("grant")  # euros
        RATE = "rate", _("funding rate")  # percent
        NOTICE = "notice", _("grant notice")  # date of the grant notice
        RESOLUTION = "resolution", _("council resolution")  # to take part

    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, related_name="grant_statements"
    )
    topic = models.CharField(max_length=12, choices=Topic)
    value = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    said_on = models.DateField(null=True, blank=True)
    wording = models.CharField(max_length=200)  # as the source says it
    source = models.CharField(max_length=300)
    source_url = models.CharField(max_length=300, blank=True)
    position = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(topic__in=["total_cost", "grant", "rate", "notice", "resolution"]),
                name="grant_statement_topic_known",
            ),
            models.UniqueConstraint(
                fields=["programme", "position"], name="grant_statement_position_once"
            ),
        ]

    def __str__(self) -> str:
        return self.wording


class InfrastructureArea(models.Model):
    """One of the fields a programme works on, and the city that leads it."""

    PERSONAL: ClassVar[Personal] = NOT_PERSONAL

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="areas")
    number = models.PositiveSmallIntegerField()
    key = models.SlugField(max_length=60)
    name = models.CharField(max_length=200)
    lead = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="led_areas", null=True, blank=True
    )
    is_lead_confirmed = models.BooleanField(default=True)
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "number"], name="area_number_once_per_programme"
            ),
            models.UniqueConstraint(
                fields=["programme", "key"], name="area_key_once_per_programme"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Process(models.Model):
    """One run of the procedure in one region for one infrastructure area."""

    PERSONAL: ClassVar[Personal] = {"created_by": ON_RECORD}

    key = models.SlugField(max_length=60, unique=True)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="processes")
    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, related_name="processes", null=True, blank=True
    )
    area = models.ForeignKey(
        InfrastructureArea,
        on_delete=models.PROTECT,
        related_name="processes",
        null=True,
        blank=True,
    )
    name = models.CharField(max_length=200)
    summary = models.TextField(blank=True)  # Markdown, one paragraph a citizen understands
    template_key = models.SlugField(max_length=60, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField()
    latest_end_on = models.DateField(null=True, blank=True)
    is_public = models.BooleanField(default=False)
    is_example = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="process_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(latest_end_on__isnull=True) | Q(latest_end_on__gte=F("ends_on")),
                name="process_latest_end_after_end",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Stage(models.Model):
    """A part of the process: a window in time and the condition that opens and closes it."""

    PERSONAL: ClassVar[Personal] = {"opened_by": ON_RECORD, "closed_by": ON_RECORD}

    class Act(models.TextChoices):
        LISTEN = "listen", _("Listen")
        DECIDE = "decide", _("Decide")
        ACT = "act", _("Act")
        TELL = "tell", _("Report")

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="stages")
    number = models.PositiveSmallIntegerField()
    key = models.SlugField(max_length=60)
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=60)
    act = models.CharField(max_length=10, choices=Act)
    purpose = models.TextField(blank=True)  # Markdown
    starts_on = models.DateField()
    ends_on = models.DateField()
    is_approximate = models.BooleanField(default=False)
    closing_condition = models.CharField(max_length=300, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    opened_by = models.CharField(max_length=200, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.CharField(max_length=200, blank=True)
    closing_note = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["process", "number"], name="stage_number_once_per_process"
            ),
            models.UniqueConstraint(fields=["process", "key"], name="stage_key_once_per_process"),
            models.CheckConstraint(
                condition=Q(act__in=["listen", "decide", "act", "tell"]), name="stage_act_known"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="stage_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(opened_at__isnull=True, opened_by="")
                | (Q(opened_at__isnull=False) & ~Q(opened_by="")),
                name="stage_opened_at_and_by",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by="")
                | (Q(closed_at__isnull=False) & ~Q(closed_by="")),
                name="stage_closed_at_and_by",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(opened_at__isnull=False),
                name="stage_closes_only_after_it_opened",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> str:
        """ "Modul 2: Entwicklungstrends", or the name alone where both are the same."""
        return self.name if self.short_name == self.name else f"{self.short_name}: {self.name}"

    @property
    def period(self) -> str:
        """ "1 January to 30 June 2021", or "about January 2021 to June 2021"."""
        return _period(self.starts_on, self.ends_on, is_approximate=self.is_approximate)

    @property
    def dates(self) -> StageDates:
        """What the calendar needs to know."""
        return StageDates(
            key=self.key,
            number=self.number,
            name=self.label,
            window=Window(self.starts_on, self.ends_on, self.is_approximate),
            opened_on=timezone.localdate(self.opened_at) if self.opened_at else None,
            closed_on=timezone.localdate(self.closed_at) if self.closed_at else None,
        )


class Activity(models.Model):
    """Something done inside a stage: a survey, two workshops, the goal tree."""

    PERSONAL: ClassVar[Personal] = NOT_PERSONAL

    stage = models.ForeignKey(Stage, on_delete=models.CASCADE, related_name="activities")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    is_approximate = models.BooleanField(default=False)
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["stage", "position"], name="activity_position_once_per_stage"
            ),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True, ends_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                name="activity_has_a_window_or_none",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def period(self) -> str:
        """When it takes place, as far as that is planned."""
        if self.starts_on is None or self.ends_on is None:
            return ""
        return _period(self.starts_on, self.ends_on, is_approximate=self.is_approximate)


class Milestone(models.Model):
    """A dated event of the process."""

    PERSONAL: ClassVar[Personal] = {"reached_by": ON_RECORD}

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="milestones")
    key = models.SlugField(max_length=60)
    name = models.CharField(max_length=200)
    planned_on = models.DateField()
    is_approximate = models.BooleanField(default=False)
    source = models.CharField(max_length=300, blank=True)
    reached_on = models.DateField(null=True, blank=True)
    reached_by = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["process", "key"], name="milestone_key_once_per_process"
            ),
            models.CheckConstraint(
                condition=Q(reached_on__isnull=False) | Q(reached_by=""),
                name="milestone_reached_on_and_by",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def day(self) -> str:
        """ "26 January 2022", or "about January 2022" where the day is not settled."""
        return _day(self.planned_on, is_approximate=self.is_approximate)

    @property
    def dates(self) -> MilestoneDates:
        """What the calendar needs to know."""
        return MilestoneDates(
            key=self.key,
            name=self.name,
            planned_on=self.planned_on,
            is_approximate=self.is_approximate,
            reached_on=self.reached_on,
        )


class Body(models.Model):
    """A group that steers, accompanies or carries out: steering group, jour fixe, project office."""

    PERSONAL: ClassVar[Personal] = NOT_PERSONAL

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="bodies")
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, related_name="children", null=True, blank=True
    )
    key = models.SlugField(max_length=60)
    name = models.CharField(max_length=200)
    task = models.CharField(max_length=300, blank=True)
    rhythm = models.CharField(max_length=120, blank=True)  # "every two weeks"
    members = models.CharField(max_length=500, blank=True)  # offices and organisations, no persons
    position = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["process", "key"], name="body_key_once_per_process"),
            models.UniqueConstraint(
                fields=["process", "position"], name="body_position_once_per_process"
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                name="body_not_its_own_parent",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Passage(models.Model):
    """A text of the process on one matter, with its source: approach, role of the city, outlook."""

    PERSONAL: ClassVar[Personal] = NOT_PERSONAL

    class Topic(models.TextChoices):
        AIMS = "aims", _("Aims")
        APPROACH = "approach", _("Approach")
        ROLE = "role", _("Role of the regiopole")
        NEXT_STEPS = "next_steps", _("Next steps")
        OUTLOOK = "outlook", _("Outlook")

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="passages")
    topic = models.CharField(max_length=12, choices=Topic)
    position = models.PositiveSmallIntegerField()
    statement = models.CharField(max_length=300)
    source = models.CharField(max_length=300, blank=True)
    source_url = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(topic__in=["aims", "approach", "role", "next_steps", "outlook"]),
                name="passage_topic_known",
            ),
            models.UniqueConstraint(
                fields=["process", "topic", "position"], name="passage_position_once_per_topic"
            ),
        ]

    def __str__(self) -> str:
        return self.statement
