import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from regiowerk.ground.journal.domain.actor import Role
from regiowerk.ground.people.models import SignInAttempt
from regiowerk.ground.people.tests.factories import AT
from regiowerk.ground.regions.tests.factories import a_mandate, a_municipality
from regiowerk.ground.regions.tests.strangers import as_user
from regiowerk.listen.surveys import actions
from regiowerk.listen.surveys.models import Link, Participation
from regiowerk.listen.surveys.tests.factories import (
    TOKEN,
    a_link,
    a_participation,
    a_writer,
    answered,
)
from regiowerk.listen.surveys.tests.town_hall import GOAL, STAFF

pytestmark = pytest.mark.django_db

# Every page, with what it needs; %s is the section.
LOOKED_AT = ("", "zwei-antworten/", "anmerkungen/", "abschnitt/%s/", "abschnitt/%s/verlauf/")
OF_COORDINATORS = ("abschnitt/%s/abgeben/", "abgabe/", "absage/", "aendern/")
ACTED_ON = tuple(
    f"abschnitt/%s/{deed}/"
    for deed in ("speichern", "zeile-neu", "zeile-entfernen", "zeile-zurueck", "bestaetigen",
                 "datei", "zuruecknehmen", "erinnern", "frist", "fertig")
)  # fmt: skip


def home(participation):
    return f"/verfahren/muster/befragungen/rathaus/1/{participation.organisation.key}/"


def people(crowd, participation):
    region, own = crowd.region, participation.organisation
    return {
        "anonymous": None,
        "outsider": crowd.outsider,
        "other organisation": crowd.member,
        "reader": a_mandate(region, own, role=Role.READER).user,
        "expert": a_mandate(region, own, role=Role.EXPERT).user,
        "office": crowd.office,
        "contact": a_mandate(region, own, role=Role.CONTACT).user,
        "head": a_mandate(region, own, role=Role.HEAD).user,
    }


def tells_477(text):
    """Whether the number stands there by itself, not inside a token made at random."""
    return bool(re.search(r"(?<![0-9A-Za-z])477(?![0-9A-Za-z])", text))


def statuses(users, address):
    found = {}
    for name, user in users.items():
        response = as_user(user).get(address)
        is_sign_in = response.status_code == 302 and "/anmelden/" in response.headers["Location"]
        found[name] = "sign in" if is_sign_in else response.status_code
    return found


@pytest.mark.parametrize("part", [*LOOKED_AT, *OF_COORDINATORS])
def test_signed_in_only_an_organisations_own_people_come_in(crowd, participation, part):
    address = home(participation) + part.replace("%s", "today")

    assert statuses(people(crowd, participation), address) == {
        "anonymous": "sign in",
        "outsider": 404,
        "other organisation": 403,
        "reader": 403,
        "expert": 403,
        "office": 302 if part == "" else 403,
        "contact": 200,
        "head": 200,
    }


@pytest.mark.parametrize("part", ACTED_ON)
def test_what_others_send_changes_nothing(crowd, participation, part):
    address = home(participation) + part.replace("%s", "today")
    users = people(crowd, participation)
    others = ("anonymous", "outsider", "other organisation", "reader", "expert", "office")
    before = Participation.objects.values().get()
    answers = {name: as_user(users[name]).post(address, {}).status_code for name in others}

    assert (answers, Participation.objects.values().get()) == (
        {
            "anonymous": 302,
            "outsider": 404,
            "other organisation": 403,
            "reader": 403,
            "expert": 403,
            "office": 403,
        },
        before,
    )


def test_the_office_comes_in_where_it_types_for_an_organisation(crowd, participation):
    Participation.objects.update(is_by_office=True)
    address = home(participation)

    assert [
        as_user(crowd.office).get(address + page.replace("%s", "today")).status_code
        for page in (*LOOKED_AT, *OF_COORDINATORS)
    ] == [200, 403, 200, 200, 200, 403, 200, 403, 403]


def test_the_office_never_sees_what_the_organisation_wrote(crowd, participation):
    Participation.objects.update(is_by_office=True)
    answered(participation, STAFF, 477)
    answered(participation, GOAL, "vom Papier", origin="paper")
    pages = ("abschnitt/today/", "abschnitt/today/verlauf/",
             "abschnitt/today/verlauf/?feld=q.today.staff", "abschnitt/plans/")  # fmt: skip

    texts = [
        as_user(crowd.office).get(home(participation) + page).content.decode() for page in pages
    ]
    assert ([tells_477(text) for text in texts], "vom Papier" in texts[3]) == ([False] * 4, True)


def test_another_wave_or_organisation_is_not_there(crowd, participation):
    contact = as_user(people(crowd, participation)["contact"])

    assert [
        contact.get(address).status_code
        for address in (
            home(participation).replace("/1/", "/2/"),
            home(participation).replace("ags-05999011", "ags-05999999"),
            home(participation).replace("rathaus", "anderes"),
            f"{home(participation)}abschnitt/gibt-es-nicht/",
        )
    ] == [404, 404, 404, 404]


def test_a_coordinators_link_opens_everything_without_account(participation):
    a_link(participation)

    assert [
        Client().get(f"/antwort/{TOKEN}/{page.replace('%s', 'today')}").status_code
        for page in (*LOOKED_AT, *OF_COORDINATORS)
    ] == [200] * 9


def test_a_section_link_opens_its_section_and_nothing_else(participation):
    a_link(participation, Link.Purpose.SECTION, section="plans")
    client = Client()

    assert [
        client.get(f"/antwort/{TOKEN}/{page}").status_code
        for page in (
            "",
            "abschnitt/plans/",
            "abschnitt/today/",
            "abschnitt/today/verlauf/",
            "abschnitt/plans/abgeben/",
            "anmerkungen/?feld=q.today.staff",
        )
    ] == [200, 200, 404, 404, 403, 404]


def test_a_section_link_writes_only_in_its_section(participation):
    a_link(participation, Link.Purpose.SECTION, section="plans")
    client = Client()
    foreign = client.post(
        f"/antwort/{TOKEN}/abschnitt/plans/speichern/", {"field": "q.today.staff", "value": "3"}
    )
    elsewhere = client.post(
        f"/antwort/{TOKEN}/abschnitt/today/speichern/", {"field": "q.today.staff", "value": "3"}
    )

    assert (foreign.status_code, elsewhere.status_code, participation.revisions.count()) == (
        404,
        404,
        0,
    )


def test_a_link_to_sign_answers_nothing(participation):
    a_link(participation, Link.Purpose.SIGN)

    assert [
        Client().get(f"/antwort/{TOKEN}/{page}").status_code for page in ("", "abschnitt/today/")
    ] == [302, 404]


@pytest.mark.parametrize(
    ("changes", "status", "renews"),
    [
        ({"expires_at": AT - timedelta(hours=23)}, 410, True),
        ({"revoked_at": AT, "revoked_by": "Stadt Nebel"}, 410, False),
        ({"token_hash": "0" * 64}, 404, False),
    ],
)
def test_a_link_that_opens_nothing_says_what_to_do(participation, changes, status, renews):
    a_link(participation)
    Link.objects.update(**changes)
    response = Client().get(f"/antwort/{TOKEN}/abschnitt/today/")
    text = response.content.decode()

    assert (
        response.status_code,
        "neuer-link" in text,
        "05251 000000" in text,
        "muster@example.org" in text,
    ) == (status, renews, status == 410, False)


def test_a_new_link_comes_by_mail_to_the_old_address(participation, mailoutbox):
    a_link(participation, expires_at=AT - timedelta(hours=23))
    response = Client().post(f"/antwort/{TOKEN}/neuer-link/")

    assert (response.status_code, [mail.to for mail in mailoutbox]) == (
        200,
        [["muster@example.org"]],
    )


@pytest.mark.parametrize(
    "changes", [{"revoked_at": AT, "revoked_by": "x"}, {"token_hash": "0" * 64}]
)
def test_no_new_link_for_one_that_was_taken_back_or_never_was(participation, mailoutbox, changes):
    a_link(participation)
    Link.objects.update(**changes)

    assert (
        Client().post(f"/antwort/{TOKEN}/neuer-link/").status_code in {404, 410},
        len(mailoutbox),
    ) == (True, 0)


def test_guessing_is_slowed_down_and_good_links_go_on(participation):
    a_link(participation)
    client = Client()
    answers = [client.get(f"/antwort/geraten-{n}/").status_code for n in range(32)]

    assert (answers[:30], answers[30:], client.get(f"/antwort/{TOKEN}/").status_code) == (
        [404] * 30,
        [429] * 2,
        200,
    )
    assert SignInAttempt.objects.count() == 30


def test_two_organisations_do_not_see_each_other(participation):
    other = a_participation(participation.wave, a_municipality("05999012", "Tal"))
    a_link(other, token="der-andere")
    answered(participation, STAFF, 477)
    a_link(participation)
    conflict = answered(participation, STAFF, 478).conflict
    remark = actions.write_remark(
        participation=participation,
        field=STAFF,
        audience="internal",
        text="Nur geschätzt",
        writer=a_writer(),
        at=AT,
    )
    client = Client()
    base = "/antwort/der-andere/"

    assert (
        [
            tells_477(client.get(base + page.replace("%s", "today")).content.decode())
            for page in LOOKED_AT
        ],
        client.post(f"{base}zwei-antworten/{conflict.pk}/entscheiden/").status_code,
        client.post(f"{base}zwei-antworten/{conflict.pk}/beide/").status_code,
        client.post(f"{base}anmerkungen/{remark.pk}/schliessen/").status_code,
    ) == ([False] * 5, 404, 404, 404)


def test_pages_of_answers_are_kept_nowhere(participation):
    a_link(participation)
    response = Client().get(reverse("answering:section", args=[TOKEN, "today"]))

    assert (
        "no-store" in response.headers["Cache-Control"],
        "no-cache" in response.headers["Cache-Control"],
    ) == (True, True)
