"""What became of a vote: the goals it was about, and the trees that carry its weights."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from regiowerk.decide.ballots.models import Round
from regiowerk.decide.goals.queries.votes import goals_of_vote, versions_with
from regiowerk.decide.goals.queries.weighing import AT_THE_TOP, weighed_nodes
from regiowerk.ground.process.domain.chain import Link
from regiowerk.ground.process.models import Process


@dataclass(frozen=True, slots=True)
class VoteChain:
    """A counted vote with what it was about and what became of it."""

    goals: Sequence[Link]
    became: Sequence[Link]


def chain_of(process: Process, round: Round) -> VoteChain:
    """Upstream to the goals that were voted on, downstream to the trees frozen with it; five queries."""
    node = weighed_nodes([round.pk]).get(round.pk)
    weighed = []
    if node is not None:
        place = [process.key, node.weighing.key, node.node_key or AT_THE_TOP]
        words = {"title": node.weighing.title}
        text = _("How far all agree about these weights stands in “%(title)s”.") % words
        weighed.append(Link(text, reverse("goals:weighed_node", args=place)))
    return VoteChain(
        goals=goals_of_vote(process, round),
        became=[*weighed, *versions_with(process, round)],
    )
