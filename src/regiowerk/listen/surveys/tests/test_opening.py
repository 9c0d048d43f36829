import json
from datetime import timedelta
from hashlib import sha256

import pytest
from django.test import Client

from regiowerk.ground.people.tests.factories import AT
from regiowerk.ground.process.tests.factories import deeds
from regiowerk.listen.surveys import actions
from regiowerk.listen.surveys.models import (
    Conflict,
    Head,
    Participation,
    Revision,
    SectionTask,
    Submission,
    Wave,
)
from regiowerk.listen.surveys.tests.factories import (
    TOKEN,
    a_link,
    a_participation,
    a_wave,
    a_writer,
    answered,
)
from regiowerk.listen.surveys.tests.town_hall import COUNTRY, GOAL, present

pytestmark = pytest.mark.django_db


def begin(participation, at=AT):
    actions.open_participation(participation=participation, writer=a_writer(), at=at)


def handed_in(participation, **answers):
    """What an organisation handed in, as the record has it."""
    content = json.dumps(
        {"answers": [{"path": p, "rows": [], "value": v} for p, v in answers.items()]}
    )
    return Submission.objects.create(
        participation=participation,
        number=1,
        version=participation.version,
        content=content,
        content_hash=sha256(content.encode()).hexdigest(),
        handed_in_at=AT,
        handed_in_by="Stadt Nebel",
    )


@pytest.fixture
def second(participation):
    """The same organisation, asked again in a second wave."""
    wave = a_wave(participation.wave.survey, 2)
    return a_participation(wave, participation.organisation)


def test_opening_fills_in_defaults_and_makes_tasks(participation):
    SectionTask.objects.all().delete()
    begin(participation)

    revision = Revision.objects.get()
    participation.refresh_from_db()
    assert (
        (participation.state, participation.opened_at, participation.answered_at),
        present(participation),
        (revision.origin, Head.objects.get().is_unconfirmed),
        list(SectionTask.objects.order_by("position").values_list("section", "state", "answered")),
        [deed for deed, _label in deeds()],
    ) == (
        ("opened", AT, None),
        {"/today/country": '"Deutschland"'},
        ("prefill", False),
        [("today", "open", 1), ("plans", "open", 0)],
        ["participation.opened"],
    )


def test_opening_twice_is_done_once(participation):
    begin(participation)
    begin(participation, AT + timedelta(days=1))

    assert (Revision.objects.count(), Participation.objects.get().opened_at, len(deeds())) == (
        1,
        AT,
        1,
    )


def test_a_closed_wave_is_not_opened(participation):
    Wave.objects.update(state=Wave.State.CLOSED)
    begin(participation)

    assert (Revision.objects.count(), Participation.objects.get().state) == (0, "invited")


def test_what_was_answered_before_is_not_filled_in(participation):
    answered(participation, COUNTRY, "Österreich")
    Participation.objects.update(opened_at=None)
    participation.refresh_from_db()
    begin(participation)

    assert (present(participation), Conflict.objects.count()) == (
        {"/today/country": '"Österreich"'},
        0,
    )


def test_the_last_wave_is_taken_over_and_asked_about(participation, second):
    handed_in(participation, **{"/plans/goal": "Ein Portal", "/today/staff": 12})
    begin(second)

    head = Head.objects.get(path="/plans/goal")
    assert (present(second), head.is_unconfirmed, head.revision.origin) == (
        {"/plans/goal": '"Ein Portal"', "/today/country": '"Deutschland"'},
        True,
        "prefill",
    )


def test_what_the_question_can_no_longer_be_is_not_taken_over(participation, second):
    handed_in(participation, **{"/plans/goal": 12})
    begin(second)

    assert present(second) == {"/today/country": '"Deutschland"'}


@pytest.fixture
def prefilled(participation, second):
    handed_in(participation, **{"/plans/goal": "Ein Portal"})
    begin(second)
    return second


def confirm(participation, base):
    actions.confirm_prefill(
        participation=participation, field=GOAL, base=base, writer=a_writer(), at=AT
    )


def test_still_true_is_said_once(prefilled):
    base = Head.objects.get(path="/plans/goal").revision_id
    confirm(prefilled, base)

    with pytest.raises(actions.AnswerRefusedError) as refused:
        confirm(prefilled, base)

    assert (
        Head.objects.get(path="/plans/goal").is_unconfirmed,
        refused.value.refusal,
        deeds()[-1],
        Revision.objects.filter(path="/plans/goal").count(),
    ) == (False, "moved", ("answer.confirmed", "Stadt Nebel, Was geplant ist"), 1)


def test_another_answer_needs_no_confirming(prefilled):
    base = Head.objects.get(path="/plans/goal").revision_id
    answered(prefilled, GOAL, "Zwei Portale", base=base)

    assert Head.objects.get(path="/plans/goal").is_unconfirmed is False


def test_the_page_asks_and_takes_the_confirmation(prefilled):
    a_link(prefilled)
    client = Client()
    page = f"/antwort/{TOKEN}/abschnitt/plans/"
    asked = client.get(page).content.decode()
    base = Head.objects.get(path="/plans/goal").revision_id
    sent = client.post(f"{page}bestaetigen/", {"field": "q.plans.goal", "base": base})

    assert (
        "bestaetigen/" in asked,
        sent.headers["Location"],
        "bestaetigen/" in client.get(page).content.decode(),
    ) == (True, f"{page}#q.plans.goal", False)


def test_looking_at_the_overview_opens_nothing_and_a_section_does(participation):
    a_link(participation)
    Client().get(f"/antwort/{TOKEN}/")
    before = Participation.objects.get().state
    Client().get(f"/antwort/{TOKEN}/abschnitt/today/")

    assert (before, Participation.objects.get().state) == ("invited", "opened")


def test_others_see_who_is_at_a_section_for_five_minutes(participation):
    for minutes, name in ((0, "Maria Muster"), (2, "Jan Beispiel")):
        actions.claim_section(
            participation=participation,
            section="today",
            writer=a_writer(name),
            at=AT + timedelta(minutes=minutes),
        )
    claimed = SectionTask.objects.get(section="today")
    actions.claim_section(
        participation=participation,
        section="today",
        writer=a_writer("Jan Beispiel"),
        at=AT + timedelta(minutes=6),
    )
    later = SectionTask.objects.get(section="today")

    assert (
        (claimed.claimed_by, claimed.claimed_at, claimed.claim_ends_at),
        (later.claimed_by, later.claimed_at),
    ) == (
        ("Maria Muster", AT, AT + timedelta(minutes=5)),
        ("Jan Beispiel", AT + timedelta(minutes=6)),
    )
