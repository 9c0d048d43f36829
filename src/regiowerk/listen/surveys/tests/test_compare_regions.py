"""Results of two regions on one questionnaire, and of two waves whose questionnaires differ."""

from __future__ import annotations

from dataclasses import replace

import pytest

from regiowerk.ground.process.models import Process
from regiowerk.ground.process.tests.factories import a_process
from regiowerk.ground.regions.models import Region
from regiowerk.ground.regions.tests.strangers import as_user
from regiowerk.listen.questionnaires.domain.instrument import Group, Instrument
from regiowerk.listen.surveys.tests.factories import a_published_version, a_survey, a_wave
from regiowerk.listen.surveys.tests.number_world import NUMBERS, field, published, towns

pytestmark = pytest.mark.django_db

HERE = "/verfahren/muster/befragungen/zahlen/"


def with_indicators(name: str = "public", **others: str) -> Instrument:
    """The numbers with an indicator on one question, under a name of its own."""
    (section,) = NUMBERS.items
    assert isinstance(section, Group)
    items = tuple(
        replace(one, name=name if one.name == "public" else one.name,
                indicator={"public": "digital.strategy", "staff": "digital.staff"}.get(one.name, ""))
        for one in section.items if one.name != "later"
    )  # fmt: skip
    return replace(NUMBERS, items=(replace(section, items=items),))


@pytest.fixture
def wave(process):
    version = a_published_version(process, with_indicators())
    return a_wave(a_survey(process, "zahlen", questionnaire=version.questionnaire), version=version)


@pytest.fixture
def elsewhere(crowd):
    """Another region whose process asks the very same questionnaire."""
    process = a_process(Region.objects.get(key="anderswo"), "nachbarn")
    version = a_published_version(process, with_indicators())
    return a_wave(a_survey(process, "zahlen", questionnaire=version.questionnaire), version=version)


def compared(client, there="nachbarn/zahlen/1/1", here="1"):
    return client.get(f"{HERE}{here}/auswertung/1/vergleich/{there}/")


# two regions


def test_two_regions_with_the_same_questionnaire_are_compared(office, wave, elsewhere):
    towns(wave, 8, public="yes", staff=2)
    published(wave, "public")
    towns(elsewhere, 4, first=100, public="no", staff=6)
    towns(elsewhere, 4, first=200, public="yes", staff=6)
    published(elsewhere, "public")
    Process.objects.update(is_public=True)
    page = compared(office).text

    assert wave.version.content_hash == elsewhere.version.content_hash
    assert "„nein“: Anderswo 50 % (4 von 8), Musterland 0 % (0 von 8)" in page
    assert "8 Organisationen sind nur in „Anderswo“ dabei" in page


def test_of_another_region_is_compared_what_one_may_read_there(crowd, wave, elsewhere):
    towns(wave, 8, public="yes", staff=2, secret="yes")
    published(wave, "public")
    towns(elsewhere, 8, first=100, public="no", staff=6, secret="no")
    published(elsewhere, "region")
    Process.objects.update(is_public=True)
    readers = (None, crowd.member, crowd.office)

    assert [compared(as_user(one)).status_code for one in readers] == [302, 404, 404]
    assert [
        "nachbarn" in as_user(one).get(f"{HERE}1/auswertung/1/vergleich/").text for one in readers
    ] == [False] * 3


def test_a_member_reads_of_the_other_region_no_question_told_to_it_alone(crowd, wave, elsewhere):
    """The number of staff is the region's own: beside each other stands what is public there."""
    towns(wave, 8, public="yes", staff=2)
    published(wave, "public")
    towns(elsewhere, 8, first=100, public="no", staff=6)
    published(elsewhere, "public")
    Process.objects.update(is_public=True)
    page = compared(as_user(crowd.member)).text

    assert (
        "„nein“: Anderswo 100 % (8 von 8), Musterland 0 % (0 von 8)" in page,
        "Frage staff" in page,
    ) == (
        True,
        False,
    )


def test_another_questionnaire_is_not_offered(office, wave, elsewhere):
    other = a_published_version(elsewhere.survey.process, replace(NUMBERS, key="andere"))
    survey = a_survey(elsewhere.survey.process, "andere", questionnaire=other.questionnaire)
    third = a_wave(survey, version=other)
    towns(wave, 8, public="yes")
    published(wave, "public")
    towns(third, 8, first=100, public="no")
    published(third, "public")
    Process.objects.update(is_public=True)

    assert "nachbarn/andere" not in office.get(f"{HERE}1/auswertung/1/vergleich/").text


# two waves


def test_waves_are_compared_by_indicator_where_the_question_moved(office, wave):
    towns(wave, 8, public="yes", staff=2)
    published(wave)
    later = a_published_version(wave.survey.process, with_indicators("strategy"), number=2)
    second = a_wave(wave.survey, 2, version=later)
    towns(second, 4, first=100, strategy="no")
    towns(second, 4, first=200, strategy="yes")
    published(second)
    page = compared(office, "muster/zahlen/1/1", here="2").text

    assert field("strategy").path != field("public").path
    assert "„nein“: 0 % (0 von 8), dann 50 % (4 von 8)" in page
