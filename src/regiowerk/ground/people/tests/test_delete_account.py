import pytest
from django.test import Client

from regiowerk.ground.journal.actions import record
from regiowerk.ground.journal.domain.actor import Actor
from regiowerk.ground.journal.models import Entry
from regiowerk.ground.notices.actions import notify, queue_mail
from regiowerk.ground.notices.models import Mail, Notice
from regiowerk.ground.people import actions
from regiowerk.ground.people.models import SignInAttempt, SignInLink, User
from regiowerk.ground.people.tests.factories import AT, a_demo_user, a_user, deeds

pytestmark = pytest.mark.django_db

PAGE = "/konto/loeschen/"


def signed_in(user):
    visitor = Client()
    visitor.force_login(user)
    return visitor


def something_about(email):
    """A mail, a notice, a link and a try of a person."""
    queue_mail(to=email, subject="S", text="T", once_key=f"mail-{email}", at=AT)
    notify(recipient=email, text="T", address="", once_key=f"notice-{email}", at=AT)
    actions.ask_for_sign_in_link(email=email, seal=f"seal-{email[0]}", onward="", at=AT)
    actions.note_attempt(keys=[f"link:{email}", f"password:{email}"], at=AT)


def rows():
    tables = (User, SignInLink, SignInAttempt, Mail, Notice)
    return [table.objects.count() for table in tables]


def test_the_page_says_what_goes_and_what_stays():
    user = a_user()

    page = signed_in(user).get(PAGE).content.decode()

    assert "Das geht verloren" in page
    assert "Was für Ihre Organisation gesagt und getan wurde" in page
    assert User.objects.filter(pk=user.pk).exists()


def test_all_about_a_person_goes_and_nothing_of_others():
    user, other = a_user("weg@example.org"), a_user("da@example.org")
    something_about(user.email)
    something_about(other.email)

    answer = signed_in(user).post(PAGE)

    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    assert rows() == [1, 1, 2, 2, 1]
    assert User.objects.get() == other


def test_every_browser_is_signed_out():
    user = a_user()
    here, elsewhere = signed_in(user), signed_in(user)

    here.post(PAGE)

    assert [visitor.get("/konto/").status_code for visitor in (here, elsewhere)] == [302, 302]


def test_what_was_done_for_an_organisation_stays_with_its_labels():
    user = a_user(name="Frau Beispiel")
    by = Actor(
        user_id=user.pk,
        user_label="Frau Beispiel",
        organisation_id=1,
        organisation_label="Stadt Adorf",
    )
    record(by=by, at=AT, deed="stage.closed", label="Hören")

    signed_in(user).post(PAGE)

    entry = Entry.objects.get(deed="stage.closed")
    assert (entry.user_label, entry.organisation_label, entry.object_label) == (
        "Frau Beispiel",
        "Stadt Adorf",
        "Hören",
    )


def test_the_deletion_is_told_without_the_person():
    user = a_user()

    signed_in(user).post(PAGE)

    assert deeds() == [("person.deleted", None, "")]
    assert Entry.objects.get().user_label == ""


def test_nobody_deletes_another_person():
    user, other = a_user(), a_user("andere@example.org")

    signed_in(user).post(PAGE, {"user": other.pk})

    assert User.objects.get() == other


@pytest.mark.parametrize("ask", [Client().get, Client().post])
def test_strangers_are_asked_to_sign_in(ask):
    assert ask(PAGE).headers["Location"] == f"/anmelden/?next={PAGE}"


def test_example_people_stay():
    answer = signed_in(a_demo_user()).post(PAGE)

    assert answer.headers["Location"] == "/konto/"
    assert (User.objects.count(), deeds()) == (1, [])
