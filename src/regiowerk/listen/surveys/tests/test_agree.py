import pytest
from django.test import Client

from regiowerk.ground.journal.domain.actor import Actor
from regiowerk.ground.notices.domain.letters import digits_of
from regiowerk.ground.notices.queries import unseal
from regiowerk.ground.people.tests.factories import AT
from regiowerk.ground.regions.models import Mandate
from regiowerk.listen.surveys import actions
from regiowerk.listen.surveys.models import (
    Link,
    Revision,
    SectionTask,
    SignOff,
)
from regiowerk.listen.surveys.queries.signing import signatories
from regiowerk.listen.surveys.queries.submissions import draft_of
from regiowerk.listen.surveys.tests.factories import TOKEN, a_link, a_writer, answered
from regiowerk.listen.surveys.tests.signing_world import (
    a_signatory,
    a_signature,
    signed,
    waiting,
    whole,
)
from regiowerk.listen.surveys.tests.town_hall import GOAL, STAFF

AGAIN = "noch-einmal"


def code_in(seal="siegel"):
    return digits_of(unseal(seal))


def delegated(participation):
    whole(participation)
    answered(participation, GOAL, "Ein Portal")
    SectionTask.objects.filter(section="plans").update(email="amt@example.org", name="Jan Amt")
    return a_link(
        participation,
        Link.Purpose.SECTION,
        section="plans",
        name="Jan Amt",
        email="amt@example.org",
    )


def agreed(participation):
    return actions.agree(
        participation=participation,
        section="plans",
        signature=a_signature(person="Jan Amt", function="Amtsleitung"),
        seen=draft_of(participation, AT).hash_of("plans"),
        by=Actor(user_label="Jan Amt"),
        at=AT,
    )


def test_a_department_that_was_given_a_section_has_to_agree(participation):
    delegated(participation)
    with pytest.raises(actions.NotCompleteError) as refused:
        waiting(participation)
    assert str(refused.value) == "Das Amt hat noch nicht zugestimmt: Was geplant ist."

    agreed(participation)
    waiting_again(participation)
    submission = signed(participation)
    assert [one.submission for one in SignOff.objects.filter(step="department")] == [submission]


def waiting_again(participation, token=AGAIN):
    """Somebody else has the mandate now and is asked to sign."""
    Mandate.objects.all().delete()
    a_signatory(participation, f"{token}@example.org")
    (who,) = signatories(participation, AT)
    return actions.hand_in(
        participation=participation, signatory=who, token=token, writer=a_writer(), at=AT
    )


def test_an_agreement_ends_only_where_something_changed_later(participation):
    delegated(participation)
    agreed(participation)
    answered(participation, STAFF, 12)
    waiting_again(participation)
    actions.take_back_answers(participation=participation, writer=a_writer(), at=AT)
    assert SignOff.objects.get().voided_at is None

    standing = Revision.objects.get(path=GOAL.path).pk
    answered(participation, GOAL, "Zwei Portale", base=standing)
    with pytest.raises(actions.NotCompleteError):
        waiting_again(participation, "zuletzt")


def test_a_new_agreement_replaces_the_old_one(participation):
    delegated(participation)
    first, second = agreed(participation), agreed(participation)

    first.refresh_from_db()
    assert (first.voided_at, first.voided_by, second.voided_at) == (AT, "Jan Amt", None)


def test_a_department_agrees_by_its_link_and_a_code(participation, monkeypatch):
    delegated(participation)
    monkeypatch.setattr("secrets.token_urlsafe", lambda number: "siegel")
    client, page = Client(), f"/antwort/{TOKEN}/abschnitt/plans/zustimmung/"
    assert "Ein Portal" in client.get(page).content.decode()
    client.post(f"{page}code/")
    seen = draft_of(participation, AT).hash_of("plans")
    typed = {"function": "Amtsleitung", "agrees": "on", "seen": seen, "code": code_in()}
    answer = client.post(page, typed)

    one = SignOff.objects.get()
    assert (answer.status_code, one.step, one.scope, one.person) == (
        302,
        "department",
        "plans",
        "Jan Amt",
    )
    assert client.get(f"/antwort/{TOKEN}/abschnitt/today/zustimmung/").status_code == 404
