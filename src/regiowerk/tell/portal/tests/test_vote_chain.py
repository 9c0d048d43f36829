"""Votes in the chain: what they say about goals, and what became of them."""

from __future__ import annotations

import pytest
from django.urls import reverse

from regiowerk.decide.ballots.tests.factories import OFFICE
from regiowerk.decide.goals import actions
from regiowerk.decide.goals.models import Goal, Weighing
from regiowerk.decide.goals.queries.weighing import standings_of
from regiowerk.decide.goals.tests.factories import a_goal, a_weighing, open_papers, weigh
from regiowerk.ground.people.tests.factories import AT
from regiowerk.ground.process.models import Process
from regiowerk.ground.process.tests.conftest import crowd, process
from regiowerk.ground.regions.tests.strangers import (
    INSIDERS_LOOK,
    Crowd,
    as_user,
    asked_by_all,
    mandate_of,
)

__all__ = ["crowd", "process"]

pytestmark = pytest.mark.django_db


def page_of(goal: Goal) -> str:
    return reverse("portal:chain_of_goal", args=[goal.process.key, goal.key])


@pytest.fixture
def weighed(process: Process, crowd: Crowd) -> Weighing:
    """Two goals under one, weighed and taken over."""
    top = a_goal(process, "leitziel")
    for key in ("wissen", "dienste"):
        a_goal(process, key, under=top)
    town = mandate_of(crowd.member).organisation
    weighing = open_papers(a_weighing(process, [town], nodes=["leitziel"]))
    weigh(standings_of(weighing)[0].running, town, wissen=100, dienste=25)
    actions.close_weighing(weighing=weighing, by=OFFICE, at=AT)
    actions.take_over_weights(weighing=weighing, label="Gewichtet", by=OFFICE, at=AT)
    return weighing


def test_a_goal_tells_how_it_was_weighed(process: Process, crowd: Crowd, weighed: Weighing) -> None:
    goal = process.goals.get(key="wissen")

    became = as_user(crowd.office).get(page_of(goal)).context["chain"].became

    round = weighed.nodes.get().first
    assert [(one.sentence, one.address, one.note) for one in became][:1] == [
        (
            "Es wurde gewichtet in „Gewichte“.",
            reverse("ballots:result", args=[process.key, round.key]),
            "Platz 1 von 2, 80 %",
        )
    ]
    assert "„Gewichtet“" in became[-1].sentence


def test_a_vote_leads_to_its_goals_and_to_the_tree_with_its_weights(
    process: Process, crowd: Crowd, weighed: Weighing
) -> None:
    round = weighed.nodes.get().first
    office = as_user(crowd.office)
    result = office.get(reverse("ballots:result", args=[process.key, round.key]))

    chain = office.get(result.context["became_address"]).context["chain"]

    version = process.tree_versions.order_by("-number")[0]
    assert (
        [(one.sentence, one.address, one.note) for one in chain.goals],
        [one.address for one in chain.became],
    ) == (
        [
            (
                f"Ziel {key}",
                reverse("goals:goal", args=[process.key, key]),
                note,
            )
            for key, note in (("wissen", "Platz 1 von 2, 80 %"), ("dienste", "Platz 2 von 2, 20 %"))
        ],
        [
            reverse("goals:weighed_node", args=[process.key, weighed.key, "leitziel"]),
            reverse("goals:version", args=[process.key, version.key]),
        ],
    )


def test_the_chain_of_a_vote_takes_few_queries(
    process: Process,
    crowd: Crowd,
    weighed: Weighing,
    django_assert_max_num_queries: object,
) -> None:
    round = weighed.nodes.get().first
    address = reverse("portal:chain_of_vote", args=[process.key, round.key])
    office = as_user(crowd.office)

    with django_assert_max_num_queries(12):  # type: ignore[operator]
        office.get(address)
    assert asked_by_all(crowd, address) == INSIDERS_LOOK
