from datetime import timedelta

import pytest
from django.core.management import call_command

from regiowerk.ground.notices import actions
from regiowerk.ground.notices.models import Mail, Notice
from regiowerk.ground.notices.tests.factories import AT, a_notice, a_reader

pytestmark = pytest.mark.django_db

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
DIGEST = """\
Guten Tag,

seit Ihrem letzten Besuch ist dies geschehen:

- Sie dürfen für Stadt Adorf handeln.
  {site}/regionen/
- Stadt Bdorf hat geantwortet.

Alle Mitteilungen: {site}/mitteilungen/

Eine solche Mail bekommen Sie höchstens einmal am Tag.
"""


def german(addresses):
    return dict.fromkeys(addresses, "de")


def queue(at=AT + DAY, language_of=german):
    return actions.queue_digests(at=at, language_of=language_of)


def test_a_digest_lists_what_is_unread():
    a_notice("a", text="Sie dürfen für Stadt Adorf handeln.")
    a_notice("b", text="Stadt Bdorf hat geantwortet.", address="")

    assert queue() == 1
    assert list(Mail.objects.values_list("to", "subject", "text")) == [
        ("adorf@example.org", "2 Sachen sind neu für Sie", DIGEST)
    ]


def test_whoever_looks_in_within_a_day_gets_no_mail():
    a_notice()

    assert queue(AT + 23 * HOUR) == 0


def test_what_was_read_is_in_no_digest():
    a_notice()
    actions.mark_read(recipient="adorf@example.org", at=AT)

    assert queue() == 0


def test_each_notice_is_in_one_digest():
    a_notice()

    assert [queue(AT + DAY), queue(AT + 2 * DAY), queue(AT + 3 * DAY)] == [1, 0, 0]


def test_a_person_gets_one_digest_a_day():
    a_notice("a")
    a_notice("b", at=AT + HOUR)

    assert [queue(AT + DAY), queue(AT + DAY + HOUR), queue(AT + 2 * DAY)] == [1, 0, 1]
    assert not Notice.objects.filter(digested_at__isnull=True).exists()


def test_everybody_gets_their_own():
    a_notice("a", text="Für A")
    a_notice("b", text="Für B", recipient="bdorf@example.org")

    assert queue() == 2
    assert [
        (mail.to, "Für A" in mail.text, "Für B" in mail.text)
        for mail in Mail.objects.order_by("to")
    ] == [("adorf@example.org", True, False), ("bdorf@example.org", False, True)]


def test_a_digest_speaks_the_language_of_its_reader():
    a_notice()

    queue(language_of=lambda addresses: dict.fromkeys(addresses, "en"))

    assert Mail.objects.get().subject == "One thing is new for you"


def test_an_address_without_a_reader_gets_no_mail():
    a_notice()

    assert queue(language_of=lambda addresses: {}) == 0


def test_a_long_digest_ends_with_the_number_of_the_rest():
    for number in range(23):
        a_notice(f"key-{number}", text=f"Nummer {number}.")

    queue()

    mail = Mail.objects.get()
    assert (mail.subject, mail.text.count("Nummer"), "- und 3 weitere Sachen" in mail.text) == (
        "23 Sachen sind neu für Sie",
        20,
        True,
    )


def test_the_command_asks_for_the_language_of_each_person(capsys):
    a_reader(language="en")
    a_notice()

    call_command("send_notices")

    assert (capsys.readouterr().out, Mail.objects.get().subject) == (
        "1 mails sent, 1 digests queued\n",
        "One thing is new for you",
    )


def test_every_person_costs_the_same(django_assert_max_num_queries):
    for number in range(5):
        a_notice(f"a-{number}", recipient=f"ort-{number}@example.org")

    # Two for the whole, and for each person: look, savepoints, mail, mark.
    with django_assert_max_num_queries(3 + 8 * 5):
        queue()
