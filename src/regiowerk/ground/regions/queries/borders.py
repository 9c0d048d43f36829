from __future__ import annotations

from regiowerk.ground.regions.models import Membership, Organisation


def known_ags() -> frozenset[str]:
    """The AGS of every municipality that is known."""
    known = Organisation.objects.filter(ags__isnull=False)
    return frozenset(ags for ags in known.values_list("ags", flat=True) if ags)


def members_without_border() -> list[str]:
    """The municipalities with a membership anywhere whose border is not known, by name."""
    missing = Membership.objects.filter(
        organisation__kind=Organisation.Kind.MUNICIPALITY, organisation__border__isnull=True
    )
    organisations = Organisation.objects.filter(pk__in=missing.values("organisation"))
    return [f"{o} ({o.ags})" for o in organisations.order_by("name", "key")]
