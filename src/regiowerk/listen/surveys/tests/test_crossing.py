"""Two questions against each other, from what a release froze."""

from __future__ import annotations

import pytest

from regiowerk.ground.regions.tests.strangers import asked_by_all
from regiowerk.listen.surveys.domain.evaluation.statistics import compare
from regiowerk.listen.surveys.domain.evaluation.tables import Group
from regiowerk.listen.surveys.queries.evaluation.crossing import crossed_table, others_of
from regiowerk.listen.surveys.queries.evaluation.engines import EMBEDDED
from regiowerk.listen.surveys.queries.evaluation.results import shown
from regiowerk.listen.surveys.queries.exports.classes import Audience
from regiowerk.listen.surveys.tests.number_world import HOME, a_town, published, towns
from regiowerk.listen.surveys.tests.test_results import wave

__all__ = ["wave"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def release(wave):
    towns(wave, 4, public="yes", region=("a",), office="yes", secret="yes")
    towns(wave, 2, first=20, public="no", region=("a", "b"), office="yes", secret="no")
    towns(wave, 3, first=30, public="no", region=("b",), office="no", secret="no")
    a_town(wave, 40, region=("c",), office="no")
    return published(wave)


def crossing(release, first, second, audience=Audience.OFFICE):
    found = shown(release, audience)
    one, other = (found.results.table(f"all.{name}") for name in (first, second))
    return crossed_table(found, one, other, EMBEDDED).breakdowns[0]


def keys(release, name, audience):
    found = shown(release, audience)
    table = found.results.table(f"all.{name}")
    return [] if table is None else [one.key for one in others_of(found, table)]


def test_one_question_by_the_answers_to_another(release):
    found = crossing(release, "public", "office")

    assert found.groups == (
        Group(("yes",), "ja", 6, (4, 2)),
        Group(("no",), "nein", 3, (0, 3)),  # who left the first question open is not counted
    )
    assert (found.test, found.p_value) == (
        "fisher",
        pytest.approx(compare([[4, 2], [0, 3]]).p_value, abs=1e-6),
    )


def test_several_answers_make_groups_that_overlap_and_are_not_tested(release):
    found = crossing(release, "public", "region")

    assert [(one.label, one.n, one.counts) for one in found.groups] == [
        ("A", 6, (4, 2)),
        ("B", 5, (0, 5)),
    ]
    assert (found.test, found.p_value) == ("", None)


def test_what_is_told_in_totals_only_is_never_crossed(release):
    assert keys(release, "secret", Audience.OFFICE) == []
    assert "all.secret" not in keys(release, "public", Audience.OFFICE)


def test_everybody_crosses_what_they_may_see(release):
    assert [keys(release, "public", one) for one in Audience] == [
        ["all.region", "all.office"],
        ["all.region"],
        [],
    ]


def test_a_page_asks_with_which_and_shows_it(office, release):
    asked = office.get(f"{HOME}1/frage/all.public/nach/").text
    chosen = office.get(f"{HOME}1/frage/all.public/nach/?mit=all.office")
    page = office.get(chosen.headers["Location"]).text
    file = office.get(f"{chosen.headers['Location']}tabelle.csv").content.decode("utf-8-sig")

    assert ["Frage office" in asked, "Frage secret" in asked] == [True, False]
    assert chosen.headers["Location"] == f"{HOME}1/frage/all.public/nach/all.office/"
    assert "Exakter Test nach Fisher: p = 0,167 (n = 9)" in page
    assert "Frage office;ja;nein;2;0.333" in file


def test_doors_are_those_of_both_questions(crowd, release):
    pages = {
        name: asked_by_all(crowd, f"{HOME}1/frage/all.public/nach/all.{name}/")
        for name in ("region", "office", "secret", "public")
    }

    assert pages == {
        "region": ["anonymous: sign in", "outsider: 404", "member: 200", "office: 200"],
        "office": ["anonymous: sign in", "outsider: 404", "member: 404", "office: 200"],
        "secret": ["anonymous: sign in", "outsider: 404", "member: 404", "office: 404"],
        "public": ["anonymous: sign in", "outsider: 404", "member: 404", "office: 404"],
    }
