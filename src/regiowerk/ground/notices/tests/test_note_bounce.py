import io
from datetime import timedelta

import pytest
from django.core.management import call_command

from regiowerk.ground.notices import actions
from regiowerk.ground.notices.models import Mail
from regiowerk.ground.notices.tests.factories import AT

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(hours=1)


@pytest.fixture
def mail():
    return Mail.objects.create(
        to="weg@example.org",
        subject="Befragung",
        text="",
        once_key="eins",
        queued_at=AT,
        due_at=AT,
        sent_at=AT,
    )


def report(name, *, action="failed"):
    """What Postfix sends: a sentence, the status of the delivery, the head of the mail."""
    return f"""From: MAILER-DAEMON@mail.example.org
To: buero@example.org
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="rand"

--rand
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you that your message could not be delivered.

--rand
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example.org

Final-Recipient: rfc822; weg@example.org
Action: {action}
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 <weg@example.org>:
    Recipient address rejected: User unknown

--rand
Content-Type: text/rfc822-headers

Message-ID: <{name}@planen.example.org>
Subject: Befragung

--rand--
""".encode()


def name_of(mail):
    return f"mail-{mail.pk}-{mail.queued_at:%Y%m%d%H%M%S}"


def test_a_mail_that_came_back_was_not_delivered(mail):
    actions.note_bounce(content=report(name_of(mail)), at=LATER)
    mail.refresh_from_db()

    assert (mail.sent_at, mail.given_up_at, mail.problem) == (
        None,
        LATER,
        "smtp; 550 5.1.1 <weg@example.org>: Recipient address rejected: User unknown",
    )


@pytest.mark.parametrize("action", ["delayed", "delivered", "relayed"])
def test_what_may_still_arrive_is_no_bounce(mail, action):
    assert actions.note_bounce(content=report(name_of(mail), action=action), at=LATER) is None


@pytest.mark.parametrize(
    "content",
    [b"", b"\x00\xff", b"Subject: Abwesend\n\nBin im Urlaub.", report("mail-1-20200101000000")],
)
def test_other_mails_change_nothing(mail, content):
    actions.note_bounce(content=content, at=LATER)
    mail.refresh_from_db()

    assert (mail.sent_at, mail.given_up_at) == (AT, None)


def test_the_mail_server_calls_the_command(mail, monkeypatch, capsys):
    class Stdin:
        buffer = io.BytesIO(report(name_of(mail)))

    monkeypatch.setattr("sys.stdin", Stdin)
    call_command("note_bounce")

    assert (capsys.readouterr().out, Mail.objects.get().given_up_at is None) == ("noted\n", False)
