"""A survey with a question of every circle, towns that hand in, and releases of it."""

from __future__ import annotations

from datetime import date

from regiowerk.ground.journal.domain.actor import Actor
from regiowerk.ground.people.tests.factories import AT
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
from regiowerk.listen.surveys.models import Participation
from regiowerk.listen.surveys.queries.evaluation.drafting import draft_of
from regiowerk.listen.surveys.tests.factories import a_participation, answered
from regiowerk.listen.surveys.tests.signing_world import signed

HOME = "/verfahren/muster/befragungen/zahlen/1/auswertung/"
OFFICE = Actor(user_label="Eva Beispiel", organisation_label="Stadt Mitte")


_YES_NO = (Choice("yes", {"de": "ja"}), Choice("no", {"de": "nein"}))


def _asked(name, kind, visibility, **rest):
    return Question(name, kind, label={"de": f"Frage {name}"}, visibility=visibility, **rest)


NUMBERS = Instrument(
    "zahlen",
    {"de": "Zahlen"},
    (
        Group(
            "all",
            (
                _asked("public", Kind.SELECT_ONE, Visibility.PUBLIC, choice_list="yes_no"),
                _asked("region", Kind.SELECT_MULTIPLE, Visibility.REGION, choice_list="fields"),
                _asked("office", Kind.SELECT_ONE, Visibility.OFFICE, choice_list="yes_no"),
                _asked("secret", Kind.SELECT_ONE, Visibility.AGGREGATE, choice_list="yes_no"),
                _asked("person", Kind.TEXT, Visibility.PERSONAL),
                _asked("staff", Kind.INTEGER, Visibility.REGION),
                _asked("order", Kind.RANK, Visibility.REGION, choice_list="fields"),
                _asked("words", Kind.TEXT, Visibility.REGION),
                _asked("later", Kind.TEXT, Visibility.REGION, relevant="${public} = 'yes'"),
            ),
            label={"de": "Alles"},
        ),
    ),
    {
        "yes_no": _YES_NO,
        "fields": (Choice("a", {"de": "A"}), Choice("b", {"de": "B"}), Choice("c", {"de": "C"})),
    },
)


def field(name):
    return Field(f"/all/{name}")


def a_town(wave, number, **answers):
    """A town that has answered and handed in."""
    place = a_municipality(f"0599{9100 + number:04d}", f"Ort {number}")
    participation = a_participation(wave, place)
    for name, value in answers.items():
        answered(participation, field(name), value)
    Participation.objects.filter(pk=participation.pk).update(state="in_sign_off")
    participation.refresh_from_db()
    participation.wave, participation.organisation = wave, place
    signed(participation)
    return participation


def towns(wave, count, first=1, **answers):
    return [a_town(wave, number, **answers) for number in range(first, first + count)]


def a_draft(wave, audience="region"):
    release = actions.prepare_release(wave=wave, audience=audience, note="", by=OFFICE, at=AT)
    actions.keep_draft(release=release, draft=draft_of(wave, date(2022, 1, 24)), at=AT)
    release.refresh_from_db()
    return release


def published(wave, audience="region"):
    release = a_draft(wave, audience)
    actions.release_results(release=release, by=OFFICE, at=AT)
    release.refresh_from_db()
    return release


def table(wave, key):
    return draft_of(wave, date(2022, 1, 24)).results.table(f"all.{key}")
