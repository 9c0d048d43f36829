import pytest
from django.test import Client

from regiowerk.ground.people.tests.factories import AT
from regiowerk.ground.process.tests.factories import deeds
from regiowerk.listen.surveys import actions
from regiowerk.listen.surveys.models import Participation
from regiowerk.listen.surveys.tests.factories import TOKEN, a_link, a_writer, answered
from regiowerk.listen.surveys.tests.signing_world import signed, waiting
from regiowerk.listen.surveys.tests.town_hall import STAFF, present

pytestmark = pytest.mark.django_db


def decline(participation, reason="Keine Kapazität in diesem Jahr."):
    actions.decline(participation=participation, reason=reason, writer=a_writer(), at=AT)


def facts():
    return Participation.objects.values_list("state", "declined_by", "decline_reason").get()


def test_an_organisation_says_no_and_why(participation):
    decline(participation)

    assert facts() == ("declined", "Maria Muster", "Keine Kapazität in diesem Jahr.")
    assert deeds()[-1][0] == "participation.declined"
    with pytest.raises(actions.AnswerRefusedError):
        answered(participation, STAFF, 12)


def test_it_comes_back_to_where_it_was(participation):
    answered(participation, STAFF, 12)
    decline(participation)
    actions.resume(participation=participation, writer=a_writer(), at=AT)

    assert (facts(), present(participation)) == (("in_work", "", ""), {STAFF.path: "12"})


def test_what_was_never_opened_is_invited_again(participation):
    decline(participation)
    actions.resume(participation=participation, writer=a_writer(), at=AT)

    assert facts()[0] == "invited"


def test_without_a_reason_nothing_changes(participation):
    with pytest.raises(actions.NoReasonError):
        decline(participation, " ")

    assert facts()[0] == "invited"


def test_what_was_handed_in_is_not_declined(participation):
    waiting(participation)
    signed(participation)
    with pytest.raises(actions.TooLateToDeclineError):
        decline(participation)

    assert facts()[0] == "submitted"


def test_twice_is_once(participation):
    decline(participation)
    before = deeds()
    decline(participation, "Anders")

    assert (facts()[2], deeds()) == ("Keine Kapazität in diesem Jahr.", before)


def test_the_page_declines_and_comes_back(participation):
    a_link(participation)
    client, page = Client(), f"/antwort/{TOKEN}/absage/"
    empty = client.post(page, {"reason": ""})
    sent = client.post(page, {"reason": "Keine Zeit."})
    shown = client.get(page).content.decode()
    client.post(f"{page}zuruecknehmen/")

    assert (empty.status_code, sent.status_code, "Keine Zeit." in shown) == (422, 302, True)
    assert facts()[0] == "invited"
