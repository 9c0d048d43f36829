"""How the goals under a goal are weighed: which nodes there are, who has voted, what came out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from regiowerk.decide.ballots.actions import Sent
from regiowerk.decide.ballots.domain.rounds.record import ballot_of
from regiowerk.decide.ballots.domain.rounds.rulebook import Rulebook
from regiowerk.decide.ballots.models import Chamber, Round, Voter
from regiowerk.decide.goals.domain.freezing import tree_from
from regiowerk.decide.goals.domain.weighing import GroupWeights, group_weights_of
from regiowerk.decide.goals.models import Goal, GoalOption, WeighedNode, Weighing
from regiowerk.decide.goals.queries.trees import GoalTree
from regiowerk.ground.journal.domain.actor import Actor, Role
from regiowerk.ground.process.models import Process
from regiowerk.ground.regions.models import Mandate, Organisation
from regiowerk.ground.regions.queries.members import municipalities_of

AT_THE_TOP = "_oben"  # in addresses, where the node is no goal; no key of a goal has this form
BODIES = Chamber.Kind.BODIES.value


@dataclass(frozen=True, slots=True)
class Node:
    """Where goals can be weighed against each other: those under a goal, or those at the top."""

    goal: Goal | None
    children: tuple[Goal, ...]

    @property
    def key(self) -> str:
        return self.goal.key if self.goal else ""

    @property
    def label(self) -> str:
        return self.goal.title if self.goal else _("The guiding goals")


@dataclass(frozen=True)
class Outcome:
    """What one counted round came to, chamber by chamber."""

    round: Round
    record_hash: str
    rule: Rulebook
    views: Mapping[str, GroupWeights]  # by the kind of the chamber
    came: Mapping[str, tuple[int, int]]  # papers, and those entitled

    @property
    def main(self) -> GroupWeights | None:
        """The view whose weights are taken over: that of the organisations."""
        return self.views.get(BODIES) or next(iter(self.views.values()), None)

    @property
    def kind(self) -> str:
        return BODIES if BODIES in self.came else next(iter(self.came), BODIES)

    @property
    def is_quorate(self) -> bool:
        came, entitled = self.came.get(self.kind, (0, 0))
        return came > 0 and Fraction(came, entitled) >= self.rule.quorum


@dataclass(frozen=True)
class NodeStanding:
    """One node of a weighing: its two turns as far as there are any."""

    row: WeighedNode
    label: str

    @property
    def address_key(self) -> str:
        return self.row.node_key or AT_THE_TOP

    @property
    def running(self) -> Round:
        """The round of the later turn."""
        return self.row.second or self.row.first

    @cached_property
    def first(self) -> Outcome | None:
        return outcome_of(self.row.first)

    @cached_property
    def second(self) -> Outcome | None:
        return outcome_of(self.row.second) if self.row.second else None

    @property
    def latest(self) -> Outcome | None:
        return self.second or self.first

    @property
    def rounds(self) -> tuple[Round, ...]:
        return (self.row.first, self.row.second) if self.row.second else (self.row.first,)


@dataclass(frozen=True)
class Sheet:
    """Where an organisation stands with the paper of a node."""

    standing: NodeStanding
    is_entitled: bool
    has_voted: bool
    voted: int
    entitled: int


def nodes_of(tree: GoalTree) -> tuple[Node, ...]:
    """Where at least two goals stand side by side, as the tree is read."""
    top = Node(None, tree.under(None))
    below = (Node(goal, tree.under(goal)) for _place, goal in tree.once())
    return tuple(node for node in (top, *below) if len(node.children) > 1)


def weighings_of(process: Process) -> QuerySet[Weighing]:
    """The latest first."""
    found = process.weighings.select_related("version", "frozen_as")
    return found.order_by("-begun_at", "-pk")


def standings_of(weighing: Weighing) -> list[NodeStanding]:
    """The nodes of a weighing in the order of the tree, with their results; one query."""
    titles = {goal.key: goal.title for goal in tree_from(weighing.version.content).goals}
    rows = weighing.nodes.select_related(
        "node", "first__result", "first__bundle", "second__result", "second__bundle"
    ).order_by("first")
    found = []
    for row in rows:
        row.weighing = weighing
        for round in (row.first, row.second):
            if round is not None:
                round.process = weighing.process
        found.append(NodeStanding(row, titles.get(row.node_key, _("The guiding goals"))))
    return found


def outcome_of(round: Round) -> Outcome | None:
    """What came out, read from the record alone; nothing before a round is counted."""
    result = getattr(round, "result", None)
    if result is None:
        return None
    ballot = ballot_of(result.record.encode())
    views = {chamber.key: group_weights_of(ballot, chamber) for chamber in ballot.chambers}
    return Outcome(
        round=round,
        record_hash=result.record_hash,
        rule=ballot.rule,
        views={kind: view for kind, view in views.items() if view is not None},
        came={one.key: (len(one.papers), len(one.entitled)) for one in ballot.chambers},
    )


def sheets_of(standings: Sequence[NodeStanding], organisation_id: int | None) -> list[Sheet]:
    """Node by node whether an organisation votes and has voted, and how many have; one query."""
    running = [one.running.pk for one in standings]
    own = Q(organisation=organisation_id or 0)
    rows = (
        Voter.objects.filter(chamber__round__in=running, chamber__kind=BODIES)
        .values("chamber__round")
        .annotate(
            entitled=Count("pk"),
            voted=Count("pk", filter=Q(has_voted=True)),
            may=Count("pk", filter=own),
            done=Count("pk", filter=own & Q(has_voted=True)),
        )
        .order_by("chamber__round")
    )
    by_round = {row["chamber__round"]: row for row in rows}
    empty = {"entitled": 0, "voted": 0, "may": 0, "done": 0}
    found = []
    for one in standings:
        row = by_round.get(one.running.pk, empty)
        counts = row["voted"], row["entitled"]
        found.append(Sheet(one, bool(row["may"]), bool(row["done"]), *counts))
    return found


def goals_on_paper(rounds: Iterable[Round]) -> Mapping[int, Mapping[str, GoalOption]]:
    """Which goal each option stands for, by round and key; one query."""
    rows = GoalOption.objects.filter(option__round__in=list(rounds)).select_related(
        "goal", "option"
    )
    found: dict[int, dict[str, GoalOption]] = {}
    for row in rows.order_by("option__position"):
        found.setdefault(row.option.round_id, {})[row.option.key] = row
    return found


def voter_labels(rounds: Iterable[Round]) -> Mapping[str, str]:
    """What the voters of these rounds are called, by the key in the record; one query."""
    voters = Voter.objects.filter(chamber__round__in=list(rounds)).select_related("organisation")
    return {voter.key: str(voter) for voter in voters.order_by("pk")}


def voters_on(process: Process, on: date) -> list[Sent]:
    """The member municipalities, each with the address of whoever speaks for it; two queries."""
    towns = municipalities_of(process.region, on).select_related("organisation")
    speaking = Mandate.objects.in_force(on).filter(
        region=process.region_id, role__in=[Role.CONTACT, Role.HEAD]
    )
    emails: dict[int, str] = {}
    for organisation, email in speaking.order_by("role", "pk").values_list(
        "organisation", "user__email"
    ):
        emails.setdefault(organisation, email)
    return [
        Sent(one.organisation, email=emails.get(one.organisation_id, ""))
        for one in towns.order_by("organisation__name", "organisation__key")
    ]


def goal_votes_of(process: Process) -> QuerySet[Round]:
    """Votes on goals that are no weighing, the latest first."""
    found = Round.objects.filter(process=process, options__goal_option__isnull=False)
    return (
        found.filter(first_of__isnull=True, second_of__isnull=True)
        .distinct()
        .order_by("-closes_on", "-pk")
    )


def weighed_nodes(rounds: Iterable[int]) -> dict[int, WeighedNode]:
    """The node each round weighs, with its weighing; one query."""
    wanted = set(rounds)
    rows = WeighedNode.objects.select_related("weighing")
    found: dict[int, WeighedNode] = {}
    for row in rows.filter(Q(first__in=wanted) | Q(second__in=wanted)).order_by("pk"):
        found |= {pk: row for pk in (row.first_id, row.second_id) if pk in wanted}
    return found


def nodes_of_rounds(rounds: Iterable[int]) -> dict[int, tuple[str, str]]:
    """The weighing and the node of each round, as addresses call them; one query."""
    return {
        pk: (row.weighing.key, row.node_key or AT_THE_TOP)
        for pk, row in weighed_nodes(rounds).items()
    }


def weighings_with_states(process: Process) -> list[tuple[Weighing, frozenset[str]]]:
    """Each weighing with the states of the papers of its present turn; two queries."""
    states: dict[int, set[str]] = {}
    rows = WeighedNode.objects.filter(weighing__process=process)
    for weighing, first, second in rows.values_list("weighing", "first__state", "second__state"):
        states.setdefault(weighing, set()).add(second or first)
    return [(one, frozenset(states.get(one.pk, ()))) for one in weighings_of(process)]


def organisation_key(actor: Actor) -> str:
    """The key of the organisation somebody acts for; empty for nobody's."""
    if actor.organisation_id is None:
        return ""
    found = Organisation.objects.filter(pk=actor.organisation_id).values_list("key", flat=True)
    return found.first() or ""
