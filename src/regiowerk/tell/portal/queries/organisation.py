"""What the process means for one organisation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.urls import reverse
from django.utils.formats import date_format, number_format
from django.utils.html import format_html
from django.utils.translation import gettext as _, ngettext

from regiowerk.ground.journal.domain.actor import Actor
from regiowerk.ground.process.domain.calendar import State
from regiowerk.ground.process.models import Process
from regiowerk.ground.process.permissions import may_run_process
from regiowerk.ground.process.queries import Plan, outline_of
from regiowerk.ground.regions import queries as regions
from regiowerk.ground.regions.domain.open_steps import OpenStep
from regiowerk.ground.regions.models import Figure, Organisation, Region
from regiowerk.ground.regions.permissions import may_confirm_organisation
from regiowerk.tell.portal.queries import findings_in, turns


@dataclass(frozen=True, slots=True)
class Coming:
    when: str
    what: str


@dataclass(frozen=True, slots=True)
class Task:
    """An open step as the list of tasks shows it."""

    label: str
    address: str
    status: str
    kind: str
    hint: str


def in_process(
    process: Process, organisation: Organisation, on: date, *, actor: Actor
) -> dict[str, object]:
    """The page of one organisation: what is open, what it means, what comes, its figures."""
    plan, best = outline_of(process, on), regions.best_figures(organisation, on)
    is_own = may_confirm_organisation(actor, process.region, organisation)
    return {
        "process": process,
        "organisation": organisation,
        "heading": _("What does this mean for %(name)s?") % {"name": organisation.name},
        "steps": [_task(s) for s in turns.own_steps(plan, organisation.pk)] if is_own else [],
        "sentences": meaning(process, organisation, plan, best),
        "coming": tuple(_coming(plan)),
        "facts": list(_facts(organisation, best)),
        "may_confirm": is_own,
        "answers_address": reverse("portal:chain_of_answers", args=[process.key, organisation.key])
        if actor.organisation_id == organisation.pk or may_run_process(actor, process)
        else "",
    }


def meaning(
    process: Process, organisation: Organisation, plan: Plan, best: Mapping[str, Figure]
) -> list[str]:
    """What the process is for this organisation, as sentences; `best` are its figures."""
    return list(_meaning(process, organisation, plan, best))


def _meaning(
    process: Process, organisation: Organisation, plan: Plan, best: Mapping[str, Figure]
) -> Iterator[str]:
    name = {"name": organisation.name}
    if process.region.regiopole_id == organisation.pk:
        yield (
            _("%(name)s is the regiopole: the city leads the process for the whole region.") % name
        )
    elif organisation.kind == Organisation.Kind.MUNICIPALITY:
        yield _share(process.region, organisation, plan.on, best)
    else:
        yield _("%(name)s accompanies the process with what it knows.") % name
    found = findings_in(process)
    if found:
        yield ngettext(
            "One finding is recorded so far; goals and projects will rest on it.",
            "%(found)d findings are recorded so far; goals and projects will rest on them.",
            found,
        ) % {"found": found}
    yield _("No shares of costs are recorded in this process so far.")


def _share(region: Region, organisation: Organisation, on: date, best: Mapping[str, Figure]) -> str:
    """How large the municipality is within the region."""
    size = regions.size_of(region, on)
    figure = best.get(Figure.Indicator.POPULATION)
    words: dict[str, object] = {"name": organisation.name, "members": size.municipalities}
    if figure is None or not size.population:
        return _("%(name)s is one of %(members)d municipalities that plan together.") % words
    words["inhabitants"] = whole(figure.value)
    words["share"] = number_format(figure.value * 100 / size.population, decimal_pos=1)
    return (
        _(
            "%(name)s is one of %(members)d municipalities that plan together. Of the region's "
            "inhabitants %(inhabitants)s live here, %(share)s percent."
        )
        % words
    )


def _coming(plan: Plan) -> Iterator[Coming]:
    """Stages and milestones still ahead, by day."""
    rows = [
        (row.stage.starts_on, row.sentence, row.stage.label)
        for row in plan.stages
        if row.state is not State.CLOSED
    ]
    rows += [
        (row.milestone.planned_on, row.sentence, row.milestone.name)
        for row in plan.milestones
        if not row.is_reached
    ]
    for _day, when, what in sorted(rows):
        yield Coming(when, what)


def _task(step: OpenStep) -> Task:
    return Task(step.label, step.address, _("open"), "warning", turns.effort(step))


def _facts(organisation: Organisation, best: Mapping[str, Figure]) -> Iterator[tuple[str, object]]:
    """Facts with the source of each; without a figure the line says so."""
    if organisation.district:
        yield _("District"), str(organisation.district)
    if organisation.ags:
        yield _("Municipality key (AGS)"), organisation.ags
    labels = {
        Figure.Indicator.POPULATION.value: _("Inhabitants"),
        Figure.Indicator.AREA.value: _("Area in km²"),
    }
    for indicator, label in labels.items():
        figure = best.get(indicator)
        if figure is not None:
            yield label, _with_source(figure)
    place = central_place(organisation)
    if place:
        yield _("Central place"), place
    if organisation.website:
        yield _("Website"), organisation.website


def _with_source(figure: Figure) -> object:
    value = whole(figure.value) if figure.indicator == "population" else decimal(figure.value)
    day = _("on %(day)s") % {"day": date_format(figure.measured_on)} if figure.measured_on else ""
    return format_html('{} {}<br><span class="app-source">{}</span>', value, day, figure.source)


def central_place(organisation: Organisation) -> str:
    """The level as spatial planning says it; unconfirmed where only general knowledge says so."""
    label = {
        Organisation.CentralPlace.UPPER.value: _("upper centre"),
        Organisation.CentralPlace.MIDDLE.value: _("middle centre"),
        Organisation.CentralPlace.BASIC.value: _("basic centre"),
    }.get(organisation.central_place, "")
    if label and not organisation.is_central_place_confirmed:
        return _("%(level)s (unconfirmed)") % {"level": label}
    return label


def whole(value: Decimal) -> str:
    return number_format(round(value), decimal_pos=0, force_grouping=True)


def decimal(value: Decimal) -> str:
    return number_format(value, decimal_pos=2, force_grouping=True)
