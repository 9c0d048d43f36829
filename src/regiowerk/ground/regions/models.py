from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from regiowerk.ground.journal.domain.actor import Role
from regiowerk.ground.journal.domain.personal import (
    NOT_PERSONAL,
    ON_RECORD,
    WHILE_ACCOUNT,
    Personal,
)


class Network(models.Model):
    """The regions that share a programme."""

    PERSONAL: ClassVar[Personal] = NOT_PERSONAL

    key = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    founded = models.CharField(max_length=80, blank=True)  # as the source says it: "March 2016"
    description = models.TextField(blank=True)  # Markdown
    source = models.CharField(max_length=300, blank=True)
    source_url = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return self.name


class Organisation(models.Model):
    """Any body that takes part.  Known by its key: ags-05774032, kreis-05774, or a word."""

    PERSONAL: ClassVar[Personal] = {"confirmed_by": ON_RECORD}

    class Kind(models.TextChoices):
        MUNICIPALITY = "municipality", _("municipality")
        DISTRICT = "district", _("district")
        IT_PROVIDER = "it_provider", _("municipal IT provider")
        CHAMBER = "chamber", _("chamber")
        UNIVERSITY = "university", _("university")
        FEDERAL_BODY = "federal_body", _("federal body")
        RESEARCH = "research", _("research body")
        ASSOCIATION = "association", _("association")
        OTHER = "other", _("other organisation")

    class CentralPlace(models.TextChoices):
        UPPER = "upper", _("upper centre")  # Oberzentrum
        MIDDLE = "middle", _("middle centre")  # Mittelzentrum
        BASIC = "basic", _("basic centre")  # Grundzentrum
        UNKNOWN = "unknown", _("not known")

    key = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    designation = models.CharField(max_length=80, blank=True)  # Stadt, Gemeinde, Kreis ...
    kind = models.CharField(max_length=20, choices=Kind)
    ags = models.CharField(max_length=8, null=True, blank=True, unique=True)
    ars = models.CharField(max_length=12, blank=True)
    district = models.ForeignKey(
        "self", on_delete=models.PROTECT, related_name="municipalities", null=True, blank=True
    )
    latitude = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)
    longitude = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)
    central_place = models.CharField(
        max_length=10, choices=CentralPlace, default=CentralPlace.UNKNOWN
    )
    is_central_place_confirmed = models.BooleanField(default=False)
    website = models.CharField(max_length=300, blank=True)
    source = models.CharField(max_length=300, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    kind__in=[
                        "municipality",
                        "district",
                        "it_provider",
                        "chamber",
                        "university",
                        "federal_body",
                        "research",
                        "association",
                        "other",
                    ]
                ),
                name="organisation_kind_known",
            ),
            models.CheckConstraint(
                condition=Q(central_place__in=["upper", "middle", "basic", "unknown"]),
                name="organisation_central_place_known",
            ),
            models.CheckConstraint(
                condition=Q(ags__isnull=True) | Q(ags__regex=r"^\d{8}$"),
                name="organisation_ags_has_eight_digits",
            ),
            models.CheckConstraint(
                condition=Q(ars="") | Q(ars__regex=r"^\d{12}$"),
                name="organisation_ars_has_twelve_digits",
            ),
            models.CheckConstraint(
                condition=~Q(kind="municipality") | Q(ags__isnull=False),
                name="organisation_municipality_has_an_ags",
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="organisation_has_both_coordinates_or_none",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True, confirmed_by="")
                | (Q(confirmed_at__isnull=False) & ~Q(confirmed_by="")),
                name="organisation_confirmed_at_and_by",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.designation} {self.name}".strip()


class NetworkMember(models.Model):
    """A city in the network, with the field it leads in the shared programme."""

    PERSONAL: ClassVar[Personal] = NOT_PERSONAL

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="members")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="network_memberships"
    )
    since = models.CharField(max_length=40, blank=True)  # as the source says it: "2016 (founder)"
    since_year = models.PositiveSmallIntegerField(null=True, blank=True)
    region_name = models.CharField(max_length=200, blank=True)
    position = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["network", "organisation"], name="network_member_once"),
            models.UniqueConstraint(fields=["network", "position"], name="network_position_once"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} in {self.network}"


class Region(models.Model):
    """The municipalities that plan together around a regiopole."""

    PERSONAL: ClassVar[Personal] = NOT_PERSONAL

    key = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    network = models.ForeignKey(
        Network, on_delete=models.PROTECT, related_name="regions", null=True, blank=True
    )
    regiopole = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="led_regions", null=True, blank=True
    )
    description = models.TextField(blank=True)  # Markdown
    accent = models.CharField(max_length=7, default="#1F5C7A")  # the one calm colour, #RRGGBB
    website = models.CharField(max_length=300, blank=True)
    is_public = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(accent__regex=r"^#[0-9A-Fa-f]{6}$"), name="region_accent_is_a_colour"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class MembershipQuerySet(models.QuerySet["Membership"]):
    def in_force(self, on: date) -> MembershipQuerySet:
        """Memberships that hold on a day; an unknown start counts as always."""
        return self.filter(
            Q(from_on__isnull=True) | Q(from_on__lte=on),
            Q(until_on__isnull=True) | Q(until_on__gte=on),
        )


class Membership(models.Model):
    """An organisation in a region, from when to when, and who says so."""

    PERSONAL: ClassVar[Personal] = NOT_PERSONAL

    class Kind(models.TextChoices):
        MEMBER = "member", _("member")
        SUPPORTER = "supporter", _("supporter")
        GUEST = "guest", _("guest")

    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="memberships"
    )
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.MEMBER)
    from_on = models.DateField(null=True, blank=True)
    until_on = models.DateField(null=True, blank=True)
    is_confirmed = models.BooleanField(default=True)
    source = models.CharField(max_length=300)
    source_url = models.CharField(max_length=300, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["member", "supporter", "guest"]),
                name="membership_kind_known",
            ),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True)
                | Q(from_on__isnull=True)
                | Q(until_on__gte=F("from_on")),
                name="membership_ends_after_it_began",
            ),
            models.UniqueConstraint(
                fields=["region", "organisation", "from_on"], name="membership_once_per_start"
            ),
            # Two NULL starts are distinct to the database, so an unknown start needs its own rule.
            models.UniqueConstraint(
                fields=["region", "organisation"],
                condition=Q(from_on__isnull=True),
                name="membership_once_without_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} in {self.region}"


class Figure(models.Model):
    """A number somebody published about an organisation or a region.  Several may contradict."""

    PERSONAL: ClassVar[Personal] = {"added_by": ON_RECORD}

    class Indicator(models.TextChoices):
        POPULATION = "population", _("inhabitants")
        AREA = "area", _("area in km²")
        MUNICIPALITIES = "municipalities", _("municipalities")  # how many are members

    class Precision(models.TextChoices):
        EXACT = "exact", _("exact")
        ROUNDED = "rounded", _("rounded")  # official figure, rounded to ten
        STATED = "stated", _("stated, about")  # as somebody says it

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="figures", null=True, blank=True
    )
    region = models.ForeignKey(
        Region, on_delete=models.CASCADE, related_name="figures", null=True, blank=True
    )
    indicator = models.CharField(max_length=20, choices=Indicator)
    value = models.DecimalField(max_digits=14, decimal_places=2)
    measured_on = models.DateField(null=True, blank=True)
    precision = models.CharField(max_length=10, choices=Precision, default=Precision.EXACT)
    source = models.CharField(max_length=300)
    source_url = models.CharField(max_length=300, blank=True)
    licence = models.CharField(max_length=120, blank=True)
    # Only a figure typed in by hand can be taken out by hand; others come with their collection.
    added_at = models.DateTimeField(null=True, blank=True)
    added_by = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(added_at__isnull=True, added_by="")
                | (Q(added_at__isnull=False) & ~Q(added_by="")),
                name="figure_added_at_and_by",
            ),
            models.CheckConstraint(
                condition=Q(organisation__isnull=False, region__isnull=True)
                | Q(organisation__isnull=True, region__isnull=False),
                name="figure_is_about_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(indicator__in=["population", "area", "municipalities"]),
                name="figure_indicator_known",
            ),
            models.CheckConstraint(
                condition=Q(precision__in=["exact", "rounded", "stated"]),
                name="figure_precision_known",
            ),
            models.CheckConstraint(condition=Q(value__gte=0), name="figure_not_negative"),
            models.UniqueConstraint(
                fields=["organisation", "indicator", "measured_on", "source"],
                condition=Q(organisation__isnull=False, measured_on__isnull=False),
                name="figure_once_per_organisation_day_and_source",
            ),
            models.UniqueConstraint(
                fields=["region", "indicator", "measured_on", "source"],
                condition=Q(region__isnull=False, measured_on__isnull=False),
                name="figure_once_per_region_day_and_source",
            ),
            models.UniqueConstraint(
                fields=["organisation", "indicator", "source"],
                condition=Q(organisation__isnull=False, measured_on__isnull=True),
                name="figure_once_per_organisation_and_source",
            ),
            models.UniqueConstraint(
                fields=["region", "indicator", "source"],
                condition=Q(region__isnull=False, measured_on__isnull=True),
                name="figure_once_per_region_and_source",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.value}"


class Border(models.Model):
    """The real border of an organisation, as GeoJSON in longitude and latitude."""

    PERSONAL: ClassVar[Personal] = NOT_PERSONAL

    organisation = models.OneToOneField(
        Organisation, on_delete=models.CASCADE, related_name="border"
    )
    geometry = models.TextField()  # GeoJSON geometry, EPSG:4326, simplified to about 50 m
    attribution = models.CharField(max_length=200)
    vintage = models.CharField(max_length=40, blank=True)
    imported_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"border of {self.organisation}"


class MandateQuerySet(models.QuerySet["Mandate"]):
    def in_force(self, on: date) -> MandateQuerySet:
        """Mandates that hold on a day."""
        return self.filter(Q(from_on__lte=on), Q(until_on__isnull=True) | Q(until_on__gte=on))


class Mandate(models.Model):
    """A user may act for an organisation in a region, in one role, from when to when."""

    PERSONAL: ClassVar[Personal] = {"user": WHILE_ACCOUNT, "granted_by": ON_RECORD}

    class Role(models.TextChoices):
        OFFICE = Role.OFFICE.value, _("project office")
        CONTACT = Role.CONTACT.value, _("contact")
        HEAD = Role.HEAD.value, _("head of the organisation")
        EXPERT = Role.EXPERT.value, _("expert")
        READER = Role.READER.value, _("reader")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mandates"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="mandates"
    )
    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="mandates")
    role = models.CharField(max_length=10, choices=Role)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    granted_at = models.DateTimeField()
    granted_by = models.CharField(max_length=200)

    objects = MandateQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(role__in=["office", "contact", "head", "expert", "reader"]),
                name="mandate_role_known",
            ),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                name="mandate_ends_after_it_began",
            ),
            models.UniqueConstraint(
                fields=["user", "organisation", "region", "role", "from_on"],
                name="mandate_once_per_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} for {self.organisation}"
