from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from regiowerk.ground.journal.domain.actor import ANONYMOUS, Actor, Role
from regiowerk.ground.people.models import User
from regiowerk.ground.regions.models import Mandate


def mandates_of(user: User, at: datetime) -> list[Mandate]:
    """The mandates a user holds at a moment: the office first, then by region and organisation."""
    day = timezone.localdate(at)
    held = Mandate.objects.in_force(day).filter(user=user).select_related("organisation", "region")
    return sorted(
        held, key=lambda m: (m.role != Role.OFFICE, m.region.name, m.organisation.name, m.pk)
    )


def actor_of(user: User | AnonymousUser, *, at: datetime, chosen_mandate: int | None) -> Actor:
    """For whom a signed-in user acts: by the mandate chosen, else by the first one held."""
    held = mandates_of(user, at) if isinstance(user, User) else []
    return actor_among(held, user, chosen_mandate=chosen_mandate)


def actor_among(
    held: list[Mandate], user: User | AnonymousUser, *, chosen_mandate: int | None
) -> Actor:
    """The same where the mandates were read before."""
    if not isinstance(user, User):
        return ANONYMOUS
    mandate = next((m for m in held if m.pk == chosen_mandate), held[0] if held else None)
    if mandate is None:
        return Actor(user_id=user.pk, user_label=str(user))
    return actor_by(mandate, user)


def actor_by(mandate: Mandate, user: User) -> Actor:
    """The frozen value of a user acting by one mandate."""
    return Actor(
        user_id=user.pk,
        user_label=str(user),
        organisation_id=mandate.organisation_id,
        organisation_label=str(mandate.organisation),
        mandate_id=mandate.pk,
        region_id=mandate.region_id,
        role=Role(mandate.role),
    )
