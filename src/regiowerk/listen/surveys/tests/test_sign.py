import json
from hashlib import sha256

import pytest

from regiowerk.ground.journal.domain.actor import Actor
from regiowerk.ground.journal.domain.frozen import canonical
from regiowerk.ground.notices.domain.letters import digits_of
from regiowerk.ground.notices.models import Mail
from regiowerk.ground.notices.queries import unseal
from regiowerk.ground.people.tests.factories import AT
from regiowerk.ground.process.tests.factories import deeds
from regiowerk.listen.surveys import actions
from regiowerk.listen.surveys.models import (
    SectionTask,
    SignOff,
    Submission,
)
from regiowerk.listen.surveys.queries.submissions import draft_of
from regiowerk.listen.surveys.tests.factories import TO_SIGN, a_reopening, answered
from regiowerk.listen.surveys.tests.signing_world import a_signature, signed, waiting
from regiowerk.listen.surveys.tests.town_hall import STAFF

pytestmark = pytest.mark.django_db


AGAIN = "noch-einmal"


ADDRESS_TO_SIGN = f"/antwort/{unseal(TO_SIGN)}/unterschrift/"


def code_in(seal="siegel"):
    return digits_of(unseal(seal))


def test_what_was_read_is_frozen_with_its_hash(participation):
    waiting(participation)
    submission = signed(participation)

    participation.refresh_from_db()
    record = json.loads(submission.content)
    assert (
        submission.number,
        submission.content_hash,
        submission.content.encode(),
        participation.state,
        participation.handed_in_at,
    ) == (1, sha256(submission.content.encode()).hexdigest(), canonical(record), "submitted", AT)


def test_the_signature_says_who_in_which_office_agreed_to_what(participation):
    waiting(participation)
    submission = signed(participation)

    one = SignOff.objects.get()
    assert (one.step, one.scope, one.content_hash, one.submission) == (
        "head",
        "today\nplans",
        submission.content_hash,
        submission,
    )
    assert (one.person, one.function, one.method, one.signed_at, one.is_deputy) == (
        "Rita Rat",
        "Bürgermeisterin",
        "link_and_code",
        AT,
        False,
    )
    assert deeds()[-1][0] == "submission.signed"


def test_both_who_had_a_part_in_it_get_a_receipt(participation):
    link = waiting(participation)
    Mail.objects.all().delete()
    submission = actions.sign(
        participation=participation,
        signature=a_signature(link=link),
        seen=draft_of(participation, AT).content_hash,
        by=Actor(user_label="Rita Rat"),
        at=AT,
    )

    sent = Mail.objects.order_by("to")
    assert [one.to for one in sent] == ["muster@example.org", "rat@example.org"]
    assert all(submission.content_hash in one.text for one in sent)


def test_what_changed_while_reading_is_not_signed(participation):
    waiting(participation)
    with pytest.raises(actions.ChangedMeanwhileError):
        actions.sign(
            participation=participation,
            signature=a_signature(),
            seen="0" * 64,
            by=Actor(user_label="Rita Rat"),
            at=AT,
        )

    assert (Submission.objects.count(), SignOff.objects.count()) == (0, 0)


def test_nothing_is_signed_twice(participation):
    waiting(participation)
    signed(participation)

    with pytest.raises(actions.NotWaitingError):
        signed(participation)
    assert Submission.objects.count() == 1


def test_what_was_opened_again_is_closed_by_the_next_signature(participation):
    waiting(participation)
    reopening = a_reopening(participation, scope="today")
    submission = signed(participation)

    reopening.refresh_from_db()
    assert reopening.closed_with == submission
    assert set(SectionTask.objects.values_list("state", flat=True)) == {"ready"}


def test_a_submission_is_never_changed_by_what_follows(participation):
    waiting(participation)
    content = signed(participation).content
    actions.reopen_sections(
        participation=participation,
        sections=["today"],
        reason="Zahl",
        due_on=None,
        token="neu",
        by=Actor(user_label="Büro"),
        at=AT,
    )
    answered(participation, STAFF, 12)

    assert Submission.objects.get().content == content
