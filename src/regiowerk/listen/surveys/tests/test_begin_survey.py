import pytest

from regiowerk.ground.process.tests.factories import a_process, deeds
from regiowerk.listen.questionnaires.models import Version
from regiowerk.listen.surveys.models import Survey
from regiowerk.listen.surveys.tests.factories import a_published_version, a_survey

pytestmark = pytest.mark.django_db

HOME = "/verfahren/muster/befragungen/"


def asked(questionnaire, **changes):
    return {
        "title": "Digitale Verwaltung im Kreis",
        "key": "",
        "purpose": "Damit wir wissen, wo wir anfangen.",
        "questionnaire": questionnaire.pk,
        **changes,
    }


def facts():
    return list(Survey.objects.order_by("pk").values_list("key", "title", "begun_by"))


def test_a_survey_begins_with_a_key_from_its_title(office, process):
    questionnaire = a_published_version(process).questionnaire
    response = office.post(f"{HOME}neu/", asked(questionnaire))

    assert (response.status_code, response.headers["Location"], facts(), deeds()[-1][0]) == (
        302,
        f"{HOME}digitale-verwaltung-im-kreis/",
        [("digitale-verwaltung-im-kreis", "Digitale Verwaltung im Kreis", "Stadt Mitte")],
        "survey.begun",
    )


def test_the_same_title_again_gets_another_key(office, process):
    questionnaire = a_published_version(process).questionnaire
    for _time in range(2):
        office.post(f"{HOME}neu/", asked(questionnaire, title="Rathaus"))

    assert [key for key, _title, _by in facts()] == ["rathaus", "rathaus-2"]


@pytest.mark.parametrize("key", ["rathaus", "neu", "bearbeiten", "GROSS"])
def test_a_key_that_cannot_be_had_is_refused_with_another_one(office, process, key):
    survey = a_survey(process)
    response = office.post(f"{HOME}neu/", asked(survey.questionnaire, key=key))

    assert (response.status_code, Survey.objects.count()) == (422, 1)
    assert f"{key.lower()}-2" in response.content.decode() or key == "GROSS"


def test_without_a_published_questionnaire_the_page_says_what_to_do(office, process):
    text = office.get(f"{HOME}neu/").content.decode()

    assert ("/verfahren/muster/fragebogen/" in text, "<textarea" in text) == (True, False)


def test_a_draft_cannot_be_asked(office, process):
    version = a_published_version(process)
    Version.objects.update(state="draft", published_at=None, published_by="")
    response = office.post(f"{HOME}neu/", asked(version.questionnaire))

    assert (response.status_code, Survey.objects.count()) == (422, 0)


def test_the_questionnaire_of_another_process_cannot_be_asked(office, process, crowd):
    foreign = a_published_version(a_process(crowd.region, "anderes")).questionnaire
    a_published_version(process)
    response = office.post(f"{HOME}neu/", asked(foreign))

    assert (response.status_code, Survey.objects.count()) == (422, 0)


def test_title_and_purpose_are_corrected(office, process):
    a_survey(process)
    data = {"title": "Neuer Titel", "purpose": "Neuer Zweck"}
    response = office.post(f"{HOME}rathaus/bearbeiten/", data)

    assert (response.status_code, Survey.objects.values_list("key", "title", "purpose").get()) == (
        302,
        ("rathaus", "Neuer Titel", "Neuer Zweck"),
    )
