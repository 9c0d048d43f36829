"""The tree, the card of a goal, lists and files: who sees what, and what a page costs."""

from __future__ import annotations

import hashlib
import io
import zipfile

import pikepdf
import pytest
from django.test import Client
from django.urls import reverse

from regiowerk.decide.goals import documents, queries
from regiowerk.decide.goals.models import Branch, Goal, Stance
from regiowerk.decide.goals.tests.factories import (
    BY,
    a_candidate,
    a_consultation,
    a_contradiction,
    a_goal,
    a_goal_evidence,
    a_measure,
    a_measurement,
    a_predecessor,
    a_reply,
    a_stance,
    a_tree_version,
    an_indicator,
)
from regiowerk.ground.people.tests.factories import AT
from regiowerk.ground.regions.tests.factories import a_membership, a_municipality
from regiowerk.ground.regions.tests.strangers import INSIDERS_LOOK, as_user, asked_by_all
from regiowerk.listen.findings.tests.factories import a_finding

pytestmark = pytest.mark.django_db


def page(process, name, *more):
    return reverse(f"goals:{name}", args=[process.key, *more])


def a_forest(process, goals: int) -> Goal:
    """So many goals under one, each with everything a goal can have."""
    top = a_goal(process)
    consultation = a_consultation(process)
    for number in range(goals):
        finding = a_finding(process, f"erkenntnis-{number}", position=number + 1)
        goal = a_goal(process, f"ziel-{number}", under=top)
        measure = a_measure(process, f"massnahme-{number}", goal)
        an_indicator(measure)
        a_measurement(measure, 3)
        a_goal_evidence(goal, finding)
        a_goal_evidence(top, finding)
        a_contradiction(top, goal)
        a_predecessor(top, f"frueher-{number}")
        organisation = a_municipality(f"059990{number + 10}")
        a_membership(process.region, organisation)
        a_stance(consultation, organisation, top, Stance.Answer.OBJECT)
        if number:
            a_reply(consultation, organisation)
        a_candidate(process, f"vorschlag-{number}")
    return top


PAGES = ("goal_tree", "candidates", "versions", "consultations", "arranging", "goal", "consultation", "reply", "said", "version")  # fmt: skip


def address(process, top, name):
    consultation = process.consultations.get()
    near = consultation.stances.select_related("organisation").first().organisation
    return {
        "arranging": f"{page(process, 'goal_tree')}?ordnen=1",
        "goal": page(process, "goal", top.key),
        "consultation": page(process, "consultation", consultation.key),
        "reply": page(process, "reply", consultation.key),
        "said": page(process, "said", consultation.key, near.key),
        "version": page(process, "version", consultation.version.key),
    }.get(name) or page(process, name)


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("goals", [1, 5])
def test_a_page_costs_the_same_however_many_goals_there_are(
    office, process, goals, name, django_assert_max_num_queries
):
    top = a_forest(process, goals)
    wanted = address(process, top, name)
    office.get(wanted)

    with django_assert_max_num_queries(12):
        response = office.get(wanted)

    assert response.status_code == 200


def test_three_hundred_goals_stay_usable(office, process, django_assert_max_num_queries):
    top = a_goal(process)
    goals = Goal.objects.bulk_create(
        Goal(
            process=process,
            key=f"ziel-{n}",
            level="goal" if n < 30 else "measure",
            title=f"Ziel Nummer {n} der Region",
            position=n + 2,
            recorded_at=AT,
            recorded_by=BY,
        )
        for n in range(300)
    )
    Branch.objects.bulk_create(
        Branch(goal=goal, parent=top if n < 30 else goals[n % 30]) for n, goal in enumerate(goals)
    )

    with django_assert_max_num_queries(12):
        body = office.get(page(process, "goal_tree")).content.decode()

    picture = documents.tree_picture(queries.with_voices(queries.standing_of(process)))
    assert all(f'id="ziel-{n}"' in body for n in range(300))
    assert len(picture.table.rows) == 301
    assert picture.height < 2000  # the measures are folded into their goals
    assert sum("und 9 weitere darunter" in str(mark) for mark in picture.marks) == 30


def test_everybody_reads_the_tree_of_a_public_process_and_nobody_its_voices(process):
    top = a_forest(process, 1)
    process.is_public = True
    process.save(update_fields=["is_public"])
    stranger = Client()

    tree = stranger.get(page(process, "goal_tree"))
    card = stranger.get(page(process, "goal", top.key))

    assert (tree.status_code, card.status_code) == (200, 200)
    assert "Einwand" not in tree.content.decode()
    assert "Uns fehlt Personal" not in card.content.decode()
    assert tree.context["may_edit"] is False


def test_who_takes_part_reads_what_organisations_say(crowd, process):
    top = a_forest(process, 2)
    body = as_user(crowd.member).get(page(process, "goal", top.key)).content.decode()

    assert body.count("Uns fehlt Personal.") == 2


def test_a_process_that_is_not_public_stays_among_those_inside(crowd, process):
    a_forest(process, 1)
    assert asked_by_all(crowd, page(process, "goal_tree")) == INSIDERS_LOOK
    assert asked_by_all(crowd, page(process, "candidates")) == INSIDERS_LOOK


def test_a_measure_of_two_goals_is_told_once_and_named_twice(office, process):
    top = a_goal(process)
    one, other = a_goal(process, "eins", under=top), a_goal(process, "zwei", under=top)
    a_measure(process, "gemeinsam", one, other)

    body = office.get(page(process, "goal_tree")).content.decode()

    assert body.count('id="gemeinsam"') == 1
    assert body.count("50 % davon zählen hier") == 2
    assert body.count("steht schon weiter oben") == 1


def test_what_is_not_measured_is_said_in_words(office, process):
    top = a_goal(process)
    for number, value in enumerate((29, 29, None)):
        goal = a_goal(process, f"ziel-{number}", under=top)
        an_indicator(goal)
        if value is not None:
            a_measurement(goal, value)

    body = office.get(page(process, "goal", top.key)).content.decode()

    assert "zu 100 % erreicht: Für 2 von 3 Zielen gibt es einen Wert." in body


def test_the_frozen_text_has_the_hash_the_page_shows(office, process):
    a_goal(process)
    version = a_tree_version(process)
    text = office.get(page(process, "version_file", version.key)).content
    shown = office.get(page(process, "version", version.key)).content.decode()

    assert hashlib.sha256(text).hexdigest() in shown


def test_a_version_says_what_became_of_the_tree_since(office, process):
    top = a_goal(process)
    gone = a_goal(process, "weg", under=top, title="Verschwundenes")
    version = a_tree_version(process)
    gone.delete()
    a_goal(process, "neu-hier", under=top, title="Hinzugekommenes")

    changes = office.get(page(process, "version", version.key)).context["changes"]

    assert changes == [("hinzugekommen", "Hinzugekommenes"), ("nicht mehr da", "Verschwundenes")]


def test_a_version_that_was_tampered_with_is_told(office, process):
    a_goal(process)
    version = a_tree_version(process)
    version.content = version.content.replace("Ziel verwaltung", "Ziel anders")
    version.save(update_fields=["content"])

    assert office.get(page(process, "version", version.key)).context["is_unchanged"] is False


def test_the_slide_can_be_opened_and_shows_every_goal(office, process):
    a_forest(process, 2)
    response = office.get(page(process, "slide"))

    with zipfile.ZipFile(io.BytesIO(response.content)) as slides:
        words = slides.read("ppt/slides/slide2.xml").decode()
    assert "Ziel ziel-0" in words
    assert "Ziel massnahme-1" in words


@pytest.mark.documents
def test_the_poster_is_a_tagged_pdf_of_one_tree(office, process):
    a_forest(process, 2)
    response = office.get(page(process, "poster"))

    assert response.headers["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF")
    with pikepdf.open(io.BytesIO(response.content)) as document:
        assert bool(document.Root.MarkInfo.Marked)
        assert len(document.pages) >= 1


def test_the_picture_says_what_it_shows(process):
    a_forest(process, 2)
    picture = documents.tree_picture(queries.with_voices(queries.standing_of(process)))

    assert picture.summary == "5 Ziele, 2 von 2 gemessen. Gegen ein Ziel gibt es Einwände."
    assert [row[0] for row in picture.table.rows] == [
        "1 Ziel verwaltung",
        "1.1 Ziel ziel-0",
        "1.1.1 Ziel massnahme-0",
        "1.2 Ziel ziel-1",
        "1.2.1 Ziel massnahme-1",
    ]
