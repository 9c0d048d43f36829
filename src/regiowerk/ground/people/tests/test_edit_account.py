import pytest
from django.test import Client

from regiowerk.ground.people import actions
from regiowerk.ground.people.actions import ExamplePersonError
from regiowerk.ground.people.models import User
from regiowerk.ground.people.tests.factories import AT, a_demo_user, a_user, deeds, oneself

pytestmark = pytest.mark.django_db

PAGE = "/konto/"


@pytest.fixture
def user():
    return a_user(name="Frau Beispiel")


@pytest.fixture
def visitor(user):
    visitor = Client()
    visitor.force_login(user)
    return visitor


def test_the_page_says_who_is_signed_in(visitor):
    page = visitor.get(PAGE).content.decode()

    assert "Sie sind angemeldet als Frau Beispiel" in page
    assert "beispiel@example.org" in page
    assert page.count("<h1") == 1


def test_a_person_corrects_name_and_language(visitor, user):
    answer = visitor.post(PAGE, {"name": " Herr Beispiel ", "language": "en"})

    user.refresh_from_db()
    assert (answer.status_code, answer.headers["Location"]) == (302, PAGE)
    assert (user.name, user.language) == ("Herr Beispiel", "en")
    assert deeds() == [("person.edited", user.pk, "")]


def test_the_new_language_counts_at_once(visitor):
    page = visitor.post(PAGE, {"name": "A", "language": "en"}, follow=True).content.decode()

    assert '<html lang="en"' in page
    assert "Your account is changed." in page


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"name": "", "language": "de"},
        {"name": "   ", "language": "de"},
        {"name": "A", "language": "fr"},
        {"name": "A" * 121, "language": "de"},
    ],
)
def test_what_does_not_fit_is_explained_and_not_saved(visitor, user, data):
    assert visitor.post(PAGE, data).status_code == 422
    user.refresh_from_db()
    assert (user.name, user.language, deeds()) == ("Frau Beispiel", "de", [])


def test_nobody_edits_another_person(visitor):
    other = a_user("andere@example.org", name="Andere")

    visitor.post(PAGE, {"name": "X", "language": "en", "user": other.pk, "email": other.email})

    other.refresh_from_db()
    assert (other.name, other.language) == ("Andere", "de")


@pytest.mark.parametrize("ask", [Client().get, Client().post])
def test_strangers_are_asked_to_sign_in(ask):
    assert ask(PAGE).headers["Location"] == "/anmelden/?next=/konto/"


def test_example_people_stay_as_they_are():
    user = a_demo_user()
    visitor = Client()
    visitor.force_login(user)

    page = visitor.post(PAGE, {"name": "X", "language": "de"}, follow=True).content.decode()

    assert "Die Beispielpersonen gehören allen" in page
    assert User.objects.get().name == "Büro (Beispiel)"
    with pytest.raises(ExamplePersonError):
        actions.edit_account(user=user, name="X", language="de", by=oneself(user), at=AT)


def test_the_page_asks_the_database_little(visitor, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        visitor.get(PAGE)
