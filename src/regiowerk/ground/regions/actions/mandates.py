from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from regiowerk.ground.journal.domain.actor import Actor, Role
from regiowerk.ground.notices import actions as notices
from regiowerk.ground.people import actions as people
from regiowerk.ground.people.models import User
from regiowerk.ground.regions.actions.record import RefusedError, tell
from regiowerk.ground.regions.models import Mandate, Organisation, Region


class MandateRefusedError(RefusedError):
    """A mandate that cannot begin or end so, with the reason as a sentence."""


@transaction.atomic
def invite(
    *,
    region: Region,
    organisation: Organisation,
    email: str,
    name: str,
    role: Role,
    language: str,
    from_on: date,
    until_on: date | None,
    by: Actor,
    at: datetime,
) -> Mandate:
    """Invite a person by mail and let them act for an organisation.

    Who has an account gets no second invitation but a notice.
    """
    user = people.invite_person(email=email, name=name, language=language, by=by, at=at)
    mandate = grant_mandate(
        user=user,
        region=region,
        organisation=organisation,
        role=role,
        from_on=from_on,
        until_on=until_on,
        by=by,
        at=at,
    )
    if user.created_at < at:
        _tell_person(mandate, at)
    return mandate


@transaction.atomic
def grant_mandate(
    *,
    user: User,
    region: Region,
    organisation: Organisation,
    role: Role,
    from_on: date,
    until_on: date | None,
    by: Actor,
    at: datetime,
) -> Mandate:
    """Let a person act for an organisation; refused while an equal mandate runs."""
    equal = Mandate.objects.filter(user=user, region=region, organisation=organisation, role=role)
    running = equal.filter(Q(until_on__isnull=True) | Q(until_on__gte=from_on))
    if until_on is not None:
        running = running.filter(from_on__lte=until_on)
    if running.exists():
        raise MandateRefusedError(
            _("%(person)s acts for %(organisation)s in this role already.")
            % {"person": user, "organisation": organisation}
        )
    mandate = Mandate.objects.create(
        user=user,
        organisation=organisation,
        region=region,
        role=role.value,
        from_on=from_on,
        until_on=until_on,
        granted_at=at,
        granted_by=by.user_label,
    )
    _tell("mandate.granted", mandate, by, at)
    return mandate


@transaction.atomic
def end_mandate(*, mandate: Mandate, until_on: date, by: Actor, at: datetime) -> None:
    """End a mandate on a day; a day before it began takes it back as if it had never been."""
    region = Region.objects.select_for_update().get(pk=mandate.region_id)
    mandate = Mandate.objects.select_related("organisation", "region", "user").get(pk=mandate.pk)
    if mandate.until_on is not None and mandate.until_on <= until_on:
        raise MandateRefusedError(_("This mandate ends earlier already."))
    refuse_to_lose_the_office(region, Mandate.objects.filter(pk=mandate.pk), until_on)
    _tell("mandate.ended", mandate, by, at)
    if until_on < mandate.from_on:
        mandate.delete()
        return
    mandate.until_on = until_on
    mandate.save(update_fields=["until_on"])


def refuse_to_lose_the_office(region: Region, ending: QuerySet[Mandate], until_on: date) -> None:
    """Raise when nobody could act as project office the day after these mandates end."""
    office = Mandate.objects.filter(region=region, role=Role.OFFICE)
    if not office.filter(pk__in=ending.values("pk")).exists():
        return
    next_day = until_on + timedelta(days=1)
    staying = office.in_force(next_day).exclude(pk__in=ending.values("pk"))
    if not staying.filter(user__is_active=True).exists():
        raise MandateRefusedError(
            _(
                "This is the last mandate of the project office of %(region)s. "
                "Invite a successor first."
            )
            % {"region": region.name}
        )


def _tell(deed: str, mandate: Mandate, by: Actor, at: datetime) -> None:
    label = _("%(organisation)s (%(role)s)") % {
        "organisation": mandate.organisation,
        "role": mandate.get_role_display(),
    }
    tell(
        deed=deed,
        label=label,
        region=mandate.region,
        organisation=mandate.organisation,
        by=by,
        at=at,
    )


def _tell_person(mandate: Mandate, at: datetime) -> None:
    organisation = mandate.organisation
    with translation.override(mandate.user.language):
        notices.notify(
            recipient=mandate.user.email,
            text=_("You may act for %(organisation)s.") % {"organisation": organisation},
            address=reverse("regions:profile", args=[mandate.region.key, organisation.key]),
            once_key=f"mandate-{mandate.pk}",
            at=at,
        )
