import pytest

from regiowerk.ground.process.tests.factories import deeds
from regiowerk.listen.surveys.models import Participation
from regiowerk.listen.surveys.tests.factories import TOKEN, a_link, answered
from regiowerk.listen.surveys.tests.signing_world import waiting
from regiowerk.listen.surveys.tests.town_hall import STAFF, present

pytestmark = pytest.mark.django_db

HOME = "/verfahren/muster/befragungen/rathaus/1/teilnahme/ags-05999011/zuruecknehmen/"
WHY = {"reason": "Doppelt angeschrieben."}


def states():
    return list(Participation.objects.values_list("state", flat=True))


def test_who_wrote_nothing_is_gone_and_told(office, participation, mailoutbox):
    a_link(participation)
    response = office.post(HOME, WHY)

    assert (
        response.status_code,
        states(),
        deeds()[-1][0],
        [(mail.to, "Doppelt angeschrieben." in mail.body) for mail in mailoutbox],
    ) == (302, [], "participation.withdrawn", [(["muster@example.org"], True)])


def test_what_was_written_is_kept_and_can_go_on(office, participation):
    answered(participation, STAFF, 12)
    office.post(HOME, WHY)
    taken_out = states()
    office.post(HOME)

    assert (taken_out, states(), present(participation)) == (
        ["declined"],
        ["in_work"],
        {STAFF.path: "12"},
    )


def test_a_withdrawn_organisation_cannot_open_its_link(office, participation, client):
    a_link(participation)
    answered(participation, STAFF, 12)
    office.post(HOME, WHY)

    assert client.get(f"/antwort/{TOKEN}/").status_code == 410


def test_without_a_reason_nobody_invited_is_taken_out(office, participation):
    response = office.post(HOME, {"reason": " "})

    assert (response.status_code, states()) == (422, ["invited"])


def test_who_was_not_invited_needs_no_reason_and_no_mail(office, participation, mailoutbox):
    Participation.objects.update(state="planned")
    office.post(HOME)

    assert (states(), mailoutbox) == ([], [])


def test_answers_that_wait_for_a_signature_stay(office, participation):
    waiting(participation)
    shown = office.get(HOME).content.decode()
    response = office.post(HOME, WHY)

    assert ("<textarea" in shown, response.status_code, states()) == (
        False,
        422,
        ["in_sign_off"],
    )
