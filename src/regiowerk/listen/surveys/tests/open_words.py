"""A wave with open questions of every class, and towns that answered them."""

from __future__ import annotations

from datetime import date

from regiowerk.ground.journal.domain.actor import Actor
from regiowerk.ground.people.tests.factories import AT
from regiowerk.ground.process.models import Process
from regiowerk.ground.regions.tests.factories import a_municipality
from regiowerk.listen.questionnaires.domain.answers import Field
from regiowerk.listen.questionnaires.domain.instrument import (
    Group,
    Instrument,
    Kind,
    Question,
    Visibility,
)
from regiowerk.listen.surveys import actions
from regiowerk.listen.surveys.domain.passages import Passage, found_in, whole
from regiowerk.listen.surveys.models import Participation, Release, ReleaseMember, Submission, Wave
from regiowerk.listen.surveys.queries.evaluation.drafting import draft_of
from regiowerk.listen.surveys.queries.open_answers import OpenAnswer, open_answer
from regiowerk.listen.surveys.tests.factories import (
    a_participation,
    a_published_version,
    a_release,
    a_survey,
    a_wave,
    answered,
)
from regiowerk.listen.surveys.tests.signing_world import signed

EVA = Actor(user_label="Eva Beispiel", organisation_label="Stadt Mitte")
UWE = Actor(user_label="Uwe Beispiel", organisation_label="Stadt Mitte")
CLASSES = ("public", "region", "office", "aggregate", "personal")
WORDS = Instrument(
    "worte",
    {"de": "Worte"},
    (
        Group(
            "all",
            tuple(
                Question(one, Kind.TEXT, label={"de": f"Frage {one}"}, visibility=Visibility(one))
                for one in CLASSES
            ),
            label={"de": "Alles"},
        ),
    ),
)


def a_wave_of_words(process: Process) -> Wave:
    version = a_published_version(process, WORDS)
    survey = a_survey(process, "worte", questionnaire=version.questionnaire)
    return a_wave(survey, version=version)


def a_town(wave: Wave, number: int = 1, **words: str) -> Participation:
    """A town that wrote something under some questions and handed in."""
    place = a_municipality(f"0599{9100 + number:04d}", f"Ort {number}")
    participation = a_participation(wave, place)
    for name, text in words.items():
        answered(participation, Field(f"/all/{name}"), text)
    Participation.objects.filter(pk=participation.pk).update(state="in_sign_off")
    participation.refresh_from_db()
    participation.wave, participation.organisation = wave, place
    signed(participation)
    return participation


def the_answer(participation: Participation, name: str = "region") -> OpenAnswer:
    key = participation.organisation.key
    found = open_answer(participation.wave, key, Field(f"/all/{name}"), "de")
    assert found is not None
    return found


def coded_with(
    participation: Participation, *codes: object, name: str = "region", words: str = "", by=EVA
):
    """Passages of an answer assigned to codes, as the office does it."""
    answer = the_answer(participation, name)
    passage: Passage = found_in(answer.text, words) if words else whole(answer.text)
    return actions.code_answer(answer=answer, passages=[passage], codes=codes, by=by, at=AT)


def released_to(wave: Wave, audience: str = "region") -> None:
    """Results of what was handed in so far are published for a circle."""
    release = a_release(wave, wave.releases.count() + 1, state="released")
    release.audience = audience
    release.save(update_fields=["audience"])
    for submission in Submission.objects.filter(participation__wave=wave):
        ReleaseMember.objects.create(
            release=release, submission=submission, content_hash=submission.content_hash
        )


def released(wave: Wave, audience: str = "region") -> Release:
    """Results of what was handed in and coded so far, counted and published."""
    release = actions.prepare_release(wave=wave, audience=audience, note="", by=EVA, at=AT)
    actions.keep_draft(release=release, draft=draft_of(wave, date(2022, 1, 24)), at=AT)
    actions.release_results(release=release, by=EVA, at=AT)
    release.refresh_from_db()
    return release
