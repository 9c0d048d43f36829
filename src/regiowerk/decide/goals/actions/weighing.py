"""The branches of the tree are weighed by votes, and what came out is taken over into a frozen tree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction
from django.utils.formats import number_format
from django.utils.translation import gettext as _, gettext_lazy

from regiowerk.decide.ballots import actions as ballots
from regiowerk.decide.ballots.actions import OptionFacts, RoundFacts, Seats, Sent
from regiowerk.decide.ballots.domain.rounds.rulebook import Form, Method, Rulebook
from regiowerk.decide.ballots.models import Bundle, Chamber, Round, Voter
from regiowerk.decide.ballots.queries.rounds import chambers_of, options_of, rule_of, voters_of
from regiowerk.decide.goals.actions.consulting import freeze_tree
from regiowerk.decide.goals.actions.record import GoalRefusedError, tell_of_weighing
from regiowerk.decide.goals.models import Goal, GoalOption, WeighedNode, Weighing
from regiowerk.decide.goals.queries import tree_of
from regiowerk.decide.goals.queries.weighing import Node, goals_on_paper, nodes_of
from regiowerk.ground.journal.domain.actor import Actor
from regiowerk.ground.journal.queries import Sentences
from regiowerk.ground.process.domain.keys import key_from
from regiowerk.ground.process.models import Process

DEEDS: Sentences = {
    "weighing.begun": gettext_lazy("%(who)s began to let the goals be weighed: “%(what)s”."),
    "weighing.published": gettext_lazy(
        "%(who)s published the rule by which the goals are weighed: “%(what)s”."
    ),
    "weighing.opened": gettext_lazy("%(who)s opened the weighing “%(what)s”."),
    "weighing.closed": gettext_lazy("%(who)s closed the weighing “%(what)s”; it is counted."),
    "weighing.repeated": gettext_lazy("%(who)s began a second turn of the weighing “%(what)s”."),
    "goals.put_to_vote": gettext_lazy("%(who)s put goals to the vote: “%(what)s”."),
}
METHODS: Mapping[Form, Method] = {
    Form.SWING: Method.MEAN_WEIGHT,
    Form.AHP: Method.MEAN_WEIGHT,
    Form.PAIRWISE: Method.BORDA,
}
RESERVED = ("neu", "abstimmen")  # addresses beside those of weighings
MOST_IN_PAIRS = 9  # more goals in pairs are more questions than anybody answers with care
REFUSALS = (
    ballots.NotReadyError,
    ballots.RoundStateError,
    ballots.RuleChangedError,
    ballots.TooEarlyError,
    ballots.TooFewForSecrecyError,
    ballots.WindowError,
)


@dataclass(frozen=True, slots=True)
class WeighingFacts:
    """What is weighed, how, and from when to when; nodes by their keys, the top by an empty one."""

    title: str
    nodes: tuple[str, ...]
    form: Form
    opens_on: date
    closes_on: date
    is_secret: bool = False

    @property
    def rule(self) -> Rulebook:
        return Rulebook(self.form, METHODS[self.form], is_secret=self.is_secret)


@transaction.atomic
def begin_weighing(
    *, process: Process, facts: WeighingFacts, voters: Sequence[Sent], by: Actor, at: datetime
) -> Weighing:
    """Freeze the tree and begin one vote for each node; all of them are one errand with one link."""
    version = freeze_tree(process=process, label=facts.title, by=by, at=at)
    nodes = [node for node in nodes_of(tree_of(process)) if node.key in facts.nodes]
    _check_nodes(nodes, facts.form)
    taken = process.weighings.values_list("key", flat=True)
    weighing = Weighing.objects.create(
        process=process,
        key=key_from(facts.title, taken={*RESERVED, *taken}),
        title=facts.title,
        version=version,
        begun_at=at,
        begun_by=by.label,
    )
    bundle = ballots.begin_bundle(process=process, title=facts.title, by=by, at=at)
    seats = (Seats(Chamber.Kind.BODIES.value, str(Chamber.Kind.BODIES.label), tuple(voters)),)
    for node in nodes:
        round = _first_round(process, facts, node, bundle, seats, by, at)
        WeighedNode.objects.create(
            weighing=weighing, node=node.goal, node_key=node.key, first=round
        )
    tell_of_weighing("weighing.begun", weighing, by, at)
    return weighing


@transaction.atomic
def publish_weighing(*, weighing: Weighing, seeds: Iterator[int], by: Actor, at: datetime) -> None:
    """Publish the rule of every paper of the present turn; each draws its own lot."""
    for round in _rounds_in(weighing, Round.State.DRAFT):
        with _told_of(round):
            ballots.publish_round(round=round, seed=next(seeds), by=by, at=at)
    tell_of_weighing("weighing.published", weighing, by, at)


@transaction.atomic
def open_weighing(*, weighing: Weighing, by: Actor, at: datetime) -> None:
    """From now on papers can be handed in, for all nodes."""
    for round in _rounds_in(weighing, Round.State.PUBLISHED):
        with _told_of(round):
            ballots.open_round(round=round, by=by, at=at)
    tell_of_weighing("weighing.opened", weighing, by, at)


@transaction.atomic
def close_weighing(*, weighing: Weighing, by: Actor, at: datetime) -> None:
    """Count all papers of the present turn: all nodes, or none.  Weights are quickly counted."""
    rounds = _rounds_in(weighing, Round.State.OPEN)
    for round in rounds:
        with _told_of(round):
            ballots.close_round(round=round, by=by, at=at)
    for round in rounds:
        with _told_of(round):
            ballots.count_round(round=round, by=by, at=at)
    tell_of_weighing("weighing.closed", weighing, by, at)


@transaction.atomic
def repeat_weighing(
    *,
    weighing: Weighing,
    nodes: Sequence[str],
    opens_on: date,
    closes_on: date,
    by: Actor,
    at: datetime,
) -> None:
    """Ask once more about some nodes: everybody reads how it came out and begins with the own paper."""
    rows = _counted_once(weighing, nodes)
    words = _("%(title)s: second turn") % {"title": weighing.title}
    bundle = ballots.begin_bundle(process=weighing.process, title=words[:200], by=by, at=at)
    goals = goals_on_paper([row.first for row in rows])
    for row in rows:
        row.first.process = weighing.process
        row.second = _second_round(row.first, bundle, (opens_on, closes_on), by, at)
        _link(
            row.second, {key: (one.goal, one.goal_key) for key, one in goals[row.first_id].items()}
        )
        row.save(update_fields=["second"])
    tell_of_weighing("weighing.repeated", weighing, by, at)


@transaction.atomic
def put_goals_to_vote(
    *,
    process: Process,
    facts: RoundFacts,
    goals: Sequence[Goal],
    voters: Sequence[Sent],
    by: Actor,
    at: datetime,
) -> Round:
    """Begin a vote whose options are goals; it goes on as any other vote."""
    seats = (Seats(Chamber.Kind.BODIES.value, str(Chamber.Kind.BODIES.label), tuple(voters)),)
    round = _round_on(process, facts, goals, seats, by, at)
    tell_of_weighing("goals.put_to_vote", round, by, at)
    return round


def _check_nodes(nodes: Sequence[Node], form: Form) -> None:
    if not nodes:
        raise GoalRefusedError(_("Please choose at least one goal with two others under it."))
    longest = max(nodes, key=lambda node: len(node.children))
    if form is not Form.SWING and len(longest.children) > MOST_IN_PAIRS:
        words = _(
            "Under “%(goal)s” stand %(number)d goals. By pairs at most %(most)d can be weighed."
        )
        numbers = {"number": len(longest.children), "most": MOST_IN_PAIRS}
        raise GoalRefusedError(words % {"goal": longest.label, **numbers})


def _first_round(
    process: Process,
    facts: WeighingFacts,
    node: Node,
    bundle: Bundle,
    seats: Sequence[Seats],
    by: Actor,
    at: datetime,
) -> Round:
    question = (
        _("How much does each of these count towards “%(goal)s”?") % {"goal": node.label}
        if node.goal
        else _("How much does each of the guiding goals count?")
    )
    about = RoundFacts(
        title=node.label,
        question=question,
        rule=facts.rule,
        opens_on=facts.opens_on,
        closes_on=facts.closes_on,
        purpose=_(
            "From all papers come the weights of the goal tree. How far they lie apart is shown, "
            "and there can be a second turn."
        ),
        bundle=bundle,
    )
    return _round_on(process, about, node.children, seats, by, at)


def _round_on(
    process: Process,
    facts: RoundFacts,
    goals: Sequence[Goal],
    seats: Sequence[Seats],
    by: Actor,
    at: datetime,
) -> Round:
    """A round whose options are these goals, each with what it means to reach it."""
    options = [OptionFacts(goal.title, note=_way_of(goal)) for goal in goals]
    round = ballots.put_to_vote(
        process=process, facts=facts, options=options, chambers=seats, by=by, at=at
    )
    keys = round.options.order_by("position").values_list("key", flat=True)
    _link(round, {key: (goal, goal.key) for key, goal in zip(keys, goals, strict=True)})
    return round


def _link(round: Round, goals: Mapping[str, tuple[Goal | None, str]]) -> None:
    GoalOption.objects.bulk_create(
        GoalOption(option=option, goal=goals[option.key][0], goal_key=goals[option.key][1])
        for option in round.options.order_by("position")
        if option.key in goals
    )


def _way_of(goal: Goal) -> str:
    """From where to where it goes: without that nobody can say how much a step is worth."""
    if hasattr(goal, "indicator"):
        own = goal.indicator
        words = {
            "name": own.name,
            "baseline": number_format(own.baseline.normalize(), force_grouping=True),
            "target": number_format(own.target.normalize(), force_grouping=True),
            "unit": own.unit,
            "year": str(own.target_year),
        }
        text = _("%(name)s: from %(baseline)s to %(target)s %(unit)s by %(year)s") % words
        return text[:500]
    return goal.explanation[:500]


def _second_round(
    first: Round, bundle: Bundle, window: tuple[date, date], by: Actor, at: datetime
) -> Round:
    """The same question, options, rule and voters, in another window."""
    voters: dict[int, list[Voter]] = {}
    for voter in voters_of(first):
        voters.setdefault(voter.chamber_id, []).append(voter)
    seats = [
        Seats(
            one.kind,
            one.label,
            tuple(Sent(v.organisation, v.name, v.email, v.number) for v in voters.get(one.pk, ())),
        )
        for one in chambers_of(first)
    ]
    facts = RoundFacts(
        title=first.title,
        question=first.question,
        rule=replace(rule_of(first), seed=0, lot=()),
        opens_on=window[0],
        closes_on=window[1],
        purpose=first.purpose,
        bundle=bundle,
        follows=first,
    )
    options = [OptionFacts(one.label, one.note, key=one.key) for one in options_of(first)]
    return ballots.put_to_vote(
        process=first.process, facts=facts, options=options, chambers=seats, by=by, at=at
    )


def _counted_once(weighing: Weighing, nodes: Sequence[str]) -> list[WeighedNode]:
    """The nodes that can be asked about again: all of the first turn counted, none asked again yet."""
    rows = list(weighing.nodes.select_related("first").order_by("first"))
    if any(row.second_id for row in rows):
        raise GoalRefusedError(_("There is a second turn already."))
    if any(row.first.state not in {Round.State.CLOSED, Round.State.CANCELLED} for row in rows):
        raise GoalRefusedError(_("The first turn is not counted yet."))
    wanted = [
        row for row in rows if row.node_key in nodes and row.first.state == Round.State.CLOSED
    ]
    if not wanted:
        raise GoalRefusedError(_("Please choose at least one goal whose weights are asked again."))
    return wanted


def _rounds_in(weighing: Weighing, state: Round.State) -> list[Round]:
    """The rounds of the present turn that are in a state; refused where there is none."""
    found: list[Round] = []
    for row in weighing.nodes.select_related("first", "second").order_by("first"):
        round = row.second or row.first
        round.process = weighing.process
        if round.state == state:
            found.append(round)
    if not found:
        raise GoalRefusedError(_("That is not possible now: no paper is in this state."))
    return found


@contextmanager
def _told_of(round: Round) -> Iterator[None]:
    """What a vote refuses is refused here too, naming the paper it is about."""
    try:
        yield
    except REFUSALS as refused:
        words = {"title": round.title, "reason": str(refused)}
        raise GoalRefusedError(_("“%(title)s”: %(reason)s") % words) from refused
