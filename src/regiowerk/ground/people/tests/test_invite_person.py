import pytest

from regiowerk.ground.journal.domain.actor import Actor
from regiowerk.ground.notices.models import Mail
from regiowerk.ground.people import actions
from regiowerk.ground.people.models import User
from regiowerk.ground.people.tests.factories import AT, a_user, deeds

pytestmark = pytest.mark.django_db

INVITATION = """\
Guten Tag Frau Neu,

Stadt Mitte hat ein Konto für Sie eingerichtet, damit Sie für Ihre Organisation sprechen können.

Bitte melden Sie sich an; ein Passwort brauchen Sie nicht, Sie bekommen einen Link per Mail:

{site}/anmelden/?email=neu%40example.org

Das dauert etwa zwei Minuten; eine Frist gibt es nicht.

Fragen? Frau Büro, buero@example.org

Wenn Sie diese Einladung nicht erwartet haben, brauchen Sie nichts zu tun.
"""


@pytest.fixture
def office():
    user = a_user("buero@example.org", name="Frau Büro")
    return Actor(
        user_id=user.pk, user_label=str(user), organisation_id=1, organisation_label="Stadt Mitte"
    )


def invite(by, email="neu@example.org", language="de"):
    return actions.invite_person(email=email, name=" Frau Neu ", language=language, by=by, at=AT)


def test_an_invited_person_has_an_account_without_a_password(office):
    user = invite(office, " Neu@Example.org ")

    assert (user.email, user.name, user.language, user.created_by) == (
        "neu@example.org",
        "Frau Neu",
        "de",
        "Stadt Mitte",
    )
    assert not user.has_usable_password()


def test_the_invitation_has_one_task_one_link_and_somebody_to_ask(office):
    invite(office)

    assert list(Mail.objects.values_list("to", "subject", "text")) == [
        ("neu@example.org", "Stadt Mitte lädt Sie ein, gemeinsam zu planen", INVITATION)
    ]


def test_an_invitation_speaks_the_language_of_the_invited(office):
    invite(office, language="en")

    assert Mail.objects.get().subject == "Stadt Mitte invites you to plan together"


def test_the_invitation_is_told_without_the_name_of_the_invited(office):
    invite(office)

    assert deeds() == [("person.invited", office.user_id, "")]


@pytest.mark.parametrize("again", ["neu@example.org", "NEU@example.org"])
def test_whoever_has_an_account_is_returned_and_gets_no_mail(office, again):
    known = a_user("neu@example.org", name="Frau Da")

    user = invite(office, again)

    assert (user, user.name, Mail.objects.count(), deeds()) == (known, "Frau Da", 0, [])
    assert User.objects.count() == 2


def test_the_closed_account_of_an_address_is_its_account(office):
    known = a_user("neu@example.org")
    known.is_active = False
    known.save(update_fields=["is_active"])

    assert invite(office) == known
