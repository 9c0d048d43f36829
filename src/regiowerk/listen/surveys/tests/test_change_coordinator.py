import pytest
from django.test import Client

from regiowerk.ground.process.tests.factories import deeds
from regiowerk.listen.surveys.models import Link, Participation
from regiowerk.listen.surveys.tests.factories import TOKEN, a_link
from regiowerk.listen.surveys.tests.test_invite import links_in

pytestmark = pytest.mark.django_db

HOME = "/verfahren/muster/befragungen/rathaus/1/teilnahme/ags-05999011/koordination/"
UWE = {"name": "Uwe Ufer", "email": "ufer@example.org", "language": "de"}
MARIA = {"name": "Maria Muster", "email": "muster@example.org", "language": "de"}


def facts():
    return Participation.objects.values_list(
        "coordinator_name", "coordinator_email", "language"
    ).get()


def test_both_are_told_and_only_the_new_link_opens(office, participation, mailoutbox):
    a_link(participation)
    response = office.post(HOME, UWE)
    to_old, to_new = mailoutbox
    statuses = [
        Client().get(one).status_code for one in (f"/antwort/{TOKEN}/", *links_in([to_new]))
    ]

    assert (
        response.status_code,
        facts(),
        (to_old.to, "Uwe Ufer" in to_old.body, "/antwort/" in to_old.body),
        to_new.to,
        statuses,
    ) == (
        302,
        ("Uwe Ufer", "ufer@example.org", "de"),
        (["muster@example.org"], True, False),
        ["ufer@example.org"],
        [410, 200],
    )


def test_it_is_in_the_journal(office, participation):
    office.post(HOME, UWE)

    assert [one[0] for one in deeds()] == ["coordinator.changed", "link.made"]


@pytest.mark.parametrize(
    ("changes", "told"),
    [({}, []), ({"name": "Maria M. Muster"}, ["coordinator.changed"]),
     ({"email": "Muster@example.org"}, ["coordinator.changed"])],
)  # fmt: skip
def test_the_same_person_gets_no_second_link(office, participation, mailoutbox, changes, told):
    office.post(HOME, MARIA | changes)

    assert ([one[0] for one in deeds()], len(mailoutbox), Link.objects.count()) == (told, 0, 0)


def test_before_the_invitation_nothing_is_sent(office, participation, mailoutbox):
    Participation.objects.update(state="planned")
    office.post(HOME, UWE)

    assert (facts()[1], len(mailoutbox)) == ("ufer@example.org", 0)


@pytest.mark.parametrize("changes", [{"email": ""}, {"email": "ufer"}, {"language": "xx"}])
def test_what_is_no_address_or_language_is_refused(office, participation, changes):
    response = office.post(HOME, UWE | changes)

    assert (response.status_code, facts()[1]) == (422, "muster@example.org")


def test_with_an_address_that_was_missing_nobody_is_told_but_the_new_one(
    office, participation, mailoutbox
):
    Participation.objects.update(coordinator_email="", coordinator_name="")
    office.post(HOME, UWE)

    assert [mail.to for mail in mailoutbox] == [["ufer@example.org"]]
