from datetime import date, timedelta

import pytest

from regiowerk.ground.notices.models import Mail
from regiowerk.ground.people.tests.factories import AT
from regiowerk.ground.process.tests.factories import deeds
from regiowerk.listen.surveys import actions
from regiowerk.listen.surveys.models import Link, Participation, SectionTask
from regiowerk.listen.surveys.tests.factories import a_writer, answered
from regiowerk.listen.surveys.tests.town_hall import GOAL, WEBSITE, present

pytestmark = pytest.mark.django_db
WHERE = "Stadt Nebel, Was geplant ist"


def give(participation, *, at=AT, **changes):
    return actions.delegate_section(
        **{
            "participation": participation,
            "section": "plans",
            "unit": "Hauptamt",
            "name": "Jan Beispiel",
            "email": "beispiel@example.org",
            "due_on": date(2022, 2, 1),
            "token": "eins",
            "writer": a_writer(),
            "at": at,
            "expires_at": at + timedelta(days=30),
        }
        | changes
    )


def test_a_section_is_given_away_with_one_mail_and_one_link(participation):
    link = give(participation)

    task = SectionTask.objects.get(section="plans")
    assert (
        (link.purpose, link.section, link.email, link.unit),
        (task.unit, task.name, task.email, task.due_on),
        Mail.objects.get().to,
        deeds(),
    ) == (
        ("section", "plans", "beispiel@example.org", "Hauptamt"),
        ("Hauptamt", "Jan Beispiel", "beispiel@example.org", date(2022, 2, 1)),
        "beispiel@example.org",
        [("link.made", "Jan Beispiel, Stadt Nebel"), ("section.given", WHERE)],
    )


def test_whoever_had_it_before_has_it_no_more(participation):
    give(participation)
    give(participation, token="zwei", name="Eva Neu", email="neu@example.org")

    open_links = Link.objects.filter(revoked_at__isnull=True).values_list("email", flat=True)
    assert list(open_links) == ["neu@example.org"]


def test_taken_back_the_answers_stay_and_the_link_ends(participation):
    give(participation)
    answered(participation, GOAL, "Ziel")
    actions.take_back_section(
        participation=participation, section="plans", writer=a_writer(), at=AT
    )

    task = SectionTask.objects.get(section="plans")
    assert (
        (task.email, task.name, task.due_on, task.unit),
        Link.objects.get().revoked_at,
        present(participation),
        deeds()[-1],
    ) == (
        ("", "", None, "Hauptamt"),
        AT,
        {"/plans/goal": '"Ziel"'},
        ("section.taken_back", WHERE),
    )


def test_what_nobody_has_is_neither_taken_back_nor_reminded(participation):
    by = {"participation": participation, "section": "plans", "writer": a_writer(), "at": AT}
    with pytest.raises(actions.NotGivenError):
        actions.take_back_section(**by)
    with pytest.raises(actions.NotGivenError):
        actions.remind_section(**by, token="x", expires_at=AT + timedelta(days=1))

    assert deeds() == []


def test_a_reminder_brings_a_new_link_once_a_day(participation):
    give(participation)
    tomorrow = AT + timedelta(days=1)
    by = {"participation": participation, "section": "plans", "writer": a_writer()}
    later = {"at": tomorrow, "expires_at": AT + timedelta(days=30)}
    link = actions.remind_section(**by, **later, token="zwei")

    with pytest.raises(actions.RemindedError):
        actions.remind_section(**by, **later, token="drei")

    assert (
        [one.pk for one in Link.objects.filter(revoked_at__isnull=True)],
        Mail.objects.count(),
        Mail.objects.order_by("pk").last().subject.startswith("Reminder: ")
        or Mail.objects.order_by("pk").last().subject.startswith("Erinnerung: "),
    ) == ([link.pk], 2, True)


@pytest.mark.parametrize("day", [date(2022, 1, 23), date(2022, 3, 1)])
def test_a_day_that_has_passed_or_comes_too_late_is_refused(participation, day):
    with pytest.raises(actions.DeadlineError):
        give(participation, due_on=day)

    assert (Link.objects.count(), Mail.objects.count()) == (0, 0)


def test_another_day_can_be_agreed(participation):
    give(participation)
    actions.postpone_section(
        participation=participation,
        section="plans",
        due_on=date(2022, 2, 14),
        writer=a_writer(),
        at=AT,
    )

    assert (SectionTask.objects.get(section="plans").due_on, deeds()[-1]) == (
        date(2022, 2, 14),
        ("section.postponed", WHERE),
    )


def test_a_whole_section_is_ready_and_can_be_resumed(participation):
    answered(participation, WEBSITE, "no")
    by = {"participation": participation, "section": "today", "writer": a_writer(), "at": AT}
    actions.set_ready(**by)
    ready = SectionTask.objects.get(section="today").state
    actions.resume_section(**by)

    assert (
        ready,
        SectionTask.objects.get(section="today").state,
        [deed for deed, _label in deeds()],
    ) == ("ready", "working", ["section.ready", "section.resumed"])


def test_where_something_is_missing_a_section_is_not_ready(participation):
    with pytest.raises(actions.NotReadyError) as refused:
        actions.set_ready(participation=participation, section="today", writer=a_writer(), at=AT)

    assert (refused.value.missing, refused.value.invalid, deeds()) == (1, 0, [])


def test_what_is_handed_in_is_given_to_nobody(participation):
    Participation.objects.update(state="submitted")

    with pytest.raises(actions.AnswerRefusedError) as refused:
        give(participation)

    assert (refused.value.refusal, Link.objects.count()) == ("handed_in", 0)
