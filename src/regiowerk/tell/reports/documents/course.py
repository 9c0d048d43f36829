"""The slides of the course: plan, where it stands, who carries it, how it is done, what comes next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _, ngettext

from regiowerk.ground.documents.domain.deck import (
    Bullets,
    Columns,
    KeyFigure,
    KeyFigures,
    Section,
    Slide,
    Table,
)
from regiowerk.ground.process.documents import organisation_chart_of, timeline_of
from regiowerk.ground.process.domain.calendar import State as Standing
from regiowerk.ground.process.models import Activity, Body, Passage, Process
from regiowerk.ground.process.queries import StageOnDay, elapsed_in_words, standing_in_words
from regiowerk.ground.ui.drawings.scene import TableTwin
from regiowerk.tell.reports.documents.picturing import largest, preferred
from regiowerk.tell.reports.documents.wording import (
    day,
    evidence,
    listed,
    month,
    notes,
    short_day,
    sources,
    window,
)
from regiowerk.tell.reports.queries import State

AS_A_TREE = (880.0, 940.0, 1000.0)  # from 760 units on bodies stand below each other as a tree
AHEAD = {Standing.PLANNED, Standing.DUE_TO_OPEN}


def course(state: State) -> Iterator[Slide | Section]:
    """The plan, where it stands, who carries it and how the work so far was done."""
    slides = [
        *_brief(state),
        *_plan(state),
        *_stand(state),
        *_organisation(state),
        *_approach(state),
    ]
    if slides:
        yield Section(_("Course and organisation"), _("How we proceed"))
        yield from slides


def next_steps(state: State) -> Iterator[Slide]:
    """What the plan says about what comes now; where it says nothing, the texts of the process."""
    planned = [s for s in state.plan.stages if s.state in AHEAD and s.activities]
    yield from (_coming(stage) for stage in planned)
    passages = state.passages.get(Passage.Topic.NEXT_STEPS, ())
    if passages and not planned:
        yield Slide(
            title=ngettext("One step comes next", "%(count)d steps come next", len(passages))
            % {"count": len(passages)},
            body=Bullets(tuple(passage.statement for passage in passages), numbered=True),
            source=sources(passage.source for passage in passages),
            notes=notes(*evidence((p.statement, p.source) for p in passages)),
        )


def _brief(state: State) -> Iterator[Slide]:
    """How far the process is, in figures."""
    standing = state.plan.standing
    if not standing.total:
        return
    closed = {"closed": standing.closed, "total": standing.total}
    months = {"elapsed": standing.months_elapsed, "total": standing.months_total}
    found = sum(len(rows) for rows in state.findings.values())
    plan = _plan_itself()
    figures = [
        KeyFigure(_("%(closed)d of %(total)d") % closed, _("modules are closed"), plan),
        KeyFigure(_("%(elapsed)d of %(total)d") % months, _("months have passed"), plan),
    ]
    if found:
        label = ngettext("finding is recorded", "findings are recorded", found)
        figures.append(KeyFigure(str(found), label, _("Findings of the process")))
    figures += _ahead(state)
    yield Slide(
        title=elapsed_in_words(standing).rstrip("."),
        body=KeyFigures(tuple(figures)),
        source=sources([_("Plan of the process, state of %(day)s") % {"day": day(state.on)}]),
        notes=notes(*(f"{stage.stage.label}: {stage.label}" for stage in state.plan.stages)),
    )


def _ahead(state: State) -> list[KeyFigure]:
    """The next milestone, by its day or only by its month."""
    coming = state.plan.standing.next_milestone
    if coming is None:
        return []
    when = month(coming.planned_on) if coming.is_approximate else short_day(coming.planned_on)
    if coming.is_approximate:
        when = _("about %(month)s") % {"month": when}
    label = _("next milestone: %(name)s") % {"name": coming.name}
    return [KeyFigure(when, label, _plan_itself())]


def _plan(state: State) -> Iterator[Slide]:
    plan = state.plan
    if not plan.stages and not plan.milestones:
        return
    milestones = [row.milestone for row in plan.milestones]
    yield Slide(
        title=_plan_title(state.process),
        body=largest(lambda width: timeline_of(plan, width=width)),
        source=sources(
            [
                *(milestone.source for milestone in milestones),
                *(activity.source for stage in plan.stages for activity in stage.activities),
            ]
        )
        or sources([_plan_itself()]),
        notes=notes(
            *(f"{stage.stage.label}: {stage.sentence}" for stage in plan.stages),
            *evidence(
                (f"{row.milestone.name}: {row.sentence}", row.milestone.source or _plan_itself())
                for row in plan.milestones
            ),
        ),
    )


def _plan_title(process: Process) -> str:
    words = {"start": day(process.starts_on), "end": day(process.ends_on)}
    if process.latest_end_on and process.latest_end_on > process.ends_on:
        latest = day(process.latest_end_on)
        return _("The process runs until %(end)s, at the latest until %(latest)s") % {
            **words,
            "latest": latest,
        }
    return _("The process runs from %(start)s to %(end)s") % words


def _stand(state: State) -> Iterator[Slide]:
    """Each stage with its state; the answer is the title."""
    plan = state.plan
    if not plan.stages:
        return
    rows: list[tuple[str, ...]] = [
        (_("Module"), _("How it stands"), _("Window"), _("It is done when")),
        *(_stand_row(stage) for stage in plan.stages),
    ]
    if not any(stage.stage.closing_condition for stage in plan.stages):
        rows = [row[:3] for row in rows]
    twin = TableTwin(_("The modules and their state"), rows[0], tuple(rows[1:]))
    yield Slide(
        title=standing_in_words(plan.standing),
        body=Table(twin),
        source=sources([_("Plan of the process, state of %(day)s") % {"day": day(state.on)}]),
        notes=notes(
            elapsed_in_words(plan.standing),
            *(f"{stage.stage.label}: {stage.label}, {stage.sentence}" for stage in plan.stages),
            *(stage.stage.closing_note for stage in plan.stages),
        ),
    )


def _stand_row(stage: StageOnDay) -> tuple[str, ...]:
    found = stage.stage
    when = window(found.starts_on, found.ends_on, is_approximate=found.is_approximate)
    return (found.label, stage.label, when, found.closing_condition)


def _organisation(state: State) -> Iterator[Slide]:
    if not state.bodies:
        return
    count = len(state.bodies)
    title = ngettext("One body carries the process", "%(count)d bodies carry the process", count)
    yield Slide(
        title=title % {"count": count},
        body=preferred(lambda width: organisation_chart_of(state.process, width=width), AS_A_TREE),
        source=sources(body.source for body in state.bodies),
        notes=notes(*evidence((_told(body), body.source) for body in state.bodies)),
    )


def _told(body: Body) -> str:
    parts = (body.task, body.rhythm, body.members)
    about = "; ".join(part for part in parts if part)
    return f"{body.name}: {about}" if about else body.name


def _approach(state: State) -> Iterator[Slide]:
    """How the work was done in the stages that have begun."""
    begun = [s for s in state.plan.stages if s.state not in AHEAD and s.activities]
    for pair in _pairs(begun):
        yield _steps(pair)
    passages = state.passages.get(Passage.Topic.APPROACH, ())
    if passages:
        yield Slide(
            title=ngettext(
                "The analysis was done in one step",
                "The analysis was done in %(count)d steps",
                len(passages),
            )
            % {"count": len(passages)},
            body=Bullets(tuple(passage.statement for passage in passages), numbered=True),
            source=sources(passage.source for passage in passages),
            notes=notes(*evidence((p.statement, p.source) for p in passages)),
        )


def _pairs(stages: Sequence[StageOnDay]) -> Iterator[Sequence[StageOnDay]]:
    for at in range(0, len(stages), 2):
        yield stages[at : at + 2]


def _steps(stages: Sequence[StageOnDay]) -> Slide:
    """One or two stages side by side, each with its activities."""
    activities = [activity for stage in stages for activity in stage.activities]
    lists = [
        Bullets(tuple(a.name for a in stage.activities), heading=stage.stage.label)
        for stage in stages
    ]
    words = {"count": len(activities), "stages": _names(stages)}
    title = ngettext(
        "%(stages)s: one building block", "%(stages)s: %(count)d building blocks", len(activities)
    )
    return Slide(
        title=title % words,
        body=Columns(lists[0], lists[1]) if len(lists) == 2 else lists[0],
        source=_source_of(activities),
        notes=notes(*evidence(_about(activity) for activity in activities)),
    )


def _names(stages: Sequence[StageOnDay]) -> str:
    return listed(stage.stage.short_name for stage in stages)


def _coming(stage: StageOnDay) -> Slide:
    found = stage.stage
    when = window(found.starts_on, found.ends_on, is_approximate=found.is_approximate)
    activities = stage.activities
    return Slide(
        title=_("Next: %(stage)s (%(window)s)") % {"stage": found.label, "window": when},
        body=Bullets(tuple(_step(activity) for activity in activities), numbered=True),
        source=_source_of(activities),
        notes=notes(
            found.closing_condition, *evidence(_about(activity) for activity in activities)
        ),
    )


def _step(activity: Activity) -> str:
    """What is to be done, and what that means."""
    if not activity.description:
        return activity.name
    return f"{activity.name.rstrip('.')}. {activity.description}"


def _plan_itself() -> str:
    """What the process says of itself, where nothing else is cited."""
    return _("Plan of the process")


def _source_of(activities: Sequence[Activity]) -> str:
    return sources(activity.source for activity in activities) or sources([_plan_itself()])


def _about(activity: Activity) -> tuple[str, str]:
    text = f"{activity.name}. {activity.description}" if activity.description else activity.name
    return text, activity.source or _plan_itself()
