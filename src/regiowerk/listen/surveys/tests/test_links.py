from datetime import timedelta

import pytest
from django.core import mail

from regiowerk.ground.journal.domain.actor import Actor
from regiowerk.ground.notices.actions import send_due
from regiowerk.ground.notices.models import Mail
from regiowerk.ground.people.tests.factories import AT
from regiowerk.ground.process.tests.factories import deeds
from regiowerk.listen.surveys import access, actions
from regiowerk.listen.surveys.models import Link, SectionTask, Wave
from regiowerk.listen.surveys.queries.links import HEAVY, is_use_to_note, link_by_token
from regiowerk.listen.surveys.tests.factories import TOKEN, a_link

pytestmark = pytest.mark.django_db
OFFICE = Actor(user_label="Büro", organisation_label="Stadt Mitte")


def make(participation, **changes):
    return actions.make_link(
        **{
            "participation": participation,
            "purpose": Link.Purpose.COORDINATE,
            "section": "",
            "name": "Maria Muster",
            "unit": "",
            "email": "muster@example.org",
            "token": "ein-zufaelliger-Name",
            "by": OFFICE,
            "at": AT,
            "expires_at": AT + timedelta(days=60),
        }
        | changes
    )


def token_in_mail(index=0):
    send_due(site="https://regio.example", at=AT + timedelta(minutes=1))
    (line,) = [one for one in mail.outbox[index].body.splitlines() if "/antwort/" in one]
    return line.removeprefix("https://regio.example/antwort/").rstrip("/")


def test_a_mail_brings_the_link_and_no_table_holds_its_token(participation):
    link = make(participation)
    stored = Mail.objects.get().text
    token = token_in_mail()

    assert (
        access.answering_by_link(token, AT).link,
        token in stored,
        link.token_hash == token,
        deeds(),
    ) == (link, False, False, [("link.made", "Maria Muster, Stadt Nebel")])


def test_a_link_comes_with_all_it_hangs_on_in_one_query(participation, django_assert_num_queries):
    a_link(participation)
    way = ("participation", "wave", "survey", "process", "region")
    ways = [way[:end] for end in range(len(way) + 1)]
    ways += [("participation", "organisation"), ("participation", "version")]

    def facts(link, way):
        one = link
        for name in way:
            one = getattr(one, name)
        loaded = {field.attname for field in one._meta.concrete_fields} - set(HEAVY)
        return type(one), {name: one.__dict__[name] for name in loaded}

    with django_assert_num_queries(1):
        found = link_by_token(TOKEN)
        told = [facts(found, way) for way in ways]

    assert told == [facts(Link.objects.get(), way) for way in ways]
    assert found.participation.version.definition == participation.version.definition
    assert link_by_token("another") is None


def test_a_link_is_read_anew_each_time(participation):
    a_link(participation)
    link_by_token(TOKEN)
    Wave.objects.update(state=Wave.State.CLOSED)
    Link.objects.update(revoked_at=AT, revoked_by="Büro")

    link = link_by_token(TOKEN)
    assert (link.revoked_at, link.participation.wave.state) == (AT, "closed")


def test_the_invitation_says_task_minutes_deadline_and_whom_to_call(participation):
    make(participation)
    send_due(site="https://regio.example", at=AT)

    body = mail.outbox[0].body
    assert [
        word in body
        for word in ("Maria Muster", "Digitale Verwaltung", "Stadt Nebel", "15", "28. Februar 2022")
    ] == [True] * 5
    assert [word in body for word in ("Eva Beispiel", "05251 000000", "%")] == [True, True, False]


def test_percent_signs_in_titles_stay(participation):
    participation.wave.survey.title = "100 % digital"
    make(participation)
    send_due(site="https://regio.example", at=AT)

    assert ("100 % digital" in mail.outbox[0].body, "100 % digital" in mail.outbox[0].subject) == (
        True,
        True,
    )


def test_a_revoked_link_opens_nothing(participation):
    link = a_link(participation)
    actions.revoke_link(link=link, by=OFFICE, at=AT)

    with pytest.raises(access.LinkRefusedError) as refused:
        access.answering_by_link(TOKEN, AT)

    assert (refused.value.refusal, refused.value.status, refused.value.may_be_renewed) == (
        "revoked",
        410,
        False,
    )


def test_an_expired_link_is_renewed_at_the_same_address_once(participation):
    link = a_link(participation, expires_at=AT - timedelta(hours=1))
    arguments = {"at": AT, "expires_at": AT + timedelta(days=30)}
    new = actions.renew_link(link=link, token="neuer-Name", **arguments)
    again = actions.renew_link(link=link, token="noch-einer", **arguments)

    link.refresh_from_db()
    assert (
        (new.email, new.purpose, new.section, new.name),
        again,
        link.revoked_at,
        access.answering_by_link(token_in_mail(), AT).link,
        Mail.objects.count(),
    ) == (
        ("muster@example.org", "coordinate", "", "Maria Muster"),
        None,
        AT,
        new,
        1,
    )


def test_what_was_taken_back_is_not_renewed(participation):
    link = a_link(participation)
    actions.revoke_link(link=link, by=OFFICE, at=AT)

    with pytest.raises(actions.LinkRevokedError):
        actions.renew_link(link=link, token="x", at=AT, expires_at=AT + timedelta(days=1))

    assert Mail.objects.count() == 0


def test_the_last_use_is_noted_to_ten_minutes(participation):
    a_link(participation)
    noted = []
    for minutes in (0, 5, 12):
        link, at = Link.objects.get(), AT + timedelta(minutes=minutes)
        if is_use_to_note(link, at):
            actions.note_use(link=link, at=at)
            noted.append(minutes)

    assert (noted, Link.objects.get().used_at) == ([0, 12], AT + timedelta(minutes=12))


def test_a_section_link_says_its_section_and_its_day(participation):
    SectionTask.objects.filter(section="plans").update(due_on="2022-02-01")
    make(participation, purpose=Link.Purpose.SECTION, section="plans", unit="Hauptamt")
    send_due(site="https://regio.example", at=AT)

    body = mail.outbox[0].body
    assert [
        word in body for word in ("Was geplant ist", "1. Februar 2022", "10", "Stadt Mitte")
    ] == [True] * 4
