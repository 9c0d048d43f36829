"""Results beside others: what is comparable, who may look, and what of oneself stands beside it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.test import Client

from regiowerk.ground.journal.domain.actor import Role
from regiowerk.ground.process.models import Process
from regiowerk.ground.process.tests.factories import a_process
from regiowerk.ground.regions.tests.factories import a_mandate, a_region
from regiowerk.ground.regions.tests.strangers import as_user, asked_by_all
from regiowerk.listen.questionnaires.domain.instrument import Visibility
from regiowerk.listen.surveys.domain.evaluation.comparing import pairs_of, shifts_of, strongest
from regiowerk.listen.surveys.domain.evaluation.tables import Results, ResultTable, Veiled
from regiowerk.listen.surveys.models import Release
from regiowerk.listen.surveys.queries.evaluation.places import said_by_name
from regiowerk.listen.surveys.queries.evaluation.results import shown
from regiowerk.listen.surveys.queries.exports.classes import Audience
from regiowerk.listen.surveys.tests.factories import a_published_version, a_survey, a_wave
from regiowerk.listen.surveys.tests.number_world import HOME, NUMBERS, a_town, published, towns


@pytest.fixture
def wave(process):
    version = a_published_version(process, NUMBERS)
    return a_wave(a_survey(process, "zahlen", questionnaire=version.questionnaire), version=version)


def a_table(
    indicator: str, *counts: int | Veiled, codes: tuple[str, ...] = ("a", "b")
) -> ResultTable:
    n = sum(one for one in counts if isinstance(one, int))
    return ResultTable(
        f"k.{indicator}", indicator, "single", "s", "region", codes, codes, n, counts,
        indicator=indicator,
    )  # fmt: skip


def results(*tables: ResultTable) -> Results:
    return Results("Umfrage", 1, "Winter", 1, 29, 13, tables)


# what is comparable


def test_questions_are_paired_by_indicator_not_by_name():
    first = results(a_table("staff", 3, 1), a_table("goals", 2, 2), a_table("", 1, 1))
    second = results(a_table("goals", 1, 3), a_table("", 1, 1), a_table("staff", 1, 1))

    assert [(one.first.key, one.second.key) for one in pairs_of(first, second)] == [
        ("k.staff", "k.staff"),
        ("k.goals", "k.goals"),
    ]


def test_answers_are_compared_by_code_wherever_they_stand():
    (pair,) = pairs_of(results(a_table("x", 3, 1)), results(a_table("x", 6, 2, codes=("b", "a"))))

    assert [(one.code, one.shares) for one in shifts_of(pair)] == [
        ("a", (0.75, 0.25)),
        ("b", (0.25, 0.75)),
    ]


def test_what_one_of_both_veils_is_not_compared():
    (pair,) = pairs_of(results(a_table("x", 5, Veiled(0, 4))), results(a_table("x", 5, 4)))

    assert [one.code for one in shifts_of(pair)] == ["a"]


def test_the_largest_difference_of_every_question_comes_first():
    first = results(a_table("small", 10, 10), a_table("large", 10, 0), a_table("none", 5, 5))
    second = results(a_table("small", 14, 6), a_table("large", 0, 10), a_table("none", 5, 5))
    found = strongest(pairs_of(first, second), 0.15, 8)

    assert [(one.pair.first.indicator, abs(round(one.size, 2))) for one in found] == [
        ("large", 1.0),
        ("small", 0.2),
    ]


# pages


@pytest.mark.django_db
def test_two_releases_stand_beside_each_other(office, wave):
    towns(wave, 8, public="yes")
    published(wave)
    towns(wave, 8, first=30, public="no")
    published(wave)
    choices = office.get(f"{HOME}2/vergleich/").text
    page = office.get(f"{HOME}2/vergleich/muster/zahlen/1/1/").text

    assert (
        'href="/verfahren/muster/befragungen/zahlen/1/auswertung/2/vergleich/muster/zahlen/1/1/"'
        in choices
    )
    assert "8 Organisationen sind in beiden dabei." in page
    assert "8 sind nur in der zweiten dabei." in page


@pytest.mark.django_db
def test_of_two_waves_the_earlier_is_told_first_from_wherever_one_came(office, wave):
    towns(wave, 8, public="yes")
    published(wave)
    towns(wave, 8, first=30, public="no")
    published(wave)
    pages = [
        office.get(f"{HOME}{own}/vergleich/muster/zahlen/1/{other}/").text
        for own, other in ((2, 1), (1, 2))
    ]

    assert [
        "Zuerst Welle 1, Veröffentlichung 1, dann Welle 1, Veröffentlichung 2" in page
        for page in pages
    ] == [True, True]


@pytest.mark.django_db
def test_two_regions_are_called_by_their_names_not_by_time(office, process):
    first, other = _compared(process), _compared(a_process(a_region("nachbarland"), "anderes"))
    Process.objects.update(is_public=True)
    towns(first, 6, public="yes", staff=10)
    towns(first, 2, first=11, public="no", staff=10)
    published(first, "public")
    towns(other, 2, first=31, public="yes", staff=4)
    towns(other, 6, first=41, public="no", staff=4)
    published(other, "public")

    choices = office.get(f"{HOME}1/vergleich/").text
    page = office.get(f"{HOME}1/vergleich/anderes/zahlen/1/1/").text.replace("\xa0", " ")

    assert "Nachbarland (Welle 1, Veröffentlichung 1)" in choices
    assert "andere Region, gleicher Fragebogen" in choices
    for told in (
        "Musterland (Welle 1, Veröffentlichung 1) neben Nachbarland (Welle 1, ",
        "„nein“: Nachbarland 75 % (6 von 8), Musterland 25 % (2 von 8)",
        "Median: Nachbarland 4, Musterland 10",
        "8 Organisationen sind nur in „Nachbarland“ dabei. 8 Organisationen sind nur in „Musterland“ ",
        "Musterland neben Nachbarland",
        "Der Punkt steht für Musterland, das andere Ende der Linie für Nachbarland.",
        "nicht nur von den Regionen selbst",
        "Quelle: Nachbarland: Digitale Verwaltung, Welle 1",
        "; Musterland: Digitale Verwaltung, Welle 1",
    ):
        assert told in page
    for of_time in (" dann ", "Zuerst", "in der ersten", "in der zweiten", "geändert"):
        assert of_time not in page


@pytest.mark.django_db
def test_another_process_of_the_region_is_no_other_region(office, process):
    for number, one in enumerate((process, a_process(process.region, "anderes"))):
        wave = _compared(one)
        towns(wave, 2, first=1 + 10 * number, public="yes", staff=10)
        published(wave)

    choices = office.get(f"{HOME}1/vergleich/").text

    assert "anderes Verfahren der Region, gleicher Fragebogen" in choices
    assert "andere Region" not in choices


def _compared(process):
    """A wave that asks one choice and one number everybody may read, both with an indicator."""
    (group,) = NUMBERS.items
    asked = tuple(
        replace(one, visibility=Visibility.PUBLIC, indicator=one.name)
        for one in group.items
        if one.name in {"public", "staff"}
    )
    instrument = replace(NUMBERS, items=(replace(group, items=asked),))
    version = a_published_version(process, instrument)
    return a_wave(a_survey(process, "zahlen", questionnaire=version.questionnaire), version=version)


@pytest.mark.django_db
def test_who_may_not_read_one_of_both_compares_neither(crowd, wave):
    Process.objects.update(is_public=True)
    towns(wave, 8, public="yes")
    published(wave, "office")
    towns(wave, 8, first=30, public="no")
    published(wave, "public")
    both = f"{HOME}2/vergleich/muster/zahlen/1/1/"

    assert asked_by_all(crowd, both)[1:] == ["outsider: 404", "member: 404", "office: 200"]
    assert "auswertung/1/" not in as_user(crowd.member).get(f"{HOME}2/vergleich/").text
    assert Client().get(f"{HOME}2/vergleich/").status_code == 200


@pytest.mark.django_db
def test_an_organisation_sees_its_own_answers_beside_the_others(crowd, wave):
    towns(wave, 6, public="yes", staff=10)
    own = a_town(wave, 40, public="no", staff=3, secret="yes", region=("a", "b"))
    published(wave)
    user = a_mandate(crowd.region, own.organisation, role=Role.CONTACT).user
    page = as_user(user).get(f"{HOME}1/eigene/{own.organisation.key}/").text
    overview = as_user(user).get(f"{HOME}1/").text

    assert "Sie: nein" in page
    assert "alle: 1 von 7 (14 %)" in page
    assert "Sie: 3" in page
    assert "alle: Median 10" in page
    assert f"/eigene/{own.organisation.key}/" in overview


@pytest.mark.django_db
def test_nobody_sees_the_answers_of_another_organisation(crowd, wave):
    own = a_town(wave, 40, public="no")
    towns(wave, 6, public="yes")
    published(wave, "public")

    assert asked_by_all(crowd, f"{HOME}1/eigene/{own.organisation.key}/") == [
        "anonymous: sign in",
        "outsider: 404",
        "member: 403",
        "office: 403",
    ]


@pytest.mark.django_db
def test_beside_a_protected_question_stands_only_what_is_published(crowd, wave):
    own = a_town(wave, 40, secret="no")
    towns(wave, 7, secret="yes")
    published(wave)
    user = a_mandate(crowd.region, own.organisation, role=Role.CONTACT).user
    page = as_user(user).get(f"{HOME}1/eigene/{own.organisation.key}/").text

    assert "alle: 1 von 8" not in page


# the map


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("audience", "told"),
    [
        (Audience.PUBLIC, {"public"}),
        (Audience.REGION, {"public", "staff"}),
        (Audience.OFFICE, {"public", "staff", "office"}),
    ],
)
def test_single_answers_are_told_by_name_only_where_their_class_lets_them(
    wave,
    audience,
    told,
):
    towns(wave, 7, public="yes", office="no", secret="yes", staff=3)
    published(wave, "public")
    release = Release.objects.select_related("wave__survey__process__region").get()
    everything = shown(release, Audience.OFFICE)
    found = shown(release, audience)
    named = {
        table.key.removeprefix("all.")
        for table in everything.results.tables
        if said_by_name(found, table)
    }

    assert named == told


@pytest.mark.django_db
def test_answers_on_the_map_are_those_of_their_organisations(wave):
    for number, staff in ((3, 30), (1, 10), (2, 20)):
        a_town(wave, number, staff=staff, public="yes" if staff > 15 else "no")
    published(wave)
    release = Release.objects.select_related("wave__survey__process__region").get()
    found = shown(release, Audience.REGION)
    said = {
        key: {one.organisation.name: (one.place, one.number) for one in said_by_name(found, table)}
        for key in ("staff", "public")
        if (table := found.results.table(f"all.{key}"))
    }

    silent = {"Musterstadt 002": (None, None)}  # a member that has not answered
    assert said == {
        "staff": {"Ort 1": (None, 10), "Ort 2": (None, 20), "Ort 3": (None, 30), **silent},
        "public": {"Ort 1": (1, None), "Ort 2": (0, None), "Ort 3": (0, None), **silent},
    }


@pytest.mark.django_db
def test_roles_that_may_not_answer_do_not_see_what_was_answered(crowd, wave):
    own = a_town(wave, 40, public="no")
    towns(wave, 6, public="yes")
    published(wave)
    user = a_mandate(crowd.region, own.organisation, role=Role.READER).user

    assert as_user(user).get(f"{HOME}1/eigene/{own.organisation.key}/").status_code == 403
