"""The organisations are asked what they think of the goals, and everybody sees who said what."""

from __future__ import annotations

import json
from datetime import date

import pytest
from django.urls import reverse

from regiowerk.decide.goals import actions, queries
from regiowerk.decide.goals.domain.freezing import tree_from
from regiowerk.decide.goals.models import Consultation, Goal, Reply, Stance, TreeVersion
from regiowerk.decide.goals.tests.factories import a_consultation, a_goal, a_reply, a_stance
from regiowerk.ground.journal.domain.actor import SYSTEM as BY_SYSTEM
from regiowerk.ground.journal.domain.frozen import fingerprint
from regiowerk.ground.journal.models import Entry
from regiowerk.ground.regions.tests.factories import a_membership, a_municipality
from regiowerk.ground.regions.tests.strangers import (
    INSIDERS_LOOK,
    OFFICE_LOOKS,
    as_user,
    asked_by_all,
    mandate_of,
)

pytestmark = pytest.mark.django_db
TODAY = date(2022, 1, 24)


def told():
    return list(Entry.objects.order_by("pk").values_list("deed", flat=True))


@pytest.fixture
def goals(process):
    top = a_goal(process)
    return top, a_goal(process, "kompetenz", under=top)


@pytest.fixture
def member(crowd):
    return as_user(crowd.member)


def on(consultation, deed, *more):
    return reverse(f"goals:{deed}", args=[consultation.process.key, consultation.key, *more])


def test_opening_a_consultation_freezes_the_tree_with_its_hash(office, process, goals):
    data = {"title": "Was sagen Sie?", "question": "Bitte ehrlich.", "closes_on": "2022-02-28"}
    office.post(reverse("goals:open_consultation", args=[process.key]), data)

    consultation = Consultation.objects.get()
    Goal.objects.filter(key="kompetenz").update(title="Später anders")
    version = TreeVersion.objects.get()
    assert consultation.version == version
    assert version.content_hash == fingerprint(json.loads(version.content))
    assert [goal.title for _number, goal in queries.numbered(tree_from(version.content))] == [
        "Ziel verwaltung",
        "Ziel kompetenz",
    ]
    assert told() == ["tree.frozen", "consultation.opened"]


def test_an_empty_tree_is_not_asked_about(office, process):
    data = {"title": "Was sagen Sie?", "closes_on": "2022-02-28"}
    response = office.post(reverse("goals:open_consultation", args=[process.key]), data)

    assert (response.status_code, Consultation.objects.count()) == (422, 0)


def test_one_consultation_is_open_at_a_time(office, process, goals):
    a_consultation(process)
    data = {"title": "Noch eine", "closes_on": "2022-02-28"}
    response = office.post(reverse("goals:open_consultation", args=[process.key]), data)

    assert (response.status_code, Consultation.objects.count()) == (422, 1)


def test_a_municipality_says_what_it_thinks_and_hands_in(member, crowd, process, goals):
    consultation = a_consultation(process)
    answers = {
        "verwaltung-answer": "support",
        "kompetenz-answer": "object",
        "kompetenz-reason": "Uns fehlt Zeit.",
        "kompetenz-contribution": "Räume",
    }
    member.post(on(consultation, "reply"), {**answers, "remark": "Weiter so.", "then": "hand_in"})

    organisation = mandate_of(crowd.member).organisation
    stances = queries.stances_of(consultation, organisation)
    said = {key: (one.answer, one.reason, one.contribution) for key, one in stances.items()}
    assert said == {
        "verwaltung": ("support", "", ""),
        "kompetenz": ("object", "Uns fehlt Zeit.", "Räume"),
    }
    (reply,) = Reply.objects.all()
    assert (reply.organisation, reply.remark) == (organisation, "Weiter so.")
    assert told() == ["stances.stated", "reply.handed_in"]


def test_it_may_say_otherwise_until_the_closing(member, process, goals):
    consultation = a_consultation(process)
    for answer in ("neutral", "support"):
        page = member.get(on(consultation, "reply")).context["sheet"].stances[1]
        sent = {"kompetenz-answer": answer, page.base_name: page.base, "then": "keep"}
        member.post(on(consultation, "reply"), sent)

    assert [one.answer for one in Stance.objects.all()] == ["support"]
    assert (Reply.objects.count(), told()) == (0, ["stances.stated"] * 2)


def test_saving_what_is_there_already_tells_nothing(member, process, goals):
    consultation = a_consultation(process)
    for _again in range(2):
        page = member.get(on(consultation, "reply")).context["sheet"].stances[1]
        sent = {"kompetenz-answer": "neutral", page.base_name: page.base, "then": "keep"}
        member.post(on(consultation, "reply"), sent)

    assert told() == ["stances.stated"]


def test_nobody_overwrites_what_a_colleague_said_meanwhile(crowd, member, process, goals):
    consultation = a_consultation(process)
    a_stance(consultation, mandate_of(crowd.member).organisation, goals[1], Stance.Answer.NEUTRAL)
    sent = {"kompetenz-answer": "support", "kompetenz-base": "", "then": "keep"}
    refused = member.post(on(consultation, "reply"), sent)
    kept = [one.answer for one in Stance.objects.all()]
    form = refused.context["sheet"].stances[1]
    member.post(on(consultation, "reply"), {**sent, form.base_name: form.base})

    assert (refused.status_code, list(form.errors)) == (422, ["answer"])
    assert (kept, [one.answer for one in Stance.objects.all()]) == (["neutral"], ["support"])


@pytest.mark.parametrize(
    ("sent", "fault"),
    [
        ({"kompetenz-answer": "object"}, "reason"),
        ({"kompetenz-answer": "support_with_note", "kompetenz-reason": "  "}, "reason"),
        ({"kompetenz-answer": "jein"}, "answer"),
        ({"kompetenz-reason": "Uns fehlt Zeit."}, "answer"),
    ],
)
def test_what_is_missing_is_told_and_nothing_is_half_kept(member, process, goals, sent, fault):
    consultation = a_consultation(process)
    response = member.post(on(consultation, "reply"), {"verwaltung-answer": "support", **sent})

    form = response.context["sheet"].stances[1]
    assert (response.status_code, list(form.errors)) == (422, [fault])
    assert (Stance.objects.count(), Reply.objects.count()) == (0, 0)


def test_a_goal_that_was_not_put_to_them_cannot_be_spoken_about(member, crowd, process, goals):
    consultation = a_consultation(process)
    a_goal(process, "spaeter", under=goals[0])
    member.post(on(consultation, "reply"), {"spaeter-answer": "support", "then": "keep"})

    with pytest.raises(actions.GoalRefusedError):
        actions.state_stances(
            consultation=consultation,
            organisation=mandate_of(crowd.member).organisation,
            opinions={"spaeter": actions.Opinion("support")},
            by=BY_SYSTEM,
            at=consultation.opened_at,
        )
    assert Stance.objects.count() == 0


def test_many_goals_are_asked_page_by_page(member, process, goals):
    for number in range(31):
        a_goal(process, f"weiteres-{number}", under=goals[0])
    consultation = a_consultation(process)
    first = member.get(on(consultation, "reply"))
    to_second = member.post(
        on(consultation, "reply"), {"verwaltung-answer": "support", "then": "continue"}
    )
    second = member.get(to_second.url)

    pages = [len(page.context["sheet"].stances) for page in (first, second)]
    assert (pages, Stance.objects.get().goal_key) == ([30, 3], "verwaltung")
    assert ["Antwort abgeben" in page.text for page in (first, second)] == [False, True]


@pytest.mark.parametrize("number", [2, 20])
def test_the_reply_takes_as_many_queries_with_many_goals(
    django_assert_max_num_queries, member, process, goals, number
):
    for further in range(number):
        a_goal(process, f"weiteres-{further}", under=goals[0])
    consultation = a_consultation(process)

    with django_assert_max_num_queries(12):
        member.get(on(consultation, "reply"))


def test_after_the_closing_nothing_is_changed(office, member, process, goals):
    consultation = a_consultation(process)
    office.post(on(consultation, "close_consultation"))
    answers = [
        member.post(on(consultation, "reply"), {"kompetenz-answer": "support", "then": "keep"}),
        member.post(on(consultation, "reply"), {}),
    ]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert (Stance.objects.count(), told()) == (0, ["consultation.closed"])


def test_everybody_gets_more_time(office, process, goals):
    consultation = a_consultation(process)
    office.post(on(consultation, "extend_consultation"), {"closes_on": "2022-03-15"})

    consultation.refresh_from_db()
    assert (consultation.closes_on, told()) == (date(2022, 3, 15), ["consultation.extended"])


def test_the_overview_counts_by_goal_and_names_who_is_missing(crowd, process, goals):
    consultation = a_consultation(process)
    near = mandate_of(crowd.member).organisation
    silent = a_municipality("05999003", "Stillstadt")
    a_membership(process.region, silent)
    a_stance(consultation, near, goals[0])
    a_stance(consultation, near, goals[1], Stance.Answer.OBJECT)
    a_reply(consultation, near)

    overview = queries.overview_of(consultation, TODAY)

    counts = {one.goal.key: (one.tally.support, one.tally.object) for one in overview.goals}
    assert counts == {"verwaltung": (1, 0), "kompetenz": (0, 1)}
    assert [(str(one.organisation), one.said, one.is_in) for one in overview.asked] == [
        (str(near), 2, True),
        ("Stadt Stillstadt", 0, False),
    ]
    assert (overview.answered, [str(one) for one in overview.missing]) == (1, ["Stadt Stillstadt"])


def test_whoever_has_not_handed_in_is_waited_for_until_the_closing(crowd, process, goals):
    near = mandate_of(crowd.member).organisation
    nobody_yet = queries.open_steps(process, TODAY)
    consultation = a_consultation(process)
    (step,) = queries.open_steps(process, TODAY)
    a_reply(consultation, near)

    assert nobody_yet == ()
    assert (step.organisation_id, step.due_on, step.minutes) == (near.pk, date(2022, 2, 28), 15)
    assert step.address == on(consultation, "reply")
    assert queries.open_steps(process, TODAY) == ()


def test_who_may_read_and_who_may_speak(crowd, process, goals):
    consultation = a_consultation(process)
    near = mandate_of(crowd.member).organisation

    assert {
        "consultation": asked_by_all(crowd, on(consultation, "consultation")),
        "said": asked_by_all(crowd, on(consultation, "said", near.key)),
        "reply": asked_by_all(crowd, on(consultation, "reply")),
        "close": asked_by_all(crowd, on(consultation, "close_consultation")),
        "open": asked_by_all(crowd, reverse("goals:open_consultation", args=[process.key])),
    } == {
        "consultation": INSIDERS_LOOK,
        "said": INSIDERS_LOOK,
        "reply": INSIDERS_LOOK,
        "close": OFFICE_LOOKS,
        "open": OFFICE_LOOKS,
    }
