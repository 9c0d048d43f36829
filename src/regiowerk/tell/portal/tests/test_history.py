from __future__ import annotations

import pytest

from regiowerk.ground.journal.actions import record
from regiowerk.ground.journal.domain.actor import Actor
from regiowerk.ground.journal.models import Entry
from regiowerk.ground.people.tests.factories import AT
from regiowerk.ground.process.tests.factories import a_process
from regiowerk.ground.regions.models import Mandate
from regiowerk.ground.regions.tests.factories import a_region
from regiowerk.ground.regions.tests.strangers import a_crowd, as_user

pytestmark = pytest.mark.django_db
PAGE = "/verfahren/muster/verlauf/"
WRITTEN, OPENED = "section.given", "wave.opened"


@pytest.fixture
def crowd():
    people = a_crowd(a_region())
    process = a_process(people.region)
    own = Mandate.objects.get(user=people.member).organisation
    for deed, organisation, label in (
        (WRITTEN, own.pk, "Unser Abschnitt"),
        (WRITTEN, own.pk + 1000, "Der Abschnitt der Nachbarn"),
        (WRITTEN, None, "Ein Abschnitt von irgendwem"),
        (OPENED, None, "Die Welle für alle"),
    ):
        record(
            by=Actor(user_label="Maria Muster", organisation_id=organisation),
            at=AT,
            deed=deed,
            label=label,
            address="/verfahren/muster/befragungen/rathaus/",
            region=people.region.key,
            process=process.key,
        )
    return people


def told(user):
    page = as_user(user).get(PAGE).content.decode()
    labels = ("Unser", "der Nachbarn", "von irgendwem", "für alle")
    return [label in page for label in labels], page


def test_how_a_town_hall_writes_is_told_to_itself_and_to_the_office(crowd):
    assert told(crowd.member)[0] == [True, False, False, True]
    assert told(crowd.office)[0] == [True, True, True, True]


def test_the_way_to_a_survey_is_shown_to_the_office_only(crowd):
    way = 'href="/verfahren/muster/befragungen/rathaus/"'

    assert told(crowd.office)[1].count(way) == 4
    assert told(crowd.member)[1].count(way) == 1


@pytest.mark.parametrize(
    ("deed", "place"),
    [
        ("code.added", "codesystem/code/zeit/"),
        ("codebook.frozen", "codesystem/"),
        ("slide.added", "berichte/auswahl/"),
    ],
)
def test_the_way_to_a_room_of_the_office_is_shown_to_the_office_only(crowd, deed, place):
    Entry.objects.update(deed=deed, object_address=f"/verfahren/muster/{place}")
    way = f'href="/verfahren/muster/{place}"'

    assert way in told(crowd.office)[1]
    assert way not in told(crowd.member)[1]
