"""Nothing of class aggregate, office or personal reaches somebody it was not promised to.

Every address is asked by everybody, with a survey in which each such answer is a word found nowhere
else.  Office files (exports) have tests of their own in `surveys/tests/test_exports.py`; PDF files are not read.
"""

from __future__ import annotations

import io
import itertools
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import reverse

from regiowerk.ground.journal.domain.actor import Role
from regiowerk.ground.process.models import Process
from regiowerk.ground.process.tests.factories import a_process
from regiowerk.ground.regions.models import Mandate, Organisation
from regiowerk.ground.regions.tests.factories import a_municipality, a_region
from regiowerk.ground.regions.tests.strangers import a_crowd, as_user, mandate_of
from regiowerk.listen.questionnaires.domain.answers import Field
from regiowerk.listen.questionnaires.domain.instrument import (
    Group,
    Instrument,
    Kind,
    Question,
    Visibility,
)
from regiowerk.listen.surveys.models import Participation, Wave
from regiowerk.listen.surveys.tests.factories import (
    a_participation,
    a_published_version,
    a_survey,
    a_wave,
    answered,
)
from regiowerk.listen.surveys.tests.number_world import published
from regiowerk.listen.surveys.tests.signing_world import signed
from tests.architecture.test_urls import ADDRESSES, BY_LINK, NOT_THERE

pytestmark = pytest.mark.django_db

TOWNS = 8
CLASSES = (*Visibility, "number")
SLOW = {"reports:pdf", "reports:slides"}  # print what is on pages
LEAVES = {"people:sign_out"}


def _question(kind: str) -> Question:
    visibility = Visibility.AGGREGATE if kind == "number" else Visibility(kind)
    form = Kind.INTEGER if kind == "number" else Kind.TEXT
    return Question(kind, form, label={"de": f"Frage {kind}"}, visibility=visibility)


ASKED = Instrument(
    "geheim",
    {"de": "Geheimes"},
    (Group("all", tuple(map(_question, CLASSES)), label={"de": "Alles"}),),
    {},
)


def _said(kind: str, town: int) -> str | int:
    """No other page has such a word; numbers are too large to be anything else."""
    return 730_000_019 + 1_000 * town if kind == "number" else f"Wort{kind}{town}x"


@dataclass(frozen=True)
class World:
    process: Process
    wave: Wave
    towns: tuple[Organisation, ...]  # the first one is the member's own
    clients: dict[str, Client]


@pytest.fixture
def world() -> World:
    region = a_region()
    crowd = a_crowd(region)
    process = a_process(region)
    Process.objects.update(is_public=True)
    version = a_published_version(process, ASKED)
    survey = a_survey(process, "geheim", questionnaire=version.questionnaire)
    wave = a_wave(survey, version=version)
    own = mandate_of(crowd.member).organisation
    others = (a_municipality(f"0599{9100 + one:04d}", f"Ort {one}") for one in range(1, TOWNS))
    towns = (own, *others)
    for number, town in enumerate(towns):
        _hand_in(wave, town, number)
    published(wave, "public")
    people = {"stranger": None, "outsider": crowd.outsider, "member": crowd.member}
    return World(process, wave, towns, {name: as_user(user) for name, user in people.items()})


def _hand_in(wave: Wave, town: Organisation, number: int) -> None:
    participation = a_participation(wave, town)
    for kind in CLASSES:
        answered(participation, Field(f"/all/{kind}"), _said(kind, number))
    Participation.objects.filter(pk=participation.pk).update(state="in_sign_off")
    participation.refresh_from_db()
    participation.wave, participation.organisation = wave, town
    signed(participation)


def addresses(world: World, rooms: str) -> Iterator[str]:
    """Every address with all that exists of the survey, and the search for what is hidden."""
    known = {
        "process_key": [world.process.key],
        "region_key": [world.process.region.key],
        "survey_key": [world.wave.survey.key],
        "questionnaire_key": [world.wave.version.questionnaire.key],
        "wave": [world.wave.number],
        "release": [1],
        "number": [1],
        "section": ["all"],
        "section_name": ["all"],
        "organisation_key": [one.key for one in world.towns[:2]],
        "question": [f"all.{kind}" for kind in CLASSES],
        "other": ["all.public"],
        "path": ["all/aggregate"],
        "format": ["xlsx"],
    }
    for full, kinds in ADDRESSES:
        if full in BY_LINK | SLOW | LEAVES or not full.startswith(rooms):
            continue
        values = [known.get(key, [NOT_THERE[kind]]) for key, kind in kinds.items()]
        for chosen in itertools.product(*values):
            yield reverse(full, kwargs=dict(zip(kinds, chosen, strict=True)))
    for word in ("Wort", "7300", "Ort 1"):
        yield f"{reverse('portal:search')}?q={word}"


def text_of(client: Client, address: str) -> str:
    """What an answer says; spreadsheets and archives are opened."""
    answer = client.get(address)
    content = answer.getvalue()
    if not content.startswith(b"PK"):
        return content.decode("utf-8", "replace")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "".join(archive.read(one).decode("utf-8", "replace") for one in archive.namelist())


def found(world: World, who: str, rooms: str = "") -> set[tuple[str, int]]:
    """Which answers somebody gets to see anywhere: class and town."""
    seen = set()
    for address in addresses(world, rooms):
        text = re.sub(r"(?<=\d)[.\u00a0\u202f](?=\d{3})", "", text_of(world.clients[who], address))
        seen |= {
            (str(kind), town)
            for kind in CLASSES
            for town in range(TOWNS)
            if str(_said(kind, town)) in text
        }
    return seen


def test_strangers_and_outsiders_see_nothing_of_what_is_not_public(world: World) -> None:
    assert {kind for kind, _town in found(world, "stranger") | found(world, "outsider")} <= {
        "public"
    }


def test_a_member_sees_its_own_answers_and_those_for_the_region(world: World) -> None:
    assert {(kind, town) for kind, town in found(world, "member") if town != 0} <= {
        (str(kind), town)
        for kind in (Visibility.PUBLIC, Visibility.REGION)
        for town in range(TOWNS)
    }


def test_the_walk_would_notice(world: World) -> None:
    """The office reads single answers to check them: the same walk finds them there."""
    office = Mandate.objects.get(region=world.process.region, role=Role.OFFICE).user
    world.clients["office"] = as_user(office)

    assert ("aggregate", 1) in found(world, "office", rooms="surveys:")
