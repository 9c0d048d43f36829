import pytest
from django.test import Client

from regiowerk.ground.journal.domain.actor import Actor, Role
from regiowerk.ground.notices.domain.letters import digits_of
from regiowerk.ground.notices.queries import unseal
from regiowerk.ground.people.queries import SIGNED_IN_AT
from regiowerk.ground.people.tests.factories import AT
from regiowerk.ground.regions.models import Mandate
from regiowerk.ground.regions.tests.factories import a_mandate
from regiowerk.listen.surveys import actions
from regiowerk.listen.surveys.models import (
    Participation,
    SignOff,
    Submission,
)
from regiowerk.listen.surveys.queries.signing import signatories
from regiowerk.listen.surveys.queries.submissions import draft_of
from regiowerk.listen.surveys.tests.factories import TO_SIGN, TOKEN, a_link, a_writer, answered
from regiowerk.listen.surveys.tests.signing_world import a_signatory, signed, waiting
from regiowerk.listen.surveys.tests.town_hall import STAFF, WEBSITE

AGAIN = "noch-einmal"


ADDRESS_TO_SIGN = f"/antwort/{unseal(TO_SIGN)}/unterschrift/"


def code_in(seal="siegel"):
    return digits_of(unseal(seal))


def filled(draft, **changed):
    return {
        "function": "Bürgermeisterin",
        "agrees": "on",
        "seen": draft.content_hash,
        "code": code_in(),
        **changed,
    }


def waiting_again(participation, token=AGAIN):
    """Somebody else has the mandate now and is asked to sign."""
    Mandate.objects.all().delete()
    a_signatory(participation, f"{token}@example.org")
    (who,) = signatories(participation, AT)
    return actions.hand_in(
        participation=participation, signatory=who, token=token, writer=a_writer(), at=AT
    )


@pytest.fixture
def to_sign(participation, monkeypatch):
    link = waiting(participation)
    monkeypatch.setattr("secrets.token_urlsafe", lambda number: "siegel")
    return link


def test_a_link_and_a_code_sign(participation, to_sign):
    client = Client()
    page = client.get(ADDRESS_TO_SIGN)
    assert ("www.nebel.example.org" in page.content.decode(), page.status_code) == (True, 200)
    client.post(f"{ADDRESS_TO_SIGN}code/")
    answer = client.post(ADDRESS_TO_SIGN, filled(page.context["draft"]))

    assert (answer.status_code, answer.headers["Location"]) == (
        302,
        ADDRESS_TO_SIGN.replace("unterschrift", "quittung"),
    )
    one = SignOff.objects.get()
    assert (one.person, one.statement) == (
        "Rita Rat",
        "Ich bin berechtigt, diese Antworten für die Organisation freizugeben, und gebe sie frei.",
    )
    receipt = client.get(answer.headers["Location"]).content.decode()
    assert Submission.objects.get().content_hash in receipt


@pytest.mark.parametrize(
    "changed",
    [{"code": "000000"}, {"code": ""}, {"code": "abc"}, {"function": ""}, {"agrees": ""}],
)
def test_what_is_missing_or_wrong_signs_nothing_and_keeps_what_was_typed(
    participation, to_sign, changed
):
    client = Client()
    client.post(f"{ADDRESS_TO_SIGN}code/")
    draft = draft_of(participation, AT)
    answer = client.post(ADDRESS_TO_SIGN, filled(draft, **changed))

    assert (answer.status_code, Submission.objects.count()) == (422, 0)
    assert "function" in changed or "Bürgermeisterin" in answer.content.decode()


def test_without_a_code_nobody_signs(participation, to_sign):
    draft = draft_of(participation, AT)
    answer = Client().post(ADDRESS_TO_SIGN, filled(draft))

    assert (answer.status_code, Submission.objects.count()) == (422, 0)
    assert "Bitte lassen Sie sich zuerst einen Code senden." in answer.content.decode()


def test_a_link_signs_nothing_once_the_mandate_has_ended(participation, to_sign):
    client = Client()
    client.post(f"{ADDRESS_TO_SIGN}code/")
    Mandate.objects.all().delete()
    answer = client.post(ADDRESS_TO_SIGN, filled(draft_of(participation, AT)))

    assert (answer.status_code, Submission.objects.count()) == (422, 0)
    assert "Das Mandat, auf dem dieser Link beruht, ist beendet." in answer.content.decode()


def test_what_changed_meanwhile_is_shown_anew(participation, to_sign):
    client = Client()
    client.post(f"{ADDRESS_TO_SIGN}code/")
    answer = client.post(ADDRESS_TO_SIGN, filled(draft_of(participation, AT), seen="0" * 64))

    assert (answer.status_code, Submission.objects.count()) == (409, 0)


def test_who_signs_again_reads_what_changed_since(participation):
    waiting(participation)
    signed(participation)
    actions.return_submission(
        participation=participation,
        sections=["today"],
        reason="Zahl?",
        due_on=None,
        token="neu",
        by=Actor(user_label="Büro"),
        at=AT,
    )
    answered(participation, STAFF, 12)
    waiting_again(participation)
    page = Client().get(f"/antwort/{unseal(AGAIN)}/unterschrift/")

    (section,) = page.context["changed"]
    assert [(line.label, line.text) for block in section.blocks for line in block.lines] == [
        ("Frage staff", "12 (vorher: keine Antwort)")
    ]


def home(participation):
    return f"/verfahren/muster/befragungen/rathaus/1/{participation.organisation.key}/"


def head_of(participation):
    region = participation.wave.survey.process.region
    return a_mandate(region, participation.organisation, role=Role.HEAD).user


def test_signed_in_a_fresh_sign_in_is_the_proof(participation, crowd):
    waiting(participation)
    client = Client()
    client.force_login(head_of(participation))
    page = client.get(f"{home(participation)}unterschrift/")
    typed = {
        "function": "Bürgermeister",
        "agrees": "on",
        "seen": page.context["draft"].content_hash,
    }
    refused = client.post(f"{home(participation)}unterschrift/", typed)
    assert ("Neu anmelden" in page.content.decode(), refused.status_code) == (True, 422)

    session = client.session
    session[SIGNED_IN_AT] = page.wsgi_request.at.isoformat()
    session.save()
    answer = client.post(f"{home(participation)}unterschrift/", typed)
    assert (answer.status_code, SignOff.objects.get().method) == (302, "sign_in")


def test_signing_in_anew_ends_the_session_and_leads_back(participation, crowd):
    waiting(participation)
    client = Client()
    client.force_login(head_of(participation))
    answer = client.post(f"{home(participation)}unterschrift/anmelden/")

    assert answer.headers["Location"].startswith("/anmelden/?next=")
    assert "_auth_user_id" not in client.session


def test_whoever_only_answers_does_not_sign(participation, crowd):
    waiting(participation)
    region = participation.wave.survey.process.region
    contact = a_mandate(region, participation.organisation, role=Role.CONTACT).user
    client = Client()
    client.force_login(contact)

    assert [
        client.get(f"{home(participation)}unterschrift/").status_code,
        client.post(f"{home(participation)}unterschrift/").status_code,
        client.post(f"{home(participation)}unterschrift/code/").status_code,
        client.post(f"{home(participation)}unterschrift/zurueckgeben/").status_code,
    ] == [403] * 4


def test_a_coordinators_link_does_not_sign(participation):
    waiting(participation)
    a_link(participation)

    assert Client().post(f"/antwort/{TOKEN}/unterschrift/", {}).status_code == 403


def test_the_papers_of_a_submission(participation):
    waiting(participation)
    submission = signed(participation)
    a_link(participation)
    files = {
        name: Client().get(f"/antwort/{TOKEN}/quittung/{name}")
        for name in ("1.pdf", "1.json", "1/antworten.pdf")
    }

    assert {name: file.headers["Content-Type"] for name, file in files.items()} == {
        "1.pdf": "application/pdf",
        "1.json": "application/json",
        "1/antworten.pdf": "application/pdf",
    }
    assert files["1.json"].content == submission.content.encode()
    assert Client().get(f"/antwort/{TOKEN}/quittung/2.pdf").status_code == 404
    assert Participation.objects.get().state == "submitted"
    assert WEBSITE.path in submission.content
