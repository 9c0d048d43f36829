from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from regiowerk.ground.regions.models import (
    Border,
    Figure,
    Membership,
    NetworkMember,
    Organisation,
    Region,
)
from regiowerk.ground.regions.queries.figures import figures_of


@dataclass(frozen=True, slots=True)
class FigureLine:
    """One figure, and whether it is the one that counts among those that contradict it."""

    figure: Figure
    counts: bool


@dataclass(frozen=True, slots=True)
class Profile:
    """Everything that is written about an organisation in a region, with where it comes from."""

    organisation: Organisation
    lines: tuple[FigureLine, ...]
    memberships: tuple[Membership, ...]
    networks: tuple[NetworkMember, ...]
    border: Border | None


def profile_of(region: Region, organisation: Organisation, on: date) -> Profile:
    """What the organisation's people are asked to check, in a fixed number of queries."""
    return Profile(
        organisation=organisation,
        lines=tuple(_lines(figures_of(organisation), on)),
        memberships=tuple(organisation.memberships.filter(region=region).order_by("from_on", "pk")),
        networks=tuple(
            organisation.network_memberships.select_related("network").order_by("network__name")
        ),
        border=getattr(organisation, "border", None),
    )


def _lines(figures: Iterable[Figure], on: date) -> Iterator[FigureLine]:
    """The figures come best first, so the first one known on the day counts."""
    decided: set[str] = set()
    for figure in figures:
        is_known = figure.measured_on is None or figure.measured_on <= on
        counts = is_known and figure.indicator not in decided
        if counts:
            decided.add(figure.indicator)
        yield FigureLine(figure, counts)


def facts_of(organisation: Organisation) -> list[tuple[str, object]]:
    """The facts about an organisation as label and value, those not known left out."""
    central_place: str = organisation.get_central_place_display()
    is_known = organisation.central_place != Organisation.CentralPlace.UNKNOWN
    if is_known and not organisation.is_central_place_confirmed:
        text = _("%(central_place)s (not confirmed)")
        central_place = text % {"central_place": central_place}
    facts: list[tuple[str, object]] = [
        (_("Name"), organisation.name),
        (_("Designation"), organisation.designation),
        (_("Kind"), organisation.get_kind_display()),
        (_("AGS"), organisation.ags),
        (_("ARS"), organisation.ars),
        (_("District"), organisation.district),
        (_("Central place"), central_place),
        (_("Website"), organisation.website),
        (_("Place on the map"), _place(organisation)),
    ]
    return [(label, value) for label, value in facts if value]


def _place(organisation: Organisation) -> str:
    if organisation.latitude is None or organisation.longitude is None:
        return ""
    return _("%(latitude)s° N, %(longitude)s° E") % {
        "latitude": number_format(organisation.latitude, 4),
        "longitude": number_format(organisation.longitude, 4),
    }


def confirmation_of(organisation: Organisation, *, is_asked: bool) -> str:
    """Whether the organisation's people have said that all this is right, or are asked to."""
    if organisation.confirmed_at is not None:
        return _("Confirmed on %(day)s by %(person)s.") % {
            "day": date_format(timezone.localdate(organisation.confirmed_at)),
            "person": organisation.confirmed_by,
        }
    if is_asked:
        return _("Please check these facts and figures. At the end of the page you confirm them.")
    return _("Nobody has confirmed these facts and figures yet.")
