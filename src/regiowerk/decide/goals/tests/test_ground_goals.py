"""What goals rest on, how they are measured, and what gets in their way."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.urls import reverse

from regiowerk.decide.goals import queries
from regiowerk.decide.goals.models import Candidate, Contradiction, Goal, Measurement
from regiowerk.decide.goals.tests.factories import (
    a_candidate,
    a_contradiction,
    a_goal,
    a_goal_evidence,
    a_measurement,
    an_indicator,
)
from regiowerk.ground.journal.models import Entry
from regiowerk.ground.people.tests.factories import AT
from regiowerk.ground.regions.tests.strangers import as_user
from regiowerk.listen.findings.models import Citation
from regiowerk.listen.findings.queries.readers import OFFICE, STRANGER, Reader
from regiowerk.listen.findings.tests.factories import a_citation, a_finding
from regiowerk.listen.surveys.queries.exports.classes import Audience

pytestmark = pytest.mark.django_db

INDICATOR = {
    "name": "Kommunen mit Portal",
    "unit": "Kommunen",
    "baseline": "3",
    "baseline_year": "2021",
    "target": "29",
    "target_year": "2025",
    "source": "Abfrage des Projektbüros",
}


def told():
    return list(Entry.objects.order_by("pk").values_list("deed", flat=True))


def on(goal, deed, *more):
    return reverse(f"goals:{deed}", args=[goal.process.key, goal.key, *more])


@pytest.fixture
def goal(process):
    return a_goal(process)


def test_a_goal_says_how_it_is_measured_and_how_far_it_is(office, goal):
    office.post(on(goal, "set_indicator"), INDICATOR)
    for day, value in (("2022-01-10", "16"), ("2021-06-30", "5")):
        data = {"value": value, "measured_on": day, "source": "Abfrage"}
        office.post(on(goal, "record_measurement"), data)

    standing = queries.standing_of(goal.process)
    assert queries.progress_in_words(standing.progress[goal.pk]) == "50 %"
    assert told() == ["indicator.set", "measurement.recorded", "measurement.recorded"]


def test_a_second_value_of_a_day_takes_the_place_of_the_first(office, goal):
    an_indicator(goal)
    for value in ("4", "5"):
        data = {"value": value, "measured_on": "2022-01-10", "source": "Abfrage"}
        office.post(on(goal, "record_measurement"), data)

    assert [one.value for one in Measurement.objects.all()] == [Decimal(5)]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"target": "3"}, "target"),
        ({"target_year": "25"}, "target_year"),
        ({"source": ""}, "source"),
        ({"baseline": "wenig"}, "baseline"),
    ],
)
def test_an_indicator_that_measures_nothing_is_refused(office, goal, change, field):
    response = office.post(on(goal, "set_indicator"), {**INDICATOR, **change})

    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]


def test_a_value_of_tomorrow_cannot_have_been_measured(office, goal):
    an_indicator(goal)
    data = {"value": "4", "measured_on": "2022-01-25", "source": "Abfrage"}

    assert office.post(on(goal, "record_measurement"), data).status_code == 422


def test_without_an_indicator_nothing_is_measured(office, goal):
    data = {"value": "4", "measured_on": "2022-01-10", "source": "Abfrage"}

    assert office.post(on(goal, "record_measurement"), data).status_code == 422
    assert told() == []


def test_an_indicator_goes_with_its_values(office, goal):
    an_indicator(goal)
    a_measurement(goal, 3)
    office.post(on(goal, "remove_indicator"))

    assert not hasattr(Goal.objects.get(pk=goal.pk), "indicator")
    assert told() == ["indicator.removed"]
    assert Measurement.objects.count() == 0


def test_a_wrong_value_is_taken_back(office, goal):
    an_indicator(goal)
    office.post(on(goal, "remove_measurement", a_measurement(goal, 3).pk))

    assert (Measurement.objects.count(), told()) == (0, ["measurement.removed"])


def test_a_goal_rests_on_a_finding_as_it_reads_when_it_is_cited(office, goal):
    finding = a_finding(goal.process, statement="Es gibt wenig Personal.")
    data = {"finding": finding.pk, "note": "Darum zusammen."}
    office.post(on(goal, "cite_finding"), data)

    (ground,) = queries.grounds_of(goal, OFFICE)
    assert ground.cited.statement == "Es gibt wenig Personal."
    assert len(ground.cited.sources) == 1
    assert (ground.is_changed, ground.is_gone) == (False, False)
    assert (ground.evidence.cited_by, ground.evidence.note) == ("Stadt Mitte", "Darum zusammen.")
    assert told() == ["goal.grounded"]


def test_nobody_cites_the_same_words_twice(office, goal):
    finding = a_finding(goal.process)
    a_goal_evidence(goal, finding)

    assert office.post(on(goal, "cite_finding"), {"finding": finding.pk}).status_code == 422
    assert goal.evidence.count() == 1


def changed_statement(finding):
    finding.statement = "Es gibt genug Personal."
    finding.save(update_fields=["statement"])


def further_source(finding):
    a_citation(finding, 2)


@pytest.mark.parametrize("change", [changed_statement, further_source])
def test_a_finding_that_changes_marks_the_goal_and_alters_nothing(office, goal, change):
    finding = a_finding(goal.process, statement="Es gibt wenig Personal.")
    evidence = a_goal_evidence(goal, finding)
    before = evidence.content
    change(finding)

    (ground,) = queries.grounds_of(goal, OFFICE)
    page = office.get(on(goal, "goal")).content.decode()

    evidence.refresh_from_db()
    assert (ground.is_changed, ground.is_gone, evidence.content) == (True, False, before)
    assert "Es gibt wenig Personal." in page
    assert f'id="beleg-{evidence.pk}"' in page


def test_whoever_has_looked_cites_a_changed_finding_anew(office, goal):
    finding = a_finding(goal.process)
    evidence = a_goal_evidence(goal, finding)
    changed_statement(finding)
    office.post(on(goal, "renew_evidence", evidence.pk))

    (ground,) = queries.grounds_of(goal, OFFICE)
    assert (ground.cited.statement, ground.is_changed) == ("Es gibt genug Personal.", False)
    assert told() == ["goal.checked"]


def test_a_finding_that_is_removed_leaves_its_copy(office, goal):
    finding = a_finding(goal.process, statement="Es gibt wenig Personal.")
    a_goal_evidence(goal, finding)
    finding.delete()

    (ground,) = queries.grounds_of(goal, OFFICE)
    assert (ground.cited.statement, ground.is_gone) == ("Es gibt wenig Personal.", True)


def test_a_goal_no_longer_rests_on_a_finding(office, goal):
    evidence = a_goal_evidence(goal, a_finding(goal.process))
    office.post(on(goal, "remove_evidence", evidence.pk))

    assert (goal.evidence.count(), told()) == (0, ["goal.ungrounded"])


def test_a_contradiction_is_marked_once_whichever_goal_names_it(office, process, goal):
    other = a_goal(process, "sparen")
    office.post(on(goal, "mark_contradiction"), {"other": other.pk, "reason": "Kostet Geld."})
    office.post(on(other, "mark_contradiction"), {"other": goal.pk, "reason": "Kostet viel Geld."})

    assert [(c.first, c.second, c.reason) for c in Contradiction.objects.all()] == [
        (other, goal, "Kostet viel Geld.")
    ]
    assert told() == ["contradiction.marked", "contradiction.marked"]


def test_a_contradiction_is_settled(office, process, goal):
    other = a_goal(process, "sparen")
    found = a_contradiction(goal, other)
    office.post(on(other, "settle_contradiction", found.pk))

    assert (Contradiction.objects.count(), told()) == (0, ["contradiction.settled"])


def about(candidate, deed):
    return reverse(f"goals:{deed}", args=[candidate.process.key, candidate.key])


def test_an_organisation_proposes_a_goal_and_the_office_takes_it_up(office, crowd, process, goal):
    finding = a_finding(process)
    member = as_user(crowd.member)
    member.post(
        reverse("goals:propose_goal", args=[process.key]),
        {
            "title": "Gemeinsame Schulungen",
            "reason": "Wir sind zu klein.",
            "origin": "workshop",
            "origin_words": "Werkstatt vom 12. Mai 2021",
            "finding": finding.pk,
        },
    )
    candidate = Candidate.objects.get()
    office.post(about(candidate, "take_up_candidate"), {"level": "goal", "parent": goal.pk})

    candidate.refresh_from_db()
    assert candidate.goal is not None
    assert candidate.goal.title == "Gemeinsame Schulungen"
    assert [one.finding for one in candidate.goal.evidence.all()] == [finding]
    assert (candidate.proposed_by, candidate.settled_by) == ("Stadt Musterstadt 002", "Stadt Mitte")
    assert told() == ["candidate.proposed", "goal.added", "goal.grounded", "candidate.taken_up"]


def test_a_proposal_counts_towards_a_goal_there_is(office, process, goal):
    candidate = a_candidate(process)
    office.post(about(candidate, "count_candidate"), {"other": goal.pk})

    candidate.refresh_from_db()
    assert (candidate.goal, told()) == (goal, ["candidate.counted"])


def test_a_proposal_is_set_aside_with_a_reason_and_looked_at_anew(office, process):
    candidate = a_candidate(process)
    office.post(about(candidate, "set_aside_candidate"), {"because": "Aufgabe des Kreises."})
    candidate.refresh_from_db()
    set_aside = (candidate.set_aside_because, candidate.settled_by)
    office.post(about(candidate, "reopen_candidate"))
    candidate.refresh_from_db()

    assert set_aside == ("Aufgabe des Kreises.", "Stadt Mitte")
    assert (candidate.set_aside_because, candidate.settled_at) == ("", None)
    assert told() == ["candidate.set_aside", "candidate.reopened"]


def test_a_settled_proposal_is_not_settled_twice(office, process, goal):
    candidate = a_candidate(process)
    office.post(about(candidate, "set_aside_candidate"), {"because": "Nein."})
    response = office.post(
        about(candidate, "take_up_candidate"), {"level": "goal", "parent": goal.pk}
    )

    assert response.status_code == 422
    assert Goal.objects.count() == 1


REGION = Reader(Audience.REGION)


@pytest.mark.parametrize(
    ("audience", "seen"),
    [("public", (1, 1, 1)), ("region", (0, 1, 1)), ("office", (0, 0, 1))],
)
def test_what_a_goal_rests_on_is_as_closed_as_its_sources(goal, audience, seen):
    finding = a_finding(goal.process)
    finding.citations.update(audience=audience, words="Im Vertrauen gesagt")
    a_goal_evidence(goal, finding)
    there = tuple(len(queries.grounds_of(goal, one)) for one in (STRANGER, REGION, OFFICE))
    content = goal.evidence.get().content
    finding.delete()
    gone = tuple(len(queries.grounds_of(goal, one)) for one in (STRANGER, REGION, OFFICE))

    assert (there, gone) == (seen, seen)
    assert "Vertrauen" not in content
    assert "Zwischenbericht" not in content


def test_a_finding_that_is_closed_later_is_closed_at_the_goal_too(goal):
    finding = a_finding(goal.process)
    a_goal_evidence(goal, finding)
    finding.citations.update(audience=Citation.Audience.OFFICE)

    assert queries.grounds_of(goal, STRANGER) == ()


def test_a_merged_finding_is_cited_anew_where_it_lives_on(office, goal):
    finding, other = a_finding(goal.process), a_finding(goal.process, "anders", position=2)
    evidence = a_goal_evidence(goal, finding)
    finding.merged_into, finding.merged_at, finding.merged_by = other, AT, "Stadt Mitte"
    finding.save(update_fields=["merged_into", "merged_at", "merged_by"])
    (before,) = queries.grounds_of(goal, OFFICE)
    office.post(on(goal, "renew_evidence", evidence.pk))
    (after,) = queries.grounds_of(goal, OFFICE)

    assert (before.is_changed, before.is_gone) == (True, True)
    assert (after.cited.key, after.is_changed) == ("anders", False)


def test_a_proposal_does_not_tell_of_a_finding_that_is_closed_to_the_reader(office, crowd, process):
    finding = a_finding(process, statement="Nur für das Projektbüro.")
    finding.citations.update(audience=Citation.Audience.OFFICE)
    a_candidate(process)
    Candidate.objects.update(finding=finding)
    lists = reverse("goals:candidates", args=[process.key])
    asks = reverse("goals:propose_goal", args=[process.key])
    pages = [
        client.get(page).content.decode()
        for client in (office, as_user(crowd.member))
        for page in (lists, asks)
    ]

    assert ["Nur für das Projektbüro." in page for page in pages] == [True, True, False, False]
