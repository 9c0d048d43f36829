"""Themes of open answers in releases: frozen, protected, on every page and in every file."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from regiowerk.ground.journal.domain.frozen import fingerprint
from regiowerk.ground.people.tests.factories import AT
from regiowerk.ground.regions.tests.strangers import asked_by_all
from regiowerk.listen.codes.actions import merge_codes
from regiowerk.listen.codes.queries import book_of, record_in
from regiowerk.listen.codes.tests.factories import a_code
from regiowerk.listen.surveys import actions
from regiowerk.listen.surveys.domain.disclosure.tables import Protection
from regiowerk.listen.surveys.domain.disclosure.themes import theme_table
from regiowerk.listen.surveys.domain.evaluation.tables import Veiled, from_json, to_json
from regiowerk.listen.surveys.models import Coding
from regiowerk.listen.surveys.queries.evaluation.drafting import draft_of
from regiowerk.listen.surveys.queries.evaluation.results import results_in
from regiowerk.listen.surveys.tests.open_words import (
    EVA,
    a_town,
    a_wave_of_words,
    coded_with,
    released,
)

pytestmark = pytest.mark.django_db

HOME = "/verfahren/muster/befragungen/worte/1/auswertung/"


@pytest.fixture
def wave(process):
    return a_wave_of_words(process)


@pytest.fixture
def codes(process):
    """Two codes below one, and one beside them."""
    top = a_code(process, "hemmnisse")
    return (a_code(process, "geld", under=top), a_code(process, under=top, position=2),
            a_code(process, "ziele", position=2))  # fmt: skip


def towns(wave, count, *codes, name="region", first=1):
    """Towns that wrote something, each with the same themes in it."""
    made = [a_town(wave, number, **{name: "Wort"}) for number in range(first, first + count)]
    for town in made if codes else ():
        coded_with(town, *codes, name=name)
    return made


def table(wave, name="region"):
    return draft_of(wave, date(2022, 1, 24)).results.table(f"all.{name}")


def themes(told):
    return dict(zip(told.answers, told.counts, strict=True))


# counted exactly


def test_themes_are_counted_by_organisation_with_everything_below(wave, codes):
    money, people, goals = codes
    towns(wave, 3, money, people)
    towns(wave, 2, people, first=10)
    towns(wave, 1, goals, first=20)
    towns(wave, 2, first=30)
    told = table(wave)

    assert (told.n, told.coded, themes(told)) == (
        8,
        6,
        {"Hemmnisse": 5, "Hemmnisse › Geld": 3, "Hemmnisse › Personal": 5, "Ziele": 1},
    )


def test_a_question_nobody_coded_tells_how_many_wrote(wave):
    towns(wave, 3)
    told = table(wave)

    assert (told.n, told.codes, told.coded) == (3, (), None)


def test_a_release_is_frozen_whatever_is_coded_later(wave, codes):
    money, people, goals = codes
    made = towns(wave, 3, money)
    release = released(wave)
    before = results_in(release.content_hash, release.content).table("all.region")
    for town in made:
        coded_with(town, goals, name="region")
    merge_codes(code=money, into=people, by=EVA, at=AT)
    after = results_in(release.content_hash, release.content).table("all.region")

    assert (before, themes(after)) == (after, {"Hemmnisse": 3, "Hemmnisse › Geld": 3})


def test_what_was_coded_later_is_not_in_it(wave, codes):
    towns(wave, 3, codes[0])
    Coding.objects.update(coded_at=AT + timedelta(days=1))
    draft = draft_of(wave, date(2022, 1, 24), until=AT + timedelta(hours=1))

    assert draft.results.table("all.region").codes == ()


def test_the_codebook_is_kept_as_a_version_once(process, wave, codes):
    towns(wave, 3, codes[0])
    first, second = released(wave), released(wave)
    digest = fingerprint(record_in(book_of(process), process))
    told = [results_in(one.content_hash, one.content).codebook for one in (first, second)]

    assert (told, [one.content_hash for one in process.codebook.versions.all()]) == (
        [digest, digest],
        [digest],
    )


def test_frozen_results_keep_the_codebook(wave, codes):
    towns(wave, 3, codes[0])
    results = draft_of(wave, date(2022, 1, 24)).results

    assert from_json(to_json(results)) == results


# told in totals only


def test_of_confidential_answers_only_frequent_themes_are_named(wave, codes):
    money, people, goals = codes
    towns(wave, 6, money, name="aggregate")
    towns(wave, 5, goals, name="aggregate", first=10)
    towns(wave, 1, people, name="aggregate", first=20)
    told = table(wave, "aggregate")

    assert (told.n, themes(told), told.breakdowns, told.weighted, told.coded) == (
        12,
        {"Hemmnisse": Veiled(6, 12), "Hemmnisse › Geld": Veiled(6, 12)},
        (),
        (),
        None,
    )


@pytest.mark.parametrize(("number", "named"), [(5, ()), (11, ()), (12, ("a",)), (30, ("a",))])
def test_a_theme_of_everybody_is_named_only_where_others_may_not_have_it(number, named):
    given = {f"town{one}": ("a",) for one in range(number)}

    assert theme_table(given, ("a", "b"), Protection()).answers == named


def test_few_answers_tell_nothing_at_all(wave, codes):
    towns(wave, 5, codes[0], name="aggregate")
    told = table(wave, "aggregate")

    assert (told.n, told.codes, told.is_told) == (0, (), False)


def against(wave):
    draft = draft_of(wave, date(2022, 1, 24))
    return [(one.kind, one.question, one.number) for one in draft.against]


def test_a_release_with_few_more_answers_is_refused(wave, codes):
    towns(wave, 12, codes[0], name="aggregate")
    released(wave)
    towns(wave, 5, codes[2], name="aggregate", first=30)
    few = against(wave)
    towns(wave, 1, codes[2], name="aggregate", first=40)

    assert (few, against(wave)) == ([("came", "all.aggregate", 5)], [])


def test_that_no_theme_was_frequent_enough_counts_as_told(wave, codes):
    towns(wave, 11, codes[0], name="aggregate")
    released(wave)
    towns(wave, 1, codes[0], name="aggregate", first=30)

    assert against(wave) == [("came", "all.aggregate", 1)]


@pytest.mark.parametrize(("number", "refused"), [(0, 0), (1, 1), (5, 1), (6, 0)])
def test_few_answers_coded_differently_are_refused_too(wave, codes, number, refused):
    made = towns(wave, 12, codes[0], name="aggregate")
    released(wave)
    for town in made[:number]:
        coded_with(town, codes[2], name="aggregate")

    assert against(wave) == [("changed", "all.aggregate", number)] * refused


def test_a_question_left_out_stays_as_it_was(wave, codes):
    towns(wave, 12, codes[0], name="aggregate")
    released(wave)
    towns(wave, 2, codes[2], name="aggregate", first=30)
    draft = draft_of(wave, date(2022, 1, 24), left_out=("all.aggregate",))

    assert (draft.against, draft.results.table("all.aggregate").is_left_out) == ((), True)


# pages and files


@pytest.fixture
def release(wave, codes):
    towns(wave, 8, codes[0])
    towns(wave, 4, codes[2], first=20)
    towns(wave, 12, codes[1], name="aggregate", first=40)
    towns(wave, 7, codes[0], name="office", first=60)
    return released(wave)


def test_page_and_files_tell_the_themes(office, release):
    address = f"{HOME}1/frage/all.region/"
    page, csv = office.get(address).text, office.get(f"{address}tabelle.csv").content.decode()

    assert ("8 von 12 sprechen von „Hemmnisse › Geld“" in page, "Ziele;4;0.333" in csv) == (
        True,
        True,
    )


def test_named_themes_stand_without_a_number(office, release):
    page = office.get(f"{HOME}1/frage/all.aggregate/").text

    assert ("Hemmnisse › Personal" in page, "mindestens 6" in page, "12 von 12" in page) == (
        True,
        True,
        False,
    )


def test_the_page_says_by_which_codebook(office, release):
    page = office.get(f"{HOME}1/frage/all.region/").text

    assert ('/codesystem/fassung/1/' in page, results_in(release.content_hash, release.content).codebook
            in page) == (True, True)  # fmt: skip


def test_themes_are_read_by_whoever_may_read_the_release(crowd, release):
    told = {
        name: asked_by_all(crowd, f"{HOME}1/frage/all.{name}/")
        for name in ("region", "aggregate", "office")
    }
    outside = ["anonymous: sign in", "outsider: 404"]

    assert told == {
        "region": [*outside, "member: 200", "office: 200"],
        "aggregate": [*outside, "member: 200", "office: 200"],
        "office": [*outside, "member: 404", "office: 200"],
    }


def test_the_draft_says_that_answers_are_coded_differently(office, wave, codes):
    made = towns(wave, 12, codes[0], name="aggregate")
    released(wave)
    coded_with(made[0], codes[2], name="aggregate")
    draft = actions.prepare_release(wave=wave, audience="region", note="", by=EVA, at=AT)
    actions.keep_draft(release=draft, draft=draft_of(wave, date(2022, 1, 24)), at=AT)

    assert "In einer Antwort sind andere Themen gefunden" in office.get(f"{HOME}2/entwurf/").text
