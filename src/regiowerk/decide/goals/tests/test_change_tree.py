"""The office adds, changes, moves, hangs, merges, splits and removes goals."""

from __future__ import annotations

import pytest
from django.urls import reverse

from regiowerk.decide.goals.models import Contradiction, Goal, Predecessor
from regiowerk.decide.goals.tests.factories import (
    a_consultation,
    a_contradiction,
    a_goal,
    a_goal_evidence,
    a_measure,
    a_measurement,
    a_stance,
    an_indicator,
)
from regiowerk.ground.journal.models import Entry
from regiowerk.ground.regions.tests.strangers import OFFICE_ACTS, OFFICE_LOOKS, asked_by_all
from regiowerk.listen.findings.tests.factories import a_finding

pytestmark = pytest.mark.django_db

DEEDS_ON_A_GOAL = (
    "edit_goal",
    "hang_goal",
    "merge_goal",
    "split_goal",
    "remove_goal",
    "set_indicator",
    "remove_indicator",
    "record_measurement",
    "cite_finding",
    "mark_contradiction",
)


def shape(process):
    """Each goal with its parents and shares, in order."""
    return {
        goal.key: {
            branch.parent.key if branch.parent else "": branch.share
            for branch in goal.branches.select_related("parent").order_by("pk")
        }
        for goal in Goal.objects.filter(process=process).order_by("position")
    }


def told():
    return list(Entry.objects.order_by("pk").values_list("deed", flat=True))


@pytest.fixture
def tree(process):
    top = a_goal(process, "verwaltung")
    one, other = a_goal(process, "kompetenz", under=top), a_goal(process, "wissen", under=top)
    return top, one, other


def on(goal, deed):
    return reverse(f"goals:{deed}", args=[goal.process.key, goal.key])


def test_the_first_goal_is_a_guiding_goal_at_the_top(office, process):
    response = office.post(
        reverse("goals:add_goal", args=[process.key]),
        {
            "title": "Leistungsfähige Verwaltung",
            "level": "guiding",
            "parent": "",
            "horizon": "long",
        },
    )

    assert response.status_code == 302
    assert shape(process) == {"leistungsfaehige-verwaltung": {"": 100}}
    assert told() == ["goal.added"]


def test_a_goal_is_added_under_another_one(office, process, tree):
    top, *_rest = tree
    data = {"title": "Gemeinsam beschaffen", "level": "goal", "parent": top.pk}
    office.post(reverse("goals:add_goal", args=[process.key]), data)

    assert shape(process)["gemeinsam-beschaffen"] == {"verwaltung": 100}


@pytest.mark.parametrize(
    ("level", "has_parent", "field"),
    [("guiding", True, "parent"), ("goal", False, "parent"), ("measure", False, "parent")],
)
def test_what_cannot_stand_there_comes_back_with_the_reason(
    office, process, tree, level, has_parent, field
):
    data = {"title": "Ziel", "level": level, "parent": tree[0].pk if has_parent else ""}
    response = office.post(reverse("goals:add_goal", args=[process.key]), data)

    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert Goal.objects.count() == 3


def test_a_goal_keeps_its_address_when_its_words_change(office, process, tree):
    data = {"title": "Ganz anders", "level": "goal", "horizon": "short", "explanation": "Darum."}
    office.post(on(tree[1], "edit_goal"), data)

    changed = Goal.objects.get(key="kompetenz")
    assert (changed.title, changed.horizon, changed.explanation) == (
        "Ganz anders",
        "short",
        "Darum.",
    )
    assert told() == ["goal.edited"]


def test_a_goal_with_something_under_it_does_not_become_a_measure(office, process, tree):
    a_goal(process, "schulung", under=tree[1])
    response = office.post(on(tree[1], "edit_goal"), {"title": "x", "level": "measure"})

    assert response.status_code == 422
    assert Goal.objects.get(key="kompetenz").level == "goal"
    assert told() == []


def test_goals_change_places_among_those_under_the_same_parent(office, process, tree):
    top, _one, other = tree
    a_goal(process, "zweites-leitziel")
    office.post(on(other, "move_goal"), {"direction": "up", "under": top.pk})

    in_order = Goal.objects.filter(branches__parent=top).order_by("position")
    assert [goal.key for goal in in_order] == ["wissen", "kompetenz"]
    assert told() == ["goal.moved"]


def test_a_goal_does_not_move_among_those_it_does_not_stand_with(office, tree):
    response = office.post(on(tree[1], "move_goal"), {"direction": "up", "under": tree[2].pk})

    assert response.status_code == 400


def test_a_goal_is_hung_elsewhere_with_all_below(office, process, tree):
    _top, one, other = tree
    a_measure(process, "schulung", one)
    office.post(on(one, "hang_goal"), {"parent_0": other.pk})

    assert shape(process)["kompetenz"] == {"wissen": 100}
    assert shape(process)["schulung"] == {"kompetenz": 100}
    assert told() == ["goal.hung"]


def test_a_measure_serves_several_goals_by_shares(office, process, tree):
    _top, one, other = tree
    measure = a_measure(process, "schulung", one)
    data = {"parent_0": one.pk, "share_0": 70, "parent_1": other.pk, "share_1": 30}
    office.post(on(measure, "hang_goal"), data)

    assert shape(process)["schulung"] == {"kompetenz": 70, "wissen": 30}


def test_without_shares_a_measure_serves_its_goals_evenly(office, process, tree):
    top, one, other = tree
    measure = a_measure(process, "schulung", one)
    data = {"parent_0": one.pk, "parent_1": other.pk, "parent_2": top.pk}
    office.post(on(measure, "hang_goal"), data)

    assert shape(process)["schulung"] == {"kompetenz": 34, "wissen": 33, "verwaltung": 33}


@pytest.mark.parametrize(
    "shares",
    [{"share_0": 70, "share_1": 40}, {"share_0": 100}, {"share_0": 0, "share_1": 100}],
)
def test_shares_that_are_not_exactly_a_hundred_are_refused(office, process, tree, shares):
    _top, one, other = tree
    measure = a_measure(process, "schulung", one)
    data = {"parent_0": one.pk, "parent_1": other.pk, **shares}
    response = office.post(on(measure, "hang_goal"), data)

    assert response.status_code == 422
    assert shape(process)["schulung"] == {"kompetenz": 100}


def test_nothing_is_offered_that_would_make_a_circle(office, process, tree):
    _top, one, _other = tree
    below = a_goal(process, "darunter", under=one)
    response = office.post(on(one, "hang_goal"), {"parent_0": below.pk})

    assert response.status_code == 422
    assert shape(process)["kompetenz"] == {"verwaltung": 100}


def test_merging_takes_everything_along_and_loses_no_source(office, process, tree):
    top, one, other = tree
    measure = a_measure(process, "schulung", one, other)
    under_one = a_goal(process, "darunter", under=one)
    common, own = a_finding(process, "personal"), a_finding(process, "luecken", position=2)
    for goal, finding in ((one, common), (one, own), (other, common)):
        a_goal_evidence(goal, finding)
    third = a_goal(process, "sparen", under=top)
    a_contradiction(one, third)
    an_indicator(one)
    a_measurement(one, 3)

    office.post(on(one, "merge_goal"), {"other": other.pk})

    assert shape(process) == {
        "verwaltung": {"": 100},
        "wissen": {"verwaltung": 100},
        measure.key: {"wissen": 100},
        under_one.key: {"wissen": 100},
        "sparen": {"verwaltung": 100},
    }
    findings = other.evidence.order_by("finding__key").values_list("finding__key", flat=True)
    assert list(findings) == ["luecken", "personal"]
    assert other.indicator.name == "Kommunen mit Portal"
    assert [one.value for one in other.measurements.all()] == [3]
    assert [(c.first.key, c.second.key) for c in Contradiction.objects.all()] == [
        ("sparen", "wissen")
    ]
    assert [(p.key, p.way) for p in other.predecessors.all()] == [("kompetenz", "merged")]
    assert told() == ["goal.merged"]


def test_the_address_of_a_merged_goal_leads_on(office, process, tree):
    _top, one, other = tree
    address = on(one, "goal")
    office.post(on(one, "merge_goal"), {"other": other.pk})

    response = office.get(address)

    assert response.headers["Location"] == on(other, "goal")


def test_a_key_that_led_on_is_not_given_again(office, process, tree):
    top, one, other = tree
    office.post(on(one, "merge_goal"), {"other": other.pk})
    data = {"title": "Kompetenz", "level": "goal", "parent": top.pk}
    office.post(reverse("goals:add_goal", args=[process.key]), data)

    assert Goal.objects.get(title="Kompetenz").key == "kompetenz-2"


def test_what_organisations_said_about_a_merged_goal_stays_said_about_it(office, process, tree):
    _top, one, other = tree
    consultation = a_consultation(process)
    a_stance(consultation, process.region.regiopole, one)
    office.post(on(one, "merge_goal"), {"other": other.pk})

    (stance,) = consultation.stances.all()
    assert (stance.goal, stance.goal_key) == (None, "kompetenz")


def test_a_goal_is_not_merged_into_one_below_it(office, process, tree):
    top, one, _other = tree
    response = office.post(on(top, "merge_goal"), {"other": one.pk})

    assert response.status_code == 422
    assert Goal.objects.count() == 3


def test_two_measures_are_merged_with_the_parents_of_both(office, process, tree):
    _top, one, other = tree
    first, second = a_measure(process, "schulung", one), a_measure(process, "kurse", other)
    office.post(on(first, "merge_goal"), {"other": second.pk})

    assert shape(process)["kurse"] == {"wissen": 50, "kompetenz": 50}


def test_splitting_keeps_the_sources_and_the_words_findable(office, process, tree):
    _top, one, _other = tree
    a_goal_evidence(one, a_finding(process))
    office.post(on(one, "split_goal"), {"titles": "Schulungen anbieten\n\nAustausch ausbauen"})

    assert shape(process) == {
        "verwaltung": {"": 100},
        "kompetenz": {"verwaltung": 100},
        "wissen": {"verwaltung": 100},
        "schulungen-anbieten": {"verwaltung": 100},
        "austausch-ausbauen": {"verwaltung": 100},
    }
    new = Goal.objects.get(key="austausch-ausbauen")
    assert [evidence.finding.key for evidence in new.evidence.all()] == ["wenig-personal"]
    assert [(p.key, p.way) for p in new.predecessors.all()] == [("kompetenz", "split")]
    assert told() == ["goal.split"]


def test_a_goal_with_something_under_it_is_not_removed(office, process, tree):
    response = office.post(on(tree[0], "remove_goal"))

    assert response.status_code == 422
    assert Goal.objects.count() == 3


def test_a_goal_is_removed(office, process, tree):
    office.post(on(tree[1], "remove_goal"))

    assert list(shape(process)) == ["verwaltung", "wissen"]
    assert told() == ["goal.removed"]


def test_only_the_office_changes_the_tree(crowd, process, tree):
    goal = tree[1]
    looks = {deed: asked_by_all(crowd, on(goal, deed)) for deed in DEEDS_ON_A_GOAL}
    moves = asked_by_all(crowd, on(goal, "move_goal"), {"direction": "up", "under": tree[0].pk})

    assert looks == dict.fromkeys(DEEDS_ON_A_GOAL, OFFICE_LOOKS)
    assert moves == OFFICE_ACTS


def test_predecessors_of_a_merged_goal_go_along(office, process, tree):
    _top, one, other = tree
    office.post(on(one, "split_goal"), {"titles": "Kurse"})
    new = Goal.objects.get(key="kurse")
    office.post(on(new, "merge_goal"), {"other": other.pk})

    found = Predecessor.objects.filter(goal=other).order_by("pk").values_list("key", flat=True)
    assert sorted(found) == ["kompetenz", "kurse"]


def test_a_weight_stays_with_the_branch_it_was_given_to(office, process, tree):
    _top, one, other = tree
    measure = a_measure(process, "schulung", one, weight=7)
    a_branch_weight = {b.parent.key: b.weight for b in measure.branches.select_related("parent")}
    data = {"parent_0": one.pk, "share_0": 50, "parent_1": other.pk, "share_1": 50}
    office.post(on(measure, "hang_goal"), data)

    now = {b.parent.key: b.weight for b in measure.branches.select_related("parent")}
    assert (a_branch_weight, now) == ({"kompetenz": 7}, {"kompetenz": 7, "wissen": None})
