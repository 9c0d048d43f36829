from datetime import timedelta

import pytest
from django.test import Client

from regiowerk.ground.notices.models import Mail
from regiowerk.ground.people.tests.factories import AT
from regiowerk.ground.process.tests.factories import deeds
from regiowerk.ground.regions.models import Mandate
from regiowerk.listen.surveys import actions
from regiowerk.listen.surveys.models import Link, Participation
from regiowerk.listen.surveys.queries.signing import signatories
from regiowerk.listen.surveys.tests.factories import TOKEN, a_link, a_reopening, a_writer, answered
from regiowerk.listen.surveys.tests.signing_world import a_signatory, waiting, whole
from regiowerk.listen.surveys.tests.town_hall import GOAL, STAFF

pytestmark = pytest.mark.django_db
PAGE = f"/antwort/{TOKEN}/abgabe/"


def state(participation):
    return Participation.objects.values_list("state", flat=True).get(pk=participation.pk)


def test_what_is_whole_waits_for_whoever_signs(participation):
    link = waiting(participation)

    assert (state(participation), link.purpose, link.name, link.email) == (
        "in_sign_off",
        "sign",
        "Rita Rat",
        "rat@example.org",
    )
    sent = Mail.objects.get()
    assert (sent.to, sent.subject) == (
        "rat@example.org",
        "Bitte freigeben: Digitale Verwaltung",
    )
    assert ("participation.given_to_sign", "Stadt Nebel, Digitale Verwaltung") in deeds()


def test_nobody_writes_while_the_answers_wait(participation):
    waiting(participation)

    with pytest.raises(actions.AnswerRefusedError) as refused:
        answered(participation, STAFF, 12)
    assert refused.value.refusal == "waits_for_signature"


@pytest.mark.parametrize(
    ("prepare", "sentence"),
    [
        (lambda one: None, "Eine Pflichtangabe fehlt."),
        (lambda one: (whole(one), answered(one, STAFF, -1)), "Eine Antwort ist zu prüfen."),
        (
            lambda one: (whole(one), answered(one, GOAL, "A"), answered(one, GOAL, "B")),
            "Eine Frage hat zwei Antworten; jemand muss wählen.",
        ),
    ],
)
def test_what_is_open_stops_the_handing_in_and_is_named(participation, prepare, sentence):
    prepare(participation)
    a_signatory(participation)
    (who,) = signatories(participation, AT)
    before = state(participation)

    with pytest.raises(actions.NotCompleteError) as refused:
        actions.hand_in(
            participation=participation, signatory=who, token="x", writer=a_writer(), at=AT
        )
    assert (str(refused.value), state(participation)) == (sentence, before)
    assert not Link.objects.exists()


def test_only_mandates_in_force_sign(participation):
    a_signatory(participation)
    assert [one.name for one in signatories(participation, AT)] == ["Rita Rat"]

    Mandate.objects.update(until_on=AT.date() - timedelta(days=1))
    assert signatories(participation, AT) == []


def test_taken_back_the_link_to_sign_opens_nothing(participation):
    link = waiting(participation)
    actions.take_back_answers(participation=participation, writer=a_writer(), at=AT)

    link.refresh_from_db()
    assert (state(participation), link.revoked_at) == ("in_work", AT)
    with pytest.raises(actions.NotWaitingError):
        actions.take_back_answers(participation=participation, writer=a_writer(), at=AT)


def test_what_was_returned_is_returned_again_when_taken_back(participation):
    waiting(participation)
    a_reopening(participation, scope="today")
    actions.take_back_answers(participation=participation, writer=a_writer(), at=AT)

    assert state(participation) == "returned"


def test_given_back_the_coordinator_reads_why(participation):
    waiting(participation)
    actions.give_back_answers(
        participation=participation,
        reason="Die Zahl der Stellen stimmt nicht.",
        token="neu",
        writer=a_writer("Rita Rat"),
        at=AT,
    )

    sent = Mail.objects.get(to="muster@example.org")
    assert (state(participation), sent.subject) == ("in_work", "Zurückgegeben: Digitale Verwaltung")
    assert "Die Zahl der Stellen stimmt nicht." in sent.text


def test_giving_back_without_a_reason_changes_nothing(participation):
    waiting(participation)
    with pytest.raises(actions.NoReasonError):
        actions.give_back_answers(
            participation=participation, reason=" ", token="neu", writer=a_writer(), at=AT
        )

    assert state(participation) == "in_sign_off"


# the page


def test_the_page_says_what_is_open_and_offers_no_signature(participation):
    a_link(participation)
    a_signatory(participation)
    page = Client().get(PAGE).content.decode()

    assert ("Eine Pflichtangabe fehlt." in page, "Rita Rat" in page) == (True, False)


def test_the_page_asks_who_signs_and_hides_their_address(participation):
    a_link(participation)
    whole(participation)
    a_signatory(participation)
    page = Client().get(PAGE).content.decode()

    assert ("Rita Rat (r…t@example.org)" in page, "rat@example.org" in page) == (True, False)
    assert "www.nebel.example.org" in page


def test_without_a_mandate_the_page_says_whom_to_call(participation):
    a_link(participation)
    whole(participation)
    page = Client().get(PAGE).content.decode()

    assert "Eva Beispiel, 05251 000000" in page
    assert 'name="signatory"' not in page


def test_handed_in_by_the_page(participation):
    a_link(participation)
    whole(participation)
    mandate = a_signatory(participation)
    client = Client()
    sent = client.post(PAGE, {"signatory": mandate.pk})

    assert (sent.status_code, sent.headers["Location"]) == (302, f"/antwort/{TOKEN}/")
    assert state(participation) == "in_sign_off"
    assert "warten auf die Freigabe" in client.get(PAGE).content.decode()
    client.post(f"{PAGE}zuruecknehmen/")
    assert state(participation) == "in_work"


@pytest.mark.parametrize("signatory", ["", "999999", "x"])
def test_somebody_without_mandate_cannot_be_chosen(participation, signatory):
    a_link(participation)
    whole(participation)
    a_signatory(participation)

    assert Client().post(PAGE, {"signatory": signatory}).status_code == 422
    assert state(participation) == "in_work"


def test_a_section_link_hands_nothing_in(participation):
    a_link(participation, Link.Purpose.SECTION, section="today")

    assert [
        Client().get(f"/antwort/{TOKEN}/{page}").status_code
        for page in ("abgabe/", "unterschrift/", "quittung/", "entwurf.pdf", "absage/")
    ] == [403] * 5


def test_the_page_asks_the_same_number_of_questions_however_much_was_answered(
    participation, django_assert_max_num_queries
):
    a_link(participation)
    whole(participation)
    a_signatory(participation)
    answered(participation, STAFF, 12)
    Client().get(PAGE)
    with django_assert_max_num_queries(12):
        Client().get(PAGE)
