"""The pictures of a region: its map and its districts as bars."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache

from django.utils.formats import date_format, number_format
from django.utils.translation import get_language, gettext as _, ngettext

from regiowerk.ground.regions.models import Membership, Organisation
from regiowerk.ground.regions.queries import MANY, District, RegionPicture, Totals
from regiowerk.ground.ui.drawings.bars import Row, bars
from regiowerk.ground.ui.drawings.region_map import Caption, Place, region_map
from regiowerk.ground.ui.drawings.scene import Scene

MOST_DISTRICTS = 20  # more bars than this nobody compares


def map_of(
    picture: RegionPicture,
    *,
    address_of: Callable[[Organisation], str] | None = None,
    width: float | None = None,
) -> Scene:
    """The members of a region by inhabitants; above 400 of them their districts as bars."""
    if picture.totals.municipalities > MANY:
        return districts_chart(picture, width=width)
    regiopole = picture.region.regiopole
    caption = Caption(
        title=picture.region.name,
        value=_value_caption(picture.totals),
        place=_("Municipality"),
        group=_("District"),
        source=_sources(picture),
        summary=_summary(picture.totals),
    )
    places = tuple(_place(member, address_of) for member in picture.members)
    return _drawn(get_language(), places, caption, regiopole.key if regiopole else "", width)


@lru_cache(maxsize=64)
def _drawn(
    language: str, places: tuple[Place, ...], caption: Caption, centre: str, width: float | None
) -> Scene:
    """The map, drawn once for the same values in the same language: it costs more than the page."""
    return region_map(places, caption, format_value=whole, centre=centre, width=width)


def districts_chart(
    picture: RegionPicture,
    *,
    address_of: Callable[[District], str] | None = None,
    width: float | None = None,
) -> Scene:
    """The inhabitants of a region by district, most first; the smaller ones in one bar."""
    shown, others = picture.districts[:MOST_DISTRICTS], picture.districts[MOST_DISTRICTS:]
    regiopole = picture.region.regiopole
    home = regiopole.district if regiopole else None
    rows = [
        Row(
            label=_district_label(district),
            values=(_float(district.population),),
            note=_municipalities(district.municipalities),
            address=address_of(district) if address_of else "",
        )
        for district in shown
    ]
    if others:
        rows.append(_others(others))
    return bars(
        rows,
        title=_("Inhabitants by district"),
        summary=_summary(picture.totals),
        source="; ".join(picture.totals.sources),
        format_value=whole,
        highlighted=frozenset({str(home)} if home else ()),
        width=width,
        name=_("District"),
    )


def whole(value: float | Decimal) -> str:
    """A number of people as it is written: 151.864."""
    return number_format(value, decimal_pos=0, force_grouping=True)


def _place(member: Membership, address_of: Callable[[Organisation], str] | None) -> Place:
    organisation = member.organisation
    population: Decimal | None = member.population  # type: ignore[attr-defined]
    border = getattr(organisation, "border", None)
    return Place(
        key=organisation.key,
        name=organisation.name,
        latitude=_float(organisation.latitude),
        longitude=_float(organisation.longitude),
        value=_float(population),
        address=address_of(organisation) if address_of else "",
        border=border.geometry if border else "",
        weight=float(population or 0),
        group=str(organisation.district) if organisation.district else "",
        source=organisation.source,
    )


def _float(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _others(districts: Sequence[District]) -> Row:
    label = ngettext("%(count)d other district", "%(count)d other districts", len(districts))
    return Row(
        label=label % {"count": len(districts)},
        values=(float(sum(district.population or 0 for district in districts)),),
        note=_municipalities(sum(district.municipalities for district in districts)),
    )


def _district_label(district: District) -> str:
    return district.label or _("without a district")


def _municipalities(count: int) -> str:
    text = ngettext("%(count)s municipality", "%(count)s municipalities", count)
    return text % {"count": whole(count)}


def _value_caption(totals: Totals) -> str:
    days = (totals.measured_from, totals.measured_until)
    if days[0] is None or days[1] is None:
        return _("Inhabitants")
    if days[0] == days[1]:
        return _("Inhabitants on %(day)s") % {"day": _day(days[1])}
    return _("Inhabitants, %(first)s to %(last)s") % {
        "first": _day(days[0]),
        "last": _day(days[1]),
    }


def _day(day: date) -> str:
    return date_format(day, "SHORT_DATE_FORMAT")


def _summary(totals: Totals) -> str:
    """The statement of the picture: how many live there, and how far that is known."""
    if totals.population is None:
        return _("The inhabitants of no member are known yet.")
    text = ngettext(
        "%(population)s people live in %(count)s municipality.",
        "%(population)s people live in %(count)s municipalities.",
        totals.counted,
    )
    sentences = [text % {"population": whole(totals.population), "count": whole(totals.counted)}]
    if totals.missing:
        text = ngettext(
            "The figure of %(count)s further municipality is missing.",
            "The figures of %(count)s further municipalities are missing.",
            totals.missing,
        )
        sentences.append(text % {"count": whole(totals.missing)})
    return " ".join(sentences)


def _sources(picture: RegionPicture) -> str:
    """Where figures and borders come from; naming who drew a border is a duty of its licence."""
    borders = {
        border.attribution
        for member in picture.members
        if (border := getattr(member.organisation, "border", None))
    }
    return "; ".join([*picture.totals.sources, *sorted(borders)])
