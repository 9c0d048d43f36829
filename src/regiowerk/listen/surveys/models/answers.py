from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from regiowerk.ground.journal.domain.personal import NOT_PERSONAL, ON_RECORD, Personal
from regiowerk.listen.surveys.models.participations import Participation


class Row(models.Model):
    """A row of a repeat; its id never changes, and a removed row keeps its answers."""

    PERSONAL: ClassVar[Personal] = {"removed_by": ON_RECORD}

    participation = models.ForeignKey(Participation, on_delete=models.CASCADE, related_name="rows")
    path = models.CharField(max_length=300)  # of the repeat
    rows = models.CharField(max_length=200, blank=True)  # ids of the rows around it, "a/b"
    row_id = models.CharField(max_length=32)
    position = models.PositiveSmallIntegerField()
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["participation", "row_id"], name="row_id_once_per_participation"
            ),
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True, removed_by="")
                | (Q(removed_at__isnull=False) & ~Q(removed_by="")),
                name="row_removed_at_and_by",
            ),
        ]

    def __str__(self) -> str:
        return self.row_id


class Revision(models.Model):
    """One answer as it was given once: append-only, its own journal, never changed."""

    PERSONAL: ClassVar[Personal] = {"author": ON_RECORD}

    class Origin(models.TextChoices):
        HUMAN = "human", _("answered")
        PREFILL = "prefill", _("filled in beforehand")
        IMPORT = "import", _("imported")
        PAPER = "paper", _("entered by the office from paper or phone")
        VERSION = "version", _("carried over to a new version")

    participation = models.ForeignKey(
        Participation, on_delete=models.CASCADE, related_name="revisions", db_index=False
    )
    path = models.CharField(max_length=300)
    rows = models.CharField(max_length=200, blank=True)  # ids of the rows around it, "a/b"
    value = models.TextField(blank=True)  # canonical JSON; "" stands for no answer
    base = models.ForeignKey(
        "self", on_delete=models.DO_NOTHING, null=True, blank=True, db_index=False, related_name="+"
    )
    operation = models.UUIDField(unique=True)  # the same operation twice is one revision
    origin = models.CharField(max_length=8, choices=Origin, default=Origin.HUMAN)
    author = models.CharField(max_length=200)
    unit = models.CharField(max_length=200, blank=True)
    answered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(origin__in=["human", "prefill", "import", "paper", "version"]),
                name="revision_origin_known",
            ),
        ]
        indexes = [
            models.Index(
                fields=["participation", "path", "rows", "id"], name="revisions_of_a_field"
            )
        ]

    def __str__(self) -> str:
        return self.path


class Head(models.Model):
    """Which revision is the present answer of a field; moved only by compare-and-swap."""

    PERSONAL: ClassVar[Personal] = NOT_PERSONAL

    participation = models.ForeignKey(
        Participation, on_delete=models.CASCADE, related_name="heads", db_index=False
    )
    path = models.CharField(max_length=300)
    rows = models.CharField(max_length=200, blank=True)
    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="+")
    # A prefilled answer is asked about once: "still true?"
    is_unconfirmed = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["participation", "path", "rows"], name="head_once_per_field"
            ),
        ]

    def __str__(self) -> str:
        return self.path


class Conflict(models.Model):
    """Two answers to one field: the one that stands and the one that came from a stale base."""

    PERSONAL: ClassVar[Personal] = {"settled_by": ON_RECORD}

    class State(models.TextChoices):
        OPEN = "open", _("to be settled")
        SETTLED = "settled", _("settled")
        NOT_AGREED = "not_agreed", _("not agreed internally")  # both texts are kept

    participation = models.ForeignKey(
        Participation, on_delete=models.CASCADE, related_name="conflicts"
    )
    path = models.CharField(max_length=300)
    rows = models.CharField(max_length=200, blank=True)
    standing = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="+")
    offered = models.OneToOneField(Revision, on_delete=models.CASCADE, related_name="conflict")
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["open", "settled", "not_agreed"]),
                name="conflict_state_known",
            ),
            models.CheckConstraint(
                condition=Q(state="open", settled_at__isnull=True, settled_by="")
                | (~Q(state="open") & Q(settled_at__isnull=False) & ~Q(settled_by="")),
                name="conflict_settled_at_and_by",
            ),
            models.CheckConstraint(
                condition=~Q(standing=F("offered")), name="conflict_is_between_two"
            ),
        ]

    def __str__(self) -> str:
        return self.path


class Remark(models.Model):
    """A note beside a question: among the organisation's own people, or to the project office."""

    PERSONAL: ClassVar[Personal] = {"written_by": ON_RECORD, "closed_by": ON_RECORD}

    class Audience(models.TextChoices):
        INTERNAL = "internal", _("only our own people")
        OFFICE = "office", _("the project office too")

    participation = models.ForeignKey(
        Participation, on_delete=models.CASCADE, related_name="remarks"
    )
    path = models.CharField(max_length=300)
    rows = models.CharField(max_length=200, blank=True)
    audience = models.CharField(max_length=8, choices=Audience)
    text = models.TextField()
    written_at = models.DateTimeField()
    written_by = models.CharField(max_length=200)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(audience__in=["internal", "office"]), name="remark_audience_known"
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by="")
                | (Q(closed_at__isnull=False) & ~Q(closed_by="")),
                name="remark_closed_at_and_by",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class AnswerFile(models.Model):
    """The bytes of a file that was handed in; answers name it by its hash."""

    PERSONAL: ClassVar[Personal] = {"name": ON_RECORD, "kept_by": ON_RECORD}

    participation = models.ForeignKey(Participation, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    kept_at = models.DateTimeField()
    kept_by = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["participation", "sha256"], name="answer_file_once_per_participation"
            ),
        ]

    def __str__(self) -> str:
        return self.name
