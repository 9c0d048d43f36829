"""What a further release counts, and what stays as it was published before."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest

from regiowerk.ground.people.tests.factories import AT
from regiowerk.ground.process.tests.factories import deeds
from regiowerk.ground.regions.tests.strangers import asked_by_all
from regiowerk.listen.surveys import actions
from regiowerk.listen.surveys.models import Participation, Release, Submission
from regiowerk.listen.surveys.queries.evaluation.drafting import draft_of
from regiowerk.listen.surveys.tests.factories import answered
from regiowerk.listen.surveys.tests.number_world import (
    HOME,
    OFFICE,
    a_draft,
    field,
    published,
    towns,
)
from regiowerk.listen.surveys.tests.signing_world import signed
from regiowerk.listen.surveys.tests.test_results import wave

__all__ = ["wave"]

pytestmark = pytest.mark.django_db


def handed_in_again(participation, name, value):
    """Opened, answered and signed once more."""
    actions.reopen_sections(
        participation=participation,
        sections=["all"],
        reason="x",
        due_on=None,
        token=f"t{participation.pk}-{participation.submissions.count()}",
        by=OFFICE,
        at=AT,
    )
    head = participation.heads.get(path=f"/all/{name}").revision_id
    answered(participation, field(name), value, base=head)
    Participation.objects.filter(pk=participation.pk).update(state="in_sign_off")
    participation.refresh_from_db()
    signed(participation)


def kinds(release):
    return {one["kind"] for one in json.loads(release.against or "[]")}


def test_what_stands_against_is_left_out_and_the_rest_is_published(office, wave):
    towns(wave, 8, secret="yes", public="yes")
    published(wave)
    towns(wave, 1, first=30, secret="no", public="no")
    a_draft(wave)
    office.post(f"{HOME}2/auslassen/")
    page = office.get(f"{HOME}2/entwurf/").text
    office.post(f"{HOME}2/veroeffentlichen/")
    second = Release.objects.get(number=2)
    tables = {one["key"]: one for one in json.loads(second.content)["tables"]}

    assert (second.state, second.questions_left_out) == ("released", ["all.secret"])
    assert (tables["all.public"]["counts"], tables["all.secret"].get("counts")) == ([8, 1], None)
    assert "Diese Fragen bleiben so, wie sie veröffentlicht sind" in page
    assert "wave.questions_left_out" in [deed for deed, *_rest in deeds()]
    assert "Ausgelassen: zu wenige neue Antworten" in office.get(f"{HOME}2/frage/all.secret/").text


def test_only_the_office_leaves_questions_out(crowd, wave):
    towns(wave, 8, secret="yes")
    a_draft(wave)

    assert asked_by_all(crowd, f"{HOME}1/auslassen/", {})[:3] == [
        "anonymous: sign in",
        "outsider: 404",
        "member: 403",
    ]


def test_what_is_published_leaves_nothing_out_later(wave):
    towns(wave, 8, secret="yes")
    release = published(wave)

    with pytest.raises(actions.NotADraftError):
        actions.leave_out_questions(release=release, by=OFFICE, at=AT)


def test_what_was_handed_in_after_the_office_asked_is_not_counted(wave):
    towns(wave, 3, public="yes")
    late = towns(wave, 2, first=20, public="no")
    Submission.objects.filter(participation__in=late).update(handed_in_at=AT + timedelta(hours=1))
    draft = draft_of(wave, date(2022, 1, 24), until=AT)

    assert draft.results.table("all.public").counts == (3, 0)


def test_an_earlier_submission_counts_until_a_later_one_came(wave):
    one = towns(wave, 1, public="yes")[0]
    handed_in_again(one, "public", "no")
    Submission.objects.filter(number=2).update(handed_in_at=AT + timedelta(hours=1))
    counts = [
        draft_of(wave, date(2022, 1, 24), until=until).results.table("all.public").counts
        for until in (AT, None)
    ]

    assert counts == [(1, 0), (0, 1)]


def test_an_answer_that_was_handed_in_again_is_still_the_same(wave):
    several = towns(wave, 9, secret="yes", public="yes")
    published(wave)
    handed_in_again(several[0], "public", "no")

    assert kinds(a_draft(wave)) == set()


def test_an_answer_that_was_changed_and_changed_back_is_still_the_same(wave):
    several = towns(wave, 9, secret="yes")
    published(wave)
    handed_in_again(several[0], "secret", "no")
    changed = kinds(a_draft(wave))
    handed_in_again(several[0], "secret", "yes")

    assert (changed, kinds(a_draft(wave))) == ({"changed"}, set())
