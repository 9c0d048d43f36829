import io
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from regiowerk.ground.journal.models import Entry
from regiowerk.ground.people.models import User
from regiowerk.ground.regions.models import Mandate, Organisation
from regiowerk.ground.regions.tests.factories import a_membership, a_municipality, a_region

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def demo(settings):
    settings.DEMO = True


@pytest.fixture
def region():
    region = a_region()
    region.regiopole = a_municipality("05774032", "Paderborn")
    region.save(update_fields=["regiopole"])
    a_membership(region, a_municipality("05762016", "Brakel"))
    return region


@pytest.fixture
def institute():
    return Organisation.objects.create(
        key="bbsr", name="Bundesinstitut", kind=Organisation.Kind.FEDERAL_BODY
    )


def run(*args):
    out = io.StringIO()
    call_command("demo_people", *args, stdout=out)
    return out.getvalue().splitlines()


def people():
    mandates = Mandate.objects.select_related("user", "organisation").order_by("pk")
    return [(m.user.name, str(m.organisation), m.role) for m in mandates]


OWN = [
    ("Projektbüro (Beispiel)", "Stadt Paderborn", "office"),
    ("Ansprechperson der Stadt Brakel (Beispiel)", "Stadt Brakel", "contact"),
    ("Bürgermeisteramt der Stadt Brakel (Beispiel)", "Stadt Brakel", "head"),
]


def test_every_side_of_a_region_gets_an_example_person(region, institute):
    run("musterland")

    assert people() == [*OWN, ("Bundesinstitut (Beispiel)", "Bundesinstitut", "reader")]


def test_example_people_are_marked_and_reachable_nowhere(region, institute):
    run("musterland")

    users = User.objects.all()
    assert (
        [user.is_demo for user in users],
        [user.email.endswith("@beispiel.invalid") for user in users],
        [user.has_usable_password() for user in users],
        {(m.from_on, m.until_on, m.granted_at.date()) for m in Mandate.objects.all()},
    ) == ([True] * 4, [True] * 4, [False] * 4, {(date(2021, 1, 1), None, date(2021, 1, 1))})


def test_a_second_run_changes_nothing(region, institute):
    run("musterland")
    before = (User.objects.count(), Mandate.objects.count(), Entry.objects.count())

    run("musterland")

    assert (User.objects.count(), Mandate.objects.count(), Entry.objects.count()) == before


def test_without_a_federal_body_it_says_so(region):
    told = run("musterland")

    assert (told[0], people()) == (
        "Hier ist keine Bundeseinrichtung bekannt, deshalb liest niemand für sie mit.",
        OWN,
    )


def test_another_municipality_can_be_chosen(region):
    a_municipality("05774036", "Salzkotten")

    run("musterland", "--municipality", "ags-05774036")

    assert people()[1] == (
        "Ansprechperson der Stadt Salzkotten (Beispiel)",
        "Stadt Salzkotten",
        "contact",
    )


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["nirgends"], "Es gibt keine Region „nirgends“."),
        (["musterland", "--municipality", "x"], "Es gibt keine Organisation „x“."),
        (
            ["anderswo", "--municipality", "ags-05762016"],
            "Anderswo hat keine Regiopole, deshalb kann kein Projektbüro eingerichtet werden.",
        ),
    ],
)
def test_what_is_not_known_is_named(region, arguments, sentence):
    a_region("anderswo")

    with pytest.raises(CommandError) as told:
        run(*arguments)

    assert (told.value.returncode, str(told.value), User.objects.count()) == (2, sentence, 0)


def test_outside_the_demo_nobody_is_created(region, settings):
    settings.DEMO = False

    with pytest.raises(CommandError) as told:
        run("musterland")

    assert (told.value.returncode, User.objects.count()) == (2, 0)
