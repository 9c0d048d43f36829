from datetime import timedelta

import pytest
from hypothesis import given, settings, strategies as st

from regiowerk.ground.journal.domain.actor import SYSTEM
from regiowerk.ground.notices.models import Mail
from regiowerk.ground.people.tests.factories import AT
from regiowerk.ground.process.tests.factories import deeds
from regiowerk.ground.regions.tests.factories import a_municipality
from regiowerk.ground.regions.tests.strangers import as_user
from regiowerk.listen.surveys import actions
from regiowerk.listen.surveys.domain.states import Stage
from regiowerk.listen.surveys.domain.turnout import (
    Asked,
    by_size,
    size_class,
    turnout,
    turnout_by,
    under_represented,
)
from regiowerk.listen.surveys.models import Participation
from regiowerk.listen.surveys.tests.factories import a_participation, answered
from regiowerk.listen.surveys.tests.signing_world import signed, waiting
from regiowerk.listen.surveys.tests.town_hall import STAFF

WAVE = "/verfahren/muster/befragungen/rathaus/1/"
ROWS = st.lists(
    st.builds(
        Asked,
        st.text(max_size=3),
        st.sampled_from(list(Stage)),
        st.sampled_from(["A", "B", ""]),
        st.none() | st.integers(0, 400_000),
    ),
    max_size=40,
)


# counting


@given(ROWS)
@settings(max_examples=60, deadline=None)
def test_every_organisation_is_counted_once_in_every_table(rows):
    whole = turnout(rows)
    for parts in (turnout_by(rows, lambda row: row.group), [part for _n, part in by_size(rows)]):
        assert sum(part.asked for part in parts) == whole.asked == len(rows)
        assert sum(part.answered for part in parts) == whole.answered
        assert sum(part.people_asked for part in parts) == whole.people_asked
    assert 0 <= whole.share <= 1
    assert 0 <= whole.people_share <= 1


@pytest.mark.parametrize(
    ("inhabitants", "number"),
    [(None, -1), (0, 0), (4_999, 0), (5_000, 1), (19_999, 2), (20_000, 3), (150_000, 4)],
)
def test_size_classes(inhabitants, number):
    assert size_class(inhabitants) == number


def asked(stage, inhabitants, number=1):
    return [Asked(f"{stage}{inhabitants}{one}", stage, "", inhabitants) for one in range(number)]


def test_small_ones_that_answer_less_are_named():
    rows = asked("submitted", 30_000, 4) + asked("invited", 3_000, 3) + asked("accepted", 3_000)

    assert under_represented(rows) == [0]
    assert (turnout(rows).share, round(turnout(rows).people_share, 2)) == (5 / 8, 0.93)


def test_a_single_missing_town_is_no_pattern():
    assert under_represented(asked("submitted", 30_000, 4) + asked("invited", 3_000)) == []


# the pages


@pytest.mark.django_db
def test_the_cockpit_says_how_many_handed_in(crowd, participation):
    waiting(participation)
    signed(participation)
    page = as_user(crowd.office).get(WAVE)

    assert page.status_code == 200
    assert "1 von einer Organisation hat abgegeben" in page.content.decode()
    assert page.context["lines"][0][0].name == "Stadt Nebel"


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 5])
def test_the_cockpit_asks_as_often_for_many_as_for_one(
    crowd, participation, number, django_assert_max_num_queries
):
    for ags in range(number):
        a_participation(participation.wave, a_municipality(f"0599910{ags}", f"Ort {ags}"))
    client = as_user(crowd.office)
    with django_assert_max_num_queries(12):
        client.get(WAVE)
    with django_assert_max_num_queries(12):
        client.get(f"{WAVE}teilnahme/{participation.organisation.key}/")


@pytest.mark.django_db
def test_the_cockpit_filters_and_sorts(crowd, participation):
    a_participation(participation.wave, a_municipality("05999101", "Anger"), state="opened")
    client = as_user(crowd.office)

    def names(query):
        return [line.name for line, *_rest in client.get(WAVE + query).context["lines"]]

    assert [name.split()[-1] for name in names("")] == ["Anger", "Nebel"]
    assert names("?stand=invited") == ["Stadt Nebel"]
    assert names("?stand=handed_in") == []
    assert sorted(names("?sortiert=stage")) == sorted(names("?sortiert=unsinn"))


@pytest.mark.django_db
def test_nobody_but_the_office_sees_the_cockpit(crowd, participation):
    place = f"{WAVE}teilnahme/{participation.organisation.key}/"
    pages = (WAVE, f"{WAVE}stand.xlsx", place)

    assert [as_user(crowd.member).get(page).status_code for page in pages] == [403] * 3
    assert [as_user(crowd.outsider).get(page).status_code for page in pages] == [404] * 3
    assert [as_user(None).get(page).status_code for page in pages] == [302] * 3
    posts = (f"{place}frist/", f"{place}eintragen/", f"{place}annehmen/", f"{place}zurueckgeben/")
    assert [as_user(crowd.member).post(page).status_code for page in posts] == [403] * 4
    assert [as_user(crowd.outsider).post(page).status_code for page in posts] == [404] * 4


@pytest.mark.django_db
def test_the_office_sees_progress_and_no_answer(crowd, participation):
    answered(participation, STAFF, 4711)
    place = f"{WAVE}teilnahme/{participation.organisation.key}/"
    page = as_user(crowd.office).get(place).content.decode()

    assert ("Was es heute gibt" in page, "4711" in page) == (True, False)


@pytest.mark.django_db
def test_a_table_to_take_along(crowd, participation):
    file = as_user(crowd.office).get(f"{WAVE}stand.xlsx")

    assert (file.content[:2], ".xlsx" in file.headers["Content-Disposition"]) == (b"PK", True)


# deadlines and typing


@pytest.mark.django_db
def test_one_organisation_gets_more_time_and_a_mail(crowd, participation):
    day = participation.wave.closes_on + timedelta(days=10)
    place = f"{WAVE}teilnahme/{participation.organisation.key}/"
    answer = as_user(crowd.office).post(f"{place}frist/", {"due_on": day.strftime("%d.%m.%Y")})

    assert (answer.status_code, Participation.objects.get().deadline) == (302, day)
    assert [(one.to, one.subject[:10]) for one in Mail.objects.all()] == [
        ("muster@example.org", "Neue Frist")
    ]
    assert deeds()[-1][0] == "participation.extended"


@pytest.mark.django_db
@pytest.mark.parametrize("day", ["01.01.2021", "", "irgendwann"])
def test_a_day_that_cannot_be_changes_nothing(crowd, participation, day):
    place = f"{WAVE}teilnahme/{participation.organisation.key}/frist/"
    answer = as_user(crowd.office).post(place, {"due_on": day})

    assert (answer.status_code, Participation.objects.get().due_on) == (422, None)


@pytest.mark.django_db
def test_what_is_handed_in_has_no_deadline(participation):
    waiting(participation)
    signed(participation)
    with pytest.raises(actions.TooLateToExtendError):
        actions.extend(
            participation=participation,
            due_on=AT.date() + timedelta(days=30),
            by=SYSTEM,
            at=AT,
        )


@pytest.mark.django_db
def test_typing_for_an_organisation_begins_and_ends(crowd, participation):
    place = f"{WAVE}teilnahme/{participation.organisation.key}/eintragen/"
    client = as_user(crowd.office)
    begun = client.post(place, {"type": "yes"})
    typed = client.get(begun.headers["Location"])
    client.post(place, {"type": "no"})

    assert (begun.status_code, typed.status_code) == (302, 200)
    assert Participation.objects.get().is_by_office is False


@pytest.mark.django_db
def test_what_is_handed_in_is_not_typed_over(participation):
    waiting(participation)
    with pytest.raises(actions.TypingError):
        actions.enter_on_behalf(participation=participation, is_by_office=True, by=SYSTEM, at=AT)
