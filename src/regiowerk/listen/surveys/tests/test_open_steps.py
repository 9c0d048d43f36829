import pytest

from regiowerk.ground.journal.domain.actor import SYSTEM
from regiowerk.ground.people.tests.factories import AT
from regiowerk.ground.process.tests.factories import a_process
from regiowerk.ground.regions.domain.open_steps import OpenStep
from regiowerk.ground.regions.tests.factories import a_municipality, a_region
from regiowerk.listen.surveys.actions import accept_submission
from regiowerk.listen.surveys.models import Participation, Wave
from regiowerk.listen.surveys.queries.open_steps import open_steps
from regiowerk.listen.surveys.tests.factories import a_participation, a_survey, a_wave
from regiowerk.listen.surveys.tests.signing_world import signed, waiting

pytestmark = pytest.mark.django_db


def test_whoever_was_asked_and_has_not_answered_is_waited_for():
    survey = a_survey(a_process(a_region()))
    wave = a_wave(survey)
    asked = a_participation(wave)
    for number, state in enumerate(("planned", "accepted", "declined")):
        reason = {"decline_reason": "Zu wenig Zeit", "declined_at": AT, "declined_by": "Fern"}
        other = a_participation(wave, a_municipality(f"0599902{number}", f"Fern {number}"))
        values = {"state": state, **(reason if state == "declined" else {})}
        Participation.objects.filter(pk=other.pk).update(**values)

    assert open_steps(survey.process, AT.date()) == (
        OpenStep(
            organisation_id=asked.organisation.pk,
            organisation_key=asked.organisation.key,
            organisation_label=str(asked.organisation),
            key="survey-rathaus-1",
            label="Befragung „Digitale Verwaltung“ beantworten",
            reason="Auf diesen Antworten ruht, was die Region später entscheidet.",
            address=f"/verfahren/{survey.process.key}/befragungen/rathaus/1/{asked.organisation.key}/",
            since=AT.date(),
            due_on=wave.closes_on,
            minutes=3,
            waits_for_office=False,
            is_private=True,
        ),
    )


def test_nobody_is_waited_for_once_the_wave_is_closed():
    wave = a_wave(a_survey(a_process(a_region())), state=Wave.State.CLOSED)
    a_participation(wave)

    assert open_steps(wave.survey.process, AT.date()) == ()


@pytest.mark.parametrize("count", [1, 5])
def test_the_number_of_queries_does_not_grow(count, django_assert_num_queries):
    wave = a_wave(a_survey(a_process(a_region())))
    for number in range(count):
        a_participation(wave, a_municipality(f"0599903{number}", f"Ort {number}"))

    with django_assert_num_queries(1):
        steps = open_steps(wave.survey.process, AT.date())

    assert len(steps) == count


def test_whoever_signs_is_waited_for_once_all_is_answered():
    survey = a_survey(a_process(a_region()))
    participation = a_participation(a_wave(survey))
    waiting(participation)
    (step,) = open_steps(survey.process, AT.date())

    assert (step.key, step.label, step.minutes) == (
        "sign-survey-rathaus-1",
        "Antworten zur Befragung „Digitale Verwaltung“ freigeben",
        10,
    )


def test_what_was_handed_in_waits_for_the_office_until_it_decided():
    region = a_region()
    region.regiopole = a_municipality("05999001", "Mitte")
    region.save()
    survey = a_survey(a_process(region))
    participation = a_participation(a_wave(survey))
    waiting(participation)
    signed(participation)
    (step,) = open_steps(survey.process, AT.date())

    assert (step.organisation_label, step.waits_for_office, step.address, step.since) == (
        str(region.regiopole),
        True,
        "/verfahren/muster/befragungen/rathaus/1/?stand=handed_in#organisationen",
        AT.date(),
    )
    accept_submission(participation=participation, by=SYSTEM, at=AT)
    assert open_steps(survey.process, AT.date()) == ()
