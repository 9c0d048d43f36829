from datetime import timedelta

import pytest
from django.db import transaction

from regiowerk.ground.notices import actions
from regiowerk.ground.notices.models import Mail, Notice
from regiowerk.ground.notices.tests.factories import AT, a_mail, a_notice

pytestmark = pytest.mark.django_db


def test_a_mail_waits_in_the_outbox():
    mail = a_mail()

    assert list(Mail.objects.values_list("pk", "to", "subject", "due_at", "attempts")) == [
        (mail.pk, "adorf@example.org", "Betreff", AT, 0)
    ]


def test_the_same_key_is_queued_once():
    a_mail("key")

    again = actions.queue_mail(
        to="other@example.org", subject="Other", text="Other", once_key="key", at=AT
    )

    assert (again, Mail.objects.count()) == (None, 1)


def test_a_subject_is_one_line():
    mail = actions.queue_mail(
        to="a@example.org", subject="Stadt\nBcc: b@example.org", text="T", once_key="k", at=AT
    )

    assert mail is not None
    assert mail.subject == "Stadt Bcc: b@example.org"


def test_a_deed_that_fails_tells_nobody():
    def failing_deed():
        with transaction.atomic():
            a_mail()
            a_notice()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        failing_deed()

    assert (Mail.objects.count(), Notice.objects.count()) == (0, 0)


def test_a_person_is_told_once():
    a_notice("key")

    again = actions.notify(recipient="b@example.org", text="T", address="", once_key="key", at=AT)

    assert (again, Notice.objects.count()) == (None, 1)


@pytest.mark.parametrize(("days", "left"), [(89, (1, 1)), (90, (0, 0))])
def test_mails_and_notices_are_forgotten_after_ninety_days(days, left):
    a_mail()
    a_notice()

    actions.forget(at=AT + timedelta(days=days))

    assert (Mail.objects.count(), Notice.objects.count()) == left
