"""The first slides: the network, the region, and the figures that are said about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from django.utils.text import capfirst
from django.utils.translation import gettext as _, ngettext

from regiowerk.ground.documents.domain.deck import (
    Bullets,
    Chart,
    Columns,
    KeyFigure,
    KeyFigures,
    Section,
    Series,
    Slide,
)
from regiowerk.ground.documents.domain.layout import columns
from regiowerk.ground.regions.documents import map_of
from regiowerk.ground.regions.models import Figure, NetworkMember
from regiowerk.ground.regions.queries import District, Totals
from regiowerk.ground.ui.drawings.germany import City, germany_map
from regiowerk.ground.ui.drawings.scene import Scene
from regiowerk.tell.reports.documents.picturing import largest
from regiowerk.tell.reports.documents.wording import (
    cited,
    day,
    evidence,
    listed,
    notes,
    number,
    short_day,
    sources,
    statements,
)
from regiowerk.tell.reports.queries import State

GERMANY_WIDTHS = (320.0, 360.0, 400.0)
MAP_WIDTHS = (480.0, 520.0, 560.0)  # below, the map itself would shrink beside its legend
NETWORK_SHARE, REGION_SHARE = 0.42, 0.6
MOST_DISTRICTS = 8  # bars; the others are added up


def opening(state: State) -> Iterator[Slide | Section]:
    """Who works together, and how large the region is."""
    slides = [*_network(state), *_region(state), *_figures(state), *_districts(state)]
    if slides:
        yield Section(_("Network and region"), _("Who works together"))
        yield from slides


def _network(state: State) -> Iterator[Slide]:
    network, members = state.process.region.network, state.network_members
    if network is None or not members:
        return
    since = {"count": len(members), "founded": network.founded}
    title = ngettext(
        "The network (founded: %(founded)s) has one city",
        "The network (founded: %(founded)s) has %(count)d cities",
        len(members),
    )
    if not network.founded:
        title = ngettext(
            "One city is in the network",
            "%(count)d cities work together in the network",
            len(members),
        )
    names = listed(member.organisation.name for member in members)
    aims = statements(network.description)
    left, _right = columns(NETWORK_SHARE)
    yield Slide(
        title=title % since,
        body=Columns(
            largest(lambda width: _germany(state, names, width), left, GERMANY_WIDTHS),
            Bullets(aims or tuple(m.organisation.name for m in members), heading=network.name),
            share=NETWORK_SHARE,
        ),
        source=sources([network.source, *(member.source for member in members)]),
        notes=notes(
            cited(_("Founded: %(founded)s") % since, network.source) if network.founded else "",
            cited(_("Cities: %(names)s") % {"names": names}, network.source),
            *evidence(_joined(member) for member in members if member.since),
        ),
    )


def _joined(member: NetworkMember) -> tuple[str, str]:
    words = {"city": member.organisation.name, "since": member.since}
    return _("%(city)s: member since %(since)s") % words, member.source


def _germany(state: State, names: str, width: float) -> Scene:
    network, regiopole = state.process.region.network, state.process.region.regiopole
    cities = [
        City(
            name=member.organisation.name,
            latitude=float(member.organisation.latitude),
            longitude=float(member.organisation.longitude),
            is_highlighted=member.organisation == regiopole,
        )
        for member in state.network_members
        if member.organisation.latitude is not None and member.organisation.longitude is not None
    ]
    return germany_map(
        cities,
        title=network.name if network else "",
        summary=_("The cities of the network: %(names)s.") % {"names": names},
        source=network.source if network else "",
        width=width,
    )


def _region(state: State) -> Iterator[Slide]:
    """The map with the sums beside it."""
    totals = state.picture.totals
    if not totals.municipalities:
        return
    left, _right = columns(REGION_SHARE)
    yield Slide(
        title=_region_title(totals),
        body=Columns(
            largest(lambda width: map_of(state.picture, width=width), left, MAP_WIDTHS),
            KeyFigures(tuple(_sums(state))),
            share=REGION_SHARE,
        ),
        source=sources([*totals.sources, *_borders(state)]),
        notes=notes(*_about_sums(state)),
    )


def _region_title(totals: Totals) -> str:
    words = {"count": number(totals.municipalities), "people": number(totals.population or 0)}
    if totals.population is None:
        title = ngettext(
            "One municipality plans for the region",
            "%(count)s municipalities plan together",
            totals.municipalities,
        )
    else:
        title = ngettext(
            "One municipality with %(people)s inhabitants plans for the region",
            "%(count)s municipalities with %(people)s inhabitants plan together",
            totals.municipalities,
        )
    return title % words


def _sums(state: State) -> Iterator[KeyFigure]:
    totals = state.picture.totals
    yield KeyFigure(number(totals.municipalities), _municipalities(totals))
    if totals.population is not None:
        yield KeyFigure(number(totals.population), _measured(totals))
    if totals.area_km2 is not None:
        yield KeyFigure(_written(totals.area_km2, Figure.Indicator.AREA), _("area"))


def _measured(totals: Totals) -> str:
    first, last = totals.measured_from, totals.measured_until
    if first is None or last is None:
        return _("inhabitants")
    if first == last:
        return _("inhabitants on %(day)s") % {"day": short_day(last)}
    days = {"first": short_day(first), "last": short_day(last)}
    return _("inhabitants, %(first)s to %(last)s") % days


def _about_sums(state: State) -> Iterator[str]:
    """What the sums rest on, and what they lack."""
    totals = state.picture.totals
    membership = sources(dict.fromkeys(member.source for member in state.picture.members))
    yield _("Members on %(day)s. %(source)s") % {"day": day(state.on), "source": membership}
    if totals.population is not None:
        words = {"count": number(totals.counted), "people": number(totals.population)}
        yield cited(
            _("%(people)s inhabitants: the sum over %(count)s municipalities") % words,
            "; ".join(totals.sources),
        )
    if totals.missing:
        text = ngettext(
            "The figure of one municipality is missing in the sum.",
            "The figures of %(count)d municipalities are missing in the sum.",
            totals.missing,
        )
        yield text % {"count": totals.missing}
    if totals.rounded:
        text = ngettext(
            "One figure in the sum is rounded, so the last digit is not exact.",
            "%(count)d figures in the sum are rounded, so its last digits are not exact.",
            totals.rounded,
        )
        yield text % {"count": totals.rounded}


def _borders(state: State) -> list[str]:
    """Who drew the borders; naming them is a duty of their licence."""
    borders = (getattr(member.organisation, "border", None) for member in state.picture.members)
    return sorted({border.attribution for border in borders if border})


def _figures(state: State) -> Iterator[Slide]:
    """What is computed and what is said, side by side; shown only where somebody says something."""
    totals = state.picture.totals
    stated = [figure for figure in state.picture.stated if _is_known(figure, state)]
    if not stated:
        return
    yield Slide(
        title=_figures_title(totals, stated),
        body=KeyFigures(tuple(_compared(totals, stated))),
        source=sources([*totals.sources, *(figure.source for figure in stated)]),
        notes=notes(
            _("Figures that contradict each other stand side by side, each with its source."),
            *_about_sums(state),
            *evidence((f"{_value(said)} {_card(said).label}", said.source) for said in stated),
        ),
    )


def _is_known(figure: Figure, state: State) -> bool:
    return figure.measured_on is None or figure.measured_on <= state.on


def _figures_title(totals: Totals, stated: Sequence[Figure]) -> str:
    """The contradiction in one sentence, where there is one."""
    counted = [(figure, _counted(totals, figure.indicator)) for figure in stated]
    known = [(figure, value) for figure, value in counted if value is not None]
    differing = [(figure, value) for figure, value in known if figure.value != value]
    for figure, value in differing:
        if figure.indicator == Figure.Indicator.POPULATION:
            words = {"sum": number(value), "said": _value(figure)}
            return _("We count %(sum)s inhabitants, the published figure is %(said)s") % words
    if differing:
        return _("What we count differs from what was published")
    if known:
        return _("What we count agrees with what was published")
    return _("This is what was published about the region")


def _counted(totals: Totals, indicator: str) -> Decimal | None:
    """What our own data say on the matter of a published figure."""
    found = {
        Figure.Indicator.POPULATION.value: totals.population,
        Figure.Indicator.MUNICIPALITIES.value: Decimal(totals.municipalities),
        Figure.Indicator.AREA.value: totals.area_km2,
    }
    return found[indicator]


def _compared(totals: Totals, stated: Sequence[Figure]) -> Iterator[KeyFigure]:
    """Matter by matter our own count, then what others say."""
    source = _("Our count: %(sources)s") % {"sources": "; ".join(totals.sources)}
    own = {
        Figure.Indicator.POPULATION: (_measured(totals), source),
        Figure.Indicator.MUNICIPALITIES: (_municipalities(totals), _("Our list of members")),
        Figure.Indicator.AREA: (_("area"), source),
    }
    for indicator, (label, origin) in own.items():
        said = [figure for figure in stated if figure.indicator == indicator]
        value = _counted(totals, indicator)
        if said and value is not None:
            yield KeyFigure(_written(value, indicator), label, origin)
        yield from (_card(figure) for figure in said)


def _municipalities(totals: Totals) -> str:
    return ngettext("municipality", "municipalities", totals.municipalities)


def _written(value: Decimal, indicator: str) -> str:
    """714.644, or 3.426 km²."""
    text = number(value)
    is_area = indicator == Figure.Indicator.AREA
    return _("%(area)s km²") % {"area": text} if is_area else text


def _card(figure: Figure) -> KeyFigure:
    labels = {
        Figure.Indicator.POPULATION.value: _("inhabitants"),
        Figure.Indicator.AREA.value: _("area"),
        Figure.Indicator.MUNICIPALITIES.value: _("municipalities"),
    }
    label = labels[figure.indicator]
    if figure.measured_on:
        words = {"what": label, "day": short_day(figure.measured_on)}
        label = _("%(what)s on %(day)s") % words
    return KeyFigure(_value(figure), label, figure.source)


def _value(figure: Figure) -> str:
    """714.644, or about 719.000 where somebody only says so."""
    value = _written(figure.value, figure.indicator)
    is_about = figure.precision == Figure.Precision.STATED
    if is_about and figure.indicator != Figure.Indicator.MUNICIPALITIES:
        return _("about %(value)s") % {"value": value}
    return value


def _districts(state: State) -> Iterator[Slide]:
    """The inhabitants by district as bars; one district alone says nothing."""
    known = [district for district in state.picture.districts if district.population is not None]
    if len(known) < 2:
        return
    total = state.picture.totals.population or 0
    rows = [(_label(district), float(district.population or 0)) for district in known]
    if len(rows) > MOST_DISTRICTS:
        rest = rows[MOST_DISTRICTS - 1 :]
        text = _("%(count)d other districts") % {"count": len(rest)}
        rows = [*rows[: MOST_DISTRICTS - 1], (text, sum(value for _name, value in rest))]
    words = {
        "district": capfirst(_label(known[0])),
        "part": number(known[0].population or 0),
        "all": number(total),
    }
    yield Slide(
        title=_("Most inhabitants: %(district)s with %(part)s of %(all)s") % words,
        body=Chart(
            categories=tuple(name for name, _value in rows),
            series=(Series(_("Inhabitants"), tuple(value for _name, value in rows)),),
            unit=capfirst(_measured(state.picture.totals)),
            summary="; ".join(f"{name}: {number(value)}" for name, value in rows),
            highlighted=frozenset({0}),
        ),
        source=sources(state.picture.totals.sources),
        notes=notes(
            _("Counted are only the municipalities of the region in each district."),
            *(_told(district) for district in known),
            *_about_sums(state),
        ),
    )


def _told(district: District) -> str:
    text = ngettext(
        "%(district)s: %(people)s inhabitants in one municipality",
        "%(district)s: %(people)s inhabitants in %(count)d municipalities",
        district.municipalities,
    )
    return text % {
        "district": _label(district),
        "people": number(district.population or 0),
        "count": district.municipalities,
    }


def _label(district: District) -> str:
    return district.label or _("without a district")
