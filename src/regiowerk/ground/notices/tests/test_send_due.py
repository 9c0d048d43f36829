from datetime import timedelta
from pathlib import Path

import pytest
from django.core import mail as django_mail
from django.core.management import call_command

from regiowerk.ground.notices import actions, queries
from regiowerk.ground.notices.domain.letters import SITE as HERE, sealed
from regiowerk.ground.notices.models import Mail
from regiowerk.ground.notices.tasks import send_mails
from regiowerk.ground.notices.tests.factories import AT, SITE, a_mail
from regiowerk.ground.notices.tests.sinks import BACKEND, a_free_port, a_sink, text_of

pytestmark = pytest.mark.django_db

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@pytest.fixture
def sink(settings):
    with a_sink() as sink:
        settings.MAILERS = sink.mailers
        yield sink


@pytest.fixture
def nobody_listens(settings):
    options = {"host": "127.0.0.1", "port": a_free_port(), "timeout": 5}
    settings.MAILERS = {"default": {"BACKEND": BACKEND, "OPTIONS": options}}


def send(at=AT):
    return actions.send_due(site=SITE, at=at)


def outbox():
    return list(
        Mail.objects.order_by("id").values_list("attempts", "due_at", "sent_at", "given_up_at")
    )


def test_a_mail_arrives_at_a_mail_server(sink):
    a_mail(text=f"Grüße, bitte bestätigen:\n\n{HERE}/regionen/\n")

    assert send() == 1
    assert [
        (m["To"], m["Subject"], m["Auto-Submitted"], m.get_content_type(), text_of(m))
        for m in sink.received
    ] == [
        (
            "adorf@example.org",
            "Betreff",
            "auto-generated",
            "text/plain",
            "Grüße, bitte bestätigen:\n\nhttps://regiowerk.example/regionen/\n",
        )
    ]


def test_what_was_sent_is_not_sent_again(sink):
    a_mail()

    assert [send(AT), send(AT + 30 * HOUR), len(sink.received)] == [1, 0, 1]
    assert outbox() == [(1, AT + actions.HELD, AT, None)]


def test_a_mail_may_wait_for_its_time(sink):
    actions.queue_mail(
        to="a@example.org", subject="S", text="T", once_key="k", at=AT, due_at=AT + HOUR
    )

    assert [send(AT), send(AT + HOUR)] == [0, 1]


def test_the_longest_wait_goes_first(sink):
    for key, wait in (("late", 2), ("soon", 1)):
        actions.queue_mail(
            to=f"{key}@example.org",
            subject="S",
            text="T",
            once_key=key,
            at=AT,
            due_at=AT + wait * MINUTE,
        )

    send(AT + HOUR)

    assert [m["To"] for m in sink.received] == ["soon@example.org", "late@example.org"]


def test_a_secret_is_put_in_when_the_mail_leaves(sink):
    a_mail(text=f"{HERE}/anmelden/link/{sealed('abc')}/\n")

    send()

    link = f"{SITE}/anmelden/link/{queries.unseal('abc')}/\n"
    assert [text_of(m) for m in sink.received] == [link]
    assert not Mail.objects.filter(text__contains=queries.unseal("abc")).exists()


def test_a_second_copy_would_carry_the_same_name(sink):
    mail = a_mail()
    send()
    Mail.objects.filter(pk=mail.pk).update(sent_at=None, due_at=AT)
    send()

    first, second = (m["Message-ID"] for m in sink.received)

    assert first == second == f"<mail-{mail.pk}-20220124090000@regiowerk.example>"


def test_the_problem_of_a_server_that_is_away_is_kept(nobody_listens):
    mail = a_mail()

    assert send() == 0
    mail.refresh_from_db()
    assert "refused" in mail.problem
    assert outbox() == [(1, AT + MINUTE, None, None)]


def test_a_server_that_is_away_is_asked_once_in_a_round(nobody_listens):
    for key in "abc":
        a_mail(key)

    send()

    assert [attempts for attempts, *_rest in outbox()] == [1, 0, 0]


def test_the_ladder_ends_after_a_day(nobody_listens):
    a_mail()
    at, waits = AT, []
    while (due := Mail.objects.get()).given_up_at is None:
        waits.append(due.due_at - at)
        at = due.due_at
        send(at)

    assert waits == [0 * MINUTE, MINUTE, 10 * MINUTE, HOUR, 6 * HOUR, 24 * HOUR]
    assert (due.attempts, due.given_up_at, due.sent_at) == (6, at, None)


def test_what_was_given_up_stays_so(nobody_listens, settings):
    a_mail()
    Mail.objects.update(given_up_at=AT)

    with a_sink() as sink:
        settings.MAILERS = sink.mailers
        assert [send(AT + 99 * HOUR), len(sink.received)] == [0, 0]


def test_a_mail_goes_out_when_the_server_is_back(nobody_listens, settings):
    a_mail()
    send()

    with a_sink() as sink:
        settings.MAILERS = sink.mailers
        assert [send(AT), send(AT + MINUTE), len(sink.received)] == [0, 1, 1]
    assert (Mail.objects.get().attempts, Mail.objects.get().problem) == (2, "")


def test_a_refused_address_does_not_hold_up_the_others(sink):
    sink.answers["weg@example.org"] = "550 no such person"
    a_mail("weg", to="weg@example.org")
    a_mail("da")

    assert send() == 1
    assert [m["To"] for m in sink.received] == ["adorf@example.org"]
    assert "no such person" in Mail.objects.get(once_key="weg").problem


@pytest.mark.parametrize("address", ["müller@example.org", "a b@example.org", "@", "a@b@c", "a,b"])
def test_an_impossible_address_does_not_hold_up_the_others(sink, address):
    sink.answers[address] = "550 no such person"
    a_mail("odd", to=address)
    a_mail("da", to="da@example.org")

    send()

    assert [m["To"] for m in sink.received] == ["da@example.org"]
    assert Mail.objects.get(once_key="odd").problem


def test_mails_can_go_into_files(settings, tmp_path):
    backend = "django.core.mail.backends.filebased.EmailBackend"
    settings.MAILERS = {"default": {"BACKEND": backend, "OPTIONS": {"file_path": str(tmp_path)}}}
    a_mail(text=f"{HERE}/konto/\n")

    assert send() == 1
    assert [f"{SITE}/konto/" in Path(path).read_text() for path in tmp_path.iterdir()] == [True]


def test_mails_can_go_to_the_console(settings, capsys):
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.console.EmailBackend"}}
    a_mail()

    assert send() == 1
    assert "Subject: Betreff" in capsys.readouterr().out


def test_a_sender_that_died_loses_its_mail_after_ten_minutes(sink):
    mail = a_mail()
    assert actions._claim(mail, AT)

    assert [send(AT + 9 * MINUTE), send(AT + 10 * MINUTE)] == [0, 1]


def test_of_two_that_read_the_same_mail_one_takes_it():
    mail = a_mail()
    copies = (Mail.objects.get(pk=mail.pk), Mail.objects.get(pk=mail.pk))

    assert [actions._claim(copy, AT) for copy in copies] == [True, False]


def test_the_task_sends_what_is_due(settings):
    settings.SITE_ADDRESS = "https://hier.example/"
    a_mail(text=f"{HERE}/konto/\n")

    send_mails.enqueue()

    assert [m.body for m in django_mail.outbox] == ["https://hier.example/konto/\n"]


def test_the_command_sends_what_is_due(capsys):
    a_mail()

    call_command("send_notices")

    assert capsys.readouterr().out == "1 mails sent, 0 digests queued\n"


def test_a_round_asks_the_database_once_for_all_mails(django_assert_num_queries):
    for number in range(5):
        a_mail(f"key-{number}")

    with django_assert_num_queries(1 + 2 * 5):
        send()
