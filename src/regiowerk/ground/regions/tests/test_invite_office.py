from __future__ import annotations

from io import StringIO

import pytest
from django.core import mail
from django.core.management import CommandError, call_command

from regiowerk.ground.journal.domain.actor import Role
from regiowerk.ground.regions.models import Mandate, Region
from regiowerk.ground.regions.tests.factories import a_municipality, a_region

pytestmark = pytest.mark.django_db


def a_region_with_a_regiopole() -> Region:
    region = a_region()
    region.regiopole = a_municipality("05999001", "Mitte")
    region.save(update_fields=["regiopole"])
    return region


def invite(*arguments: str) -> str:
    out = StringIO()
    call_command("invite_office", *arguments, stdout=out)
    return out.getvalue().strip()


@pytest.mark.django_db(transaction=True)
def test_the_first_person_of_an_office_gets_a_mail_and_a_mandate() -> None:
    a_region_with_a_regiopole()

    said = invite("musterland", "office@example.org", "Project office", "--language", "en")

    mandate = Mandate.objects.select_related("user", "organisation").get()
    assert said == "Die Einladung an office@example.org ist unterwegs."
    assert (mandate.role, str(mandate.organisation), mandate.user.email) == (
        Role.OFFICE,
        "Stadt Mitte",
        "office@example.org",
    )
    assert [sent.to for sent in mail.outbox] == [["office@example.org"]]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("anderswo", "office@example.org", "Büro"), "Es gibt keine Region „anderswo“."),
        (("musterland", "kein-postfach", "Büro"), "„kein-postfach“ ist keine E-Mail-Adresse."),
    ],
)
def test_what_cannot_be_right_is_told_and_changes_nothing(
    arguments: tuple[str, ...], said: str
) -> None:
    a_region_with_a_regiopole()

    with pytest.raises(CommandError) as refused:
        invite(*arguments)

    assert (str(refused.value), refused.value.returncode, Mandate.objects.count()) == (said, 2, 0)
