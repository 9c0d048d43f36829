"""Pages of weights: who sees what, from the first paper to the frozen tree, and what a page costs."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from regiowerk.decide.ballots.models import Link, Round
from regiowerk.decide.ballots.tests.factories import OFFICE
from regiowerk.decide.goals import actions
from regiowerk.decide.goals.models import GoalOption, TreeVersion, Weighing
from regiowerk.decide.goals.queries.weighing import standings_of
from regiowerk.decide.goals.tests.factories import (
    a_goal,
    a_goal_option,
    a_measure,
    a_weighed_node,
    a_weighing,
    open_papers,
    weigh,
)
from regiowerk.ground.notices.models import Mail
from regiowerk.ground.people.tests.factories import AT
from regiowerk.ground.regions.tests.factories import a_membership, a_municipality
from regiowerk.ground.regions.tests.strangers import (
    INSIDERS_LOOK,
    OFFICE_ACTS,
    OFFICE_LOOKS,
    as_user,
    asked_by_all,
    mandate_of,
)

pytestmark = pytest.mark.django_db

AFTER = AT + timedelta(days=9)
EVERYBODY = ["anonymous: 200", "outsider: 200", "member: 200", "office: 200"]


def page(process, name, *more):
    return reverse(f"goals:{name}", args=[process.key, *more])


@pytest.fixture
def own(crowd):
    """The organisation of the member."""
    return mandate_of(crowd.member).organisation


@pytest.fixture
def tree(process):
    """A public process with one guiding goal, two goals and two measures."""
    process.is_public = True
    process.save(update_fields=["is_public"])
    top = a_goal(process, "leitziel")
    one = a_goal(process, "wissen", under=top)
    a_goal(process, "dienste", under=top)
    a_measure(process, "schulung", one)
    a_measure(process, "plattform", one)
    return top


@pytest.fixture
def towns(process, own):
    """The member and two others."""
    others = [a_municipality(f"0599907{number}", f"Ort {number}") for number in range(2)]
    for town in others:
        a_membership(process.region, town)
    return [own, *others]


@pytest.fixture
def counted(process, tree, towns):
    weighing = open_papers(a_weighing(process, towns))
    top = standings_of(weighing)[0].running
    weigh(top, towns[0], wissen=100, dienste=0)
    weigh(top, towns[1], wissen=20, dienste=100)
    actions.close_weighing(weighing=weighing, by=OFFICE, at=AFTER)
    return weighing


def test_the_weights_of_a_tree_are_everybodys_to_read(crowd, process, tree) -> None:
    assert asked_by_all(crowd, page(process, "weights")) == EVERYBODY


def test_a_weighing_that_is_prepared_is_the_offices(crowd, process, tree, towns) -> None:
    a_weighing(process, towns)

    assert asked_by_all(crowd, page(process, "weighing", "gewichte")) == [
        "anonymous: sign in",
        "outsider: 404",
        "member: 404",
        "office: 200",
    ]


def test_a_published_weighing_is_read_by_those_inside(crowd, process, tree, towns) -> None:
    open_papers(a_weighing(process, towns))

    assert asked_by_all(crowd, page(process, "weighing", "gewichte")) == INSIDERS_LOOK


def test_what_came_out_is_everybodys_once_it_is_counted(crowd, process, counted) -> None:
    node = page(process, "weighed_node", "gewichte", "leitziel")
    nowhere = page(process, "weighed_node", "gewichte", "gibt-es-nicht")

    assert (asked_by_all(crowd, node), asked_by_all(crowd, nowhere)) == (
        EVERYBODY,
        ["anonymous: sign in", "outsider: 404", "member: 404", "office: 404"],
    )


def test_nothing_came_out_while_papers_are_taken(crowd, process, tree, towns) -> None:
    open_papers(a_weighing(process, towns))
    node = page(process, "weighed_node", "gewichte", "leitziel")

    assert asked_by_all(crowd, node)[2:] == ["member: 404", "office: 404"]


@pytest.mark.parametrize("name", ["begin_weighing", "put_goals_to_vote"])
def test_only_the_office_begins(crowd, process, tree, name) -> None:
    assert asked_by_all(crowd, page(process, name)) == OFFICE_LOOKS


@pytest.mark.parametrize(
    "name", ["publish_weighing", "close_weighing", "repeat_weighing", "take_over_weights"]
)
def test_only_the_office_goes_on(crowd, process, counted, name) -> None:
    assert asked_by_all(crowd, page(process, name, "gewichte")) == OFFICE_LOOKS


@pytest.mark.parametrize("name", ["open_weighing", "invite_to_weigh"])
def test_only_the_office_opens_and_invites(crowd, process, counted, name) -> None:
    assert asked_by_all(crowd, page(process, name, "gewichte"), {}) == OFFICE_ACTS


def test_the_office_leads_a_weighing_through_both_turns(crowd, process, tree, towns) -> None:
    office = as_user(crowd.office)
    begun = office.post(
        page(process, "begin_weighing"),
        {
            "title": "Gewichte",
            "nodes": ["leitziel", "wissen"],
            "form": "swing",
            "opens_on": "24.01.2022",
            "closes_on": "31.01.2022",
        },
    )
    weighing = Weighing.objects.get()
    assert begun.headers["Location"] == page(process, "weighing", weighing.key)
    assert standings_of(weighing)[0].running.opens_on.isoformat() == "2022-01-24"
    assert [one.label for one in standings_of(weighing)] == ["Ziel leitziel", "Ziel wissen"]


def test_a_weighing_needs_a_node_and_a_window(crowd, process, tree) -> None:
    said = {"title": "Gewichte", "form": "swing", "opens_on": "1.2.2030", "closes_on": "1.1.2030"}

    answer = as_user(crowd.office).post(page(process, "begin_weighing"), said)

    assert (answer.status_code, set(answer.context["form"].errors), Weighing.objects.count()) == (
        422,
        {"nodes", "closes_on"},
        0,
    )


def test_one_mail_with_one_link_goes_to_each_town(crowd, process, tree, towns, settings) -> None:
    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.dummy.DummyBackend"}}
    open_papers(a_weighing(process, towns))
    Round.objects.update(opens_on="2020-01-01", closes_on="2099-01-01")

    answer = as_user(crowd.office).post(
        page(process, "invite_to_weigh", "gewichte"), {}, follow=True
    )

    assert (
        Link.objects.count(),
        Mail.objects.count(),
        [str(message) for message in answer.context["messages"]],
    ) == (3, 3, ["3 Links wurden verschickt."])


def test_an_organisation_sees_where_it_stands_and_goes_on(crowd, process, tree, towns) -> None:
    weighing = open_papers(a_weighing(process, towns))
    Round.objects.update(opens_on="2020-01-01", closes_on="2099-01-01")
    first, second = (one.running for one in standings_of(weighing))
    weigh(first, towns[0], wissen=100, dienste=0)

    seen = as_user(crowd.member).get(page(process, "weighing", "gewichte")).context

    own = towns[0].key
    assert (
        seen["heading"],
        [(row.sheet.has_voted, row.paper) for row in seen["rows"]],
        seen["next"].label,
    ) == (
        "Sie haben 1 von 2 Stimmzetteln abgegeben",
        [
            (done, reverse("ballots:ballot", args=[process.key, round.key, own]))
            for done, round in ((True, first), (False, second))
        ],
        "Ziel wissen",
    )


def test_the_page_of_a_node_names_who_is_far_apart_and_the_own_weights(
    crowd, process, counted, towns
) -> None:
    node = page(process, "weighed_node", "gewichte", "leitziel")

    seen = as_user(crowd.member).get(node).context

    assert (
        seen["heading"],
        seen["turnout"],
        seen["opposites"][0],
        [(row.label, row.own, row.group) for row in seen["own"]],
        seen["delta"],
    ) == (
        "„Ziel wissen“ wiegt am meisten, mit 58 %",
        "2 von 3 haben teilgenommen",
        f"{towns[0]} und {towns[1]} liegen am weitesten auseinander: 100 % gegen 17 % für "
        "„Ziel wissen“."
        if seen["opposites"][0].endswith("„Ziel wissen“.")
        else f"{towns[1]} und {towns[0]} liegen am weitesten auseinander: 83 % gegen 0 % für "
        "„Ziel dienste“.",
        [("Ziel wissen", "100 %", "58 %"), ("Ziel dienste", "0 %", "42 %")],
        None,
    )


def test_where_nobody_weighed_the_page_says_so(crowd, process, counted) -> None:
    seen = as_user(None).get(page(process, "weighed_node", "gewichte", "wissen"))

    assert (seen.status_code, seen.context["heading"]) == (
        200,
        "Niemand hat einen Stimmzettel abgegeben, es gibt keine Gewichte",
    )


def test_of_secret_papers_nobodys_weights_are_shown(crowd, process, tree, own) -> None:
    towns = [own, *(a_municipality(f"0599907{n}", f"Ort {n}") for n in range(3))]
    weighing = open_papers(a_weighing(process, towns, is_secret=True))
    top, below = (one.running for one in standings_of(weighing))
    for town in towns:
        weigh(top, town, wissen=100, dienste=0 if town == own else 100)
        weigh(below, town, schulung=100, plattform=0)
    actions.close_weighing(weighing=weighing, by=OFFICE, at=AFTER)

    answer = as_user(crowd.member).get(page(process, "weighed_node", "gewichte", "leitziel"))

    assert (answer.context["opposites"], answer.context["own"]) == ([], ())
    assert str(own) not in answer.content.decode().split("<main")[1]


def test_taking_over_leads_to_the_version_that_names_its_votes(crowd, process, counted) -> None:
    office = as_user(crowd.office)

    answer = office.post(
        page(process, "take_over_weights", "gewichte"), {"label": "Gewichtet"}, follow=True
    )

    version = TreeVersion.objects.order_by("-number")[0]
    top = standings_of(counted)[0].row.first
    assert (
        answer.redirect_chain[0][0],
        answer.context["weighed"],
        [str(one) for one in answer.context["messages"]],
        [weight for _number, _goal, weight in answer.context["goals"]],
    ) == (
        page(process, "version", version.key),
        [("Ziel leitziel", top.key, top.result.record_hash)],
        [
            "Nicht übernommen: „Ziel wissen“: Niemand hat einen Stimmzettel abgegeben.",
            "Die Gewichte stehen im Baum, und der Baum ist mit seinen Abstimmungen "
            "festgeschrieben.",
        ],
        ["", "58 %", "", "", "42 %"],
    )


def test_goals_of_one_level_are_put_to_the_vote(crowd, process, tree, towns) -> None:
    answer = as_user(crowd.office).post(
        page(process, "put_goals_to_vote"),
        {
            "title": "Womit zuerst?",
            "question": "Welche Ziele zuerst?",
            "goals": "level-goal",
            "way": "points",
            "opens_on": "1.1.2099",
            "closes_on": "2.1.2099",
        },
    )

    round = Round.objects.get()
    assert (
        answer.headers["Location"],
        [one.goal_option.goal_key for one in round.options.order_by("position")],
    ) == (
        reverse("ballots:round", args=[process.key, round.key]),
        ["wissen", "dienste"],
    )


def test_the_card_of_a_goal_says_where_its_weight_comes_from(crowd, process, counted) -> None:
    actions.take_over_weights(weighing=counted, label="Gewichtet", by=OFFICE, at=AFTER)

    seen = as_user(None).get(page(process, "goal", "wissen")).context

    assert [(one.parent, one.weight, one.address) for one in seen["weights"]] == [
        ("Ziel leitziel", "58 %", page(process, "weighed_node", "gewichte", "leitziel"))
    ]


@pytest.mark.parametrize("nodes", [1, 5])
def test_pages_take_few_queries_however_many_nodes_there_are(
    crowd, process, own, django_assert_max_num_queries, nodes
) -> None:
    top = a_goal(process, "leitziel")
    for number in range(nodes + 1):
        goal = a_goal(process, f"ziel-{number}", under=top)
        a_measure(process, f"eine-{number}", goal)
        a_measure(process, f"andere-{number}", goal)
    weighing = open_papers(a_weighing(process, [own]))
    for one in standings_of(weighing):
        keys = GoalOption.objects.filter(option__round=one.running).values_list(
            "goal_key", flat=True
        )
        weigh(one.running, own, **dict.fromkeys(keys, 100))
    actions.close_weighing(weighing=weighing, by=OFFICE, at=AFTER)
    actions.take_over_weights(weighing=weighing, label="Gewichtet", by=OFFICE, at=AFTER)
    version = weighing.process.tree_versions.order_by("-number")[0]

    users = {"office": crowd.office, "member": crowd.member, "stranger": None}
    browsers = {who: as_user(user) for who, user in users.items()}
    for name, more in (
        ("weights", []),
        ("weighing", ["gewichte"]),
        ("weighed_node", ["gewichte", "leitziel"]),
        ("version", [version.key]),
        ("goal", ["ziel-0"]),
        ("begin_weighing", []),
        ("put_goals_to_vote", []),
        ("repeat_weighing", ["gewichte"]),
    ):
        for who, browser in browsers.items():
            with django_assert_max_num_queries(12, info=f"{name}, {who}"):
                browser.get(page(process, name, *more))


def test_what_was_linked_says_what_it_is(process, tree, towns) -> None:
    weighing = a_weighing(process, towns, nodes=["leitziel"])
    node = a_weighed_node(weighing, process.goals.get(key="wissen"))
    option = a_goal_option(node.first.options.order_by("position")[0], tree)

    assert (str(node), str(option)) == ("Gewichte: wissen", "leitziel")
