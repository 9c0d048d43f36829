"""A small survey with published results, to cite from."""

from __future__ import annotations

from datetime import date

from regiowerk.ground.journal.domain.actor import Actor
from regiowerk.ground.people.tests.factories import AT
from regiowerk.ground.process.models import Process
from regiowerk.ground.regions.models import Organisation
from regiowerk.ground.regions.tests.factories import a_municipality
from regiowerk.listen.questionnaires.domain.answers import Field
from regiowerk.listen.questionnaires.domain.instrument import (
    Choice,
    Group,
    Instrument,
    Kind,
    Question,
    Visibility,
)
from regiowerk.listen.surveys import actions
from regiowerk.listen.surveys.models import Participation, Release, Submission, Wave
from regiowerk.listen.surveys.queries.evaluation.drafting import draft_of
from regiowerk.listen.surveys.tests.factories import (
    a_participation,
    a_published_version,
    a_survey,
    a_wave,
    answered,
)
from regiowerk.listen.surveys.tests.signing_world import signed

BY = Actor(user_label="Eva Beispiel", organisation_label="Stadt Mitte")


def _asked(name: str, kind: Kind, visibility: Visibility, choices: str = "") -> Question:
    return Question(
        name, kind, label={"de": f"Frage {name}"}, visibility=visibility, choice_list=choices
    )


ASKED = Instrument(
    "zahlen",
    {"de": "Zahlen"},
    (
        Group(
            "all",
            (
                _asked("public", Kind.SELECT_ONE, Visibility.PUBLIC, "yes_no"),
                _asked("region", Kind.SELECT_ONE, Visibility.REGION, "yes_no"),
                _asked("office", Kind.TEXT, Visibility.OFFICE),
                _asked("secret", Kind.SELECT_ONE, Visibility.AGGREGATE, "yes_no"),
                _asked("person", Kind.TEXT, Visibility.PERSONAL),
                _asked("words", Kind.TEXT, Visibility.PUBLIC),
            ),
            label={"de": "Alles"},
        ),
    ),
    {"yes_no": (Choice("yes", {"de": "ja"}), Choice("no", {"de": "nein"}))},
)


def a_published_wave(process: Process, key: str = "zahlen") -> Wave:
    version = a_published_version(process, ASKED)
    return a_wave(a_survey(process, key, questionnaire=version.questionnaire), version=version)


def has_handed_in(wave: Wave, place: Organisation, **answers: str) -> Submission:
    """What an organisation said when it handed in."""
    participation = a_participation(wave, place)
    participation.wave, participation.organisation = wave, place
    for name, value in answers.items():
        answered(participation, Field(f"/all/{name}"), value)
    return _hands_in(participation)


def corrects(submission: Submission, name: str, value: str) -> Submission:
    """The organisation asks for its answers back, changes one of them, and signs again."""
    participation = submission.participation
    actions.reopen_sections(
        participation=participation,
        sections=["all"],
        reason="Berichtigung",
        due_on=None,
        token="t",
        by=BY,
        at=AT,
    )
    before = participation.heads.get(path=f"/all/{name}").revision_id
    answered(participation, Field(f"/all/{name}"), value, base=before)
    return _hands_in(participation)


def _hands_in(participation: Participation) -> Submission:
    wave, place = participation.wave, participation.organisation
    Participation.objects.filter(pk=participation.pk).update(state="in_sign_off")
    participation.refresh_from_db()
    participation.wave, participation.organisation = wave, place
    return signed(participation)


def towns(wave: Wave, count: int, first: int = 1, **answers: str) -> list[Submission]:
    return [
        has_handed_in(wave, a_municipality(f"0599{9100 + n:04d}", f"Ort {n}"), **answers)
        for n in range(first, first + count)
    ]


def publish(wave: Wave, audience: str = "public") -> Release:
    """What was handed in, counted and made known."""
    release = actions.prepare_release(wave=wave, audience=audience, note="", by=BY, at=AT)
    actions.keep_draft(release=release, draft=draft_of(wave, date(2022, 1, 24)), at=AT)
    release.refresh_from_db()
    actions.release_results(release=release, by=BY, at=AT)
    release.refresh_from_db()
    return release
