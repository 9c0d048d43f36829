from datetime import timedelta

import pytest

from regiowerk.ground.journal.domain.actor import Actor
from regiowerk.ground.notices.models import Mail
from regiowerk.ground.people.tests.factories import AT
from regiowerk.ground.process.tests.factories import deeds
from regiowerk.listen.surveys import actions
from regiowerk.listen.surveys.models import Participation, Reopening, SectionTask
from regiowerk.listen.surveys.tests.factories import a_writer, answered
from regiowerk.listen.surveys.tests.signing_world import signed, waiting
from regiowerk.listen.surveys.tests.town_hall import GOAL, STAFF

pytestmark = pytest.mark.django_db
OFFICE = Actor(user_label="Eva Beispiel", organisation_label="Stadt Mitte")


@pytest.fixture
def submitted(participation):
    waiting(participation)
    signed(participation)
    Mail.objects.all().delete()
    return participation


def state(participation):
    return Participation.objects.values_list("state", flat=True).get(pk=participation.pk)


def given_back(participation, act=actions.return_submission, **changed):
    return act(
        participation=participation,
        **{
            "sections": ["today"],
            "reason": "Bitte prüfen Sie die Zahl der Stellen.",
            "due_on": None,
            "token": "neu",
            "by": OFFICE,
            "at": AT,
            **changed,
        },
    )


def test_accepted(submitted):
    actions.accept_submission(participation=submitted, by=OFFICE, at=AT)

    assert (state(submitted), deeds()[-1][0]) == ("accepted", "submission.accepted")


@pytest.mark.parametrize(
    ("act", "cause", "after"),
    [
        (actions.return_submission, "returned", "returned"),
        (actions.reopen_sections, "asked", "reopened"),
    ],
)
def test_only_the_chosen_sections_are_open_again(submitted, act, cause, after):
    given_back(submitted, act)

    one = Reopening.objects.get()
    assert (one.cause, one.scope, one.submission, one.closed_with) == (
        cause,
        "today",
        submitted.submissions.get(),
        None,
    )
    assert (state(submitted), tasks()) == (after, {"today": "reopened", "plans": "ready"})
    assert answered(submitted, STAFF, 12).state == "saved"
    with pytest.raises(actions.AnswerRefusedError) as refused:
        answered(submitted, GOAL, "Ein Portal")
    assert refused.value.refusal == "section_closed"


def tasks():
    return dict(SectionTask.objects.values_list("section", "state"))


def test_the_coordinator_gets_one_mail_with_the_remark(submitted):
    given_back(submitted)

    sent = Mail.objects.get()
    assert (sent.to, sent.subject) == (
        "muster@example.org",
        "Bitte noch einmal ansehen: Digitale Verwaltung",
    )
    assert "Bitte prüfen Sie die Zahl der Stellen." in sent.text


def test_without_an_address_it_is_returned_all_the_same(submitted):
    Participation.objects.update(coordinator_email="")
    submitted.refresh_from_db()
    given_back(submitted)

    assert (state(submitted), Mail.objects.count()) == ("returned", 0)


def test_a_new_deadline_holds_for_the_organisation(submitted):
    day = AT.date() + timedelta(days=60)
    given_back(submitted, due_on=day)

    assert Participation.objects.get().due_on == day


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"sections": []}, actions.NoSectionError),
        ({"sections": ["foreign"]}, actions.NoSectionError),
        ({"reason": "  "}, actions.NoReasonError),
        ({"due_on": AT.date() - timedelta(days=1)}, actions.DuePastError),
    ],
)
def test_what_is_missing_changes_nothing(submitted, changed, refusal):
    with pytest.raises(refusal):
        given_back(submitted, **changed)

    assert (state(submitted), Reopening.objects.count()) == ("submitted", 0)


def test_what_was_accepted_is_not_returned_but_opened_again(submitted):
    actions.accept_submission(participation=submitted, by=OFFICE, at=AT)
    with pytest.raises(actions.NotHandedInError):
        given_back(submitted)

    given_back(submitted, actions.reopen_sections)
    assert state(submitted) == "reopened"


@pytest.mark.parametrize(
    "act",
    [
        lambda one: actions.accept_submission(participation=one, by=OFFICE, at=AT),
        given_back,
        lambda one: given_back(one, actions.reopen_sections),
    ],
)
def test_what_was_not_handed_in_cannot_be_decided_about(participation, act):
    with pytest.raises(actions.NotHandedInError):
        act(participation)


def test_the_organisation_asks_and_the_office_reads_why(submitted):
    actions.ask_to_reopen(
        participation=submitted,
        sections=["plans"],
        reason="Ein Vorhaben fehlt.",
        writer=a_writer(),
        at=AT,
    )

    sent = Mail.objects.get()
    assert (sent.to, "Was geplant ist" in sent.text, "Ein Vorhaben fehlt." in sent.text) == (
        "buero@example.org",
        True,
        True,
    )
    assert (state(submitted), deeds()[-1][0]) == ("submitted", "reopening.asked")


def test_before_handing_in_nothing_has_to_be_asked_for(participation):
    with pytest.raises(actions.NotHandedInError):
        actions.ask_to_reopen(
            participation=participation,
            sections=["plans"],
            reason="Ein Vorhaben fehlt.",
            writer=a_writer(),
            at=AT,
        )
