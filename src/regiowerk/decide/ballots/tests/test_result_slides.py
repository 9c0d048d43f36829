"""Slides of a result: the answer as a native chart, other rules, firmness, and how it was counted."""

from __future__ import annotations

import io

import pytest
from pptx import Presentation

from regiowerk.decide.ballots.domain.rounds.marks import Marks
from regiowerk.decide.ballots.tests.factories import (
    a_paper,
    a_result,
    a_round,
    a_voter,
    choose,
    opened,
)
from regiowerk.ground.regions.tests.factories import a_municipality

pytestmark = [pytest.mark.django_db, pytest.mark.documents]

FILE = "/verfahren/muster/abstimmungen/themen/ergebnis/datei/pptx/"


@pytest.fixture
def towns(process):
    return [a_municipality(f"0599900{n}", f"Ort {n}") for n in range(4, 8)]


def slides(answer):
    return list(Presentation(io.BytesIO(answer.content)).slides)


def title(slide):
    return slide.shapes.title.text if slide.shapes.title is not None else ""


def test_each_slide_says_one_statement_and_the_first_shows_a_chart(office, process, towns):
    round = opened(a_round(process, voters=towns))
    for town, key in zip(towns, ("alpha", "beta", "alpha", "alpha"), strict=True):
        a_paper(a_voter(round, town), Marks(options=frozenset({key})))
    a_result(round)

    found = slides(office.get(FILE))

    charts = [shape.chart for shape in found[1].shapes if shape.has_chart]
    assert (
        [title(one) for one in found[1:]],
        [list(plot.categories) for plot in charts[0].plots],
        [list(one.values) for one in charts[0].plots[0].series],
    ) == (
        [
            "„Alpha“ ist gewählt",
            "Auf 4 faire Weisen gezählt, ist das Ergebnis immer dasselbe",
            "Niemand entscheidet allein: Ohne jede einzelne Stimme wäre das Ergebnis dasselbe",
            "So wird gezählt",
        ],
        [["Alpha", "Beta", "Gamma"]],
        [[3.0, 1.0, 0.0]],
    )


def test_chambers_stand_side_by_side(office, process, towns):
    round = a_round(process, voters=towns[:3])
    choose(round, towns[3:], kind="citizens")
    opened(round)
    for town in towns[:3]:
        a_paper(a_voter(round, town), Marks(options=frozenset({"alpha"})))
    a_result(round)

    titles = [title(one) for one in slides(office.get(FILE))]

    assert "Organisationen: „Alpha“ ist gewählt" in titles
    assert any(one.startswith("Bürgerinnen und Bürger: ") for one in titles)


def test_a_vote_without_papers_has_a_table_instead_of_bars(office, process, towns):
    a_result(opened(a_round(process, voters=towns)))

    found = slides(office.get(FILE))

    assert title(found[1]) == "Niemand hat einen Stimmzettel abgegeben, also gibt es kein Ergebnis"
