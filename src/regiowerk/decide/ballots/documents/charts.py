"""Results as drawings, each with its table: values, weights with their spread, chances."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from django.utils.translation import gettext as _

from regiowerk.decide.ballots.domain.rounds.rulebook import Rulebook
from regiowerk.decide.ballots.queries.results import ChamberResult, Shown
from regiowerk.decide.ballots.queries.words import number
from regiowerk.ground.ui.drawings.bars import Row, bars
from regiowerk.ground.ui.drawings.scene import Scene, TableTwin

MOST_BARS = 40


def chart_of(shown: Shown, one: ChamberResult) -> Scene | None:
    """The values that put the options in order, the best first."""
    found = one.panel.counted
    rows = [
        Row(
            place.label,
            (_size(shown.rule, float(found.values[place.key])),),
            note=place.follows,
        )
        for place in one.places[:MOST_BARS]
        if place.key in found.values
    ]
    if not rows:
        return None
    picture = bars(
        rows,
        title=shown.result.round.question,
        summary=f"{one.headline}. {one.turnout}.",
        source=_("Source: the papers of this vote"),
        format_value=_label(shown.rule),
        highlighted=frozenset(place.label for place in one.places if place.is_leading),
        name=_("Option"),
    )
    twin = order_of(shown, one)
    narrow = picture.narrow and replace(picture.narrow, table=twin)
    return replace(picture, table=twin, narrow=narrow)


def order_of(shown: Shown, one: ChamberResult) -> TableTwin:
    """All options in their order, those without a value too, and what follows for each."""
    return TableTwin(
        caption=f"{one.of_whom}{shown.result.round.question}",
        header=(_("Option"), _("Rank"), _("Result"), _("What follows")),
        rows=tuple(
            (place.label, str(place.place), place.value, place.follows) for place in one.places
        ),
        numeric=frozenset({1}),
    )


def chances_of(shown: Shown, one: ChamberResult) -> Scene | None:
    """In how many draws an option leads; only where papers stand for others."""
    firm = one.panel.firmness
    if firm is None or not firm.draws:
        return None
    rows = [
        Row(
            shown.labels[place.key],
            (100 * float(firm.chances[place.key].leads),),
            note=_("place %(low)d to %(high)d")
            % {"low": firm.chances[place.key].low, "high": firm.chances[place.key].high},
        )
        for place in one.places[:MOST_BARS]
    ]
    title = one.of_whom + _("How often each option leads when papers are drawn again")
    return bars(
        rows,
        title=title,
        summary=_("%(title)s, of %(draws)d draws.") % {"title": title, "draws": firm.draws},
        source=_("Source: the papers of this vote"),
        format_value=lambda value: f"{number(value)} %",
        name=_("Option"),
    )


def _size(rule: Rulebook, value: float) -> float:
    return 100 * value if rule.is_weighing or rule.is_scoring else value


def _label(rule: Rulebook) -> Callable[[float], str]:
    if rule.is_weighing:
        return lambda value: f"{number(value)} %"
    return number
