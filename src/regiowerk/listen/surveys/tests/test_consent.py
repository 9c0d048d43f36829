"""More people may see an answer only once those who gave it agree; until then the promise holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import count

import pytest
from django.test import Client

from regiowerk.ground.people.tests.factories import AT
from regiowerk.listen.questionnaires.domain.instrument import Visibility
from regiowerk.listen.surveys import actions
from regiowerk.listen.surveys.models import Participation
from regiowerk.listen.surveys.queries.changes import effects_of
from regiowerk.listen.surveys.queries.consent import widened_since
from regiowerk.listen.surveys.queries.evaluation.drafting import draft_of
from regiowerk.listen.surveys.queries.exports import Audience, export_of
from regiowerk.listen.surveys.queries.submissions import last_submission
from regiowerk.listen.surveys.tests.factories import TOKEN, a_link, a_published_version, answered
from regiowerk.listen.surveys.tests.number_world import NUMBERS, OFFICE, towns
from regiowerk.listen.surveys.tests.signing_world import signed
from regiowerk.listen.surveys.tests.test_change_version import accepted, asking, change
from regiowerk.listen.surveys.tests.test_results import wave
from regiowerk.listen.surveys.tests.town_hall import STAFF

__all__ = ["wave"]

pytestmark = pytest.mark.django_db


def asked_of_everybody(name, **changed):
    """The questionnaire with one question asked differently."""
    group = NUMBERS.items[0]
    items = (replace(one, **changed) if one.name == name else one for one in group.items)
    return replace(NUMBERS, items=(replace(group, items=tuple(items)),))


def changed_to(wave, instrument):
    version = a_published_version(wave.survey.process, instrument, number=2)
    actions.change_version(
        wave=wave,
        version=version,
        note="",
        seen=actions.image_of(effects_of(wave, version, AT)),
        tokens=(f"token-{number}" for number in count()),
        by=OFFICE,
        at=AT,
    )


def agree(participations):
    for one in participations:
        Participation.objects.filter(pk=one.pk).update(state="in_sign_off")
        again = Participation.objects.select_related("version", "organisation").get(pk=one.pk)
        again.wave = one.wave
        signed(again)


def told(wave):
    table = draft_of(wave, date(2022, 1, 24)).results.table("all.secret")
    return (table.visibility, table.is_protected)


def test_the_evaluation_keeps_the_promise_until_the_last_one_agreed(wave):
    several = towns(wave, 7, secret="yes")
    changed_to(wave, asked_of_everybody("secret", visibility=Visibility.REGION))
    seen = [told(wave)]
    agree(several[:6])
    seen.append(told(wave))
    agree(several[6:])

    assert [*seen, told(wave)] == [("aggregate", True), ("aggregate", True), ("region", False)]


def test_files_keep_the_promise_until_the_last_one_agreed(wave):
    several = towns(wave, 7, secret="yes")
    changed_to(wave, asked_of_everybody("secret", visibility=Visibility.REGION))
    agree(several[:6])
    before = "/all/secret" in export_of(wave, Audience.REGION).shown
    agree(several[6:])

    assert (before, "/all/secret" in export_of(wave, Audience.REGION).shown) == (False, True)


def test_a_larger_threshold_holds_for_those_who_were_promised_it(wave):
    changed_to(wave, asked_of_everybody("secret", min_cell=7))
    towns(wave, 16, secret="yes")
    towns(wave, 7, first=30, secret="no")
    counts = draft_of(wave, date(2022, 1, 24)).results.table("all.secret").counts

    assert all(not isinstance(one, int) for one in counts)  # 7 are not 8: seven and the reader


def test_whoever_signs_again_reads_who_will_see_more(participation):
    answered(participation, STAFF, 3)
    accepted(participation)
    a_link(participation)
    last = last_submission(participation)
    before = widened_since(participation, last)
    change(participation, asking("staff", visibility=Visibility.PUBLIC))
    page = Client().get(f"/antwort/{TOKEN}/abgabe/").text

    assert before == []
    assert len(widened_since(participation, last)) == 1
    assert "Mehr Menschen werden diese Antworten sehen" in page
