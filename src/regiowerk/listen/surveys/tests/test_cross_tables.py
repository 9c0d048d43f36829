"""Cross tables of questions told in totals only: chosen before publishing, protected with all the rest."""

from __future__ import annotations

import json
from datetime import date

import pytest

from regiowerk.ground.people.tests.factories import AT
from regiowerk.ground.process.tests.factories import deeds
from regiowerk.ground.regions.tests.strangers import as_user, asked_by_all
from regiowerk.listen.surveys import actions
from regiowerk.listen.surveys.domain.evaluation.registering import register_from
from regiowerk.listen.surveys.domain.evaluation.tables import from_json, to_json
from regiowerk.listen.surveys.queries.evaluation.axes import Crossing
from regiowerk.listen.surveys.queries.evaluation.drafting import draft_of
from regiowerk.listen.surveys.queries.evaluation.own import own_results
from regiowerk.listen.surveys.queries.evaluation.results import shown
from regiowerk.listen.surveys.queries.exports.classes import Audience
from regiowerk.listen.surveys.tests.attacker import Attack
from regiowerk.listen.surveys.tests.number_world import HOME, OFFICE, a_draft, a_town, towns
from regiowerk.listen.surveys.tests.test_results import wave

__all__ = ["wave"]

pytestmark = pytest.mark.django_db

BY_PUBLIC = Crossing("all.secret", "all.public")
BY_OFFICE = Crossing("all.secret", "all.office")


def draft(wave, *crossings, **rest):
    return draft_of(wave, date(2022, 1, 24), crossings=crossings, **rest)


def crossed(results):
    """Groups, their sizes and counts of the cross tables."""
    found = results.table("all.secret").breakdowns
    return [
        (one.key, [(group.label, group.n, group.counts) for group in one.groups])
        for one in found
        if one.is_crossing
    ]


def handed_in(wave, sizes=(7, 7, 7, 7), first=1, **rest):
    """So many said yes and no, of those that say yes to the other question, and of the others."""
    for number, size in enumerate(sizes):
        public, secret = ("yes", "no")[number // 2], ("yes", "no")[number % 2]
        towns(wave, size, first=first + 100 * number, public=public, secret=secret, **rest)


def kept(wave, *crossings, audience="region"):
    """A draft with cross tables, as the office and the background make it."""
    release = a_draft(wave, audience)
    for one in crossings:
        actions.choose_release_crossing(
            release=release, question=one.question, other=one.other, by=OFFICE, at=AT
        )
        release.refresh_from_db()
        actions.keep_draft(release=release, draft=draft(wave, *crossings), at=AT)
    release.refresh_from_db()
    return release


def published(wave, *crossings, audience="region"):
    release = kept(wave, *crossings, audience=audience)
    actions.release_results(release=release, by=OFFICE, at=AT)
    release.refresh_from_db()
    return release


# counted and protected


def test_a_question_by_the_answers_to_another(wave):
    handed_in(wave, (8, 7, 6, 9))

    assert crossed(draft(wave, BY_PUBLIC).results) == [
        ("by.all.public", [("ja", 15, (8, 7)), ("nein", 15, (6, 9))])
    ]


def test_without_a_choice_there_is_no_cross_table(wave):
    handed_in(wave)

    assert crossed(draft(wave).results) == []


def test_small_cells_are_not_told(wave):
    """Told would be 8 of 10 who say yes, and with the total of all also the 2."""
    handed_in(wave, (8, 2, 10, 12))

    assert crossed(draft(wave, BY_PUBLIC).results) == []


def test_who_left_the_other_question_open_counts_in_the_whole_only(wave):
    handed_in(wave, (8, 8, 8, 8))
    towns(wave, 7, first=500, secret="yes")
    towns(wave, 7, first=600, secret="no")
    found = draft(wave, BY_PUBLIC).results

    assert (found.table("all.secret").counts, crossed(found)) == (
        (23, 23),
        [("by.all.public", [("ja", 16, (8, 8)), ("nein", 16, (8, 8))])],
    )


def test_few_who_left_it_open_are_not_told_by_subtraction(wave):
    """With both groups and the whole, the answers of the two would be known."""
    handed_in(wave, (8, 8, 8, 8))
    towns(wave, 2, first=500, secret="yes")

    assert crossed(draft(wave, BY_PUBLIC).results) == []


@pytest.mark.parametrize(
    "other",
    [
        "all.secret",  # its sizes would be the counts of a confidential question
        "all.region",  # several answers: groups would overlap
        "all.staff",
        "all.nothing",
    ],
)
def test_only_single_answers_told_exactly_make_groups(wave, other):
    handed_in(wave, region=("a",), staff=3)

    assert crossed(draft(wave, Crossing("all.secret", other)).results) == []


def test_two_cross_tables_are_protected_together(wave):
    """Each alone may be told; together they would leave a group of two."""
    towns(wave, 7, public="yes", office="yes", secret="yes")
    towns(wave, 7, first=100, public="yes", office="yes", secret="no")
    towns(wave, 2, first=200, public="no", office="yes", secret="yes")
    towns(wave, 7, first=300, public="no", office="no", secret="yes")
    towns(wave, 7, first=400, public="no", office="no", secret="no")
    alone = [bool(crossed(draft(wave, one).results)) for one in (BY_PUBLIC, BY_OFFICE)]
    together = crossed(draft(wave, BY_PUBLIC, BY_OFFICE).results)

    assert (alone, [key for key, _groups in together]) == ([True, True], ["by.all.public"])


def test_frozen_results_keep_cross_tables(wave):
    handed_in(wave)
    results = draft(wave, BY_PUBLIC).results

    assert from_json(to_json(results)) == results


# later releases


def test_a_later_cross_table_tells_nothing_of_the_few_that_came(wave):
    """It is left out until so many came that their own cross table could be told."""
    handed_in(wave)
    published(wave, BY_PUBLIC)
    handed_in(wave, (3, 3, 3, 3), first=20)
    few = draft(wave, BY_PUBLIC)
    handed_in(wave, (4, 4, 4, 4), first=40)
    more = draft(wave, BY_PUBLIC)

    assert (few.against, crossed(few.results), more.against, crossed(more.results)) == (
        (),
        [],
        (),
        [("by.all.public", [("ja", 28, (14, 14)), ("nein", 28, (14, 14))])],
    )


@pytest.mark.parametrize("sizes", [(7, 7, 7, 7), (6, 9, 12, 8), (7, 13, 6, 6)])
def test_an_attacker_who_reads_everything_finds_nothing(wave, sizes):
    towns(wave, 7, first=600, secret="yes")
    towns(wave, 6, first=700, secret="no")
    handed_in(wave, sizes)
    release = published(wave, BY_PUBLIC)
    handed_in(wave, (6, 7, 6, 7), first=40, office="yes")
    first = register_from(json.loads(release.register))["all.secret"]
    second = draft(wave, BY_PUBLIC, BY_OFFICE)
    tables = [*first, *second.register["all.secret"]]

    assert Attack([one for one in tables if one.is_publishable]).findings(5) == []


def test_who_changes_the_group_is_not_told_by_the_difference(wave):
    handed_in(wave)
    published(wave, BY_PUBLIC)
    towns(wave, 3, first=20, public="yes", secret="yes")
    towns(wave, 3, first=320, public="no", secret="no")
    later = draft(wave, BY_PUBLIC)

    assert (later.against, crossed(later.results)) == ((), [])  # three came in each group


def test_a_cross_table_left_out_before_may_come_later(wave):
    handed_in(wave)
    published(wave)

    assert crossed(draft(wave, BY_PUBLIC).results) != []


def test_the_next_draft_has_the_cross_tables_of_the_last(wave):
    handed_in(wave)
    published(wave, BY_PUBLIC)
    later = actions.prepare_release(wave=wave, audience="region", note="", by=OFFICE, at=AT)

    assert later.crossings_chosen == [("all.secret", "all.public")]


# who sees them


def test_cross_tables_by_a_narrower_question_are_for_its_readers(wave):
    towns(wave, 8, office="yes", secret="yes")
    towns(wave, 8, first=100, office="yes", secret="no")
    towns(wave, 8, first=200, office="no", secret="yes")
    towns(wave, 8, first=300, office="no", secret="no")
    release = published(wave, BY_OFFICE, audience="public")
    told = {
        audience: [key for key, _groups in crossed(shown(release, audience).results)]
        for audience in Audience
    }

    assert told == {
        Audience.OFFICE: ["by.all.office"],
        Audience.REGION: [],
        Audience.PUBLIC: [],
    }


def test_readers_see_them_with_figures_and_files(crowd, wave):
    handed_in(wave, (8, 7, 6, 9))
    published(wave, BY_PUBLIC)
    member = as_user(crowd.member)
    page = member.get(f"{HOME}1/frage/all.secret/").text
    csv = member.get(f"{HOME}1/frage/all.secret/tabelle.csv").content.decode()

    assert ("Nach den Antworten auf „Frage public“" in page, "Frage public;nein;nein;9" in csv) == (
        True,
        True,
    )


def test_ones_own_comparison_leaves_them_out(wave):
    handed_in(wave)
    release = published(wave, BY_PUBLIC)
    submission = release.members.order_by("pk").first().submission
    found = own_results(submission, shown(release, Audience.REGION))

    assert [one.beside for one in found if one.table.key == "all.secret"] == [
        (("alle", "14 von 28 (50 %)"),)
    ]


# choosing


PLACE = f"{HOME}1/kreuztabelle/"


def test_only_the_office_chooses(crowd, wave):
    handed_in(wave)
    a_draft(wave)

    assert asked_by_all(crowd, PLACE) == [
        "anonymous: sign in",
        "outsider: 404",
        "member: 403",
        "office: 200",
    ]


def test_the_office_adds_and_takes_out(office, wave):
    handed_in(wave)
    release = a_draft(wave)
    pair = {"question": "all.secret", "other": "all.public"}
    office.post(PLACE, pair)
    release.refresh_from_db()
    added = (release.crossings_chosen, crossed(shown(release, Audience.OFFICE).results) != [])
    office.post(f"{PLACE}weglassen/", pair)
    release.refresh_from_db()

    assert (added, release.crossings_chosen, [deed for deed, _label in deeds()[-4:]]) == (
        ([("all.secret", "all.public")], True),
        [],
        [
            "wave.crossing_chosen",
            "wave.release_drafted",
            "wave.crossing_dropped",
            "wave.release_drafted",
        ],
    )


@pytest.mark.parametrize(
    "pair",
    [("all.secret", "all.secret"), ("all.public", "all.office"), ("all.secret", "all.region")],
)
def test_what_cannot_be_crossed_is_not_offered(office, wave, pair):
    handed_in(wave)
    release = a_draft(wave)
    answer = office.post(PLACE, {"question": pair[0], "other": pair[1]})
    release.refresh_from_db()

    assert (answer.status_code, release.crossings) == (422, "")


def test_more_than_can_be_protected_is_refused(wave):
    a_town(wave, 1, public="yes", secret="yes")
    release = a_draft(wave)
    release.crossings = "\n".join(f"all.secret all.q{number}" for number in range(12))
    release.save(update_fields=["crossings"])

    with pytest.raises(actions.TooManyCrossingsError):
        actions.choose_release_crossing(
            release=release, question="all.secret", other="all.public", by=OFFICE, at=AT
        )


def test_what_is_published_stays(wave):
    handed_in(wave)
    release = published(wave)

    with pytest.raises(actions.NotADraftError):
        actions.choose_release_crossing(
            release=release, question="all.secret", other="all.public", by=OFFICE, at=AT
        )


def test_the_draft_says_what_cannot_be_told(office, wave):
    handed_in(wave, (8, 2, 10, 12))
    kept(wave, BY_PUBLIC)

    assert "Kann nicht erscheinen" in office.get(f"{HOME}1/entwurf/").text
