from datetime import timedelta

import pytest

from regiowerk.ground.people.tests.factories import AT
from regiowerk.listen.surveys.actions import AnswerRefusedError
from regiowerk.listen.surveys.models import (
    Participation,
    Reopening,
    Revision,
    SectionTask,
    Wave,
)
from regiowerk.listen.surveys.tests.factories import answered
from regiowerk.listen.surveys.tests.town_hall import GOAL, STAFF, WEBSITE, present

LATER = AT + timedelta(minutes=2)


def test_the_first_answer_begins_the_work(participation):
    answered(participation, STAFF, 12)

    participation.refresh_from_db()
    task = SectionTask.objects.get(section="today")
    assert (
        (participation.state, participation.answered_at),
        (task.state, task.claimed_by, task.claimed_at, task.claim_ends_at),
        SectionTask.objects.get(section="plans").state,
    ) == (
        ("in_work", AT),
        ("working", "Maria Muster", AT, AT + timedelta(minutes=5)),
        "open",
    )


def test_a_claim_begins_once_and_ends_five_minutes_after_the_last_answer(participation):
    first = answered(participation, STAFF, 12)
    answered(participation, STAFF, 13, base=first.base, at=LATER)

    task = SectionTask.objects.get(section="today")
    assert (task.claimed_at, task.claim_ends_at) == (AT, LATER + timedelta(minutes=5))


def test_a_ready_section_that_is_no_longer_whole_is_not_ready(participation):
    first = answered(participation, WEBSITE, "no")
    SectionTask.objects.filter(section="today").update(state="ready")
    answered(participation, STAFF, 12)
    whole = SectionTask.objects.get(section="today").state
    answered(participation, WEBSITE, None, base=first.base)

    assert (whole, SectionTask.objects.get(section="today").state) == ("ready", "working")


@pytest.mark.parametrize(
    ("state", "wave_state", "refusal"),
    [
        ("invited", Wave.State.PLANNED, "not_begun"),
        ("in_work", Wave.State.CLOSED, "wave_closed"),
        ("in_sign_off", Wave.State.OPEN, "waits_for_signature"),
        ("submitted", Wave.State.OPEN, "handed_in"),
        ("accepted", Wave.State.OPEN, "handed_in"),
        ("declined", Wave.State.OPEN, "declined"),
        ("reopened", Wave.State.CLOSED, "section_closed"),
    ],
)
def test_where_nobody_may_write_nothing_is_written(participation, state, wave_state, refusal):
    Participation.objects.update(state=state)
    Wave.objects.update(
        state=wave_state,
        **({"opened_at": None, "opened_by": ""} if wave_state == Wave.State.PLANNED else {}),
    )

    with pytest.raises(AnswerRefusedError) as refused:
        answered(participation, STAFF, 12)

    assert (refused.value.refusal, Revision.objects.count()) == (refusal, 0)


@pytest.mark.parametrize("state", ["returned", "reopened"])
def test_a_section_that_was_opened_again_is_written_even_after_the_wave(participation, state):
    Participation.objects.update(state=state)
    Wave.objects.update(state=Wave.State.CLOSED)
    Reopening.objects.create(
        participation=participation,
        cause="asked",
        scope="today\nother",
        reason="Zahl vergessen",
        opened_at=AT,
        opened_by="Stadt Mitte",
    )
    answered(participation, STAFF, 12)

    with pytest.raises(AnswerRefusedError) as refused:
        answered(participation, GOAL, "Ziel")

    participation.refresh_from_db()
    assert (participation.state, present(participation), refused.value.refusal) == (
        state,
        {"/today/staff": "12"},
        "section_closed",
    )


def test_the_office_does_not_overwrite_what_the_organisation_said(participation):
    first = answered(participation, STAFF, 12)
    paper = answered(participation, GOAL, "Am Telefon", origin="paper")

    with pytest.raises(AnswerRefusedError) as refused:
        answered(participation, STAFF, 13, base=first.base, origin="paper")

    own = answered(participation, GOAL, "Selbst", base=paper.base)
    assert (refused.value.refusal, own.state, present(participation)) == (
        "not_ours",
        "saved",
        {"/plans/goal": '"Selbst"', "/today/staff": "12"},
    )
