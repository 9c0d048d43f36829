"""The slides of the model project: what it is for, its money, its areas."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from django.utils.text import capfirst
from django.utils.translation import gettext as _, ngettext

from regiowerk.ground.documents.domain.deck import Bullets, Columns, Section, Slide, Table
from regiowerk.ground.process.models import (
    GrantStatement,
    InfrastructureArea,
    Passage,
    Programme,
)
from regiowerk.ground.ui.drawings.scene import TableTwin
from regiowerk.tell.reports.documents.wording import (
    cited,
    evidence,
    listed,
    notes,
    short_day,
    sources,
    statements,
)
from regiowerk.tell.reports.queries import State


def programme(state: State) -> Iterator[Slide | Section]:
    """What the region takes part in; nothing where it plans on its own."""
    slides = [*_project(state), *_aims(state), *_grant(state), *_areas(state)]
    if slides:
        yield Section(_("The model project"), _("What we take part in"))
        yield from slides


def _project(state: State) -> Iterator[Slide]:
    found = state.process.programme
    if found is None:
        return
    facts = tuple(_facts(found))
    aims = statements(found.aims)
    about = Bullets(facts, heading=_("The model project"))
    body = Columns(about, Bullets(aims, heading=_("Aims")), share=0.46) if aims else about
    yield Slide(
        title=_project_title(state, found),
        body=body,
        source=sources([found.source]),
        notes=notes(
            cited(found.name, found.source),
            *evidence((aim, found.source) for aim in aims),
            found.source_url,
        ),
    )


def _project_title(state: State, found: Programme) -> str:
    words = {
        "region": state.process.region.name,
        "project": found.short_name,
        "programme": found.federal_programme,
    }
    if found.federal_programme:
        return _("%(region)s takes part in the federal programme “%(programme)s”") % words
    return _("%(region)s takes part in the model project “%(project)s”") % words


def _facts(found: Programme) -> Iterator[str]:
    yield found.name
    if found.federal_programme:
        yield _("Programme: %(name)s") % {"name": found.federal_programme}
    if found.funder:
        yield _("Funded by: %(name)s") % {"name": found.funder}


def _aims(state: State) -> Iterator[Slide]:
    """The aims of this process, where they are told apart from those of the programme."""
    passages = state.passages.get(Passage.Topic.AIMS, ())
    programme_aims = statements(state.process.programme.aims) if state.process.programme else ()
    if {p.statement.rstrip(".") for p in passages} <= {aim.rstrip(".") for aim in programme_aims}:
        return
    yield Slide(
        title=ngettext(
            "With the process we pursue one aim",
            "With the process we pursue %(count)d aims",
            len(passages),
        )
        % {"count": len(passages)},
        body=Bullets(tuple(passage.statement for passage in passages)),
        source=sources(passage.source for passage in passages),
        notes=notes(*evidence((p.statement, p.source) for p in passages)),
    )


def _grant(state: State) -> Iterator[Slide]:
    """What each source says about the money, whether they agree or not."""
    if not state.grants:
        return
    rows: list[tuple[str, ...]] = [
        (_("Matter"), _("Statement"), _("Day"), _("Source")),
        *(_grant_row(statement) for statement in state.grants),
    ]
    if not any(statement.said_on for statement in state.grants):
        rows = [(*row[:2], row[3]) for row in rows]
    twin = TableTwin(_("What the sources say about the money"), rows[0], tuple(rows[1:]))
    yield Slide(
        title=_grant_title(state.grants),
        body=Table(twin),
        source=sources(statement.source for statement in state.grants),
        notes=notes(
            _("Where sources disagree all of them are shown; none was chosen."),
            *evidence((said.wording, said.source) for said in state.grants),
        ),
    )


def _grant_row(statement: GrantStatement) -> tuple[str, ...]:
    return (
        capfirst(statement.get_topic_display()),
        statement.wording,
        short_day(statement.said_on) if statement.said_on else "–",
        statement.source,
    )


def _grant_title(grants: Sequence[GrantStatement]) -> str:
    """The contradiction, where there is one; else how much is granted."""
    amounts = defaultdict(list)
    for statement in grants:
        if statement.value is not None:
            amounts[statement.topic].append(statement)
    topics = [rows for rows in amounts.values() if len({row.value for row in rows}) > 1]
    if topics:
        matters = listed(str(rows[0].get_topic_display()) for rows in topics)
        return _("The sources name different amounts (%(matters)s)") % {"matters": matters}
    for statement in amounts.get(GrantStatement.Topic.GRANT, ()):
        return _("The model project is funded: %(wording)s") % {"wording": statement.wording}
    return _("What the sources say about the funding")


def _areas(state: State) -> Iterator[Slide]:
    """The areas of infrastructure and who leads each; what is not confirmed says so."""
    if not state.areas:
        return
    rows: list[tuple[str, ...]] = [
        (_("No."), _("Infrastructure area"), _("Lead"), _("Confirmed?")),
        *(_area_row(area) for area in state.areas),
    ]
    if all(area.is_lead_confirmed for area in state.areas):
        rows = [row[:3] for row in rows]
    twin = TableTwin(_("Infrastructure areas"), rows[0], tuple(rows[1:]), frozenset({0}))
    yield Slide(
        title=_areas_title(state),
        body=Table(twin),
        source=sources(area.source for area in state.areas),
        notes=notes(*evidence(_about(area) for area in state.areas)),
    )


def _areas_title(state: State) -> str:
    area, count = state.process.area, len(state.areas)
    if area is not None and area.lead is not None:
        words = {"city": area.lead.name, "area": area.name, "count": count}
        return _("%(city)s leads “%(area)s”, one of %(count)d areas") % words
    text = ngettext(
        "The model project works on one area of infrastructure",
        "The model project works on %(count)d areas of infrastructure",
        count,
    )
    return text % {"count": count}


def _area_row(area: InfrastructureArea) -> tuple[str, ...]:
    lead = area.lead.name if area.lead else _("open")
    state = _("yes") if area.is_lead_confirmed else _("not confirmed")
    return (str(area.number), area.name, lead, state if area.lead else "–")


def _about(area: InfrastructureArea) -> tuple[str, str]:
    lead = area.lead.name if area.lead else _("open")
    words = {"area": area.name, "lead": lead}
    text = _("%(area)s: %(lead)s") % words
    if area.lead and not area.is_lead_confirmed:
        text = _("%(area)s: %(lead)s (not confirmed)") % words
    return text, area.source
