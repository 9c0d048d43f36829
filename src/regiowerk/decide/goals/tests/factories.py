from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import count

from regiowerk.decide.ballots.actions import Sent
from regiowerk.decide.ballots.domain.rounds.marks import Marks
from regiowerk.decide.ballots.domain.rounds.rulebook import Form
from regiowerk.decide.ballots.models import Option, Round
from regiowerk.decide.ballots.tests.factories import OFFICE, a_paper, a_round, a_voter
from regiowerk.decide.goals import actions
from regiowerk.decide.goals.actions import WeighingFacts
from regiowerk.decide.goals.domain.freezing import copy_of, hash_of
from regiowerk.decide.goals.models import (
    Branch,
    Candidate,
    Consultation,
    Contradiction,
    Goal,
    GoalEvidence,
    GoalOption,
    Indicator,
    Measurement,
    Predecessor,
    Reply,
    Stance,
    TreeVersion,
    WeighedNode,
    Weighing,
)
from regiowerk.decide.goals.queries import audience_of, frozen_text, present_wording
from regiowerk.ground.people.tests.factories import AT
from regiowerk.ground.process.models import Process
from regiowerk.ground.regions.models import Organisation
from regiowerk.listen.findings.models import Finding

BY = "Stadt Mitte"


def a_goal(
    process: Process,
    key: str = "verwaltung",
    *,
    under: Goal | None = None,
    level: Goal.Level | None = None,
    title: str = "",
    horizon: str = "",
    responsible: Organisation | None = None,
    weight: int | None = None,
) -> Goal:
    """A goal with its branch: at the top a guiding goal, elsewhere a goal."""
    goal = Goal.objects.create(
        process=process,
        key=key,
        level=level or (Goal.Level.GUIDING if under is None else Goal.Level.GOAL),
        title=title or f"Ziel {key}",
        horizon=horizon,
        responsible=responsible,
        position=Goal.objects.filter(process=process).count() + 1,
        recorded_at=AT,
        recorded_by=BY,
    )
    a_branch(goal, under, weight=weight)
    return goal


def a_measure(process: Process, key: str, *under: Goal, weight: int | None = None) -> Goal:
    """A measure under one goal, or shared evenly by several."""
    first, *others = under
    measure = a_goal(process, key, under=first, level=Goal.Level.MEASURE, weight=weight)
    if others:
        each = 100 // len(under)
        measure.branches.update(share=100 - each * len(others))
        for other in others:
            a_branch(measure, other, share=each)
    return measure


def a_branch(
    goal: Goal, parent: Goal | None, *, share: int = 100, weight: int | None = None
) -> Branch:
    return Branch.objects.create(goal=goal, parent=parent, share=share, weight=weight)


def a_predecessor(goal: Goal, key: str = "frueheres-ziel") -> Predecessor:
    return Predecessor.objects.create(
        goal=goal,
        key=key,
        title=f"Ziel {key}",
        way=Predecessor.Way.MERGED,
        parted_at=AT,
        parted_by=BY,
    )


def a_contradiction(one: Goal, other: Goal) -> Contradiction:
    first, second = sorted((one, other), key=lambda goal: goal.key)
    return Contradiction.objects.create(
        first=first, second=second, reason="Kostet Zeit.", marked_at=AT, marked_by=BY
    )


def an_indicator(goal: Goal, *, baseline: int = 0, target: int = 29) -> Indicator:
    return Indicator.objects.create(
        goal=goal,
        name="Kommunen mit Portal",
        unit="Kommunen",
        baseline=Decimal(baseline),
        baseline_year=2021,
        target=Decimal(target),
        target_year=2025,
        source="Abfrage",
    )


def a_measurement(goal: Goal, value: int, measured_on: date = date(2022, 1, 10)) -> Measurement:
    return Measurement.objects.create(
        goal=goal,
        measured_on=measured_on,
        value=Decimal(value),
        source="Abfrage",
        recorded_at=AT,
        recorded_by=BY,
    )


def a_goal_evidence(goal: Goal, finding: Finding) -> GoalEvidence:
    content = copy_of(present_wording(finding))
    return GoalEvidence.objects.create(
        goal=goal,
        finding=finding,
        content=content,
        content_hash=hash_of(content),
        audience=audience_of(finding),
        cited_at=AT,
        cited_by=BY,
    )


def a_candidate(process: Process, key: str = "vorschlag") -> Candidate:
    return Candidate.objects.create(
        process=process,
        key=key,
        title=f"Vorschlag {key}",
        origin=Candidate.Origin.WORKSHOP,
        origin_words="Werkstatt vom 12. Mai 2021",
        proposed_at=AT,
        proposed_by=BY,
    )


def a_tree_version(process: Process, number: int = 1) -> TreeVersion:
    content = frozen_text(process)
    return TreeVersion.objects.create(
        process=process,
        key=f"fassung-{number}",
        number=number,
        label=f"Fassung {number}",
        content=content,
        content_hash=hash_of(content),
        frozen_at=AT,
        frozen_by=BY,
    )


def a_consultation(process: Process, key: str = "stellungnahme") -> Consultation:
    return Consultation.objects.create(
        process=process,
        key=key,
        title="Was sagen Sie zu den Zielen?",
        version=a_tree_version(process, process.tree_versions.count() + 1),
        closes_on=date(2022, 2, 28),
        opened_at=AT,
        opened_by=BY,
    )


def a_reply(consultation: Consultation, organisation: Organisation) -> Reply:
    return Reply.objects.create(
        consultation=consultation,
        organisation=organisation,
        handed_in_at=AT,
        handed_in_by=str(organisation),
    )


def a_stance(
    consultation: Consultation,
    organisation: Organisation,
    goal: Goal,
    answer: Stance.Answer = Stance.Answer.SUPPORT,
) -> Stance:
    needs_reason = answer in {Stance.Answer.OBJECT, Stance.Answer.SUPPORT_WITH_NOTE}
    return Stance.objects.create(
        consultation=consultation,
        organisation=organisation,
        goal=goal,
        goal_key=goal.key,
        answer=answer,
        reason="Uns fehlt Personal." if needs_reason else "",
        stated_at=AT,
        stated_by=str(organisation),
    )


def a_goal_option(option: Option, goal: Goal) -> GoalOption:
    return GoalOption.objects.create(option=option, goal=goal, goal_key=goal.key)


def a_weighed_node(weighing: Weighing, node: Goal | None = None) -> WeighedNode:
    """A node whose children are weighed in a round that is being prepared."""
    key = node.key if node else ""
    first = a_round(weighing.process, title=f"Ast {key}")
    return WeighedNode.objects.create(weighing=weighing, node=node, node_key=key, first=first)


def a_weighing(
    process: Process,
    towns: Sequence[Organisation],
    *,
    form: Form = Form.SWING,
    is_secret: bool = False,
    title: str = "Gewichte",
    nodes: Sequence[str] | None = None,
) -> Weighing:
    """A weighing by the verb of the room, of all nodes there are, from the day of AT on."""
    every = {branch.parent.key if branch.parent else "" for branch in _branches(process)}
    return actions.begin_weighing(
        process=process,
        facts=WeighingFacts(
            title=title,
            nodes=tuple(sorted(every)) if nodes is None else tuple(nodes),
            form=form,
            opens_on=AT.date(),
            closes_on=AT.date() + timedelta(days=7),
            is_secret=is_secret,
        ),
        voters=[Sent(town, email=f"{town.key}@example.org") for town in towns],
        by=OFFICE,
        at=AT,
    )


def open_papers(weighing: Weighing, at: datetime = AT) -> Weighing:
    """The papers of its present turn, published and open."""
    actions.publish_weighing(weighing=weighing, seeds=count(7), by=OFFICE, at=at)
    actions.open_weighing(weighing=weighing, by=OFFICE, at=at)
    return weighing


def weigh(round: Round, town: Organisation, at: datetime = AT, **points: int) -> None:
    """A paper of swing weights; options are told by the keys of their goals."""
    keys = dict(
        GoalOption.objects.filter(option__round=round).values_list("goal_key", "option__key")
    )
    said: Mapping[str, int] = {keys[goal]: value for goal, value in points.items()}
    a_paper(a_voter(round, town), Marks(points=said), at=at)


def _branches(process: Process) -> Sequence[Branch]:
    return list(Branch.objects.filter(goal__process=process).select_related("parent"))
