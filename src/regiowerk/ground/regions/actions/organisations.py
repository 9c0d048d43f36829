from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from regiowerk.ground.journal.domain.actor import Actor, Role
from regiowerk.ground.journal.domain.frozen import fingerprint
from regiowerk.ground.notices import actions as notices
from regiowerk.ground.people.models import User
from regiowerk.ground.regions.actions.record import RefusedError, tell
from regiowerk.ground.regions.models import Mandate, Organisation, Region

CORRECTABLE = (
    "designation",
    "website",
    "central_place",
    "is_central_place_confirmed",
    "source",
)


class MistakeRefusedError(RefusedError):
    """A mistake that can reach nobody, with the reason as a sentence."""


@transaction.atomic
def confirm_organisation(
    *, region: Region, organisation: Organisation, by: Actor, at: datetime
) -> None:
    """Say for an organisation that what is written about it is right."""
    organisation.confirmed_at, organisation.confirmed_by = at, by.user_label
    organisation.save(update_fields=["confirmed_at", "confirmed_by"])
    tell(
        deed="organisation.confirmed",
        label=str(organisation),
        region=region,
        organisation=organisation,
        by=by,
        at=at,
    )


@transaction.atomic
def correct_organisation(
    *,
    region: Region,
    organisation: Organisation,
    designation: str,
    website: str,
    central_place: Organisation.CentralPlace,
    is_central_place_confirmed: bool,
    source: str,
    by: Actor,
    at: datetime,
) -> None:
    """Change what is written about an organisation; its people are asked to check it again."""
    organisation.designation = designation
    organisation.website = website
    organisation.central_place = central_place
    organisation.is_central_place_confirmed = is_central_place_confirmed
    organisation.source = source
    organisation.save(update_fields=CORRECTABLE)
    ask_again(organisation)
    tell(
        deed="organisation.corrected",
        label=str(organisation),
        region=region,
        organisation=organisation,
        by=by,
        at=at,
    )


@transaction.atomic
def report_mistake(
    *, region: Region, organisation: Organisation, text: str, by: Actor, at: datetime
) -> int:
    """Tell the project office what is wrong about an organisation; how many people were told.

    Sent twice on one day, the same words arrive once.
    """
    office = _office_people(region, at)
    if not office:
        message = _("Nobody works in the project office of %(region)s at present.")
        raise MistakeRefusedError(message % {"region": region.name})
    day = timezone.localdate(at).isoformat()
    once_key = f"mistake-{organisation.pk}-{day}-{fingerprint(text)[:16]}"
    told = [_tell_mistake(region, organisation, text, user, once_key, at) for user in office]
    if any(told):
        tell(
            deed="mistake.reported",
            label=f"{organisation}: {text}",
            region=region,
            organisation=organisation,
            by=by,
            at=at,
        )
    return len(office)


def ask_again(organisation: Organisation) -> None:
    """Take a confirmation back, because what was confirmed is no longer what is written."""
    if organisation.confirmed_at is None:
        return
    organisation.confirmed_at, organisation.confirmed_by = None, ""
    organisation.save(update_fields=["confirmed_at", "confirmed_by"])


def _office_people(region: Region, at: datetime) -> list[User]:
    mandates = Mandate.objects.in_force(timezone.localdate(at)).filter(
        region=region, role=Role.OFFICE
    )
    return list(
        User.objects.filter(is_active=True, mandates__in=mandates).distinct().order_by("pk")
    )


def _tell_mistake(
    region: Region,
    organisation: Organisation,
    text: str,
    user: User,
    once_key: str,
    at: datetime,
) -> bool:
    """Whether it was news to this person."""
    with translation.override(user.language):
        words = _("%(organisation)s reports a mistake in its facts: %(text)s")
        notice = notices.notify(
            recipient=user.email,
            text=words % {"organisation": organisation, "text": text},
            address=reverse("regions:profile", args=[region.key, organisation.key]),
            once_key=f"{once_key}-{user.pk}",
            at=at,
        )
    return notice is not None
