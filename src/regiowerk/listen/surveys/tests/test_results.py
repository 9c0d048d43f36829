import json
import re
from datetime import date
from io import BytesIO
from itertools import pairwise

import pyarrow.parquet as pq
import pytest
from django.test import Client
from openpyxl import load_workbook

from regiowerk.ground.people.tests.factories import AT
from regiowerk.ground.process.models import Process
from regiowerk.ground.process.tests.factories import deeds
from regiowerk.ground.regions.tests.strangers import as_user, asked_by_all
from regiowerk.listen.questionnaires.domain.instrument import (
    Visibility,
)
from regiowerk.listen.surveys import actions
from regiowerk.listen.surveys.domain.evaluation.shapes import Form, shapes_of
from regiowerk.listen.surveys.domain.evaluation.tables import (
    Veiled,
    from_json,
    to_json,
)
from regiowerk.listen.surveys.models import Participation, Release, ReleaseMember
from regiowerk.listen.surveys.queries.evaluation.drafting import draft_of, files_in
from regiowerk.listen.surveys.tests.factories import a_published_version, a_survey, a_wave, answered
from regiowerk.listen.surveys.tests.number_world import (
    HOME,
    NUMBERS,
    OFFICE,
    a_draft,
    a_town,
    field,
    published,
    table,
    towns,
)
from regiowerk.listen.surveys.tests.signing_world import signed

pytestmark = pytest.mark.django_db


@pytest.fixture
def wave(process):
    version = a_published_version(process, NUMBERS)
    return a_wave(a_survey(process, "zahlen", questionnaire=version.questionnaire), version=version)


# counting


def test_a_choice_is_counted_with_its_base(wave):
    towns(wave, 3, public="yes")
    towns(wave, 1, first=11, public="no")
    towns(wave, 2, first=21)
    found = table(wave, "public")

    assert (found.n, found.counts, found.asked, found.skipped) == (4, (3, 1), 6, 2)


def test_several_answers_are_shares_of_organisations(wave):
    a_town(wave, 1, region=("a", "b"))
    a_town(wave, 2, region=("a",))
    found = table(wave, "region")

    assert (found.n, found.counts) == (2, (2, 1, 0))


def test_a_number_has_mean_median_and_spread(wave):
    for number, staff in enumerate((1, 2, 3, 10), start=1):
        a_town(wave, number, staff=staff)
    numbers = table(wave, "staff").numbers

    assert (numbers.n, numbers.mean, numbers.median, numbers.lower, numbers.upper) == (
        4,
        4.0,
        2.5,
        1.75,
        4.75,
    )


def test_classes_of_a_number_hold_all_of_it(wave):
    for number, staff in enumerate((1, 2, 3, 10, 100), start=1):
        a_town(wave, number, staff=staff)
    classes = table(wave, "staff").classes

    assert (sum(n for *_bounds, n in classes), classes[0][0] <= 1, classes[-1][1] > 100) == (
        5,
        True,
        True,
    )
    assert [one[1] - other[0] for one, other in pairwise(classes)] == [0.0] * (len(classes) - 1)


def test_a_ranking_has_mean_places_and_first_places(wave):
    a_town(wave, 1, order=("b", "a", "c"))
    a_town(wave, 2, order=("b", "c", "a"))
    found = table(wave, "order")

    assert (found.counts, found.places) == ((0, 2, 0), (2.5, 1.0, 2.5))


def test_who_was_not_asked_is_not_missing(wave):
    towns(wave, 2, public="yes")
    towns(wave, 3, first=11, public="no")
    found = table(wave, "later")

    assert (found.asked, found.skipped) == (2, 2)


def test_personal_questions_are_in_no_table(wave):
    a_town(wave, 1, person="Maria Muster")

    assert table(wave, "person") is None


def test_results_go_into_json_and_back(wave):
    towns(wave, 8, public="yes", secret="yes", staff=3, order=("a", "b", "c"))
    results = draft_of(wave, date(2022, 1, 24)).results

    assert from_json(json.loads(json.dumps(to_json(results)))) == results


def test_the_same_answers_give_the_same_bytes(wave):
    towns(wave, 6, public="yes", secret="no")
    first, second = (draft_of(wave, date(2022, 1, 24)) for _again in range(2))

    assert (first.content_hash, first.snapshot) == (second.content_hash, second.snapshot)


# protecting


def test_few_answers_are_not_told(wave):
    towns(wave, 4, secret="yes")
    found = table(wave, "secret")

    assert (found.n, found.counts, found.weighted) == (0, (), ())


def test_small_numbers_are_ranges_and_large_ones_are_told(wave):
    towns(wave, 8, secret="yes")
    towns(wave, 2, first=21, secret="no")
    found = table(wave, "secret")

    assert (found.n, [isinstance(one, Veiled) for one in found.counts]) == (10, [True, True])


def test_no_single_answer_of_a_protected_question_is_in_the_snapshot(wave):
    towns(wave, 7, public="yes", secret="yes")
    release = a_draft(wave)
    content = b"".join(files_in(release).values())
    shapes = shapes_of(
        NUMBERS, {f"/all/{q.name}": q.visibility for q in NUMBERS.items[0].items}, "de"
    )
    hidden = [n for n, one in enumerate(shapes) if one.visibility is Visibility.AGGREGATE]

    asked = pq.read_table(BytesIO(files_in(release)["asked"]))["question"].to_pylist()
    assert (content != b"", set(asked) & set(hidden), [one.form for one in shapes][:2]) == (
        True,
        set(),
        [Form.SINGLE, Form.MULTIPLE],
    )


# publishing


def test_a_release_keeps_whose_answers_it_is_made_of(wave):
    towns(wave, 6, secret="yes")
    release = published(wave)

    assert (release.members.count(), ReleaseMember.objects.first().content_hash != "") == (6, True)


def test_a_release_with_one_more_organisation_is_refused(office, wave):
    towns(wave, 8, secret="yes")
    published(wave)
    towns(wave, 1, first=30, secret="no")
    second = a_draft(wave)

    with pytest.raises(actions.DisclosingError):
        actions.release_results(release=second, by=OFFICE, at=AT)
    page = office.get(f"{HOME}2/entwurf/").text
    assert ["Das darf nicht veröffentlicht werden" in page, "Nötig sind mindestens 6" in page] == [
        True,
        True,
    ]


def test_with_enough_more_it_is_published(wave):
    towns(wave, 8, secret="yes")
    published(wave)
    towns(wave, 8, first=30, secret="no")

    assert published(wave).number == 2


def test_one_changed_answer_is_refused(wave):
    several = towns(wave, 9, secret="yes")
    published(wave)
    one = several[0]
    actions.reopen_sections(
        participation=one, sections=["all"], reason="x", due_on=None, token="t", by=OFFICE, at=AT
    )
    head = one.heads.get(path="/all/secret").revision_id
    answered(one, field("secret"), "no", base=head)
    Participation.objects.filter(pk=one.pk).update(state="in_sign_off")
    one.refresh_from_db()
    signed(one)

    assert {against["kind"] for against in json.loads(a_draft(wave).against)} == {"changed"}


def test_published_results_never_change(wave):
    towns(wave, 6, public="yes")
    release = published(wave)
    with pytest.raises(actions.NotADraftError):
        actions.release_results(release=release, by=OFFICE, at=AT)
    with pytest.raises(actions.NotADraftError):
        actions.remove_release_draft(release=release, by=OFFICE, at=AT)


def test_a_new_draft_replaces_the_old_one(wave):
    towns(wave, 6, public="yes")
    a_draft(wave)
    a_draft(wave)

    assert list(Release.objects.values_list("number", "state")) == [(1, "draft")]


def test_nobody_is_evaluated_where_nobody_handed_in(office, wave):
    response = office.post(f"{HOME}vorbereiten/", {"audience": "region", "note": ""})

    assert (response.status_code, Release.objects.count()) == (422, 0)


def test_the_office_prepares_looks_and_publishes(office, wave):
    towns(wave, 6, public="yes")
    office.post(f"{HOME}vorbereiten/", {"audience": "region", "note": "Stand **Januar**"})
    seen = office.get(f"{HOME}1/entwurf/").text
    office.post(f"{HOME}1/veroeffentlichen/")

    assert ("6 von 6 Organisationen sind dabei" in seen, Release.objects.get().state) == (
        True,
        "released",
    )
    assert [one[0] for one in deeds() if one[0].startswith("wave.re")][:3] != []


# reading


def test_everybody_reads_as_much_as_their_circle_may(crowd, wave):
    towns(wave, 7, public="yes", region=("a",), office="yes", secret="yes")
    published(wave)
    asked = {
        name: asked_by_all(crowd, f"{HOME}1/frage/all.{name}/")
        for name in ("public", "region", "office", "secret", "person")
    }

    assert asked == {
        "public": ["anonymous: sign in", "outsider: 404", "member: 200", "office: 200"],
        "region": ["anonymous: sign in", "outsider: 404", "member: 200", "office: 200"],
        "office": ["anonymous: sign in", "outsider: 404", "member: 404", "office: 200"],
        "secret": ["anonymous: sign in", "outsider: 404", "member: 200", "office: 200"],
        "person": ["anonymous: sign in", "outsider: 404", "member: 404", "office: 404"],
    }


def test_strangers_read_public_answers_and_protected_totals_of_a_public_release(crowd, wave):
    Process.objects.update(is_public=True)
    towns(wave, 7, public="yes", region=("a",), office="yes", secret="yes")
    published(wave, "public")
    stranger = Client()
    pages = [
        stranger.get(f"{HOME}1/frage/all.{name}/").status_code
        for name in ("public", "region", "office", "secret")
    ]
    overview = stranger.get(f"{HOME}1/").text

    assert (pages, "Frage region" in overview, "Frage public" in overview) == (
        [200, 302, 302, 200],
        False,
        True,
    )


def test_a_draft_is_the_offices_own(crowd, wave):
    towns(wave, 6, public="yes")
    a_draft(wave)

    assert asked_by_all(crowd, f"{HOME}1/") == [
        "anonymous: sign in",
        "outsider: 404",
        "member: 404",
        "office: 200",
    ]


def test_files_say_what_the_page_says(crowd, wave):
    towns(wave, 7, public="yes", office="yes")
    published(wave)
    member = as_user(crowd.member)
    table_file = member.get(f"{HOME}1/frage/all.public/tabelle.csv").content.decode("utf-8-sig")
    workbook = member.get(f"{HOME}1/tabellen.xlsx")

    assert (";alle;ja;7;1.000" in table_file, workbook.status_code) == (True, 200)
    assert member.get(f"{HOME}1/frage/all.office/tabelle.csv").status_code == 404


def test_other_programs_read_what_the_reader_may_see(crowd, wave):
    towns(wave, 7, public="yes", office="yes")
    release = published(wave)
    by_reader = {
        who: as_user(who).get(f"{HOME}1/tabellen.json").json()
        for who in (crowd.member, crowd.office)
    }
    told = [{one["key"] for one in data["tables"]} for data in by_reader.values()]
    one = as_user(crowd.member).get(f"{HOME}1/frage/all.public/tabelle.json").json()

    assert (told[1] - told[0], "all.public" in told[0]) == ({"all.office"}, True)
    assert (one["table"]["counts"], one["handed_in"], one["release_hash"]) == (
        [7, 0],
        7,
        release.content_hash,
    )
    assert as_user(crowd.member).get(f"{HOME}1/frage/all.office/tabelle.json").status_code == 404


def test_everybody_gets_their_own_workbook_of_all_figures(crowd, wave):
    towns(wave, 7, public="yes", office="yes")
    published(wave)
    keys = [
        {row[0] for row in figures.iter_rows(min_row=2, values_only=True)}
        for reader in (crowd.office, crowd.member, crowd.office)
        for figures in [
            load_workbook(
                BytesIO(as_user(reader).get(f"{HOME}1/tabellen.xlsx").content)
            ).worksheets[1]
        ]
    ]

    assert ["all.public" in found for found in keys] == [True, True, True]
    assert ["all.office" in found for found in keys] == [True, False, True]


@pytest.mark.parametrize("count", [6, 12])
def test_pages_ask_the_database_as_often_for_many(
    office, wave, count, django_assert_max_num_queries
):
    towns(wave, count, public="yes", region=("a",), secret="yes")
    published(wave)
    for page in ("1/", "1/frage/all.public/"):
        with django_assert_max_num_queries(12):
            office.get(f"{HOME}{page}")


def test_there_is_a_way_from_the_cockpit(office, wave):
    page = office.get("/verfahren/muster/befragungen/zahlen/1/").text

    assert re.search(r'href="[^"]+/auswertung/"', page) is not None
