import pytest
from django.test import Client

from regiowerk.ground.people.tests.factories import AT
from regiowerk.ground.process.tests.factories import deeds
from regiowerk.listen.questionnaires.domain.answers import Field
from regiowerk.listen.surveys import actions
from regiowerk.listen.surveys.models import Link, Remark
from regiowerk.listen.surveys.tests.factories import TOKEN, a_link, a_writer
from regiowerk.listen.surveys.tests.town_hall import GOAL, STAFF

pytestmark = pytest.mark.django_db


def write(participation, text="Nur geschätzt", field=STAFF, audience="internal"):
    return actions.write_remark(
        participation=participation,
        field=field,
        audience=audience,
        text=text,
        writer=a_writer(),
        at=AT,
    )


def test_a_remark_stands_beside_its_question(participation):
    remark = write(participation)

    assert (
        (remark.path, remark.text, remark.audience, remark.written_by, remark.written_at),
        deeds(),
    ) == (
        ("/today/staff", "Nur geschätzt", "internal", "Maria Muster", AT),
        [("remark.written", "Stadt Nebel, Was es heute gibt")],
    )


@pytest.mark.parametrize(
    ("text", "field", "refusal"),
    [
        ("x" * 4_001, STAFF, "too_long"),
        ("Null\x00", STAFF, "unreadable"),
        ("Gut", Field("/nichts"), "unknown_field"),
    ],
)
def test_what_is_no_remark_is_refused(participation, text, field, refusal):
    with pytest.raises(actions.AnswerRefusedError) as refused:
        write(participation, text, field)

    assert (refused.value.refusal, Remark.objects.count()) == (refusal, 0)


def test_a_remark_without_words_is_refused(participation):
    with pytest.raises(actions.EmptyRemarkError) as refused:
        write(participation, "  \n ")

    assert (len(str(refused.value)) > 10, Remark.objects.count()) == (True, 0)


def test_a_remark_is_closed_once_and_stays_readable(participation):
    remark = write(participation)
    actions.close_remark(remark=remark, writer=a_writer("Jan Beispiel"), at=AT)
    actions.close_remark(remark=remark, writer=a_writer("Eva Spät"), at=AT)

    assert (Remark.objects.get().closed_by, [deed for deed, _label in deeds()]) == (
        "Jan Beispiel",
        ["remark.written", "remark.closed"],
    )


def test_from_the_page_a_remark_is_written_and_closed(participation):
    a_link(participation)
    client = Client()
    home = f"/antwort/{TOKEN}/anmerkungen/"
    empty = client.post(f"{home}neu/", {"field": "q.today.staff", "text": "", "audience": "office"})
    sent = {"field": "q.today.staff", "text": "Bitte anrufen", "audience": "office"}
    written = client.post(f"{home}neu/", sent)
    remark = Remark.objects.get()
    closed = client.post(f"{home}{remark.pk}/schliessen/")

    assert (
        (empty.status_code, written.status_code, closed.status_code),
        written.headers["Location"],
        Remark.objects.get().closed_by,
        "Bitte anrufen" in client.get(home).content.decode(),
    ) == ((422, 302, 302), f"{home}?feld=q.today.staff", "Maria Muster", True)


def test_a_section_link_reads_and_writes_remarks_of_its_section_only(participation):
    a_link(participation, Link.Purpose.SECTION, section="plans")
    own, other = write(participation, "Zum Ziel", GOAL), write(participation, "Zum Personal")
    client = Client()
    home = f"/antwort/{TOKEN}/anmerkungen/"
    text = client.get(home).content.decode()

    assert (
        ("Zum Ziel" in text, "Zum Personal" in text),
        client.post(f"{home}neu/", {"field": "q.today.staff", "text": "x"}).status_code,
        client.post(f"{home}{other.pk}/schliessen/").status_code,
        client.post(f"{home}{own.pk}/schliessen/").status_code,
    ) == ((True, False), 404, 404, 302)
