import pytest

from regiowerk.ground.people.tests.factories import AT
from regiowerk.ground.process.tests.factories import a_process
from regiowerk.ground.regions.tests.factories import a_membership, a_municipality, a_region
from regiowerk.listen.questionnaires.domain.instrument import Group, Instrument, Kind, Question
from regiowerk.listen.questionnaires.domain.pages import Option
from regiowerk.listen.surveys.queries.places import places_for
from regiowerk.listen.surveys.tests.factories import (
    a_participation,
    a_published_version,
    a_survey,
    a_wave,
)

pytestmark = pytest.mark.django_db

PARTNERS = Instrument(
    "partner",
    {"de": "Partner"},
    (
        Group("plain", (Question("why", Kind.TEXT),)),
        Group("with_whom", (Question("partner", Kind.GEOPOINT),)),
    ),
)


@pytest.fixture
def participation():
    region = a_region()
    a_membership(region, a_municipality("05999012", "Aue"))
    process = a_process(region)
    version = a_published_version(process, PARTNERS)
    wave = a_wave(a_survey(process, questionnaire=version.questionnaire), version=version)
    return a_participation(wave)


def test_the_municipalities_of_the_region_can_be_picked(participation):
    assert places_for(participation, "with_whom", AT) == (
        Option("ags-05999012", "Aue"),
        Option("ags-05999011", "Nebel"),
    )


def test_a_section_that_asks_for_none_looks_none_up(participation, django_assert_num_queries):
    places_for(participation, "with_whom", AT)  # the instrument is known from now on

    with django_assert_num_queries(0):
        assert places_for(participation, "plain", AT) == ()
