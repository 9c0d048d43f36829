import re

import pytest
from django.test import Client

from regiowerk.ground.regions.tests.factories import a_municipality
from regiowerk.listen.surveys.models import Conflict, Link, Participation, Revision, Row, Wave
from regiowerk.listen.surveys.tests.factories import (
    TOKEN,
    a_link,
    a_participation,
    a_writer,
    answered,
)
from regiowerk.listen.surveys.tests.town_hall import ADDRESS, GOAL, STAFF, WEBSITE, present

pytestmark = pytest.mark.django_db
HOME = f"/antwort/{TOKEN}/"
TODAY, PLANS = f"{HOME}abschnitt/today/", f"{HOME}abschnitt/plans/"


@pytest.fixture
def client(participation):
    """Whoever coordinates, by link, without account."""
    a_link(participation)
    return Client()


def form_of(response):
    """What a browser would send of the page's form: every hidden field, text and chosen box."""
    text = response.content.decode()
    form = re.search(r'<form[^>]*id="antworten".*?</form>', text, re.DOTALL)[0]
    sent = {}
    for tag in re.findall(r"<input[^>]*>", form):
        values = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        kind = values.get("type", "text")
        if kind in {"radio", "checkbox"} and " checked" not in tag:
            continue
        if kind not in {"file", "submit"} and "name" in values:
            sent[values["name"]] = values.get("value", "")
    for name, value in re.findall(
        r'<textarea[^>]*name="([^"]*)"[^>]*>(.*?)</textarea>', form, re.DOTALL
    ):
        sent[name] = value
    return sent


def test_a_page_sent_unchanged_writes_nothing(client, participation):
    answered(participation, STAFF, 12)
    client.get(TODAY)
    before = Revision.objects.count()
    client.post(TODAY, form_of(client.get(TODAY)) | {"then": "later"})

    assert (Revision.objects.count(), before) == (2, 2)


def test_next_saves_every_changed_answer_and_goes_on(client, participation):
    answered(participation, STAFF, 12)
    sent = form_of(client.get(TODAY)) | {
        "q.today.website": "no",
        "q.today.staff": "13",
        "q.today.topics": ["school", "care"],
        "then": "next",
    }
    response = client.post(TODAY, sent)

    assert (response.status_code, response.headers.get("Location"), present(participation)) == (
        302,
        PLANS,
        {
            "/today/country": '"Deutschland"',
            "/today/staff": "13",
            "/today/topics": '["care","school"]',
            "/today/website": '"no"',
        },
    )


def test_after_the_last_section_comes_the_overview(client):
    response = client.post(PLANS, form_of(client.get(PLANS)) | {"then": "next"})

    assert response.headers["Location"] == HOME


def test_later_saves_and_leaves(client, participation):
    sent = form_of(client.get(TODAY)) | {"q.today.staff": "13", "then": "later"}
    response = client.post(TODAY, sent)

    assert (response.headers["Location"], present(participation)["/today/staff"]) == (HOME, "13")


def test_what_comes_up_because_of_an_answer_is_asked_before_going_on(client):
    sent = form_of(client.get(TODAY)) | {"q.today.website": "yes", "then": "next"}
    response = client.post(TODAY, sent)
    text = client.get(TODAY).content.decode()

    assert (
        response.headers["Location"],
        "kommt eine Frage hinzu" in text,
    ) == (
        f"{TODAY}#q.today.address",
        True,
    )


def test_what_is_missing_is_said_once_and_stops_nobody(client, participation):
    answered(participation, WEBSITE, "yes")
    sent = form_of(client.get(TODAY))
    asked = client.post(TODAY, sent | {"then": "next"})
    went_on = client.post(TODAY, sent | {"then": "anyway"})

    assert (
        (asked.status_code, "#q.today.address" in asked.content.decode()),
        (went_on.status_code, went_on.headers["Location"]),
    ) == ((422, True), (302, PLANS))


def test_what_nobody_can_read_is_shown_again_as_it_was_typed(client, participation):
    sent = form_of(client.get(TODAY)) | {
        "q.today.website": "no",
        "q.today.staff": "zwölf <b>",
        "then": "next",
    }
    response = client.post(TODAY, sent)
    text = response.content.decode()

    assert (
        response.status_code,
        "zwölf &lt;b&gt;" in text,
        "#q.today.staff" in text,
        present(participation),
    ) == (
        422,
        True,
        True,
        {"/today/country": '"Deutschland"', "/today/website": '"no"'},
    )


@pytest.mark.parametrize("value", ["maybe", "x" * 20_001])
def test_what_is_refused_changes_nothing_and_says_why(client, participation, value):
    sent = form_of(client.get(TODAY)) | {"q.today.website": value, "then": "next"}
    response = client.post(TODAY, sent)

    assert (response.status_code, "/today/website" in present(participation)) == (422, False)


def test_zero_bytes_are_not_stored(client, participation):
    sent = form_of(client.get(PLANS)) | {"q.plans.goal": "Ein\x00Ziel", "then": "next"}
    client.post(PLANS, sent)

    assert present(participation)["/plans/goal"] == '"EinZiel"'


def test_an_answer_based_on_an_older_page_becomes_a_conflict_and_is_shown(client, participation):
    first = answered(participation, GOAL, "Eins", by=a_writer("Jan Beispiel"))
    sent = form_of(client.get(PLANS))
    answered(participation, GOAL, "Zwei", base=first.base, by=a_writer("Jan Beispiel"))
    response = client.post(PLANS, sent | {"q.plans.goal": "Drei", "then": "next"})
    text = response.content.decode()

    assert (
        response.status_code,
        [word in text for word in ("Zwei", "Drei", "Jan Beispiel", "Maria Muster")],
        present(participation)["/plans/goal"],
        Conflict.objects.get().offered.value,
    ) == (409, [True] * 4, '"Zwei"', '"Drei"')


def test_what_one_did_not_touch_on_an_older_page_is_no_conflict(client, participation):
    first = answered(participation, GOAL, "Eins")
    sent = form_of(client.get(PLANS))
    answered(participation, GOAL, "Zwei", base=first.base)
    response = client.post(PLANS, sent | {"then": "next"})

    assert (
        response.status_code,
        present(participation)["/plans/goal"],
        Conflict.objects.count(),
    ) == (
        302,
        '"Zwei"',
        0,
    )


def test_the_same_page_sent_twice_is_saved_once(client, participation):
    sent = form_of(client.get(PLANS)) | {"q.plans.goal": "Eins", "then": "next"}
    answers = [client.post(PLANS, sent).status_code for _time in range(2)]

    assert (
        answers,
        Revision.objects.filter(path="/plans/goal").count(),
        Conflict.objects.count(),
    ) == (
        [302, 302],
        1,
        0,
    )


def test_an_entry_is_added_with_what_was_typed_and_once(client, participation):
    sent = form_of(client.get(PLANS)) | {"q.plans.goal": "Eins", "field": "q.plans.projects"}
    answers = [client.post(f"{PLANS}zeile-neu/", sent).status_code for _time in range(2)]

    assert (answers, Row.objects.count(), present(participation)["/plans/goal"]) == (
        [302, 302],
        1,
        '"Eins"',
    )


def test_an_entry_goes_and_comes_back_from_the_page(client, participation):
    client.post(f"{PLANS}zeile-neu/", {"field": "q.plans.projects"})
    row = Row.objects.get()
    name = f"q.plans.projects~{row.row_id}"
    removed = client.post(f"{PLANS}zeile-entfernen/", {"field": name})
    text = client.get(PLANS).content.decode()
    restored = client.post(f"{PLANS}zeile-zurueck/", {"field": name})

    assert (
        (removed.status_code, "zeile-zurueck" in text, restored.status_code),
        Row.objects.get().removed_at,
    ) == ((302, True, 302), None)


def test_what_was_typed_into_a_removed_entry_is_not_lost_silently(client, participation):
    client.post(f"{PLANS}zeile-neu/", {"field": "q.plans.projects"})
    row = Row.objects.get()
    sent = form_of(client.get(PLANS)) | {f"q.plans.projects.title~{row.row_id}": "Portal"}
    client.post(f"{PLANS}zeile-entfernen/", {"field": f"q.plans.projects~{row.row_id}"})
    response = client.post(PLANS, sent | {"then": "next"})

    assert response.status_code == 422


@pytest.mark.parametrize("name", ["q.plans.nothing", "q.today.staff", "nonsense", "", "q" * 600])
def test_deeds_about_nothing_of_this_section_find_nothing(client, name):
    assert [
        client.post(f"{PLANS}{deed}/", {"field": name}).status_code
        for deed in ("speichern", "zeile-neu", "zeile-entfernen", "zeile-zurueck", "bestaetigen")
    ] == [404] * 5


def test_in_a_closed_wave_the_page_is_read_only_and_what_was_typed_is_shown(client, participation):
    sent = form_of(client.get(PLANS)) | {"q.plans.goal": "Zu spät", "then": "next"}
    Wave.objects.update(state=Wave.State.CLOSED)
    response = client.post(PLANS, sent)
    page = client.get(PLANS).content.decode()

    assert (
        (response.status_code, "Zu spät" in response.content.decode()),
        ("disabled" in page, 'name="then"' in page),
        "/plans/goal" in present(participation),
    ) == ((422, True), (True, False), False)


def test_others_at_the_section_are_named(client, participation):
    now = client.get(HOME).wsgi_request.at
    answered(participation, GOAL, "Eins", by=a_writer("Jan Beispiel"), at=now)
    response = client.get(PLANS)

    assert (response.context["claim"], "Jan Beispiel" in response.content.decode()) == (
        "Jan Beispiel",
        True,
    )


def test_a_section_link_reads_the_answers_its_section_builds_on(participation):
    a_link(participation, Link.Purpose.SECTION, section="plans")
    answered(participation, STAFF, 12)
    answered(participation, ADDRESS, "www.nebel.example")
    response = Client().get(PLANS)

    assert (
        response.context["borrowed"],
        "www.nebel.example" in response.content.decode(),
    ) == ([("Frage staff", "12")], False)


def test_a_page_tells_nothing_of_an_organisation_that_answers_alike(client, participation):
    other = a_participation(participation.wave, a_municipality("05999012", "Tal"))
    a_link(other, token="talwaerts")
    for one, who in ((participation, "Maria aus Nebel"), (other, "Timo aus Tal")):
        answered(one, STAFF, 12, by=a_writer(who))
    pages = [
        Client().get(f"/antwort/{token}/abschnitt/today/").content.decode()
        for token in (TOKEN, "talwaerts", TOKEN)
    ]

    names = [("Maria aus Nebel" in page, "Timo aus Tal" in page) for page in pages]
    tokens = [(TOKEN in page, "talwaerts" in page) for page in pages]
    bases = [re.search(r'name="base.q.today.staff" value="(\d*)"', page)[1] for page in pages]
    assert names == tokens == [(True, False), (False, True), (True, False)]
    assert bases[0] == bases[2] != bases[1]


@pytest.mark.parametrize("count", [1, 5])
def test_the_page_takes_few_queries(client, participation, count, django_assert_max_num_queries):
    client.get(PLANS)
    for number in range(count):
        client.post(f"{PLANS}zeile-neu/", {"field": "q.plans.projects"})
        last = answered(participation, GOAL, f"{number}", by=a_writer("Jan Beispiel"))
    assert last

    with django_assert_max_num_queries(12):
        client.get(PLANS)


def test_saving_a_whole_page_takes_as_many_queries_for_one_answer_as_for_many(
    client, participation, django_assert_max_num_queries
):
    client.get(TODAY)
    sent = form_of(client.get(TODAY)) | {
        "q.today.website": "no",
        "q.today.staff": "3",
        "q.today.topics": ["care"],
        "q.today.country": "Land",
        "then": "later",
    }

    with django_assert_max_num_queries(28):
        client.post(TODAY, sent)


def test_a_participation_that_waits_for_its_signature_says_so(client):
    Participation.objects.update(state="in_sign_off")
    response = client.get(TODAY)

    assert (
        response.status_code,
        response.context["is_writable"],
        bool(response.context["closed"]),
    ) == (
        200,
        False,
        True,
    )
